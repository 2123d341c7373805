"""Checks the fields that were read, and tells what is wrong with each.

Hiding fails closed: where a field or a line may be meant to keep readers from the page, and it
cannot be told whether it does and until when, the page is held back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from rapidfuzz.distance import OSA

from bot.corpus.finding_codes import FindingLog
from bot.corpus.front_matter.fields import FIELDS, SYNONYMS, Field
from bot.corpus.front_matter.guards import (
    GUARDS,
    MAX_SLIPS,
    Verdict,
    field_name,
    guard_meant,
    is_prose,
    plain_guard_meant,
)
from bot.corpus.front_matter.lines import GuardLine, Likelihood, guard_line
from bot.corpus.front_matter.yaml_fields import Plain, RawField
from bot.corpus.model import FrontMatter, Status

_WORDINGS = "aliases"
"""Its names are questions and topics, so none of them hides the page."""
_OTHERS = tuple(name for name in FIELDS if name not in GUARDS)


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of front matter and the fields that were read from it."""

    fields: Sequence[RawField]
    lines: Sequence[str]
    first_line: int
    is_yaml: bool


def check(block: ReadBlock, log: FindingLog) -> FrontMatter:
    """Keep the good fields, tell of the others, and look for what hides the page between them."""
    checks = _Checks(log)
    for raw in block.fields:
        checks.check(raw)
    checks.look_between(block)
    return checks.front_matter()


