"""What is remembered for a while, and no longer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.memory import Memory


def a_memory(capacity: int = 3) -> Memory[str, int]:
    return Memory(capacity=capacity, lifetime_s=10)


def test_it_recalls_until_the_lifetime_is_over() -> None:
    memory = a_memory()
    memory.remember("a", 1, now=100)
    assert memory.recall("a", now=109.9) == 1
    assert memory.recall("a", now=110) is None
    assert len(memory) == 0


def test_remembering_again_begins_a_new_lifetime() -> None:
    memory = a_memory()
    memory.remember("a", 1, now=100)
    memory.remember("a", 2, now=109)
    assert memory.recall("a", now=118) == 2


def test_the_oldest_goes_when_there_are_too_many() -> None:
    memory = a_memory(capacity=2)
    for n, key in enumerate("abc"):
        memory.remember(key, n, now=n)
    assert [memory.recall(key, now=3) for key in "abc"] == [None, 1, 2]


def test_its_keys_are_those_that_have_not_expired() -> None:
    memory = a_memory()
    memory.remember("a", 1, now=0)
    memory.remember("b", 2, now=5)
    assert memory.keys(now=9) == ("a", "b")
    assert memory.keys(now=12) == ("b",)


def test_what_has_expired_is_not_held_until_somebody_asks_for_it() -> None:
    memory = a_memory()
    memory.remember("a", 1, now=0)
    memory.remember("b", 2, now=5)
    memory.remember("c", 3, now=12)
    assert len(memory) == 2
    assert memory.keys(now=12) == ("b", "c")
    memory.forget_expired(now=15)
    assert len(memory) == 1


def test_what_is_meant_is_forgotten_expired_or_not() -> None:
    memory = a_memory()
    for key, value in (("a", 1), ("b", 2), ("c", 1)):
        memory.remember(key, value, now=0)
    memory.forget_all(lambda key, value: value == 1 and key != "c")
    assert memory.keys(now=1) == ("b", "c")
    memory.forget_all(lambda *_: True)
    assert len(memory) == 0


def test_forgetting_what_is_not_there_is_fine() -> None:
    memory = a_memory()
    memory.forget("a")
    memory.remember("a", 1, now=0)
    memory.forget("a")
    assert memory.recall("a", now=1) is None


@given(st.lists(st.tuples(st.text(max_size=2), st.integers()), max_size=50))
def test_it_never_holds_more_than_its_capacity(entries: list[tuple[str, int]]) -> None:
    memory = a_memory(capacity=4)
    for now, (key, value) in enumerate(entries):
        memory.remember(key, value, now=now / 100)
        assert memory.recall(key, now=now / 100) == value
        assert len(memory) <= 4
