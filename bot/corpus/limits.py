"""How much one page may hold, so that no file can make the bot slow for its readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Stated limits; what is over one is refused with a finding that names it."""

    page_bytes: int = 1_048_576
    line_characters: int = 20_000
    questions_per_page: int = 5_000
    pages: int = 20_000
