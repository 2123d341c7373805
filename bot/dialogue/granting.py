"""Grants what a message wants of the last reply: repeat it, go on, go back, name the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final, assert_never

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.dialogue import browse, wording
from bot.dialogue.compose import (
    MAX_FOLLOW_UPS,
    answer_reply,
    choices,
    follow_ups,
    is_list,
    present,
    source_of,
    story_passages,
    which_of,
)
from bot.dialogue.model import Reply, ReplyKind, Seen, Utterance
from bot.dialogue.reading.parts import STORIES
from bot.dialogue.reading.wish_patterns import FIRST_ASKED
from bot.dialogue.reading.wishes import Wish, is_thankful
from bot.dialogue.stories import name_words
from bot.text.content import content_words
from bot.text.normalise import fold

_OF_A_LIST: Final = re.compile(r"\b(?:list|choices)\b", re.IGNORECASE)
_OF_THE_FIRST: Final = re.compile(FIRST_ASKED)


def grant(wish: Wish, utterance: Utterance, corpus: Corpus, *, today: date) -> Reply | None:
    """Do what is wanted of the last reply; none where there is nothing to do it with."""
    match wish:
        case Wish.THANKS:
            return _welcome(utterance)
        case Wish.YES:
            return _agree(utterance, corpus, today)
        case Wish.START:
            return browse.part_reply(corpus, STORIES, None, today=today)
        case Wish.BACK:
            return _back(utterance, corpus, today)
        case Wish.NO:
            return None
    shown = corpus.passage(utterance.about)
    if shown is None:
        return None
    match wish:
        case Wish.AGAIN:
            return answer_reply(corpus, shown, today=today)
        case Wish.MORE:
            return _more(utterance, shown, corpus)
        case Wish.SOURCE:
            return _source(shown, corpus)
        case _:
            assert_never(wish)


def _welcome(utterance: Utterance) -> Reply:
    if is_thankful(utterance.text):
        return Reply(ReplyKind.NOTICE, wording.WELCOME_HEADING, wording.WELCOME)
    return AGREED


AGREED: Final = Reply(ReplyKind.NOTICE, wording.AGREED_HEADING, wording.AGREED)
"""To a plain "yes" or "no" that asks nothing."""


def _agree(utterance: Utterance, corpus: Corpus, today: date) -> Reply | None:
    """Open what was offered, or ask which; a "yes" to an answer asks nothing."""
    offered = present(corpus, utterance.choices)
    if utterance.on_screen is not None or not offered:
        return None
    if len(offered) == 1:
        return answer_reply(corpus, offered[0], today=today)
    return which_of(corpus, offered)


def _back(utterance: Utterance, corpus: Corpus, today: date) -> Reply:
    """Show what was shown or offered before; without that, what there is of the story.

    To "show me the list" no answer will do, and "my first question" wants what was shown first.
    """
    is_list_wanted = _OF_A_LIST.search(utterance.text) is not None
    is_first_wanted = _OF_THE_FIRST.search(fold(utterance.text)) is not None
    for seen in utterance.trail if is_first_wanted else reversed(utterance.trail[:-1]):
        shown = present(corpus, () if seen.shown is None else (seen.shown,))
        offered = present(corpus, seen.choices)
        if shown and is_list_wanted and not is_list(shown[0]):
            continue
        if shown:
            return answer_reply(corpus, shown[0], today=today)
        if offered:
            return which_of(corpus, offered)
    about = corpus.passage(utterance.about)
    if about is not None:
        return browse.briefing_reply(corpus, about.briefing)
    return browse.part_reply(corpus, STORIES, None, today=today)


def _more(utterance: Utterance, shown: Passage, corpus: Corpus) -> Reply:
    """Offer what the passage leads to; then what else its story has, until that was all."""
    seen = {shown.id, *_listed_since(utterance, shown)}
    parts = (p for p in story_passages(corpus, shown.briefing) if p.id not in seen)
    leading = follow_ups(corpus, shown, without=seen) or choices(parts, limit=MAX_FOLLOW_UPS)
    if shown.kind is PassageKind.TOPIC:
        leading = choices(_speaking_of(shown, corpus, seen), limit=MAX_FOLLOW_UPS) or leading
    if not leading:
        return _that_was_all(shown, corpus)
    source = source_of(corpus, shown)
    return Reply(
        ReplyKind.MENU, wording.MORE_HEADING, wording.MORE, source=source, follow_ups=leading
    )


def _listed_since(utterance: Utterance, shown: Passage) -> Iterator[PassageId]:
    """Give what was listed since a passage was shown, and what it lists itself."""
    for seen in reversed(utterance.trail or (Seen(utterance.shown, utterance.choices),)):
        if seen.shown is None or is_list(shown):
            yield from seen.choices
        if seen.shown is not None:
            return


def _that_was_all(shown: Passage, corpus: Corpus) -> Reply:
    """Say that a story has no more, and offer the other ones."""
    story = corpus.briefing_of(shown)
    others = (briefing for briefing in browse.latest_first(corpus) if briefing.id != story.id)
    offered = tuple(islice(browse.openings(others, corpus), MAX_FOLLOW_UPS))
    return Reply(
        ReplyKind.NOTICE,
        wording.ALL_HEADING,
        wording.that_was_all(story.title, has_choices=bool(offered)),
        source=source_of(corpus, shown),
        follow_ups=offered,
    )


def _speaking_of(topic: Passage, corpus: Corpus, seen: Iterable[PassageId]) -> tuple[Passage, ...]:
    """Give the passages of the topic's story that name it, questions about it first."""
    names = name_words(topic)
    left_out = {PassageKind.MENU, PassageKind.TOPIC}
    story = [
        p for p in corpus.briefing_of(topic).passages if p.id not in seen and p.kind not in left_out
    ]
    in_label = [p for p in story if not names.isdisjoint(content_words(p.label))]
    in_text = [p for p in story if not names.isdisjoint(content_words(p.text))]
    return (*in_label, *in_text)


def _source(shown: Passage, corpus: Corpus) -> Reply:
    """Tell where the words that were shown stand, from when, and what sources the page names."""
    source = source_of(corpus, shown)
    meta = corpus.page_of(shown).meta
    told = wording.where_from(shown.label, source.file, source.line)
    text = f"{told} {wording.from_when(meta.as_of, meta.updated)}"
    if meta.sources:
        text += "\n\n" + wording.sources_named(meta.sources)
    return Reply(ReplyKind.NOTICE, wording.SOURCE_HEADING, text, source=source)
