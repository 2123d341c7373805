"""Makes two spellings of the same words equal, in bounded time, whatever a reader pastes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.text.folding import ACUTE

MAX_CHARACTERS: Final = 512
"""A message is cut to this before anything else: normalising marks is not linear."""

SCORED_CHARACTERS: Final = 300
"""What of a normalised message is compared letter by letter; longer texts cost seconds."""

_MAX_MARKS: Final = 4
"""No script stacks more combining marks on one letter; zalgo does."""

_UNIFIED: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)
_SPACES: Final = re.compile(r"\s+")


def normalise(message: str) -> str:
    """Fold a reader's message: at most `MAX_CHARACTERS`, lower case, one kind of quote.

    Linear in what is left after the first cut; never raises.
    """
    plain = message[:MAX_CHARACTERS].replace(ACUTE, "'")
    composed = unicodedata.normalize("NFKC", plain)[:MAX_CHARACTERS]
    return fold(composed)[:MAX_CHARACTERS].strip()


def fold(text: str) -> str:
    """Fold a text of the corpus for comparing: case, accents, quotes, dashes and spaces.

    "Carlos Mazón’s" and "carlos mazon's" become the same; scripts other than Latin keep
    their letters.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKC", text.replace(ACUTE, "'"))
    unified = plain.casefold().translate(_UNIFIED)
    if unified.isascii():  # but for its quotes and dashes, as most texts are
        return " ".join(unified.split())
    bare = _without_marks(unicodedata.normalize("NFD", unified))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def _without_marks(decomposed: str) -> str:
    """Drop accents from Latin letters, format characters, and piles of marks elsewhere."""
    kept: list[str] = []
    is_latin, marks = True, 0
    for character in decomposed:
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        if category == "Mn":
            marks += 1
            if is_latin or marks > _MAX_MARKS:
                continue
        else:
            is_latin, marks = character < "ɐ", 0
        kept.append(character if category != "Cc" else " ")
    return "".join(kept)
