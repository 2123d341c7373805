"""Messages that refer to the last reply instead of asking anew: a typed number."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*(?:no\.?|number|nr\.?|option|choice|#)?\s*(\d{1,2})\s*[.)!]?\s*", re.I)


def chosen_number(text: str) -> int | None:
    """Read a message that consists of a number ("2", "#2", "number 2.") and nothing else."""
    match = _NUMBER.fullmatch(text[:20])
    return int(match.group(1)) if match and len(text) <= 20 else None
