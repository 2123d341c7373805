"""Questions pages: questions and answers, told apart however they are separated."""

from __future__ import annotations

import pytest

from bot.corpus.finding_codes import FindingLog
from bot.corpus.limits import Limits
from bot.corpus.model import FrontMatter, PageKind, PassageKind
from bot.corpus.outline import read_rows
from bot.corpus.question_starts import listed_question_starts
from bot.corpus.reader import read_page
from bot.text.lines import split_lines
from tests.builders import a_page, a_questions_page, codes, labels, parsed
from tests.reading import CountedReads

QUESTION = PassageKind.QUESTION


def pairs(text: str) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in a_page(text).of_kind(QUESTION)]


COLD = [("Why is it so?", "It is cold."), ("How cold is it?", "Very cold.")]


@pytest.mark.parametrize(
    "text",
    [
        "-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.\n-\n",
        "-\n\nWhy is it so?\n\nIt is cold.\n\n-\n-\nHow cold is it?\nVery cold.",
        "---\nWhy is it so?\nIt is cold.\n---\nHow cold is it?\nVery cold.\n---",
        "***\nWhy is it so?\nIt is cold.\n* * *\nHow cold is it?\nVery cold.",
        "—\nWhy is it so?\nIt is cold.\n•\nHow cold is it?\nVery cold.",
        "## Why is it so?\n\nIt is cold.\n\n## How cold is it?\n\nVery cold.",
        "# Why is it so?\nIt is cold.\n# How cold is it?\nVery cold.",
        "# Ice\n\n### Why is it so?\nIt is cold.\n\n### How cold is it?\nVery cold.",
        "# Ice\n## A\n### Why is it so?\nIt is cold.\n## B\n### How cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\n\nHow cold is it?\nVery cold.",
        "- Why is it so?\nIt is cold.\n- How cold is it?\nVery cold.",
        "1. Why is it so?\nIt is cold.\n2. How cold is it?\nVery cold.",
        "Common questions\n-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
        "## Common question\n### Why is it so?\nIt is cold.\n### How cold is it?\nVery cold.",
        "Q: Why is it so?\nA: It is cold.\n\nQ: How cold is it?\nA: Very cold.",
        "Q1. Why is it so?\nA. It is cold.\nQ2. How cold is it?\nA. Very cold.",
        "**Q: Why is it so?**\n\nA: It is cold.\n\n**Q: How cold is it?**\n\nA: Very cold.",
        "**Q:** Why is it so?\n**A:** It is cold.\n\n**Q:** How cold is it?\n**A:** Very cold.",
        "-\nQuestion: Why is it so?\nAnswer: It is cold.\n-\nHow cold is it?\nVery cold.",
        "Question: Why is it so?\nAnswer:\nIt is cold.\nQ: How cold is it?\nA:\n\nVery cold.",
        "Q.1 Why is it so?\nA.1 It is cold.\nQ.2 How cold is it?\nA.2 Very cold.",
        "**Q.1** Why is it so?\n**A.1** It is cold.\n\n**Q.2** How cold is it?\nVery cold.",
        "Q1 Why is it so?\nA1 It is cold.\nQ2 How cold is it?\nA2 Very cold.",
        "Question 1 – Why is it so?\nAnswer – It is cold.\n-\nQ - How cold is it?\nA - Very cold.",
        "Question 1 – Why is it so?\nIt is cold.\n\nQuestion 2 – How cold is it?\nVery cold.",
        "Question 1:\nWhy is it so?\nAnswer:\nIt is cold.\n\nQ2:\nHow cold is it?\nA2:\nVery cold.",
        "**Question**\nWhy is it so?\n\n**Answer**\nIt is cold.\n-\nHow cold is it?\nVery cold.",
        "## Q1: Why is it so?\n### Answer\nIt is cold.\n## How cold is it?\nVery cold.",
        "**Q1:** Why is it so?\n**A1** It is cold.\n\n**Q2**: How cold is it?\n**A2**: Very cold.",
        "**Why is it so?** It is cold.\n\n**How cold is it?** Very cold.",
        "# Ice\n\n**Why is it so?** It is cold.\n**How cold is it?** Very cold.",
        "Ice\n\n- **Why is it so**? It is cold.\n- **How cold is it?** – Very cold.",
        "# Ice\n\n**Why is it so?**\n\nIt is cold.\n\n__How cold is it?__\n\nVery cold.",
        "FAQ\n\n**Why is it so?** It is cold.\n\n**How cold is it?**\nVery cold.",
        "-\n**Why is it so?** It is cold.\n-\n**Q: How cold is it?** Very cold.",
        "1. **Why is it so?**\nIt is cold.\n2. **How cold is it?**\nVery cold.",
        "## [Why is it so?](https://example.org/a)\nIt is cold.\n## How cold is it?\nVery cold.",
        "Q&A\n\nWhy is it so?\nIt is cold.\n\nHow cold is it?\nVery cold.",
        "Questions about ice\n-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
    ],
)
def test_a_page_of_questions_may_be_written_in_many_ways(text: str) -> None:
    assert a_page(text).kind is PageKind.QUESTIONS
    assert pairs(text) == COLD


def test_questions_are_kept_word_for_word() -> None:
    page = a_page("-\nWhat does North Korea’s  “help” mean?\nMuch.")
    assert labels(page) == ["What does North Korea’s  “help” mean?"]


def test_an_answer_may_have_paragraphs_bullets_and_subheadings() -> None:
    text = "## Why?\n\nIt froze.\n\n- cold\n- dark\n\n### Also\n\nIt snowed.\n\n## How?\n\nFast."
    assert pairs(text)[0] == ("Why?", "It froze.\n\n- cold\n- dark\n\n### Also\n\nIt snowed.")


def test_a_dash_below_a_heading_only_divides_the_answer() -> None:
    text = "## Why?\n\nIt froze.\n\n---\n\nIt snowed.\n\n---\n\n## How?\n\nFast.\n\n-\nWho?\nWe.\n"
    assert pairs(text) == [
        ("Why?", "It froze.\n\n\n\nIt snowed."),
        ("How?", "Fast."),
        ("Who?", "We."),
    ]


def test_line_numbers_are_those_of_the_questions() -> None:
    page = a_page("\n-\n\nWhy?\nIt froze.\n\n-\nHow?\nFast.")
    assert [p.provenance.line for p in page.passages] == [4, 8]


def test_a_question_may_be_worded_like_a_heading() -> None:
    page = a_page("-\nWhat's happened?\nIt froze.\n-\nWhy?\nIt is cold.")
    assert (page.kind, labels(page)) == (PageKind.QUESTIONS, ["What's happened?", "Why?"])


