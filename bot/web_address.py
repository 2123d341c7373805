"""What a base address on the web looks like, to which paths are appended."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from typing import Final
from urllib.parse import urlsplit

_ADDRESS: Final = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
_HOST: Final = re.compile(r"[A-Za-z0-9_.-]+")
_HIGHEST_PORT: Final = 65_535
_EXPECTED: Final = "an address that begins with http:// or https://"


def base_address(given: str) -> str:
    """Give an address without its last slash.

    Raises `ValueError`, whose text says what is expected and never what was given: there may be a
    password in it, which is refused, since each request brings the bot's own token.
    """
    if not _ADDRESS.fullmatch(given) or not given.isprintable():
        raise ValueError(_EXPECTED)
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # half an IPv6 address, a port that is no number or too high
        raise ValueError(f"{_EXPECTED}, with a host and a port from 1 to {_HIGHEST_PORT}") from None
    if "@" in parts.netloc:
        raise ValueError(f"{_EXPECTED}, without a user name or a password")
    if "?" in given or "#" in given:
        raise ValueError(f"{_EXPECTED}, without ? and #")
    if not _is_host(host, parts.netloc) or port == 0 or parts.netloc.endswith(":"):
        raise ValueError(f"{_EXPECTED}, with a host and a port from 1 to {_HIGHEST_PORT}")
    return given.rstrip("/")


def _is_host(host: str, place: str) -> bool:
    try:
        if place.startswith("["):
            IPv6Address(host)
            return True
        coded = host.encode("idna")
        coded.decode("idna")
        return _HOST.fullmatch(coded.decode("ascii")) is not None
    except (AddressValueError, UnicodeError):  # no label may be empty, or longer than 63
        return False
