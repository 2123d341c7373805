"""With the encoder and the threshold that ship, readers' own words come together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bench.practice import shipped_sensing
from bot.editorial.grouping import Grouping
from bot.editorial.reading import reading_by
from bot.matching.arrays import FloatArray
from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.weights_file import load_weights
from tests.editorial.builders import all_gaps, asked, caught_up
from tests.matching.builders import harbour_and_bridge


@pytest.fixture(scope="module")
def grouping() -> Grouping:
    sensing = shipped_sensing()
    assert sensing is not None
    encoder = sensing.encoder

    def encode(texts: Sequence[str]) -> FloatArray:
        return np.stack([encoding.sentence for encoding in encoder.encode(texts)])

    index = build_index(harbour_and_bridge(), load_weights().lexicon)
    return Grouping(encode, read=reading_by(Understanding(index)))


@pytest.mark.parametrize(
    ("first", "second", "are_together"),
    [
        ("how much will the new bridge cost", "what does the new bridge cost?", True),
        ("When is the ferry running again?", "wen is the ferry runing agian", True),
        ("who pays for the new icebreaker", "Who is going to pay for the new icebreaker?", True),
        ("how old is the mayor of France", "how old is the mayor of Spain", False),
        ("how much will the new bridge cost", "when will the new bridge open", False),
        ("who pays for the new icebreaker", "good morning everyone", False),
    ],
)
def test_alike_questions_come_together(
    grouping: Grouping, first: str, second: str, are_together: bool
) -> None:
    grouping.forget_messages([1, 2])
    caught_up(grouping, [asked(1, first), asked(2, second)])
    assert [len(gap.messages) for gap in all_gaps(grouping)] == ([2] if are_together else [1, 1])
