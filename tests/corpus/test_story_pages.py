"""Story pages: seven sections, in every form in which they come."""

from __future__ import annotations

import pytest

from bot.corpus.model import Page, PageKind, PassageKind
from bot.corpus.sections import SECTION_TYPES
from tests.builders import a_page, a_story, a_story_text, codes, labels, only, parsed

SECTION, MENU = PassageKind.SECTION, PassageKind.MENU
QUESTION, TEASER, TOPIC = PassageKind.QUESTION, PassageKind.TEASER, PassageKind.TOPIC


def text_under(page: Page, heading: str) -> str:
    (passage,) = [p for p in page.passages if p.label == heading]
    return passage.text


def test_a_story_has_its_sections_menus_and_topics() -> None:
    page = a_story()
    assert page.kind is PageKind.STORY
    assert labels(page, SECTION) == [s.heading for s in SECTION_TYPES if not s.is_menu]
    assert labels(page, MENU) == [s.heading for s in SECTION_TYPES if s.is_menu]
    assert labels(page, TEASER) == ["When Will the Ice Melt?"]
    assert labels(page, TOPIC) == ["Lindholm"]
    assert [question.label for question in page.go_deeper] == ["Why is there only one icebreaker?"]


@pytest.mark.parametrize(
    "heading", ["How did it come to this", "How it came to this:", "**How Did It Come to This**"]
)
def test_a_heading_in_other_words_ends_the_section_above_it(heading: str) -> None:
    page = a_page(f"What's happened\nIt froze.\n{heading}\nIt was cold.\n")
    assert text_under(page, "How we got here") == "It was cold."


def test_a_short_text_may_stand_behind_a_heading_in_bold() -> None:
    page = a_page(
        "**What's happened:** It froze.\n\n**The papers say:** Not much.\n\n"
        "**Go deeper:**\n\n- Why?"
    )
    assert text_under(page, "What's happened") == "It froze."
    assert text_under(page, "What the papers say") == "Not much."


def test_every_passage_knows_its_line_and_its_section() -> None:
    page = a_page(
        "What's happened\nIt froze.\n\nCommon question\n-\nWhy?\nBecause.\n"
        "More on these topics\n-\n\nLindholm is a port.\n"
    )
    assert [(p.kind, p.provenance.line, p.section) for p in page.passages] == [
        (SECTION, 1, "What's happened"),
        (MENU, 4, "Common question"),
        (QUESTION, 6, "Common question"),
        (MENU, 8, "More on these topics"),
        (TOPIC, 11, "More on these topics"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "WHAT'S HAPPENED",
        "What’s happened:",
        "## What's happened",
        "#What's happened",
        "## What's happened ##",
        "**What's happened**",
        "### **What's happened**:",
        "What's\u00a0happened",
        "  What's happened  ",
        "What's happened\n===========",
        "What's happened\n-----",
        "What's happened\n---------------",
        "1. What's happened",
        "What&#8217;s happened",
        "<p><b>What&rsquo;s happened</b></p>",
        "📰 What's happened",
        "[What's happened](https://example.org/story_(ice))",
        "## [**What's happened**](https://example.org/story)",
    ],
)
def test_a_heading_may_be_written_in_many_ways(heading: str) -> None:
    page = a_page(f"{heading}\nIt froze.\nHow we got here\nIt was cold.")
    assert labels(page) == ["What's happened", "How we got here"]
    assert text_under(page, "What's happened") == "It froze."


def test_sections_may_come_in_any_order_and_some_be_missing() -> None:
    found = parsed("How we got here\nIt was cold.\nWhat's happened\nIt froze.")
    assert found.page is not None
    assert labels(found.page) == ["How we got here", "What's happened"]
    assert codes(found.findings) >= {"missing-section"}


def test_a_section_that_is_repeated_is_joined_and_told() -> None:
    found = parsed("What's happened\nIt froze.\nHow we got here\nCold.\nWhat's happened\nMore ice.")
    assert found.page is not None
    assert text_under(found.page, "What's happened") == "It froze.\n\nMore ice."
    assert [f.line for f in found.findings if f.code == "repeated-section"] == [5]


def test_an_empty_section_is_told_and_not_served() -> None:
    found = parsed("What's happened\nIt froze.\nHow we got here\n\n-\n")
    assert found.page is not None
    assert labels(found.page) == ["What's happened"]
    assert [f.line for f in found.findings if f.code == "empty-section"] == [3]


def test_a_single_line_above_the_headings_is_the_title() -> None:
    found = parsed("The frozen harbour\n\nWhat's happened\nIt froze.")
    assert found.page is not None
    assert (found.page.title, found.page.is_title_derived) == ("The frozen harbour", False)
    assert "title-from-text" in codes(found.findings)


