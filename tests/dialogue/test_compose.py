"""What stands beside an answer: source, age, notes; and what menus and teasers lead to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.corpus.model import FrontMatter, PassageKind
from bot.dialogue import wording
from bot.dialogue.compose import answer_reply, is_stale
from bot.dialogue.model import Reply, ReplyKind
from tests.builders import HARBOUR_QUESTIONS, a_briefing, a_corpus, a_page, a_story
from tests.dialogue.fakes import a_responder

AS_OF = date(2025, 6, 1)


def reply_to(label: str, *, today: date = AS_OF, meta: FrontMatter | None = None) -> Reply:
    told = meta or FrontMatter(as_of=AS_OF, title="Frozen harbour", source="The Harbour Desk")
    corpus = a_responder(
        a_corpus(*a_briefing(meta=told)), {"Why is there only one icebreaker?": "How we got here"}
    ).corpus
    passage = next(passage for passage in corpus.passages if passage.label == label)
    return answer_reply(corpus, passage, today=today)


def test_names_briefing_section_date_and_publisher() -> None:
    source = reply_to("What the papers say").source
    assert source is not None
    line = wording.source_line(source)
    assert line == "Frozen harbour · What the papers say · as of 1 June 2025 · The Harbour Desk"


def test_a_page_of_questions_has_a_name_of_its_own() -> None:
    source = reply_to("Who pays for the icebreaker?").source
    assert source is not None
    assert source.section == wording.QUESTIONS_PAGE


def test_fresh_facts_carry_no_warning() -> None:
    assert reply_to("What's happened", today=AS_OF + timedelta(days=30)).notes == ()


def test_old_facts_are_dated_in_plain_words() -> None:
    (note,) = reply_to("What's happened", today=AS_OF + timedelta(days=31)).notes
    assert "1 June 2025" in note
    assert "31 days ago" in note


def test_relative_time_in_an_old_text_is_pointed_out() -> None:
    story = a_story(happened="The port is currently closed.", meta=FrontMatter(as_of=AS_OF))
    corpus = a_corpus(story)
    passage = corpus.passages[0]
    (note,) = answer_reply(corpus, passage, today=AS_OF + timedelta(days=40)).notes
    assert "currently" in note


@pytest.mark.parametrize(
    ("review_by", "days", "is_old"),
    [(None, 30, False), (None, 31, True), (100, 100, False), (100, 101, True), (10, 11, True)],
)
def test_a_review_date_decides_what_is_stale(
    review_by: int | None, days: int, is_old: bool
) -> None:
    due = None if review_by is None else AS_OF + timedelta(days=review_by)
    assert is_stale(AS_OF, due, AS_OF + timedelta(days=days)) is is_old


def test_corrections_are_shown_with_every_answer_of_the_page() -> None:
    meta = FrontMatter(as_of=AS_OF, corrections=("Forty ships, not fourteen.",))
    notes = reply_to("What's happened", meta=meta).notes
    assert notes == ("Correction: Forty ships, not fourteen.",)


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_what_may_distress_readers_says_so_before_its_words(is_sensitive: bool) -> None:
    reply = reply_to("What's happened", meta=FrontMatter(sensitive=is_sensitive))
    assert reply.warning == (wording.SENSITIVE if is_sensitive else None)


def test_a_cut_text_ends_in_an_ellipsis_and_says_so() -> None:
    cut = "Lindholm is a port. It lies on the northern shore of the inner bay of the lon"
    corpus = a_corpus(a_story(topics=(cut,)))
    topic = next(p for p in corpus.passages if p.kind is PassageKind.TOPIC)
    reply = answer_reply(corpus, topic, today=AS_OF)
    assert reply.text == cut + "…"
    assert wording.BREAKS_OFF in reply.notes


def test_a_text_that_ends_in_an_ellipsis_gets_no_second_one() -> None:
    cut = "Lindholm is a port. It lies on the northern shore of the inner bay…"
    corpus = a_corpus(a_story(topics=(cut,)))
    topic = next(p for p in corpus.passages if p.kind is PassageKind.TOPIC)
    assert answer_reply(corpus, topic, today=AS_OF).text == cut


def test_the_ellipsis_of_a_cut_text_changes_no_address() -> None:
    cut = "Lindholm is a port. Its ships are listed on https://port.example/ships, "
    corpus = a_corpus(a_story(topics=(cut,)))
    topic = next(p for p in corpus.passages if p.kind is PassageKind.TOPIC)
    reply = answer_reply(corpus, topic, today=AS_OF)
    assert reply.text == cut.strip() + " …"
    assert wording.BREAKS_OFF in reply.notes


@pytest.mark.parametrize("end", ["https://port.example/ships", "anna@port.example", "🙂"])
def test_a_whole_text_gets_no_ellipsis(end: str) -> None:
    whole = f"Lindholm is a port. It is on the inner bay: {end}"
    corpus = a_corpus(a_story(topics=(whole,)))
    topic = next(p for p in corpus.passages if p.kind is PassageKind.TOPIC)
    reply = answer_reply(corpus, topic, today=AS_OF)
    assert (reply.text, wording.BREAKS_OFF in reply.notes) == (whole, False)


def test_menu_go_deeper_lists_the_authored_questions() -> None:
    reply = reply_to("Go deeper")
    assert reply.kind is ReplyKind.MENU
    assert [choice.label for choice in reply.follow_ups] == ["Why is there only one icebreaker?"]


def test_menu_common_question_lists_real_questions_before_teasers() -> None:
    labels = [choice.label for choice in reply_to("Common question").follow_ups]
    assert labels == [*HARBOUR_QUESTIONS, "When Will the Ice Melt?"]


def test_menu_of_topics_lists_names() -> None:
    labels = [choice.label for choice in reply_to("More on these topics").follow_ups]
    assert labels == ["Lindholm"]


def test_a_teaser_opens_the_questions_that_it_announces() -> None:
    announcing = "Why Is the Harbour of Lindholm Frozen?"
    teaser = "Ships are stuck and the port pays. Here are common questions about ships in the ice."
    story = a_story(common={announcing: teaser})
    corpus = a_corpus(*a_briefing(story=story))
    passage = next(p for p in corpus.passages if p.kind is PassageKind.TEASER)
    reply = answer_reply(corpus, passage, today=AS_OF)
    assert wording.TEASER_NOTE in reply.notes
    assert [choice.label for choice in reply.follow_ups] == list(HARBOUR_QUESTIONS)


def test_a_questions_neighbours_come_next() -> None:
    reply = reply_to("How many ships are stuck in the ice?")
    labels = [choice.label for choice in reply.follow_ups]
    assert labels[:3] == [
        "Why is there only one icebreaker?",
        "Who pays for the icebreaker?",
        "Why is the harbour of Lindholm frozen?",
    ]


def test_marks_of_a_question_are_not_shown_where_no_markdown_is() -> None:
    text = (
        "## Who built *Hestia*?\n\nWe did.\n\n## Is [she](https://example.org) **old**?\n\nYes.\n"
    )
    corpus = a_corpus(a_page(text, file="comet/questions.md"))
    first, second = corpus.passages
    reply = answer_reply(corpus, first, today=AS_OF)
    assert reply.heading == "Who built Hestia?"
    assert [choice.label for choice in reply.follow_ups] == ["Is she old?"]
    assert second.label == "Is [she](https://example.org) old?"
