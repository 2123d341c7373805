"""Builds replies: a passage's own words, where they stand, and what they lead to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice, zip_longest

from bot.corpus.bylines import are_bylines
from bot.corpus.lint import STALE_AFTER
from bot.corpus.model import Corpus, GoDeeper, Page, PageKind, Passage, PassageId, PassageKind
from bot.corpus.sections import INTRODUCTION
from bot.dialogue import wording
from bot.dialogue.model import Choice, Reply, ReplyKind, Source
from bot.text.truncation import ends_in_address
from bot.text.unmarked import without_marks

NEAREST = 3
"""A decline ends in this many buttons: more would be a menu, not a guess."""

MAX_FOLLOW_UPS = 4
"""Few enough to read on a phone; readers mostly click what is offered first."""

MAX_MENU_CHOICES = 20
"""Four rows of five buttons, which leaves one row for everything else."""

MAX_ALTERNATIVES = 3

_RELATIVE_TIME = re.compile(
    r"\b(?:current(?:ly)?|now|recent(?:ly)?|today|yesterday|tomorrow|upcoming|so far"
    r"|(?:this|last|next) (?:week|month|year|spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)


def answer_reply(
    corpus: Corpus, passage: Passage, *, today: date, alternatives: Iterable[Passage] = ()
) -> Reply:
    """Show a passage word for word, or, for a menu, the list that it stands for."""
    is_menu = passage.kind is PassageKind.MENU
    return Reply(
        kind=ReplyKind.MENU if is_menu else ReplyKind.ANSWER,
        heading=without_marks(passage.label),
        text="" if is_menu else shown_text(passage),
        passage=passage,
        source=source_of(corpus, passage),
        warning=wording.SENSITIVE if corpus.page_of(passage).meta.sensitive else None,
        notes=tuple(_notes(corpus, passage, today)),
        follow_ups=follow_ups(corpus, passage),
        alternatives=choices(alternatives, limit=MAX_ALTERNATIVES),
    )


def shown_text(passage: Passage) -> str:
    """Give the passage's words, with an ellipsis where the page breaks off in mid-sentence.

    It keeps its distance from an address, which would lead elsewhere with one more character.
    """
    if passage.is_truncated and not passage.text.endswith(("…", "...")):
        return f"{passage.text} …" if ends_in_address(passage.text) else f"{passage.text}…"
    return passage.text


def source_of(corpus: Corpus, passage: Passage) -> Source:
    """Name the briefing, section and date that a passage's words come from."""
    page, briefing = corpus.page_of(passage), corpus.briefing_of(passage)
    return Source(
        briefing=briefing.id,
        briefing_title=briefing.title,
        section=passage.section or wording.QUESTIONS_PAGE,
        file=passage.provenance.file,
        line=passage.provenance.line,
        as_of=page.meta.as_of or page.meta.updated,
        publisher=page.meta.source,
    )


def together(replies: Sequence[Reply], *, offered_first: Iterable[Choice] = ()) -> Reply:
    """Make one reply of the answers to several questions: the first holds the choices of all."""
    first, *others = replies
    shown = {reply.passage.id for reply in replies if reply.passage is not None}
    # One of each in turn, so that every answer leads somewhere.
    rounds = zip_longest(*(reply.follow_ups for reply in replies))
    offered = (choice for round_ in rounds for choice in round_ if choice is not None)
    return replace(
        first,
        follow_ups=_only_others(chain(offered_first, offered), shown, MAX_FOLLOW_UPS),
        alternatives=(),
        also=tuple(replace(reply, follow_ups=(), alternatives=()) for reply in others),
    )


def is_list(passage: Passage) -> bool:
    """Say whether a passage is shown as a list to choose from, or with one that it announces."""
    is_announcing = passage.kind is PassageKind.TEASER and passage.announces is not None
    return passage.kind is PassageKind.MENU or is_announcing


def present(corpus: Corpus, ids: Iterable[PassageId]) -> tuple[Passage, ...]:
    """Give those of some passages that are still there."""
    found = (corpus.passage(passage_id) for passage_id in ids)
    return tuple(passage for passage in found if passage is not None)


def choices(passages: Iterable[Passage], *, limit: int | None = None) -> tuple[Choice, ...]:
    """Offer passages under their own labels, each once, at most `limit` of them."""
    unique = {passage.id: passage for passage in passages}
    return tuple(choice_of(passage) for passage in islice(unique.values(), limit))


def choice_of(passage: Passage) -> Choice:
    """Offer a passage under its own label, without marks that no button shows."""
    return Choice(passage.id, without_marks(passage.label), passage.kind)