@pytest.mark.parametrize("title", ["The frozen harbour: what now?", "Frozen!", "Frozen – again…"])
def test_a_title_may_ask_or_exclaim_where_only_a_story_follows(title: str) -> None:
    page = a_page(f"{title}\n\nWhat's happened\nIt froze.")
    assert (page.title, labels(page)) == (title, ["What's happened"])


def test_bold_questions_below_an_underlined_heading_are_told_apart() -> None:
    page = a_page(
        "What's happened\n---------------\nIt froze.\n\nCommon question\n---------------\n\n"
        "**Why?**\nIt was cold.\n\n**Who pays?**\nWe do.\n"
    )
    assert labels(page, QUESTION) == ["Why?", "Who pays?"]


def test_three_dashes_and_dashes_below_other_text_separate() -> None:
    page = a_page("Common question\n---\nWhy?\nIt was cold.\n------------\nWho pays?\nWe do.\n")
    assert labels(page, QUESTION) == ["Why?", "Who pays?"]


def test_a_question_to_go_deeper_that_is_a_link_or_bold_is_shown_without_its_marks() -> None:
    page = a_page(
        "What's happened\nIt froze.\nGo deeper\n- [Why?](#why)\n- **Who pays?**\n"
        "- [[Ice#Is it cold|Is it cold?]]\n- [[Is it ice?]]"
    )
    asked = ["Why?", "Who pays?", "Is it cold?", "Is it ice?"]
    assert [question.label for question in page.go_deeper] == asked


def test_the_last_row_of_a_table_does_not_break_off() -> None:
    page = a_page("What's happened\nIt froze. See:\n\n| What | When |\n|---|---|\n| Ice | May 5 |")
    assert not only(page, SECTION).is_truncated


def test_a_top_heading_is_the_title() -> None:
    page = a_page("# The frozen harbour\n\n## What's happened\nIt froze.")
    assert (page.title, labels(page)) == ("The frozen harbour", ["What's happened"])


def test_more_text_above_the_headings_becomes_an_introduction() -> None:
    found = parsed("It is cold. It stays cold.\nSo it froze.\nWhat's happened\nIt froze.")
    assert found.page is not None
    assert text_under(found.page, "Introduction") == "It is cold. It stays cold.\nSo it froze."
    assert "text-before-heading" in codes(found.findings)


def test_a_heading_of_an_editors_own_becomes_a_section() -> None:
    found = parsed("## What's happened\nIt froze.\n## The icebreaker {#breaker}\nIt is old.")
    assert found.page is not None
    assert [(p.label, p.text, p.id) for p in found.page.passages][1] == (
        "The icebreaker", "It is old.", "breaker",
    )  # fmt: skip
    assert "unknown-heading" in codes(found.findings)


@pytest.mark.parametrize(
    "text",
    [
        "What happened\nIt froze.\nHow did we get here?\nSlowly.\nWho’s who?\nAnna is the mayor.",
        "What happened?\nIt froze.\nHow we got here\nSlowly.\nWho is who?\nAnna is the mayor.",
        "**What happened**\nIt froze.\n\n**How did we get here?**\nSlowly.\n\n"
        "**Who's who?**\n- Anna is the mayor.",
        "# Ice\n## What happened\nIt froze.\n## How did we get here?\nSlowly.\n"
        "## Who's who?\n### Anna\nAnna is the mayor.",
        "## What happened?\nIt froze.\n\n---\n\n## How did we get here?\nSlowly.\n\n---\n\n"
        "## Key people\n### Anna\nAnna is the mayor.",
    ],
)
def test_a_heading_of_a_story_may_be_put_as_a_question(text: str) -> None:
    page = a_page(text)
    assert [(p.label, p.text) for p in page.of_kind(SECTION)] == [
        ("What's happened", "It froze."),
        ("How we got here", "Slowly."),
    ]
    assert [(p.label, p.text) for p in page.of_kind(TOPIC)] == [("Anna", "Anna is the mayor.")]


@pytest.mark.parametrize(
    "above",
    [
        "Go deeper\n- Who pays?",
        "Go deeper\nWho pays?",
        "Common questions\n-\nWho pays?\nWe do.",
        "FAQ\n\n**Who pays?**\nWe do.",
        "FAQ\n1. Who pays?\nWe do.",
        "Who is who\n-\nAnna is the mayor.",
    ],
)
def test_a_heading_that_asks_ends_the_list_above_it(above: str) -> None:
    page = a_page(f"What's happened\nIt froze.\n{above}\n\nHow did we get here?\nSlowly.")
    assert text_under(page, "How we got here") == "Slowly."


