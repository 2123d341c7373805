"""The library of several guilds: what editors of one have changed, the others never see."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from bot.app.editions import build_edition
from bot.corpus.model import BriefingId, PassageId
from bot.corpus.overlay import NOTHING_OVER, WHOLE, Covered, Overlay, Scope, Wording
from bot.dialogue.model import Utterance
from bot.edition import Edition
from bot.library import Library
from bot.matching.model import Answer
from bot.settings import LanguagesChoice, Settings

HARBOUR = """\
-
Why is the harbour of Lindholm frozen?
A week of calm and frost let the ice grow.
-
How many ships are stuck in the ice?
Forty, among them two ferries and a tanker.
"""
MINE = """\
-
Who owns the copper mine of Varde?
A family firm has owned it since 1911.
"""
MORE = (
    b"-\nWho pays for the icebreaker?\nThe port does. It takes a fee from every ship that calls.\n"
)
OURS, THEIRS = 1, 2
WAIT_S = 30.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("harbour", HARBOUR), ("mine", MINE)):
        pages = tmp_path / "content" / name
        pages.mkdir(parents=True)
        (pages / "questions.txt").write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings.model_construct(
        content_dir=folder,
        state_dir=tmp_path / "state",
        encoder="off",
        languages=LanguagesChoice.OFF,
    )


@pytest.fixture
def library(settings: Settings) -> Library:
    return Library(settings, build_edition(settings))


def answer(library: Library, guild: int | None, message: str) -> str | None:
    """Give the label of what answers in a guild; none where nothing does."""
    turn = library.of(guild).responder.respond(Utterance(message), today=datetime.now(UTC).date())
    is_answer = isinstance(turn.decision, Answer)
    return turn.decision.candidate.passage.label if is_answer else None  # type: ignore[union-attr]


def with_more() -> Scope:
    return Scope(Overlay({"harbour/more.txt": MORE}))


def test_a_page_of_one_guild_is_served_there_alone(library: Library) -> None:
    library.serve({OURS: with_more()})
    question = "Who pays for the icebreaker?"
    assert answer(library, OURS, question) == question
    assert answer(library, THEIRS, question) is None
    assert answer(library, None, question) is None
    library.serve({OURS: WHOLE})
    assert answer(library, OURS, question) is None
    assert library.of(OURS) is library.current


def test_a_taught_wording_is_answered_and_a_refused_one_is_not(library: Library) -> None:
    words, question = "what froze the water up there", "Why is the harbour of Lindholm frozen?"
    passage = next(p.id for p in library.current.corpus.passages if p.label == question)
    assert answer(library, OURS, words) is None
    library.serve({OURS: Scope(NOTHING_OVER.teaching(Wording(passage, words)))})
    assert answer(library, OURS, words) == question
    library.serve({OURS: Scope(NOTHING_OVER.refusing(Wording(passage, question)))})
    assert answer(library, OURS, "why is the harbor of lindholm frozen") is None
    assert answer(library, THEIRS, question) == question


def test_a_wording_for_what_is_gone_harms_nothing(library: Library) -> None:
    library.serve({OURS: Scope(NOTHING_OVER.teaching(Wording(PassageId("gone"), "where is it")))})
    assert answer(library, OURS, "How many ships are stuck in the ice?") is not None


def test_only_offered_briefings_answer(library: Library) -> None:
    library.serve({OURS: Scope(briefings=frozenset({BriefingId("mine")}))})
    assert answer(library, OURS, "Who owns the copper mine of Varde?") is not None
    assert answer(library, OURS, "How many ships are stuck in the ice?") is None
    assert answer(library, THEIRS, "How many ships are stuck in the ice?") is not None


def test_what_could_be_offered_is_known_whatever_is_offered(library: Library) -> None:
    fresh = Overlay({"ferry/questions.txt": MORE})
    library.serve({OURS: Scope(fresh, frozenset({BriefingId("mine")}))})
    assert {b.id for b in library.of(OURS).corpus.briefings} == {"mine"}
    assert {b.id for b in library.briefings_of(OURS)} == {"ferry", "harbour", "mine"}
    assert {b.id for b in library.briefings_of(THEIRS)} == {"harbour", "mine"}


def test_guilds_that_see_the_same_share_it(library: Library) -> None:
    library.serve({OURS: with_more(), THEIRS: with_more()})
    assert library.of(OURS) is library.of(THEIRS)


def test_a_rehearsal_tells_and_changes_nothing(library: Library) -> None:
    before = library.of(OURS)
    asked = ("Who pays for the icebreaker?", "How many ships are stuck in the ice?")
    rehearsal = library.rehearse(OURS, with_more(), asked)
    assert [flip.message for flip in rehearsal.flips] == [asked[0]]
    assert rehearsal.asked == 2
    assert library.of(OURS) is before


def test_what_was_rehearsed_is_served_without_being_built_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.build(with_more())
    monkeypatch.setattr("bot.library.build_edition", None)
    library.serve({OURS: with_more()})
    assert answer(library, OURS, "Who pays for the icebreaker?") is not None


def test_nobody_waits_for_what_another_guild_rehearses(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def build(settings: Settings, *, scope: Scope, **rest: Any) -> Edition:
        if scope == with_more():
            begun.set()
            assert may_end.wait(WAIT_S)
        return build_edition(settings, scope=scope, **rest)

    monkeypatch.setattr("bot.library.build_edition", build)
    rehearsing = threading.Thread(target=library.rehearse, args=(OURS, with_more()), daemon=True)
    rehearsing.start()
    assert begun.wait(WAIT_S)
    other = Scope(Overlay({"mine/more.txt": MORE}))
    serving = threading.Thread(target=library.serve, args=({THEIRS: other},), daemon=True)
    serving.start()
    serving.join(WAIT_S)
    assert answer(library, THEIRS, "Who pays for the icebreaker?") is not None
    may_end.set()
    rehearsing.join(WAIT_S)
    monkeypatch.setattr("bot.library.build_edition", None)
    library.serve({OURS: with_more()})  # it is at hand
    assert answer(library, OURS, "Who pays for the icebreaker?") is not None


def test_what_was_rehearsed_over_other_files_is_built_again(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(settings: Settings, *, scope: Scope, **rest: Any) -> Edition:
        built = build_edition(settings, scope=scope, **rest)
        monkeypatch.setattr("bot.library.build_edition", build_edition)
        (folder / "mine" / "questions.txt").unlink()
        library.reload()
        return built

    monkeypatch.setattr("bot.library.build_edition", build)
    corpus = library.edition_of(with_more()).corpus
    assert {page.file for page in corpus.pages} == {"harbour/more.txt", "harbour/questions.txt"}


def test_pages_of_the_folder_that_a_guild_sees_otherwise_are_named_to_it_alone(
    library: Library, folder: Path
) -> None:
    own, gone = "harbour/questions.txt", "mine/questions.txt"
    library.serve({OURS: Scope(Overlay({own: HARBOUR.encode(), gone: None}))})
    removed = Covered(gone, is_removed=True)
    assert library.covered(OURS) == (removed,)
    changed = HARBOUR.replace("Forty, among", "Forty-one, among")
    (folder / own).write_text(changed, encoding="utf-8")
    both = (Covered(own, is_removed=False), removed)
    assert library.covered(OURS) == (removed,)
    assert library.check(OURS).covered == both
    assert library.reload(OURS).covered == both
    assert library.covered(OURS) == both
    assert library.covered(THEIRS) == library.covered(None) == library.check().covered == ()


def test_a_reload_reaches_every_guild(library: Library, folder: Path) -> None:
    library.serve({OURS: with_more()})
    changed = HARBOUR.replace("Forty, among", "Forty-one, among")
    (folder / "harbour" / "questions.txt").write_text(changed, encoding="utf-8")
    report = library.reload(OURS)
    assert report.is_applied
    assert [passage.label for passage in report.changed] == ["How many ships are stuck in the ice?"]
    for guild in (OURS, THEIRS, None):
        texts = [passage.text for passage in library.of(guild).corpus.passages]
        assert any(text.startswith("Forty-one") for text in texts)
    assert answer(library, OURS, "Who pays for the icebreaker?") is not None


def test_a_reload_that_is_refused_keeps_what_every_guild_sees(
    library: Library, folder: Path
) -> None:
    library.serve({OURS: with_more()})
    before = library.of(OURS), library.of(THEIRS)
    for file in folder.glob("*/*.txt"):
        file.unlink()
    assert library.reload(OURS).refusal is not None
    assert (library.of(OURS), library.of(THEIRS)) == before


def test_the_next_due_instant_of_any_guild_counts(library: Library) -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    page = f"---\nembargo: {soon:%Y-%m-%dT%H:%M:%S+00:00}\n---\n".encode() + MORE
    assert library.valid_until is None
    library.serve({OURS: Scope(Overlay({"harbour/more.txt": page}))})
    assert library.valid_until == soon.replace(microsecond=0)
    assert answer(library, OURS, "Who pays for the icebreaker?") is None


def soon_over(page: str) -> str:
    ends = datetime.now(UTC) + timedelta(hours=1)
    return f"---\nexpires: {ends:%Y-%m-%dT%H:%M:%S+00:00}\n---\n{page}"


def test_what_is_over_is_not_served_for_want_of_a_content_folder(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "mine" / "questions.txt"
    page.write_text(soon_over(page.read_text(encoding="utf-8")), encoding="utf-8")
    library = Library(settings, build_edition(settings))
    folder.rename(folder.with_name("away"))
    assert library.reload().refusal is not None
    later(monkeypatch)
    assert library.reload().is_applied
    assert answer(library, None, "Who owns the copper mine of Varde?") is None
    assert answer(library, None, "How many ships are stuck in the ice?") is not None


def test_what_is_over_is_not_served_where_a_guild_has_nothing_else(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "mine" / "questions.txt"
    page.write_text(soon_over(page.read_text(encoding="utf-8")), encoding="utf-8")
    library = Library(settings, build_edition(settings))
    library.serve({OURS: Scope(briefings=frozenset({BriefingId("mine")}))})
    page.unlink()
    library.reload()
    assert answer(library, OURS, "Who owns the copper mine of Varde?") is not None
    later(monkeypatch)
    library.reload()
    assert answer(library, OURS, "Who owns the copper mine of Varde?") is None
    assert library.valid_until is None, "else all is read again with each look"


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two hours pass."""

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + timedelta(hours=2)

    for module in ("bot.app.editions", "bot.library"):
        monkeypatch.setattr(f"{module}.datetime", Later)


