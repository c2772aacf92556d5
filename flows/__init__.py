"""The conversation itself, pure: forms as data, an engine that steps through them, the framework's rules as cited data.

Nothing here knows Telegram, a database, a clock, the network or a file: whatever is needed is handed in.
"""