def test_a_heading_that_asks_ends_the_list_above_it_in_markdown() -> None:
    page = a_page(
        "## What's happened\nIt froze.\n## Go deeper\n- Who pays?\n\n## How did we get here?\n"
        "Slowly.\n## FAQs\n### Who pays?\nWe do.\n## Who's who?\n### Anna\nThe mayor.\n"
    )
    assert [question.label for question in page.go_deeper] == ["Who pays?"]
    assert text_under(page, "How we got here") == "Slowly."
    assert (labels(page, QUESTION), labels(page, TOPIC)) == (["Who pays?"], ["Anna"])


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("Common questions\n-\nWho pays?\nWe do.\n-\n{}\nSlowly.", QUESTION),
        ("Common questions\n-\n{}\nSlowly.", QUESTION),
        ("Common questions\nWho pays?\nWe do.\n{}\nSlowly.", QUESTION),
        ("FAQ\n{}\nSlowly.\nWho pays?\nWe do.", QUESTION),
        ("Go deeper\n- Who pays?\n- {}", None),
        ("Go deeper\nWho pays?\n{}\nWhy?", None),
        ("Go deeper\n{}\n- Who pays?\nMore on these topics\n-\nAnna is the mayor.", None),
    ],
)
def test_a_question_in_a_list_is_no_heading(asked: str, question: PassageKind | None) -> None:
    words = "How did we get here?"
    page = a_page("What's happened\nIt froze.\n" + asked.format(words))
    asked_here = labels(page, QUESTION) if question else [q.label for q in page.go_deeper]
    assert words in asked_here
    assert labels(page, SECTION) == ["What's happened"]


def test_common_questions_of_one_level_with_the_headings_are_no_headings() -> None:
    page = a_page(
        "## What's happened\nIt froze.\n## FAQ\n## How did we get here?\nSlowly.\n## Why?\nSo."
    )
    assert labels(page, QUESTION) == ["How did we get here?", "Why?"]


@pytest.mark.parametrize(
    "text",
    [
        "What's happened\nIt froze.\nHow did we get here?\nSo.\nHow we got here\nSlowly.",
        "## What's happened\nIt froze.\n### How did we get here?\nSlowly.",
        "## What's happened\nIt froze.\nHow did we get here?\nSlowly.",
        "What's happened\nIt froze.\n- How did we get here?\nSlowly.",
        "**What's happened**\nIt froze.\n\nHow did we get here?\nSlowly.",
        "How did we get here?\n\nA look at the ice.\n\nWhat's happened\nIt froze.",
    ],
)
def test_words_of_a_heading_that_ask_inside_a_text_stay_there(text: str) -> None:
    page = a_page(text)
    assert any("How did we get here?" in passage.text for passage in page.of_kind(SECTION))


def test_a_heading_that_asks_below_go_deeper_has_its_text() -> None:
    found = parsed(
        "## What's happened\nIt froze.\n## Go deeper\n## Who pays?\n## Why?\n\n"
        "## What comes next?\n\nSpring."
    )
    assert found.page is not None
    assert [question.label for question in found.page.go_deeper] == ["Who pays?", "Why?"]
    assert text_under(found.page, "What comes next?") == "Spring."
    assert "unknown-heading" in codes(found.findings)


def test_headings_of_mixed_levels_are_recognised() -> None:
    page = a_page(
        "# Ice\n## What's happened\nIt froze.\n### What's behind the headline?\n"
        "### An Old Ship\n- It leaks.\n## How we got here\nSlowly."
    )
    assert labels(page) == ["What's happened", "What's behind the headline?", "How we got here"]


def test_a_misspelt_heading_is_understood_and_told() -> None:
    found = parsed("What's happend\nIt froze.\nHow we got here\nCold.")
    assert found.page is not None
    assert labels(found.page) == ["What's happened", "How we got here"]
    assert "respelt-heading" in codes(found.findings)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("What's happened — updated 29 October", "What's happened"),
        ("What's happened (in brief)", "What's happened"),
        ("## How we got here: a timeline", "How we got here"),
        ("## More on these topics – names", "More on these topics"),
    ],
)
def test_a_heading_may_have_a_remark_behind_it(line: str, heading: str) -> None:
    found = parsed(f"## What the papers say\nCold.\n\n{line}\nIt froze.")
    assert found.page is not None
    assert labels(found.page)[1] == heading
    assert "remarked-heading" in codes(found.findings)


@pytest.mark.parametrize(
    "line",
    [
        "# What happened: the ice of Lindholm",
        "What happened – the ice is here",
        "How we got here: why?",
        "- What happened (29 October)",
        "What's behind the headline? It froze (in May).",
    ],
)
def test_a_title_or_a_text_that_begins_as_a_heading_is_none(line: str) -> None:
    found = parsed(f"{line}\n\nWhat the papers say\nCold.")
    assert "remarked-heading" not in codes(found.findings)


def test_a_heading_may_stand_before_its_text_on_one_line() -> None:
    page = a_page(
        "**What's happened:** The harbour of Lindholm froze over on Monday.\nHow we got here\nCold."
    )
    assert text_under(page, "What's happened").startswith("The harbour of Lindholm")


BULLETS = ["- ", "* ", "• ", "•", "– ", "-\u00a0", "1. ", "+ ", "-- ", "→ ", "▸"]


