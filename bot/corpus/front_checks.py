"""Checks the fields that were read, and tells what is wrong with each.

Hiding fails closed: where a field may be meant to keep readers from the page, and it
cannot be told whether it does and until when, the page is held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from rapidfuzz.distance import OSA

from bot.corpus.finding_codes import FindingLog
from bot.corpus.front_fields import FIELDS, SYNONYMS, Field
from bot.corpus.front_names import (
    GUARDS,
    MAX_SLIPS,
    Verdict,
    field_name,
    guard_meant,
)
from bot.corpus.front_yaml import RawField
from bot.corpus.model import FrontMatter, Status

_OTHERS = tuple(name for name in FIELDS if name not in GUARDS)


def check(fields: Sequence[RawField], log: FindingLog) -> FrontMatter:
    """Keep the good fields, and tell of the others."""
    checks = _Checks(log)
    for raw in fields:
        checks.check(raw)
    return checks.front_matter()


@dataclass(slots=True)
class _Checks:
    """What has been found so far."""

    log: FindingLog
    values: dict[str, Any] = field(default_factory=dict)
    days: list[tuple[str, datetime]] = field(default_factory=list)
    """Each an embargo or an expiry under a name that others give to it."""
    is_held_back: bool = False

    def front_matter(self) -> FrontMatter:
        """Give what counts: of several days the one that hides the page longest."""
        values = dict(self.values)
        for name, day in self.days:
            pick = max if name == "embargo" else min
            values[name] = pick(values.get(name, day), day)
        if self.is_held_back:
            values["status"] = Status.DRAFT
        if "aliases" in values:
            values["aliases"] = MappingProxyType(values["aliases"])
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

    def _check_repeated(self, raw: RawField, known: Field) -> None:
        """Let the first one count, unless the page says two things of whether it may be seen."""
        if known.guards and raw.value is not None:
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
        if known.guards:
            self._hold_back(raw.key, known.name, raw.line, raw.column)
            return
        message = error.errors(include_input=False, include_url=False)[0]["msg"]
        reason = message.removeprefix("Value error, ")
        reason = reason[:1].lower() + reason[1:]
        place = raw.line, raw.column
        self.log.add("bad-field", *place, what=raw.key, reason=reason, example=known.example)

    def _hold_back(self, key: str, name: str, line: int, column: int = 1, *, why: str = "") -> None:
        example = FIELDS[name].example
        self.log.add("held-back", line, column, what=key, suggestion=why, example=example)
        self.is_held_back = True


def _name_of(raw: RawField) -> str:
    name = raw.key.casefold().replace("-", "_")
    return name if name in FIELDS else field_name(raw.key)
