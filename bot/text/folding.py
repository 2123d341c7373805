"""Folding: the form in which two texts that only differ in looks become equal."""

from __future__ import annotations

import re
import unicodedata

ACUTE = "´"
"""Many keyboards have it where others have the apostrophe. Before anything is normalised it must
be replaced: as an accent of its own it becomes a space with an accent."""
APOSTROPHES = "'’‘ʼ`´＇"
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_NOT_WORDS = re.compile(r"[\W_]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""Such as "5 \\- 6 m", as word processors write Markdown."""
_STRESSED = re.compile(r"(?<![\w\\*])(\*\*|\*)(?=[^\s*])([^*]{1,300})(?<=[^\s\\])\1(?![\w*])")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.+)(?<=\S)\1")


def folded(text: str) -> str:
    """Reduce a text to its words: no case, apostrophes, punctuation or double spaces."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_WORDS.sub(" ", plain).strip()


def slug(text: str) -> str:
    """Reduce a text to `[a-z0-9-]`, without accents; empty when nothing Latin is left."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text).casefold())
    latin = plain.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")


def without_emphasis(text: str) -> str:
    """Take off the Markdown marks that make a whole line bold or italic."""
    match = _EMPHASIS.fullmatch(text)
    return match[2] if match and match[1] not in match[2] else text


def without_marks_inside(text: str) -> str:
    """Take off the Markdown marks that stress or escape single words; a line with code keeps all.

    What is shown as a label has no bold words.
    """
    if "`" in text or not ("*" in text or "\\" in text):
        return text
    return unescaped(_STRESSED.sub(r"\2", text))


def unescaped(text: str) -> str:
    """Take off the backslashes that escape single marks."""
    return _ESCAPED.sub(r"\1", text)
