"""Letters that part a glossary: they group its words, and are none of them."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, labels, parsed

TOPIC = PassageKind.TOPIC


@pytest.mark.parametrize(
    "text",
    [
        "A\nAlgae: small plants.\nB\nBay: a part of the sea.\nBuoy: a mark.\n",
        "A\n\nAlgae\nSmall plants.\n\nB\n\nBay\nA part of the sea.\n\nBuoy\nA mark.\n",
        "**A**\n- Algae: small plants\n\n**B**\n- Bay: a part of the sea\n- Buoy: a mark\n",
        "A\n-\nAlgae are small plants.\n-\nB\n-\nBay is a part of the sea.\n-\nBuoy is a mark.\n",
        "A–A\nAlgae: small plants.\nB, C\nBay: a part of the sea.\nBuoy: a mark.\n",
    ],
)
def test_letters_that_part_a_glossary_are_no_words_of_it(text: str) -> None:
    found = parsed(f"What's happened\nIt froze.\nGlossary\n{text}")
    assert found.page is not None
    assert labels(found.page, TOPIC) == ["Algae", "Bay", "Buoy"]
    assert [f.code for f in found.findings].count("text-between-items") == 2


def test_headings_of_letters_part_a_glossary() -> None:
    page = a_page(
        "# Glossary\n\n## A\n\n### Algae\nSmall plants.\n\n## B–C\n\n### Cape\nA point.\n"
    )
    assert labels(page, TOPIC) == ["Algae", "Cape"]


@pytest.mark.parametrize(
    "text",
    [
        "V\nA Roman five.\n\nX\nA Roman ten.\n",
        "X\nXenia's old site.\n\nB\nBright stars.\n",
    ],
)
def test_letters_in_no_order_or_above_other_words_are_words(text: str) -> None:
    first, second = (line for line in text.split("\n") if len(line) == 1)
    page = a_page(f"What's happened\nIt froze.\nGlossary\n{text}")
    assert labels(page, TOPIC) == [first, second]
