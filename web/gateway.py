"""The gateway behind the chat page: it speaks the Telegram Bot API to the bot, and JSON to the page.

    gateway = create_gateway(store, tokens=["1:secret"], secret_key=…, public_url="http://127.0.0.1:8080",
                             bot_username="quicksilver_bot", bot_title="Quicksilver")
    await gateway.start()
    bot_site, bot_port = await run_site(gateway.bot_api_app(), "127.0.0.1", 0)
    page_site, page_port = await run_site(gateway.public_app(), "127.0.0.1", 8080)
    …                       # the bot's base address is f"http://127.0.0.1:{bot_port}"
    await gateway.stop()    # ends long polls and event streams, so that the sites close at once
    await page_site.cleanup()
    await bot_site.cleanup()

`store` is an open `storage.store.Store` on a migrated database. The page talks to the first of `tokens`; the others are
bots of their own, with no chats in common. Commands, names and descriptions are what the bot itself has set.
Everything is kept in the database; what is in memory only wakes those who wait.
"""
