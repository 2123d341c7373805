"""`fleet`: every process can be told from the others, wherever the table is read."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from bot.cli.fleet import print_whole
from bot.fleet.overview import Overview, overview
from bot.fleet.plan import Plan
from tests.cli.conftest import Run
from tests.fleet.test_overview import a_lease, a_row

HOSTS = [f"briefing-bot-of-the-evening-post-7d9f8c6b5d-{ending}" for ending in ("x2x9k", "x2x9m")]


class Fleet:
    """Stands in for a database in which two processes have told of themselves."""

    async def look(self, **_: Any) -> Overview:
        rows = [a_row(host=host, block=block) for block, host in enumerate(HOSTS)]
        return overview(Plan(2, 1), 5, rows, [a_lease(0), a_lease(1)])


def test_what_is_piped_is_not_cut(briefing_bot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[print_whole.__module__], "build_fleet", lambda _: Fleet())
    for columns in ("40", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        lines = briefing_bot("fleet").stdout.splitlines()
        assert [line.split()[0] for line in lines[1:3]] == HOSTS
        assert lines[1].split()[-3:] == ["0.3", "s", "ago"]


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_in_a_narrow_terminal_it_is_folded(width: int) -> None:
    table = Table("host", "state", box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for host in HOSTS:
        table.add_row(host, "standing by")
    shown = io.StringIO()
    print_whole(table, Console(file=shown, width=width, force_terminal=True, color_system=None))
    heading, *lines = shown.getvalue().splitlines()
    assert all(len(line) <= width for line in lines)
    assert "".join(line[: heading.index("state")].strip() for line in lines) == "".join(HOSTS)
