"""Golden messages: what readers may ask, and the passage that each message must reach."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Passage, PassageKind
from bot.text.normalise import fold


class Scope(StrEnum):
    """Whether the pages answer a message."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Target:
    """An acceptable answer: a question word for word, `section:<heading>` or `topic:<name>`."""

    file: str
    target: str

    @property
    def is_question(self) -> bool:
        """Whether it is a question, or a teaser's, rather than a section or a topic."""
        return not self.target.startswith(tuple(_PREFIXES.values()))


@dataclass(frozen=True, slots=True)
class GoldenMessage:
    """One labelled message."""

    message: str
    scope: Scope
    style: str
    """Such as formal, typo, keywords; `near-miss` out of scope."""
    targets: tuple[Target, ...] = ()
    """Every acceptable answer; empty out of scope."""
    after: tuple[str, ...] = ()
    """Earlier messages of the same reader, oldest first."""
    folder: str = ""
    """Where the message was written, relative to the content folder; targets are sought there."""

    @property
    def is_near_miss(self) -> bool:
        """Whether it names what the pages speak of and asks what they do not answer."""
        return self.scope is Scope.OUT and self.style.startswith("near-miss")

    def is_reached_by(self, passage: Passage) -> bool:
        """Say whether a passage is one of the targets."""
        return any(_is_target(passage, target) for target in self.targets)


@dataclass(frozen=True, slots=True)
class ReadGolden:
    """What a file of golden messages holds, and what is wrong with it."""

    messages: tuple[GoldenMessage, ...]
    findings: tuple[Finding, ...]


def read_golden(text: str, *, file: str) -> ReadGolden:
    """Read JSON Lines; a line that cannot be read becomes a finding, and the others count.

    `file` is relative to the content folder, for findings and for the messages' `folder`.
    """
    messages: list[GoldenMessage] = []
    findings: list[Finding] = []
    path = PurePosixPath(file)
    file, folder = path.as_posix(), path.parent.as_posix().removeprefix(".")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            messages.append(_message(json.loads(line), folder))
        except (ValueError, RecursionError) as error:
            reason = "not JSON" if isinstance(error, json.JSONDecodeError) else str(error)
            findings.append(finding("golden-message", file, number, reason=reason))
    return ReadGolden(tuple(messages), tuple(findings))


def _message(row: object, folder: str) -> GoldenMessage:
    """Check one object by hand: the core knows no pydantic. Raises `ValueError`."""
    if not isinstance(row, Mapping):
        raise ValueError("not an object")
    targets = tuple(_target(item) for item in _list(row, "targets"))
    scope = row.get("scope") or ("in" if targets else "out")
    if scope not in ("in", "out"):
        raise ValueError('"scope" must be "in" or "out"')
    if (scope == "in") != bool(targets):
        raise ValueError('"targets" must be given in scope, and only there')
    return GoldenMessage(
        message=_text(row, "message"),
        scope=Scope(scope),
        style=_text(row, "style", default="other"),
        targets=targets,
        after=tuple(_string(item, "after") for item in _list(row, "after")),
        folder=folder,
    )


def _target(item: object) -> Target:
    if not isinstance(item, Mapping):
        raise ValueError('"targets" must hold objects')
    return Target(file=_text(item, "file"), target=_text(item, "target"))


def _text(row: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = row.get(name, default)
    text = _string(value, name)
    if not text.strip():
        raise ValueError(f'"{name}" is empty')
    return text


def _string(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f'"{name}" must be text')
    return value


def _list(row: Mapping[str, object], name: str) -> list[object]:
    value = row.get(name) or []
    if not isinstance(value, list):
        raise ValueError(f'"{name}" must be a list')
    return value


_PREFIXES = {
    PassageKind.SECTION: "section:",
    PassageKind.MENU: "section:",
    PassageKind.TOPIC: "topic:",
}


def _is_target(passage: Passage, target: Target) -> bool:
    """Compare file names and folded words; topics also by alias, for names are inferred."""
    if PurePosixPath(passage.provenance.file).name != PurePosixPath(target.file).name:
        return False
    prefix = _PREFIXES.get(passage.kind, "")
    wanted = fold(target.target)
    if passage.kind is PassageKind.TOPIC:
        named = _bare(wanted.removeprefix(prefix)) if wanted.startswith(prefix) else None
        return any(named == _bare(fold(name)) for name in (passage.label, *passage.aliases))
    return _plural(wanted) == _plural(prefix + fold(passage.label))


def _bare(name: str) -> str:
    """Drop an article: whether a topic keeps it is the parser's choice."""
    return re.sub(r"^(?:an?|the) ", "", name)


def _plural(folded: str) -> str:
    return folded.replace("common questions", "common question")
