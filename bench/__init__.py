"""Measurements: how fast, how big, and how right the bot is."""
