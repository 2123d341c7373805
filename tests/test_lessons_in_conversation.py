"""What editors taught or refused holds in the middle of a conversation as it does alone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app.editions import build_edition, over_shared
from bot.corpus.overlay import NOTHING_OVER, Overlay, Scope, Wording
from bot.dialogue.model import Utterance
from bot.edition import Edition
from bot.matching.model import Answer, Decision
from bot.settings import Settings
from tests.builders import BRIDGE_PAGE

TODAY = date(2026, 11, 28)
CLOSED, PAYS = "How long will the bridge stay closed?", "Who pays for the repair?"
LIT, SINGS = "Who lit the lighthouse?", "Who sings in the choir?"
MILL = "What's happened\nThe mill burnt down.\nHow we got here\nIt was built of straw.\n"
LIGHTHOUSE = f"## {LIT}\n\nAda Brandt lit it in 1901.\n\n## {SINGS}\n\nForty bakers sing in it.\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("lessons")
    for story, text in (("bridge", BRIDGE_PAGE), ("lighthouse", LIGHTHOUSE)):
        page = folder / "content" / story / "questions.md"
        page.parent.mkdir(parents=True)
        page.write_text(text, encoding="utf-8")
    mill = folder / "content" / "mill" / "story.txt"
    mill.parent.mkdir()
    mill.write_text(MILL, encoding="utf-8")
    return Settings.model_construct(content_dir=folder / "content", state_dir=folder / "state")


@pytest.fixture(scope="module")
def edition(settings: Settings) -> Edition:
    return build_edition(settings)


def over(settings: Settings, edition: Edition, overlay: Overlay) -> tuple[Edition, Edition]:
    """Give an edition with an index of its own, and one that shares another's."""
    return build_edition(settings, scope=Scope(overlay)), over_shared(edition, overlay)


def wording(edition: Edition, label: str, words: str) -> Wording:
    return Wording(next(p.id for p in edition.corpus.passages if p.label == label), words)


def after(edition: Edition, first: str, words: str) -> Decision:
    conversation = edition.responder.converse([first], today=TODAY)
    return edition.responder.respond(conversation.utterance(words), today=TODAY).decision


def reached(decision: Decision) -> str | None:
    return decision.candidate.passage.label if isinstance(decision, Answer) else None


@pytest.mark.parametrize("words", ["is she in it for the money?", "are they ever done with that"])
def test_a_taught_wording_with_a_pronoun_is_answered_after_another_question(
    settings: Settings, edition: Edition, words: str
) -> None:
    taught = NOTHING_OVER.teaching(wording(edition, PAYS, words))
    for knowing in over(settings, edition, taught):
        assert reached(after(knowing, CLOSED, words)) == PAYS


def test_what_leans_on_one_story_is_not_answered_by_what_was_taught_of_another(
    settings: Settings,
) -> None:
    words = "was it worth that?"
    by_words = settings.model_copy(update={"encoder": "off"})
    edition = build_edition(by_words)
    taught = NOTHING_OVER.teaching(wording(edition, PAYS, words))
    for knowing in over(by_words, edition, taught):
        assert reached(after(knowing, LIT, words)) is None


def test_what_is_not_meant_is_not_reached_by_what_was_said_before_either(
    settings: Settings, edition: Edition
) -> None:
    words = "and who pays for it?"
    assert reached(after(edition, CLOSED, words)) == PAYS
    refused = NOTHING_OVER.refusing(wording(edition, PAYS, words))
    for refusing in over(settings, edition, refused):
        assert reached(after(refusing, CLOSED, words)) != PAYS
        assert reached(refusing.decide(PAYS)) == PAYS


def test_a_section_that_is_not_meant_is_not_shown_either(
    settings: Settings, edition: Edition
) -> None:
    words, heading = "how did it start?", "How we got here"
    assert reached(after(edition, "what happened to the mill?", words)) == heading
    refused = NOTHING_OVER.refusing(wording(edition, heading, words))
    for refusing in over(settings, edition, refused):
        turn = refusing.responder.respond(Utterance(words), today=TODAY)
        assert reached(turn.decision) is None
        assert reached(after(refusing, "what happened to the mill?", words)) is None
