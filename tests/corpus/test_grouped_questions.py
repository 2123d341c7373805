"""Questions that stand without marks below headings that group them, or below a title."""

from __future__ import annotations

import pytest

from bot.corpus.model import PageKind, PassageKind
from tests.builders import a_page, parsed

LIVING = "Can people live in Lindholm?"
SCHOOL = "Is the school open?"
FLYING = "Is it safe to fly?"

PLAIN = f"{LIVING}\nAbout 50 do.\n\n{SCHOOL}\nNo.", f"{FLYING}\nYes."
BOLD = f"**{LIVING}**\n\nAbout 50 do.\n\n**{SCHOOL}**\n\nNo.", f"**{FLYING}**\n\nYes."
RUN_IN = f"- **{LIVING}** About 50 do.\n- **{SCHOOL}** No.", f"- **{FLYING}** Yes."
LETTERS = f"Q: {LIVING}\nA: About 50 do.\n\nQ: {SCHOOL}\nA: No.", f"Q: {FLYING}\nA: Yes."
PARTED = f"-\n{LIVING}\nAbout 50 do.\n-\n{SCHOOL}\nNo.", f"-\n{FLYING}\nYes."
BETWEEN = f"{LIVING}\nAbout 50 do.\n-\n{SCHOOL}\nNo.\n-", f"{FLYING}\nYes."
FORMS = pytest.mark.parametrize("form", [PLAIN, BOLD, RUN_IN, LETTERS, PARTED, BETWEEN])
ANSWERS = [(LIVING, "About 50 do."), (SCHOOL, "No."), (FLYING, "Yes.")]


def answers(text: str) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in a_page(text).of_kind(PassageKind.QUESTION)]


@FORMS
def test_headings_that_group_questions_are_none_themselves(form: tuple[str, str]) -> None:
    text = f"## Living there\n\n{form[0]}\n\n## Travelling\n\n{form[1]}\n"
    page = a_page(text)
    assert page.kind is PageKind.QUESTIONS
    assert answers(text) == ANSWERS
    assert len(page.passages) == len(ANSWERS)
    told = [f.code for f in parsed(text).findings if f.code != "no-as-of"]
    assert sorted(set(told)) == ["heading-without-text", "title-derived"]


@FORMS
def test_headings_group_questions_on_a_story_page_as_well(form: tuple[str, str]) -> None:
    text = (
        "# Ice\n\n## What's happened\n\nThe harbour froze.\n\n## Common questions\n\n"
        f"### Living there\n\n{form[0]}\n\n### Travelling\n\n{form[1]}\n"
    )
    assert a_page(text).kind is PageKind.STORY
    assert answers(text) == ANSWERS


@pytest.mark.parametrize(
    "text",
    [
        f"-\n{LIVING}\nAbout 50 do.\n\n### How they do\n\nThey fish.\n-\n{SCHOOL}\nNo.\n",
        f"-\n{LIVING}\nAbout 50 do.\n\n### How they do\n-\nThey fish.\n-\n{SCHOOL}\nNo.\n",
    ],
)
def test_a_heading_inside_an_answer_between_separators_stays_there(text: str) -> None:
    (first, answer), *_ = answers(text)
    assert first == LIVING
    assert "### How they do" in answer


def test_a_heading_with_a_text_among_groups_is_a_section() -> None:
    text = f"## Living\n\n{PLAIN[0]}\n\n## Sources\n\nThe port.\n\n## Travelling\n\n{PLAIN[1]}\n"
    assert answers(text) == ANSWERS
    (section,) = a_page(text).of_kind(PassageKind.SECTION)
    assert (section.label, section.text) == ("Sources", "The port.")


@pytest.mark.parametrize("lead", ["", "By the desk.\n\n"])
def test_questions_may_stand_below_a_title(lead: str) -> None:
    text = f"# The harbour\n\n{lead}{PLAIN[0]}\n\n{PLAIN[1]}\n"
    assert a_page(text).title == "The harbour"
    assert answers(text) == ANSWERS


@pytest.mark.parametrize(
    "text",
    [
        "## Why now\n\nThe council voted twice. Was it legal?\n\nNobody knows.\n\n"
        "## What next\n\nThe court sits in May. Will it rule?\n\nPerhaps.\n",
        "## Open questions\n\n- Will it thaw?\n- Who pays?\n\n## Sources\n\nThe port.\n",
        "# The harbour\n\nIt froze.\n\nAgain.\n\nWill it thaw?\n\nIn May.\n\nWho pays?\n\nWe do.\n",
        "## Ice\n\nIt froze.\n\n## Ships\n\nThey wait.\n\n## Money\n\nWho pays?\n\nThe port.\n\n"
        "Why?\n\nIt must.\n",
    ],
)
def test_a_text_that_asks_now_and_then_is_a_text(text: str) -> None:
    assert answers(text) == []


