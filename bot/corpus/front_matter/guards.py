"""What a name in front matter says of whether readers may see the page, whoever gave it.

Other systems call an embargo `publish_date`, `embargoedUntil` or `not_before`, and a draft
`published: false`. Names are compared by their words, so spelling, hyphens and capitals are alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import OSA

from bot.text.word_lists import word_list
from bot.text.words import MONTHS, WEEKDAYS

GUARDS: Final = ("expires", "embargo", "status")
"""Our fields that decide whether readers may see a page: one that is unreadable means no."""

TRUTHS: Final = {
    **dict.fromkeys(("true", "yes", "on", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "n", "0"), False),
}

MAX_SLIPS: Final = 2
"""Letters by which a name may differ from ours and still be meant for it."""

_EMBARGO: Final = word_list("embargo embargos embargoes embargoed")
_EXPIRY: Final = word_list("expires expire expired expiry expiration unpublish")
_WHOLE: Final = {"not_before": "embargo", "not_after": "expires"}
_PUBLISHING: Final = word_list(
    "publish publishing publication published pub release released live public visible"
)
_LASTING: Final = word_list("valid available online")
"""Of the page only with a beginning or an end, such as `valid_until`."""
_SHOWING: Final = _PUBLISHING | _LASTING | word_list("active show display")
_HIDING: Final = word_list("draft hidden hide private unpublished")
_STATES: Final = word_list("status state visibility workflow stage")
_STATES_OF_PAGES: Final = _HIDING | _EMBARGO
_HIDDEN_STATES: Final = _STATES_OF_PAGES | word_list("unlisted pending scheduled")
_PLAIN: Final = word_list("draft status")
_ALWAYS: Final = word_list("draft publish published release released status state")
"""Whatever their value: the others are names of much else, so only a value tells."""
_BEGINS: Final = word_list("from after since")
_ENDS: Final = word_list("until till through before end ends")
_HELPERS: Final = _BEGINS | _ENDS | word_list("is be the on at of date day time datetime")

_HUMP: Final = re.compile(r"(?<=[^\W\d_])(?<![A-Z])(?=[A-Z])")
_WORD: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r"[^\W\d_]+|\d+")
_STATE: Final = re.compile(r"([^\W_]+)\s*(?:$|[^\w\s])")
_MAX_DAY: Final = 80
"""Characters of a day, its time and its zone."""
_MAX_ZONE: Final = 5
_MONTHS_AND_DAYS: Final = (
    MONTHS | WEEKDAYS | {word[:3] for word in MONTHS | WEEKDAYS} | word_list("sept tues thurs")
)
_BESIDE_DAYS: Final = word_list(
    "am pm h st nd rd th t z noon midnight at on of the until till from"
)
_PROSE: Final = 3
"""Words; shorter values are odd days or states rather than sentences."""


class Verdict(StrEnum):
    """What a field and its value say of the page."""

    SHOWS = "shows"
    HIDES = "hides"
    DAY = "day"
    """The field's own type has to say which day."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A field by which somebody decides whether readers may see the page."""

    field: str
    """The one of `GUARDS` that was meant."""
    verdict: Verdict
    is_clear: bool
    """The value is a day, a truth or a state, and nothing else could be meant by it."""
    may_be_fact: bool = False
    """Other things than pages have such a field as well: treaties expire, trials are pending."""


def words_of(name: str) -> tuple[str, ...]:
    """Give the words of a name in small letters: `publishDate` and `Publish-Date` are alike."""
    return tuple(word.casefold() for word in _WORD.findall(_HUMP.sub(" ", name)))


def field_name(name: str) -> str:
    """Give a name in the form of ours."""
    return "_".join(words_of(name))


def guard_meant(name: str, value: object) -> Guard | None:
    """Say what a name and its value, a text where it is a plain one, mean for the page.

    None where they decide nothing; an empty value never does.
    """
    if value in (None, "", [], {}):
        return None
    words, text = words_of(name), value if isinstance(value, str) else ""
    whole = "_".join(words)
    bare = "_".join(_core(words)) or whole
    dated = _dated(words, whole)
    if dated:
        return _day_or_truth(dated, text)
    if bare in _SHOWING or bare in _HIDING:
        return _shown_or_hidden(bare, words, text)
    if bare in _STATES or "status" in words:
        return _by_state(whole, text)
    return _misspelt(bare, text)


