"""Tests of the editions that are kept ready."""
