"""Makes findings from the table of their kinds, and collects those of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.corpus.finding_table import FINDING_TABLE, FindingCode
from bot.corpus.findings import Finding

FINDING_CODES: dict[str, FindingCode] = {
    entry.code: entry for _, entries in FINDING_TABLE for entry in entries
}
"""By code, in the order of docs/content-format.md."""

CODE_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (title, tuple(entry.code for entry in entries)) for title, entries in FINDING_TABLE
)
"""The headings of the table in docs/content-format.md, each with its codes."""

MAX_QUOTE = 60
"""Characters of a text that a message quotes."""

MAX_OF_ONE_CODE = 200
"""More findings of one code in one file are counted, not listed: no file floods a report."""


def quote(text: str) -> str:
    """Shorten a text to what a message can quote, on one line and in printable characters."""
    line = "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1].rstrip() + "…"


def finding(code: str, file: str, line: int = 1, column: int = 1, /, **values: object) -> Finding:
    """Make a finding from the table; `values` fill its message and hint.

    A value named `what` or `other` is quoted, so it may be any text; a number named `size` or
    `limit` gets its commas.
    """
    entry = FINDING_CODES[code]
    filled = {name: _filling(name, value) for name, value in values.items()}
    filled.setdefault("line", line)
    message = entry.message.format_map(filled)
    return Finding(file, line, column, code, entry.severity, message, entry.hint.format_map(filled))


def _filling(name: str, value: object) -> object:
    if isinstance(value, str) and name in {"what", "other"}:
        return quote(value)
    return f"{value:,}" if isinstance(value, int) and name in {"size", "limit"} else value


def listed(findings: Iterable[Finding]) -> list[Finding]:
    """Give findings of many files, those of one code in one file up to a limit."""
    logs: dict[str, FindingLog] = {}
    for found in findings:
        logs.setdefault(found.file, FindingLog(found.file)).take(found)
    return [found for log in logs.values() for found in log.findings]


class PageRefusedError(Exception):
    """A page cannot be served at all; carries what the finding says."""

    def __init__(self, code: str, line: int = 1, column: int = 1, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.values = values


class FindingLog:
    """Collects the findings of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, line: int = 1, column: int = 1, /, **values: object) -> None:
        """Note a finding, unless there are very many of its kind already."""
        self._counts[code] += 1
        if self._counts[code] <= MAX_OF_ONE_CODE:
            self._found.append(finding(code, self.file, line, column, **values))

    def take(self, found: Finding) -> None:
        """Note a finding that is made already, unless there are very many of its kind."""
        self._counts[found.code] += 1
        if self._counts[found.code] <= MAX_OF_ONE_CODE:
            self._found.append(found)

    def refuse(self, refusal: PageRefusedError) -> None:
        """Note why the file is refused."""
        found = finding(refusal.code, self.file, refusal.line, refusal.column, **refusal.values)
        self._found.append(found)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take over findings that were made elsewhere."""
        self._found.extend(findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found so far, in the order of lines."""
        more = [
            finding("more-findings", self.file, what=code, size=count - MAX_OF_ONE_CODE)
            for code, count in self._counts.items()
            if count > MAX_OF_ONE_CODE
        ]
        return tuple(sorted([*self._found, *more]))