def told_apart(corpus: Corpus, offered: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Add the briefing's title to choices that share a label, as sections of stories do."""
    times = Counter(choice.label for choice in offered)
    return tuple(
        replace(choice, label=wording.of_briefing(choice.label, _title_of(corpus, choice)))
        if times[choice.label] > 1
        else choice
        for choice in offered
    )


def which_of(corpus: Corpus, offered: Iterable[Passage]) -> Reply:
    """Ask which of some passages is meant."""
    return Reply(
        ReplyKind.CLARIFICATION,
        wording.CLARIFY_HEADING,
        wording.CLARIFY_YES,
        follow_ups=told_apart(corpus, choices(offered)),
    )


def _title_of(corpus: Corpus, choice: Choice) -> str:
    passage = corpus.passage(choice.passage)
    return corpus.briefing_of(passage).title if passage else choice.passage


def follow_ups(
    corpus: Corpus, passage: Passage, *, without: Collection[PassageId] = ()
) -> tuple[Choice, ...]:
    """Say what a passage leads to: its menu's items, a teaser's page, or what goes deeper.

    It never leads to itself, nor to what is in `without`.
    """
    left_out = {passage.id, *without}
    if passage.kind is PassageKind.MENU:
        return _only_others(_menu_items(corpus, passage), left_out, MAX_MENU_CHOICES)
    if passage.kind is PassageKind.TEASER and passage.announces is not None:
        announced = corpus.page(passage.announces)
        questions = announced.of_kind(PassageKind.QUESTION) if announced else ()
        return _only_others(map(choice_of, questions), left_out, MAX_MENU_CHOICES)
    return _only_others(_what_goes_deeper(corpus, passage), left_out, MAX_FOLLOW_UPS)


def _only_others(
    offered: Iterable[Choice], left_out: Collection[PassageId], limit: int
) -> tuple[Choice, ...]:
    """Offer each passage once, and never one that the reader is looking at."""
    unique: dict[str, Choice] = {}
    for choice in offered:
        if choice.passage not in left_out:
            unique.setdefault(choice.passage, choice)
        if len(unique) == limit:  # the rest need not be looked at: a page may hold thousands
            break
    return tuple(unique.values())


def _what_goes_deeper(corpus: Corpus, passage: Passage) -> Iterator[Choice]:
    """Offer the story's authored questions first, then what comes next on the page."""
    briefing = corpus.briefing_of(passage)
    own = corpus.page_of(passage)
    for page in (own, *(page for page in briefing.pages if page is not own)):
        yield from _resolved(corpus, page.go_deeper)
    questions = [p for p in briefing.passages if p.kind is PassageKind.QUESTION]
    places = (at for at, question in enumerate(questions, start=1) if question.id == passage.id)
    start = next(places, 0)
    yield from map(choice_of, chain(questions[start:], questions[:start]))
    yield from map(choice_of, _telling(own))


def _resolved(corpus: Corpus, asked: Iterable[GoDeeper]) -> Iterator[Choice]:
    """Offer go-deeper questions under their own words; one that nothing answers is left out."""
    for question in asked:
        target = corpus.answer_to(question)
        if target is not None:
            yield Choice(target.id, without_marks(question.label), target.kind)


def _menu_items(corpus: Corpus, menu: Passage) -> Iterator[Choice]:
    """List what stands below a menu's heading, real questions of the briefing included."""
    page = corpus.page_of(menu)
    if _holds_topics(page, menu):
        items: Iterable[Passage] = page.of_kind(PassageKind.TOPIC)
    elif _holds_common_questions(page, menu):
        briefing = corpus.briefing_of(menu)
        asked = [p for p in briefing.passages if p.kind is PassageKind.QUESTION]
        items = (*asked, *page.of_kind(PassageKind.TEASER))
    else:
        yield from _resolved(corpus, page.go_deeper)
        return
    for item in items:
        yield choice_of(item)


def _holds_topics(page: Page, menu: Passage) -> bool:
    return any(topic.section == menu.label for topic in page.of_kind(PassageKind.TOPIC))


def _holds_common_questions(page: Page, menu: Passage) -> bool:
    items = page.of_kind(PassageKind.TEASER, PassageKind.QUESTION)
    return any(item.section == menu.label for item in items)


def _notes(corpus: Corpus, passage: Passage, today: date) -> Iterator[str]:
    meta = corpus.page_of(passage).meta
    day = meta.as_of or meta.updated
    if passage.kind is PassageKind.TEASER:
        yield wording.TEASER_NOTE
    if passage.is_truncated:
        yield wording.BREAKS_OFF
    if day is not None and is_stale(day, meta.review_by, today):
        relative = _RELATIVE_TIME.search(passage.text) is not None
        yield wording.age_warning(day, today, has_relative_time=relative)
    for correction in meta.corrections:
        yield wording.correction(correction)


def is_stale(day: date, review_by: date | None, today: date) -> bool:
    """Facts are stale once their review is overdue; without a review date, after a month."""
    if review_by is not None:
        return today > review_by
    return today - day > STALE_AFTER


def story_passages(corpus: Corpus, briefing_id: str) -> Iterator[Passage]:
    """Give the parts of a briefing to choose from: sections and menus, then the questions."""
    briefing = corpus.briefing(briefing_id)
    pages = briefing.pages if briefing else ()
    for page in pages:
        if page.kind is PageKind.STORY:
            yield from _telling(page)
    for page in pages:
        if page.kind is PageKind.STORY:
            yield from page.of_kind(PassageKind.MENU)
    for page in pages:
        yield from page.of_kind(PassageKind.QUESTION)


def _telling(page: Page) -> Iterator[Passage]:
    """Give the sections of a page but for an introduction that only says who wrote it, or when."""
    for section in page.of_kind(PassageKind.SECTION):
        if not is_credit(section):
            yield section


def is_credit(passage: Passage) -> bool:
    """Say whether a passage says no more than who wrote a page, and when."""
    return passage.section == INTRODUCTION and are_bylines(passage.text.splitlines())