@pytest.mark.parametrize(
    "text",
    [
        "## Why?\nIt froze.\n## How did we get here?\nSlowly.",
        "## FAQ\n### Why?\nIt froze.\n### How did we get here?\nSlowly.",
        "FAQ\n\nWhy?\nIt froze.\n\nHow did we get here?\nSlowly.",
        "Why?\nIt froze.\n\nHow did we get here?\nSlowly.\n\nGo deeper\n- Who pays?",
    ],
)
def test_a_question_may_be_worded_like_a_heading_that_asks(text: str) -> None:
    assert pairs(text) == [("Why?", "It froze."), ("How did we get here?", "Slowly.")]


def test_a_question_may_lack_its_mark() -> None:
    found = parsed("-\nThe icebreaker\nIt is old.\n-\nWhy?\nIt froze.")
    assert found.page is not None
    assert labels(found.page) == ["The icebreaker", "Why?"]
    assert [f.line for f in found.findings if f.code == "question-without-mark"] == [2]


def test_a_question_on_two_lines_is_one() -> None:
    text = "-\nWhy is the harbour of Lindholm\nfrozen in May?\nIt is cold.\n-\nHow?\nFast."
    assert pairs(text)[0] == (
        "Why is the harbour of Lindholm frozen in May?", "It is cold.",
    )  # fmt: skip


def test_a_question_without_an_answer_is_an_error_and_the_rest_is_served() -> None:
    found = parsed("-\nWhy?\n-\nHow?\nFast.\n-\nWho?")
    assert found.page is not None
    assert labels(found.page) == ["How?"]
    told = [f for f in found.findings if f.code == "question-without-answer"]
    assert [(f.line, f.severity) for f in told] == [
        (2, "error"), (7, "error"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "orphan",
    [
        "The ice is thick and it will stay for a while.",
        "The ice is thick and it will stay.\nIt is cold.",
        "x " * 300,
    ],
)
def test_an_answer_without_a_question_is_an_error(orphan: str) -> None:
    found = parsed(f"-\n{orphan}\n-\nHow?\nFast.")
    assert found.page is not None
    assert labels(found.page) == ["How?"]
    (finding,) = [f for f in found.findings if f.code == "answer-without-question"]
    assert finding.line == 2
    assert orphan[:20] in finding.message


def test_the_same_question_with_the_same_answer_is_served_once() -> None:
    found = parsed("-\nWhy?\nIt froze.\n-\nwhy\nIt froze.\n")
    assert found.page is not None
    assert labels(found.page) == ["Why?"]
    assert [(f.line, f.severity) for f in found.findings if f.code == "repeated-question"] == [
        (5, "warning")
    ]


def test_the_same_question_with_two_answers_is_an_error() -> None:
    found = parsed("-\nWhy?\nIt froze.\n-\nWhy?\nIt burned.\n")
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.passages] == [("Why?", "It froze.")]
    (finding,) = [f for f in found.findings if f.code == "contradictory-question"]
    assert (finding.line, finding.severity) == (5, "error")
    assert "line 2" in finding.message


def test_a_question_inside_an_answer_is_told() -> None:
    found = parsed("-\nWhy?\nIt froze.\nHow thick is it?\nVery thick.\n")
    assert [f.line for f in found.findings if f.code == "question-inside-answer"] == [4]


def test_a_very_long_question_is_served_and_told() -> None:
    question = "Why " + "so " * 130 + "cold?"
    found = parsed(f"-\n{question}\nIt froze.")
    assert found.page is not None
    assert labels(found.page) == [question]
    assert "long-question" in codes(found.findings)


def test_a_long_answer_is_kept_whole() -> None:
    answer = "It was cold. " * 500
    assert a_questions_page({"Why?": answer}).passages[0].text == answer.strip()


def test_too_many_questions_refuse_the_page_and_state_the_limit() -> None:
    text = "".join(f"-\nWhy {number}?\nIt froze.\n" for number in range(11))
    found = parsed(text, limits=Limits(questions_per_page=10))
    assert found.page is None
    (finding,) = found.findings
    assert (finding.code, "11" in finding.message, "10" in finding.message) == (
        "too-many-questions",
        True,
        True,
    )


def test_a_line_that_is_too_long_refuses_the_page_and_states_the_limit() -> None:
    found = parsed("-\nWhy?\n" + "x" * 101, limits=Limits(line_characters=100))
    assert found.page is None
    (finding,) = found.findings
    assert (finding.code, finding.line, finding.column) == ("line-too-long", 3, 101)
    assert "100" in finding.message


@pytest.mark.parametrize("text", ["", "\n\n", "-\n-\n", "---\n\n***"])
def test_a_page_without_text_is_refused(text: str) -> None:
    found = parsed(text)
    assert found.page is None
    assert codes(found.findings) == {"no-text"}


def test_the_front_matter_settles_the_kind() -> None:
    text = "## The ship\nIt is old.\n## The port\nIt is small."
    assert a_page(text).kind is PageKind.STORY
    page = a_page(text, meta=FrontMatter(kind=PageKind.QUESTIONS))
    assert (page.kind, labels(page, QUESTION)) == (PageKind.QUESTIONS, ["The ship", "The port"])


def test_teasers_alone_do_not_make_a_page_of_questions() -> None:
    page = a_page(
        "Common question\n-\nWhy?\nBelow, we explore the reasons.\n-\nHow?\nRead on to learn."
    )
    assert page.kind is PageKind.STORY
    assert labels(page, PassageKind.TEASER) == ["Why?", "How?"]


def test_a_title_is_derived_from_what_the_questions_share() -> None:
    page = a_questions_page(
        {"Why is Lindholm cold?": "x.", "Who rules Lindholm?": "y.", "What now?": "z."}
    )
    assert (page.title, page.is_title_derived) == ("Questions about Lindholm", True)


def test_a_question_between_paragraphs_of_an_answer_is_told() -> None:
    found = parsed("-\nWhen?\n\nOn Monday.\n\nWho says so?\n\nThe mayor.")
    assert [f.line for f in found.findings if f.code == "question-inside-answer"] == [6]


def test_an_id_that_cannot_be_one_is_told_and_not_shown() -> None:
    found = parsed("-\nWhy is it shut? {#Bad ID}\nIt froze.")
    assert found.page is not None
    assert [p.label for p in found.page.passages] == ["Why is it shut?"]
    assert ["“Bad ID” cannot be an id" in f.message for f in found.findings if f.code == "bad-id"]


