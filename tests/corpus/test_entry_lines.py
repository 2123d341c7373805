"""Lists of people and words, in the hands of editors who set off names each in their own way."""

from __future__ import annotations

import pytest

from bot.corpus.model import Page, PassageKind
from tests.builders import a_page, codes, labels, parsed

TOPIC = PassageKind.TOPIC
ABOVE = "What's happened\nThe ferry stopped.\n\nWho is who\n"


def topics(page: Page) -> dict[str, str]:
    return {p.label: p.text for p in page.passages if p.kind is TOPIC}


@pytest.mark.parametrize(
    "lines",
    [
        "Kari Lund: master of the ferry\nPer Moe: inspector",
        "Kari Lund:: master of the ferry\nPer Moe:: inspector",
        "Kari Lund - master of the ferry\nPer Moe - inspector",
        "Kari Lund - master of the ferry\nPer Moe - inspector at the Harbour Office",
        "Kari Lund -- master of the ferry\nPer Moe -- inspector",
        "Kari Lund — master of the ferry\n\nPer Moe — inspector",
        "Kari Lund = master of the ferry\nPer Moe = inspector",
        "Kari Lund -- Master of the ferry\nPer Moe -- Chief inspector",
        "Kari Lund | Master of the ferry\nPer Moe | Chief inspector",
        r"**Kari Lund** \- master of the ferry" + "\n" + r"**Per Moe** \- inspector",
        "Kari Lund\tmaster of the ferry\nPer Moe\tinspector",
        "Kari Lund    master of the ferry\nPer Moe      inspector",
        "Kari Lund ..... master of the ferry\nPer Moe ....... inspector",
        "Kari Lund, master of the ferry\nPer Moe, inspector",
        "Kari Lund (master of the ferry)\nPer Moe (inspector)",
        "Kari Lund (54), master of the ferry\nPer Moe (61), inspector",
        "Kari Lund. Master of the ferry.\nPer Moe. Inspector.",
        "Kari Lund (master) - steers the ferry\nPer Moe: inspector",
        "Kari Lund\tmaster, until May\nPer Moe\tinspector",
        "Kari Lund: she has been master of the ferry\nPer Moe: inspector",
    ],
)
def test_each_line_that_sets_a_name_off_is_a_topic(lines: str) -> None:
    found = parsed(ABOVE + lines)
    assert found.page is not None
    first, second = (line for line in lines.split("\n") if line)
    assert topics(found.page) == {"Kari Lund": first, "Per Moe": second}
    assert not codes(found.findings) & {"truncated-text", "topic-without-name"}


def test_a_name_in_bold_begins_an_entry_whatever_ends_the_line_above() -> None:
    page = a_page(ABOVE + "**Crew** – those who you sail with\n**Mate** – the second in command")
    assert labels(page, TOPIC) == ["Crew", "Mate"]


def test_a_question_names_nothing() -> None:
    found = parsed(ABOVE + "Kari Lund – master of the ferry\n\nNot found? Write to the port.")
    assert "topic-without-name" in codes(found.findings)


def test_words_that_begin_small_are_names_too() -> None:
    page = a_page(ABOVE + "ceasefire: an agreement to stop shooting\ntreaty (noun) a contract")
    assert labels(page, TOPIC) == ["ceasefire", "treaty"]


def test_an_entry_goes_on_below_its_first_line() -> None:
    lines = "Kari Lund   Master of the ferry. She has\n            sailed on.\n\nPer Moe   A man."
    page = a_page(ABOVE + lines)
    first, second = topics(page).items()
    assert first == ("Kari Lund", lines.partition("\n\n")[0])
    assert second == ("Per Moe", "Per Moe   A man.")


@pytest.mark.parametrize(
    "text",
    [
        "Krossnes is a port on the coast of the\nNorth Sea – it has 90,000 people.",
        "Krossnes, or the Free Port of\nKrossnes, is a town.",
        "Krossnes – a port on the long road to the\nnorth – it has 90,000 people.",
    ],
)
def test_a_definition_that_was_wrapped_stays_one(text: str) -> None:
    assert topics(a_page(ABOVE + text)) == {"Krossnes": text}


