"""The library: bad content never replaces good content, and a reload says what it did."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import elsewhere
from bot.app.editions import build_edition
from bot.cross_encoder import FILES, WEIGHTS_FILE
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Utterance
from bot.encoder import MODELS, PINNED
from bot.library import Library
from bot.matching.matcher import PassageMatcher
from bot.matching.reranking import Reranker
from bot.settings import LanguagesChoice, RerankerChoice, Settings

QUESTIONS = """\
-
Why is the harbour of Lindholm frozen?
A week of calm and frost let the ice grow.
-
How many ships are stuck in the ice?
Forty, among them two ferries and a tanker.
"""
MORE = """\
-
Who pays for the icebreaker?
The port does. It takes a fee from every ship that calls.
"""
GOLDEN = """\
{"message": "who pays for the icebreaker", "scope": "in", "style": "chatty", \
"targets": [{"file": "more.txt", "target": "Who pays for the icebreaker?"}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "content" / "harbour"
    pages.mkdir(parents=True)
    (pages / "questions.txt").write_text(QUESTIONS, encoding="utf-8")
    return pages


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Library:
    settings = Settings.model_construct(content_dir=folder.parent, state_dir=tmp_path / "state")
    return Library(settings, build_edition(settings))


def answers(library: Library, message: str) -> str:
    today = datetime.now(UTC).date()
    return library.current.responder.respond(Utterance(message), today=today).reply.text


def test_reload_serves_what_is_new_and_says_what_changed(library: Library, folder: Path) -> None:
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    changed = QUESTIONS.replace("Forty, among", "Forty-one, among")
    (folder / "questions.txt").write_text(changed, encoding="utf-8")
    report = library.reload()
    assert report.is_applied
    assert [passage.label for passage in report.added] == ["Who pays for the icebreaker?"]
    assert [passage.label for passage in report.changed] == ["How many ships are stuck in the ice?"]
    assert report.removed == ()
    assert report.before != report.after == library.current.corpus.revision
    assert "Forty-one" in answers(library, "How many ships are stuck in the ice?")


def test_check_says_the_same_and_changes_nothing(library: Library, folder: Path) -> None:
    before = library.current
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    report = library.check()
    assert not report.is_applied
    assert [passage.label for passage in report.added] == ["Who pays for the icebreaker?"]
    assert library.current is before


def test_a_broken_file_keeps_its_last_good_version(library: Library, folder: Path) -> None:
    (folder / "questions.txt").write_bytes(b"\x00\x01broken")
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    report = library.reload()
    assert report.is_applied
    assert report.removed == ()
    codes = {finding.code for finding in report.findings if finding.file.endswith("questions.txt")}
    assert {"binary-file", "kept-last-good"} <= codes
    assert "Forty" in answers(library, "How many ships are stuck in the ice?")
    library.reload()
    assert "Forty" in answers(library, "How many ships are stuck in the ice?")


def test_a_folder_that_vanished_changes_nothing(library: Library, folder: Path) -> None:
    before = library.current
    folder.parent.rename(folder.parent.with_name("elsewhere"))
    assert library.check().refusal
    report = library.reload()
    assert report.refusal
    assert not report.is_applied
    assert library.current is before
    assert "Forty" in answers(library, "How many ships are stuck in the ice?")


def test_an_emptied_folder_is_refused(library: Library, folder: Path) -> None:
    (folder / "questions.txt").unlink()
    before = library.current
    report = library.reload()
    assert not report.is_applied
    assert report.refusal
    assert library.current is before


def test_a_removed_page_is_reported(library: Library, folder: Path) -> None:
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    library.reload()
    (folder / "more.txt").unlink()
    report = library.reload()
    assert [passage.label for passage in report.removed] == ["Who pays for the icebreaker?"]


def test_golden_messages_that_change_their_answer_are_named(library: Library, folder: Path) -> None:
    (folder / "golden.jsonl").write_text(GOLDEN, encoding="utf-8")
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    (flip,) = library.check().flips
    assert flip.message == "who pays for the icebreaker"
    assert flip.after == "answered with “Who pays for the icebreaker?”"
    assert library.reload().flips == (flip,)
    assert library.reload().flips == ()


def test_a_line_that_only_moved_is_no_change(library: Library, folder: Path) -> None:
    (folder / "questions.txt").write_text("\n\n" + QUESTIONS, encoding="utf-8")
    report = library.reload()
    assert (report.added, report.changed, report.removed) == ((), (), ())


def test_readers_see_the_old_or_the_new_edition_and_never_a_mix(
    library: Library, folder: Path
) -> None:
    def reload_often() -> None:
        for count in range(6):
            words = QUESTIONS.replace("Forty", f"Forty-{count}").replace("frost", f"frost {count}")
            beside = folder / "questions.new"
            beside.write_text(words, encoding="utf-8")
            beside.replace(folder / "questions.txt")
            library.reload()

    with ThreadPoolExecutor(2) as pool:
        reloading = pool.submit(reload_often)
        while not reloading.done():
            corpus = library.current.corpus
            texts = [passage.text for passage in corpus.passages]
            digits = {"".join(filter(str.isdigit, text)) for text in texts}
            assert len(digits) == 1, texts
        reloading.result()


def test_a_reload_finds_an_encoder_that_was_put_back(folder: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    settings = Settings.model_construct(content_dir=folder.parent, encoder=str(models))
    library = Library(settings, build_edition(settings))
    assert library.current.degraded is not None
    models.symlink_to(MODELS)
    library.reload()
    assert library.current.degraded is None
    kept = library.current.encoder
    library.reload()
    assert library.current.encoder is kept


def test_without_its_cross_encoder_the_first_look_decides(folder: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for name in PINNED:
        (models / name).symlink_to(MODELS / name)
    settings = Settings.model_construct(content_dir=folder.parent, encoder=str(models))
    library = Library(settings, build_edition(settings))
    assert library.current.encoder.encoder is not None
    assert reranker_in(library) is None
    assert WEIGHTS_FILE in str(library.current.degraded)
    for name in FILES.keys() - PINNED.keys():
        (models / name).symlink_to(MODELS / name)
    library.reload()
    assert library.current.degraded is None
    assert reranker_in(library) is not None


def test_reading_can_be_switched_off(folder: Path) -> None:
    off = Settings.model_construct(content_dir=folder.parent, reranker=RerankerChoice.OFF)
    edition = build_edition(off)
    assert edition.degraded is None
    assert edition.cross_encoder.cross_encoder is None


def reranker_in(library: Library) -> Reranker | None:
    matcher = library.current.responder.matcher
    assert isinstance(matcher, PassageMatcher)
    return matcher.reranker


def test_an_edition_is_freed_once_another_one_is_served(library: Library, folder: Path) -> None:
    """Frozen objects are never looked at for cycles again: there must be none in an edition."""
    (folder.parent / "bridge").mkdir()
    (folder.parent / "bridge" / "questions.txt").write_text(MORE, encoding="utf-8")
    library.reload()
    gc.disable()
    try:
        old = weakref.ref(library.current.responder.matcher)
        converse(library)
        (folder / "questions.txt").write_text(QUESTIONS.replace("Forty", "Fifty"), encoding="utf-8")
        assert library.reload().is_applied
        assert old() is None, "something in an edition leads back to itself: drop that reference"
    finally:
        gc.enable()


def test_large_content_is_built_in_another_process(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library._ELSEWHERE_FROM", 1)
    at_once = elsewhere._PREPARE.replace("SCHED_IDLE", "SCHED_OTHER")  # tests leave no core idle
    monkeypatch.setattr("bot.elsewhere._PREPARE", at_once)
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    built: list[Path] = []
    with monkeypatch.context() as patched:
        patched.setattr("bot.app.editions.load_folder", lambda folder, **_: built.append(folder))
        report = library.reload()
    assert built == []
    assert [passage.label for passage in report.added] == ["Who pays for the icebreaker?"]
    assert "takes a fee" in answers(library, "who pays for the icebreaker")


def test_content_is_built_here_when_the_other_process_fails(
    library: Library,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.library._ELSEWHERE_FROM", 1)
    monkeypatch.setattr("bot.elsewhere._PREPARE", "raise SystemExit(3)")
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    assert library.reload().is_applied
    assert "another process (3)" in caplog.text
    assert "takes a fee" in answers(library, "who pays for the icebreaker")


def test_what_an_upgraded_program_has_built_is_not_taken(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of a running program were replaced, and its format of editions with them."""
    monkeypatch.setattr("bot.library._ELSEWHERE_FROM", 1)
    monkeypatch.setattr("bot.elsewhere._PREPARE", "print('key of-another-program')")
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    assert library.reload().is_applied
    assert library.current.key != "key"
    assert "takes a fee" in answers(library, "who pays for the icebreaker")


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux has idle processes")
def test_what_prepares_content_gets_what_readers_leave_of_a_core(tmp_path: Path) -> None:
    (tmp_path / "bot" / "app").mkdir(parents=True)
    (tmp_path / "bot" / "__init__.py").touch()
    (tmp_path / "bot" / "app" / "editions.py").write_text(
        "import os\ndef prepare(told):\n    return told, os.sched_getscheduler(0)\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-P", "-c", elsewhere._PREPARE, str(tmp_path)]
    told = subprocess.run(command, input="settings", text=True, capture_output=True, check=True)
    assert told.stdout.split() == ["settings", str(os.SCHED_IDLE)]


def converse(library: Library) -> None:
    """Make use of all that an edition keeps for later: ranked messages, views of stories."""
    responder, today = library.current.responder, datetime.now(UTC).date()
    conversation = Conversation()
    for message in ("Why is the harbour of Lindholm frozen?", "and why?", "who pays?", "who pays?"):
        turn = responder.respond(conversation.utterance(message), today=today)
        conversation = conversation.after(turn)
        responder.explain(turn.utterance)
    responder.suggest("har")


ASKED_IN_SPANISH = "¿por qué está congelado el puerto de Lindholm?"


def test_other_languages_are_read_from_the_first_message_on(library: Library) -> None:
    assert library.current.multilingual.problem is None
    assert answers(library, ASKED_IN_SPANISH) == "A week of calm and frost let the ice grow."
    assert "Spanish" in library.current.told_of_languages


def test_a_reload_reads_them_as_well(library: Library, folder: Path) -> None:
    library.read_languages()
    (folder / "more.txt").write_text(MORE, encoding="utf-8")
    before = library.current.multilingual
    assert library.reload().is_applied
    assert library.current.multilingual is before
    assert answers(library, "кто платит за ледокол?").startswith("The port does.")


def test_switched_off_they_are_declined(folder: Path, tmp_path: Path) -> None:
    settings = Settings.model_construct(
        content_dir=folder.parent, state_dir=tmp_path, languages=LanguagesChoice.OFF
    )
    library = Library(settings, build_edition(settings))
    library.read_languages()
    assert answers(library, ASKED_IN_SPANISH).startswith("The briefings are in English.")
    assert "BOT_LANGUAGES=off" in library.current.told_of_languages
