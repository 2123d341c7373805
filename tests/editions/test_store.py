"""Ready editions on disk: what is looked up is what would be built, or it is built."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import editions
from bot.app.editions import EDITIONS, build_edition
from bot.app.matchers import ENCODINGS
from bot.corpus.loader import load_folder
from bot.corpus.overlay import Overlay, Scope
from bot.dialogue.model import Utterance
from bot.edition import Edition
from bot.editions.store import KEPT, SERVED
from bot.library import Library
from bot.settings import Settings
from tests.builders import a_story_text

QUESTIONS = """\
-
Why is the harbour of Lindholm frozen?
A week of calm and frost let the ice grow.
-
How many ships are stuck in the ice?
Forty, among them two ferries and a tanker, wait in the [port](story.txt) now.
"""
FRONT = """\
---
title: The ice
as_of: 2025-06-01
expires: {expires}
aliases:
  Why is the harbour of Lindholm frozen?: [why the ice]
---
"""
MESSAGES = ("why is it frozen", "how many ships", "what's happened", "who is she", "zebra")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "content" / "harbour"
    pages.mkdir(parents=True)
    (pages / "questions.txt").write_text(FRONT.format(expires="2099-01-01") + QUESTIONS)
    (pages / "story.txt").write_text(a_story_text())
    (pages / "draft.txt").write_text("---\nstatus: draft\n---\n" + QUESTIONS)
    (pages / "golden.jsonl").write_text('{"message": "why frozen", "scope": "out"}\n')
    return pages


@pytest.fixture(params=["auto", "off"])
def settings(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Settings:
    return Settings.model_construct(
        content_dir=folder.parent, state_dir=tmp_path / "state", encoder=request.param
    )


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note every time that pages are read in order to build."""
    built: list[Path] = []

    def noted(folder: Path, **given: object) -> object:
        built.append(folder)
        return load_folder(folder, **given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(editions, "load_folder", noted)
    return built


def stored(settings: Settings) -> list[Path]:
    return sorted((settings.state_dir / EDITIONS).iterdir())


def assert_alike(one: Edition, other: Edition) -> None:
    """Compare everything that readers and moderators could notice."""
    assert one.corpus == other.corpus
    assert one.findings == other.findings
    assert one.golden == other.golden
    assert one.valid_until == other.valid_until
    assert one.pages.keys() == other.pages.keys()
    today = datetime.now(UTC).date()
    for message in MESSAGES:
        turns = [e.responder.respond(Utterance(message), today=today) for e in (one, other)]
        assert turns[0] == turns[1]
        ranked = [e.responder.matcher.rank(message, explain=True) for e in (one, other)]
        assert ranked[0] == ranked[1]


def test_a_restart_looks_up_what_was_built(
    settings: Settings, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("bot.editions.store.EditionsFolder.save", lambda *_: False)
        built = build_edition(settings)
    kept = build_edition(settings)
    again = build_edition(settings)
    assert len(builds) == 2
    assert_alike(built, kept)
    assert_alike(kept, again)
    assert any(finding.code == "draft" for finding in again.findings)


def change_a_page(settings: Settings) -> Settings:
    page = settings.content_dir / "harbour" / "questions.txt"
    page.write_text(page.read_text().replace("Forty", "Fifty"))
    return settings


def rename_a_page(settings: Settings) -> Settings:
    page = settings.content_dir / "harbour" / "questions.txt"
    page.rename(page.with_name("answers.txt"))
    return settings


def add_golden(settings: Settings) -> Settings:
    (settings.content_dir / "golden.jsonl").write_text('{"message": "why", "scope": "out"}\n')
    return settings


def lower_a_limit(settings: Settings) -> Settings:
    return settings.model_copy(update={"max_questions_per_page": 1})


def switch_the_encoder(settings: Settings) -> Settings:
    return settings.model_copy(update={"encoder": {"auto": "off", "off": "auto"}[settings.encoder]})


@pytest.mark.parametrize(
    "change", [change_a_page, rename_a_page, add_golden, lower_a_limit, switch_the_encoder]
)
def test_whatever_differs_is_built_anew(
    settings: Settings,
    builds: list[Path],
    change: object,
) -> None:
    assert callable(change)
    build_edition(settings)
    changed = change(settings)
    edition = build_edition(changed)
    assert len(builds) == 2
    assert_alike(edition, build_edition(changed))
    assert len(builds) == 2


def test_another_program_builds_anew(
    settings: Settings, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_edition(settings)
    monkeypatch.setattr(editions, "program_digest", lambda: "another")
    build_edition(settings)
    assert len(builds) == 2


def test_a_damaged_file_is_made_anew_and_said(
    settings: Settings, builds: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    built = build_edition(settings)
    (file,) = stored(settings)
    whole = file.read_bytes()
    file.unlink()  # the first edition goes on with the file that it has mapped
    file.write_bytes(whole[: len(whole) // 2] + b"?" + whole[len(whole) // 2 + 1 :])
    assert_alike(built, build_edition(settings))
    assert len(builds) == 2
    assert "checksum" in caplog.text
    assert file.read_bytes()[:1000] == whole[:1000]


def test_a_file_under_another_name_is_not_taken_for_it(
    settings: Settings, builds: list[Path]
) -> None:
    build_edition(settings)
    (first,) = stored(settings)
    change_a_page(settings)
    build_edition(settings)
    second = next(file for file in stored(settings) if file != first)
    first.replace(second)
    edition = build_edition(settings)
    assert len(builds) == 3
    assert any("Fifty" in passage.text for passage in edition.corpus.passages)


def test_encodings_that_are_gone_are_made_anew(settings: Settings, builds: list[Path]) -> None:
    built = build_edition(settings)
    for file in (settings.state_dir / ENCODINGS).glob("*"):
        file.unlink()
    assert_alike(built, build_edition(settings))
    assert len(builds) == (2 if settings.encoder == "auto" else 1)


def test_a_page_that_has_expired_since_is_not_served(
    settings: Settings, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # UTC is all we ask
            return datetime(2099, 1, 2, tzinfo=UTC)

    assert any("Forty" in p.text for p in build_edition(settings).corpus.passages)
    monkeypatch.setattr(editions, "datetime", Later)
    assert not any("Forty" in p.text for p in build_edition(settings).corpus.passages)
    assert len(builds) == 2


def test_a_clock_that_was_set_back_is_not_trusted(
    settings: Settings, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # UTC is all we ask
            return datetime.now(UTC) - timedelta(days=1)

    build_edition(settings)
    monkeypatch.setattr(editions, "datetime", Earlier)
    build_edition(settings)
    assert len(builds) == 2


def says(edition: Edition, words: str) -> bool:
    return any(words in passage.text for passage in edition.corpus.passages)


def test_the_last_good_version_of_a_page_survives_a_restart(settings: Settings) -> None:
    page = settings.content_dir / "harbour" / "questions.txt"
    good = page.read_text()
    assert says(Library.open(settings).current, "Forty")
    page.write_bytes(b"\x00\x01broken")
    for _ in range(2):  # what falls back is never fallen back to
        restarted = Library.open(settings).current
        assert says(restarted, "Forty")
        assert "kept-last-good" in {found.code for found in restarted.findings}
    page.write_text(good.replace("Forty", "Fifty"))
    mended = Library.open(settings)
    assert says(mended.current, "Fifty")
    page.write_text(good.replace("Forty", "Sixty"))
    mended.reload()
    page.write_bytes(b"\x00\x01broken")
    assert says(Library.open(settings).current, "Sixty")


def test_what_was_served_last_outlives_whatever_is_only_looked_at(settings: Settings) -> None:
    page = settings.content_dir / "harbour" / "questions.txt"
    good = page.read_text()
    Library.open(settings)
    for number in range(5):
        page.write_text(good.replace("Forty", f"Page {number}"))
        build_edition(settings)
    page.write_bytes(b"\x00\x01broken")
    assert says(Library.open(settings).current, "Forty")


def broken_file(settings: Settings) -> Settings:
    for file in (settings.state_dir / EDITIONS).glob(f"{SERVED}*"):
        file.write_bytes(b"nothing of ours")
    return settings


def another_folder(settings: Settings) -> Settings:
    other = settings.content_dir.with_name("other")
    shutil.copytree(settings.content_dir, other)
    return settings.model_copy(update={"content_dir": other})


def lower_limit(settings: Settings) -> Settings:
    return settings.model_copy(update={"max_pages": settings.max_pages - 1})


def another_program(settings: Settings) -> Settings:
    return settings


@pytest.mark.parametrize("change", [broken_file, another_folder, lower_limit, another_program])
def test_a_start_takes_pages_only_from_what_it_would_serve_itself(
    settings: Settings,
    change: Callable[[Settings], Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not of another deployment, not past a limit, not in the form of another program."""
    Library.open(settings)
    settings = change(settings)
    if change is another_program:
        monkeypatch.setattr(editions, "program_digest", lambda: "another")
    (settings.content_dir / "harbour" / "questions.txt").write_bytes(b"\x00\x01broken")
    edition = Library.open(settings).current
    assert not says(edition, "Forty")
    assert edition.corpus.passages


def test_a_folder_that_is_gone_is_not_served_from_memory(settings: Settings) -> None:
    Library.open(settings)
    settings.content_dir.rename(settings.content_dir.with_name("gone"))
    assert not Library.open(settings).current.corpus.passages


def test_what_could_not_be_stored_leaves_the_last_whole_content_where_it_was(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = settings.content_dir / "harbour" / "questions.txt"
    good = page.read_text()
    Library.open(settings)
    page.write_text(good.replace("Forty", "Fifty"))
    with monkeypatch.context() as patched:
        patched.setattr("bot.editions.store.write_arrays", no_room)
        assert says(Library.open(settings).current, "Fifty")
    page.write_bytes(b"\x00\x01broken")
    assert says(Library.open(settings).current, "Forty")


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_no_start_has_served_for_long_is_forgotten(settings: Settings) -> None:
    Library.open(settings)
    (served,) = (settings.state_dir / EDITIONS).glob(f"{SERVED}*")
    old = served.with_name(f"{SERVED}old")
    old.write_bytes(served.read_bytes())
    os.utime(old, (time.time() - 100 * 86_400,) * 2)
    page = settings.content_dir / "harbour" / "questions.txt"
    page.write_text(page.read_text().replace("Forty", "Fifty"))
    Library.open(settings)
    assert served.exists()
    assert not old.exists()


def test_a_start_with_a_broken_page_makes_nothing_that_a_reload_finds(
    settings: Settings, builds: list[Path]
) -> None:
    page = settings.content_dir / "harbour" / "questions.txt"
    good = page.read_bytes()
    build_edition(settings)
    page.write_bytes(b"\x00\x01broken")
    broken = build_edition(settings)
    assert not any("Forty" in passage.text for passage in broken.corpus.passages)
    page.write_bytes(good)
    library = Library(settings, build_edition(settings))
    assert len(builds) == 2
    page.write_bytes(b"\x00\x01broken")
    report = library.reload()
    assert report.removed == ()
    assert any("Forty" in passage.text for passage in library.current.corpus.passages)


def test_editions_share_the_pages_that_stayed_as_they_were(settings: Settings) -> None:
    before = build_edition(settings)
    changed = settings.content_dir / "harbour" / "questions.txt"
    changed.write_text(changed.read_text().replace("Forty", "Fifty"))
    after = build_edition(settings, before=before)
    is_shared = {file: page is before.pages.get(file) for file, page in after.pages.items()}
    assert len(is_shared) > 1
    assert [file for file, shared in is_shared.items() if not shared] == ["harbour/questions.txt"]
    assert any("Fifty" in passage.text for passage in after.corpus.passages)
    assert_alike(after, build_edition(settings))


def test_what_a_guild_sees_shares_the_pages_that_it_did_not_change(settings: Settings) -> None:
    before = build_edition(settings)
    pages = {"harbour/questions.txt": QUESTIONS.replace("Forty", "Fifty").encode()}
    theirs = build_edition(settings, scope=Scope(Overlay(pages)), before=before)
    is_shared = {file: page is before.pages.get(file) for file, page in theirs.pages.items()}
    assert [file for file, shared in is_shared.items() if not shared] == ["harbour/questions.txt"]
    assert_alike(theirs, build_edition(settings, scope=Scope(Overlay(pages))))


def test_letters_that_a_reader_types_find_what_was_kept(settings: Settings) -> None:
    found = [
        [choice.label for choice in edition.responder.suggest(typed)]
        for edition in (build_edition(settings), build_edition(settings))
        for typed in ("harb", "w", "")
    ]
    assert found[:3] == found[3:]
    assert all(found)


def test_a_folder_that_cannot_be_written_to_costs_time_only(
    settings: Settings, builds: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    settings.state_dir.parent.mkdir(exist_ok=True)
    settings.state_dir.write_text("a file where a folder should be")
    assert_alike(build_edition(settings), build_edition(settings))
    assert len(builds) == 2


def test_what_was_not_used_lately_goes(settings: Settings, builds: list[Path]) -> None:
    page = settings.content_dir / "harbour" / "questions.txt"
    for number in range(KEPT + 2):
        page.write_text(QUESTIONS.replace("Forty", f"{number}"))
        build_edition(settings)
    killed = settings.state_dir / EDITIONS / "x.edition.0123.tmp"
    killed.write_text("half")
    os.utime(killed, (time.time() - 86_400,) * 2)
    page.write_text(QUESTIONS)
    build_edition(settings)
    assert len(stored(settings)) == KEPT
    assert not killed.exists()
