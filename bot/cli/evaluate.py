"""`eval`: how right the bot is, on golden messages or on a file of labelled ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from bot.cli.calibrate import Wish, calibrate
from bot.cli.context import context_of, errors, open_edition, progress, results, stop, unreadable
from bot.cli.exits import EXIT_FINDINGS, EXIT_USAGE
from bot.cli.figures import show_figures
from bot.cli.machine import dump
from bot.cli.options import ContentOption
from bot.cli.show import finding_line
from bot.dialogue.responder import Responder
from bot.edition import Edition
from bot.evaluation.figures import Figures, Outcome, evaluate
from bot.evaluation.floor import Floor
from bot.evaluation.golden import GoldenMessage, Scope, read_golden
from bot.matching.model import Candidate, Decision
from bot.settings import Settings

Ranked = tuple[tuple[Candidate, ...], Decision]

_LABELLED: Final = "a file of labelled messages, one JSON object a line, as golden.jsonl has them"


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
    is_calibrating: Annotated[
        bool, typer.Option("--calibrate", help="Fit the matcher's weights and thresholds anew.")
    ] = False,
    material: Annotated[
        list[Path] | None,
        typer.Option(help="With --calibrate: a folder with content/ and messages.jsonl besides."),
    ] = None,
    words_alone: Annotated[
        bool, typer.Option("--words-alone", help="With --calibrate: fit without an encoder.")
    ] = False,
    encoders: Annotated[
        Path | None,
        typer.Option(help="With --calibrate: encoders trained with stories left out, folds.json."),
    ] = None,
    multilingual: Annotated[
        bool,
        typer.Option("--multilingual", help="With --calibrate: fit on foreign.jsonl instead."),
    ] = False,
    write: Annotated[
        Path | None, typer.Option(help="With --calibrate: write the weights, for BOT_WEIGHTS.")
    ] = None,
    verdicts: Annotated[
        Path | None,
        typer.Option(help="With --calibrate: write what came of each message, as JSON Lines."),
    ] = None,
    content_dir: ContentOption = None,
) -> None:
    """Print how right the bot is: figures with n and 95% intervals, by style."""
    wish = Wish(
        tuple(material or ()), words_alone, encoders, multilingual, write, verdicts, as_json
    )
    if is_calibrating and (questions or is_listing or has_floor):
        stop("--calibrate goes with neither --questions, --errors nor --floor.", EXIT_USAGE)
    if wish.is_more_than_printing and not is_calibrating:
        stop(f"{_NEEDING} need --calibrate.", EXIT_USAGE)
    settings = context_of(ctx).settings(content_dir, encoder="off" if words_alone else None)
    if is_calibrating:
        calibrate(settings, wish)
        return
    figures = _figures_of(settings, questions)
    if as_json:
        typer.echo(dump(figures.to_json(), indent=1))
    else:
        show_figures(figures)
    if is_listing:
        _show_errors(figures)
    if has_floor:
        _hold_against_floor(figures)


_NEEDING: Final = "--material, --words-alone, --encoders, --multilingual, --write and --verdicts"


def _figures_of(settings: Settings, questions: list[Path] | None) -> Figures:
    """Evaluate on labelled messages that are given, or else on those beside the pages."""
    given = _read(questions) if questions else None  # before the pages, which take longer
    edition = open_edition(settings)
    messages = edition.golden if given is None else given
    if not messages:
        stop("No labelled messages: give --questions FILE, or write a golden.jsonl.", EXIT_USAGE)
    return _evaluate(edition, messages)


def _hold_against_floor(figures: Figures) -> None:
    """Exit with 1 when a figure is below the floor, and name each."""
    complaints = list(Floor().complaints(figures))
    for complaint in complaints:
        errors.print(f"Below the floor: {complaint}", markup=False)
    if complaints:
        raise typer.Exit(EXIT_FINDINGS)


def _read(files: list[Path]) -> tuple[GoldenMessage, ...]:
    """Read labelled messages; exits with 2 when a line cannot be read, naming each."""
    messages: list[GoldenMessage] = []
    for file in files:
        try:
            read = read_golden(file.read_text(encoding="utf-8-sig"), file=file.name)
        except (OSError, UnicodeDecodeError) as error:
            stop(unreadable(str(file), error, _LABELLED), EXIT_USAGE)
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
