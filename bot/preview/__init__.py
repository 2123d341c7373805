"""The same bot in a local browser page that looks like Discord; no account needed."""

from __future__ import annotations

from bot.preview.session import run_preview

__all__ = ["run_preview"]
