"""The chat page, and behind it a gateway that speaks the Telegram Bot API to the bot."""
