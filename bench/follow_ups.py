"""How well conversation works: `python -m bench.follow_ups [--half even|odd] [--errors]`.

The messages are those of tests/data/practice/follow_ups.jsonl. The even stories are one corpus and
the odd ones another; what was tuned was tuned on the even ones, so the odd ones tell more.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.practice import PRACTICE, practice_responder
from bot.dialogue.model import Turn, Utterance
from bot.dialogue.responder import Responder
from bot.evaluation.golden import GoldenMessage, Scope, read_golden
from bot.matching.model import Answer, Clarify

TWO_QUESTIONS, SELF_CONTAINED = "two questions", "self-contained"
VERDICTS = ("right", "in part", "wrong", "asked back", "declined", "as if alone")
"""`in part` is one right answer to two questions; `as if alone` is counted beside the others."""


@dataclass(frozen=True, slots=True)
class Case:
    """A message at the end of a conversation, and what must answer it."""

    asked: tuple[GoldenMessage, ...]
    """The message with its targets; once more for each further question that it holds."""
    story: str
    """The two digits with which the names of the story's files begin."""

    @property
    def half(self) -> str:
        """Which corpus it belongs to."""
        return "even" if int(self.story) % 2 == 0 else "odd"


def cases() -> Iterator[Case]:
    """Read the conversations."""
    for line in (PRACTICE / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows = [row, *({**row, "targets": targets} for targets in row.get("also", ()))]
        read = read_golden("\n".join(map(json.dumps, rows)), file="follow_ups.jsonl")
        yield Case(read.messages, row["story"])


def verdicts(case: Case, responder: Responder) -> tuple[Turn, list[str]]:
    """Hold one conversation and judge its last turn."""
    today = datetime.now(UTC).date()
    message = case.asked[0]
    conversation = responder.converse(message.after, today=today)
    turn = responder.respond(conversation.utterance(message.message), today=today)
    found = [_verdict(case, turn)]
    if message.style == SELF_CONTAINED:
        alone = responder.respond(Utterance(message.message), today=today)
        found += ["as if alone"] if alone.reply == turn.reply else []
    return turn, found


def _verdict(case: Case, turn: Turn) -> str:
    if isinstance(turn.decision, Clarify):
        return "asked back"
    if not isinstance(turn.decision, Answer):
        return "declined"
    shown = [reply.passage for reply in (turn.reply, *turn.reply.also) if reply.passage is not None]
    if case.asked[0].scope is Scope.OUT:
        return "wrong"
    if not all(any(asked.is_reached_by(passage) for asked in case.asked) for passage in shown):
        return "wrong"
    reached = [any(map(asked.is_reached_by, shown)) for asked in case.asked]
    return "right" if all(reached) else "in part"


def describe(case: Case, turn: Turn, verdict: str) -> str:
    """Put a conversation and its end into a line."""
    message = case.asked[0]
    wanted = " & ".join(asked.targets[0].target for asked in case.asked if asked.targets) or "-"
    got = " & ".join(reply.heading for reply in (turn.reply, *turn.reply.also))
    asked = " / ".join((*message.after, message.message))
    return f"{verdict:10} {message.style}: {asked}\n{'':11}wanted {wanted}; got {got}"


def measure(half: str, chosen: Sequence[Case], *, is_listing: bool) -> None:
    """Print the figures of one half."""
    responder = practice_responder(sorted({case.story for case in chosen}))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in chosen:
        turn, found = verdicts(case, responder)
        message = case.asked[0]
        counts[message.style].update([*found, "n"])
        if message.style not in (TWO_QUESTIONS, SELF_CONTAINED) and message.scope is Scope.IN:
            counts["all follow-ups that are answered"].update([*found, "n"])
        if is_listing and found[0] not in _expected(message):
            print(describe(case, turn, found[0]))
    print(f"\n{half}: {len(chosen)} conversations")
    print(f"{'':34}{'n':>4}" + "".join(f"{verdict:>12}" for verdict in VERDICTS))
    for style, seen in sorted(counts.items()):
        shares = "".join(f"{seen[verdict] / seen['n']:12.2f}" for verdict in VERDICTS)
        print(f"{style:34}{seen['n']:4}{shares}")


def _expected(message: GoldenMessage) -> tuple[str, ...]:
    return ("right",) if message.scope is Scope.IN else ("declined", "asked back")


def main() -> None:
    """Measure the halves that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    everything = tuple(cases())
    for half in ("even", "odd") if options.half is None else (options.half,):
        chosen = [case for case in everything if case.half == half]
        measure(half, chosen, is_listing=options.errors)


if __name__ == "__main__":
    main()
