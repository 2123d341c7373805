"""Text on its own: normalising, tokens, sentences. Knows nothing of pages or of Discord."""
