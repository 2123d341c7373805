"""The store, the recorder, and what is kept of a turn."""
