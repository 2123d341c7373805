"""Settings: what they accept, what they say when they refuse, and that `.env.example` agrees."""

from __future__ import annotations

import os
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    LogLevel,
    Settings,
    SettingsError,
    load_settings,
    setting_name,
    settings_problems,
)

ENV_EXAMPLE = Path(__file__).parents[1] / ".env.example"
NAMES = {setting_name(field): field for field in Settings.model_fields}
SECRET = "MTE4.not-a-real-token.x0x0"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start with no setting in the environment and none in a `.env`."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def refusal(**environment: str) -> str:
    """Give the message for these wrong settings."""
    with patch.dict(os.environ, environment), pytest.raises(SettingsError) as caught:
        load_settings().token()
    return str(caught.value)


# ------------------------------------------------------------------------- .env.example


def documented() -> dict[str, tuple[str, str]]:
    """Read name → (sentence above it, value) from `.env.example`."""
    entry = re.compile(r"^# (?P<sentence>.+)\n(?:# )?(?P<name>[A-Z_]+)=(?P<value>.*)$", re.M)
    text = ENV_EXAMPLE.read_text(encoding="utf-8")
    return {m["name"]: (m["sentence"], m["value"]) for m in entry.finditer(text)}


def test_env_example_lists_every_setting_and_no_other() -> None:
    missing, unknown = NAMES.keys() - documented(), documented().keys() - NAMES.keys()
    assert not missing, f"Add to .env.example, under their sentence from bot/settings.py: {missing}"
    assert not unknown, f"Remove from .env.example, or add the field to Settings: {unknown}"


@pytest.mark.parametrize("name", NAMES)
def test_env_example_says_what_the_field_says(name: str) -> None:
    description = Settings.model_fields[NAMES[name]].description
    assert documented()[name][0] == description, (
        f"The sentence above {name} in .env.example and the description of "
        f"Settings.{NAMES[name]} must be the same."
    )


@pytest.mark.parametrize("name", NAMES)
def test_env_example_shows_the_default_or_the_fields_example(name: str) -> None:
    field = Settings.model_fields[NAMES[name]]
    if name == "DISCORD_TOKEN":
        expected = ""
    else:
        expected = str(field.default or (field.examples or [""])[0])
        expected = str(field.default) if field.default == 0 else expected
    assert documented()[name][1] == expected, f"Write {name}={expected} in .env.example."


def test_every_example_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, field in NAMES.items():
        if name.startswith("DISCORD_TOKEN"):
            continue
        monkeypatch.setenv(name, str((Settings.model_fields[field].examples or [""])[0]))
    assert load_settings().ask_channels == {123456789012345678, 234567890123456789}


def test_env_example_as_it_stands_changes_nothing(tmp_path: Path) -> None:
    bare = load_settings()
    (tmp_path / ".env").write_bytes(ENV_EXAMPLE.read_bytes())
    assert load_settings() == bare
    assert bare.token() is None


# ------------------------------------------------------------------------- what is accepted


def test_empty_values_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert load_settings() == Settings.model_construct()


def test_the_environment_wins_over_the_env_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("BOT_HTTP_PORT=1001\nBOT_PREVIEW_PORT=1002\n", encoding="utf-8")
    monkeypatch.setenv("BOT_HTTP_PORT", "2001")
    settings = load_settings()
    assert (settings.http_port, settings.preview_port) == (2001, 1002)


def test_the_command_line_wins_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_CONTENT_DIR", "from-environment")
    assert load_settings(content_dir=Path("given")).content_dir == Path("given")
    assert load_settings(content_dir=None).content_dir == Path("from-environment")


