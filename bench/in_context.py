"""Whether a conversation misleads: `python -m bench.in_context`.

Every practice message is asked three times, with all practice stories loaded: alone, after a
question of another story, and after another question of its own story. Messages that stand by
themselves should fare the same in the second case, and no worse in the third.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime

from bench.practice import practice_responder, practice_source
from bot.corpus.model import Corpus, Passage, PassageKind
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Turn
from bot.dialogue.responder import Responder
from bot.evaluation.golden import GoldenMessage
from bot.matching.model import Answer, Clarify

VERDICTS = ("right", "wrong", "asked back", "declined")


def verdict(message: GoldenMessage, turn: Turn) -> str:
    """Judge a turn."""
    if isinstance(turn.decision, Answer):
        shown = turn.decision.candidate.passage
        return "right" if message.is_reached_by(shown) else "wrong"
    return "asked back" if isinstance(turn.decision, Clarify) else "declined"


def having_read(passage: Passage) -> Conversation:
    """Give the conversation of a reader who asked for a passage in its own words."""
    return Conversation(about=passage.id, shown=passage.id, before=(passage.label,))


def questions_of(corpus: Corpus) -> dict[str, list[Passage]]:
    """Give the questions of each practice story, by its two digits."""
    questions: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        if passage.kind is PassageKind.QUESTION:
            questions[passage.provenance.file[:2]].append(passage)
    return questions


def contexts(
    message: GoldenMessage, own: str, questions: dict[str, list[Passage]], dice: random.Random
) -> dict[str, Conversation]:
    """Give the conversations in which a message is asked."""
    other = dice.choice([story for story in questions if story != own])
    unread = [passage for passage in questions[own] if not message.is_reached_by(passage)]
    return {
        "alone": Conversation(),
        "after another story": having_read(dice.choice(questions[other])),
        "after its own story": having_read(dice.choice(unread)),
    }


def main() -> None:
    """Ask everything and print what came of it."""
    source = practice_source()
    responder: Responder = practice_responder(source.stories)
    questions = questions_of(responder.corpus)
    dice, today = random.Random(1), datetime.now(UTC).date()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for labelled in source.messages:
        message, own = labelled.message, source.stories_of(labelled)[0]
        asked = contexts(message, own, questions, dice)
        for name, conversation in asked.items():
            turn = responder.respond(conversation.utterance(message.message), today=today)
            kind = "near-miss" if message.is_near_miss else message.scope.value
            counts[kind, name][verdict(message, turn)] += 1
    print(f"{'':34}{'n':>5}" + "".join(f"{name:>12}" for name in VERDICTS))
    for (kind, name), seen in sorted(counts.items()):
        n = seen.total()
        print(f"{kind + ', ' + name:34}{n:5}" + "".join(f"{seen[v] / n:12.3f}" for v in VERDICTS))


if __name__ == "__main__":
    main()