@pytest.mark.parametrize("bullet", BULLETS)
def test_unmarked_lines_above_bullets_are_subheadings(bullet: str) -> None:
    lines = ("An Old Ship", f"{bullet}It is 50.", f"{bullet}It leaks.", "Money:", f"{bullet}None.")
    text = "What's behind the headline?\n" + "\n".join(lines)
    section = only(a_page(text), SECTION)
    assert [(s.label, s.line, s.bullets) for s in section.subheadings] == [
        ("An Old Ship", 2, ("It is 50.", "It leaks.")),
        ("Money", 5, ("None.",)),
    ]
    assert section.text == text.partition("\n")[2]


def test_marked_subheadings_and_paragraphs_are_kept() -> None:
    text = (
        "## What's behind the headline?\n### An Old Ship\n\nIt is 50 years old.\n\n"
        "### Money\n- None.\n"
    )
    section = only(a_page(text), SECTION)
    assert [(s.label, s.bullets) for s in section.subheadings] == [
        ("An Old Ship", ()),
        ("Money", ("None.",)),
    ]
    assert "It is 50 years old." in section.text


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "-\nLindholm is a town on the North Coast. It is the second-largest\ntown there.\n-\n"
            "Umby, officially the Free and Hanseatic Village of Umby, known as\nOld Umby, is wee.",
            {
                "Lindholm": "Lindholm is a town on the North Coast. It is the second-largest\n"
                "town there.",
                "Umby": "Umby, officially the Free and Hanseatic Village of Umby, known as\n"
                "Old Umby, is wee.",
            },
        ),
        (
            "Lindholm\n\nA town on the coast.\n\nIt is old.\n\nUmby\n\nA hamlet.\n\nDal is a port.",
            {
                "Lindholm": "A town on the coast.\n\nIt is old.",
                "Umby": "A hamlet.",
                "Dal": "Dal is a port.",
            },
        ),
        (
            "Lindholm – a town\n\nUmby – a village.",
            {"Lindholm": "Lindholm – a town", "Umby": "Umby – a village."},
        ),
        (
            "**Dal** is a port.\n\n**Umby** is a village.\n\n---\n\nLindholm is a town.",
            {
                "Dal": "**Dal** is a port.",
                "Umby": "**Umby** is a village.",
                "Lindholm": "Lindholm is a town.",
            },
        ),
        (
            "Dr. J. P. van den Berg, cook\nÉva Szabó-Nagy, mayor\nAna dos Santos, pilot",
            {
                "Dr. J. P. van den Berg": "Dr. J. P. van den Berg, cook",
                "Éva Szabó-Nagy": "Éva Szabó-Nagy, mayor",
                "Ana dos Santos": "Ana dos Santos, pilot",
            },
        ),
        (
            "**Dal** is a port.\n\nIt has two tugs.\n-\nUmby is a village.",
            {"Dal": "**Dal** is a port.\n\nIt has two tugs.", "Umby": "Umby is a village."},
        ),
        (
            "People\n- Ada Holm: mayor.\nPlaces\n- Umby: a village.",
            {"Ada Holm": "Ada Holm: mayor.", "Umby": "Umby: a village."},
        ),
    ],
)
def test_definitions_begin_where_a_reader_would_say(text: str, topics: dict[str, str]) -> None:
    page = a_page(f"What's happened\nIt froze.\nMore on these topics\n{text}")
    assert {topic.label: topic.text for topic in page.of_kind(TOPIC)} == topics


def test_a_heading_that_groups_topics_is_told_as_such() -> None:
    found = parsed("## Key people\n### Town\n#### Ada\nThe mayor.\n#### Bo\nA captain.")
    told = codes(found.findings)
    assert "heading-without-text" in told
    assert "empty-section" not in told


def test_a_lone_dash_separates_but_a_dash_with_text_is_a_bullet() -> None:
    section = only(a_page("What's behind the headline?\nOld\n- one\n-\nNew\n- two"), SECTION)
    assert [(s.label, s.bullets) for s in section.subheadings] == [
        ("Old", ("one",)),
        ("New", ("two",)),
    ]
    assert "\n-\n" not in section.text


@pytest.mark.parametrize(
    "lines",
    [
        "- Why is it so?\n- How is it?",
        "Why is it so?\nHow is it?",
        "• Why is it so?\n\n• How is it?",
        "1. Why is it so?\n2. How is it?",
        "### Why is it so?\n### How is it?",
        "-\nWhy is it so?\n-\nHow is it?",
        "- Why\n  is it so?\n- How is it?",
        "- Why\nis it so?\n- How is it?",
    ],
)
def test_go_deeper_holds_questions_in_any_list(lines: str) -> None:
    page = a_page(f"What's happened\nIt froze.\nGo deeper\n{lines}")
    assert [question.label for question in page.go_deeper] == ["Why is it so?", "How is it?"]


