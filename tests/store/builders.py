"""Records to keep, and times to keep them at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from bot.store.model import Decided, ReaderHash, TurnRecord, kept_words

NOW = datetime(2026, 11, 28, 10, 41, 7, tzinfo=UTC)

_A_RECORD = TurnRecord(
    message=1,
    channel=20,
    guild=300,
    hour=498_754,
    question="why are the lamps lit?",
    decided=Decided.ANSWER,
    confidence=0.75,
    passage="lamps.why-lit",
    nearest=None,
    revision="0123456789ab",
    reader=ReaderHash("a" * 32),
)


def a_record(message: int = 1, **changes: Any) -> TurnRecord:
    """Make a record of Ann's in a guild."""
    return replace(_A_RECORD, message=message, **changes)


ids = st.integers(1, (1 << 63) - 1)
names = st.text("abcdefghijklmnop.-_0123456789", min_size=1, max_size=64)
hashes = st.text("0123456789abcdef", min_size=32, max_size=32).map(ReaderHash)
records = st.builds(
    TurnRecord,
    message=ids,
    channel=st.none() | ids,
    guild=st.none() | ids,
    hour=st.integers(0, 1 << 30),
    question=st.text(max_size=400).map(kept_words),
    decided=st.sampled_from(Decided),
    confidence=st.floats(0, 1),
    passage=st.none() | names,
    nearest=st.none() | names,
    revision=names,
    reader=hashes,
    is_shadow=st.booleans(),
)
