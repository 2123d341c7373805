"""How well whole conversations go: `python -m bench.conversations [FOLDER] [--errors]`.

FOLDER holds `content` and `conversations.jsonl`; without it, those of tests/data/conversations are
held. Every turn is answered in the light of those before it, whatever came of them, as for a
reader.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.practice import responder_of
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind, Turn
from bot.dialogue.responder import Responder
from bot.text.normalise import fold
from bot.text.tokens import words

CONVERSATIONS = Path(__file__).parents[1] / "tests" / "data" / "conversations"
FOLDERS = tuple(sorted(folder for folder in CONVERSATIONS.iterdir() if folder.is_dir()))

VERDICTS = ("right", "wrong", "asked back, right one offered", "asked back", "declined")


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader types, and the labels of all passages that answer it."""

    text: str
    answers: tuple[str, ...] | None
    """Empty where no page answers; none where nothing is asked."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn of a conversation, and what came of it."""

    line: Line
    turn: Turn
    verdict: str


def read_conversations(folder: Path) -> tuple[tuple[Line, ...], ...]:
    """Read the conversations of a folder, in order."""
    text = (folder / "conversations.jsonl").read_text(encoding="utf-8")
    return tuple(tuple(read_lines(json.loads(row)["turns"])) for row in text.splitlines())


def read_lines(turns: Sequence[dict[str, object]]) -> Iterator[Line]:
    """Read the turns of a conversation."""
    for turn in turns:
        answers = turn.get("answers")
        labels = tuple(map(str, answers)) if isinstance(answers, list) else None
        yield Line(str(turn["text"]), labels)


def hold(lines: Sequence[Line], responder: Responder, today: date) -> Iterator[Judged]:
    """Hold a conversation, and judge each turn that asks something."""
    conversation = Conversation()
    for line in lines:
        turn = responder.respond(conversation.utterance(line.text), today=today)
        conversation = conversation.after(turn)
        if line.answers is not None:
            yield Judged(line, turn, verdict(line.answers, turn.reply))


def verdict(answers: Sequence[str], reply: Reply) -> str:
    """Say what a reply is worth to whoever asked."""
    wanted = set(map(plain, answers))
    if reply.kind in (ReplyKind.ANSWER, ReplyKind.MENU):
        shown = {plain(one.heading) for one in (reply, *reply.also)}
        return "wrong" if wanted.isdisjoint(shown) else "right"
    if reply.kind is not ReplyKind.CLARIFICATION:
        return "declined"
    offered = {plain(choice.label) for choice in reply.follow_ups}
    return "asked back" if wanted.isdisjoint(offered) else "asked back, right one offered"


def plain(label: str) -> str:
    """Give the words of a label, to compare it with another one."""
    return " ".join(words(fold(label)))


def judge(folder: Path) -> tuple[Judged, ...]:
    """Hold all conversations of a folder with the bot that ships."""
    responder, today = responder_of(folder / "content"), datetime.now(UTC).date()
    held = (hold(lines, responder, today) for lines in read_conversations(folder))
    return tuple(judged for conversation in held for judged in conversation)


def main() -> None:
    """Print what became of the turns that the pages answer, and of those that they do not."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    for folder in FOLDERS if options.folder is None else (options.folder,):
        print(f"\n{folder.name}")
        report(judge(folder), is_listing=options.errors)


def report(everything: Sequence[Judged], *, is_listing: bool) -> None:
    """Print the shares, and the turns that went wrong if they are wanted."""
    for name, is_answered in (("answered by a page", True), ("answered by none", False)):
        chosen = [judged for judged in everything if bool(judged.line.answers) is is_answered]
        if not chosen:
            continue
        counts = Counter(judged.verdict for judged in chosen)
        shares = ", ".join(f"{v} {counts[v] / len(chosen):.2f}" for v in VERDICTS if counts[v])
        print(f"{name} (n = {len(chosen)}): {shares}")
        best = "right" if is_answered else "declined"
        for judged in (j for j in chosen if is_listing and j.verdict != best):
            print(f"  {judged.verdict}: {judged.line.text} → {judged.turn.reply.heading}")


if __name__ == "__main__":
    main()
