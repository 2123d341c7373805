"""Made-up briefings and messages for the benches: common words, each story with its own."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.corpus.model import (
    Briefing,
    BriefingId,
    Corpus,
    FrontMatter,
    Page,
    PageKind,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
    Revision,
)
from bot.weights_file import load_lexicon

QUESTIONS_PER_BRIEFING: Final = 20
OPENERS: Final = (
    "Why did",
    "How will",
    "When does",
    "What is",
    "Who pays for",
    "Could",
    "Where is",
)


@dataclass(frozen=True, slots=True)
class MadeUpQuestion:
    """A question and its answer."""

    label: str
    text: str


def made_up_stories(questions: int, rng: random.Random) -> Iterator[list[MadeUpQuestion]]:
    """Make so many questions, story by story."""
    words = [word for word in load_lexicon().words[200:20_000] if len(word) > 3]
    for _ in range(questions // QUESTIONS_PER_BRIEFING):
        subject = rng.sample(words, 40)
        yield [_question(subject, words, rng) for _ in range(QUESTIONS_PER_BRIEFING)]


def _question(subject: Sequence[str], words: Sequence[str], rng: random.Random) -> MadeUpQuestion:
    asked = " ".join([*rng.sample(subject, 3), *rng.sample(words, 2)])
    answer = ". ".join(
        " ".join([*rng.sample(subject, 4), *rng.sample(words, 6)]).capitalize() for _ in range(2)
    )
    return MadeUpQuestion(f"{rng.choice(OPENERS)} the {asked}?", answer)


def made_up_corpus(questions: int, rng: random.Random) -> Corpus:
    """Make briefings as if they had been read from pages."""
    stories = enumerate(made_up_stories(questions, rng))
    return Corpus(Revision("bench"), tuple(_briefing(number, story) for number, story in stories))


def _briefing(number: int, story: Sequence[MadeUpQuestion]) -> Briefing:
    name, file = BriefingId(f"story-{number}"), f"story-{number}.txt"
    passages = tuple(
        Passage(
            id=PassageId(f"s{number}.q{at}"),
            kind=PassageKind.QUESTION,
            label=question.label,
            text=question.text,
            provenance=Provenance(file, at * 3 + 1),
            briefing=name,
        )
        for at, question in enumerate(story)
    )
    page = Page(file, PageKind.QUESTIONS, str(name), True, FrontMatter(), passages, (), "")
    return Briefing(name, str(name), (page,))


def write_pages(questions: int, folder: Path, rng: random.Random) -> list[str]:
    """Write a folder of briefings, one page of questions each; give the questions."""
    labels: list[str] = []
    for number, story in enumerate(made_up_stories(questions, rng)):
        page = folder / f"story-{number}" / "questions.txt"
        page.parent.mkdir(parents=True)
        items = (f"-\n{question.label}\n{question.text}.\n" for question in story)
        page.write_text("".join(items), encoding="utf-8")
        labels += [question.label for question in story]
    return labels


def made_up_messages(labels: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Reword questions as readers do: words left out, added, misspelt."""
    return [_reworded(rng.choice(labels), rng) for _ in range(count)]


def _reworded(label: str, rng: random.Random) -> str:
    words = label.rstrip("?").lower().split()
    words.pop(rng.randrange(len(words)))
    at = rng.randrange(len(words))
    if rng.random() < 0.3 and len(words[at]) > 4:
        word = words[at]
        cut = rng.randrange(1, len(word) - 1)
        words[at] = word[:cut] + word[cut + 1 :]
    return " ".join([*words, *rng.sample(("please", "today", "exactly", "again"), 1)])
