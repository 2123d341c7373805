"""`fleet`: the processes that share a database, their shards, and how far behind they are."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from bot.app.databases import build_fleet
from bot.cli.context import errors, results, stop
from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS
from bot.cli.machine import dump
from bot.settings import SettingsError, load_settings
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.fleet.overview import Listed, Overview


def fleet(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    new_reader_secret: Annotated[
        bool,
        typer.Option(
            "--new-reader-secret",
            help="The secret is lost: take the one of the process that starts next.",
        ),
    ] = False,
) -> None:
    """Show the processes that share a PostgreSQL; 1 when shards have none."""
    try:
        found = asyncio.run(build_fleet(load_settings()).look(forget_readers=new_reader_secret))
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    except StoreError as error:
        stop(f"The database cannot be used: {error}", EXIT_FINDINGS)
    if as_json:
        typer.echo(dump(_json(found), indent=2))
    else:
        _show(found)
    if found.orphans:
        raise typer.Exit(EXIT_FINDINGS)


def _json(found: Overview) -> dict[str, object]:
    whole = asdict(found)
    if found.plan is not None:
        whole["plan"]["blocks"] = found.plan.blocks
    return whole


def _show(found: Overview) -> None:
    if found.plan is None:
        errors.print("No process has used this database yet.")
        return
    print_whole(_table(found), results)
    plan = found.plan
    results.print(f"{plan.shards} shards in {plan.blocks} blocks; change {found.change}")
    if found.has_several_revisions:
        errors.print("The processes serve different revisions of the files.")
    for block in found.orphans:
        shards = plan.shards_of(block)
        errors.print(f"Shards {shards[0]} to {shards[-1]} have no process.")


def _table(found: Overview) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("host", "process", "state", "shards", "epoch", "revision", "lag", "heard"):
        table.add_column(column, overflow="fold")
    for process in found.processes:
        table.add_row(*_cells(process))
    return table


def print_whole(table: Table, console: Console) -> None:
    """Print a table and cut nothing off: it is folded in a terminal, and wide elsewhere."""
    if not console.is_terminal:
        whole = console.options.update(max_width=_WIDEST)
        width = Measurement.get(console, whole, table).maximum
        console = Console(file=console.file, width=width, highlight=False)
    console.print(table)


_WIDEST: Final = 10_000


def _cells(process: Listed) -> tuple[str, ...]:
    has_shards = process.first_shard is not None
    return (
        process.host,
        str(process.process),
        process.state.value,
        f"{process.first_shard} to {process.last_shard}" if has_shards else "",
        "" if process.epoch is None else str(process.epoch),
        process.revision,
        str(process.lag),
        f"{process.heard_s:.1f} s ago",
    )
