"""What a button remembers of how things stood when a moderator looked."""

from __future__ import annotations

import re

import pytest

from bot.editorial.seen import Stand, changed_since, seen_of


def a_stand(count: int, **changed: tuple[str | None, str | None]) -> Stand:
    return {**{f"p{number}": ("old", "new") for number in range(count)}, **changed}


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 50])
def test_nothing_has_changed_while_all_stands_the_same(count: int) -> None:
    seen = seen_of(a_stand(count))
    assert re.fullmatch("[0-9a-f]{8,40}", seen)
    assert changed_since(seen, dict(list(a_stand(count).items())[::-1])) is None


@pytest.mark.parametrize(
    "other", [("newer", "new"), ("old", "newer"), (None, "new"), ("old", None)]
)
def test_what_has_changed_is_named(other: tuple[str | None, str | None]) -> None:
    assert changed_since(seen_of(a_stand(1)), a_stand(1, p0=other)) == ("p0",)
    assert changed_since(seen_of(a_stand(5)), a_stand(5, p1=other, p4=other)) == ("p1", "p4")


def test_of_many_files_it_is_only_known_that_something_has_changed() -> None:
    assert changed_since(seen_of(a_stand(6)), a_stand(6, p1=(None, None))) == ()
    assert changed_since(seen_of(a_stand(2)), a_stand(3)) == ()
    assert changed_since("0" * 9, a_stand(1)) == ()
