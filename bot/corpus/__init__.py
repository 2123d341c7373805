"""Briefings as values: pages are parsed, linted and built into a frozen corpus."""
