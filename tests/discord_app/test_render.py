"""A reply becomes a layout: looks are held by snapshots, limits by properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.corpus.model import BriefingId, PassageId, PassageKind
from bot.dialogue.model import Choice, Explanation, Reply, ReplyKind, Source
from bot.dialogue.wording import SENSITIVE, not_answered
from bot.discord_app.markdown import is_visible
from bot.discord_app.render import (
    Showing,
    render_explanation,
    render_notice,
    render_reply,
)
from bot.discord_app.shown import words_asked
from bot.matching.model import Candidate
from tests.discord_app.builders import LONG, PASSAGES, a_passage
from tests.discord_app.discord_rules import broken_rules, walk


def a_choice(number: int, label: str) -> Choice:
    return Choice(PassageId(f"lamps.q{number}"), label, PassageKind.QUESTION)


SOURCE = Source(
    briefing=BriefingId("lamps"),
    briefing_title="Lamps on the pier",
    section="Questions and answers",
    file="lamps/questions.md",
    line=2,
    as_of=date(2026, 11, 1),
    publisher="The Harbour Post",
)
ANSWER = Reply(
    kind=ReplyKind.ANSWER,
    heading="Why are the lamps lit?",
    text="So that boats find the pier.",
    passage=PASSAGES[0],
    source=SOURCE,
    notes=("These facts are from 1 November 2026, 60 days ago.",),
    follow_ups=(a_choice(1, "Who pays for the lamp oil?"), a_choice(2, "Who were the keepers?")),
    alternatives=(a_choice(3, "What did the storm break?"),),
)
ASKED = Showing(is_asked=True, asker=42)


def components_in(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """Give the components as Discord gets them."""
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return components


def sent(view: discord.ui.LayoutView) -> dict[str, Any]:
    """Give the body of a message with this view."""
    components = components_in(view)
    return {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}


def broken_by(view: discord.ui.LayoutView) -> list[str]:
    return broken_rules("POST", "/channels/1/messages", sent(view))


CLARIFICATION = Reply(
    kind=ReplyKind.CLARIFICATION,
    heading="Which of these did you mean?",
    text="Pick one, or type its number.",
    follow_ups=ANSWER.follow_ups,
)
CASES = {
    "answer": (ANSWER, ASKED),
    "answer to a command": (ANSWER, Showing(asked="why lamps", is_asked=True, asker=42)),
    "answer to vote on": (ANSWER, replace(ASKED, takes_votes=True)),
    "long answer to vote on": (replace(ANSWER, text=LONG), replace(ASKED, takes_votes=True)),
    "what else may be meant": (CLARIFICATION, Showing(asked="why lamps", meant_by=2**63)),
    "answer opened by a button": (ANSWER, Showing()),
    "second page": (replace(ANSWER, text=LONG), Showing(page=2)),
    "answer that may distress": (replace(ANSWER, warning=SENSITIVE), ASKED),
    "clarification": (CLARIFICATION, ASKED),
    "abstention": (replace(CLARIFICATION, kind=ReplyKind.ABSTENTION), ASKED),
    "menu": (replace(ANSWER, kind=ReplyKind.MENU, text=""), Showing()),
    "notice": (Reply(ReplyKind.NOTICE, "Ask the briefings", "- Mention me."), ASKED),
}


@pytest.mark.parametrize("name", CASES)
def test_looks(name: str, snapshot: SnapshotAssertion) -> None:
    reply, showing = CASES[name]
    view = render_reply(reply, showing)
    assert not broken_by(view)
    assert components_in(view) == snapshot


def test_an_explanation_looks(snapshot: SnapshotAssertion) -> None:
    explanation = Explanation(
        summary="I took your message to ask “Why are the lamps lit?”, with 93% confidence.",
        speaks_for=("The words are the same.",),
        speaks_against=("The message names nobody.",),
        candidates=tuple(Candidate(p, 1.0, 0.5, p.label) for p in PASSAGES),
    )
    view = render_explanation(explanation, SOURCE, "why lamps")
    assert not broken_by(view)
    assert components_in(view) == snapshot


def test_what_a_reader_hid_stays_hidden_in_what_is_said_of_it() -> None:
    reply = replace(ANSWER, notes=(not_answered("why did ||the butler|| lie?"),))
    shown = "\n".join(c.get("content", "") for c in walk(components_in(render_reply(reply, ASKED))))
    assert "why did ||the butler|| lie?" in shown


HOSTILE = st.text(alphabet="@everyone <@1>[a](b) *_~|`# \n\\zé\u0301👩‍👧", max_size=900)
CHOICES = st.lists(HOSTILE, max_size=30).map(
    lambda labels: tuple(a_choice(n, label or "?") for n, label in enumerate(labels))
)


@given(
    kind=st.sampled_from(ReplyKind),
    heading=HOSTILE,
    text=st.one_of(
        HOSTILE,
        HOSTILE.map(lambda code: f"~~~py\n{code}\n~~~\n{code}"),
        st.just("# Big words. " * 900),
        st.just("- ```py\n" + "  code `of` many lines\n" * 900),
        st.just("z" + "\u0301" * 4_000),
    ),
    notes=st.lists(HOSTILE, max_size=6),
    follow_ups=CHOICES,
    alternatives=CHOICES,
    asked=st.one_of(st.none(), HOSTILE),
    page=st.integers(min_value=-1, max_value=9),
)
def test_whatever_is_in_a_reply_discord_takes_it(
    kind: ReplyKind,
    heading: str,
    text: str,
    notes: list[str],
    follow_ups: tuple[Choice, ...],
    alternatives: tuple[Choice, ...],
    asked: str | None,
    page: int,
) -> None:
    reply = Reply(
        kind=kind,
        heading=heading or "?",
        text=text,
        passage=a_passage("a" * 64, heading or "?", text),
        source=replace(SOURCE, briefing_title=heading or "?", publisher=text),
        notes=tuple(notes),
        follow_ups=follow_ups,
        alternatives=alternatives,
    )
    view = render_reply(
        reply, Showing(asked=asked, is_asked=True, asker=2**63, page=page, takes_votes=True)
    )
    assert not broken_by(view)
    for component in walk(components_in(view)):
        words = component.get("content", "")
        assert "@everyone" not in words
        assert "<@" not in words


@pytest.mark.parametrize("kind", ReplyKind)
def test_the_longest_of_everything_fits_together(kind: ReplyKind) -> None:
    long = "word " * 2_000
    reply = Reply(
        kind=kind,
        heading=long,
        text="w" * 9_000,
        passage=a_passage("a" * 64, long, long),
        source=replace(SOURCE, briefing_title=long, section=long, publisher=long),
        warning=SENSITIVE,
        notes=(long, long, "short"),
        follow_ups=tuple(a_choice(n, f"{n} {long}") for n in range(30)),
    )
    view = render_reply(
        reply, Showing(asked=long, is_asked=True, asker=2**63, page=2, takes_votes=True)
    )
    assert not broken_by(view)


@pytest.mark.parametrize("text", ["w" * 9_000, "```py\n" + "code\n" * 2_000 + "```"])
@pytest.mark.parametrize("count", [2, 3])
def test_the_longest_of_several_answers_fit_together(count: int, text: str) -> None:
    long = "word " * 2_000
    answers = [
        Reply(
            kind=ReplyKind.ANSWER,
            heading=long,
            text=text,
            passage=a_passage(f"{number}" * 64, long, long),
            source=replace(SOURCE, briefing_title=long, section=long, publisher=long),
            warning=SENSITIVE,
            notes=(long, long),
        )
        for number in range(count)
    ]
    offered = tuple(a_choice(n, f"{n} {long}") for n in range(4))
    reply = replace(answers[0], follow_ups=offered, also=tuple(answers[1:]))
    view = render_reply(reply, Showing(asked=long, is_asked=True, asker=2**63))
    assert not broken_by(view)
    buttons = [c["custom_id"] for c in walk(components_in(view)) if "custom_id" in c]
    for number in range(count):
        assert f"page:1:1:{str(number) * 64}" in buttons


def test_code_that_is_cut_short_among_several_answers_is_closed() -> None:
    coded = replace(ANSWER, text="So:\n```py\n" + "lamp = True\n" * 500 + "```")
    view = render_reply(replace(coded, also=(ANSWER,)), ASKED)
    (shown,) = [c["content"] for c in walk(components_in(view)) if "```" in c.get("content", "")]
    assert shown.endswith("lamp = True\n```")


def test_several_answers_stand_below_each_other_word_for_word() -> None:
    other = replace(ANSWER, heading="Who pays for the lamp oil?", text="The harbour guild does.")
    view = render_reply(replace(ANSWER, also=(replace(other, follow_ups=()),)), ASKED)
    written = [c.get("content", "") for c in walk(components_in(view))]
    places = [written.index(text) for text in (ANSWER.text, other.text)]
    assert places == sorted(places)
    buttons = [c["custom_id"] for c in walk(components_in(view)) if "custom_id" in c]
    assert not any(custom_id.startswith("page:") for custom_id in buttons)


def test_answers_to_several_questions_carry_no_thumbs_for_nobody_could_tell_what_they_mean() -> (
    None
):
    several = replace(ANSWER, also=(replace(ANSWER, follow_ups=()),))
    components = list(walk(components_in(render_reply(several, replace(ASKED, takes_votes=True)))))
    assert not any(c.get("custom_id", "").startswith("vote:") for c in components)


def test_the_longest_explanation_fits() -> None:
    long = "word " * 2_000
    candidates = tuple(Candidate(a_passage(f"a{n}", long, long), 1, 1, long) for n in range(8))
    explanation = Explanation(long, (long,) * 4, (long,) * 4, candidates)
    source = replace(SOURCE, briefing_title=long, section=long, publisher=long)
    assert not broken_by(render_explanation(explanation, source, long))


def test_the_answer_is_shown_word_for_word() -> None:
    text = "“Curly” and 'straight' quotes – dashes.\n\n- A bullet\n- Another (with brackets)."
    components = list(walk(components_in(render_reply(replace(ANSWER, text=text)))))
    assert text in [component.get("content") for component in components]


def test_everything_on_a_button_is_in_the_text_as_well() -> None:
    menu = replace(ANSWER, kind=ReplyKind.MENU, text="", alternatives=())
    components = list(walk(components_in(render_reply(menu))))
    written = "\n".join(component.get("content", "") for component in components)
    for number, choice in enumerate(menu.follow_ups, 1):
        assert f"{number}. {choice.label}" in written


def test_a_passage_offered_twice_gets_one_button() -> None:
    twice = replace(ANSWER, follow_ups=(a_choice(1, "One way"), a_choice(1, "Another way")))
    assert not broken_by(render_reply(twice))


@given(HOSTILE.filter(is_visible))
def test_the_repeated_question_reads_back(asked: str) -> None:
    components = walk(components_in(render_reply(ANSWER, Showing(asked=asked))))
    read = words_asked(component.get("content", "") for component in components)
    assert read is not None
    assert " ".join(asked.split()).startswith(read.rstrip("…")[:60])


@pytest.mark.parametrize("asked", ["", " ", "\u200b\u200d"])
def test_a_question_without_anything_to_see_is_not_repeated(asked: str) -> None:
    components = walk(components_in(render_reply(ANSWER, Showing(asked=asked))))
    assert not any("Asked" in component.get("content", "") for component in components)


def test_notices_are_cut_to_what_discord_takes() -> None:
    assert not broken_by(render_notice("word " * 3_000))
