"""Menus to look around without asking: briefings, topics, the latest, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.corpus.model import Briefing, Corpus, Passage, PassageKind
from bot.corpus.sections import SECTION_TYPES
from bot.dialogue import wording
from bot.dialogue.compose import (
    MAX_MENU_CHOICES,
    answer_reply,
    choice_of,
    choices,
    story_passages,
    told_apart,
)
from bot.dialogue.model import Choice, Reply, ReplyKind
from bot.dialogue.naming import has_in_its_name
from bot.dialogue.reading.names import plain
from bot.dialogue.reading.parts import is_headed_in, is_in_short, part_headed
from bot.text.normalise import fold

_ASKABLE = PassageKind.QUESTION, PassageKind.TEASER, PassageKind.TOPIC, PassageKind.SECTION


def nothing_loaded() -> Reply:
    """Say that there is no content, and what a moderator can do about it."""
    return Reply(ReplyKind.NOTICE, wording.NOTHING_LOADED_HEADING, wording.NOTHING_LOADED)


def typed_reply(command: str) -> Reply:
    """Tell how to use a command that came as a message."""
    return Reply(ReplyKind.NOTICE, wording.TYPED_COMMAND_HEADING, wording.typed_command(command))


def help_reply(corpus: Corpus) -> Reply:
    """Introduce the bot, with the briefings as buttons."""
    text = wording.help_text(len(corpus.briefings))
    return _menu(
        wording.HELP_HEADING, text, openings(latest_first(corpus), corpus), ReplyKind.NOTICE
    )


def latest_first(corpus: Corpus) -> tuple[Briefing, ...]:
    """Give the briefings, those with the newest facts first, undated ones last."""
    dated = sorted(
        (briefing for briefing in corpus.briefings if briefing.as_of is not None),
        key=lambda briefing: str(briefing.as_of),
        reverse=True,
    )
    return (*dated, *(briefing for briefing in corpus.briefings if briefing.as_of is None))


def latest_reply(corpus: Corpus) -> Reply:
    """List the briefings by the date of their facts; a button opens what has happened."""
    if not corpus.briefings:
        return nothing_loaded()
    return _menu(wording.LATEST_HEADING, wording.LATEST, openings(latest_first(corpus), corpus))


def briefing_reply(corpus: Corpus, name: str) -> Reply:
    """Show a briefing, by id, title, a part of it or a subject: its parts as buttons."""
    found = briefings_called(corpus, name)
    if len(found) != 1:
        text = wording.BRIEFINGS_ALIKE if found else wording.unknown_briefing(name)
        kind = ReplyKind.MENU if found else ReplyKind.ABSTENTION
        offered = openings(found or latest_first(corpus), corpus)
        return _menu(wording.BRIEFINGS_HEADING, text, offered, kind)
    (briefing,) = found
    parts = tuple(story_passages(corpus, briefing.id))
    questions = sum(part.kind is PassageKind.QUESTION for part in parts)
    text = wording.briefing_summary(len(briefing.pages), questions, briefing.as_of)
    return replace(_menu(briefing.title, text, map(choice_of, parts)), story=briefing.id)


def briefings_called(corpus: Corpus, name: str) -> tuple[Briefing, ...]:
    """Give the briefing of this id or title, else those that have the words in their name."""
    wanted = fold(name)
    exactly = (b for b in corpus.briefings if b.id == name or fold(b.title) == wanted)
    first = next(exactly, None)
    if first is not None or not wanted:
        return () if first is None else (first,)
    return tuple(b for b in latest_first(corpus) if has_in_its_name(b, name))


def part_reply(
    corpus: Corpus, heading: str, story: Briefing | None, *, today: date, said: str = ""
) -> Reply:
    """Show the section of a kind, of one story or of whichever the reader picks.

    One that is `said` in its own words goes first. Where no story has such a section, such as for
    `STORIES`, everything that there is is offered.
    """
    if len(corpus.briefings) == 1:
        story = corpus.briefings[0]
    stories = latest_first(corpus) if story is None else (story,)
    headed = (_headed(heading, briefing, said) for briefing in stories)
    found = [passage for passage in headed if passage is not None]
    if len(found) == 1:
        return answer_reply(corpus, found[0], today=today)
    if not found:
        return latest_reply(corpus) if story is None else briefing_reply(corpus, story.id)
    offered = (
        Choice(passage.id, _dated(corpus.briefing_of(passage)), passage.kind) for passage in found
    )
    return _menu(heading, wording.WHICH_STORY, offered, ReplyKind.CLARIFICATION)


def _headed(heading: str, briefing: Briefing, said: str) -> Passage | None:
    """Give the part with a heading, or with one of its own that says the same.

    On a page with "Key points" beside "What's happened", "give me the key points" means those.
    """
    same = (passage for passage in briefing.passages if passage.label == heading)
    own = [passage for passage in briefing.passages if _stands_for(heading, passage)]
    named = (passage for passage in own if is_headed_in(said, passage.label))
    return next(chain(named, same, own), None)


def _stands_for(heading: str, passage: Passage) -> bool:
    """Tell "Timeline" where nothing is called "How we got here", and a text that says "TL;DR"."""
    is_section = passage.kind is PassageKind.SECTION
    if heading == SECTION_TYPES[0].heading and is_in_short(passage.text):
        return is_section or passage.kind is PassageKind.TOPIC
    return is_section and part_headed(passage.label) == heading


def _dated(briefing: Briefing) -> str:
    return wording.dated_title(briefing.title, briefing.as_of)


def topics_reply(corpus: Corpus) -> Reply:
    """List the people, places and bodies that the briefings define."""
    if not corpus.briefings:
        return nothing_loaded()
    return _menu(wording.TOPICS_HEADING, wording.TOPICS, map(choice_of, unique_topics(corpus)))


def topic_reply(corpus: Corpus, name: str, *, today: date, nearest: Iterable[Passage]) -> Reply:
    """Show a topic by its name, an alias or its passage id; else offer the nearest passages."""
    found = corpus.passage(name) or next(_named(corpus, name), None)
    if found is not None:
        return answer_reply(corpus, found, today=today)
    offered = told_apart(corpus, choices(nearest, limit=MAX_MENU_CHOICES))
    text = wording.unknown_topic(name)
    return _menu(wording.TOPICS_HEADING, text, offered, ReplyKind.ABSTENTION)


def askable(corpus: Corpus) -> list[Passage]:
    """Give what can be asked for: questions first, then teasers, topics and sections."""
    passages = corpus.passages
    return [passage for kind in _ASKABLE for passage in passages if passage.kind is kind]


def topic_names(corpus: Corpus) -> Iterator[tuple[str, Passage]]:
    """Name each topic by its label and by its aliases."""
    for topic in unique_topics(corpus):
        for name in (topic.label, *topic.aliases):
            yield name, topic


def unique_topics(corpus: Corpus) -> tuple[Passage, ...]:
    """Give every topic by name, each once although several stories may define it."""
    topics = {
        fold(passage.label): passage
        for passage in reversed(corpus.passages)
        if passage.kind is PassageKind.TOPIC
    }
    return tuple(topics[name] for name in sorted(topics))


def _named(corpus: Corpus, name: str) -> Iterator[Passage]:
    wanted = plain(name)
    return (topic for own, topic in topic_names(corpus) if wanted and wanted == plain(own))


def opening(briefing: Briefing, corpus: Corpus) -> Choice | None:
    """Offer a briefing under its title; the button opens its first passage."""
    first = next(story_passages(corpus, briefing.id), None)
    return None if first is None else Choice(first.id, _dated(briefing), first.kind)


def openings(briefings: Iterable[Briefing], corpus: Corpus) -> Iterator[Choice]:
    """Offer briefings under their titles."""
    offered = (opening(briefing, corpus) for briefing in briefings)
    return (choice for choice in offered if choice is not None)


def _menu(
    heading: str, text: str, offered: Iterable[Choice], kind: ReplyKind = ReplyKind.MENU
) -> Reply:
    everything = tuple(offered)
    left_out = len(everything) - MAX_MENU_CHOICES
    notes = (wording.and_more(left_out),) if left_out > 0 else ()
    return Reply(kind, heading, text, notes=notes, follow_ups=everything[:MAX_MENU_CHOICES])
