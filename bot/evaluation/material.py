"""What weights are fitted on: labelled messages of many stories, and the pages that each meets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from bot.corpus.file_names import GOLDEN_FILE
from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Page, PageKind, Passage, PassageKind
from bot.evaluation.golden import GoldenMessage, Scope, Target, read_golden

LEAST_GROUPS: Final = 4
"""Groups of stories below which leaving one out says nothing."""

ALL_AT_ONCE: Final = 0.7
"""What a message counts against all stories of a source at once, the rarer case."""

TAUGHT: Final = 0.5
"""What a message counts where questions have several wordings, the rarer case as well."""

IN_TURN: Final = 4
"""Parts of the messages, of which one is asked when the others have been taught."""


class Setting(StrEnum):
    """How much there is besides the story that a message is about."""

    ALONE = "one story"
    GROUP = "its group"
    ALL = "all together"
    TAUGHT = "taught"
    """Most of the messages are further wordings of what answers them, as editors add them."""
    LISTED = "listed"
    """The same, of questions alone: without answers to look into, and without other passages."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, and the group of stories that it was written beside."""

    message: GoldenMessage
    group: str
    """What is left out together."""
    weight: float = 1.0
    """What it counts beside other messages, above 0 and at most 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Stories that may be served together, and the messages that were written for them."""

    stories: Mapping[str, tuple[Page, ...]]
    groups: Mapping[str, tuple[str, ...]]
    """The stories of each group."""
    messages: tuple[Labelled, ...]

    def stories_of(self, labelled: Labelled) -> tuple[str, ...]:
        """Give the stories that a message may be put to: its targets', or else all of its group."""
        near = self.groups[labelled.group]
        if labelled.message.scope is Scope.OUT:
            return near
        wanted = {PurePosixPath(target.file).name for target in labelled.message.targets}
        return tuple(story for story in near if wanted & _names(self.stories[story]))

    def pages_of(self, stories: Iterable[str]) -> tuple[Page, ...]:
        """Give the pages of some stories."""
        return tuple(page for story in stories for page in self.stories[story])

    def without(self, some: Iterable[Labelled]) -> Source:
        """Give the same source without some of its messages."""
        left_out = set(some)
        return replace(self, messages=tuple(m for m in self.messages if m not in left_out))

    def unmet(self) -> Iterator[Labelled]:
        """Find the messages in scope whose targets no passage meets."""
        for labelled in self.messages:
            if labelled.message.scope is Scope.IN and not any(
                labelled.message.is_reached_by(passage)
                for page in self.pages_of(self.groups[labelled.group])
                for passage in page.passages
            ):
                yield labelled


def _names(pages: Iterable[Page]) -> set[str]:
    return {PurePosixPath(page.file).name for page in pages}


# ------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, eq=False)
class ReadSource:
    """A source, and what is wrong with its labels; with findings it is not to be used."""

    source: Source
    findings: tuple[Finding, ...]


def read_content(pages: Sequence[Page], golden: Iterable[tuple[str, str]]) -> ReadSource:
    """Read a content folder: each folder with golden messages is a story, and a group of its own.

    `golden` has the folder and the text of each file of golden messages. Messages that need what
    was said before are passed over.
    """
    stories: dict[str, tuple[Page, ...]] = {}
    messages: list[Labelled] = []
    findings: list[Finding] = []
    for folder, text in golden:
        read = read_golden(text, file=f"{folder}/{GOLDEN_FILE}")
        findings += read.findings
        stories[folder] = tuple(page for page in pages if _is_below(page, folder))
        messages += (Labelled(message, folder) for message in read.messages)
    groups = {story: (story,) for story in stories}
    source = Source(stories, groups, tuple(filter(_is_first, messages)))
    return ReadSource(source, tuple(findings))


def read_collection(pages: Sequence[Page], text: str, *, file: str) -> ReadSource:
    """Read a collection of loose pages and a file of messages whose rows carry a `group`.

    A group is the stories that were written together, separated by spaces; to a story belong the
    pages whose file names begin with its name. A row may carry a `weight` below 1: messages by one
    author are more alike than their number says.
    """
    read = read_golden(text, file=file)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    findings = list(read.findings) or list(_ungrouped(lines, file))
    rows = [] if findings else [json.loads(line)["group"] for _, line in lines]
    weights = [] if findings else [float(json.loads(line).get("weight", 1)) for _, line in lines]
    groups = {" ".join(group.split()): tuple(group.split()) for group in rows}
    stories = _stories(pages, {story for named in groups.values() for story in named})
    findings += (
        finding("golden-message", file, 1, reason=f"no page's file name begins with “{story}”")
        for story, found in stories.items()
        if not found
    )
    messages = (
        Labelled(message, " ".join(group.split()), weight)
        for message, group, weight in zip(read.messages, rows, weights, strict=not findings)
    )
    source = Source(stories, groups, tuple(filter(_is_first, messages)))
    return ReadSource(source, tuple(findings))


def _is_first(labelled: Labelled) -> bool:
    return not labelled.message.after


def _is_below(page: Page, folder: str) -> bool:
    return PurePosixPath(page.file).is_relative_to(folder) or folder == "."


def _ungrouped(lines: Iterable[tuple[int, str]], file: str) -> Iterator[Finding]:
    for number, line in lines:
        row = json.loads(line)
        group, weight = row.get("group"), row.get("weight", 1)
        if not isinstance(group, str) or not group.split():
            reason = '"group" must name the stories that it was written beside'
            yield finding("golden-message", file, number, reason=reason)
        elif not isinstance(weight, int | float) or not 0 < weight <= 1:
            reason = '"weight" must be above 0 and at most 1'
            yield finding("golden-message", file, number, reason=reason)


