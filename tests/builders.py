"""Builders: values that a test needs, with everything that it does not care about filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.limits import Limits
from bot.corpus.model import Corpus, FrontMatter, Page, Passage, PassageKind
from bot.corpus.pages import ParsedPage, parse_page

NOW = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)
"""The instant at which tests take place."""

NO_FRONT_MATTER = FrontMatter()
DEFAULT_LIMITS = Limits()


def parsed(
    text: str,
    *,
    file: str = "page.txt",
    meta: FrontMatter = NO_FRONT_MATTER,
    limits: Limits = DEFAULT_LIMITS,
) -> ParsedPage:
    """Parse a text as if it stood in a file."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse_page(text, file=file, digest=digest, limits=limits, meta=meta)


def a_page(text: str, *, file: str = "page.txt", meta: FrontMatter = NO_FRONT_MATTER) -> Page:
    """Parse a text that is known to be a page."""
    page = parsed(text, file=file, meta=meta).page
    assert page is not None, "this text was refused"
    return page


def a_questions_page(
    questions: Mapping[str, str],
    *,
    file: str = "harbour/questions.txt",
    meta: FrontMatter = NO_FRONT_MATTER,
) -> Page:
    """Make a page of questions and their answers."""
    text = "".join(f"-\n{question}\n{answer}\n" for question, answer in questions.items())
    return a_page(text, file=file, meta=meta)


def a_story_text(
    *,
    happened: str = "The harbour of Lindholm froze over on Monday, and 40 ships are stuck.",
    behind: str = "An Old Icebreaker\n- The only icebreaker of the port is 50 years old.",
    papers: str = "The Lindholm Courier blames the council. The Coast Post blames the weather.",
    how: str = "The last hard winter was in 1987. The council sold two icebreakers in 1999.",
    deeper: Sequence[str] = ("Why is there only one icebreaker?",),
    common: Mapping[str, str] | None = None,
    topics: Sequence[str] = ("Lindholm is a port on the North Coast. It has 90,000 people.",),
) -> str:
    """Write a story page in the form of the real ones."""
    questions = (
        {"When Will the Ice Melt?": "Nobody knows. Here are some common questions about ice."}
        if common is None
        else common
    )
    return "\n".join(
        (
            f"What's happened\n{happened}",
            f"What's behind the headline?\n{behind}",
            f"What the papers say\n{papers}",
            f"How we got here\n{how}",
            "Go deeper\n" + "\n".join(f"- {question}" for question in deeper),
            "Common question\n" + "\n".join(f"-\n{q}\n{a}" for q, a in questions.items()),
            "More on these topics\n" + "\n".join(f"-\n{topic}" for topic in topics),
        )
    )


def a_story(
    *,
    file: str = "harbour/story.txt",
    meta: FrontMatter = NO_FRONT_MATTER,
    happened: str | None = None,
    deeper: Sequence[str] | None = None,
    common: Mapping[str, str] | None = None,
    topics: Sequence[str] | None = None,
) -> Page:
    """Make a story page; what is not given tells of a frozen harbour."""
    given = {"happened": happened, "deeper": deeper, "common": common, "topics": topics}
    text = a_story_text(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # each value has the type of its parameter
    return a_page(text, file=file, meta=meta)


HARBOUR_QUESTIONS: Mapping[str, str] = {
    "Why is the harbour of Lindholm frozen?": "A week of calm and frost let the ice grow.",
    "How many ships are stuck in the ice?": "Forty, among them two ferries and a tanker.",
    "Who pays for the icebreaker?": "The port does. It takes a fee from every ship.",
}


def a_briefing(
    questions: Mapping[str, str] = HARBOUR_QUESTIONS,
    *,
    folder: str = "harbour",
    story: Page | None = None,
    meta: FrontMatter = NO_FRONT_MATTER,
) -> tuple[Page, ...]:
    """Make the pages of a briefing: a story and a page of questions in one folder."""
    told = story or a_story(file=f"{folder}/story.txt", meta=meta)
    asked = a_questions_page(questions, file=f"{folder}/questions.txt", meta=meta)
    return (told, asked)


def a_corpus(*pages: Page, now: datetime = NOW) -> Corpus:
    """Build a corpus; without pages, the one of the frozen harbour."""
    return build_corpus(pages or a_briefing(), now=now).corpus


def labels(page: Page, *kinds: PassageKind) -> list[str]:
    """List the labels of a page's passages, of some kinds or of all."""
    return [p.label for p in page.passages if not kinds or p.kind in kinds]


def only(page: Page, kind: PassageKind) -> Passage:
    """Give the one passage of a kind."""
    (passage,) = page.of_kind(kind)
    return passage


def codes(findings: Sequence[Finding]) -> set[str]:
    """Give the codes of findings."""
    return {finding.code for finding in findings}


BRIDGE_PAGE = """\
---
title: The bridge at Halden
as_of: 2026-11-01
---
-
How long will the bridge stay closed?
At least eight months. Two piers must be wrapped in new concrete before any traffic returns.
-
Who pays for the repair?
The county carries two thirds of the cost and the state the rest, about forty million crowns.
"""
"""A page as it stands in a file, for tests that read folders."""