@pytest.mark.parametrize(
    "heads",
    [
        ("LIVING THERE", "TRAVELLING"),
        ("**Living there**", "**Travelling**"),
        ("1. Living there", "2. Travelling"),
        ("Living there:", "Travelling:"),
        ("Living there", "Travelling"),
    ],
)
@pytest.mark.parametrize("form", [PLAIN, BOLD, LETTERS])
def test_lines_without_marks_may_group_questions(
    heads: tuple[str, str], form: tuple[str, str]
) -> None:
    text = f"Lindholm in winter\n\n{heads[0]}\n\n{form[0]}\n\n{heads[1]}\n\n{form[1]}\n"
    assert answers(text) == ANSWERS
    told = [f.line for f in parsed(text).findings if f.code == "heading-without-text"]
    assert [text.split("\n")[line - 1] for line in told] == list(heads)


@pytest.mark.parametrize(
    "heads", [("LIVING THERE", "TRAVELLING"), ("**Living there**", "**Travelling**")]
)
@pytest.mark.parametrize("form", [PLAIN, BOLD, LETTERS])
def test_a_text_may_stand_above_loud_lines_that_group_questions(
    heads: tuple[str, str], form: tuple[str, str]
) -> None:
    above = "Town of Lindholm\nQuestions about the winter\n\nThe desk answers them."
    text = f"{above}\n\n{heads[0]}\n\n{form[0]}\n\n{heads[1]}\n\n{form[1]}\n"
    assert answers(text) == ANSWERS
    assert [p.text for p in a_page(text).of_kind(PassageKind.SECTION)] == [above]


def test_a_short_answer_in_a_paragraph_of_its_own_groups_nothing() -> None:
    text = f"Living there\n\n{LIVING}\n\nAbout fifty\n\n{SCHOOL}\n\nNot today\n\n{FLYING}\n\nYes."
    said = [answer for _, answer in answers(text)]
    assert said == ["About fifty", "Not today", "Yes."]


def test_a_line_that_may_head_something_else_is_told() -> None:
    text = f"{BOLD[0]}\n\n**Read more**\n\n- The Coast Post\n\n{BOLD[1]}\n"
    (told,) = [f for f in parsed(text).findings if f.code == "heading-inside-answer"]
    assert text.split("\n")[told.line - 1] == "**Read more**"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2 May", "3 May"),
        ("Monday, 2 May 2025", "Tuesday, 3 May 2025"),
        ("May 2, 2025", "May 3, 2025"),
        ("2025-05-02", "2025-05-03"),
    ],
)
def test_days_group_questions(first: str, second: str) -> None:
    page = a_page(
        f"The strike\n\n{first}\nWho walked out?\nWe.\nHow many?\n310\n\n{second}\nOver?\nNo.\n"
    )
    assert [(p.label, p.text) for p in page.of_kind(PassageKind.QUESTION)] == [
        ("Who walked out?", "We."),
        ("How many?", "310"),
        ("Over?", "No."),
    ]


def test_a_day_may_be_an_answer() -> None:
    page = a_page("When was it?\n\n2 May\n\nWhen is it?\n\n3 May\n\nWhy?\n\nSo.\n")
    assert [p.text for p in page.of_kind(PassageKind.QUESTION)] == ["2 May", "3 May", "So."]


@pytest.mark.parametrize(("first", "second"), [("**Food**", "**Bus**"), ("FOOD", "BUS")])
def test_loud_lines_group_questions_in_a_list_without_empty_lines(first: str, second: str) -> None:
    page = a_page(f"Our school\n\n{first}\nIs it free?\nYes.\n{second}\nIs there one?\nNo.\n")
    assert [(p.label, p.text) for p in page.of_kind(PassageKind.QUESTION)] == [
        ("Is it free?", "Yes."),
        ("Is there one?", "No."),
    ]


@pytest.mark.parametrize("rule", ["", "---\n\n"])
def test_a_text_may_stand_above_questions_in_bold_below_a_heading(rule: str) -> None:
    page = a_page(
        "## The new ferry\n\nYou all ask the same.\n\n**Is it free?**\nYes.\n\n"
        f"**Is it fast?**\nNo.\n\n**Who sails?**\nKari.\n\n{rule}## The old ferry\n\nIt is sold.\n"
    )
    assert [(p.label, p.text) for p in page.of_kind(PassageKind.QUESTION)] == [
        ("Is it free?", "Yes."),
        ("Is it fast?", "No."),
        ("Who sails?", "Kari."),
    ]
    assert [(p.label, p.text) for p in page.of_kind(PassageKind.SECTION)] == [
        ("The new ferry", "You all ask the same."),
        ("The old ferry", "It is sold."),
    ]
