"""Addresses of links, judged by their looks alone: nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from bot.text.code_marks import code_spans
from bot.text.links import MASKED_LINK, SCHEME, bare_links, find_bad_links

_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_TOP_LEVEL: Final = re.compile(r"[^\W\d_]{2,63}|xn--[a-z0-9-]{1,59}")
_LACKS_SCHEME: Final = re.compile(
    r"//|www\.|(?:[\w-]{1,63}\.){1,8}(?:[^\W\d_]{2,24})(?:[/:?#]|$)", re.IGNORECASE
)
_FILE: Final = re.compile(
    r"\.(?:md|markdown|txt|html?|pdf|png|jpe?g|gif|svg|webp|csv)(?:[?#]|$)", re.I
)
_FOR_EXAMPLES: Final = ("example.com", "example.net", "example.org", "example", "test", "invalid")
"""Kept free for examples by RFC 2606 and RFC 6761."""
_AT_HOME: Final = ("localhost", "local", "internal", "lan", "intranet", "home.arpa")
_PLACE: Final = re.compile(r"#\S*|\S+\.(?:md|markdown|txt)(?:[?#]\S*)?", re.IGNORECASE)
"""A heading of this page, or another page."""
_TRAILING: Final = ".,;:!?'\"’”*_…"
_MAX_PORT: Final = 65_535


class Fault(StrEnum):
    """Why nobody can follow an address, as a finding says it."""

    MALFORMED = "which is no valid address"
    EXAMPLE = "which is kept free for examples"
    PRIVATE = "which only one computer or network can reach"
    NO_SCHEME = "which lacks https://"


def find_addresses(line: str) -> Iterator[tuple[int, str]]:
    """Give the place and the address of each link that may be shown as one.

    Those that deceive or are not http(s) are left to `find_bad_links`.
    """
    if "](" not in line and "://" not in line:
        return
    bad = {link.address for link in find_bad_links(line)}
    for match in MASKED_LINK.finditer(line):
        if match["address"] not in bad:
            yield match.start("address"), match["address"]
    for match in bare_links(line):
        if match[0] not in bad:
            yield match.start(), match[0].rstrip(_TRAILING)


def is_inner(address: str) -> bool:
    """Tell whether an address leads to a page or a heading beside the one that it stands on."""
    return not SCHEME.match(address) and not _is_without_scheme(address)


def marks_of_inner_links(line: str) -> list[tuple[int, int]]:
    """Give the parts of a line around the words of links to headings and pages beside it.

    Readers have no such place to go to; pictures are left alone, and so is code.
    """
    if "](" not in line:
        return []
    code = code_spans(line)
    marks: list[tuple[int, int]] = []
    for link in MASKED_LINK.finditer(line):
        is_code = any(start <= link.start() < end for start, end in code)
        is_picture = line[link.start() - 1 : link.start()] == "!"
        address = link["address"]
        if _PLACE.fullmatch(address) and is_inner(address) and not (is_code or is_picture):
            start, end = link.span("shown")
            marks += [(link.start(), start), (end, link.end())]
    return marks


def fault_of(address: str) -> Fault | None:
    """Say why an address that is not inner cannot be followed; none where its looks are fine."""
    if _is_without_scheme(address):
        return Fault.NO_SCHEME
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Fault.MALFORMED
    if port is not None and not 0 < port <= _MAX_PORT:
        return Fault.MALFORMED
    return _fault_of_host(host.rstrip("."))


def _is_without_scheme(address: str) -> bool:
    if _FILE.search(address) and not address.startswith("//"):
        return address.lower().startswith("www.") and "/" in address
    return not SCHEME.match(address) and _LACKS_SCHEME.match(address) is not None


def _fault_of_host(host: str) -> Fault | None:
    try:
        return None if ip_address(host).is_global else Fault.PRIVATE
    except ValueError:
        pass
    labels = host.casefold().split(".")
    if _is_below(host, _AT_HOME):
        return Fault.PRIVATE
    if _is_below(host, _FOR_EXAMPLES) and all(map(_LABEL.fullmatch, labels)):
        return Fault.EXAMPLE
    is_whole = len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    return None if is_whole and _TOP_LEVEL.fullmatch(labels[-1]) else Fault.MALFORMED


def _is_below(host: str, domains: tuple[str, ...]) -> bool:
    return any(f".{host.casefold()}".endswith(f".{domain}") for domain in domains)
