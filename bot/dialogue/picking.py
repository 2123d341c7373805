"""What a message picks out of the choices that were offered: by number, or by name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeVar

from bot.corpus.model import Briefing, BriefingId, Corpus, Passage, PassageId
from bot.dialogue import wording
from bot.dialogue.compose import choices, is_list, present, told_apart, which_of
from bot.dialogue.model import Reply, ReplyKind, Seen, Utterance
from bot.dialogue.reading.about_the_bot import is_about_the_bot
from bot.dialogue.reading.picked_names import names_picked, says_what
from bot.dialogue.reading.picks import Pick, Way, pick_of
from bot.dialogue.reading.questions import asks_in_words
from bot.dialogue.reading.several import MAX_QUESTIONS
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.tokens import stems, words

T = TypeVar("T")

_NAMING_WORDS: Final = 4
"""Words by which a choice is named ("the Panama one"); longer messages ask something."""

_BOTH: Final = 2

Picked = tuple[PassageId, ...] | Reply
"""What is to be opened, or a question back; nothing for a message that picks nothing."""


def picked(utterance: Utterance, corpus: Corpus) -> Picked:
    """Give the choices that a message picks by number, or ask which are meant."""
    pick = pick_of(utterance.text)
    if pick is None:
        return ()
    match pick.way:
        case Way.PLACES:
            return _at(pick.places, utterance, corpus)
        case Way.ONE_OF_PLACES if meant := _ids(pick.places, utterance.choices):
            return which_of(corpus, present(corpus, meant))
        case Way.OTHER:
            return _other(utterance, corpus)
        case _:
            return _by_word(pick, utterance, corpus) if _is_choosing(utterance, corpus) else ()


def _at(places: Sequence[int], utterance: Utterance, corpus: Corpus) -> Picked:
    """Give the choices at some places, or say that there are none of these numbers."""
    count = len(utterance.choices)
    if not count:
        text = wording.NOTHING_TO_PICK
        return Reply(ReplyKind.NOTICE, wording.NO_SUCH_CHOICE_HEADING, text)
    meant = _ids(places, utterance.choices)
    if meant:
        return _together(meant, corpus)
    offered = present(corpus, utterance.choices)
    absent = next((place for place in places if not 1 <= place <= count), count)
    return Reply(
        ReplyKind.NOTICE,
        wording.NO_SUCH_CHOICE_HEADING,
        wording.no_such_choice(abs(absent), count),
        follow_ups=told_apart(corpus, choices(offered)),
    )


def picked_by_number(text: str, offered: Sequence[T]) -> tuple[T, ...]:
    """Give what a message picks by number, of whatever is offered; none unless all is there."""
    pick = pick_of(text)
    return _ids(pick.places, offered) if pick is not None and pick.way is Way.PLACES else ()


def _ids(places: Iterable[int], offered: Sequence[T]) -> tuple[T, ...]:
    """Give the choices at some places, counted from 1 or from the end; none unless all exist."""
    count = len(offered)
    from_start = [place if place > 0 else count + 1 + place for place in places]
    if not all(1 <= place <= count for place in from_start):
        return ()
    return tuple(offered[place - 1] for place in from_start)


def _together(meant: Sequence[PassageId], corpus: Corpus) -> Picked:
    """Give choices that one reply can show; ask which, where they are many or lists."""
    found = present(corpus, meant)
    has_list = any(map(is_list, found))
    if len(meant) > MAX_QUESTIONS or (len(meant) > 1 and has_list):
        return which_of(corpus, found)
    return tuple(meant)


def _by_word(pick: Pick, utterance: Utterance, corpus: Corpus) -> Picked:
    """Give what "both", "all" or "the newest" picks of a list, or ask which one is meant."""
    offered = present(corpus, utterance.choices)
    count = len(utterance.choices)
    if pick.way in (Way.NEWEST, Way.OLDEST):
        dated = _dated(offered, corpus)
        if not dated:
            return ()
        ends = max(dated.values()) if pick.way is Way.NEWEST else min(dated.values())
        meant = tuple(passage for passage, day in dated.items() if day == ends)
        return meant if len(meant) == 1 else which_of(corpus, present(corpus, meant))
    is_all = (pick.way is Way.BOTH and count == _BOTH) or pick.way is Way.ALL
    return _together(utterance.choices, corpus) if is_all else which_of(corpus, offered)


def _dated(offered: Sequence[Passage], corpus: Corpus) -> dict[PassageId, date]:
    """Give the days of the stories that are offered, if each is offered once."""
    if not by_story(offered):
        return {}
    days = {passage.id: corpus.briefing_of(passage).as_of for passage in offered}
    return {choice: day for choice, day in days.items() if day is not None}


def _other(utterance: Utterance, corpus: Corpus) -> Picked:
    """Give what was offered beside what was opened; of a list still on the screen, ask which."""
    if _is_choosing(utterance, corpus):
        return which_of(corpus, present(corpus, utterance.choices))
    *before, latest = utterance.trail or (Seen(None, ()),)
    offered = before[-1].choices if before else ()
    if latest.shown not in offered:
        return ()
    rest = tuple(choice for choice in offered if choice != latest.shown)
    return rest if len(rest) == 1 else which_of(corpus, present(corpus, rest))


def _is_choosing(utterance: Utterance, corpus: Corpus) -> bool:
    """Say whether the last thing on the screen was a list to choose from."""
    latest = utterance.on_screen
    shown = corpus.passage(latest)
    is_a_list = latest is None or (shown is not None and is_list(shown))
    return is_a_list and bool(present(corpus, utterance.choices))


def picked_by_name(
    utterance: Utterance, corpus: Corpus, story_named: Callable[[str], Briefing | None]
) -> Picked:
    """Give the choices that a few words name, or do not exclude, or ask which are meant.

    `story_named` gives the story that some words name.
    """
    if not _is_asked_which(utterance, corpus):
        return ()
    names, offered = names_picked(utterance.text), present(corpus, utterance.choices)
    said = (*names.wanted, *names.unwanted)
    if not all(map(_may_name, said)):
        return ()
    stories = by_story(offered)
    if stories and not any(map(says_what, said)):
        return which_of(corpus, offered)
    called = partial(
        _called, offered=offered, stories=stories, corpus=corpus, story_named=story_named
    )
    wanted = list(map(called, names.wanted))
    if None in wanted and not names.unwanted:
        whole = called(utterance.text) if _may_name(utterance.text) else None
        return () if whole is None else (whole,)
    meant = tuple(dict.fromkeys(choice for choice in wanted if choice is not None))
    if not meant and names.unwanted:
        return _others(set(map(called, names.unwanted)), offered, corpus)
    is_open = names.leaves_open and len(meant) > 1
    return which_of(corpus, present(corpus, meant)) if is_open else _together(meant, corpus)


def _is_asked_which(utterance: Utterance, corpus: Corpus) -> bool:
    """Say whether a list to choose from was shown last, and a message may say which is meant."""
    text = utterance.text
    is_asking = asks_in_words(text) or is_about_the_bot(text)
    return not is_asking and _is_choosing(utterance, corpus)


def _may_name(name: str) -> bool:
    """Say whether some words are few enough to name a choice."""
    return 1 <= len(content_words(name)) <= _NAMING_WORDS


def _others(
    unwanted: Container[PassageId | None], offered: Sequence[Passage], corpus: Corpus
) -> Picked:
    """Give the only choice that is not excluded, or ask which of those that are left."""
    rest = [passage for passage in offered if passage.id not in unwanted]
    if len(rest) == len(offered) and not by_story(offered):
        return ()
    return (rest[0].id,) if len(rest) == 1 else which_of(corpus, rest or offered)


def _called(
    name: str,
    *,
    offered: Sequence[Passage],
    stories: Mapping[BriefingId, PassageId],
    corpus: Corpus,
    story_named: Callable[[str], Briefing | None],
) -> PassageId | None:
    """Give the one choice that some words name, or the one among `stories` that they name."""
    asked = content_words(name)
    named = [p.id for p in offered if _has_in_its_name(corpus, p, asked)]
    if len(named) == 1:
        return named[0]
    story = story_named(name) if stories else None
    return None if story is None else stories.get(story.id)


def _has_in_its_name(corpus: Corpus, passage: Passage, asked: Iterable[str]) -> bool:
    """Say whether a choice's label, or its story's title, holds all of some words."""
    title = corpus.briefing_of(passage).title
    return set(stems(asked)).issubset(stems(words(fold(f"{passage.label} {title}"))))


def by_story(offered: Sequence[Passage]) -> dict[BriefingId, PassageId]:
    """Give the choices by their stories, where one of several stories is asked for; else none."""
    stories = {passage.briefing: passage.id for passage in offered}
    return stories if 1 < len(stories) == len(offered) else {}
