"""What docs/operating.md says is true: commands run, metrics and log lines are as it lists them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.store.address import sqlite_address
from bot.store.database import Database
from tests.deploy.test_dashboard import served
from tests.test_readme import ROOT, examples_of, run

GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
RUN = [example for example in examples_of(GUIDE) if example.reason is None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder in which a bot has run once."""

    async def prepare() -> None:
        database = Database(sqlite_address(tmp_path / "state" / "bot.db"))
        await database.prepare()
        await database.close()

    (tmp_path / "state").mkdir()
    asyncio.run(prepare())
    return tmp_path


def test_every_command_works_in_the_order_of_the_guide(home: Path) -> None:
    assert len(RUN) == 3
    settings = {
        "BOT_STATE_DIR": str(home / "state"),
        "BOT_HTTP_PORT": "0",
        "BOT_LANGUAGES": "off",
        "PYTHONPATH": str(ROOT),
    }
    for example in RUN:
        commands = example.commands.replace("bot.backup", str(home / "bot.backup"))
        done = run(f"set -e\n{commands}", **settings)
        assert done.returncode == 0, f"{example.commands}\n{done.stdout}{done.stderr}"
    assert (home / "bot.backup").exists()


def test_the_table_of_metrics_is_complete() -> None:
    def family(name: str) -> str:
        return re.sub(r"_(?:bucket|count|sum|created|total)$", "", name)

    told = set(re.findall(r"`((?:briefing_bot|process)_\w+)`", GUIDE))
    assert {family(name) for name in told} <= {family(name) for name in served()}
    ours = {family(name) for name in served() if name.startswith("briefing_bot")}
    assert ours <= {family(name) for name in told}


def test_every_line_of_the_log_that_is_explained_is_written_by_the_program() -> None:
    table = GUIDE[GUIDE.index("| line begins |") :]
    lines = re.findall(r"^\| `([^`]+)` \|", table, re.M)
    assert len(lines) > 10
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    unknown = [line for line in lines if f'"{line}' not in code]
    assert not unknown, f"The program writes none of these: {unknown}"


def test_every_file_of_deploy_that_is_named_exists() -> None:
    named = re.findall(r"\bdeploy/[\w./-]+\w", GUIDE)
    assert named
    assert all((ROOT / name).exists() for name in named)
