"""Settings from the environment and `.env`, checked once, when a program starts."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
)

from bot.corpus.limits import Limits
from bot.env_file import named_in, read_statements
from bot.store.address import database_address
from bot.web_address import base_address

ENV_FILE = ".env"

_OF_A_TOKEN = re.compile(r"[\w.-]+", re.ASCII)
"""What Discord writes tokens in."""

Snowflake = Annotated[int, Field(gt=0, lt=1 << 64)]
"""An id of Discord's."""


class LanguagesChoice(StrEnum):
    """Whether messages in other languages are read, where the extra for it is installed."""

    AUTO = "auto"
    OFF = "off"


class RerankerChoice(StrEnum):
    """Whether passages are read beside a message where the first look leaves doubt."""

    AUTO = "auto"
    OFF = "off"


class ReadsChoice(StrEnum):
    """Whether the bot asks Discord for what people write without calling it."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class ReadersChoice(StrEnum):
    """What a recorded question says of the reader who asked it."""

    HASHED = "hashed"
    NONE = "none"


class RateLimitsChoice(StrEnum):
    """Whether there are limits on how much is answered to a reader, in a channel, in a guild."""

    OFF = "off"
    ON = "on"


class LogFormat(StrEnum):
    """How log lines look: for people, or for machines."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least important log lines that are still written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """Every setting of the bot. `.env.example` says the same for people; a test compares them."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_",
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "discord_token"),
        description="The bot's token from the Discord Developer Portal; empty opens the preview.",
        examples=["MTE4….GhYs….k3Zp…"],
    )
    discord_token_file: Path | None = Field(
        default=None,
        validation_alias=AliasChoices("DISCORD_TOKEN_FILE", "discord_token_file"),
        description="A file that holds the token instead, such as a container secret.",
        examples=["/run/secrets/discord_token"],
    )
    content_dir: Path = Field(
        default=Path("content"),
        description="The folder that holds the briefings.",
        examples=["content"],
    )
    state_dir: Path = Field(
        default=Path(".state"),
        description="The one folder that the bot writes to.",
        examples=[".state"],
    )
    encoder: str = Field(
        default="auto",
        min_length=1,
        description="The sentence encoder: auto, off, or a folder that holds its files.",
        examples=["auto"],
    )
    reranker: RerankerChoice = Field(
        default=RerankerChoice.AUTO,
        description="Reading passages beside a doubtful message: auto, or off to answer sooner.",
        examples=["auto"],
    )
    weights: Path | None = Field(
        default=None,
        description="Weights that `briefing-bot eval --calibrate --write` made; else the shipped.",
        examples=["weights.json"],
    )
    languages: LanguagesChoice = Field(
        default=LanguagesChoice.AUTO,
        description="Messages in other languages: auto reads them with the extra, off declines.",
        examples=["auto"],
    )
    ask_channels: Annotated[frozenset[Snowflake], NoDecode] = Field(
        default=frozenset(),
        description="Ids of channels where questions are answered without a mention, by commas.",
        examples=["123456789012345678,234567890123456789"],
    )
    read_messages: ReadsChoice = Field(
        default=ReadsChoice.AUTO,
        description="Use the Message Content Intent: on, off, or auto for BOT_ASK_CHANNELS alone.",
        examples=["auto"],
    )
    keep_days: int = Field(
        default=30,
        ge=0,
        le=3650,
        description="How many days questions are kept for the editors; 0 records nothing.",
        examples=["30"],
    )
    readers: ReadersChoice = Field(
        default=ReadersChoice.HASHED,
        description="What a kept question says of its reader: hashed (a keyed hash) or none.",
        examples=["hashed"],
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="The database that keeps them; without it, an SQLite file in BOT_STATE_DIR.",
        examples=["postgresql://bot:password@localhost/briefings"],
    )
    rate_limits: RateLimitsChoice = Field(
        default=RateLimitsChoice.OFF,
        description="Limits on questions: on allows a reader 5, a channel 10 within 30 s; or off.",
        examples=["on"],
    )
    http_host: str = Field(
        default="127.0.0.1",
        description="The address that /healthz, /readyz and /metrics listen on.",
        examples=["127.0.0.1"],
    )
    http_port: int = Field(
        default=8080,
        ge=0,
        le=65535,
        description="The port of /healthz, /readyz and /metrics; 0 picks a free one.",
        examples=["8080"],
    )
    preview_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="The port of the browser preview; 0 picks a free one.",
        examples=["8765"],
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO,
        description="The least important log lines to write: debug, info, warning or error.",
        examples=["info"],
    )
    log_format: LogFormat = Field(
        default=LogFormat.CONSOLE,
        description="Log lines for people (console) or for machines (json).",
        examples=["console"],
    )
    discord_api_url: str | None = Field(
        default=None,
        description="Another base address of Discord's API, such as a rate-limit proxy.",
        examples=["http://127.0.0.1:3000/api/v10"],
    )
    shards: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="All shards of the bot together; without it, as many as Discord recommends.",
        examples=["16"],
    )
    worker_shards: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="Shards of one process, with PostgreSQL; without it, one process has them all.",
        examples=["4"],
    )
    max_page_kib: int = Field(
        default=1024,
        ge=1,
        le=1_048_576,
        description="The largest page that is read, in KiB.",
        examples=["1024"],
    )
    max_line_characters: int = Field(
        default=20_000,
        ge=100,
        description="The longest line that a page may have, in characters.",
        examples=["20000"],
    )
    max_questions_per_page: int = Field(
        default=5_000,
        ge=1,
        description="The most questions that one page may hold.",
        examples=["5000"],
    )
    max_pages: int = Field(
        default=20_000,
        ge=1,
        description="The most pages that the content folder may hold.",
        examples=["20000"],
    )

    @field_validator("ask_channels", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        """Take ids that are separated by commas or spaces."""
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator(
        *(
            "log_level",
            "log_format",
            "languages",
            "reranker",
            "readers",
            "read_messages",
            "rate_limits",
        ),
        mode="before",
    )
    @classmethod
    def _lower(cls, value: object) -> object:
        """Take INFO for info."""
        return value.lower() if isinstance(value, str) else value

    @field_validator("encoder")
    @classmethod
    def _encoder_choice(cls, value: str) -> str:
        """Take AUTO for auto, and `~/models` for a folder."""
        choice = value.strip()
        if choice.lower() in {"auto", "off"}:
            return choice.lower()
        return str(cls._expand_home(Path(choice)))

    @field_validator("discord_token_file", "content_dir", "state_dir", "weights")
    @classmethod
    def _expand_home(cls, value: Path | None) -> Path | None:
        """Take `~/briefings`, which no shell expands in `.env`."""
        if value is not None and "\0" in str(value):
            raise ValueError("a path without NUL characters")
        try:
            return value and value.expanduser()
        except RuntimeError:
            raise ValueError("a path whose home folder exists") from None

    @field_validator("http_host")
    @classmethod
    def _listenable(cls, value: str) -> str:
        """Refuse what no look-up of names takes at all, which no `OSError` would tell."""
        host = value.strip()
        try:
            encoded = host.encode("idna")
        except UnicodeError:
            encoded = b""
        if not encoded or b"\0" in encoded:
            raise ValueError("an address of this machine, or its name")
        return host

    @field_validator("discord_api_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        """Take a base address; paths are appended to it, so it ends without a slash."""
        return value and base_address(value)

    @field_validator("database_url")
    @classmethod
    def _with_driver(cls, value: SecretStr | None) -> SecretStr | None:
        """Take the address of a database by any of its names."""
        return value and SecretStr(database_address(value.get_secret_value()))

    @property
    def limits(self) -> Limits:
        """The limits on pages, as the parser wants them."""
        return Limits(
            page_bytes=self.max_page_kib * 1024,
            line_characters=self.max_line_characters,
            questions_per_page=self.max_questions_per_page,
            pages=self.max_pages,
        )

    @property
    def reads_unprompted(self) -> bool:
        """Discord is to send what people write without calling the bot.

        Guilds decide later, in Discord, where to answer without a mention; which intents the bot
        has is settled when it starts.
        """
        if self.read_messages is ReadsChoice.AUTO:
            return bool(self.ask_channels)
        return self.read_messages is ReadsChoice.ON

    def token(self) -> str | None:
        """Give the token from the setting or its file; none when neither is set.

        Raises `SettingsError` when both are set, the file cannot be read or is empty, or what
        either holds is not one word.
        """
        given = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if self.discord_token_file is None:
            return _one_word(given, "discord_token") if given else None
        if given:
            raise _wrong("discord_token_file", "nothing while DISCORD_TOKEN is set as well")
        return _one_word(_text_of(self.discord_token_file), "discord_token_file")


class SettingsError(Exception):
    """A setting is wrong. Its text is one line: the name, what is expected, an example."""

    def __init__(self, name: str, expected: str, example: str) -> None:
        sample = f"{name}={example}" if name.isidentifier() else example  # .env is no variable
        super().__init__(f"{name}: expected {expected}. Example: {sample}")
        self.name = name


def setting_name(field_name: str) -> str:
    """Give the environment variable that a field is read from."""
    alias = Settings.model_fields[field_name].validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return f"BOT_{field_name.upper()}"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; `overrides` (from the command line) win over the environment.

    Raises `SettingsError` for the first wrong setting, without its value.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        for broken in _broken_lines():
            raise broken
        return _read(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _wrong(_field_name(str(first["loc"][0])), _expectation(first)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from None


def _read(given: Mapping[str, Any]) -> Settings:
    """Read environment and `.env`, of whose lines `_broken_lines` says what its reader would."""
    logging.getLogger("dotenv").setLevel(logging.ERROR)
    return Settings(**given)


def _unreadable(error: Exception) -> SettingsError:
    expected = f"a UTF-8 text file that can be read ({type(error).__name__})"
    return SettingsError(ENV_FILE, expected, "cp .env.example .env")


def _broken_lines() -> list[SettingsError]:
    """Find the lines of `.env` that are to set something, and cannot be read as doing so.

    What the environment sets is set, whatever the line says. Raises as reading a file does.
    """
    fields = {setting_name(name): name for name in Settings.model_fields}
    is_set = {name.upper() for name in EnvSettingsSource(Settings).env_vars}
    found = []
    for statement in read_statements(Path(ENV_FILE)):
        is_whole = statement.name and statement.is_on_one_line
        name = "" if is_whole or statement.is_name_alone else named_in(statement.text, fields)
        if name and name not in is_set:
            found.append(_broken(statement.line, name, fields[name]))
    return found


def _broken(line: int, name: str, field_name: str) -> SettingsError:
    examples = Settings.model_fields[field_name].examples or [""]
    expected = f"{name}=value on one line, with quotes closed; as it is it sets nothing"
    return SettingsError(f"{ENV_FILE}, line {line}", expected, f"{name}={examples[0]}")


def settings_problems(**overrides: Any) -> tuple[Settings, list[SettingsError]]:
    """Read the settings and give everything that is wrong with them, in their order.

    A setting that is wrong stands at its default in what is given.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    problems: dict[str, SettingsError] = {}
    try:
        broken = _broken_lines()
        settings = _read(given)
    except ValidationError as error:
        for found in error.errors(include_input=False, include_url=False):
            field = _field_name(str(found["loc"][0]))
            problems.setdefault(field, _wrong(field, _expectation(found)))
        settings = _read(given | {n: Settings.model_fields[n].default for n in problems})
    except (OSError, UnicodeDecodeError) as error:
        return Settings.model_construct(), [_unreadable(error)]
    in_order = broken + [problems[name] for name in Settings.model_fields if name in problems]
    try:
        settings.token()
    except SettingsError as error:
        in_order.insert(0, error)
    return settings, in_order


def _field_name(place: str) -> str:
    """Find the field that pydantic means by a field's name or by a variable's."""
    by_variable = {setting_name(name).upper(): name for name in Settings.model_fields}
    return by_variable.get(place.upper(), place)


def _wrong(field_name: str, expected: str) -> SettingsError:
    """Build the error of a field, with the field's own example."""
    examples = Settings.model_fields[field_name].examples or [""]
    return SettingsError(setting_name(field_name), expected, str(examples[0]))


def _expectation(error: ErrorDetails) -> str:
    """Say in plain words what pydantic expected."""
    context = error.get("ctx", {})
    match error["type"]:
        case "int_parsing" | "int_parsing_size" | "int_from_float" | "int_type":
            return (
                "whole numbers, separated by commas" if len(error["loc"]) > 1 else "a whole number"
            )
        case "greater_than_equal":
            return f"a number that is {context['ge']} or more"
        case "less_than_equal":
            return f"a number that is {context['le']} or less"
        case "greater_than" | "less_than":
            return "ids as Discord writes them"
        case "enum":
            return str(context["expected"])
        case "value_error":
            return str(context["error"])
        case _:
            return error["msg"][:1].lower() + error["msg"][1:]


def _one_word(text: str, field_name: str) -> str:
    """Refuse a token that cannot be one, before it is sent anywhere."""
    token = text.strip()
    if _OF_A_TOKEN.fullmatch(token):
        return token
    raise _wrong(field_name, "one token, without spaces, quotes, “Bot” or other text around it")


def _text_of(file: Path) -> str:
    """Read a secret's file."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = f"a text file that can be read ({type(error).__name__})"
        raise _wrong("discord_token_file", reason) from None
