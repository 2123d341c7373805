"""What holds for all tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from bot.cores import take_one

# As in the bot itself. With a thread for each core in each worker, all of them wait for each other:
# what matches much takes two and a half times as long.
take_one()

_HERE: Final = Path(__file__).parent

# Tests assert no times: a busy machine must not fail a property.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


_WAITING: Final = frozenset({"fake_discord", "fleet", "preview", "newsroom", "store"})
"""Rooms whose tests mostly wait for other processes, or for a clock."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with tests that wait: all in one worker's share, they leave the cores to the others."""
    items.sort(key=lambda item: _WAITING.isdisjoint(item.path.relative_to(_HERE).parts))


def pytest_collection_finish() -> None:
    """Keep ten thousand tests and what they import out of every search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _bots_leave_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what a bot leaves behind be found, which takes itself out of every search for garbage.

    It has a process of its own; those of some hundred tests took five gigabytes of one.
    """
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True, scope="session")
def _networks_are_loaded_once() -> Iterator[None]:
    from tests import networks  # whatever uses threads is imported after `take_one`

    with pytest.MonkeyPatch.context() as monkeypatch:
        networks.lend(monkeypatch)
        yield
