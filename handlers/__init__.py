"""What one chat event does: aiogram routers and middlewares, keyboards, rendering."""
