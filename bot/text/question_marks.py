"""Question marks, in every script that has its own."""

from __future__ import annotations

_MARKS = ("?", "？", "؟")
_GREEK_MARKS = (";", "\u037e")
"""A semicolon to everybody else."""
_CLOSING = " *_`~\"'”’)"


def ends_in_question_mark(text: str) -> bool:
    """Tell whether a text ends in a question mark, whatever closes it; ";" is one in Greek."""
    said = text.rstrip(_CLOSING).rstrip("!！")
    return said.endswith(_MARKS) or (said.endswith(_GREEK_MARKS) and _is_greek(said))


def _is_greek(text: str) -> bool:
    """Tell whether more than half of the letters are Greek; "Brexit" may be among them."""
    letters = [char for char in text if char.isalpha()]
    greek = sum("\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff" for char in letters)
    return greek * 2 > len(letters)
