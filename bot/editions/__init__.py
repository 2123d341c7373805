"""Keeps a ready edition on disk, so that a restart with the same content need not build it."""
