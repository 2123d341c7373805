"""Ids that a changed page would take from another one, so that old buttons open the wrong story."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.corpus.model import FrontMatter, Page, Status
from bot.corpus.taken_ids import taken_ids
from tests.builders import NO_FRONT_MATTER, NOW, a_page

HOUR = timedelta(hours=1)


def claiming(file: str, own_id: str = "why", meta: FrontMatter = NO_FRONT_MATTER) -> Page:
    return a_page(f"-\nWhy is it {file}? {{#{own_id}}}\nSo.\n", file=file, meta=meta)


def taken(before: list[Page], *changed: Page) -> list[tuple[str, int, str]]:
    """Give file, line and message of what is found when pages come over others."""
    was = {page.file: page for page in before}
    now = was | {page.file: page for page in changed}
    files = {page.file for page in changed}
    found = taken_ids(was, now, files, now=NOW)
    return [(one.file, one.line, one.message) for one in found]


@pytest.mark.parametrize("file", ["a.txt", "z.txt"])
def test_the_page_that_comes_is_blamed_wherever_it_sorts(file: str) -> None:
    ((blamed, line, message),) = taken([claiming("m.txt")], claiming(file))
    assert (blamed, line) == (file, 2)
    assert "m.txt, line 2" in message


def test_a_page_keeps_what_it_had_whoever_else_claims_it() -> None:
    both = [claiming("a.txt"), claiming("b.txt")]
    assert taken(both, claiming("a.txt")) == []
    assert taken([claiming("a.txt")], claiming("a.txt"), claiming("b.txt", "how")) == []


def test_an_id_may_move_to_another_page_of_the_same_upload() -> None:
    before = [claiming("a.txt"), claiming("b.txt", "how")]
    assert taken(before, claiming("a.txt", "who"), claiming("b.txt")) == []
    assert len(taken(before, claiming("b.txt"))) == 1


def test_an_id_of_a_page_that_is_taken_away_is_free() -> None:
    before = {page.file: page for page in [claiming("a.txt")]}
    after = {page.file: page for page in [claiming("b.txt")]}
    assert list(taken_ids(before, after, {"a.txt", "b.txt"}, now=NOW)) == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (FrontMatter(embargo=NOW + HOUR), FrontMatter(), 1),
        (FrontMatter(), FrontMatter(embargo=NOW + HOUR), 1),
        (FrontMatter(embargo=NOW + HOUR), FrontMatter(embargo=NOW + 2 * HOUR), 1),
        (FrontMatter(embargo=NOW + HOUR), FrontMatter(expires=NOW + 2 * HOUR), 1),
        (FrontMatter(embargo=NOW + HOUR), FrontMatter(expires=NOW + HOUR), 0),
        (FrontMatter(), FrontMatter(expires=NOW - HOUR), 0),
        (FrontMatter(status=Status.DRAFT), FrontMatter(), 0),
        (FrontMatter(), FrontMatter(status=Status.DRAFT), 0),
    ],
)
def test_only_pages_that_readers_see_at_one_time_are_in_each_others_way(
    one: FrontMatter, other: FrontMatter, count: int
) -> None:
    assert len(taken([claiming("a.txt", meta=one)], claiming("b.txt", meta=other))) == count