def test_a_bullet_that_is_taken_as_a_question_loses_its_mark() -> None:
    page = a_page("-\n- the ice\n- the cold\n-\nWho says so?\nThe mayor.")
    assert [p.label for p in page.passages] == ["the ice", "Who says so?"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Q", "A"), ("q", "a"), ("Q1", "A1"), ("Question", "Answer"), ("Question_1", "Answer_1")],
)
@pytest.mark.parametrize("more", ["", "\nNote: they say so.", "\n\n- It is old."])
def test_a_first_question_with_letters_below_a_separator_is_none_of_the_front_matter(
    question: str, answer: str, more: str
) -> None:
    text = f"---\n{question}: What is it?\n{answer}: A thing.{more}\n---\nQ: Why?\nA: So.\n"
    found = read_page(text.encode(), file="page.md", limits=Limits())
    assert found.page is not None
    assert "unknown-field" not in codes(found.findings)
    shown = [passage.label + passage.text for passage in found.page.passages]
    assert len(shown) == 2
    assert "What is it?" in shown[0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Frage: ", "Antwort: "),
        ("**Frage:** ", "**Antwort:** "),
        ("F: ", "A: "),
        ("Question : ", "Réponse : "),
        ("Q : ", "R : "),
        ("P: ", "R: "),
        ("**P:** ", "**R:** "),
        ("D: ", "R: "),
        ("Fråga: ", "Svar: "),
        ("V: ", "A: "),
        ("В: ", "О: "),
    ],
)
def test_questions_of_other_languages_have_letters_of_their_own(question: str, answer: str) -> None:
    text = f"{question}Is it so?\n{answer}It is.\n\n{question}Was it so?\n{answer}It was."
    assert pairs(text) == [("Is it so?", "It is."), ("Was it so?", "It was.")]


@pytest.mark.parametrize("lines", ["F: 555-0143\nA: 12 Mill Street", "D: 52 %\nR: 46 %"])
def test_letters_of_other_languages_say_nothing_where_no_line_asks(lines: str) -> None:
    text = f"Q: Who is it?\nA: We are:\n{lines}\n\nQ: Who was it?\nA: They were."
    assert pairs(text) == [("Who is it?", f"We are:\n{lines}"), ("Who was it?", "They were.")]


def test_letters_that_only_look_like_marks_of_question_and_answer_stay() -> None:
    words = [
        ("Which vitamin?", "A. J. Smith says: C."),
        ("Qatar: why there?", "A: it is rich."),
        ("Q4 earnings: will they rise?", "A1 is closed, and so are shops."),
        ("Question time: when is it?", "A – they say – late hour."),
        ("Q-tips: what are they?", "Answer me that!"),
    ]
    assert pairs("Q. How many?\nA. 3 ships.\nQ. How much?\nA.5% of all.") == [
        ("How many?", "3 ships."),
        ("How much?", "5% of all."),
    ]
    assert pairs("".join(f"-\n{question}\n{answer}\n" for question, answer in words)) == words


@pytest.mark.parametrize(("text", "answer"), [("Q: Which letter?\nA", "A"), ("Q: Road?\nA1", "A1")])
def test_a_letter_may_be_the_whole_answer(text: str, answer: str) -> None:
    assert pairs(f"-\n{text}\n-\nWho?\nWe.")[0][1] == answer


def test_a_letter_alone_is_no_answer() -> None:
    found = parsed("-\nQ: Why?\nA:\n-\nHow?\nFast.")
    assert found.page is not None
    assert labels(found.page) == ["How?"]
    assert [f.line for f in found.findings if f.code == "question-without-answer"] == [2]


def test_what_has_the_letter_of_a_question_needs_no_mark() -> None:
    text = (
        "Q1. What is it?\nA1. Ice.\nQ2. Describe in your own words how ice is made.\nA2. By cold."
    )
    found = parsed(text)
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.passages] == [
        ("What is it?", "Ice."),
        ("Describe in your own words how ice is made.", "By cold."),
    ]
    assert [f.line for f in found.findings if f.code == "question-without-mark"] == [3]


def test_questions_without_marks_are_told_apart_in_a_list_of_questions() -> None:
    page = a_page(
        "What's happened\nIt froze.\n\nCommon questions\n\nWhen does the port open\nIn May.\n\n"
        "Can I walk there\nNo.\n\nIce is thin. Do not try.\n\nWho is who\n\nAnna – the mayor."
    )
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("When does the port open", "In May."),
        ("Can I walk there", "No.\n\nIce is thin. Do not try."),
    ]
    assert labels(page, PassageKind.TOPIC) == ["Anna"]


def test_a_list_of_questions_among_other_sections_makes_no_questions_of_these() -> None:
    page = a_page(
        "# Oil\n\n## In brief\n\nOil is dear.\n\n## Timeline\n\n- 2022: drought\n\n## Q&A\n\n"
        "### Why is oil dear?\n\nIt was dry.\n\n### Will it last?\n\nNo."
    )
    assert page.kind is PageKind.STORY
    assert labels(page, PassageKind.SECTION) == ["In brief", "Timeline"]
    assert labels(page, QUESTION) == ["Why is oil dear?", "Will it last?"]


def test_a_heading_inside_an_answer_between_separators_begins_no_section() -> None:
    text = "-\nWhy?\nIt froze.\n# Also\nIt snowed.\n-\nHow?\nFast.\n-\nWho?\nWe.\n## Note\nAll.\n"
    assert a_page(text).kind is PageKind.QUESTIONS
    assert pairs(text) == [
        ("Why?", "It froze.\n# Also\nIt snowed."),
        ("How?", "Fast."),
        ("Who?", "We.\n## Note\nAll."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Τι συνέβη;\n\nΠάγωσε.\n\n## Γιατί;\n\nΚρύο.",
        "Τι συνέβη;\n----------\nΠάγωσε.\n\nΓιατί;\n------\nΚρύο.",
        "Τι συνέβη;\nΠάγωσε.\n\nΓιατί;\nΚρύο.",
    ],
)
def test_a_question_in_greek_ends_in_a_semicolon(text: str) -> None:
    assert pairs(text) == [("Τι συνέβη;", "Πάγωσε."), ("Γιατί;", "Κρύο.")]


def test_a_semicolon_is_no_question_mark_elsewhere() -> None:
    text = "-\nWhy?\nIt froze;\nit was cold.\n-\nHow?\nSlowly;\nvery slowly."
    assert pairs(text) == [
        ("Why?", "It froze;\nit was cold."),
        ("How?", "Slowly;\nvery slowly."),
    ]


