"""Whom to tell what of the stories that they follow, and when: in the newsroom, without Discord."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corpus.model import Briefing, BriefingId, Corpus, Passage, PassageId, Revision
from bot.editorial.news import snapshot_of
from bot.newsroom.following import STILL_S, Due, Following, Round
from bot.newsroom.ledger import Ledger
from bot.newsroom.snapshots import Snapshots
from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.wordings import SqlWordings
from tests.discord_app.builders import BRIEFING, a_page, a_passage
from tests.store.builders import NOW

GUILD, ANN, BOB = 300, 1, 2
WICK = a_passage("lamps.wick", "Who trims the wicks?", "The keeper does.")
OIL = a_passage("lamps.oil", "Where is the oil from?", "From the whalers.")
GALE = a_passage("lamps.gale", "Did the gale put them out?", "Two of nine.")
MILL = replace(OIL, text="From the mill.")
NOBODY = Round((), is_settled=True)
NOT_YET = Round((), is_settled=False)


def serving(*passages: Passage) -> Corpus:
    """Serve a story of these passages; without any, only another one."""
    story = Briefing(BRIEFING, "Lamps on the pier", (a_page(*passages),) if passages else ())
    other = Briefing(BriefingId("pier"), "The pier", ())
    return Corpus(Revision("0" * 12), (story, other) if passages else (other,))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(sqlite_address(tmp_path / "bot.db"))
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture
def following(database: Database) -> Following:
    return following_in(database)


def following_in(database: Database) -> Following:
    """Begin anew, as after a restart."""
    return Following(database, Ledger(database, lambda: NOW), lambda: NOW)


async def begin(following: Following, corpus: Corpus, *readers: int) -> None:
    """Let readers follow the story."""
    for reader in readers or (ANN,):
        await following.begin(GUILD, reader, corpus, corpus.briefings[0])


async def look(following: Following, corpus: Corpus, at_s: float, limit: int = 9) -> Round:
    return await following.round(GUILD, corpus, at_s=at_s, limit=limit)


async def told(following: Following, found: Round) -> list[tuple[int, list[str], list[str]]]:
    """Claim what is due; give to whom what is new and what has changed."""
    for due in found.due:
        await claim(following, due)
    return [
        (due.follow.to_tell, labels(due.news.new), labels([p for p, _ in due.news.changed]))
        for due in found.due
    ]


def watched(following: Following) -> dict[int, set[str]]:
    """Give the guilds and stories of which it is remembered what they said."""
    return {guild: set(seen) for guild, seen in following._seen.items()}


async def claim(following: Following, due: Due) -> None:
    assert due.version is not None
    assert await following.kept.claim(due.follow, due.version)


def labels(passages: Sequence[Passage]) -> list[str]:
    return [passage.label for passage in passages]


async def test_nothing_is_due_while_all_is_as_followers_know_it(following: Following) -> None:
    await begin(following, serving(WICK, OIL))
    assert await look(following, serving(WICK, OIL), 0) == NOBODY
    assert await look(following, serving(WICK, OIL), 10 * STILL_S) == NOBODY


async def test_what_is_new_is_told_once_the_story_has_been_still(following: Following) -> None:
    await begin(following, serving(WICK, OIL))
    assert await look(following, serving(WICK, OIL, GALE), 0) == NOT_YET
    assert await look(following, serving(WICK, OIL, GALE), STILL_S - 1) == NOT_YET
    found = await look(following, serving(WICK, OIL, GALE), STILL_S)
    assert await told(following, found) == [(ANN, [GALE.label], [])]
    assert await look(following, serving(WICK, OIL, GALE), STILL_S) == NOBODY
    assert set(await following.kept.versions(GUILD, BRIEFING)) == {2}


async def test_changes_within_a_short_while_come_together(following: Following) -> None:
    await begin(following, serving(WICK, OIL))
    assert await look(following, serving(WICK, MILL), 0) == NOT_YET
    assert await look(following, serving(WICK, MILL, GALE), STILL_S) == NOT_YET
    found = await look(following, serving(WICK, MILL, GALE), 2 * STILL_S)
    assert await told(following, found) == [(ANN, [GALE.label], [OIL.label])]


async def test_a_change_that_is_taken_back_meanwhile_is_no_news(following: Following) -> None:
    await begin(following, serving(WICK, OIL))
    assert await look(following, serving(WICK, MILL), 0) == NOT_YET
    assert await look(following, serving(WICK, OIL), 30) == NOBODY


async def test_a_change_that_is_taken_back_after_it_was_told_is_news(following: Following) -> None:
    await begin(following, serving(WICK, OIL))
    await look(following, serving(WICK, MILL), 0)
    await told(following, await look(following, serving(WICK, MILL), STILL_S))
    await look(following, serving(WICK, OIL), 2 * STILL_S)
    found = await look(following, serving(WICK, OIL), 3 * STILL_S)
    assert await told(following, found) == [(ANN, [], [OIL.label])]


async def test_each_is_told_what_is_new_to_them(following: Following) -> None:
    await begin(following, serving(WICK), ANN)
    await look(following, serving(WICK, OIL), 0)
    await begin(following, serving(WICK, OIL), BOB)
    await look(following, serving(WICK, OIL, GALE), 100)
    found = await look(following, serving(WICK, OIL, GALE), 100 + STILL_S)
    assert await told(following, found) == [
        (ANN, [OIL.label, GALE.label], []),
        (BOB, [GALE.label], []),
    ]


async def test_who_begins_in_the_middle_of_a_change_makes_others_wait_no_less(
    following: Following,
) -> None:
    await begin(following, serving(WICK), ANN)
    await look(following, serving(WICK, OIL), 0)
    await begin(following, serving(WICK, OIL), BOB)
    assert await look(following, serving(WICK, OIL), 30) == NOT_YET
    found = await look(following, serving(WICK, OIL), STILL_S)
    assert await told(following, found) == [(ANN, [OIL.label], [])]


async def test_what_nobody_was_told_yet_is_told_after_a_restart(
    following: Following, database: Database
) -> None:
    await begin(following, serving(WICK))
    await look(following, serving(WICK, OIL), 0)
    again = following_in(database)
    assert await look(again, serving(WICK, OIL), 5_000) == NOT_YET
    found = await look(again, serving(WICK, OIL), 5_000 + STILL_S)
    assert await told(again, found) == [(ANN, [OIL.label], [])]


async def test_no_more_are_due_at_once_than_asked_for(following: Following) -> None:
    await begin(following, serving(WICK), *range(1, 6))
    await look(following, serving(WICK, OIL), 0)
    told_so_far = []
    for size in (2, 2, 1, 0):
        found = await look(following, serving(WICK, OIL), STILL_S, limit=2)
        assert len(found.due) == size
        assert found.is_settled == (not size)
        told_so_far += [reader for reader, *_ in await told(following, found)]
    assert told_so_far == [1, 2, 3, 4, 5]


async def test_of_a_story_that_is_gone_followers_are_to_hear(following: Following) -> None:
    await begin(following, serving(WICK))
    assert await look(following, serving(), 0) == NOT_YET
    (due,) = (await look(following, serving(), STILL_S)).due
    assert (due.follow.title, due.version) == ("Lamps on the pier", None)


async def test_where_nothing_at_all_is_served_no_story_is_gone(following: Following) -> None:
    nothing = Corpus(Revision("0" * 12), ())
    await begin(following, serving(WICK))
    for at_s in (0, STILL_S, 2 * STILL_S):
        assert await look(following, nothing, at_s) == NOBODY
    assert await look(following, serving(WICK), 3 * STILL_S) == NOBODY


async def test_a_story_that_comes_back_soon_was_not_gone(following: Following) -> None:
    await begin(following, serving(WICK))
    assert await look(following, serving(), 0) == NOT_YET
    assert await look(following, serving(WICK), 30) == NOBODY


async def test_removal_alone_is_told_to_nobody_nor_is_what_comes_back(
    following: Following,
) -> None:
    await begin(following, serving(WICK, OIL))
    await look(following, serving(WICK), 0)
    assert await look(following, serving(WICK), STILL_S) == NOBODY
    await look(following, serving(WICK, OIL, GALE), 2 * STILL_S)
    found = await look(following, serving(WICK, OIL, GALE), 3 * STILL_S)
    assert await told(following, found) == [(ANN, [GALE.label], [])]


async def test_what_changes_after_it_was_renamed_is_a_change(following: Following) -> None:
    renamed = replace(OIL, id=PassageId("lamps.whose-oil"), label="Whose oil is it?")
    changed = replace(renamed, text=MILL.text)
    await begin(following, serving(WICK, OIL))
    for at_s, now in enumerate((renamed, renamed, changed, changed)):
        found = await look(following, serving(WICK, now), at_s * STILL_S)
    assert await told(following, found) == [(ANN, [], [renamed.label])]


async def test_the_words_that_followers_know_are_kept(
    following: Following, database: Database
) -> None:
    await begin(following, serving(OIL))
    await look(following, serving(MILL), 0)
    (due,) = (await look(following, serving(MILL), STILL_S)).due
    ((passage, digest),) = due.news.changed
    known = await SqlWordings(database).find(GUILD, passage.id, digest)
    assert known is not None
    assert known.text == OIL.text


async def test_of_a_very_large_story_all_words_are_kept(
    following: Following, database: Database
) -> None:
    many = [
        a_passage(f"lamps.n{n}", f"What of lamp {n}?", f"Lamp {n} is lit.") for n in range(2_100)
    ]
    await begin(following, serving(*many))
    corpus = serving(*many[:-1], replace(many[-1], text="It is out."))
    await look(following, corpus, 0)
    (due,) = (await look(following, corpus, STILL_S)).due
    ((passage, digest),) = due.news.changed
    known = await SqlWordings(database).find(GUILD, passage.id, digest)
    assert known is not None
    assert known.text == many[-1].text


# ------------------------------------------------------------------ what is remembered


async def test_a_story_is_summed_up_once_for_all_guilds_and_looks_while_it_is_served(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    summed_up: list[str] = []

    def note(corpus: Corpus, story: str) -> object:
        summed_up.append(story)
        return snapshot_of(corpus, story)

    monkeypatch.setattr("bot.newsroom.snapshots.snapshot_of", note)
    await begin(following, serving(WICK))
    await following.begin(GUILD + 1, BOB, serving(WICK), serving(WICK).briefings[0])
    summed_up.clear()
    for now in (serving(WICK, OIL), serving(WICK, OIL, GALE)):
        for at_s in range(0, 300, 30):
            for guild in (GUILD, GUILD + 1):
                found = await following.round(guild, now, at_s=at_s, limit=9)
                assert found == NOT_YET
    assert summed_up == [BRIEFING, BRIEFING], "once for each edition, whatever it is called"


async def test_what_is_served_no_more_is_not_remembered() -> None:
    snapshots = Snapshots()
    corpus = serving(WICK, OIL)
    said = await snapshots.of(corpus, BRIEFING)
    assert said is not None
    assert await snapshots.of(corpus, BRIEFING) is said
    del corpus
    gc.collect()
    assert len(snapshots) == 0
    assert await snapshots.of(serving(), BRIEFING) is None


async def test_of_what_is_waited_for_nothing_else_is_remembered(following: Following) -> None:
    other = replace(serving(WICK).briefings[0], id=BriefingId("mill"))
    both = replace(serving(WICK), briefings=(*serving(WICK).briefings, other))
    await following.begin(GUILD, ANN, both, both.briefings[0])
    await following.begin(GUILD, ANN, both, other)
    await look(following, serving(OIL), 0)
    assert watched(following) == {GUILD: {BRIEFING, "mill"}}
    await following.kept.end(ANN, GUILD, "mill")
    assert await look(following, serving(OIL), 30) == NOT_YET
    assert watched(following) == {GUILD: {BRIEFING}}
    following.watch_only({GUILD + 1})
    assert watched(following) == {}
    await look(following, serving(OIL), 60)
    await told(following, await look(following, serving(OIL), 60 + STILL_S))
    assert await look(following, serving(OIL), 60 + STILL_S) == NOBODY
    assert watched(following) == {}
