"""What the settings make of the recorder, and what those pay who only ask."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.app import databases
from bot.app.databases import build_recorder
from bot.settings import Settings, SettingsError, load_settings
from bot.store.address import DATABASE_FILE
from bot.store.model import hour_of
from bot.store.readers import SECRET_FILE
from tests.store.builders import a_record

ROOT = Path(__file__).parents[2]


def settings(state_dir: Path, **changes: Any) -> Settings:
    """Make settings for a state folder."""
    return Settings(_env_file=None, state_dir=state_dir, **changes)  # type: ignore[call-arg]  # pydantic's own


def files_in(folder: Path) -> set[str]:
    """Give the names of what is in a folder."""
    return {file.name for file in folder.iterdir()}


async def test_by_default_questions_go_into_a_file_of_the_state_folder(tmp_path: Path) -> None:
    async with build_recorder(settings(tmp_path / "state")) as recorder:
        assert recorder.problem is None
        assert recorder.keeping.days == 30
        assert recorder.keeping.notes_readers
    assert files_in(tmp_path / "state") == {DATABASE_FILE, SECRET_FILE}


async def test_a_named_database_is_used(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.db"
    async with build_recorder(settings(tmp_path, database_url=f"sqlite:///{file}")):
        pass
    assert file.exists()
    assert not (tmp_path / DATABASE_FILE).exists()


async def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    async with build_recorder(settings(tmp_path, keep_days=0)) as recorder:
        recorder.record(a_record(1))
    assert files_in(tmp_path) == set()


async def test_switched_off_later_it_erases_what_was_kept(tmp_path: Path) -> None:
    async with build_recorder(settings(tmp_path)) as recorder:
        recorder.record(a_record(1, hour=hour_of(recorder.now)))
        await recorder.flush()
        assert await recorder._store.count() == 1
    async with build_recorder(settings(tmp_path, keep_days=0)) as recorder:
        await recorder.flush()
        assert await recorder._store.count() == 0


async def test_without_a_secret_it_records_without_readers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / SECRET_FILE).write_text("damaged", encoding="ascii")
    async with build_recorder(settings(tmp_path)) as recorder:
        assert recorder.problem is None
        assert recorder.keeping.keys is None
    assert SECRET_FILE in caplog.text


def test_a_missing_driver_is_told_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        databases, "find_spec", lambda name: None if name == "asyncpg" else find_spec(name)
    )
    with pytest.raises(
        SettingsError, match=r"BOT_DATABASE_URL.*'\.\[postgres\]' in the bot's folder"
    ):
        build_recorder(settings(tmp_path, database_url="postgres://u:p@h/d"))


def test_a_wrong_address_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "mysql://bot:hunter2@h/d")
    with pytest.raises(SettingsError, match=r"BOT_DATABASE_URL: expected an address") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_the_address_is_not_in_the_settings_own_words(tmp_path: Path) -> None:
    told = settings(tmp_path, database_url="postgres://bot:hunter2@h/d")
    assert "hunter2" not in f"{told!r} {told.model_dump_json()}"


@pytest.mark.parametrize("module", ["bot.app.databases", "bot.library", "bot.cli"])
def test_no_database_is_imported_before_it_is_wanted(module: str) -> None:
    code = (
        f"import sys, {module}; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0, (
        f"`import {module}` imports SQLAlchemy, which `ask` and `lint` need not pay for: "
        "import it in the function that needs it."
    )