def test_what_goes_on_numbering_the_questions_needs_no_mark() -> None:
    found = parsed(
        "1. What is it?\nSugar:\n1. sweet\n2. white\n2. Where?\nIn leaves.\n3. Name two uses.\n"
        "Energy and starch.\n4. Explain in your own words why the leaves are green.\nThey are."
    )
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.passages] == [
        ("What is it?", "Sugar:\n1. sweet\n2. white"),
        ("Where?", "In leaves."),
        ("Name two uses.", "Energy and starch."),
        ("Explain in your own words why the leaves are green.", "They are."),
    ]
    assert [f.line for f in found.findings if f.code == "question-without-mark"] == [7, 9]


@pytest.mark.parametrize(
    "answer",
    [
        "3. Fill in the form.\n4. Send it.\nThat is all.",
        "3. Fill in the form.\nAll of it.\n4. Send it.\nThat is all.",
        "Like this:\n1. Get it.\n2. Fill it in.\n3. Sign it.\nThen send it.",
        "Like this:\n  3. Sign it.\nThen send it.",
    ],
)
def test_a_numbered_list_inside_an_answer_holds_no_questions(answer: str) -> None:
    text = f"1. What is it?\nA form.\n2. How do I apply?\n{answer}"
    assert pairs(text) == [("What is it?", "A form."), ("How do I apply?", answer)]


def test_a_list_of_one_number_is_read_in_proportion_to_its_length() -> None:
    def reads(length: int) -> int:
        text = "1. Is it?\nYes.\n\n1. Was it?\nNo.\n\n" + "2. x\n" * length
        rows = CountedReads(read_rows(split_lines(text), FindingLog("page.md")))
        assert len(listed_question_starts(rows)) == 2
        return rows.reads

    assert reads(2_000) < 3 * reads(1_000)


def test_a_number_is_no_sign_of_a_question_where_questions_have_none() -> None:
    text = "What is it?\nA form.\n\nWho signs?\nTwo people:\n\n1. The mayor\nof the town"
    assert pairs(text)[1] == ("Who signs?", "Two people:\n\n1. The mayor\nof the town")


def test_a_question_that_was_wrapped_is_one_where_nothing_separates() -> None:
    text = "How?\nFast.\n\nWhy is the harbour of Lindholm\nfrozen in May?\nIt is cold."
    assert pairs(text) == [
        ("How?", "Fast."),
        ("Why is the harbour of Lindholm frozen in May?", "It is cold."),
    ]


@pytest.mark.parametrize("underline", ["=" * 5, "-" * 40, "-" * 20])
def test_an_underlined_question_may_be_wrapped(underline: str) -> None:
    text = (
        "Why is the sea salt?\n--------------------\nRivers.\n\n"
        "Why do the tides come in twice a day and\nnot only once a day? {#tides}\n"
        f"{underline}\n\nThe moon.\nHow deep is it?\n---------------\nDeep.\n"
    )
    page = a_page(text)
    assert [(p.label, p.text) for p in page.passages] == [
        ("Why is the sea salt?", "Rivers."),
        ("Why do the tides come in twice a day and not only once a day?", "The moon."),
        ("How deep is it?", "Deep."),
    ]
    assert (page.passages[1].id, page.passages[1].provenance.line) == ("tides", 5)


@pytest.mark.parametrize("above", ["So it is.", "- cold", "So it is?", "It froze\nand", "Cold:"])
def test_the_end_of_an_answer_is_no_half_of_the_heading_below_it(above: str) -> None:
    text = f"Why?\n----\nSo.\n\n{above}\nhow deep is it?\n---------------\nDeep.\n"
    assert pairs(text) == [("Why?", f"So.\n\n{above}"), ("how deep is it?", "Deep.")]


def test_an_answer_that_runs_in_may_ask_and_have_paragraphs() -> None:
    text = "**Why?** It is cold. Is it not?\n\nIt is.\n\n**How cold is it?** Very cold."
    assert pairs(text) == [
        ("Why?", "It is cold. Is it not?\n\nIt is."),
        ("How cold is it?", "Very cold."),
    ]


def test_a_question_that_runs_in_knows_its_line_and_its_id() -> None:
    page = a_page("**Why?** So. {#why}\n\n**How?** Fast.")
    first, second = page.passages
    assert (first.id, first.provenance.line, first.text_line) == ("why", 1, 1)
    assert second.provenance.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "## Why?\nIt froze.\n\n**And the ice?** It is thick.\n\n## How?\nFast.",
        "-\nWhy?\nIt froze.\n\n**And the ice?** It is thick.\n-\nHow?\nFast.",
        "Why?\nIt froze.\n\n**And the ice?** It is thick.\n\nHow?\nFast.",
    ],
)
def test_a_bold_question_among_others_that_stand_apart_is_told(text: str) -> None:
    found = parsed(text)
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.passages] == [
        ("Why?", "It froze.\n\n**And the ice?** It is thick."),
        ("How?", "Fast."),
    ]
    (told,) = [f for f in found.findings if f.code == "question-inside-answer"]
    assert "“And the ice?”" in told.message


def test_code_inside_an_answer_holds_neither_questions_nor_letters() -> None:
    code = "```\n**What?** Code.\nA: code\n3. Code\n```"
    text = f"1. **Q: Why?**\n{code}\n2. **How?** Fast."
    assert pairs(text) == [("Why?", code), ("How?", "Fast.")]


@pytest.mark.parametrize(
    "text",
    [
        "# Ice\n\nIt is cold.\n\nIt stays so.\n\n**Why now?** So.\n\n**What next?** Spring.",
        "# Ice\n\n**Why now?** It is cold. It stays so.\n\nIt froze.",
    ],
)
def test_bold_questions_in_a_text_make_no_list(text: str) -> None:
    assert a_page(text).kind is PageKind.STORY


ASKING = "## Why is it shut?\nIt froze.\n## Who pays?\nWe do.\n## For how long?\nA week.\n"


@pytest.mark.parametrize(
    "heading",
    ["Sources", "Editor's note", "Tickets", "May 2025", "Will Smith's visit", "Q&A rules"],
)
def test_a_heading_that_asks_nothing_is_a_section_beside_the_questions(heading: str) -> None:
    found = parsed(f"{ASKING}## {heading}\nReuters, 30 June.\n\n- AP")
    assert found.page is not None
    assert labels(found.page, QUESTION) == ["Why is it shut?", "Who pays?", "For how long?"]
    assert [(p.label, p.text) for p in found.page.of_kind(PassageKind.SECTION)] == [
        (heading, "Reuters, 30 June.\n\n- AP")
    ]
    assert [f.line for f in found.findings if f.code == "unknown-heading"] == [7]