@pytest.mark.parametrize("written", ["12,34", "12 34", " 12, 34 ", "12,,34,"])
def test_channel_ids_may_be_separated_by_commas_or_spaces(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_ASK_CHANNELS", written)
    assert load_settings().ask_channels == {12, 34}


@pytest.mark.parametrize(
    ("choice", "channels", "reads"),
    [
        ("auto", "", False),
        ("auto", "12", True),
        ("on", "", True),
        ("off", "12", False),
        ("ON", "", True),
    ],
)
def test_messages_are_read_where_they_have_to_be_or_as_the_operator_says(
    choice: str, channels: str, reads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_READ_MESSAGES", choice)
    monkeypatch.setenv("BOT_ASK_CHANNELS", channels)
    assert load_settings().reads_unprompted is reads


def test_capitals_do_not_matter_in_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LOG_LEVEL", "WARNING")
    assert load_settings().log_level is LogLevel.WARNING


def test_a_path_may_begin_with_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BOT_CONTENT_DIR", "~/briefings")
    assert load_settings().content_dir == tmp_path / "briefings"


def test_the_api_address_loses_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DISCORD_API_URL", "http://127.0.0.1:3000/api/v10/")
    assert load_settings().discord_api_url == "http://127.0.0.1:3000/api/v10"


def test_limits_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_MAX_PAGE_KIB", "2")
    assert load_settings().limits.page_bytes == 2048


# ------------------------------------------------------------------------- the token


def test_the_token_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", f"  {SECRET}\n")
    assert load_settings().token() == SECRET


def test_the_token_is_read_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(file))
    assert load_settings().token() == SECRET


def test_no_token_is_no_error() -> None:
    assert load_settings().token() is None


def test_a_token_and_a_file_together_are_refused(tmp_path: Path) -> None:
    message = refusal(DISCORD_TOKEN=SECRET, DISCORD_TOKEN_FILE=str(tmp_path / "secret"))
    assert message.startswith("DISCORD_TOKEN_FILE: expected nothing while DISCORD_TOKEN is set")


@pytest.mark.parametrize("content", [b"", b" \n", b"two words", b"\xff\xfe\x00"])
def test_a_token_file_without_one_token_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    assert refusal(DISCORD_TOKEN_FILE=str(file)).startswith("DISCORD_TOKEN_FILE: expected ")


def test_a_token_file_that_is_missing_is_refused_without_its_name() -> None:
    message = refusal(DISCORD_TOKEN_FILE=SECRET)  # the token itself, in the wrong setting
    assert "FileNotFoundError" in message
    assert SECRET not in message


@pytest.mark.parametrize("pasted", ["Bot {}", "<{}>", "“{}”", '"{}', "DISCORD_TOKEN={}"])
def test_a_token_with_other_text_around_it_is_refused_and_not_shown(pasted: str) -> None:
    message = refusal(DISCORD_TOKEN=pasted.format(SECRET))
    assert message.startswith("DISCORD_TOKEN: expected one token")
    assert SECRET not in message


def test_the_token_is_not_in_the_settings_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    assert SECRET not in repr(load_settings())


# ------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BOT_HTTP_PORT", "eighty", "a whole number. Example: BOT_HTTP_PORT=8080"),
        ("BOT_HTTP_PORT", "80.5", "a whole number"),
        ("BOT_HTTP_PORT", "65536", "a number that is 65535 or less"),
        ("BOT_PREVIEW_PORT", "-1", "a number that is 0 or more"),
        ("BOT_MAX_PAGES", "0", "a number that is 1 or more"),
        ("BOT_MAX_PAGES", "9" * 5000, "a whole number"),
        ("BOT_LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("BOT_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("BOT_ASK_CHANNELS", "general", "whole numbers, separated by commas"),
        ("BOT_ASK_CHANNELS", "12,#general", "whole numbers, separated by commas"),
        ("BOT_ASK_CHANNELS", "-12", "ids as Discord writes them"),
        ("BOT_DISCORD_API_URL", "discord.com/api", "an address that begins with http:// or"),
        ("BOT_CONTENT_DIR", "~nobody-of-that-name/x", "a path whose home folder exists"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_expected(
    name: str, value: str, expected: str
) -> None:
    message = refusal(**{name: value})
    assert message.startswith(f"{name}: expected {expected}")
    assert f"Example: {name}=" in message
    assert "\n" not in message


@pytest.mark.parametrize("content", [b"BOT_LOG_LEVEL=\xff\xfe", "BOT_LOG_LEVEL=info".encode("u16")])
def test_an_env_file_in_another_encoding_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(content)
    assert refusal().startswith(".env: expected a UTF-8 text file")


@pytest.mark.parametrize(
    "line",
    [
        *("BOT_KEEP_DAYS: 0", "BOT_KEEP_DAYS:0", "BOT_KEEP_DAYS 0", "export BOT_KEEP_DAYS 0"),
        *("set BOT_KEEP_DAYS=0", "- BOT_KEEP_DAYS=0", '"BOT_KEEP_DAYS": 0', "bot_keep_days: 0"),
        *('BOT_KEEP_DAYS="0', "BOT_KEEP_DAYS='0", 'BOT_KEEP_DAYS="0" or so'),
        'BOT_KEEP_DAYS="0\nBOT_HTTP_PORT=1\n"',
        'CERTIFICATE="begins here\nBOT_KEEP_DAYS=0\n"',
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_setting(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_text(f"# comment\n\n\n{line}\nBOT_LOG_LEVEL=info\n", encoding="utf-8")
    message = refusal()
    assert message.startswith(".env, line 4: expected BOT_KEEP_DAYS=value on one line")
    assert message.endswith("Example: BOT_KEEP_DAYS=30")
    settings, problems = settings_problems()
    assert str(problems[0]) == message
    assert settings.keep_days == 30
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "line",
    [
        *("some words that lost their #", "BOT_KEEP_DAYS", "OTHERS: 0", "BOT_KEEP=0", "X='1"),
        'CERTIFICATE="-----BEGIN\nabc\n-----END"',
        "a note on BOT_KEEP_DAYS",
    ],
)
def test_a_bot_starts_with_lines_that_are_about_no_setting(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{line}\nBOT_LOG_LEVEL=error\n", encoding="utf-8")
    assert load_settings().log_level is LogLevel.ERROR


def test_what_the_environment_sets_needs_no_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("BOT_KEEP_DAYS: 0\n", encoding="utf-8")
    monkeypatch.setenv("BOT_KEEP_DAYS", "7")
    assert load_settings().keep_days == 7


def test_the_value_of_a_broken_line_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN: {SECRET}\n", encoding="utf-8")
    assert SECRET not in refusal()


def test_a_wrong_override_is_named_by_its_setting() -> None:
    with pytest.raises(SettingsError, match="BOT_PREVIEW_PORT: expected a number"):
        load_settings(preview_port=70_000)


VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), VALUES | st.integers().map(str)))
def test_nothing_but_a_settings_error_in_one_line_escapes(environment: dict[str, str]) -> None:
    with patch.dict(os.environ, environment):
        message = outcome()
    assert message is None or message.split(":")[0] in NAMES
    assert message is None or len(message.splitlines()) == 1


def outcome() -> str | None:
    """Load the settings; give the refusal's text, or none when they are accepted."""
    try:
        load_settings()
    except SettingsError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("AUTO", "auto"), (" Off ", "off"), ("models/mine", "models/mine"), ("~/m", "/home/me/m")],
)
def test_the_encoder_is_a_word_or_a_folder(
    written: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    with patch.dict(os.environ, BOT_ENCODER=written):
        assert load_settings().encoder == meant
