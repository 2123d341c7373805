"""Tests of the benches: what they count is what they say they count."""