@pytest.mark.parametrize(
    "heading",
    [
        "How to get there",
        "What’s new",
        "Can I walk there",
        "Is it safe? (readers ask)",
        "Q4: Tickets",
        "Over already?!",
    ],
)
def test_a_heading_may_ask_without_a_mark(heading: str) -> None:
    found = parsed(f"{ASKING}## {heading}\nBy bus.")
    assert found.page is not None
    question = found.page.of_kind(QUESTION)[-1]
    assert heading.endswith(question.label)
    told = [f.line for f in found.findings if f.code == "question-without-mark"]
    assert told == ([] if heading.endswith("?!") else [7])


def test_a_heading_above_a_group_of_questions_is_none_of_them() -> None:
    found = parsed(
        "## Tickets\nSold on board.\n### How much?\nTen.\n### Who is free?\nChildren.\n"
        "## Boats\n### How old?\n50.\n"
    )
    assert found.page is not None
    assert [(p.kind, p.label, p.text) for p in found.page.passages] == [
        (PassageKind.SECTION, "Tickets", "Sold on board."),
        (QUESTION, "How much?", "Ten."),
        (QUESTION, "Who is free?", "Children."),
        (QUESTION, "How old?", "50."),
    ]
    assert "unknown-heading" in codes(found.findings)
    assert [f.line for f in found.findings if f.code == "heading-without-text"] == [7]


def test_a_text_above_headings_is_an_introduction_even_if_one_lacks_its_mark() -> None:
    found = parsed(f"Welcome to all.\n\nWe answer.\n\n{ASKING}## How to get there\nBy bus.")
    assert found.page is not None
    assert labels(found.page, PassageKind.SECTION) == ["Introduction"]
    assert labels(found.page, QUESTION)[-1] == "How to get there"


def test_headings_are_the_questions_where_none_asks_and_are_told() -> None:
    text = "## The ship\nIt is old.\n## The port\nIt is small."
    found = parsed(text, meta=FrontMatter(kind=PageKind.QUESTIONS))
    assert [f.line for f in found.findings if f.code == "question-without-mark"] == [1, 3]


@pytest.mark.parametrize("space", ["\n", "\n\n"])
@pytest.mark.parametrize("asked", ["Who pays?", "Who pays for\nthe icebreaker?"])
def test_an_answer_may_end_in_a_question(asked: str, space: str) -> None:
    page = a_page(
        f"{asked}{space}The port does. Isn't that odd?\n\nIt is.\n\n"
        f"Why does it freeze?{space}It is cold."
    )
    assert [(p.label, p.text) for p in page.passages] == [
        (asked.replace("\n", " "), "The port does. Isn't that odd?\n\nIt is."),
        ("Why does it freeze?", "It is cold."),
    ]


def test_a_question_of_two_sentences_below_one_without_answer_is_none_of_its_answer() -> None:
    page = a_page("Who pays?\n\nI live in Umby. Can I fish?\nNo.\n\nWhy does it freeze?\nSo.")
    assert [p.label for p in page.passages] == [
        "I live in Umby. Can I fish?",
        "Why does it freeze?",
    ]


def test_an_id_that_nothing_has_is_told() -> None:
    found = parsed(
        "# Ice {#ice}\n-\nWhy? {#why}\nIt froze. {#cold}\n-\nHow? {#how}\n-\nWho? {#b}\nWe.\n"
    )
    unused = [(f.line, f.column) for f in found.findings if f.code == "unused-id"]
    assert unused == [(4, 10)]


@pytest.mark.parametrize(
    "above",
    [
        "**By Amrita Rao** | Updated 9 October 2025\n\n![](https://x.org/a.jpg)\n*A market.*",
        "By Amrita Rao\n\nOnions cost three times as much as last year.",
        "Onions cost three times as much as last year.\n\nWe answer your questions.",
    ],
)
def test_bylines_pictures_and_a_few_paragraphs_may_stand_above_questions_in_bold(
    above: str,
) -> None:
    page = a_page(
        f"# Why onions are dear\n\n{above}\n\n**Why is it so?**\n\nRain.\n\n**Who gains?**\n\n"
        "- Traders\n- Farmers\n\n**Who loses?**\n\nHouseholds.\n"
    )
    assert page.kind is PageKind.QUESTIONS
    assert labels(page, QUESTION) == ["Why is it so?", "Who gains?", "Who loses?"]


def test_letters_in_bold_and_without_mix_below_a_title() -> None:
    page = a_page("# Passports\n\n**Q1. When?**\n**A1.** In July.\n\nQ2. What now?\nA2. Wait.\n")
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("When?", "In July."),
        ("What now?", "Wait."),
    ]


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("is the school open", True),
        ("How much is a ticket", True),
        ("who is the mayor now", True),
        ("is open on Sundays", False),
        ("what they want", False),
        ("Can be bought online", False),
        ("Is it so. It is", False),
    ],
)
def test_a_question_without_its_mark_inside_an_answer_is_told(line: str, is_told: bool) -> None:
    found = parsed(f"when will it be back on?\nat 3pm\n{line}\nyes, it is\nwhy so?\nno power")
    told = [f.line for f in found.findings if f.code == "unmarked-question"]
    assert told == ([3] if is_told else [])


def test_the_second_line_of_a_wrapped_answer_is_no_question() -> None:
    answer = (
        "The council says that nobody can tell before Friday\nwhat is to become of the ferry\nnow."
    )
    assert "unmarked-question" not in codes(parsed(f"-\nWhen?\n{answer}\n").findings)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("  - One.\n    - Two.\n  - Three.", "- One.\n  - Two.\n- Three."),
        ("\n   The tug was far.\n   Ours was in dock.\n", "The tug was far.\nOurs was in dock."),
        ("\n    ```\n    x = 1\n      y\n    ```\n", "```\nx = 1\n  y\n```"),
        ("One:\n  - Two.", "One:\n  - Two."),
    ],
)
def test_what_all_lines_of_an_answer_are_indented_by_is_left_out(answer: str, shown: str) -> None:
    page = a_page(f"- **Why?**\n{answer}\n- **How?**\n  So.\n")
    assert [p.text for p in page.of_kind(QUESTION)] == [shown, "So."]


def test_letters_may_be_as_wide_as_the_signs_around_them() -> None:
    page = a_page("# 橋\n\nＱ：いつ？\nＡ：四月です。\n\nQ：なぜ？\nA：ひび割れ。\n")
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("いつ？", "四月です。"),
        ("なぜ？", "ひび割れ。"),
    ]


