"""The storage room: what the Partnership keeps, in SQLite or PostgreSQL, through one door (`storage.store`)."""
