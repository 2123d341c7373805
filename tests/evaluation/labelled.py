"""Verdicts, sources and cases for tests of calibration, made up and tiny."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.evaluation.golden import GoldenMessage, Scope, Target
from bot.evaluation.material import Setting
from bot.evaluation.thresholds import Verdict

SUBJECTS = {
    "harbour": ("harbour of Lindholm", "frozen", "Ice grew on the water for a whole week."),
    "bridge": ("bridge at Halden", "closed", "Divers found cracks in two of its piers."),
    "library": ("library of Veldoria", "moved", "Its old roof let the rain into the reading room."),
    "tram": ("tram line in Korso", "delayed", "The rails had been ordered in the wrong width."),
}
"""Stories in which each question has its twin in every other one."""


def an_inside_verdict(
    confidence: float, *, is_right: bool = False, is_near: bool = True, weight: float = 1.0
) -> Verdict:
    """Judge a message that the pages answer."""
    message = GoldenMessage("in", Scope.IN, "formal", (Target("page.txt", "Why?"),))
    is_near = is_near or is_right
    return Verdict(message, Setting.ALONE, weight, confidence, (), is_right, is_near)


def an_outside_verdict(
    confidence: float, *, style: str = "near-miss", weight: float = 1.0
) -> Verdict:
    """Judge a message that the pages do not answer."""
    message = GoldenMessage("out", Scope.OUT, style)
    return Verdict(message, Setting.ALONE, weight, confidence)


def questions_text(story: str) -> str:
    """Write the page of a story."""
    what, happened, reason = SUBJECTS[story]
    questions = {
        f"Why was the {what} {happened}?": reason,
        f"How much does the {what} cost the town?": "Some forty million crowns until the spring.",
        f"Who decides about the {what}?": "The council does, after it has heard its engineers.",
    }
    return "".join(f"-\n{question}\n{answer}\n" for question, answer in questions.items())


def messages_of(story: str, file: str) -> list[dict[str, object]]:
    """Write a story's golden messages: three that its page answers, three that it does not."""
    what, happened, _ = SUBJECTS[story]

    def inside(message: str, target: str) -> dict[str, object]:
        targets = [{"file": file, "target": target}]
        return {"message": message, "scope": "in", "style": "formal", "targets": targets}

    def outside(message: str, style: str = "near-miss") -> dict[str, object]:
        return {"message": message, "scope": "out", "style": style, "targets": []}

    return [
        inside(f"how come the {what} is {happened}", f"Why was the {what} {happened}?"),
        inside(f"price of the {what}", f"How much does the {what} cost the town?"),
        inside(f"who is in charge of the {what}", f"Who decides about the {what}?"),
        outside(f"how old is the {what}"),
        outside(f"can dogs visit the {what}"),
        outside("what is the best pizza recipe", style="off-topic"),
    ]


def as_lines(rows: list[dict[str, object]], extra: Mapping[str, object] | None = None) -> str:
    """Write rows as JSON Lines."""
    return "".join(json.dumps({**row, **(extra or {})}) + "\n" for row in rows)
