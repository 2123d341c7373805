"""What a change would do, as text for the moderator who decides about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.corpus.findings import Finding
from bot.dialogue import content_wording
from bot.dialogue import publishing_wording as wording
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line
from bot.discord_app.rehearsed import is_cut, rehearsed
from bot.discord_app.reports import Report, few, finding_line
from bot.editorial.page_diff import Fate, PassageDiff
from bot.evaluation.replay import Flip
from bot.newsroom.verdicts import Preview

_SHOWN: Final = 3_000
_DIFFS, _DIFF_LINES, _FINDINGS, _LISTED = 5, 4, 6, 6
_LINE: Final = 240
"""Characters of a line; most findings fit, with the way to mend them at their end."""
_LABEL: Final = 100


def preview_report(preview: Preview) -> Report:
    """Tell what becomes of passages, what is wrong, and who would be answered differently."""
    head = wording.BLOCKED_HEADING if preview.is_blocked else wording.HEADING
    told = [f"### {head}", in_a_line(preview.summary, 2 * _LINE)]
    if preview.is_blocked:
        told.append(wording.BLOCKED)
    elif preview.is_draft:
        told.append(wording.KEPT_AS_DRAFT)
    told += _counts(preview)
    told += [in_a_line(line, 2 * _LINE) for line in _effects(preview)]
    told += _lists(preview)
    told += rehearsed(preview.rehearsal, preview.words)
    told += _findings(preview.findings)
    for diff in preview.diffs[:_DIFFS]:
        told.append(f"\n**{in_a_line(_head(diff), _LINE)}**")  # apart from the list above
        told += [_quoted(line) for line in diff.lines[:_DIFF_LINES]]
    text = "\n".join(told)
    is_cut = len(text) > _SHOWN or _is_long(preview)
    if not is_cut:
        return Report(text)
    return Report(f"{shorten(text, _SHOWN)}\n{wording.WHOLE_ATTACHED}", _whole(preview))


def blocked_report(findings: Sequence[Finding]) -> Report:
    """Tell why pages cannot be published as they are."""
    head = [f"### {wording.BLOCKED_HEADING}", wording.BLOCKED]
    text = "\n".join([*head, *_findings(findings)])
    is_cut = any(len(finding_line(found)) > _LINE for found in findings)
    if len(findings) <= _FINDINGS and len(text) <= _SHOWN and not is_cut:
        return Report(text)
    whole = "\n".join(map(finding_line, findings)) + "\n"
    return Report(f"{shorten(text, _SHOWN)}\n{wording.WHOLE_ATTACHED}", whole)


def _counts(preview: Preview) -> Iterator[str]:
    fates = Counter(diff.fate for diff in preview.diffs)
    if preview.diffs:
        yield wording.passages(fates[Fate.ADDED], fates[Fate.CHANGED], fates[Fate.REMOVED])
    else:
        yield wording.NO_PASSAGES_CHANGE


def _effects(preview: Preview) -> Iterator[str]:
    if preview.hidden:
        yield wording.hidden(preview.hidden)
    if preview.not_offered:
        titles = tuple(dict.fromkeys(preview.not_offered.values()))
        yield wording.not_offered(tuple(preview.not_offered), titles)
    if preview.given_back:
        yield wording.given_back(preview.given_back)
    if preview.left_below:
        yield wording.left_below(preview.left_below)
    yield from map(wording.namesake, preview.namesakes)
    if preview.leaves_nothing:
        yield wording.NOTHING_LEFT


def _lists(preview: Preview) -> Iterator[str]:
    for head, lines in _headed(preview):
        yield head
        yield from _few(lines, _LISTED)


def _headed(preview: Preview) -> Iterator[tuple[str, Sequence[str]]]:
    """Give what changes beside passages, with its headings, where there is something."""
    fields = [wording.field(one.file, one.name, one.before, one.after) for one in preview.fields]
    for head, lines in (
        (wording.FIELDS, fields),
        (wording.UNLEARNT, preview.unlearnt),
        (wording.LEARNT, preview.learnt),
    ):
        if lines:
            yield head, lines


def _findings(findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return [wording.NO_FINDINGS]
    return _few(map(finding_line, findings), _FINDINGS)


def _few(lines: Iterable[str], most: int) -> list[str]:
    return few([f"- {in_a_line(line, _LINE)}" for line in lines], most)


def _flip(flip: Flip) -> str:
    return content_wording.flip(flip.message, flip.before, flip.after)


def _head(diff: PassageDiff) -> str:
    return wording.fate(diff.fate.value, shorten(diff.label, _LABEL), diff.file, diff.line)


def _quoted(line: str) -> str:
    """Show a line of a difference; its sign stays what it is."""
    return f"> {'−' if line[0] == '-' else '＋'} {in_a_line(line[2:], _LINE)}"


def _is_long(preview: Preview) -> bool:
    many = len(preview.diffs) > _DIFFS or len(preview.findings) > _FINDINGS
    many |= is_cut(preview.rehearsal)
    for _, listed in _headed(preview):
        many |= len(listed) > _LISTED or any(len(line) > _LINE for line in listed)
    many |= any(len(finding_line(found)) > _LINE for found in preview.findings)
    lines = [line for diff in preview.diffs for line in diff.lines]
    long = any(len(line) > _LINE for line in lines)
    return many or long or any(len(diff.lines) > _DIFF_LINES for diff in preview.diffs)


def _whole(preview: Preview) -> str:
    rehearsal = preview.rehearsal
    parts = [preview.summary, *_counts(preview), *_effects(preview)]
    for head, lines in _headed(preview):
        parts += [head, *lines]
    parts.append("")
    parts += [
        content_wording.replayed(len(rehearsal.flips), rehearsal.asked),
        *map(_flip, rehearsal.flips),
    ]
    parts.append(content_wording.golden(len(rehearsal.broken), rehearsal.golden))
    parts += map(_flip, rehearsal.broken)
    parts += ["", *map(finding_line, preview.findings)]
    for diff in preview.diffs:
        parts += ["", _head(diff), *(f"  {line}" for line in diff.lines)]
    return "\n".join(parts) + "\n"
