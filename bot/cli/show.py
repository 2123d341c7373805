"""Draws replies, explanations and findings in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.corpus.findings import Finding, Severity
from bot.dialogue import content_wording, wording
from bot.dialogue.model import Choice, Explanation, Reply

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}

_NOTICEABLE = 0.005
"""Log-odds below which a feature's part is not listed."""


def show_reply(console: Console, reply: Reply) -> None:
    """Print a reply: heading, words, source, notes, further answers, and numbered choices."""
    for part in (reply, *reply.also):
        _show_words(console, part)
    show_choices(console, reply.follow_ups)


def _show_words(console: Console, reply: Reply) -> None:
    console.print(Text(reply.heading, style="bold"))
    if reply.warning is not None:
        console.print(Padding(Text(reply.warning, style="yellow"), (0, 0, 0, 2)))
    if reply.text:
        console.print(Padding(Text(reply.text), (0, 0, 0, 2)))
    if reply.source is not None:
        console.print(Padding(Text(wording.source_line(reply.source), style="dim"), (0, 0, 0, 2)))
    for note in reply.notes:
        console.print(Padding(Text(note, style="yellow"), (0, 0, 0, 2)))


def show_choices(console: Console, offered: Iterable[Choice]) -> None:
    """Print choices with the numbers that a reader can type."""
    for number, choice in enumerate(offered, start=1):
        console.print(Text.assemble((f"  {number}. ", "bold cyan"), choice.label))


def show_explanation(console: Console, explanation: Explanation) -> None:
    """Print why, in plain words, and then each feature's part for the best candidates."""
    console.print(Text(explanation.summary))
    for title, reasons in (
        (wording.FOR, explanation.speaks_for),
        (wording.AGAINST, explanation.speaks_against),
    ):
        if reasons:
            console.print(Text(title, style="bold"))
        for reason in reasons:
            console.print(Text(f"  - {reason}"))
    for rank, candidate in enumerate(explanation.candidates[:3], start=1):
        heading = f"{rank}. {candidate.passage.label}  (confidence {candidate.confidence:.2f})"
        table = Table("feature", "value", "weight", "part", title=heading, title_justify="left")
        for part in candidate.contributions:
            if abs(part.part) < _NOTICEABLE:
                continue
            row = part.value, part.weight, part.part
            table.add_row(part.feature, *(f"{number:+.3f}" for number in row))
        console.print(table)


def finding_line(finding: Finding, folder: str = "") -> Text:
    """Write one finding as compilers do, so that terminals and editors can jump to it."""
    return Text.assemble(
        (f"{folder}{finding.file}:{finding.line}:{finding.column}: ", "bold"),
        (finding.severity.value, _COLOURS[finding.severity]),
        f" {finding.message} ",
        (f"[{finding.code}]", "dim"),
        f"\n    {finding.hint}" if finding.hint else "",
    )


def count_by_severity(findings: Iterable[Finding]) -> str:
    """Count findings: "1 error, 3 warnings, 2 notes"."""
    counts = Counter(finding.severity for finding in findings)
    return content_wording.count_findings(
        counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO]
    )
