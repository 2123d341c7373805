"""Findings: what lint has to say about a page, for the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the file, or a part of it, from being served; the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One message about one place, with the way to mend it."""

    file: str
    line: int
    """Counts from 1; 1 as well for what concerns the whole file."""
    column: int
    """Counts from 1, in characters."""
    code: str
    """Stable, in kebab case, such as `empty-answer`; docs/content-format.md lists them all."""
    severity: Severity
    message: str
    hint: str
