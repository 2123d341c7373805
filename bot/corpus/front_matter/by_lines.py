"""Reads a block that is not YAML line by line, and what can be read of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.finding_codes import FindingLog
from bot.corpus.front_matter.fields import FIELDS, SYNONYMS
from bot.corpus.front_matter.guards import field_name, guard_meant
from bot.corpus.front_matter.lines import (
    FIELD,
    Likelihood,
    guard_line,
    is_comment,
    read_loosely,
    unquoted,
)
from bot.corpus.front_matter.yaml_fields import FrontMatterSyntaxError, Plain, RawField, read_fields

_ALIASES = "aliases"


def read_line_by_line(lines: Sequence[str], first_line: int, log: FindingLog) -> list[RawField]:
    """Read `field: text` in whatever form, and lists below fields without a text.

    What cannot be read is a finding. May raise `PageRefusedError`.
    """
    fields: list[RawField] = []
    items: list[Plain] | None = None
    depth = -1
    for number, line in enumerate(lines, start=first_line):
        indent = len(line) - len(line.lstrip())
        if items is not None and indent > depth and line.lstrip().startswith("-"):
            items.append(unquoted(line.strip().removeprefix("-")))
        elif found := _field_on(line, number, fields):
            is_item = line.lstrip()[:1] in {"-", "*", "•"}
            items, depth = (None if found.value else []), (indent if is_item else -1)
            fields.append(replace(found, value=found.value or items))
        elif line.strip() and not is_comment(line):
            log.add("front-matter-line", number, what=line)
    return [replace(field, value=field.value or None) for field in fields]


def _field_on(line: str, number: int, above: Sequence[RawField]) -> RawField | None:
    match = FIELD.fullmatch(line)
    if match:
        return RawField(match["key"], _value(match["value"] or ""), number, 1)
    loose = read_loosely(line)
    if loose is None or not _is_meant(line, loose.key, is_inside=loose.is_indented, above=above):
        return None
    return RawField(loose.key, _value(loose.value), number, line.index(loose.key) + 1)


def _is_meant(line: str, key: str, *, is_inside: bool, above: Sequence[RawField]) -> bool:
    """Tell a field from a line with a colon; inside of another one, only what hides the page."""
    if not is_inside:
        name = field_name(key)
        return name in FIELDS or name in SYNONYMS or guard_meant(key, "?") is not None
    found = guard_line(line)
    is_wording = bool(above) and above[-1].key.casefold() == _ALIASES
    needed = Likelihood.SURE if is_wording else Likelihood.LIKELY
    return found is not None and found.likelihood >= needed


def _value(text: str) -> Plain:
    """Read a list in brackets as YAML, and anything else as text."""
    if text.startswith("["):
        try:
            (field,) = read_fields(f"x: {text}", first_line=1)
        except FrontMatterSyntaxError:
            return unquoted(text)
        return field.value
    return unquoted(text)
