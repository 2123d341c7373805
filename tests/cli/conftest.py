"""A small content folder and a way to run verbs on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

STORY = """\
---
title: The bridge at Halden
as_of: 2026-01-10
---
What's happened
The old bridge at Halden was closed on Monday after divers found cracks in two of its piers.
What's behind the headline?
Old Stone, New Lorries
- The bridge was built for carts and now carries nine thousand vehicles a day.
What the papers say
The Halden Courier calls the closure overdue. The Morning Ledger asks who pays for a ferry.
How we got here
Engineers warned of the piers in 2019, and the council put the repair off twice.
Go deeper
- How long will the bridge stay closed?
- Which colour do voters prefer for the moon?
Common question
-
What Should Commuters Know?
Thousands must find another way to work. Below we answer the questions that they ask most.
More on these topics
-
Mira Solberg (born 1971) is a Norwegian engineer who has led the county's road office since 2020.
-
Halden, also known as Fredrikshald, is a town in Norway. It lies in the county of Øst
"""

QUESTIONS = """\
---
as_of: 2026-01-10
---
-
How long will the bridge stay closed?
At least eight months. Two piers must be wrapped in new concrete before any traffic returns.
-
How do people cross the river now?
A ferry runs every twenty minutes from the fish market, and buses take the motorway bridge.
-
Who pays for the repair?
The county carries two thirds of the cost and the state the rest, about forty million crowns.
"""

GOLDEN = """\
{"message": "when can cars drive over the bridge again", "scope": "in", "style": "chatty", \
"targets": [{"file": "bridge-questions.txt", "target": "How long will the bridge stay closed?"}]}
{"message": "who is mira solberg", "scope": "in", "style": "chatty", \
"targets": [{"file": "bridge.txt", "target": "topic:Mira Solberg"}]}
{"message": "is mira solberg married", "scope": "out", "style": "near-miss", "targets": []}
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "bridge").mkdir(parents=True)
    (folder / "bridge" / "bridge.txt").write_text(STORY, encoding="utf-8")
    (folder / "bridge" / "bridge-questions.txt").write_text(QUESTIONS, encoding="utf-8")
    (folder / "bridge" / "golden.jsonl").write_text(GOLDEN, encoding="utf-8")
    return folder


@pytest.fixture
def environment(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the verb settings and an empty folder of its own."""
    for name in os.environ:
        if name.startswith(("BOT_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_CONTENT_DIR", str(content))
    monkeypatch.setenv("BOT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def briefing_bot(environment: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a verb in this process."""

    def run(*arguments: str, stdin: str | None = None, **settings: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            done = CliRunner().invoke(app, list(arguments), input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process(environment: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `python -m bot VERB …` as a reader would, in a process of its own."""

    def run(*arguments: str, stdin: str | None = None) -> Done:
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=os.environ | {"PYTHONPATH": str(root)},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run