@pytest.mark.parametrize(
    "lines",
    [
        "-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
        "–\nWhy is it so?\nIt is cold.\n–\nHow cold is it?\nVery cold.",
        "---\nWhy is it so?\nIt is cold.\n---\nHow cold is it?\nVery cold.",
        "*\nWhy is it so?\nIt is cold.\n*\nHow cold is it?\nVery cold.",
        "-\u00a0\nWhy is it so?\nIt is cold.\n \u00a0-\nHow cold is it?\nVery cold.",
        "\\-\nWhy is it so?\nIt is cold.\n\\-\nHow cold is it?\nVery cold.",
        "### Why is it so?\n\nIt is cold.\n\n### How cold is it?\n\nVery cold.",
        "## Why is it so?\nIt is cold.\n## How cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\nHow cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\n\nHow cold is it?\nVery cold.",
        "- Why is it so?\nIt is cold.\n- How cold is it?\nVery cold.",
        "-\n- Why is it so?\nIt is cold.\n-\n**How cold is it?**\nVery cold.",
        "**Why is it so?** It is cold.\n\n**How cold is it?** Very cold.",
        "- **Why is it so?** It is cold.\n- **How cold is it?** Very cold.",
        "Readers ask:\n-\nWhy is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
        "Why is it so?\nIt is cold.\n-\nHow cold is it?\nVery cold.",
    ],
)
def test_common_questions_may_be_listed_in_many_ways(lines: str) -> None:
    page = a_page(f"## What's happened\nIt froze.\n## Common questions\n{lines}")
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("Why is it so?", "It is cold."),
        ("How cold is it?", "Very cold."),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "-\nLindholm is a port.\n-\nThe Eider is a river.",
        "Lindholm is a port.\n-\nThe Eider is a river.",
        "Lindholm is a port.\nThe Eider is a river.",
        "Lindholm is a port.\n\nThe Eider is a river.",
        "Lindholm is a port.\n\nThe Eider is a river.\n\n---\n",
        "- Lindholm is a port.\n- The Eider is a river.",
        "### Lindholm\nLindholm is a port.\n### The Eider\nThe Eider is a river.",
        "-\nLindholm\nLindholm is a port.\n-\nThe Eider:\nThe Eider is a river.",
    ],
)
def test_topics_may_be_listed_in_many_ways(lines: str) -> None:
    page = a_page(f"What's happened\nIt froze.\nMore on these topics\n{lines}")
    assert [(p.label, p.text) for p in page.of_kind(TOPIC)] == [
        ("Lindholm", "Lindholm is a port."),
        ("The Eider", "The Eider is a river."),
    ]


def test_each_row_of_a_table_of_topics_is_one() -> None:
    found = parsed(
        "What's happened\nIt froze.\nMore on these topics\n\nThe people:\n\n"
        "| Name | Who |\n|:---|---|\n| **Lindholm** {#port}\n| Anna Berg | The mayor. |\n"
        "|  | Ole is a pilot. |\n\n**Places**\n\nName | Size | Coast\n--- | ---: | ---\n"
        "Eider | 40 km |\nSund | 2 km | North\n\nBergen is a city."
    )
    assert found.page is not None
    assert [(p.label, p.text, p.provenance.line) for p in found.page.of_kind(TOPIC)] == [
        ("Anna Berg", "The mayor.", 10),
        ("Ole", "Ole is a pilot.", 11),
        ("Eider", "Size: 40 km", 17),
        ("Sund", "Size: 2 km · Coast: North", 18),
        ("Bergen", "Bergen is a city.", 20),
    ]
    told = [(f.line, f.code) for f in found.findings if f.line > 1]
    assert told == [(5, "text-between-items"), (9, "empty-section"), (13, "text-between-items")]


@pytest.mark.parametrize(
    "above",
    ["### Anna\nThe mayor since 1999.\n\n", "-\nAnna is the mayor since 1999.\n\n"],
)
def test_a_table_inside_a_definition_stays_there(above: str) -> None:
    table = "| Year | Post |\n|---|---|\n| 1999 | Mayor |"
    page = a_page(f"What's happened\nIt froze.\nMore on these topics\n{above}{table}")
    assert labels(page, TOPIC) == ["Anna"]
    assert only(page, TOPIC).text.endswith(table)


def test_a_name_above_a_definition_wins_and_may_have_an_id() -> None:
    topic = only(
        a_page(
            "## What's happened\nx.\n## More on these topics\n"
            "### Old Port {#port}\nLindholm is a port."
        ),
        TOPIC,
    )
    assert (topic.label, topic.id, topic.aliases) == ("Old Port", "port", ("Lindholm",))


def test_a_definition_that_breaks_off_is_marked_and_told() -> None:
    found = parsed(a_story_text(topics=["Lindholm is a port. It is the largest of the No"]))
    assert found.page is not None
    assert only(found.page, TOPIC).is_truncated
    assert "truncated-text" in codes(found.findings)


