"""From the bytes of a file to its text, or to the reason why it has none."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from enum import StrEnum


class Encoding(StrEnum):
    """What the bytes turned out to be."""

    UTF_8 = "UTF-8"
    WINDOWS_1252 = "Windows-1252"


class Refusal(StrEnum):
    """Why bytes are not a text."""

    EMPTY = "empty"
    BINARY = "binary"
    UTF_16 = "utf-16"
    NOT_UTF_8 = "not-utf-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, without a byte order mark."""

    text: str
    encoding: Encoding = Encoding.UTF_8
    foreign_at: int = 0
    """Where the first character stands that was not UTF-8."""


@dataclass(frozen=True, slots=True)
class Undecodable:
    """The reason why bytes are not a text, and where that shows."""

    refusal: Refusal
    detail: str = ""
    """What the file looks like, its encoding, or the byte in hexadecimal."""
    at: int = 0
    """Offset of the first byte in question."""


_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word document or a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_SAMPLE = 4096
_MIN_ZEROS_OF_UTF_16 = 0.6
_MIN_PAIRS = 4
_MIN_LATIN_OF_UTF_16 = 0.5
_LATIN = frozenset(b"\t\r\n" + bytes(range(0x20, 0x7F)))
_MAX_FOREIGN = 0.3
"""Share of bytes over 127 among letters: Western European text stays far below."""
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1b")
_CONTROLS = frozenset(range(0x20)) - _TEXT_CONTROLS
_MAX_CONTROLS = 0.02


def decode(raw: bytes) -> Decoded | Undecodable:
    """Decode a file's bytes.

    UTF-8 is expected, with or without a byte order mark. Windows-1252 is recognised where it is
    plausible, also for single bytes in a file that is UTF-8 otherwise.
    """
    refused = _foreign_encoding(raw) or _binary(raw)
    if refused:
        return refused
    body = raw.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        return Undecodable(Refusal.EMPTY)
    try:
        return Decoded(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _windows_1252(body) or Undecodable(
            Refusal.NOT_UTF_8, f"0x{body[error.start]:02X}", len(raw) - len(body) + error.start
        )


def _foreign_encoding(raw: bytes) -> Undecodable | None:
    """Recognise UTF-16 and UTF-32 by their mark, or by the zeros beside Latin letters."""
    for mark, name in _FOREIGN_MARKS:
        if raw.startswith(mark):
            return Undecodable(Refusal.UTF_16, name)
    even, odd = raw[:_SAMPLE:2], raw[1:_SAMPLE:2]
    if any(_is_text_beside_zeros(*halves) for halves in ((even, odd), (odd, even))):
        return Undecodable(Refusal.UTF_16, "UTF-16")
    return None


def _is_text_beside_zeros(text: bytes, zeros: bytes) -> bool:
    """Tell whether every second byte is a zero and the others are letters."""
    if len(zeros) < _MIN_PAIRS or zeros.count(0) < len(zeros) * _MIN_ZEROS_OF_UTF_16:
        return False
    return sum(byte in _LATIN for byte in text) > len(text) * _MIN_LATIN_OF_UTF_16


def _binary(raw: bytes) -> Undecodable | None:
    """Recognise what is no text in any encoding."""
    for signature, name in _SIGNATURES:
        if raw.startswith(signature):
            return Undecodable(Refusal.BINARY, name)
    zero = raw.find(0)
    if zero >= 0:
        return Undecodable(Refusal.BINARY, "data with a NUL byte", zero)
    controls = sum(raw.count(byte) for byte in _CONTROLS)
    if controls > len(raw) * _MAX_CONTROLS and controls > 1:
        return Undecodable(Refusal.BINARY, "data with many control characters")
    return None


def _windows_1252(body: bytes) -> Decoded | None:
    """Read the bytes that are not UTF-8 as Windows-1252, where that gives a plausible text."""
    text = body.decode("utf-8", "surrogateescape")
    foreign_at = next(at for at, char in enumerate(text) if "\udc80" <= char <= "\udcff")
    foreign = sum(text.count(char) for char in _WINDOWS_1252_ESCAPED)
    letters = sum(char.isalpha() for char in text) + foreign
    if foreign > letters * _MAX_FOREIGN or any(byte in body for byte in _CONTROLS):
        return None
    mended = text.translate(_WINDOWS_1252_ESCAPED_TABLE)
    if any("\udc80" <= char <= "\udcff" for char in mended):
        return None
    return Decoded(mended, Encoding.WINDOWS_1252, foreign_at)


def _escaped_table() -> dict[int, str]:
    """Map each byte that "surrogateescape" keeps to what it means in Windows-1252."""
    table: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        try:
            table[0xDC00 + byte] = bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            continue
    return table


_WINDOWS_1252_ESCAPED_TABLE = _escaped_table()
_WINDOWS_1252_ESCAPED = frozenset(map(chr, range(0xDC80, 0xDD00)))
