"""The fields of the front matter: what each may hold, checked by pydantic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter

from bot.corpus.front_matter.guards import TRUTHS
from bot.corpus.model import PageKind, Status

MAX_TEXT = 300
"""Characters of one text."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_SPACED_ZONE = re.compile(r"[ \t]+(?=[+-]\d\d:?\d\d$|Z$)")


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        raise ValueError("a date is expected, as year-month-day")
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError("there is no such day") from error


def _instant(value: Any, *, whole_day: timedelta) -> datetime:
    """Read a day or an instant; without a time zone it is UTC."""
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return datetime.combine(_day(value), time(), UTC) + whole_day
    try:
        instant = datetime.fromisoformat(_SPACED_ZONE.sub("", str(value).strip()))
    except ValueError as error:
        raise ValueError("a date or an instant is expected") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _from_start_of_day(value: Any) -> datetime:
    return _instant(value, whole_day=timedelta())


def _to_end_of_day(value: Any) -> datetime:
    return _instant(value, whole_day=timedelta(days=1))


def _list(value: Any) -> Any:
    """Take one text for a list of one, and an item `2025-06-01: text` for a text."""
    if isinstance(value, dict):
        raise ValueError("a list is expected, not pairs")
    items = value if isinstance(value, list) else [value]
    return [_flat(item) for item in items if item is not None]


def _flat(item: Any) -> Any:
    if isinstance(item, dict) and len(item) == 1:
        ((key, value),) = item.items()
        return f"{key}: {value}" if isinstance(value, str) else item
    return item


def _small(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("one line of text is expected")
    text = " ".join(value.split())
    if not 0 < len(text) <= MAX_TEXT:
        raise ValueError(f"1 to {MAX_TEXT} characters are expected")
    return text


def _name(value: Any) -> Any:
    name = _text(value)
    if not any(char.isalnum() for char in name):
        raise ValueError("a name with letters or digits is expected")
    return name


def _language(value: Any) -> Any:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value.strip()):
        raise ValueError("the short code of a language is expected")
    return value.strip()


def _pairs(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("pairs of a wording and a list of others are expected")
    return value


def _truth(value: Any) -> Any:
    if not isinstance(value, str) or _small(value) not in TRUTHS:
        raise ValueError("true or false is expected")
    return TRUTHS[_small(value)]


def _member(kind: type[StrEnum]) -> Callable[[Any], Any]:
    """Read one of a few words, in any case."""

    def read(value: Any) -> Any:
        if not isinstance(value, str) or _small(value) not in set(kind):
            words = " or ".join(f"“{member}”" for member in kind)
            raise ValueError(f"{words} is expected")
        return kind(_small(value))

    return read


_Text = Annotated[str, BeforeValidator(_text)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_list)]
_Day = Annotated[date, BeforeValidator(_day)]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, a line that shows how to write it, and what it is for."""

    name: str
    type: TypeAdapter[Any]
    example: str
    about: str


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("title", TypeAdapter(_Text), "title: The Panama Canal", "The page's title."),
        Field(
            "kind",
            TypeAdapter(Annotated[PageKind, BeforeValidator(_member(PageKind))]),
            "kind: story",
            "`story` or `questions`; needed only where the text leaves it open.",
        ),
        Field(
            "briefing",
            TypeAdapter(Annotated[str, BeforeValidator(_name)]),
            "briefing: panama-canal",
            "The briefing that the page belongs to; otherwise its folder says so.",
        ),
        Field(
            "as_of",
            TypeAdapter(_Day),
            "as_of: 2025-06-30",
            "The day of which the facts are; readers see it under every answer.",
        ),
        Field(
            "updated",
            TypeAdapter(_Day),
            "updated: 2025-07-02",
            "The day on which the page was last edited; readers who ask how old an answer is are "
            "told.",
        ),
        Field(
            "review_by",
            TypeAdapter(_Day),
            "review_by: 2025-12-31",
            "After this day `lint` asks for a review.",
        ),
        Field(
            "expires",
            TypeAdapter(Annotated[datetime, BeforeValidator(_to_end_of_day)]),
            "expires: 2026-01-31",
            "The page is served up to the end of this day (UTC), or to an instant such as "
            "`2026-01-31T18:00+01:00`.",
        ),
        Field(
            "embargo",
            TypeAdapter(Annotated[datetime, BeforeValidator(_from_start_of_day)]),
            "embargo: 2025-07-01T06:00+02:00",
            "The page is not served before this day (UTC) or instant.",
        ),
        Field(
            "status",
            TypeAdapter(Annotated[Status, BeforeValidator(_member(Status))]),
            "status: draft",
            "`live`, or `draft`: parsed and linted, never served.",
        ),
        Field("source", TypeAdapter(_Text), "source: Example Desk", "Who publishes the page."),
        Field(
            "sources",
            TypeAdapter(_Texts),
            "sources: [Reuters, https://www.example.org/report]",
            "What the page rests on.",
        ),
        Field(
            "topics",
            TypeAdapter(_Texts),
            "topics: [Panama, shipping]",
            "Words for what the page is about: `/briefing` finds it by them, and readers may call "
            "it so.",
        ),
        Field(
            "lang",
            TypeAdapter(Annotated[str, BeforeValidator(_language)]),
            "lang: en",
            "The language of the text. Pages in other languages than English are understood best "
            "with the extra `multilingual`; without it they are found by their words.",
        ),
        Field(
            "sensitive",
            TypeAdapter(Annotated[bool, BeforeValidator(_truth)]),
            "sensitive: true",
            "The subject may distress readers; each answer says so before its words.",
        ),
        Field(
            "corrections",
            TypeAdapter(_Texts),
            'corrections: ["2025-07-02: the number of ships was wrong"]',
            "What was wrong before, and is right now.",
        ),
        Field(
            "aliases",
            TypeAdapter(Annotated[dict[_Text, _Texts], BeforeValidator(_pairs)]),
            'aliases: {"Why did Russia walk out?": ["What ended the deal?"]}',
            "Other wordings of a question, a topic or an id, each with a list.",
        ),
    )
}
"""In the order of docs/content-format.md."""

SYNONYMS: Mapping[str, str] = {
    "date": "as_of",
    "asof": "as_of",
    "tags": "topics",
    "keywords": "topics",
    "author": "source",
    "publisher": "source",
    "language": "lang",
    "type": "kind",
    "story": "briefing",
    "correction": "corrections",
    "alias": "aliases",
}
"""Names that other systems give to these fields; suggested, never taken. For those that decide
whether readers may see a page see `guard_meant`."""
