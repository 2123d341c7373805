"""Tests of the encodings that are kept."""
