"""Keeps what the encoder has made of texts, so that no text is encoded twice."""
