"""Makes texts harmless in Discord: no mention, heading or disguised link comes out of them."""

from __future__ import annotations

from typing import Final

import regex

from bot.discord_app.graphemes import shorten

_ZERO_WIDTH_SPACE: Final = "\u200b"

_INVISIBLE: Final = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and direction overrides: never words, and they can disguise an address."""

_MENTION: Final = regex.compile(r"<(?=[@#/:]|a:|t:|id:|sound:)|@(?=everyone|here)", regex.I)
"""Where mentions of people, roles and channels, commands, dates and emoji begin."""

_BIG_LINE: Final = regex.compile(r"^([\s>*+\-\d.]{0,20})(#{1,6}|-#)(?=\s)", regex.M)
"""A heading or small print, also inside a list or a quotation."""

_MASKED_LINK: Final = regex.compile(r"\[([^\[\]\n]{0,500})\](?=\((\S{0,500}))")
_ADDRESS: Final = regex.compile(r"://|\bwww\.|[^\W_]\.[^\W\d_]{2,}", regex.I)
_MARKS: Final = regex.compile(r"[\\*_~|`]|\[(?=[^\]]*\]\()")
_LINE_MARK: Final = regex.compile(r"^(?=(?:#{1,6}|-#|>{1,3}|[-+])\s)|(?<=^\d{1,9})(?=\.\s)")
"""What makes a heading, small print, a quotation or a list of a line."""

_ESCAPED: Final = regex.compile(r"\\([\\*_~|`\[#>+.-])")


def harmless(text: str) -> str:
    """Keep a text's words and light Markdown, and defuse the rest of what Discord understands.

    What looked like a mention, a heading or a disguised link shows as the plain text that it is.
    """
    visible = _INVISIBLE.sub("", text)
    unmasked = _MASKED_LINK.sub(_only_honest, visible)
    level = _BIG_LINE.sub(r"\1\\\2", unmasked)
    return _MENTION.sub(lambda match: match.group() + _ZERO_WIDTH_SPACE, level)


def in_a_line(text: str, limit: int) -> str:
    """Fit a text into one line of ours, at most `limit` characters, all its marks shown as such."""
    line = one_line(text)
    escaped = _escape(shorten(line, limit))
    if len(escaped) <= limit:
        return escaped
    return _escape(shorten(line, limit // 2))


def one_line(text: str) -> str:
    """Join a text's lines and drop what cannot be seen, for places that show no Markdown."""
    return " ".join(_INVISIBLE.sub("", text).split())


def plain(line: str) -> str:
    """Read back what `in_a_line` escaped."""
    return _ESCAPED.sub(r"\1", line).replace(_ZERO_WIDTH_SPACE, "")


def _escape(line: str) -> str:
    marked = _LINE_MARK.sub(r"\\", _MARKS.sub(lambda match: "\\" + match.group(), line))
    return _MENTION.sub(lambda match: match.group() + _ZERO_WIDTH_SPACE, marked)


def _only_honest(match: regex.Match[str]) -> str:
    """Leave a link masked when its text claims no address and it leads to the web."""
    words, target = match.group(1), match.group(2)
    is_web = target.startswith(("http://", "https://"))
    if is_web and not _ADDRESS.search(words):
        return match.group()
    return "\\" + match.group()