def test_a_definition_without_a_name_is_told() -> None:
    found = parsed(a_story_text(topics=["it is a very old port."]))
    assert found.page is not None
    assert labels(found.page, TOPIC) == ["it is a very old port."]
    assert "topic-without-name" in codes(found.findings)


def test_a_topic_that_is_defined_twice_is_told() -> None:
    same = parsed(a_story_text(topics=["Lindholm is a port."] * 2))
    other = parsed(a_story_text(topics=["Lindholm is a port.", "Lindholm is a town."]))
    assert same.page is not None
    assert other.page is not None
    assert labels(same.page, TOPIC) == ["Lindholm"]
    assert labels(other.page, TOPIC) == ["Lindholm", "Lindholm"]
    assert len({p.id for p in other.page.passages}) == len(other.page.passages)
    assert "repeated-topic" in codes(same.findings) & codes(other.findings)


def test_a_page_without_any_heading_is_kept_and_told() -> None:
    found = parsed("Just a text.\nAnother line.")
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.passages] == [
        ("Introduction", "Just a text.\nAnother line.")
    ]
    assert "no-headings" in codes(found.findings)


def test_a_menu_shows_its_list_without_separators() -> None:
    page = a_page("What's happened\nx.\nCommon question\n-\nWhy?\nIt froze.\n-\nHow?\nFast.")
    assert text_under(page, "Common question") == "Why?\nIt froze.\n\nHow?\nFast."


@pytest.mark.parametrize(
    "heading",
    ["Common Questions & Answers", "Common questions and answers", "COMMON QUESTIONS", "FAQs"],
)
def test_the_list_of_questions_has_several_names(heading: str) -> None:
    page = a_page(f"What's happened\nIt froze.\n{heading}\n-\nWhy?\nIt is cold.")
    assert labels(page, QUESTION) == ["Why?"]


@pytest.mark.parametrize(
    "title",
    [
        "A Warning From the U.S.",
        "Time Is Running Out!",
        "Now What...",
        "The Port vs. Lindholm, Inc.",
        "“An Old Ship.”",
        "Money, Ice, Power:",
    ],
)
def test_a_title_may_end_like_a_sentence(title: str) -> None:
    text = f"What's behind the headline?\n{title}\n- It leaks.\nMoney\n- None here"
    found = [s.label for s in only(a_page(text), SECTION).subheadings]
    assert found == [title.rstrip(":"), "Money"]


@pytest.mark.parametrize(
    ("bullet", "line"),
    [
        ("The ship goes on and", "on in the next line"),
        ("The ship goes on,", "Slow as ever"),
        ("The port has sent a letter to the", "Council of Lindholm"),
        ("The port has written to each of the ships that are waiting in the cold", "Eider today."),
        ("The ship is old.", "  It leaks."),
    ],
)
def test_a_bullet_may_go_on_in_the_next_line(bullet: str, line: str) -> None:
    text = f"What's behind the headline?\nAn Old Ship\n- {bullet}\n{line}\n- It leaks."
    (found,) = only(a_page(text), SECTION).subheadings
    assert found.bullets == (f"{bullet} {line.strip()}", "It leaks.")


@pytest.mark.parametrize("line", ["The ship failed twice.", "It has a price,"])
def test_a_sentence_above_bullets_is_no_title(line: str) -> None:
    text = f"What's behind the headline?\nOld\n- It leaks.\n{line}\n- None."
    assert [s.label for s in only(a_page(text), SECTION).subheadings] == ["Old"]


def test_a_heading_among_common_questions_that_asks_nothing_is_a_section() -> None:
    found = parsed(
        "## What's happened\nIt froze.\n## FAQ\n### For all\n#### Why?\nSo.\n#### Sources\nAP."
    )
    assert found.page is not None
    assert labels(found.page, QUESTION) == ["Why?"]
    assert labels(found.page, SECTION) == ["What's happened", "Sources"]
    assert {"unknown-heading", "heading-without-text"} <= codes(found.findings)


def test_letters_before_subheadings_belong_to_no_bullet() -> None:
    page = a_page(
        "What's happened\nIt froze.\nWhat's behind the headline?\n"
        "a) Money\n- Both were bankrupt\nb) Pressure\n- Borders closed.\n"
    )
    (behind,) = [p for p in page.passages if p.label == "What's behind the headline?"]
    assert [(head.label, head.bullets) for head in behind.subheadings] == [
        ("a) Money", ("Both were bankrupt",)),
        ("b) Pressure", ("Borders closed.",)),
    ]


def test_the_bullets_of_word_processors_are_bullets() -> None:
    page = a_page(
        "What's happened\nIt froze.\nWhat's behind the headline?\n"
        "An old ship\n•\tOne.\no\tTwo.\n\uf0b7\tThree.\n§\tFour.\n"
    )
    (behind,) = [p for p in page.passages if p.label == "What's behind the headline?"]
    assert behind.subheadings[0].bullets == ("One.", "Two.", "Three.", "Four.")