def test_a_line_that_only_sets_the_direction_is_empty() -> None:
    page = a_page("\u200f\n\u200f-\nלמה?\nכי.\n-\nמתי?\nמחר.\n")
    assert labels(page) == ["למה?", "מתי?"]
    assert page.title == "למה?"


@pytest.mark.parametrize("above", ["", "EXPLAINER\n\n"])
def test_a_headline_that_asks_above_a_byline_is_no_question(above: str) -> None:
    found = parsed(
        f"{above}Why did the bank fail?\n\nBy Lea Brandt\nPublished: 3 Nov 2025\n\n"
        "What happened?\nIt could not pay.\n\nIs my money safe?\nYes.\n"
    )
    assert found.page is not None
    assert labels(found.page, QUESTION) == ["What happened?", "Is my money safe?"]
    assert "text-before-heading" in codes(found.findings)
    assert "truncated-text" not in codes(found.findings)


def test_a_single_separator_between_questions_does_not_glue_those_above_it() -> None:
    page = a_page("What's happened\nx.\nFAQ\nWhy?\nCold.\nWho pays?\nWe do.\n---\nWhen?\nNow.\n")
    assert labels(page, QUESTION) == ["Why?", "Who pays?", "When?"]


@pytest.mark.parametrize(
    "answer", ["3 May 2024", "By bus or by train.", "From the lake.", "Updated every Monday."]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_first_answer_that_reads_like_a_byline_answers_its_question(
    answer: str, gap: str
) -> None:
    page = a_page(f"How or when does it come?{gap}{answer}\n\nWho pays?{gap}The city.\n")
    assert labels(page, QUESTION) == ["How or when does it come?", "Who pays?"]


@pytest.mark.parametrize(
    "text",
    [
        "Q1: When is it open\nOn Monday.\n\nQ2: Parking\nNone.\n\nQ3: Is it free?\nYes.",
        "Q1. When is it open?\nOn Monday.\nQ2. Parking\nNone.\nQ3. Is it free\nYes.",
        "Q1) when is it open\nOn Monday.\n\nQ2) parking\nNone.\n\nQ3) is it free\nYes.",
        "Question: When is it open?\nOn Monday.\nQuestion: Parking\nNone.\nQ: Is it free?\nYes.",
        "Question – when is it open\nOn Monday.\n\nQ: parking\nNone.\n\nQ: is it free\nYes.",
    ],
)
def test_questions_with_letters_need_no_marks_and_their_answers_no_letters(text: str) -> None:
    found = parsed(text)
    assert found.page is not None
    assert found.page.kind is PageKind.QUESTIONS
    assert [(p.label.strip("?").casefold(), p.text) for p in found.page.passages] == [
        ("when is it open", "On Monday."),
        ("parking", "None."),
        ("is it free", "Yes."),
    ]
    assert "question-without-mark" in codes(found.findings)


@pytest.mark.parametrize(
    "answer",
    [
        "Sales rose:\nQ1: 3%\nQ2: 4%\nQ3: 5%\nQ4: 6%\nThat is good.",
        "It rose.\n\nQ4 – the last three months – was the best.\n\nNobody knows why.",
        "It rose.\n\nQ3: sales rose by 5%.\n\nNobody knows why.",
    ],
)
def test_quarters_of_a_year_are_no_questions(answer: str) -> None:
    asked = [("What did it sell?", answer), ("Who bought it?", "We did.")]
    for letter in ("", "Q: "):
        assert (
            pairs("\n\n".join(f"{letter}{question}\n{text}" for question, text in asked)) == asked
        )


@pytest.mark.parametrize("title", ["", "Questions about the library\n\n"])
@pytest.mark.parametrize("numbers", [("", "", ""), ("1) ", "2) ", "3) "), ("", "2. ", "")])
def test_a_list_of_questions_may_do_without_any_question_mark(
    title: str, numbers: tuple[str, str, str]
) -> None:
    asked = [
        ("When does it open", "On Monday.\n\nOn Sunday it is closed."),
        ("Can I print", "Yes: 10 cents."),
        ("Is there a café", "No."),
    ]
    listed = zip(numbers, asked, strict=True)
    found = parsed(title + "\n\n".join(f"{n}{question}\n{text}" for n, (question, text) in listed))
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(QUESTION)] == asked
    assert "question-without-mark" in codes(found.findings)


def test_one_line_that_is_worded_as_a_question_makes_no_list() -> None:
    page = a_page("What did they decide\nIt will wait.\n\nThe meeting ended with a vote.")
    assert page.kind is PageKind.STORY


def test_a_list_to_fold_open_shows_neither_tags_nor_arrows() -> None:
    found = parsed(
        "# Bread\n\n<details>\n<summary>Is there bread?</summary>\n\nYes.\n\n</details>\n\n"
        "<details><summary><b>Who strikes?</b></summary>\nBakers.\n</details>\n"
    )
    assert found.page is not None
    questions = [("Is there bread?", "Yes."), ("Who strikes?", "Bakers.")]
    assert [(p.label, p.text) for p in found.page.passages] == questions
    assert [f.line for f in found.findings if f.code == "html-frame"] == [3, 4, 8, 10, 12]
    on_one_line = "<details><summary>Is there bread?</summary>Yes.</details>"
    assert pairs(f"{on_one_line}\n<details><summary>Who strikes?</summary>Bakers.</details>") == [
        *questions
    ]
    assert pairs(
        "- ▶ **Is there bread?**\n\n    Yes.\n\n- ▶ **Who strikes?**\n\n    Bakers.\n"
    ) == [*questions]
    assert pairs("▼ Is there bread?\nYes.\n\n▶️ Who strikes?\nBakers.\n") == questions


def test_tags_in_code_are_shown() -> None:
    assert pairs("How?\n```\n<div>\n```\n") == [("How?", "```\n<div>\n```")]


def test_a_table_of_questions_may_lack_a_mark() -> None:
    rows = ("| How tall? | 2 m. |", "| Are they wild | Yes. |", "| Why? | So. |")
    text = "\n".join(("| Question | Answer |", "|--|--|", *rows))
    assert pairs(text) == [("How tall?", "2 m."), ("Are they wild", "Yes."), ("Why?", "So.")]


