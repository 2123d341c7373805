"""The shipped networks, loaded once for all tests of a process.

Loading takes longer than most tests, and so does encoding pages that other tests have had encoded.
What loads them is tested by itself, without any of this.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest

from bot.app import editions, fitting
from bot.cross_encoder import LoadedCrossEncoder, load_cross_encoder
from bot.encoder import SHIPPED, LoadedEncoder, load_encoder
from bot.encodings.memo import EncodingsMemo

TEXTS_KEPT: Final = 4_000
"""Some 40 KB each."""


def lend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever builds editions in this process borrow them."""
    monkeypatch.setattr(editions, "load_encoder", encoder_at_hand)
    monkeypatch.setattr(editions, "load_cross_encoder", cross_encoder_at_hand)
    monkeypatch.setattr(fitting, "load_encoder", encoder_at_hand)


def encoder_at_hand(choice: str) -> LoadedEncoder:
    return _encoder() if choice == SHIPPED else load_encoder(choice)


def cross_encoder_at_hand(choice: str) -> LoadedCrossEncoder:
    return _cross_encoder() if choice == SHIPPED else load_cross_encoder(choice)


@cache
def _encoder() -> LoadedEncoder:
    loaded = load_encoder()
    assert loaded.encoder is not None, loaded.problem
    return LoadedEncoder(EncodingsMemo(loaded.encoder, TEXTS_KEPT))


@cache
def _cross_encoder() -> LoadedCrossEncoder:
    return load_cross_encoder()
