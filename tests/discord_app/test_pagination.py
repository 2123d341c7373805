"""Long texts are cut where a reader would cut them."""

from __future__ import annotations

import time
import unicodedata

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import harmless
from bot.discord_app.pagination import PAGE_CHARACTERS, beginning, pages, split_text
from bot.text.code_marks import code_blocks

MARKED = st.sampled_from(
    [
        "plain",
        "words",
        "e\u0301t\u00e9",
        "👩‍👩‍👧‍👦",
        "🇳🇴",
        "**bold words**",
        "*leaning words*",
        "__underlined words__",
        "~~struck words~~",
        "||hidden words||",
        "`code words`",
        "[a link with words](https://example.org/path_(x)?a=b)",
        "<https://example.org/a-long-path>",
        "https://example.org/another-path",
        r"\*",
    ]
)
SEPARATOR = st.sampled_from([" ", " ", " ", ". ", "! ", "\n", "\n\n", "\n\n\n"])


@given(st.text(max_size=400), st.integers(min_value=1, max_value=60))
def test_joined_pieces_give_the_text_back(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)
    assert all(pieces) or text == ""


@example(
    [
        *(("||hidden words||", " "), ("plain", " "), ("plain", " "), ("**bold words**", " ")),
        ("||hidden words||", " "),
    ]
)
@given(st.lists(st.tuples(MARKED, SEPARATOR), max_size=60))
def test_no_mark_or_cluster_is_torn_apart(tokens: list[tuple[str, str]]) -> None:
    text = "".join(word + separator for word, separator in tokens)
    place = 0
    cuts = set()
    for piece in split_text(text, 60):
        place += len(piece)
        cuts.add(place)
    start = 0
    for word, separator in tokens:
        assert not cuts & set(range(start + 1, start + len(word))), (word, cuts)
        start += len(word) + len(separator)


@given(st.text(alphabet="ae\u0301\u0308\u200d👩👧 \n", max_size=300))
def test_no_grapheme_cluster_is_cut(text: str) -> None:
    clusters = {match.end() for match in regex.finditer(r"\X", text)}
    longest = max((len(cluster) for cluster in regex.findall(r"\X", text)), default=0)
    place = 0
    for piece in split_text(text, max(10, longest)):
        place += len(piece)
        assert place in clusters | {0}


def test_paragraphs_come_before_sentences_and_sentences_before_words() -> None:
    text = "One two three. Four five.\n\nSix seven eight. Nine ten eleven."
    assert split_text(text, 45)[0] == "One two three. Four five.\n\n"
    assert split_text(text, 20)[0] == "One two three. "
    assert split_text(text, 10)[0] == "One two "


def test_a_cluster_longer_than_the_limit_is_cut_all_the_same() -> None:
    zalgo = "z" + "\u0301" * 5_000
    assert "".join(split_text(zalgo, 100)) == zalgo


def test_a_mark_longer_than_the_limit_is_cut_at_words() -> None:
    text = "**" + "bold words " * 30 + "**"
    assert all(piece[-1] in " *" for piece in split_text(text, 50))


def test_a_row_of_a_table_is_not_cut_where_a_sentence_ends_in_it() -> None:
    row = "| 12 May | The port closes. The ships wait. |"
    text = "\n".join(["| When | What |", "|---|---|", *[row] * 120])
    assert len(pages(text)) > 1
    assert {line for page in pages(text) for line in page.split("\n")[2:]} == {row}


def test_pages_hold_every_word_and_no_blank_page() -> None:
    text = "\n\n".join([f"Paragraph {n} has a few words." for n in range(400)])
    text += "\n" * 5_000 + "The end."
    shown = pages(text)
    assert " ".join(" ".join(shown).split()) == " ".join(text.split())
    assert all(page.strip() and len(page) <= PAGE_CHARACTERS for page in shown)


