"""What a website's machinery leaves in a text: advertisements, buttons to share, shortcodes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import asks
from bot.corpus.outline import Row

_MAX_LINE = 200
"""Characters; no longer line is looked at."""
_NETWORKS = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|bluesky|threads|telegram|mastodon|e-?mail)"
)
_SHARING = r"(?:share|tweet|pin)(?: this(?: \w+)?)?"
_BY = "(?:on|via|by|with)"
_MACHINERY = re.compile(
    r"skip to (?:main |the )?content"
    r"|advertisements?|(?:story|article) continues below(?: (?:this |the )?advertisement)?"
    rf"|(?:{_SHARING}(?: {_BY} {_NETWORKS})?[,|·•/ ]*)*"
    rf"{_SHARING}(?: {_BY}|:) {_NETWORKS}(?:[,|·•/ ]+(?:and |or )?{_NETWORKS})*"
    r"|leave a (?:comment|reply)|log in (?:or register )?to post comments"
    r"|subscribe now|upgrade to paid|give a gift subscription"
    r"|(?:thanks for reading.{0,80}! )?subscribe for free to receive new posts.{0,60}"
    r"|thanks for reading.{0,80}! this post is public so feel free to share it"
    r"|.{1,80} is a reader-supported publication\. to receive new posts.{0,120}"
    r"|(?:copyright )?© ?\d{4}\b.{0,100}|(?:.{1,100}[.,] )?all rights reserved"
    r"|filed under: .{1,150}"
    r"|(?:we|this (?:web)?site) uses? cookies\b.{0,80}\b(?:accept|agree|consent)\b.{0,80}"
    r"|accept all cookies",
    re.IGNORECASE,
)
_BREADCRUMBS = re.compile(r"home(?:\s*[>›»]\s*[^>›»]{1,60}){1,5}", re.IGNORECASE)
"""Where on a website a page stands: "Home > News > Trams"."""
_NAME = r"[a-z][a-z0-9_-]{2,30}"
_ATTRIBUTE = r"""\s+[\w-]{1,40}=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\]]+)"""
_OPENING = re.compile(rf"\[(?P<name>{_NAME})(?:{_ATTRIBUTE})+\s*/?\](?!\()")
"""A shortcode, such as [gallery ids="1,2"]."""


def website_lines(rows: Sequence[Row]) -> frozenset[int]:
    """Find lines that a website puts between those of any text.

    What answers a question is none, nor is a single word that has no paragraph to itself.
    """
    found: set[int] = set()
    above: Row | None = None
    for at, row in enumerate(rows):
        beside = (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2])
        is_word = " " not in row.label and any(other.is_text for other in beside)
        is_answer = above is not None and asks(above)
        is_trail = above is None and _BREADCRUMBS.fullmatch(row.label[:_MAX_LINE]) is not None
        if is_trail or (not (is_word or is_answer) and _is_machinery(row)):
            found.add(at)
        elif row.is_text:
            above = row
    return frozenset(found)


def _is_machinery(row: Row) -> bool:
    bare = row.label.strip("–—-|[]()* ").rstrip(".")
    return row.is_plain and len(bare) <= _MAX_LINE and _MACHINERY.fullmatch(bare) is not None


def without_shortcodes(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Take out what WordPress fills in, with what closes it; the words between the two stay."""
    names = {match["name"] for row in rows for match in _openings(row)}
    if not names:
        return list(rows)
    closing = "|".join(map(re.escape, sorted(names)))
    shortcode = re.compile(rf"{_OPENING.pattern}|\[/(?:{closing})\]")
    return [_without(shortcode, row, log) for row in rows]


def _openings(row: Row) -> list[re.Match[str]]:
    return list(_OPENING.finditer(row.text)) if _may_hold_some(row) else []


def _may_hold_some(row: Row) -> bool:
    return "[" in row.text and "`" not in row.text and not row.is_code and not row.level


def _without(shortcode: re.Pattern[str], row: Row, log: FindingLog) -> Row:
    found = list(shortcode.finditer(row.text)) if _may_hold_some(row) else []
    for match in found:
        log.add("page-furniture", row.number, match.start() + 1, what=match[0])
    return row.with_text(shortcode.sub("", row.text)) if found else row