@pytest.mark.parametrize("above", ["", "Question\tAnswer\n", "Questions about elk\n\n"])
def test_cells_of_a_spreadsheet_may_hold_questions(above: str) -> None:
    rows = "How tall?\t2 m. Or more.\nAre they wild\tYes.\nWhy?\tSo.\n"
    asked = [("How tall?", "2 m. Or more."), ("Are they wild", "Yes."), ("Why?", "So.")]
    assert pairs(f"{above}{rows}") == asked
    assert pairs(f"What's happened\nx.\n\nCommon questions\n{above}{rows}") == asked


def test_a_gap_in_a_line_of_an_answer_makes_no_cells() -> None:
    questions = [("When?", "Mon\t9 to 5\nSat\t9 to noon"), ("Who pays?", "We do.\tAll of us.")]
    assert (
        pairs("".join(f"{question}\n{answer}\n\n" for question, answer in questions)) == questions
    )


def test_lists_of_definitions_may_hold_questions() -> None:
    text = "; Do they eat fish?\n: No.\n: They eat bark.\n\n; Why?\n: So.\n"
    assert pairs(text) == [("Do they eat fish?", "No.\nThey eat bark."), ("Why?", "So.")]


def test_a_bold_line_at_the_end_of_grouped_questions_in_bold_is_told() -> None:
    found = parsed(
        "# Tram\n\n**Getting on**\n\n**When does it leave?**\nAt noon.\n\n**Money**\n\n"
        "**Who pays?**\nThe city.\n\n**About this page**\nWritten by the desk.\n"
    )
    assert [f.line for f in found.findings if f.code == "heading-inside-answer"] == [13]


def test_a_text_that_breaks_off_is_told_where_it_does() -> None:
    found = parsed("Why?\nIt froze.\n\nThen it\nthawed. It was\n\nWho?\nWe.\n")
    assert [f.line for f in found.findings if f.code == "truncated-text"] == [5]


def test_a_question_that_is_quoted_above_its_answer_loses_the_mark_of_quotation() -> None:
    assert pairs("> Who pays?\nThe town.\n\n> When?\nAt *noon*.\n> He said so.\n") == [
        ("Who pays?", "The town."),
        ("When?", "At *noon*.\n> He said so."),
    ]


@pytest.mark.parametrize("letters", [("", ""), ("Q: ", "A: "), ("Q: ", "")])
def test_a_question_may_go_on_below_with_a_capital(letters: tuple[str, str]) -> None:
    q, a = letters
    text = (
        f"{q}Is it open?\n{a}Yes.\n\n"
        f"{q}How can I set the time if I start it from the\n   GUI or by hand?\n{a}So.\n\n"
        f"{q}Can I bring my dog to the small islands of the North\nSea by ship?\n{a}No.\n"
    )
    assert pairs(text) == [
        ("Is it open?", "Yes."),
        ("How can I set the time if I start it from the GUI or by hand?", "So."),
        ("Can I bring my dog to the small islands of the North Sea by ship?", "No."),
    ]


def test_a_separator_below_a_list_leaves_its_questions_as_they_are() -> None:
    listed = (
        "1. **When?**\n\tAt night.\n\t- daily\n2. **May I pay by card?** Yes.\n3. **Who?** We.\n"
    )
    asked = [("When?", "At night.\n- daily"), ("May I pay by card?", "Yes."), ("Who?", "We.")]
    assert pairs(f"# Market\n\n{listed}\n---\n") == asked
    assert (
        pairs(f"What's happened\nx.\n\n---\n\nFAQ\n{listed}\n---\n\nGo deeper\n- Who?\n") == asked
    )


@pytest.mark.parametrize(
    "listed",
    [
        "**Who pays?** We do.\n\n**Is it far?** No.\n",
        "**Who pays?**\nWe do.\n\n**Is it far?**\nNo.\n",
        "- **Who pays?** We do.\n- **Is it far?** No.\n",
        "Who pays?\nWe do.\n\nIs it far?\nNo.\n",
        "Q: Who pays?\nA: We do.\n\nQ: Is it far?\nA: No.\n",
    ],
)
@pytest.mark.parametrize("title", ["", "# Trams\n\n", "# Trams\n\nThe desk says:\n\n"])
def test_a_closing_sentence_below_a_separator_parts_no_questions(listed: str, title: str) -> None:
    closing = "*Have a question? Write to the desk.*"
    found = parsed(f"{title}{listed}\n---\n\n{closing}\n")
    assert found.page is not None
    first, second = found.page.of_kind(QUESTION)
    assert [(first.label, first.text), second.label] == [("Who pays?", "We do."), "Is it far?"]
    assert second.text.startswith("No.\n")
    assert second.text.endswith(closing)
    assert not {"answer-without-question", "question-inside-answer"} & codes(found.findings)


def test_a_question_without_a_mark_below_the_only_separator_is_no_closing_sentence() -> None:
    found = parsed("Who pays?\nWe do.\n\nIs it far?\nNo.\n\n---\n\nName the driver.\nBo Lind.\n")
    assert found.page is not None
    assert [(q.label, q.text) for q in found.page.of_kind(QUESTION)][-1:] == [
        ("Name the driver.", "Bo Lind.")
    ]


@pytest.mark.parametrize("list_", ["- Is it far?\n- Is it late?\nThen go.", "- Is it far?"])
def test_questions_in_bullets_below_a_text_that_leads_to_them_belong_to_it(list_: str) -> None:
    answer = f"Ask yourself:\n{list_}"
    questions = [("Do I need a ticket?", answer), ("Is it dear?", "No.")]
    text = f"Do I need a ticket?\n{answer}\n\nIs it dear?\nNo.\n"
    assert pairs(text) == questions
    story = a_page(f"What's happened\nIt froze.\nCommon questions\n{text}")
    assert labels(story, PassageKind.QUESTION) == [question for question, _ in questions]


def test_a_line_that_leads_to_the_questions_themselves_parts_them() -> None:
    questions = [("Who pays?", "We do."), ("Is it far?", "No.")]
    assert pairs("Is it shut?\nYes. You ask:\n1. Who pays?\nWe do.\n2. Is it far?\nNo.") == [
        ("Is it shut?", "Yes. You ask:"),
        *questions,
    ]
    assert pairs("You ask:\n- Who pays?\n- Is it far?") == []


@pytest.mark.parametrize("end", ["# # #", "###", "-", "---"])
def test_what_stands_below_the_only_separator_is_no_question(end: str) -> None:
    text = (
        "The port orders a ship\n\nIt is new.\n\nIt is blue.\n\nQ: Who pays?\nA: The port.\n\n"
        f"Q: When?\nA: In May.\n\n{end}\n\nAbout the port\nIt has 90 berths.\n"
    )
    page = a_page(text)
    assert pairs(text) == [("Who pays?", "The port."), ("When?", "In May.")]
    assert ("About the port", "It has 90 berths.") in [
        (p.label, p.text) for p in page.of_kind(PassageKind.SECTION)
    ]


