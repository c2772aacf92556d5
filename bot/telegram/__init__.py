"""The bot as a client of a Bot API server: how it is made, how it calls, what it says of itself."""
