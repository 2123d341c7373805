"""What is new to whoever follows a story: words that they do not know, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.corpus.model import Briefing, Corpus, Passage, PassageId, PassageKind, Revision
from bot.editorial.news import News, news_for, snapshot_of
from bot.editorial.text_diff import digest_of
from tests.discord_app.builders import BRIEFING, SECTION, a_page, a_passage

WICK = a_passage("lamps.wick", "Who trims the wicks?", "The keeper does.")
OIL = a_passage("lamps.oil", "Where is the oil from?", "From the whalers.")
GALE = a_passage("lamps.gale", "Did the gale put them out?", "Two of nine.")
MENU = a_passage("lamps.menu", "Go deeper", "", kind=PassageKind.MENU, section="Go deeper")
TEASER = a_passage("lamps.tease", "What of the pier?", "Here is more.", kind=PassageKind.TEASER)


def a_story(*passages: Passage) -> Briefing:
    return Briefing(BRIEFING, "Lamps on the pier", (a_page(*passages),))


def news(before: tuple[Passage, ...], now: tuple[Passage, ...]) -> News:
    """Tell what is new to whoever knows the story as it was."""
    known = snapshot_of(Corpus(Revision("0" * 12), (a_story(*before),)), BRIEFING)
    assert known is not None
    return news_for(known, a_story(*now))


def test_what_was_not_there_is_new_and_other_words_are_a_change() -> None:
    other = replace(OIL, text="From the mill.")
    found = news((WICK, OIL), (WICK, other, GALE))
    assert found == News((GALE,), ((other, digest_of(OIL.text)),), 0)
    assert found.is_worth_telling


@pytest.mark.parametrize(
    "now",
    [
        (WICK, OIL),
        (OIL, WICK),
        (replace(WICK, id=PassageId("lamps.trim"), label="Who cuts the wicks?"), OIL),
        (replace(WICK, label="Who is it that trims the wicks?"), OIL),
        (replace(WICK, text=OIL.text), replace(OIL, text=WICK.text)),
        (WICK, OIL, replace(OIL, id=PassageId("lamps.oil-2"), label="Whose oil is it?")),
        (WICK, OIL, MENU, TEASER),
        (replace(WICK, aliases=("who cuts them",)), OIL),
    ],
    ids=[
        *("unchanged", "in another order", "another id", "another question", "changed places"),
        *("said twice", "menus and teasers", "another wording"),
    ],
)
def test_words_that_are_known_are_no_news(now: tuple[Passage, ...]) -> None:
    assert not news((WICK, OIL), now).is_worth_telling


def test_what_went_is_counted_and_no_news_by_itself() -> None:
    found = news((WICK, OIL), (WICK,))
    assert (found, found.is_worth_telling) == (News(gone=1), False)
    assert news((WICK, OIL), (WICK, GALE)) == News(new=(GALE,), gone=1)


def test_what_only_has_another_name_by_now_did_not_go() -> None:
    assert news((WICK,), (replace(WICK, id=PassageId("lamps.trim")), GALE)).gone == 0


def test_an_ellipsis_that_readers_see_is_of_the_words() -> None:
    assert news((WICK,), (replace(WICK, is_truncated=True),)).changed


def test_who_wrote_a_page_is_no_news() -> None:
    intro = replace(
        SECTION, section="Introduction", label="Introduction", text="By Ada Keel, 3 May 2026"
    )
    byline = replace(intro, id=PassageId("lamps.intro"))
    assert not news((SECTION,), (SECTION, byline)).is_worth_telling


def test_a_story_that_is_not_there_has_no_snapshot() -> None:
    assert snapshot_of(Corpus(Revision("0" * 12), ()), BRIEFING) is None