def test_a_line_of_hashtags_is_no_heading() -> None:
    page = a_page("What's happened\nIt froze.\n#ferry #krossnes\n\nHow we got here\nBy ship.")
    assert labels(page) == ["What's happened", "How we got here"]
    assert text_under(page, "What's happened") == "It froze.\n#ferry #krossnes"


def test_headings_and_questions_between_html_tags_are_recognised() -> None:
    page = a_page(
        "<h2>What's happened</h2>\nIt froze.\nHow we got here<br>\nBy ship.\n"
        "<h2>Common questions</h2>\n<h3>Why?</h3>\nCold.\n<b>Who pays?</b><br>\nWe do.\n"
    )
    assert labels(page, SECTION) == ["What's happened", "How we got here"]
    assert labels(page, QUESTION) == ["Why?", "Who pays?"]


def test_numbers_in_boxes_number_questions() -> None:
    page = a_page(
        "What's happened\nIt froze.\nGo deeper\n1️⃣ Why?\n2️⃣ **Who pays?**\n"
        "Common questions\n1️⃣ **Why?**\nCold.\n2️⃣ **Who pays?**\nWe do.\n"
    )
    assert [question.label for question in page.go_deeper] == ["Why?", "Who pays?"]
    assert labels(page, QUESTION) == ["Why?", "Who pays?"]


def test_questions_and_topics_that_are_quoted_are_shown_without_the_marks() -> None:
    page = a_page(
        "What's happened\nIt froze.\nFAQ\n> [!question]- Why?\n> Cold.\n\n> **Who pays?**\n> We.\n"
        "Glossary\n> Ice: water that is cold.\n"
    )
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("Why?", "Cold."),
        ("Who pays?", "We."),
    ]
    assert [(p.label, p.text) for p in page.of_kind(TOPIC)] == [("Ice", "Ice: water that is cold.")]


def test_a_last_line_that_begins_like_a_byline_may_break_off() -> None:
    found = parsed("What's happened\nThe bank failed. The king\nby law had to pay for all of the")
    assert "truncated-text" in codes(found.findings)


def test_headings_of_a_wiki_are_headings() -> None:
    page = a_page(
        "= Beavers =\n\n== What's happened ==\nThey came.\n\n== What's behind the headline? ==\n"
        "=== The law ===\n* It protects them.\n\n==Who's who==\n* Lea Berg: farmer\n\n"
        "== Notes ==\nRead more in the report.\n"
    )
    assert page.title == "Beavers"
    assert labels(page, SECTION) == ["What's happened", "What's behind the headline?", "Notes"]
    assert [s.label for s in page.passages[1].subheadings] == ["The law"]
    assert [(p.label, p.text) for p in page.of_kind(TOPIC)] == [("Lea Berg", "Lea Berg: farmer")]


@pytest.mark.parametrize("line", ["== ==", "a == b == c", "== a", "======= a ======="])
def test_other_lines_with_equals_signs_head_nothing(line: str) -> None:
    page = a_page(f"What's happened\nIt froze.\n{line}\nIt thawed.\n")
    assert text_under(page, "What's happened") == f"It froze.\n{line}\nIt thawed."


def test_a_picture_above_bullets_heads_nothing() -> None:
    page = a_page("What's happened\nIt froze.\n\n![Ice](https://ice.org/a.png)\n\n- It is cold.\n")
    assert not page.passages[0].subheadings


def test_questions_to_go_deeper_are_shown_without_boxes_to_tick() -> None:
    page = a_page("What's happened\nIt froze.\nGo deeper\n- [ ] Why?\n- [x] Who pays?\n")
    assert [question.label for question in page.go_deeper] == ["Why?", "Who pays?"]


def test_a_picture_above_the_title_is_not_the_title() -> None:
    text = "# The **Glass** Bridge\n\n## What's happened\nIt broke.\n\n## How we got here\nBuilt.\n"
    for picture in ("![Bridge](https://news.org/a.png)", "![][image1]", "{{Infobox}}"):
        page = a_page(f"{picture}\n\n{text}")
        assert page.title == "The Glass Bridge"
        assert text_under(page, "Introduction") == picture


@pytest.mark.parametrize(
    "picture", ["[image1]: <data:image/png;base64,{}>", "![](data:image/gif,{})"]
)
def test_the_data_of_a_picture_is_told_and_neither_shown_nor_counted(picture: str) -> None:
    line = picture.format("iVBORw0KGgo" * 5_000)
    found = parsed(f"What's happened\nIt broke.\n\n{line}\nWho is who\nLea Berg: mayor\n\n{line}\n")
    assert found.page is not None
    assert not any("data:" in passage.text for passage in found.page.passages)
    assert labels(found.page, TOPIC) == ["Lea Berg"]
    assert [f.line for f in found.findings if f.code == "picture-data"] == [4, 8]