@pytest.mark.parametrize("mark", ["# ", "-# ", "> ", ">>> ", "- ", "+ ", "* ", "7. ", "7) "])
def test_a_page_in_the_middle_of_a_line_begins_without_a_live_mark(mark: str) -> None:
    text = f"{mark}words " * 1_000
    _, *others = pages(text)
    assert others
    for page in others:
        assert page[len(mark) - 2] == "\\" or page.startswith(("\\", "words"))


def test_a_page_at_the_start_of_a_line_keeps_its_list() -> None:
    text = "\n".join(f"- Point {n} of the list has a few words." for n in range(200))
    assert all(page.startswith("- Point") for page in pages(text))


LINES = [f"    step({n})  # and `{n}` it is" for n in range(150)]


@pytest.mark.parametrize("fence", ["```python", "~~~", "````"])
@pytest.mark.parametrize("before", ["", "So:\n\n", "Some words. " * 100 + "\n\n"])
def test_code_that_is_cut_is_closed_on_each_page(before: str, fence: str) -> None:
    code = "\n".join(LINES)
    text = harmless(f"{before}{fence}\n{code}\n{fence.rstrip('python')}\n\nThat was all.")
    shown = pages(text)
    assert len(shown) >= 3
    kept: list[str] = []
    for page in shown:
        lines = page.split("\n")
        for block in code_blocks(lines):
            assert block.is_closed
            assert lines[block.start] == ("```python" if "python" in fence else "```")
            kept += lines[block.start + 1 : block.end - 1]
        assert len(page) <= PAGE_CHARACTERS
        assert len(page) > PAGE_CHARACTERS / 3 or page is shown[-1]
    assert kept == LINES


def test_code_that_fits_on_a_page_is_not_cut() -> None:
    code = "\n".join(["```", *LINES[:30], "```"])
    text = f"{'Some words. ' * 100}\n\n{code}\n\n{'More words. ' * 100}"
    assert sum(code in page for page in pages(text)) == 1


def test_a_line_of_code_that_is_too_long_is_cut_and_stays_code() -> None:
    shown = pages("```\n" + "word " * 1_000 + "word\n```")
    assert len(shown) > 2
    assert all(page.startswith("```\nword") and page.endswith("word\n```") for page in shown)


def test_quoted_code_stays_quoted_on_each_page() -> None:
    text = "\n".join(["> ```", *(f"> {line}" for line in LINES), "> ```"])
    for page in pages(text):
        assert all(line.startswith("> ") for line in page.split("\n"))


@pytest.mark.parametrize("limit", [200, 900])
def test_the_beginning_of_a_text_closes_its_code(limit: int) -> None:
    text = "\n".join(["So:", "```py", *LINES, "```"])
    begun = beginning(text, limit)
    assert len(begun) <= limit
    assert begun.startswith("So:\n```py\n    step(0)")
    assert begun.endswith("\n```")
    assert beginning("So.", limit) == "So."


@pytest.mark.parametrize(
    "text",
    ["```\na\n```\n" * 10_000, "```\n" * 20_000, "```\n" + "a\n" * 50_000 + "```"],
    ids=["blocks", "fences", "one block"],
)
def test_much_code_is_cut_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    assert all(len(page) <= PAGE_CHARACTERS for page in pages(harmless(text)))
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "text", ["*" * 50_000, "[(" * 25_000, "_a" * 25_000, "`" * 50_000, "\n" * 50_000, "||" * 25_000]
)
def test_hostile_texts_are_cut_in_linear_time(text: str) -> None:
    assert "".join(split_text(text, 1_800)) == text


@given(st.text(max_size=200), st.integers(min_value=2, max_value=80))
def test_shortened_texts_fit_and_begin_alike(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    else:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_shortening_keeps_families_together() -> None:
    family = "👩‍👩‍👧‍👦"
    assert shorten(family * 3, len(family) + 3) == family + "…"
    assert unicodedata.normalize("NFC", shorten("e\u0301" * 10, 6)) == "éé…"
