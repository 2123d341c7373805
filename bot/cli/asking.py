"""`ask` and `chat`: the same replies as in Discord, in a terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.context import context_of, errors, open_edition, results, stop, unreadable
from bot.cli.exits import EXIT_FINDINGS, EXIT_USAGE
from bot.cli.machine import dump, turn_json
from bot.cli.options import ContentOption
from bot.cli.show import show_explanation, show_reply
from bot.dialogue import terminal_wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind
from bot.dialogue.responder import Responder
from bot.dialogue.typed_commands import ASK, MENUS


@dataclass(frozen=True, slots=True)
class Asked:
    """One message of a file, and what the same reader said before it."""

    message: str
    after: tuple[str, ...] = ()


def ask(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="message", help="The question; in quotes it is safe from the shell."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
    from_file: Annotated[
        str | None,
        typer.Option("--from", help='JSON Lines with {"message": …}; - reads standard input.'),
    ] = None,
    is_explaining: Annotated[
        bool, typer.Option("--explain", help="Show what spoke for and against.")
    ] = False,
    content_dir: ContentOption = None,
) -> None:
    """Ask one question, or all of a file. Exits with 1 when the briefings do not answer."""
    message = " ".join(words) if words else None
    if (message is None) == (from_file is None):
        stop('Give a question in quotes, or --from FILE. Try: ask "what happened?"', EXIT_USAGE)
    asked = [Asked(message)] if message is not None else _read_messages(str(from_file))
    responder = open_edition(context_of(ctx).settings(content_dir)).responder
    kinds = [_answer(responder, item, as_json, is_explaining) for item in asked]
    if message is not None and kinds[0] is not ReplyKind.ANSWER and kinds[0] is not ReplyKind.MENU:
        raise typer.Exit(EXIT_FINDINGS)


def _answer(responder: Responder, asked: Asked, as_json: bool, is_explaining: bool) -> ReplyKind:
    today = _today()
    conversation = responder.converse(asked.after, today=today)
    utterance = conversation.utterance(asked.message)
    started = time.perf_counter()
    turn = responder.respond(utterance, today=today)
    elapsed_ms = (time.perf_counter() - started) * 1000
    if as_json:
        results.file.write(dump(turn_json(turn, responder.corpus, elapsed_ms)) + "\n")
    else:
        show_reply(results, turn.reply)
    if is_explaining:
        console = errors if as_json else results
        show_explanation(console, responder.explain(utterance))
    return turn.reply.kind


def _read_messages(name: str) -> list[Asked]:
    """Read JSON Lines; exits with 2 and every bad line named."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        parsed = list(_parse_lines(data.decode("utf-8-sig").split("\n")))
    except (OSError, UnicodeDecodeError) as error:
        stop(unreadable(name, error, 'a file with an object {"message": …} a line'), EXIT_USAGE)
    wrong = [line for line in parsed if isinstance(line, str)]
    for complaint in wrong:
        errors.print(f"{name}:{complaint}", markup=False)
    if wrong:
        raise typer.Exit(EXIT_USAGE)
    return [line for line in parsed if isinstance(line, Asked)]


def _parse_lines(lines: Iterable[str]) -> Iterator[Asked | str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _asked(json.loads(line))
        except (ValueError, RecursionError) as error:
            no_json = isinstance(error, json.JSONDecodeError | RecursionError)
            reason = "not JSON" if no_json else str(error)
            yield f'{number}: {reason}. Each line is an object such as {{"message": "who is …?"}}'


def _asked(row: Any) -> Asked:
    if not isinstance(row, dict) or not isinstance(row.get("message"), str):
        raise ValueError('no text under "message"')
    after = row.get("after") or []
    if not isinstance(after, list) or not all(isinstance(text, str) for text in after):
        raise ValueError('"after" is not a list of texts')
    return Asked(row["message"], tuple(after))


def chat(ctx: typer.Context, content_dir: ContentOption = None) -> None:
    """Talk with the briefings in this terminal; type a number to go deeper."""
    responder = open_edition(context_of(ctx).settings(content_dir)).responder
    conversation = Conversation()
    reply: Reply = responder.help()
    show_reply(results, reply)
    results.print(terminal_wording.CHAT_HINT, style="dim")
    conversation = conversation.seeing(reply)
    while (text := _read_line()) is not None:
        verb, _, words = text.strip().partition(" ")
        verb, last = verb.casefold(), conversation.last
        if verb == "/why" and last is not None and last.reply.kind is not ReplyKind.NOTICE:
            show_explanation(results, responder.explain(last.utterance, _shown_id(last.reply)))
        elif verb.startswith("/") and not _works_here(verb, words):
            results.print(terminal_wording.CHAT_COMMANDS, style="dim")
        elif verb:
            turn = responder.respond(conversation.utterance(text), today=_today())
            conversation = conversation.after(turn)
            results.print()
            show_reply(results, turn.reply)


def _works_here(verb: str, words: str) -> bool:
    """Say whether a command of Discord's does in the terminal what it does there."""
    return verb[1:] in MENUS or (verb[1:] == ASK and bool(words))


def _today() -> date:
    return datetime.now(UTC).date()


def _shown_id(reply: Reply) -> str | None:
    return reply.passage.id if reply.passage is not None else None


def _read_line() -> str | None:
    """Ask for the next message; none at the end of input or when the reader leaves."""
    try:
        results.print()
        text = input("> " if sys.stdin.isatty() else "")
    except (EOFError, KeyboardInterrupt):
        text = "/quit"
    if text.strip().casefold() in {"/quit", "quit", "exit", "/exit", "bye"}:
        results.print(terminal_wording.GOODBYE)
        return None
    return text
