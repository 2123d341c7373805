"""The adapter to YAML: a few fields with their places, and nothing that could expand or run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.corpus.finding_codes import PageRefusedError

MAX_DEPTH = 4
"""Lists inside a mapping inside the front matter need three."""

Plain = str | list["Plain"] | dict[str, "Plain"] | None
"""Scalars stay text: what `no`, `2024` or `12:30` mean is for the field to say."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class RawField:
    """One field of the front matter, not yet checked."""

    key: str
    value: Plain
    line: int
    column: int


class FrontMatterSyntaxError(Exception):
    """The block is not YAML, or not a list of fields."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


def read_fields(block: str, *, first_line: int) -> list[RawField]:
    """Read the fields of a block, in order and with repetitions.

    Aliases, anchors and tags refuse the page as soon as one is seen, so nothing is ever
    expanded or constructed. Raises `FrontMatterSyntaxError` or `PageRefusedError`.
    """
    reader = _Reader(block, first_line)
    try:
        return reader.fields()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or "it cannot be read")
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise FrontMatterSyntaxError(reason, first_line + line, column + 1) from None


class _Reader:
    """Walks the events of one block."""

    def __init__(self, block: str, first_line: int) -> None:
        self._events: Iterator[Any] = yaml.parse(block, Loader=_LOADER)
        self._first_line = first_line

    def fields(self) -> list[RawField]:
        """Read the outermost mapping."""
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                self._check(event)
                return list(self._pairs(1))
            if isinstance(event, yaml.NodeEvent):
                line, column = self._place(event)
                raise FrontMatterSyntaxError("it is not a list of fields", line, column)
        return []

    def _pairs(self, depth: int) -> Iterator[RawField]:
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            line, column = self._place(event)
            key = self._value(event, depth)
            value = self._value(next(self._events), depth)
            yield RawField(key if isinstance(key, str) else "?", value, line, column)

    def _value(self, event: Any, depth: int) -> Plain:
        self._check(event)
        if isinstance(event, yaml.ScalarEvent):
            text = str(event.value)
            return None if event.implicit[0] and text in {"", "~", "null"} else text
        if depth >= MAX_DEPTH:
            line, column = self._place(event)
            raise PageRefusedError("front-matter-too-deep", line, column, limit=MAX_DEPTH)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(depth + 1))
        return {field.key: field.value for field in self._pairs(depth + 1)}

    def _items(self, depth: int) -> Iterator[Plain]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, depth)

    def _check(self, event: Any) -> None:
        """Refuse what could expand or construct."""
        what = None
        if isinstance(event, yaml.AliasEvent):
            what = "alias"
        elif getattr(event, "anchor", None) is not None:
            what = "anchor"
        elif getattr(event, "tag", None) not in {None, "!"}:
            what = "tag"
        if what:
            line, column = self._place(event)
            raise PageRefusedError("front-matter-alias", line, column, what=what)

    def _place(self, event: Any) -> tuple[int, int]:
        return self._first_line + int(event.start_mark.line), int(event.start_mark.column) + 1