def test_definitions_on_lines_of_their_own_are_told_apart_also_where_they_break_off() -> None:
    lines = (
        "Krossnes is a port on the North Sea with a mill and",
        "The Ferry Board (FB) is a public body that looks after",
        "Kari Lund (born 3 May 1970) is a sailor who has",
    )
    page = a_page(ABOVE + "\n".join(lines))
    assert labels(page, TOPIC) == ["Krossnes", "The Ferry Board", "Kari Lund"]
    assert list(topics(page).values()) == list(lines)


def test_names_in_bold_keep_their_texts_whatever_bullets_stand_among_them() -> None:
    page = a_page(
        f"{ABOVE}**Kari Lund**\nMaster of the ferry.\n- sailed on\n\n**Per Moe**\nInspector.\n"
        "\n**The crew**\n- Ole Dahl, cook\n- Ida Berg, mate\n"
    )
    assert topics(page) == {
        "Kari Lund": "Master of the ferry.\n- sailed on",
        "Per Moe": "Inspector.",
        "Ole Dahl": "Ole Dahl, cook",
        "Ida Berg": "Ida Berg, mate",
    }


def test_what_heads_bullets_without_full_stops_belongs_to_none_of_them() -> None:
    found = parsed(f"{ABOVE}**People**\n- Kari Lund, master\n\n**Places**\n- Krossnes, a port\n")
    assert found.page is not None
    assert topics(found.page) == {
        "Kari Lund": "Kari Lund, master",
        "Krossnes": "Krossnes, a port",
    }
    assert [f.line for f in found.findings if f.code == "text-between-items"] == [5, 8]


def test_lists_under_two_headings_for_the_same_are_read_one_by_one() -> None:
    page = a_page(
        f"{ABOVE}Kari Lund - master\nPer Moe - inspector\n\n"
        "Glossary\n1. tug: a small ship\n2. aft: behind"
    )
    assert labels(page, TOPIC) == ["Kari Lund", "Per Moe", "tug", "aft"]


def test_questions_under_two_headings_for_the_same_are_read_one_by_one() -> None:
    page = a_page(
        "What's happened\nThe ferry stopped.\nFAQ\nWhy?\nNo power.\nWho pays?\nThe line.\n"
        "Your questions answered\n-\nWhen does it sail?\nOn Friday.\n"
    )
    assert labels(page, PassageKind.QUESTION) == ["Why?", "Who pays?", "When does it sail?"]


def test_a_text_among_others_without_full_stops_is_not_cut_off() -> None:
    lines = "Kari Lund - has been master of the ferry\nPer Moe - he was an inspector"
    assert "truncated-text" not in codes(parsed(ABOVE + lines).findings)
    cut = parsed(f"{ABOVE}Kari Lund - has been master of\nPer Moe - he was an inspector")
    assert [f.line for f in cut.findings if f.code == "truncated-text"] == [6]


def test_markdowns_own_lists_of_definitions_are_shown_without_their_colons() -> None:
    page = a_page(f"{ABOVE}Deficit\n: What is owed.\n\nBond\n: A paper.\n: It has a date.\n")
    assert topics(page) == {"Deficit": "What is owed.", "Bond": "A paper.\nIt has a date."}


def test_entries_around_a_bullet_stay_topics() -> None:
    page = a_page(f"{ABOVE}Kari Lund: master\nPer Moe: cook\n- Ole Dahl, mate\nIda Berg: owner\n")
    assert labels(page, TOPIC) == ["Kari Lund", "Per Moe", "Ole Dahl", "Ida Berg"]


def test_a_single_separator_below_a_list_parts_only_what_stands_below_it() -> None:
    page = a_page(
        f"{ABOVE}Kari Lund\nMaster of the ferry.\n\nPer Moe\nInspector.\n\n____\nOslo is a town.\n"
    )
    assert labels(page, TOPIC) == ["Kari Lund", "Per Moe", "Oslo"]


