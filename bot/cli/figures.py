"""Draws figures with their intervals in a terminal."""

from __future__ import annotations

from rich.table import Table

from bot.cli.context import results
from bot.evaluation.figures import Curve, Figures, Share


def show_figures(figures: Figures) -> None:
    """Print all figures, and then those of each style."""
    table = Table("figure", "value", "95%", "n")
    for name, share in shares_of(figures):
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


def shares_of(figures: Figures) -> tuple[tuple[str, Share], ...]:
    """Name the shares, in the order in which they are shown."""
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
