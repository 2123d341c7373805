"""Grants what a message wants done with the last reply: repeat it, go on, name the source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.corpus.model import Corpus, Passage, PassageId, PassageKind
from bot.dialogue import wording
from bot.dialogue.compose import (
    MAX_FOLLOW_UPS,
    answer_reply,
    choices,
    follow_ups,
    present,
    source_of,
    story_passages,
    which_of,
)
from bot.dialogue.model import Reply, ReplyKind, Utterance
from bot.dialogue.requests import Wish, is_thankful
from bot.dialogue.stories import content_words


def grant(wish: Wish, utterance: Utterance, corpus: Corpus, *, today: date) -> Reply | None:
    """Do what is wanted of the last reply; none where there is nothing to do it with."""
    if wish is Wish.THANKS:
        return _welcome(utterance)
    shown = None if utterance.about is None else corpus.passage(utterance.about)
    if wish is Wish.YES:
        return _agree(utterance, corpus, today)
    if shown is None:
        return None
    if wish is Wish.AGAIN:
        return answer_reply(corpus, shown, today=today)
    if wish is Wish.MORE:
        return _more(utterance, shown, corpus)
    return _source(shown, corpus) if wish is Wish.SOURCE else None


def _welcome(utterance: Utterance) -> Reply:
    if is_thankful(utterance.text):
        return Reply(ReplyKind.NOTICE, wording.WELCOME_HEADING, wording.WELCOME)
    return Reply(ReplyKind.NOTICE, wording.AGREED_HEADING, wording.AGREED)


def _agree(utterance: Utterance, corpus: Corpus, today: date) -> Reply | None:
    """Open what was offered, or ask which; a "yes" to an answer asks nothing."""
    offered = present(corpus, utterance.choices)
    if utterance.on_screen is not None or not offered:
        return None
    if len(offered) == 1:
        return answer_reply(corpus, offered[0], today=today)
    return which_of(corpus, offered)


def _more(utterance: Utterance, shown: Passage, corpus: Corpus) -> Reply | None:
    """Offer what the passage leads to; asked once more, what else its story has."""
    seen = {shown.id, *(utterance.choices if utterance.shown is None else ())}
    parts = (p for p in story_passages(corpus, shown.briefing) if p.id not in seen)
    leading = (
        follow_ups(corpus, shown, without=seen)
        or choices(parts, limit=MAX_FOLLOW_UPS)
        or follow_ups(corpus, shown)
    )
    if shown.kind is PassageKind.TOPIC:
        leading = choices(_speaking_of(shown, corpus, seen), limit=MAX_FOLLOW_UPS) or leading
    if not leading:
        return None
    source = source_of(corpus, shown)
    return Reply(
        ReplyKind.MENU, wording.MORE_HEADING, wording.MORE, source=source, follow_ups=leading
    )


def _speaking_of(topic: Passage, corpus: Corpus, seen: Iterable[PassageId]) -> tuple[Passage, ...]:
    """Give the passages of the topic's story that name it, questions about it first."""
    names = {word for name in (topic.label, *topic.aliases) for word in content_words(name)}
    left_out = {PassageKind.MENU, PassageKind.TOPIC}
    story = [
        p for p in corpus.briefing_of(topic).passages if p.id not in seen and p.kind not in left_out
    ]
    in_label = [p for p in story if not names.isdisjoint(content_words(p.label))]
    in_text = [p for p in story if not names.isdisjoint(content_words(p.text))]
    return (*in_label, *in_text)


def _source(shown: Passage, corpus: Corpus) -> Reply:
    """Name where the words that were shown stand, and what the page itself names as sources."""
    source = source_of(corpus, shown)
    meta = corpus.page_of(shown).meta
    text = wording.where_from(shown.label, source.file, source.line)
    if meta.sources:
        text += "\n\n" + wording.sources_named(meta.sources)
    return Reply(ReplyKind.NOTICE, wording.SOURCE_HEADING, text, source=source)
