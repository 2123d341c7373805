"""The same bot in a local browser page that looks like Discord; no account needed."""
