"""The preview page, in a real browser."""
