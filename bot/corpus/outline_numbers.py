"""The numbers of an outline, such as "6.1", which say where a line stands and name nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.corpus.outline import Row, plain_label

_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<words>\S.*)")

_COUNTED = re.compile(
    r"(?P<bold>\*\*|__)?(?P<number>\d{1,3})[.)](?(bold)(?P=bold))\s+(?P<words>\S.*)"
)


def without_outline_numbers(rows: Sequence[Row]) -> list[Row]:
    """Take the numbers off the labels of lines that count on: "6.1 Who pays?", "6.2 Why?".

    "2.1 million people" counts nothing on. The texts keep them.
    """
    found = {at: match for at, row in enumerate(rows) if (match := _numbered(row))}
    counted = _counting_on(found)
    return [
        replace(row, label=plain_label(found[at]["words"])) if at in counted else row
        for at, row in enumerate(rows)
    ]


def uncounted(labels: Sequence[str]) -> list[str]:
    """Take off the numbers of labels that count on: "1. Who pays?", "2. Why?"."""
    found = {at: match for at, label in enumerate(labels) if (match := _COUNTED.fullmatch(label))}
    counted = _counting_on(found)
    return [found[at]["words"] if at in counted else label for at, label in enumerate(labels)]


def _counting_on(found: Mapping[int, re.Match[str]]) -> set[int]:
    """Give the places of the numbers that come right before or after another one."""
    places = {at: tuple(map(int, match["number"].split("."))) for at, match in found.items()}
    numbers = set(places.values())
    return {
        at
        for at, (*above, last) in places.items()
        if numbers & {(*above, last - 1), (*above, last + 1)}
    }


def unnumbered(row: Row) -> Row:
    """Take the number off the text of a line whose label has lost it."""
    match = _numbered(row)
    is_lost = match is not None and not row.label.startswith(match["number"])
    return replace(row, text=match["words"]) if match and is_lost else row


def _numbered(row: Row) -> re.Match[str] | None:
    match = None if row.level or row.is_code else _NUMBER.fullmatch(row.text)
    return None if match is None or match["words"][0].islower() else match
