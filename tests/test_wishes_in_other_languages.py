"""What moderators want holds in other languages too: how bold to be, what words mean or do not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app.editions import build_edition, over_shared
from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Overlay, Scope, Wording
from bot.dialogue.model import Utterance
from bot.edition import Edition
from bot.editorial.guild_settings import CAUTION, Boldness
from bot.matching.model import Answer, Clarify
from bot.settings import Settings
from tests.builders import BRIDGE_PAGE

SURE = "¿quién paga la reparación?"
LESS_SURE = "combien de temps le pont reste fermé"
CLOSED, PAYS = "How long will the bridge stay closed?", "Who pays for the repair?"
ODD = "wann darf mein Opa wieder mit dem Traktor rüber"
"""German in which nothing is near the pages."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("bridge")
    (folder / "content" / "bridge").mkdir(parents=True)
    page = folder / "content" / "bridge" / "questions.md"
    page.write_text(BRIDGE_PAGE, encoding="utf-8")
    return Settings.model_construct(content_dir=folder / "content", state_dir=folder / "state")


@pytest.fixture(scope="module")
def edition(settings: Settings) -> Edition:
    return build_edition(settings)


def passage_of(edition: Edition, label: str) -> PassageId:
    return next(passage.id for passage in edition.corpus.passages if passage.label == label)


def reached(edition: Edition, words: str) -> str | None:
    decision = edition.decide(words)
    return decision.candidate.passage.label if isinstance(decision, Answer) else None


@pytest.mark.parametrize(
    ("boldness", "answered"),
    [
        (Boldness.CAUTIOUS, ()),
        (Boldness.NORMAL, (SURE,)),
        (Boldness.BOLD, (SURE, LESS_SURE)),
    ],
)
def test_how_bold_to_be_holds_in_every_language(
    edition: Edition, boldness: Boldness, answered: tuple[str, ...]
) -> None:
    for words in (SURE, LESS_SURE):
        decision = edition.decide(words, caution=CAUTION[boldness])
        assert isinstance(decision, Answer if words in answered else Clarify), words


def test_a_threshold_moves_by_the_same_in_every_language(edition: Edition) -> None:
    asked = edition.responder_of(0.75), edition.responder_of(0.75)
    assert asked[0] is asked[1]
    languages = asked[0].languages
    assert languages is not None
    reader = languages.reader()
    assert reader is languages.reader(), "it is made once"
    assert reader is not None
    assert getattr(reader.policy, "caution", None) == 0.75
    usual = edition.responder.languages
    assert usual is not None
    assert getattr(usual.reader(), "matcher", None) is reader.matcher, "all levels share it"


def over(settings: Settings, edition: Edition, overlay: Overlay) -> tuple[Edition, Edition]:
    """Give an edition with an index of its own, and one that shares another's."""
    return build_edition(settings, scope=Scope(overlay)), over_shared(edition, overlay)


def test_what_was_taught_is_answered_in_every_language(
    settings: Settings, edition: Edition
) -> None:
    assert reached(edition, ODD) is None
    taught = NOTHING_OVER.teaching(Wording(passage_of(edition, CLOSED), ODD))
    for knowing in over(settings, edition, taught):
        assert reached(knowing, ODD) == CLOSED
        assert reached(knowing, SURE) == PAYS


def test_what_is_not_meant_is_not_answered_in_any_language(
    settings: Settings, edition: Edition
) -> None:
    assert reached(edition, SURE) == PAYS
    refused = NOTHING_OVER.refusing(Wording(passage_of(edition, PAYS), SURE))
    for refusing in over(settings, edition, refused):
        assert reached(refusing, SURE) is None
        assert reached(refusing, SURE.replace("reparación", "reparacion")) is None
        assert reached(refusing, PAYS) == PAYS
        turn = refusing.responder.respond(Utterance(SURE), today=date(2026, 11, 28))
        assert PAYS not in [candidate.passage.label for candidate in turn.candidates]
