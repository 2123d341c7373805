"""Pages whose headings have no marks: handouts and websites, pasted as plain text."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, labels, parsed

SECTION, QUESTION, TOPIC = PassageKind.SECTION, PassageKind.QUESTION, PassageKind.TOPIC

PARTS = (
    ("Background", "The lake fed six mills. Each had a wheel of oak."),
    ("The great flood", "The dam broke in May 1911. Four mills were washed away."),
    ("Rebuilding", "- Two mills were built anew.\n- The others became inns."),
    ("Key dates", "1911 - the dam breaks\n1914 - the first mill works again"),
)
TOPICS = ("Glossary", "Weir - a low dam across a river\nRace - the channel to a mill wheel")


def a_handout(*parts: tuple[str, str], form: str = "{}\n{}", title: str = "The Mills") -> str:
    return "\n\n".join([title, "Notes for Year 9.", *(form.format(*part) for part in parts)])


@pytest.mark.parametrize("form", ["{}\n{}", "{}\n\n{}", "**{}**\n{}", "**{}**\n\n{}"])
@pytest.mark.parametrize("title", ["The Mills", "# The Mills"])
def test_short_lines_above_texts_are_headings(form: str, title: str) -> None:
    page = a_page(a_handout(*PARTS, form=form, title=title))
    assert page.title == "The Mills"
    found = {p.label: p.text for p in page.of_kind(SECTION) if p.label != "Introduction"}
    assert found == dict(PARTS)


@pytest.mark.parametrize("form", ["{}\n{}", "{}\n\n{}", "**{}**\n{}"])
def test_sections_stand_around_a_glossary(form: str) -> None:
    *above, below = PARTS
    page = a_page(a_handout(*above, TOPICS, below, form=form))
    assert labels(page, SECTION) == ["Introduction", *(label for label, _ in PARTS)]
    assert labels(page, TOPIC) == ["Weir", "Race"]


def test_questions_above_a_list_of_people_are_questions() -> None:
    page = a_page(
        "Our mill is to close.\n\nWho decides?\nThe council does.\n\nWhen is the vote?\nIn May.\n\n"
        "Who's who\nTove Lind - the mayor of Lindholm\nJan Berg - the owner of the mill\n"
    )
    assert labels(page, QUESTION) == ["Who decides?", "When is the vote?"]
    assert labels(page, TOPIC) == ["Tove Lind", "Jan Berg"]


def test_sections_among_questions_are_no_part_of_answers() -> None:
    page = a_page(
        "Who decides?\nThe council does.\n\nWhen is the vote?\nIn May.\n\nWhere is it?\nHere.\n\n"
        "Our concerns\nThe noise is bad.\n\nOther places\nThe quarry would do.\n"
    )
    assert labels(page, QUESTION) == ["Who decides?", "When is the vote?", "Where is it?"]
    assert labels(page, SECTION) == ["Our concerns", "Other places"]


@pytest.mark.parametrize(
    "text",
    [
        "What's happened\nIt froze.\n\nA cold week\nIt snowed.\n\nA long winter\nIt snowed again.",
        "It froze on\nMonday.\n\nit snowed on\nTuesday.\n\nthe ice broke on\nFriday.",
        "It froze.\n\nBest wishes\nAstrid\n\nThe Harbour Office\nQuay Street 2\nLindholm",
        "-\nWho pays?\nThe port.\n-\nWhen?\nSoon.\n\nA note\nIt may be late.\n\nThanks\nTo all.",
    ],
)
def test_other_short_lines_remain_in_their_texts(text: str) -> None:
    found = labels(a_page(text), SECTION)
    assert set(found) <= {"What's happened", "Introduction"}


def test_names_above_definitions_head_no_sections() -> None:
    page = parsed(
        "Our mill is to close.\n\nWho's who\n\nTove Lind\nThe mayor of Lindholm.\n\n"
        "Jan Berg\nThe owner of the mill.\n"
    ).page
    assert page is not None
    assert labels(page, TOPIC) == ["Tove Lind", "Jan Berg"]


def test_a_line_above_another_heading_is_told_and_no_part_of_a_text() -> None:
    first, second, *others = PARTS
    grouped = (f"Later\n\n{second[0]}", second[1])
    found = parsed(a_handout(first, grouped, *others))
    assert found.page is not None
    assert labels(found.page, SECTION)[1:] == [label for label, _ in PARTS]
    assert [f.message for f in found.findings if f.code == "heading-without-text"] == [
        "“Later” heads a group and is not shown itself."
    ]


def test_questions_to_learn_with_are_questions() -> None:
    last = "Was it an accident or an act of God? [10 marks]"
    asked = f"1. When did the dam break?\nIn May 1911.\n\n2. {last}\nBoth may be said."
    page = a_page(a_handout(*PARTS, TOPICS, ("Revision questions", asked), form="{}\n{}"))
    assert labels(page, QUESTION) == ["When did the dam break?", last]
    tasks = ("Revision questions", "1. When did the dam break?\n2. Who built it?")
    page = a_page(a_handout(*PARTS, tasks))
    assert page.passages[-1].text == tasks[1]
