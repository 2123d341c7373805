"""Reports for moderators, as text: what a reload changed, every finding, what is being served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.corpus.findings import Finding, Severity
from bot.corpus.model import Passage
from bot.corpus.overlay import Covered
from bot.dialogue import content_wording, wording
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line, one_line
from bot.evaluation.replay import ReloadReport

if TYPE_CHECKING:
    from bot.edition import Edition

SHOWN_CHARACTERS: Final = 3_500
"""A longer report is shown in part, and attached as a whole."""

_LINES: Final = 10
_LINE: Final = 160


@dataclass(frozen=True, slots=True)
class Report:
    """What a moderator reads at once, and the file with everything when that was cut."""

    text: str
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, the lines below it."""

    heading: str
    lines: tuple[str, ...] = ()


def reload_report(report: ReloadReport, *, is_check: bool) -> Report:
    """Tell what a reload changed, or what it would change."""
    return _report(_reload_heading(report, is_check=is_check), list(_reload_parts(report)))


def status_report(
    edition: Edition, resting: Sequence[int], recording: str, covered: Sequence[Covered] = ()
) -> Report:
    """Tell what is being served, where the bot may not speak, and what lint has to say."""
    corpus = edition.responder.corpus
    counts = len(corpus.briefings), len(corpus.pages), len(corpus.passages), len(edition.golden)
    parts = [_Part(content_wording.status(corpus.revision, *counts))]
    if edition.valid_until is not None:
        parts.append(_Part(content_wording.valid_until(_instant(edition.valid_until))))
    if edition.degraded is not None:
        parts.append(_Part(content_wording.DEGRADED, (str(edition.degraded),)))
    problem = edition.multilingual.problem
    parts.append(_Part(edition.told_of_languages, () if problem is None else (str(problem),)))
    parts.append(_Part(recording))
    if resting:
        parts.append(_Part(content_wording.RESTING, tuple(map(content_wording.channel, resting))))
    parts += _covered(covered)
    parts.append(_findings(edition.findings))
    return _report(content_wording.STATUS_HEADING, parts)


def few(lines: Sequence[str], most: int) -> list[str]:
    """Give the first lines, and how many others there are."""
    more = len(lines) - most
    return [*lines[:most], *([wording.left_out(more)] if more > 0 else [])]


def finding_line(finding: Finding) -> str:
    """Write a finding as one line, in the manner of compilers, with the way to mend it."""
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return one_line(
        f"{place}: {finding.severity} [{finding.code}] {finding.message} {finding.hint}"
    )


def _reload_heading(report: ReloadReport, *, is_check: bool) -> str:
    is_same = report.before == report.after
    if report.refusal is not None:
        return content_wording.RELOAD_REFUSED_HEADING
    if is_check:
        return content_wording.CHECK_SAME if is_same else content_wording.CHECK_HEADING
    return content_wording.RELOAD_SAME if is_same else content_wording.RELOAD_HEADING


def _reload_parts(report: ReloadReport) -> Iterator[_Part]:
    if report.refusal is not None:
        yield _Part(report.refusal)
    yield _Part(content_wording.revisions(report.before, report.after))
    changes = report.added, report.changed, report.removed
    yield _Part(content_wording.change_counts(*map(len, changes)))
    for kind, passages in zip(
        (content_wording.ADDED, content_wording.CHANGED, content_wording.REMOVED),
        changes,
        strict=True,
    ):
        if passages:
            lines = tuple(_passage_line(passage) for passage in passages)
            yield _Part(content_wording.change_heading(kind, len(passages)), lines)
    flips = tuple(
        content_wording.flip(flip.message, flip.before, flip.after) for flip in report.flips
    )
    yield _Part(
        content_wording.flips_heading(len(flips)) if flips else content_wording.NO_FLIPS, flips
    )
    yield from _covered(report.covered)
    yield _findings(report.findings)


def _covered(pages: Sequence[Covered]) -> Iterator[_Part]:
    """Name the pages of the folder that readers see otherwise here, whatever is read."""
    if pages:
        lines = tuple(
            content_wording.covered(page.file, is_removed=page.is_removed) for page in pages
        )
        yield _Part(content_wording.covered_heading(len(pages)), lines)


def _findings(findings: Sequence[Finding]) -> _Part:
    if not findings:
        return _Part(content_wording.NO_FINDINGS)
    times = Counter(finding.severity for finding in findings)
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    worst_first = sorted(findings, key=lambda finding: (ranks[finding.severity], finding))
    heading = content_wording.findings_heading(*(times[severity] for severity in Severity))
    return _Part(heading, tuple(finding_line(finding) for finding in worst_first))


def _passage_line(passage: Passage) -> str:
    where = passage.provenance
    return f"{passage.label} ({where.file}:{where.line})"


def _report(heading: str, parts: Sequence[_Part]) -> Report:
    """Show as much as fits; what is cut anywhere is attached as a whole."""
    shown = [f"### {heading}"]
    is_cut = False
    for part in parts:
        lines = [in_a_line(line, _LINE) for line in part.lines[:_LINES]]
        is_cut |= len(part.lines) > _LINES or any(len(one_line(x)) > _LINE for x in part.lines)
        shown.append(_section(part, lines))
    text = "\n".join(shown)
    if not is_cut and len(text) <= SHOWN_CHARACTERS:
        return Report(text)
    note = "\n" + content_wording.REPORT_ATTACHED
    return Report(shorten(text, SHOWN_CHARACTERS) + note, _whole(heading, parts))


def _section(part: _Part, lines: Iterable[str]) -> str:
    points = [f"- {line}" for line in lines]
    if len(part.lines) > len(points):
        points.append(wording.left_out(len(part.lines) - len(points)))
    head = in_a_line(part.heading, 2 * _LINE)
    return "\n".join([f"**{head}**" if points else head, *points])


def _whole(heading: str, parts: Sequence[_Part]) -> str:
    sections = ("\n".join([part.heading, *(f"  {x}" for x in part.lines)]) for part in parts)
    return "\n\n".join([heading, *sections]) + "\n"


def _instant(moment: datetime) -> str:
    return f"{wording.long_date(moment.date())}, {moment:%H:%M} UTC"
