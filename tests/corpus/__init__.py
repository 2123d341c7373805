"""Tests of bot/corpus."""
