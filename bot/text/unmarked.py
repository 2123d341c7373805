"""Takes Markdown's marks off words that are shown where no Markdown is: in titles and names."""

from __future__ import annotations

import re
from typing import Final

from bot.text.bullets import DASHES, DOTS
from bot.text.links import MASKED_LINK

_LINK: Final = re.compile(rf"!?{MASKED_LINK.pattern}")
_STARS: Final = re.compile(r"(?<![*\w])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\1(?!\*)")
_BARS: Final = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^\n]{1,300}?)(?<=[^\s_])\1(?!\w)")
_BEGINNING: Final = re.compile(rf"\A\s*(?:(?:#{{1,6}}|>|[{DASHES}{DOTS}]|\d{{1,3}}[.)])\s+)+")


def without_marks(text: str) -> str:
    """Leave out the marks of emphasis and the addresses of links, wherever in a text they stand."""
    return _BARS.sub(r"\2", _STARS.sub(r"\2", unlinked(text)))


def unlinked(text: str) -> str:
    """Leave out the addresses of links."""
    return _LINK.sub(r"\g<shown>", text)


def without_line_marks(line: str) -> str:
    """Leave out a bullet, a heading's mark or a quotation's at the beginning of a line."""
    return _BEGINNING.sub("", line)
