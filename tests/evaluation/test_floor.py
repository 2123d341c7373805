"""The floor under the figures: silent above it, and plain about what is below."""

from __future__ import annotations

from bot.evaluation.figures import Figures, Outcome, summarise
from bot.evaluation.floor import Floor
from bot.evaluation.golden import GoldenMessage, Scope, Target


def an_outcome(scope: Scope, *, is_right: bool, is_answered: bool) -> Outcome:
    targets = (Target("a.txt", "Why?"),) if scope is Scope.IN else ()
    style = "formal" if scope is Scope.IN else "near-miss"
    message = GoldenMessage("why", scope, style, targets)
    return Outcome(message, ("Why?",), 0.5, is_right, is_right, is_answered, is_clarified=False)


def figures(right: int, wrong: int, rejected: int, accepted: int) -> Figures:
    return summarise(
        [
            *[an_outcome(Scope.IN, is_right=True, is_answered=True)] * right,
            *[an_outcome(Scope.IN, is_right=False, is_answered=True)] * wrong,
            *[an_outcome(Scope.OUT, is_right=False, is_answered=False)] * rejected,
            *[an_outcome(Scope.OUT, is_right=False, is_answered=True)] * accepted,
        ]
    )


def test_says_nothing_about_figures_above_it() -> None:
    assert list(Floor().complaints(figures(100, 0, 100, 0))) == []


def test_names_each_figure_that_is_below() -> None:
    complaints = list(Floor().complaints(figures(50, 50, 50, 50)))
    assert [complaint.split()[0] for complaint in complaints] == [
        "top_1",
        "recall_at_3",
        "rejected_near_misses",
        "answered_wrong",
    ]


def test_figures_of_no_messages_do_not_pass() -> None:
    assert list(Floor().complaints(figures(0, 0, 0, 0)))