def test_the_only_separator_may_part_two_lists() -> None:
    assert pairs("Why?\nSo.\n\nWho?\nWe.\n\n---\n\nWarum?\nDarum.\n\nWer?\nWir.\n") == [
        ("Why?", "So."),
        ("Who?", "We."),
        ("Warum?", "Darum."),
        ("Wer?", "Wir."),
    ]


def test_an_answer_with_its_letter_may_ask() -> None:
    text = "Q. You are alone...\n\nA. Who? My cat?\n\nQ: Why?\nA: Why not?\nQ. When?\nA. May.\n"
    assert pairs(text) == [
        ("You are alone...", "Who? My cat?"),
        ("Why?", "Why not?"),
        ("When?", "May."),
    ]


def test_questions_among_statements_in_bullets_belong_to_the_text() -> None:
    told = "- Who broke it.\n- It is cold. Will it stay so?\n- Who pays?"
    text = f"What we know\n- It froze.\n\nWhat we don't know\n{told}\n\nWhat comes next?\nSpring.\n"
    assert pairs(text) == [
        ("What we know", "- It froze."),
        ("What we don't know", told),
        ("What comes next?", "Spring."),
    ]


def test_bullets_may_be_questions_and_answers_in_turn() -> None:
    assert pairs("To the council\n- Who pays?\n- The port.\n- Why?\n- It must.\n") == [
        ("Who pays?", "- The port."),
        ("Why?", "- It must."),
    ]


def test_questions_put_in_two_languages_are_one_each() -> None:
    text = "Why is it so?\nWarum?\nIt froze.\nFrost.\n\nWho pays?\nWer zahlt?\nWe do.\nWir.\n"
    assert pairs(text) == [
        ("Why is it so? Warum?", "It froze.\nFrost."),
        ("Who pays? Wer zahlt?", "We do.\nWir."),
    ]


def test_one_question_above_another_lacks_its_answer() -> None:
    found = parsed("Why is it so?\nIt froze.\n\nWho pays?\nWho decides?\nWe do.\n")
    assert "question-without-answer" in codes(found.findings)


@pytest.mark.parametrize(
    "text",
    [
        "Of ice\n\n**1. Who pays?**\n\nWe do.\n\n**2. Why?**\n\nSo.\n",
        "Of ice\n\n**1) Who pays?** We do.\n\n**2) Why?** So.\n",
        "# Ice\n## 1. Who pays?\nWe do.\n## **2.** Why?\nSo.\n",
    ],
)
def test_numbers_of_headings_and_of_lines_in_bold_are_no_part_of_questions(text: str) -> None:
    assert pairs(text) == [("Who pays?", "We do."), ("Why?", "So.")]


def test_separators_that_look_otherwise_divide_answers() -> None:
    text = (
        "-\nWhy?\nSo.\n---\nMore of it.\nIt is long.\n-\nWho?\n---\nWe.\n-\n"
        "Parking\nBehind.\n***\nWrite to us at port.no\n"
    )
    assert pairs(text) == [
        ("Why?", "So.\n\nMore of it.\nIt is long."),
        ("Who?", "We."),
        ("Parking", "Behind.\n\nWrite to us at port.no"),
    ]


def test_separators_that_look_otherwise_may_part_questions_as_well() -> None:
    text = "-\nWhy?\nSo.\n---\nWho?\nWe.\n-\nIs it cold?\nYes.\n***\nParking\nBehind.\n"
    assert [label for label, _ in pairs(text)] == ["Why?", "Who?", "Is it cold?", "Parking"]


def test_a_few_headings_without_marks_stand_among_questions() -> None:
    page = a_page(
        "# FAQ: ice\n### Is it cold?\nYes.\n### Why?\nSo.\n### Where is it\nHere.\n"
        "### Is it wet? (new)\nNo.\n### Contact\nport.no\n### Sources\nThe port\n"
        "### Thanks\nTo all.\n"
    )
    assert labels(page, QUESTION) == ["Is it cold?", "Why?", "Where is it", "Is it wet? (new)"]
    assert labels(page, PassageKind.SECTION) == ["Contact", "Sources", "Thanks"]


GLOSSARY = "## Glossary\n\n- **Draught**: how deep a ship lies\n- **Berth**: its place"


@pytest.mark.parametrize(
    "asked",
    [
        "## Going\n\n**Q: Is it cold?**\nA: Yes.\n\n**Q: Is it far?**\nA: No.\n\n"
        "## Staying\n\n**Q: Is there a hotel?**\nA: One.",
        "## Lindholm\n\nIs it cold?\nYes.\n\nIs it far?\nNo.\n\nIs there a hotel?\nOne.",
    ],
)
def test_a_glossary_leaves_questions_what_they_are(asked: str) -> None:
    page = a_page(f"# Lindholm\n\n{asked}\n\n{GLOSSARY}\n\n## Contact\n\nWrite to us.\n")
    assert labels(page, PassageKind.QUESTION) == ["Is it cold?", "Is it far?", "Is there a hotel?"]
    assert labels(page, PassageKind.TOPIC) == ["Draught", "Berth"]
    contact = next(p for p in page.passages if p.label == "Contact")
    assert contact.text == "Write to us."


@pytest.mark.parametrize("marks", ["(3 marks)", "[4]", "(2 pts.)"])
@pytest.mark.parametrize("answer", ["A:", "Model answer:", "**Sample answer:**"])
def test_a_test_says_what_its_answers_are_worth(marks: str, answer: str) -> None:
    found = parsed(
        "Test on ice\nYear 9\n\nPart A: Short answers\n\n"
        f"Q1. Is it cold? {marks}\n{answer} Yes.\n\n"
        f"Part B: Longer answers\n\nQ2. Why is it so? {marks}\n{answer} It is winter.\n"
    )
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(PassageKind.QUESTION)] == [
        (f"Is it cold? {marks}", "Yes."),
        (f"Why is it so? {marks}", "It is winter."),
    ]
    assert "question-without-mark" not in codes(found.findings)


def test_questions_above_a_plain_glossary_are_questions() -> None:
    page = a_page(
        "Is it cold?\nYes.\n\nIs it far?\nNo.\n\nGlossary\nBerth: its place\nQuay: a wall\n"
    )
    assert labels(page, PassageKind.QUESTION) == ["Is it cold?", "Is it far?"]
    assert labels(page, PassageKind.TOPIC) == ["Berth", "Quay"]
