"""Draws docs/plots from the verdicts of a calibration: `python -m bench.plots VERDICTS OUT`.

VERDICTS is what `python -m training.reranking --verdicts` wrote, of stories that the fit did not
see, or `briefing-bot eval --calibrate --verdicts`, of the first look alone. Needs matplotlib:
`pip install -e '.[charts]'`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.reliability import (
    BINS,
    Kind,
    at_threshold,
    bins,
    brier_score,
    by_kind,
    calibration_error,
    read_verdicts,
    risk_by_coverage,
)
from bot.evaluation.material import Setting
from bot.evaluation.thresholds import Thresholds, Verdict
from bot.weights_file import load_weights_to_improve

SIZE: Final = (6.4, 3.8)
COLOURS: Final = {
    Kind.RIGHT: "#0072b2",
    Kind.WRONG: "#e69f00",
    Kind.NEAR_MISS: "#d55e00",
    Kind.OTHER: "#767676",
}
"""Told apart by the colour-blind, too (Okabe & Ito 2008)."""

SETTINGS: Final = {Setting.ALONE: "#56b4e9", Setting.GROUP: "#0072b2", Setting.ALL: "#d55e00"}
INK: Final = "#333333"


def draw_reliability(axes: Axes, verdicts: Sequence[Verdict], thresholds: Thresholds) -> None:
    """Draw confidence against the share that is right, for each setting."""
    axes.axvline(thresholds.answer_at, color=INK, linewidth=0.8, linestyle=":")
    axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=":")
    for setting, colour in SETTINGS.items():
        chosen = [v for v in verdicts if v.setting is setting]
        binned = bins(chosen)
        across = [one.confidence for one in binned]
        up = [one.right.value for one in binned]
        lows = [one.right.value - one.right.interval[0] for one in binned]
        highs = [one.right.interval[1] - one.right.value for one in binned]
        name = f"{setting} (n = {len(chosen):,})"
        axes.errorbar(
            across, up, yerr=[lows, highs], color=colour, marker="o", markersize=3, label=name
        )
        if setting is Setting.GROUP:
            for one in binned:
                at = one.confidence, -0.05
                axes.annotate(f"{one.verdicts:,}", at, ha="center", fontsize=7, color=colour)
        told = f"error {calibration_error(binned):.3f}, Brier score {brier_score(chosen):.3f}"
        print(f"reliability, {name}: {told}")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(-0.02, 1), ylim=(-0.07, 1))
    axes.legend(frameon=False, loc="upper left")


def draw_risk(axes: Axes, verdicts: Sequence[Verdict], thresholds: Thresholds) -> None:
    """Draw what is answered against what is wrong of it."""
    group = [v for v in verdicts if v.setting is Setting.GROUP]
    in_scope = [v for v in group if v.is_in_scope]
    for name, chosen, colour in (
        ("all messages", group, COLOURS[Kind.NEAR_MISS]),
        ("those in scope", in_scope, COLOURS[Kind.RIGHT]),
    ):
        curve = risk_by_coverage(chosen)
        telling = [point for point in curve if point.coverage * len(chosen) >= _ENOUGH]
        points = telling[:: 1 + len(telling) // _DRAWN]
        axes.plot(
            [p.coverage for p in points],
            [p.risk for p in points],
            color=colour,
            label=f"{name} (n = {len(chosen):,})",
        )
        shipped = at_threshold(curve, thresholds.answer_at)
        axes.plot([shipped.coverage], [shipped.risk], marker="o", color=colour)
        print(f"risk, {name}: {shipped.coverage:.3f} answered, {shipped.risk:.3f} of it wrong")
    axes.set(xlabel="share of the messages that is answered", ylabel="share of the answers wrong")
    axes.set(xlim=(0, 1), ylim=(0, None))
    axes.legend(frameon=False, loc="upper left", title="● at the shipped threshold")


_ENOUGH: Final = 50
"""Answers below which a share of them says little."""

_DRAWN: Final = 250
"""Points of a curve; more cannot be seen."""


def draw_scores(axes: Axes, verdicts: Sequence[Verdict], thresholds: Thresholds) -> None:
    """Draw how confident the bot is of each kind of message."""
    edges = [at / (2 * BINS) for at in range(2 * BINS + 1)]
    for kind, found in by_kind(v for v in verdicts if v.setting is Setting.GROUP).items():
        total = sum(verdict.weight for verdict in found)
        axes.hist(
            [verdict.confidence for verdict in found],
            edges,
            weights=[verdict.weight / total for verdict in found],
            histtype="step",
            linewidth=1.6,
            color=COLOURS[kind],
            label=f"{kind} (n = {len(found):,})",
        )
    for name, at in (("asks back", thresholds.clarify_at), ("answers", thresholds.answer_at)):
        axes.axvline(at, color=INK, linewidth=0.8, linestyle=":")
        where = at + 0.005, 0.4
        axes.annotate(
            f"{name} →", where, xycoords=("data", "axes fraction"), rotation=90, fontsize=8
        )
    axes.set(xlabel="confidence", ylabel="share of the messages of a kind", xlim=(0, 1))
    axes.legend(frameon=False, loc="upper center")


def main() -> None:
    """Draw all plots into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("verdicts", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    read = read_verdicts(given.verdicts.read_text(encoding="utf-8"))
    verdicts = [verdict for verdict in read if verdict.setting is not Setting.LISTED]
    weights = load_weights_to_improve(encoder="any")
    thresholds = Thresholds(weights.answer_at, weights.clarify_at)
    # The same bytes from the same verdicts, and letters that stay letters.
    told: dict[Any, Any] = {
        "svg.hashsalt": "briefing-bot",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
    }
    matplotlib.rcParams.update({**told, "font.size": 9})
    for name, draw in (
        ("reliability", draw_reliability),
        ("risk", draw_risk),
        ("scores", draw_scores),
    ):
        figure = Figure(figsize=SIZE, layout="constrained", facecolor="white")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes, verdicts, thresholds)
        figure.savefig(given.out / f"{name}.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
