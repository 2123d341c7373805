"""Tells what somebody quotes of others, line by line, from what they say of it themselves."""

from __future__ import annotations

import re
from typing import Final

_TO_THE_END: Final = re.compile(r"^[^\S\n]*>>>\s.*\Z", re.MULTILINE | re.DOTALL)
_LINE: Final = re.compile(r"^[^\S\n]*>[^\S\n].*\n?", re.MULTILINE)


def beside_quotations(text: str) -> str:
    """Give what stands beside quoted lines; all of it where nothing is quoted, or nothing else is.

    A quoted line begins with ">", and ">>>" quotes all that follows.
    """
    own = _LINE.sub("", _TO_THE_END.sub("", text)).strip()
    return own if any(map(str.isalnum, own)) else text
