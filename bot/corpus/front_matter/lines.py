"""Reads single lines of front matter, those too that are not quite YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.corpus.front_matter.guards import Guard, Verdict, is_prose, plain_guard_meant

FIELD: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(?P<value>.*))?")
_QUOTED: Final = re.compile(
    r"(?:\?[ \t]+)?(?P<mark>[\"'])(?P<key>[\w -]{1,41})(?P=mark)[ \t]*(?:$|:(?:[ \t].*)?)"
    r"|\?[ \t]+(?P<plain>[\w-]{1,41})[ \t]*"
)
_FLOW: Final = re.compile(r"[{,][ \t]*([\"']?)(?P<key>[\w -]{1,41})\1[ \t]*:")
_LOOSE: Final = re.compile(
    r"(?P<lead>[\W_]{0,99})(?P<key>[^\W\d_](?:[\w.-]|\s(?=\w)){0,40})[^\w:：=]{0,9}(?::|：|=>?)(?P<value>.*)"
)
"""Any mark, bullet or space before the name, and a colon or the like behind it."""
_BARE: Final = re.compile(r"[\W_]{0,99}(?P<key>[^\W_]{1,41})[\W_]*(?P<value>.*)")
_WITHIN: Final = re.compile(
    r"(?<![^\W_])(?P<key>[^\W\d_]{4,12}(?:[_-][^\W\d_]{2,8})?)[\"'’”*_`]{0,3}\s{0,3}[:：=]"
    r"(?=[\s\"'‘“*_`]{0,4}(?P<value>(?P<first>[^\s,;{}\"'’”*`]{1,40})[^,;{}]{0,40}))"
)
_MAX_LINE: Final = 2_000
"""Characters in which a line is searched; a field of this kind needs some forty."""
_LINK: Final = "]("
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")
_MARKS: Final = " \t\u00a0*_`~>"


class Likelihood(IntEnum):
    """How likely it is that a line decides whether readers may see the page."""

    MAY_BE_TEXT = 0
    """It names such a field, and a sentence follows."""
    LIKELY = 1
    SURE = 2
    """A day or a state follows that hides the page, now or some day."""


@dataclass(frozen=True, slots=True)
class LooseField:
    """What a line reads like that YAML does not take for a field."""

    key: str
    value: str
    is_indented: bool


@dataclass(frozen=True, slots=True)
class GuardLine:
    """A line that reads as if it decided whether readers may see the page."""

    key: str
    guard: Guard
    likelihood: Likelihood
    is_whole: bool
    """There is nothing else on the line."""


def keys_of(line: str) -> list[str]:
    """Give the names of the fields that YAML may read on a line."""
    if line.lstrip().startswith("{"):
        return [match["key"] for match in _FLOW.finditer(line)]
    match = FIELD.fullmatch(line) or _QUOTED.fullmatch(line)
    return [match["key"] or match["plain"]] if match else []


def read_loosely(line: str) -> LooseField | None:
    """Read a line with a name and a colon, an equals sign or the like, whatever is around them."""
    match = None if is_comment(line) else _LOOSE.fullmatch(line)
    if match is None or ("[" in match["lead"] and _LINK in line):
        return None
    lead = match["lead"]
    value = _COMMENT.sub("", match["value"]).lstrip(_MARKS).rstrip(_MARKS + ",")
    if "{" in lead:
        value = value.rstrip("} \t")
    return LooseField(match["key"].strip(), unquoted(value), is_indented=line[:1].isspace())


def unquoted(text: str) -> str:
    """Take off outer white space, and the quotation marks around what is left."""
    bare = text.strip()
    is_quoted = len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'"
    return bare[1:-1] if is_quoted else bare


def is_comment(line: str) -> bool:
    """Tell a line that YAML passes over."""
    return line.lstrip().startswith("#")


def guard_line(line: str) -> GuardLine | None:
    """Find what on a line decides whether readers may see the page, the surest reading first.

    Names and values that say in plain words that the page is shown are none.
    """
    line = line[:_MAX_LINE]
    found = [] if is_comment(line) else [*_at_start(line), *_anywhere(line)]
    return max(found, key=lambda one: one.likelihood, default=None)


def _at_start(line: str) -> Iterator[GuardLine]:
    loose = read_loosely(line)
    if loose is not None:
        guard = plain_guard_meant(loose.key, loose.value)
        if guard and guard.verdict is not Verdict.SHOWS:
            yield GuardLine(loose.key, guard, _likelihood(guard, loose), is_whole=True)
    bare = _BARE.fullmatch(line)
    if bare:
        guard = plain_guard_meant(bare["key"], bare["value"] or "yes")
        if guard and guard.is_clear and guard.verdict is not Verdict.SHOWS:
            likelihood = Likelihood.SURE if bare["value"] else Likelihood.LIKELY
            yield GuardLine(bare["key"], guard, likelihood, is_whole=True)


def _anywhere(line: str) -> Iterator[GuardLine]:
    for match in _WITHIN.finditer(line):
        for value in (match["value"], match["first"]):
            guard = plain_guard_meant(match["key"], value)
            if guard and guard.is_clear and guard.verdict is not Verdict.SHOWS:
                yield GuardLine(match["key"], guard, Likelihood.SURE, is_whole=False)


def _likelihood(guard: Guard, line: LooseField) -> Likelihood:
    if guard.is_clear:
        return Likelihood.SURE
    return Likelihood.MAY_BE_TEXT if is_prose(line.key, line.value) else Likelihood.LIKELY