def plain_guard_meant(name: str, value: object) -> Guard | None:
    """Say the same of names that mean nothing else: embargo, expires, status, draft.

    In a text that may be no front matter only these count: "Published: 2025-06-30" is a byline.
    """
    words = words_of(name)
    is_plain = _dated(words, "") is not None or "_".join(_core(words)) in _PLAIN
    return guard_meant(name, value) if is_plain else None


def is_prose(name: str, value: str) -> bool:
    """Tell "Embargo: what it means" from an odd day or state; of a clear value, do not ask."""
    is_long = value.rstrip().endswith("?") or len(value.split()) >= _PROSE
    return is_long and name[:1].isupper()


def sounds_like_a_day(text: str) -> bool:
    """Tell what somebody wrote for a day or an instant, in whatever form, from other words."""
    parts = _PART.findall(text[:_MAX_DAY])
    numbers = [part for part in parts if part.isdigit()]
    words = [part for part in parts if not part.isdigit()]
    named = [word for word in words if word.casefold() in _MONTHS_AND_DAYS]
    others = (word for word in words if word.casefold() not in _MONTHS_AND_DAYS | _BESIDE_DAYS)
    are_zones = all(word.isupper() and len(word) <= _MAX_ZONE for word in others)
    is_enough = len(numbers) > 1 or (bool(numbers) and bool(named))
    return is_enough and are_zones and len(text) < _MAX_DAY


def _core(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _HELPERS]


def _dated(words: Collection[str], whole: str) -> str | None:
    """Give the field of a day that one of the words names, or all of them together."""
    if not _EMBARGO.isdisjoint(words):
        return "embargo"
    if not _EXPIRY.isdisjoint(words):
        return "expires"
    return _WHOLE.get(whole)


def _day_or_truth(field: str, text: str) -> Guard:
    truth = _truth(text)
    may_be_fact = field == "expires"
    if truth is None:
        return Guard(field, Verdict.DAY, sounds_like_a_day(text), may_be_fact=may_be_fact)
    return Guard(
        field, Verdict.HIDES if truth else Verdict.SHOWS, is_clear=True, may_be_fact=may_be_fact
    )


def _shown_or_hidden(word: str, words: Collection[str], text: str) -> Guard | None:
    """Read names that say whether a page is shown, or from or until when."""
    truth = None if word in _LASTING else _truth(text)
    if truth is not None:
        is_shown = truth == (word in _SHOWING)
        return Guard("status", Verdict.SHOWS if is_shown else Verdict.HIDES, is_clear=True)
    is_day, is_end = sounds_like_a_day(text), not _ENDS.isdisjoint(words)
    if is_end:
        field = "expires" if word in _SHOWING else "embargo"
        return Guard(field, Verdict.DAY, is_day)
    has_begun = word in _PUBLISHING or (word in _SHOWING and not _BEGINS.isdisjoint(words))
    if is_day and has_begun:
        return Guard("embargo", Verdict.DAY, is_clear=True)
    is_odd = word in _ALWAYS or (is_day and word in _HIDING)
    return Guard("status", Verdict.HIDES, is_clear=False) if is_odd else None


def _by_state(word: str, text: str) -> Guard | None:
    match = _STATE.match(text.strip())
    state = match[1].casefold() if match else ""
    if state in _HIDDEN_STATES or _truth(text) is False:
        may_be_fact = state not in _STATES_OF_PAGES
        return Guard("status", Verdict.HIDES, is_clear=True, may_be_fact=may_be_fact)
    if state in _SHOWING:
        return Guard("status", Verdict.SHOWS, is_clear=True)
    return Guard("status", Verdict.HIDES, is_clear=False) if word in _ALWAYS else None


def _misspelt(name: str, text: str) -> Guard | None:
    """Take a slip of the pen for what it was meant for, and never at its word."""
    field = min(GUARDS, key=lambda guard: OSA.distance(name, guard))
    if OSA.distance(name, field) > MAX_SLIPS:
        return None
    guard = _by_state(field, text) if field == "status" else _day_or_truth(field, text)
    is_clear, may_be_fact = (guard.is_clear, guard.may_be_fact) if guard else (False, False)
    return Guard(field, Verdict.HIDES, is_clear=is_clear, may_be_fact=may_be_fact)


def _truth(text: str) -> bool | None:
    return TRUTHS.get(text.strip().casefold())
