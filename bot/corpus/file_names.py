"""File names as data: what they say of a file, and how they can be printed."""

from __future__ import annotations

PAGE_SUFFIXES = (".txt", ".md", ".markdown")
GOLDEN_FILE = "golden.jsonl"


def is_page_name(name: str) -> bool:
    """Tell whether a name is that of a page."""
    return name.casefold().endswith(PAGE_SUFFIXES)


def is_passed_over(name: str) -> bool:
    """Tell whether a name is left alone: hidden, put aside with `_`, or a README."""
    return name.startswith((".", "_")) or name.casefold().partition(".")[0] == "readme"


def printable(name: str) -> str:
    """Give a name in a form that is safe in a terminal and still tells any two apart."""
    return "".join(_escaped(char) for char in name)


def _escaped(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if char.isprintable():
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"
