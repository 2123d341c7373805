"""Reads `.env` statement by statement, to tell what of it has no effect."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dotenv.parser import Binding, parse_stream


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands on a line, or goes over several where a quote is not closed before."""

    line: int
    text: str
    """Without the space around it. There may be a secret in it."""
    name: str
    """What it gives a value to; empty where it gives none, or cannot be read."""
    has_value: bool
    """That value is not empty."""

    @property
    def is_on_one_line(self) -> bool:
        """Whether it ends where it begins, as every setting does."""
        return _NEWLINE.search(self.text) is None

    @property
    def is_name_alone(self) -> bool:
        """Whether it names something and says no more of it."""
        return _NAME_ALONE.fullmatch(self.text) is not None


def read_statements(file: Path) -> tuple[Statement, ...]:
    """Read a file, if there is one. Raises `OSError` and `UnicodeDecodeError`."""
    return tuple(statements(file.read_text(encoding="utf-8"))) if file.is_file() else ()


def statements(text: str) -> Iterator[Statement]:
    """Give all that is no comment, in order, as the settings' own reader takes it apart."""
    for binding in parse_stream(io.StringIO(text)):
        if binding.key is not None or binding.error:
            yield _statement(binding)


def named_in(text: str, names: Iterable[str]) -> str:
    """Give the name that a text begins with, or gives a value to in some form; empty for none."""
    one = f"({'|'.join(map(re.escape, names))})"
    begins = re.match(rf"(?:export\s+)?['\"]?{one}(?!\w)", text, re.IGNORECASE)
    found = begins or re.search(rf"(?<!\w){one}['\"]?\s*[=:]", text, re.IGNORECASE)
    return "" if found is None else found[1].upper()


def _statement(binding: Binding) -> Statement:
    whole = binding.original.string
    text = whole.strip()
    begins = binding.original.line + len(_NEWLINE.findall(whole[: whole.find(text)]))
    name = binding.key if binding.value is not None else None
    return Statement(begins, text, name or "", bool(binding.value))


_NEWLINE = re.compile(r"\r\n|\n|\r")
_NAME_ALONE = re.compile(r"(?:export\s+)?[A-Za-z_]\w*(?:\s+#.*)?", re.ASCII)
