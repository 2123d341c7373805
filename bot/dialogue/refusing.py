"""Offers something else to whoever wants none of what was shown or offered: "no", "neither"."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from itertools import islice

from bot.corpus.model import Corpus, PassageId
from bot.dialogue import browse, wording
from bot.dialogue.compose import MAX_FOLLOW_UPS, choices, present, story_passages, told_apart
from bot.dialogue.hearing import Hearing
from bot.dialogue.model import Choice, Reply, ReplyKind, Utterance
from bot.dialogue.picking import by_story


def refuse(utterance: Utterance, corpus: Corpus, hearing: Hearing) -> Reply | None:
    """Offer other passages than those that were shown or offered in vain; none where none were."""
    refused = _in_vain(utterance)
    if not refused:
        return None
    others = _other_stories(utterance, corpus, refused)
    if others is None:
        others = _other_passages(utterance, corpus, hearing, refused)
    if not others:
        return None
    return Reply(
        ReplyKind.CLARIFICATION, wording.CLARIFY_HEADING, wording.NOT_THOSE, follow_ups=others
    )


def _in_vain(utterance: Utterance) -> frozenset[PassageId]:
    """Give what is on the screen; under a list, all that was offered since something was shown."""
    if utterance.on_screen is not None:
        return frozenset({utterance.on_screen})
    refused = set(utterance.choices)
    for seen in reversed(utterance.trail):
        if seen.shown is not None:
            refused.add(seen.shown)
            break
        refused.update(seen.choices)
    return frozenset(refused)


def _other_stories(
    utterance: Utterance, corpus: Corpus, refused: Container[PassageId]
) -> tuple[Choice, ...] | None:
    """Offer the stories that are left; none where it was not stories that were offered."""
    if utterance.on_screen is not None or not by_story(present(corpus, utterance.choices)):
        return None
    left = (
        story
        for story in browse.latest_first(corpus)
        if not any(passage.id in refused for passage in story.passages)
    )
    return tuple(islice(browse.openings(left, corpus), MAX_FOLLOW_UPS))


def _other_passages(
    utterance: Utterance, corpus: Corpus, hearing: Hearing, refused: Container[PassageId]
) -> tuple[Choice, ...]:
    """Offer what else comes near to the last question, then the other parts of its story."""
    about = corpus.passage(utterance.about)
    asked = " ".join(utterance.before[-1:])
    again = replace(utterance, text=asked, before=utterance.before[:-1])
    near = [candidate.passage for candidate in hearing.hear(again).candidates]
    parts = () if about is None else story_passages(corpus, about.briefing)
    others = [passage for passage in (*near, *parts) if passage.id not in refused]
    return told_apart(corpus, choices(others, limit=MAX_FOLLOW_UPS))
