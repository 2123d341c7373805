"""Question marks, in every script that has its own."""

from __future__ import annotations

import re

_MARKS = ("?", "？", "؟")
_GREEK_MARKS = (";", "\u037e")
"""A semicolon to everybody else."""
_CLOSING = " *_`~\"'”’)"
_POINTS = re.compile(r"\s?[(\[]\d{1,3}(?: [^\W\d_]{1,10}\.?)?[)\]]\Z")
"""What an answer is worth in a test, such as "(3 marks)" or "[8]"."""


def ends_in_question_mark(text: str) -> bool:
    """Tell whether a text ends in a question mark, whatever closes it; ";" is one in Greek.

    "(3 marks)" behind it says what an answer is worth.
    """
    said = _POINTS.sub("", text.rstrip(" *_")).rstrip(_CLOSING).rstrip("!！")
    return said.endswith(_MARKS) or (said.endswith(_GREEK_MARKS) and _is_greek(said))


def _is_greek(text: str) -> bool:
    """Tell whether more than half of the letters are Greek; "Brexit" may be among them."""
    letters = [char for char in text if char.isalpha()]
    greek = sum("\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff" for char in letters)
    return greek * 2 > len(letters)
