"""The editors' loop: how a guild wants the bot, and what becomes of what readers ask there."""