def _stories(pages: Sequence[Page], names: set[str]) -> dict[str, tuple[Page, ...]]:
    """Give each story its pages; where the names of two fit a page, the longer one counts."""
    found: dict[str, list[Page]] = {name: [] for name in sorted(names)}
    for page in pages:
        fitting = [name for name in names if PurePosixPath(page.file).name.startswith(name)]
        if fitting:
            found[max(fitting, key=len)].append(page)
    return {name: tuple(members) for name, members in found.items()}


# ------------------------------------------------------------------------- what meets what


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, and what it counts."""

    labelled: Labelled
    weight: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Messages of one group that are to be compared with some stories."""

    group: str
    setting: Setting
    stories: tuple[str, ...]
    asked: tuple[Asked, ...]
    taught: tuple[GoldenMessage, ...] = ()
    """What the pages are taught before: see `with_wordings`."""


def trials(source: Source, group: str) -> Iterator[Trial]:
    """Put a group's messages to one story, to the group, and to all, as each happens to readers.

    A message that fits several stories alone counts as one there. A quarter of the messages at a
    time is asked again when those of the others that one question answers have been taught to the
    group as wordings of it; once more where the questions have no answers to look into.
    """
    messages = [labelled for labelled in source.messages if labelled.group == group]
    stories = source.groups[group]
    own = [(labelled, source.stories_of(labelled)) for labelled in messages]
    for story in stories:
        alone = (Asked(m, m.weight / len(fit)) for m, fit in own if story in fit)
        yield Trial(group, Setting.ALONE, (story,), tuple(alone))
    if len(stories) > 1:
        yield Trial(group, Setting.GROUP, stories, tuple(Asked(m, m.weight) for m in messages))
    yield from _taught_trials(source, group, messages)
    if len(source.stories) > len(stories):
        everywhere = tuple(Asked(m, m.weight * ALL_AT_ONCE) for m in messages)
        yield Trial(group, Setting.ALL, tuple(source.stories), everywhere)


def _taught_trials(source: Source, group: str, messages: Sequence[Labelled]) -> Iterator[Trial]:
    stories = source.groups[group]
    listed = without_answers(source.pages_of(stories))
    for part in _in_turn(messages):
        taught = tuple(m.message for m in messages if m not in part and _is_clear(m.message))
        asked = tuple(Asked(m, m.weight * TAUGHT) for m in messages if m in part)
        yield Trial(group, Setting.TAUGHT, stories, asked, taught)
        of_listed = tuple(a for a in asked if _is_for(a.labelled.message, listed))
        yield Trial(group, Setting.LISTED, stories, of_listed, taught)


def _in_turn(messages: Iterable[Labelled]) -> tuple[frozenset[Labelled], ...]:
    """Deal the messages out, those of each question to as many parts as there are."""
    parts: list[list[Labelled]] = [[] for _ in range(IN_TURN)]
    dealt: Counter[tuple[Target, ...]] = Counter()
    for labelled in messages:
        targets = labelled.message.targets if _is_clear(labelled.message) else ()
        parts[dealt[targets] % IN_TURN].append(labelled)
        dealt[targets] += 1
    return tuple(frozenset(part) for part in parts if part)


def _is_clear(message: GoldenMessage) -> bool:
    """Say whether one question or teaser is what answers a message, and nothing else."""
    return len(message.targets) == 1 and message.targets[0].is_question


def _is_for(message: GoldenMessage, pages: Iterable[Page]) -> bool:
    """Say whether some passage of these pages answers a message, or none is to answer it."""
    if message.scope is Scope.OUT:
        return True
    return any(message.is_reached_by(passage) for page in pages for passage in page.passages)


def without_answers(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Leave of pages of questions the questions alone, and of others nothing."""
    return tuple(
        replace(page, passages=tuple(map(_unanswered, filter(_is_question, page.passages))))
        for page in pages
        if page.kind is PageKind.QUESTIONS
    )


def _is_question(passage: Passage) -> bool:
    return passage.kind is PassageKind.QUESTION


def _unanswered(passage: Passage) -> Passage:
    return replace(passage, text="")


def with_wordings(pages: Iterable[Page], taught: Sequence[GoldenMessage]) -> tuple[Page, ...]:
    """Add messages to what answers them, as further wordings of it."""
    if not taught:
        return tuple(pages)
    return tuple(page.with_each(lambda passage: _taught(passage, taught)) for page in pages)


def _taught(passage: Passage, messages: Iterable[GoldenMessage]) -> Passage:
    more = tuple(m.message for m in messages if m.is_reached_by(passage))
    return replace(passage, aliases=(*passage.aliases, *more)) if more else passage


def shortage(sources: Iterable[Source]) -> str | None:
    """Say what is missing for a fit that leaves stories out; none when there is enough."""
    scopes: dict[str, set[Scope]] = {}
    for source in sources:
        scopes |= {group: scopes.get(group, set()) for group in source.groups}
        for labelled in source.messages:
            scopes[labelled.group].add(labelled.message.scope)
    whole = [group for group, found in scopes.items() if len(found) == len(Scope)]
    if len(whole) >= LEAST_GROUPS:
        return None
    halves = ", ".join(group for group in scopes if group not in whole)
    return (
        f"Too few stories: found {len(whole)} with both messages that their pages answer and "
        f"messages that they do not, and {LEAST_GROUPS} are needed. "
        + (f"One kind is missing for: {halves}. " if halves else "")
        + "Write a golden.jsonl into the folders of more stories, or add --material DIR."
    )
