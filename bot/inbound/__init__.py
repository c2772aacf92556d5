"""How updates come in: polled for or delivered by webhook, through one intake to the handlers."""
