"""Links in Markdown: which of them lead where they say, and by http or https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MASKED_LINK = re.compile(
    r"\[(?P<shown>(?:\\[\[\]]|[^\[\]\n]){1,500})\]"
    r"\(\s{0,3}<?(?P<address>[^()<>\s]{1,2000}(?:\([^()<>\s]{0,500}\)[^()<>\s]{0,500})?)>?"
    r"(?:\s[^()]{0,300})?\)"
)
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?(?P<shown>[^\[\]|]{1,200})\]\]")
BARE_LINK = re.compile(r"\bhttps?://[^\s<>()\[\]]{1,2000}", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}:)?//(?P<user>[^/?#@]*@)?(?P<host>[^/?#:@]*)", re.I
)
_LOOKS_LIKE_ADDRESS = re.compile(
    r"(?:https?://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?:[/:?#]\S*)?", re.IGNORECASE
)
_FILE_NAME = re.compile(
    r"[^/\s]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|html?|js|png|jpe?g|svg)", re.IGNORECASE
)
_LINKED_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class BadLink:
    """One link that may not be shown as a link."""

    is_deceptive: bool
    """It pretends to lead elsewhere; otherwise it is neither http nor https."""
    start: int
    """Where it begins in the line."""
    shown: str
    address: str
    marks: tuple[tuple[int, int], ...] = ()
    """The parts of the line around the shown text; none where the address itself is the text."""


def find_bad_links(line: str) -> list[BadLink]:
    """Find the links of a line that deceive or that are not http(s)."""
    if "](" not in line and "@" not in line:
        return []
    found: list[BadLink] = []
    for match in MASKED_LINK.finditer(line):
        is_deceptive = _judge(match["shown"], match["address"])
        if is_deceptive is not None:
            start, end = match.span("shown")
            marks = ((match.start(), start), (end, match.end()))
            link = BadLink(is_deceptive, match.start(), match["shown"], match["address"], marks)
            found.append(link)
    found += [
        BadLink(True, match.start(), _disguise(match[0]), match[0])
        for match in bare_links(line)
        if _disguise(match[0])
    ]
    return found


def bare_links(line: str) -> Iterator[re.Match[str]]:
    """Find the addresses of a line that stand outside of masked links."""
    return BARE_LINK.finditer(MASKED_LINK.sub(lambda match: " " * len(match[0]), line))


def _judge(shown: str, address: str) -> bool | None:
    """Tell whether a masked link deceives (true), is no http(s) link (false), or is fine."""
    scheme = SCHEME.match(address)
    if scheme and scheme[1].casefold() not in _LINKED_SCHEMES:
        return False
    if _disguise(address):
        return True
    claim = _LOOKS_LIKE_ADDRESS.fullmatch(shown.strip(" *_`<>"))
    if claim is None or _FILE_NAME.fullmatch(shown.strip()):
        return None
    return None if _same_site(claim["host"], _host(address)) else True


def _disguise(address: str) -> str:
    """Give the part before the @ of `https://bbc.com@evil.example`, which hides the host."""
    match = _AUTHORITY.match(address)
    return (match["user"] or "").rstrip("@") if match else ""


def _host(address: str) -> str:
    match = _AUTHORITY.match(address)
    return match["host"] if match else ""


def _same_site(claimed: str, actual: str) -> bool:
    """Tell whether two hosts are one, or one is part of the other."""
    one, other = (host.casefold().removeprefix("www.").rstrip(".") for host in (claimed, actual))
    return one == other or one.endswith("." + other) or other.endswith("." + one)
