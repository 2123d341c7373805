"""Briefing Bot: answers readers' questions in Discord with the words of a newsroom's briefings."""

__version__ = "0.1.0"
