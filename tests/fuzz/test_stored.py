"""What stands in the database and on the disk may be damaged: the outcome is clear every time."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode
from bot.settings import SettingsError, load_settings
from bot.store.guilds import _SETTINGS, _stored
from tests.fuzz.hostile import examples

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from([*Mode, "loud", 3, None]),
        "modes": st.dictionaries(st.text("0123456789-x", max_size=22), st.sampled_from([*Mode])),
        "boldness": st.sampled_from([*Boldness, "reckless", None]),
        "answer_at": st.floats() | st.integers() | st.none() | st.text(max_size=5),
        "moderator_roles": st.lists(st.integers() | PLAIN, max_size=4),
        "briefings": st.none() | st.lists(st.text(max_size=9) | st.integers(), max_size=4),
        "editors_channel": st.none() | st.integers() | PLAIN,
        "takes_votes": PLAIN,
        "lets_follow": PLAIN,
        "a_field_of_tomorrow": PLAIN,
    },
)
BODIES = st.one_of(
    st.text(max_size=60), PLAIN.map(json.dumps), FIELDS.map(json.dumps), st.just("[" * 100_000)
)


@examples(200)
@given(BODIES)
@example('{"answer_at": NaN}')
@example('{"answer_at": Infinity}')
@example('{"answer_at": -1e308}')
@example('{"modes": {"99999999999999999999999999": "off"}}')
def test_any_row_of_a_guild_gives_settings_that_can_be_gone_by(body: str) -> None:
    row: Any = {"guild": 1, "number": 7, "body": body}
    stored = _stored(row)
    assert stored.number == 7
    assert math.isfinite(stored.settings.caution(0.5))
    assert stored.settings.mode_in([1, 2]) in (None, *Mode)


SETTINGS = st.builds(
    GuildSettings,
    mode=st.none() | st.sampled_from(Mode),
    modes=st.dictionaries(st.integers(0, 2**63), st.sampled_from(Mode), max_size=4),
    boldness=st.sampled_from(Boldness),
    answer_at=st.none() | st.floats(0.0, 1.0),
    moderator_roles=st.frozensets(st.integers(0, 2**63), max_size=4),
    briefings=st.none() | st.frozensets(st.text(max_size=9), max_size=4),
    editors_channel=st.none() | st.integers(0, 2**63),
)


@given(SETTINGS, st.data())
def test_a_row_that_was_cut_short_or_changed_counts_as_the_defaults_or_is_read(
    kept: GuildSettings, data: st.DataObject
) -> None:
    body = _SETTINGS.dump_json(kept).decode()
    row: Any = {"guild": 1, "number": 2, "body": body}
    assert _stored(row).settings == kept
    cut: Any = row | {"body": body[: data.draw(st.integers(0, len(body) - 1))]}
    assert _stored(cut).settings == DEFAULTS


def refusal(env_file: bytes) -> str:
    """Load the settings from this `.env`, and give the refusal's text; empty when it is taken."""
    Path(".env").write_bytes(env_file)
    try:
        load_settings()
    except SettingsError as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def _in_a_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("env"))
    yield
    os.chdir(before)


@pytest.mark.usefixtures("_in_a_folder_of_its_own")
@examples(60)
@given(env_file=st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_any_env_file_is_read_or_refused_in_one_line(env_file: bytes) -> None:
    assert len(refusal(env_file).splitlines()) <= 1
