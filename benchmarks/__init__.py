"""How fast the program is: simulated people, a stand-in for Telegram's server, and a bare bot to compare with."""
