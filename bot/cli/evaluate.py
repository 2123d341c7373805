"""`eval`: how right the bot is, on golden messages or on a file of labelled ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.app import Edition
from bot.cli.context import (
    EXIT_FINDINGS,
    EXIT_USAGE,
    ContentOption,
    context_of,
    errors,
    open_edition,
    progress,
    results,
    stop,
)
from bot.cli.machine import dump
from bot.cli.show import finding_line
from bot.dialogue.responder import Responder
from bot.evaluation.figures import Curve, Figures, Outcome, Share, evaluate
from bot.evaluation.floor import Floor
from bot.evaluation.golden import GoldenMessage, Scope, read_golden
from bot.matching.model import Candidate, Decision

Ranked = tuple[tuple[Candidate, ...], Decision]


def evaluate_answers(
    ctx: typer.Context,
    questions: Annotated[
        list[Path] | None,
        typer.Option(help="JSON Lines of labelled messages; else golden.jsonl of the content."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    is_listing: Annotated[
        bool, typer.Option("--errors", help="List the messages that went wrong, too.")
    ] = False,
    has_floor: Annotated[
        bool, typer.Option("--floor", help="Exit with 1 when a figure is below the floor.")
    ] = False,
    content_dir: ContentOption = None,
) -> None:
    """Print how right the bot is: figures with n and 95% intervals, by style."""
    edition = open_edition(context_of(ctx).settings(content_dir))
    messages = _read(questions) if questions else edition.golden
    if not messages:
        stop("No labelled messages: give --questions FILE, or write a golden.jsonl.", EXIT_USAGE)
    figures = _evaluate(edition, messages)
    if as_json:
        typer.echo(dump(figures.to_json(), indent=1))
    else:
        _show(figures)
    if is_listing:
        _show_errors(figures)
    complaints = list(Floor().complaints(figures)) if has_floor else []
    for complaint in complaints:
        errors.print(f"Below the floor: {complaint}", markup=False)
    if complaints:
        raise typer.Exit(EXIT_FINDINGS)


def _read(files: list[Path]) -> tuple[GoldenMessage, ...]:
    """Read labelled messages; exits with 2 when a line cannot be read, naming each."""
    messages: list[GoldenMessage] = []
    for file in files:
        try:
            read = read_golden(file.read_text(encoding="utf-8"), file=file.name)
        except (OSError, UnicodeDecodeError) as error:
            stop(f"{file}: cannot be read: {error}", EXIT_USAGE)
        for finding in read.findings:
            errors.print(finding_line(finding), soft_wrap=True)
        if read.findings:
            raise typer.Exit(EXIT_USAGE)
        messages += read.messages
    return tuple(messages)


def _evaluate(edition: Edition, messages: tuple[GoldenMessage, ...]) -> Figures:
    today = datetime.now(UTC).date()
    responder: Responder = edition.responder

    def ask(golden: GoldenMessage) -> Ranked:
        conversation = responder.converse(golden.after, today=today)
        turn = responder.respond(conversation.utterance(golden.message), today=today)
        return turn.candidates, turn.decision

    with progress("Asking") as on_progress:

        def counted() -> Iterator[GoldenMessage]:
            for number, message in enumerate(messages, start=1):
                yield message
                on_progress(number, len(messages))

        return evaluate(counted(), ask)


def _show(figures: Figures) -> None:
    table = Table("figure", "value", "95%", "n")
    for name, share in _shares(figures):
        table.add_row(name, *_cells(share))
    for name, curve in (("all", figures.out_of_scope), ("near-misses", figures.near_misses)):
        table.add_row(f"AUROC against {name}", *_auroc_cells(curve))
        table.add_row(f"acc@95 against {name}", *_cells(curve.at_95))
    results.print(table)
    by_style = Table("style", "n", "top-1", "answered right", "answered wrong")
    for style, found in figures.styles.items():
        shares = found.top_1, found.answered_right, found.answered_wrong
        cells = (f"{share.value:.2f}" if share.n else "" for share in shares)
        by_style.add_row(style, str(found.answered_wrong.n), *cells)
    results.print(by_style)


def _shares(figures: Figures) -> tuple[tuple[str, Share], ...]:
    return (
        ("top-1", figures.top_1),
        ("R@3", figures.recall_at_3),
        ("answered right", figures.answered_right),
        ("answered wrong", figures.answered_wrong),
        ("asked back, target among three", figures.clarified_right),
        ("abstained", figures.abstained),
        ("out of scope: rejected", figures.rejected),
        ("near-misses: rejected", figures.rejected_near_misses),
    )


def _cells(share: Share) -> tuple[str, str, str]:
    low, high = share.interval
    return f"{share.value:.3f}", f"{low:.2f} to {high:.2f}", str(share.n)


def _auroc_cells(curve: Curve) -> tuple[str, str, str]:
    if curve.auroc is None or curve.auroc_interval is None:
        return "", "", ""
    low, high = curve.auroc_interval
    return f"{curve.auroc:.3f}", f"{low:.2f} to {high:.2f}", ""


def _show_errors(figures: Figures) -> None:
    """List wrong answers first, then accepted messages out of scope, then missed ones."""
    for title, wrong in _error_groups(figures.outcomes):
        if wrong:
            results.print(Text(f"\n{title} ({len(wrong)})", style="bold"))
        for outcome in wrong:
            reached = outcome.reached[0] if outcome.reached else "nothing"
            results.print(
                Text(f"  {outcome.confidence:.2f}  {outcome.message.message}  →  {reached}")
            )


def _error_groups(outcomes: tuple[Outcome, ...]) -> Iterator[tuple[str, list[Outcome]]]:
    inside = [o for o in outcomes if o.message.scope is Scope.IN]
    yield "Answered wrong", [o for o in inside if o.is_answered and not o.is_right]
    outside = [o for o in outcomes if o.message.scope is Scope.OUT]
    yield "Answered, though nothing answers", [o for o in outside if o.is_answered]
    yield "Missed", [o for o in inside if not o.is_answered and not o.is_right]