def test_marks_that_a_word_processor_escapes_do_not_show_in_labels() -> None:
    page = a_page(
        "# Ferries \\- and ships\n\n## 1\\. What's happened\nIt sank \\- in May\\.\n\n## Q&A\n"
        "### **Is it 5 \\- 6 m deep\\!?**\nYes\\.\n### Is `\\*` a mark?\nYes.\n"
        "## Go deeper\n* Who\\?\n"
    )
    assert page.title == "Ferries - and ships"
    assert labels(page, SECTION) == ["What's happened"]
    assert labels(page, QUESTION) == ["Is it 5 - 6 m deep!?", "Is `\\*` a mark?"]
    assert [question.label for question in page.go_deeper] == ["Who?"]
    assert text_under(page, "What's happened") == "It sank \\- in May\\."


def test_labels_are_shown_without_the_marks_that_stress_single_words() -> None:
    page = a_page(
        "# The **old** kitchen\n\n## What's happened\nIt **closed**.\n### A *small* part\n- One.\n"
        "## Who is who\n**Orrby** (town)\nA town of 9,000.\n**Lea** Fisk\nHead of the school.\n\n"
        "## FAQ\n### **Reporter:** Is 2*3*4 *really* 24?\nYes.\n### Is `a*b*c` code?\nYes.\n"
    )
    assert page.title == "The old kitchen"
    assert [s.label for s in page.passages[0].subheadings] == ["A small part"]
    assert labels(page, TOPIC) == ["Orrby (town)", "Lea Fisk"]
    assert labels(page, QUESTION) == ["Reporter: Is 2*3*4 really 24?", "Is `a*b*c` code?"]
    assert text_under(page, "What's happened").startswith("It **closed**.")


def test_headings_may_have_roman_numbers() -> None:
    page = a_page(
        "I. What's happened\nIt froze.\nii) How we got here\nBy cold.\nIII. Questions\n"
        "1. Why?\nSo.\n\n2.1 Glossary\nice = cold water\n"
    )
    assert labels(page, SECTION) == ["What's happened", "How we got here"]
    assert (labels(page, QUESTION), labels(page, TOPIC)) == (["Why?"], ["ice"])


@pytest.mark.parametrize("bullet", ["🔹", "➡️ ", "👉 "])
def test_pictures_that_begin_the_lines_of_a_list_are_bullets(bullet: str) -> None:
    page = a_page(
        f"What's happened\nIt froze.\nFAQ\n{bullet}Why?\nSo.\n{bullet}Who?\nWe.\n"
        f"Who's who\n{bullet}Lea Berg – mayor\n{bullet}Lindholm – port\n"
    )
    assert labels(page, QUESTION) == ["Why?", "Who?"]
    assert labels(page, TOPIC) == ["Lea Berg", "Lindholm"]


def test_lines_in_capitals_head_sections_where_the_known_headings_do() -> None:
    found = parsed(
        "WHAT'S HAPPENED\nIt froze.\nADVERTISEMENT\n(MORE)\nIt is cold.\n"
        "WHY DOES IT MATTER?\nShips wait.\n"
        "WHAT'S BEHIND THE HEADLINE?\nOLD TUGS\nBoth are old.\nHOW WE GOT HERE\nIt was mild.\n"
        "TIMELINE\n1987: ice\n2024: ice\nFAQs\nWho pays?\nWe do.\n"
    )
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(SECTION)] == [
        ("What's happened", "It froze.\nADVERTISEMENT\n(MORE)\nIt is cold."),
        ("WHY DOES IT MATTER?", "Ships wait."),
        ("What's behind the headline?", "OLD TUGS\nBoth are old."),
        ("How we got here", "It was mild."),
        ("TIMELINE", "1987: ice\n2024: ice"),
    ]
    assert [f.line for f in found.findings if f.code == "unknown-heading"] == [6, 13]
    page = a_page("What's happened\nIt froze.\nIT IS COLD\nShips wait.\nHow we got here\nSo.")
    assert labels(page, SECTION) == ["What's happened", "How we got here"]


def test_small_headings_begin_sections_where_there_are_no_larger_ones() -> None:
    page = a_page("# Ice\n### The cold\nIt froze.\n### The wet\nIt melts.\n#### Later\nIt dries.\n")
    assert [(p.label, p.text) for p in page.of_kind(SECTION)] == [
        ("The cold", "It froze."),
        ("The wet", "It melts.\n#### Later\nIt dries."),
    ]


def test_key_figures_are_people_or_numbers() -> None:
    named = "## Key figures\n\n**Tove Lind** – the mayor\n**Jan Berg** – the miller\n"
    counted = "## Key figures\n\n- 8 million ate potatoes.\n- **1.2 million** left.\n"
    below = "\n## Origins\nThe lake fed six mills.\n"
    assert labels(a_page(named + below), PassageKind.TOPIC) == ["Tove Lind", "Jan Berg"]
    assert labels(a_page(counted + below), PassageKind.SECTION) == ["Key figures", "Origins"]
