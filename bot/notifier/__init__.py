"""Delivers what stands in the outbox, through python-telegram-bot, which is imported here and nowhere else."""
