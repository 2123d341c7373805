"""What printers and wikis put around a text: it is told, and readers do not see it."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, codes, labels, parsed

SECTION = PassageKind.SECTION
QUESTION = PassageKind.QUESTION
TOPIC = PassageKind.TOPIC


def test_numbers_of_pages_and_running_heads_are_told_and_not_shown() -> None:
    found = parsed(
        "The frozen harbour\nPage 1 of 3\n\nWhat's happened\nThe harbour froze, and 40 ships\n"
        "The frozen harbour\nPage 2 of 3\nare waiting.\n\nHow we got here\nIt was mild.\n"
        "The frozen harbour\nPage 3 of 3\n"
    )
    assert found.page is not None
    assert found.page.title == "The frozen harbour"
    assert [(p.label, p.text) for p in found.page.of_kind(SECTION)] == [
        ("What's happened", "The harbour froze, and 40 ships\nare waiting."),
        ("How we got here", "It was mild."),
    ]
    told = [f.line for f in found.findings if f.code == "page-furniture"]
    assert told == [2, 6, 7, 12, 13]
    assert "truncated-text" not in codes(found.findings)


@pytest.mark.parametrize(
    "foot",
    ["Page {} of 2", "page {}/2", "– Page {} of 2 –", "Ice | Page {} of 2", "{} | P a g e"],
)
def test_the_foot_of_a_page_ends_no_answer(foot: str) -> None:
    feet = [foot.format(number) for number in (1, 2)]
    page = a_page(f"Who pays?\nThe port.\n{feet[0]}\n\nIs it cold?\nYes.\n\n{feet[1]}")
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("Who pays?", "The port."),
        ("Is it cold?", "Yes."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "See page 2 of 4.",
        "The report – page 2 of 4",
        "Page 2",
        "2 of 4",
        "Page 2 of 4 was torn out.",
    ],
)
def test_a_line_that_may_be_meant_for_readers_is_shown(line: str) -> None:
    text = f"Who pays?\nThe port does.\n{line}\n\nIs it cold?\nYes."
    page = a_page(text)
    assert page.of_kind(QUESTION)[0].text == f"The port does.\n{line}"


def test_a_running_head_below_the_first_number_of_a_page_is_the_title() -> None:
    page = a_page("Page 1 of 2\nIce\n\nWho pays?\nThe port.\nPage 2 of 2\nIce\nIs it?\nYes.")
    assert page.title == "Ice"
    assert [p.text for p in page.of_kind(QUESTION)] == ["The port.", "Yes."]


def test_an_answer_that_recurs_beside_numbers_of_pages_is_no_running_head() -> None:
    page = a_page("Is it cold?\nYes.\nPage 1 of 2\nIs it ice?\nYes.\nPage 2 of 2\n")
    assert [p.text for p in page.of_kind(QUESTION)] == ["Yes.", "Yes."]


@pytest.mark.parametrize("link", ["[edit]", " [edit]", "[edit source]", "[modifier | le code]"])
def test_a_link_to_edit_marks_a_heading_of_a_wiki(link: str) -> None:
    found = parsed(
        f"What's happened{link}\nIt froze.\nCommon questions{link}\nWho pays?{link}\nThe port.\n"
        f"Is it cold?{link}\nYes.\nMore on these topics{link}\nLindholm{link}\nA town.\n"
        f"Korsvik{link}\nA port.\n"
    )
    assert found.page is not None
    assert labels(found.page, SECTION) == ["What's happened"]
    assert [(p.label, p.text) for p in found.page.of_kind(QUESTION, TOPIC)] == [
        ("Who pays?", "The port."),
        ("Is it cold?", "Yes."),
        ("Lindholm", "A town."),
        ("Korsvik", "A port."),
    ]
    assert codes(found.findings) >= {"page-furniture"}


def test_headings_of_a_wiki_are_sections_where_none_is_known() -> None:
    page = a_page("Lindholm\n\nA town.\n\nHistory[edit]\nIt is old.\n\nPort[edit]\nIt is wide.")
    assert labels(page, SECTION) == ["Introduction", "History", "Port"]


def test_words_in_brackets_that_belong_to_a_text_are_shown() -> None:
    text = "Who pays?\nThe port does. [edit: since May]\n\nIs it cold?\nYes [editor]"
    assert [p.text for p in a_page(text).of_kind(QUESTION)] == [
        "The port does. [edit: since May]",
        "Yes [editor]",
    ]
    assert labels(a_page("Lindholm\n\nIt froze. [edit]\n\nIt did."), SECTION) == ["Introduction"]


def test_a_word_that_a_print_broke_is_told_with_its_place() -> None:
    text = "Who pays?\n\nThe port pays for the next exam-\nination of the ice in the har-\nbour."
    told = [f for f in parsed(text).findings if f.code == "broken-word"]
    assert [(f.line, f.column) for f in told] == [(3, 28), (4, 27)]
    assert "“exam-ination”" in told[0].message


@pytest.mark.parametrize(
    "lines",
    [
        "The council speaks of a two-\nor three-day journey.",
        "The council speaks of a sum -\nten million for the port.",
        "The council speaks of the anti-\nIcebreaker party of the town.",
        "- The council speaks of the post-\n- and all others do",
        "Ice-\ncold.",
        "```\nThe council speaks of the exam-\nination of the ice.\n```",
    ],
)
def test_a_dash_at_the_end_of_a_line_need_not_break_a_word(lines: str) -> None:
    assert "broken-word" not in codes(parsed(f"Who pays?\n{lines}").findings)


def test_a_bullet_with_a_link_to_edit_is_no_heading() -> None:
    asked = "- Who pays? [edit]\nWe.\n- Is it cold? [edit]\nYes."
    page = a_page(f"Lindholm\n\nWhat's happened\nIt froze.\n\nCommon questions\n{asked}")
    assert labels(page, QUESTION) == ["Who pays?", "Is it cold?"]