def test_a_restart_finds_what_guilds_saw_on_disk(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.serve({OURS: with_more()})
    again = Library(settings, build_edition(settings))
    monkeypatch.setattr("bot.app.editions.load_folder", None)
    again.serve({OURS: with_more()})
    assert answer(again, OURS, "Who pays for the icebreaker?") is not None


class TestLargeContent:
    """Content of which a guild that only teaches wordings gets no index of its own."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.library._SHARED_FROM", 1)

    def test_a_wording_is_known_without_an_index_of_its_own(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words, question = "what froze the water up there", "Why is the harbour of Lindholm frozen?"
        passage = next(p.id for p in library.current.corpus.passages if p.label == question)
        monkeypatch.setattr("bot.library.build_edition", None)
        library.serve({OURS: Scope(NOTHING_OVER.teaching(Wording(passage, words)))})
        assert answer(library, OURS, "What froze the watter up there?") == question
        assert answer(library, THEIRS, words) is None
        assert answer(library, OURS, "Who owns the copper mine of Varde?") is not None
        library.serve({OURS: Scope(NOTHING_OVER.refusing(Wording(passage, question)))})
        assert answer(library, OURS, question) is None

    def test_a_page_brings_an_index(self, library: Library) -> None:
        library.serve({OURS: with_more()})
        assert answer(library, OURS, "Who pays for the icebreaker?") is not None

    def test_what_a_reload_would_change_is_told_of_a_guild_that_only_taught(
        self, library: Library, folder: Path
    ) -> None:
        passage = library.current.corpus.passages[0].id
        library.serve({OURS: Scope(NOTHING_OVER.teaching(Wording(passage, "how so")))})
        (folder / "harbour" / "quay.txt").write_text("-\nWhat is new?\nA crane.\n", "utf-8")
        told = library.check(OURS)
        assert (told.before, told.added) != (told.after, ())
        applied = library.reload(OURS)
        assert (told.before, told.after, told.added) == (
            applied.before,
            applied.after,
            applied.added,
        )

    def test_after_a_reload_it_knows_the_wordings_of_the_new_content(
        self, library: Library, folder: Path
    ) -> None:
        words, question = "how tall is the crane", "What stands on the quay of Lindholm?"
        page = f"-\n{question}\nA crane of forty metres.\n"
        (folder / "harbour" / "quay.txt").write_text(page, encoding="utf-8")
        library.reload()
        passage = next(p for p in library.current.corpus.passages if p.label == question)
        library.serve({OURS: Scope(NOTHING_OVER.teaching(Wording(passage.id, words)))})
        assert answer(library, OURS, words) == question
        changed = page.replace("forty", "fifty")
        (folder / "harbour" / "quay.txt").write_text(changed, encoding="utf-8")
        library.reload()
        turn = library.of(OURS).responder.respond(Utterance(words), today=datetime.now(UTC).date())
        assert turn.reply.text == "A crane of fifty metres."


def test_memory_that_was_given_back_is_not_missed(library: Library, settings: Settings) -> None:
    """What was ranked lately stays at hand: only messages that are new need the memory."""
    untouched = Library(settings, build_edition(settings))
    for message, question in (
        ("Why is the harbour frozen?", "Why is the harbour of Lindholm frozen?"),
        ("How many ships are stuck?", "How many ships are stuck in the ice?"),
    ):
        library.give_back()
        ranked = library.current.responder.matcher.rank(message)
        assert ranked[0].passage.label == question
        assert ranked == untouched.current.responder.matcher.rank(message)
        library.reload()