@pytest.mark.parametrize("sign", [":", " –"])
def test_a_line_of_a_wrapped_definition_sets_no_name_off(sign: str) -> None:
    wrapped = f"the body that runs the ferries and all\ntugs of the port{sign} no more."
    first = f"Harbour Board{sign} {wrapped}"
    second = f"Per Moe{sign} an inspector."
    assert topics(a_page(f"{ABOVE}{first}\n\n{second}\n")) == {
        "Harbour Board": first,
        "Per Moe": second,
    }


def test_a_name_with_a_short_form_in_brackets_stands_above_its_definition() -> None:
    page = a_page(
        f"{ABOVE}HB (Harbour Board)\nA body of ten captains. It is in Oslo.\n\n"
        "CP (Coast Party)\nA party (founded in 2001) of fishermen.\n"
    )
    assert list(topics(page).values()) == [
        "A body of ten captains. It is in Oslo.",
        "A party (founded in 2001) of fishermen.",
    ]


def test_brackets_inside_sentences_set_no_names_off() -> None:
    text = "The Board (HB) runs the port\nof the town, and with it\nSkarn Bridge (from 1912) too."
    assert "Skarn Bridge" not in topics(a_page(ABOVE + text))


def test_fields_that_recur_below_names_belong_to_their_definitions() -> None:
    first = "Harbour Board: it runs the port.\nChair: Kari Lund\nMotto: Ahoy\nFounded: 1912"
    second = "Coast Party: it fights for fish.\nChair: Per Moe\nFounded: 2001"
    assert topics(a_page(f"{ABOVE}{first}\n\n{second}\n")) == {
        "Harbour Board": first,
        "Coast Party": second,
    }


@pytest.mark.parametrize(
    "definition",
    [
        "Norland is a country.\nIt is the largest of all.",
        "Norland is a country.\n\nThe capital is Skarn. It is old.",
        "Norland is a country. It has:\n- ice\n- a king",
        "Norland: a country.\nCapital: Skarn",
    ],
)
def test_a_single_separator_between_two_definitions_parts_nothing_else(definition: str) -> None:
    page = a_page(f"{ABOVE}{definition}\n-\nSudland is a desert.\n")
    assert topics(page) == {"Norland": definition, "Sudland": "Sudland is a desert."}


def test_bullets_indented_below_a_definition_tell_more_of_it() -> None:
    page = a_page(
        f"{ABOVE}- **Oslo**: town of 700,000\n  - founded in 1048\n  - It has a port.\n"
        "- Lea Berg\n\t- mayor\n\t- since 2019\n - Per Moe: cook\n"
    )
    assert topics(page) == {
        "Oslo": "**Oslo**: town of 700,000\n  - founded in 1048\n  - It has a port.",
        "Lea Berg": "- mayor\n- since 2019",
        "Per Moe": "Per Moe: cook",
    }


def test_bullets_indented_below_the_name_of_a_group_are_topics() -> None:
    page = a_page(f"{ABOVE}- People\n  - Kari Lund: master\n    - since 2019\n  - Per Moe: cook\n")
    assert {"Kari Lund", "Per Moe"} <= set(labels(page, TOPIC))
    assert topics(page)["Kari Lund"] == "Kari Lund: master\n    - since 2019"


@pytest.mark.parametrize("sign", [": ", " :: ", " -- "])
def test_a_text_below_the_last_entry_leaves_its_name_alone(sign: str) -> None:
    page = a_page(f"{ABOVE}- Kari Lund{sign}Master\n- Per Moe{sign}Inspector\n\nWe know both.")
    assert topics(page) == {
        "Kari Lund": f"Kari Lund{sign}Master",
        "Per Moe": f"Per Moe{sign}Inspector\n\nWe know both.",
    }


def test_a_name_that_a_word_processor_sets_off_has_no_other_form() -> None:
    page = a_page(ABOVE + r"**Tideway** \- a firm that was founded in 1951\.")
    (topic,) = page.of_kind(TOPIC)
    assert (topic.label, topic.aliases) == ("Tideway", ())
