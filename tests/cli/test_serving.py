"""`run`, `preview` and `invite`, as far as they go without Discord."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from bot.cli.serving import _open_library
from bot.settings import Settings
from tests.builders import a_story_text
from tests.cli.conftest import Run


def test_invite_asks_for_the_least_permissions(briefing_bot: Run) -> None:
    token = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=") + ".abc.def"
    done = briefing_bot("invite", DISCORD_TOKEN=token)
    assert done.returncode == 0, done.stderr
    assert "client_id=123456789012345678" in done.stdout
    assert "scope=bot+applications.commands" in done.stdout
    permissions = int(done.stdout.strip().rpartition("permissions=")[2])
    administrator, mention_everyone = 1 << 3, 1 << 17
    assert not permissions & (administrator | mention_everyone)


def test_invite_takes_the_application_id_instead_of_a_token(briefing_bot: Run) -> None:
    done = briefing_bot("invite", "--client-id", "42")
    assert "client_id=42&" in done.stdout


def test_invite_without_a_token_says_what_to_set(briefing_bot: Run) -> None:
    done = briefing_bot("invite")
    assert done.returncode == 78
    assert done.stderr.startswith("DISCORD_TOKEN: expected")


def test_a_wrong_setting_is_one_line_and_never_shows_its_value(briefing_bot: Run) -> None:
    for verb in ("run", "preview", "ask"):
        done = briefing_bot(verb, *(["x"] if verb == "ask" else []), BOT_HTTP_PORT="ninety")
        assert done.returncode == 78
        assert done.stderr.startswith("BOT_HTTP_PORT: expected")
        assert len(done.stderr.splitlines()) == 1
        assert "ninety" not in done.stderr


def test_a_start_with_a_broken_page_serves_its_last_good_version(tmp_path: Path) -> None:
    pages = tmp_path / "content" / "harbour"
    pages.mkdir(parents=True)
    (pages / "story.txt").write_text(a_story_text())
    (pages / "questions.txt").write_text("-\nHow many ships are stuck?\nForty wait now.\n")
    settings = Settings.model_construct(
        content_dir=pages.parent, state_dir=tmp_path / "state", encoder="off"
    )
    for broken in (False, True):
        if broken:
            (pages / "questions.txt").write_bytes(b"\x00\x01broken")
        edition = _open_library(settings).current
        assert any("Forty" in passage.text for passage in edition.corpus.passages)


def test_help_names_every_verb(briefing_bot: Run) -> None:
    shown = briefing_bot("--help").stdout
    for verb in (
        "run",
        "preview",
        "chat",
        "ask",
        "lint",
        "corpus",
        "eval",
        "invite",
        "doctor",
        "check-config",
        "backup",
        "restore",
    ):
        assert verb in shown


def test_a_missing_folder_is_named_by_the_option_that_gave_it(briefing_bot: Run) -> None:
    done = briefing_bot("ask", "--content", "/nowhere/at/all", "x")
    assert done.returncode == 78
    assert done.stderr.startswith("--content: expected a folder that exists")
    assert "there is none at /nowhere/at/all." in done.stderr


def test_a_folder_is_named_with_the_place_where_it_was_looked_for(
    briefing_bot: Run, environment: Path
) -> None:
    for done in (
        briefing_bot("ask", "x", BOT_CONTENT_DIR="brefings"),
        briefing_bot("check-config", BOT_CONTENT_DIR="brefings"),
    ):
        assert done.returncode == 78
        assert f"there is none at {environment / 'brefings'}." in done.stderr


@pytest.mark.parametrize("arguments", [("lint",), ("ask", "x", "--content")])
def test_a_path_of_windows_is_told_how_to_be_written(
    briefing_bot: Run, arguments: tuple[str, ...]
) -> None:
    done = briefing_bot(*arguments, r"C:\Users\me\briefings")
    assert "in WSL, write /mnt/c/… with / in place of" in done.stderr


def test_invite_refuses_what_is_no_application_id(briefing_bot: Run) -> None:
    assert briefing_bot("invite", "--client-id", "-5").returncode == 2
