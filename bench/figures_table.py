"""A table of several ways to rank, side by side: what both benches of signals print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from bot.evaluation.figures import Curve, Figures, Share

console = Console(highlight=False, width=220)


def figures_table(title: str, by_way: Mapping[str, Figures]) -> Table:
    """Put ways to rank below each other, with 95% intervals; columns with n = 0 are left out."""
    some = next(iter(by_way.values()))
    columns: dict[str, Callable[[Figures], str]] = {
        f"top-1 (n = {some.top_1.n})": lambda found: _share(found.top_1),
        "R@3": lambda found: f"{found.recall_at_3.value:.3f}",
    }
    if some.rejected.n:
        columns[f"AUROC, all out of scope (n = {some.rejected.n})"] = lambda f: _area(
            f.out_of_scope
        )
    if some.rejected_near_misses.n:
        columns[f"AUROC, near-misses (n = {some.rejected_near_misses.n})"] = lambda f: _area(
            f.near_misses
        )
        columns["acc@95, near-misses"] = lambda f: _share(f.near_misses.at_95)
    table = Table("way", *columns, box=box.MARKDOWN, title=title, title_justify="left")
    for way, found in by_way.items():
        table.add_row(way, *(cell(found) for cell in columns.values()))
    return table


def threshold_line(way: str, found: Figures) -> str:
    """Say what comes of the messages at the shipped threshold."""
    shares = [("right", found.answered_right), ("wrong", found.answered_wrong)]
    if found.rejected.n:
        shares.append(("out of scope: not answered", found.rejected))
    if found.rejected_near_misses.n:
        shares.append(("near-misses: not answered", found.rejected_near_misses))
    told = ", ".join(f"{name} {_share(share)}" for name, share in shares)
    return f"{way}, at its threshold: {told}"


def _share(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f} ({_short(low)}–{_short(high)})"


def _area(curve: Curve) -> str:
    if curve.auroc is None or curve.auroc_interval is None:
        return ""
    low, high = curve.auroc_interval
    return f"{curve.auroc:.3f} ({_short(low)}–{_short(high)})"


def _short(bound: float) -> str:
    return f"{bound:.2f}".removeprefix("0")