@dataclass(slots=True)
class _Checks:
    """What has been found so far."""

    log: FindingLog
    values: dict[str, Any] = field(default_factory=dict)
    days: list[tuple[str, datetime]] = field(default_factory=list)
    """Each an embargo or an expiry under a name that others give to it."""
    searched: set[int] = field(default_factory=set)
    """The lines on which fields begin that were searched for fields inside of them."""
    is_held_back: bool = False

    def front_matter(self) -> FrontMatter:
        """Give what counts: of several days the one that hides the page longest."""
        values = dict(self.values)
        for name, day in self.days:
            pick = max if name == "embargo" else min
            values[name] = pick(values.get(name, day), day)
        if self.is_held_back:
            values["status"] = Status.DRAFT
        if _WORDINGS in values:
            values[_WORDINGS] = MappingProxyType(values[_WORDINGS])
        return FrontMatter(**values)

    def check(self, raw: RawField) -> None:
        """Check one field."""
        name = _name_of(raw)
        known = FIELDS.get(name)
        if known is None:
            self._check_unknown(raw, name)
        elif name in self.values:
            self._check_repeated(raw, known)
        elif raw.value is not None:
            try:
                self.values[name] = known.type.validate_python(raw.value)
            except ValidationError as error:
                self._note_bad(raw, known, error)

    def look_between(self, block: ReadBlock) -> None:
        """Look for lines that hide the page and that were not taken for a field of their own."""
        starts: dict[int, list[RawField]] = {}
        for raw in block.fields:
            starts.setdefault(raw.line, []).append(raw)
        above: RawField | None = None
        for number, line in enumerate(block.lines, start=block.first_line):
            begun = starts.get(number, [])
            above = begun[-1] if begun else above
            found = guard_line(line)
            if found is None or (begun and (block.is_yaml or _is_guard(begun, found.guard.field))):
                continue
            if block.is_yaml and above is not None and above.line in self.searched:
                continue
            is_part = block.is_yaml or bool(begun) or _is_below(line, above)
            if _is_overlooked(found, is_part=is_part, is_yaml=block.is_yaml):
                self._hold_back(found.key, found.guard.field, number)

    def _check_repeated(self, raw: RawField, known: Field) -> None:
        """Let the first one count, unless the page says two things of whether it may be seen."""
        if known.name in GUARDS and raw.value is not None:
            try:
                agrees = known.type.validate_python(raw.value) == self.values[known.name]
            except ValidationError:
                agrees = False
            if not agrees:
                why = " (it occurs twice, and not with the same value)"
                self._hold_back(raw.key, known.name, raw.line, raw.column, why=why)
                return
        self.log.add("repeated-field", raw.line, raw.column, what=raw.key)

    def _check_unknown(self, raw: RawField, name: str) -> None:
        """Note a field that does not exist, and see whether it was meant to hide the page."""
        guard = guard_meant(raw.key, raw.value)
        if guard is None:
            nearest = SYNONYMS.get(name) or min(_OTHERS, key=lambda own: OSA.distance(name, own))
            is_near = name in SYNONYMS or OSA.distance(name, nearest) <= MAX_SLIPS
            self._note_unknown(raw, f" Did you mean “{nearest}”?" if is_near else "")
            self._search(raw)
        elif guard.verdict is Verdict.SHOWS:
            self._note_unknown(raw, f" Did you mean “{guard.field}”?")
        elif guard.verdict is Verdict.HIDES or not self._take_day(raw, guard.field):
            why = f" (did you mean “{guard.field}”?)"
            self._hold_back(raw.key, guard.field, raw.line, raw.column, why=why)

    def _take_day(self, raw: RawField, name: str) -> bool:
        """Read a day that hides the page under another name; tell whether it can be read."""
        try:
            self.days.append((name, FIELDS[name].type.validate_python(raw.value)))
        except ValidationError:
            return False
        self._note_unknown(raw, f" It was read as “{name}”.")
        return True

    def _note_unknown(self, raw: RawField, suggestion: str) -> None:
        self.log.add("unknown-field", raw.line, raw.column, what=raw.key, suggestion=suggestion)

    def _note_bad(self, raw: RawField, known: Field, error: ValidationError) -> None:
        guard = guard_meant(raw.key, raw.value)
        is_live = known.name == "status" and guard is not None and guard.verdict is Verdict.SHOWS
        if known.name in GUARDS and not is_live:
            self._hold_back(raw.key, known.name, raw.line, raw.column)
            return
        message = error.errors(include_input=False, include_url=False)[0]["msg"]
        reason = message.removeprefix("Value error, ")
        reason = reason[:1].lower() + reason[1:]
        example = "status: live" if is_live else known.example
        self.log.add(
            "bad-field", raw.line, raw.column, what=raw.key, reason=reason, example=example
        )
        if known.name != _WORDINGS:
            self._search(raw)

    def _search(self, raw: RawField) -> None:
        """Look for what hides the page inside of a field that says nothing to us."""
        if isinstance(raw.value, dict | list):
            self.searched.add(raw.line)
            for key, value in _pairs(raw.value):
                guard = plain_guard_meant(key, value)
                is_text = isinstance(value, str) and is_prose(key, value)
                if guard and guard.verdict is not Verdict.SHOWS and (guard.is_clear or not is_text):
                    self._hold_back(key, guard.field, raw.line, raw.column)

    def _hold_back(self, key: str, name: str, line: int, column: int = 1, *, why: str = "") -> None:
        example = FIELDS[name].example
        self.log.add("held-back", line, column, what=key, suggestion=why, example=example)
        self.is_held_back = True


def _name_of(raw: RawField) -> str:
    name = raw.key.casefold().replace("-", "_")
    return name if name in FIELDS else field_name(raw.key)


def _is_guard(fields: Sequence[RawField], name: str) -> bool:
    """Tell whether one of the fields is this one, under whatever name."""
    guards = (guard_meant(raw.key, raw.value) for raw in fields)
    return any(guard is not None and guard.field == name for guard in guards)


def _is_below(line: str, above: RawField | None) -> bool:
    """Tell a line that was read as an item or a wording of the field above it."""
    if above is None:
        return False
    is_item = isinstance(above.value, list) and line.lstrip().startswith("-")
    return is_item or _name_of(above) == _WORDINGS


def _is_overlooked(found: GuardLine, *, is_part: bool, is_yaml: bool) -> bool:
    """Tell a line that hides the page from the words of a field that it is a part of.

    YAML knows where a field ends, so there only a line that says nothing else is none of its text.
    """
    if not is_part:
        return found.likelihood >= Likelihood.LIKELY
    return found.likelihood is Likelihood.SURE and (found.is_whole or not is_yaml)


def _pairs(value: Plain) -> Iterator[tuple[str, Plain]]:
    """Give the pairs at any depth of a value."""
    if isinstance(value, dict):
        yield from value.items()
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inside or ():
            yield from _pairs(one)
