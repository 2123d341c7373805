"""Draws the editors' charts as PNG, each with words that say the same; the one user of matplotlib.

matplotlib is an extra and slow to import, so it is imported where it is first needed. Drawing
takes some tenths of a second: front ends do it beside the event loop.
"""

from __future__ import annotations

import atexit
import os
import textwrap
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from bot.dialogue import editors_wording as wording
from bot.editorial.statistics import DayTally, Statistics, in_bars
from bot.editorial.tables import advice_told, share_told
from bot.editorial.threshold_curve import (
    Recommended,
    ThresholdCurve,
    ThresholdPoint,
    TooFewJudged,
)
from bot.evaluation.figures import Share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LONGEST_ALT: Final = 1_000
"""Characters of the words beside a picture; Discord takes 1,024."""

MOST_BARS: Final = 31
"""Bars that can be told apart on a phone; longer periods get a bar a week or more."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and what it shows in words."""

    png: bytes
    alt: str


def is_available() -> bool:
    """Whether charts can be drawn here; else `bot/editorial/tables.py` says the same."""
    return find_spec("matplotlib") is not None


def can_write(labels: Iterable[str]) -> bool:
    """Whether the font of the charts has all letters of these labels; else a table tells them.

    Signs and emoji do not count: a box in their place leaves a label readable.
    """
    letters = {ord(char) for label in labels for char in label if category(char)[0] in "LM"}
    return all(letter < _LATIN for letter in letters) or letters <= _letters_of_font()


def draw_questions(statistics: Statistics) -> Chart:
    """Draw what became of the questions of each day."""
    bars = in_bars(statistics.days, MOST_BARS)
    tall = _TALL if statistics.total.asked else _EMPTY
    png = _draw(lambda figure: _fill_questions(figure, statistics, bars), tall)
    return Chart(png, _questions_alt(statistics, bars))


def draw_top_questions(statistics: Statistics) -> Chart:
    """Draw which passages answered most often."""
    counted = [(one.label, one.times) for one in statistics.top_questions]
    return _draw_list(wording.TOP_QUESTIONS, counted, wording.NO_TOP_QUESTIONS, _ANSWERED)


def draw_gaps(statistics: Statistics) -> Chart:
    """Draw what was asked most and not answered."""
    counted = [(gap.wording, gap.count) for gap in statistics.biggest_gaps]
    return _draw_list(wording.BIGGEST_GAPS, counted, wording.NO_GAPS, _DECLINED)


def draw_threshold(curve: ThresholdCurve) -> Chart:
    """Draw precision and coverage against the threshold, with the levels and the present one."""
    tall = _TALL if curve.turns else _EMPTY
    png = _draw(lambda figure: _fill_threshold(figure, curve), tall)
    return Chart(png, _threshold_alt(curve))


# ------------------------------------------------------------------------- looks

_WIDE: Final = 5.0
"""Inches; a picture is 1,000 pixels wide, twice what Discord gives it."""

_TALL: Final = 4.0
_EMPTY: Final = 1.6
_DPI: Final = 200
_PAPER: Final = "#ffffff"
_INK: Final = "#222222"
_FAINT: Final = "#5f6368"
_GRID: Final = "#e3e3e0"

_ANSWERED: Final = "#0072b2"
_ASKED_BACK: Final = "#f0c548"
_DECLINED: Final = "#c4500a"
"""Dark, light, dark: told apart by the colour-blind and in grey (after Okabe & Ito 2008)."""

_FONT: Final = "DejaVu Sans"
"""It comes with matplotlib: the same picture everywhere."""

_STYLE: Final[dict[Any, object]] = {
    "font.family": [_FONT],
    "font.size": 11.0,
    "text.parse_math": False,  # a label's dollar signs are dollars
    "text.color": _INK,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _FAINT,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "xtick.color": _FAINT,
    "ytick.color": _FAINT,
    "grid.color": _GRID,
    "legend.frameon": False,
}

_LATIN: Final = 0x0250
"""Up to here the font has every letter."""

_ONE_AT_A_TIME: Final = Lock()
"""matplotlib's settings belong to the process."""


def _draw(fill: Callable[[Figure], None], tall: float) -> bytes:
    with _ONE_AT_A_TIME:
        _keep_no_fonts()
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with mpl.rc_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # letters that the font lacks are drawn as boxes
            mpl.rcdefaults()  # not what a file in the working folder says
            mpl.rcParams.update(_STYLE)
            figure = Figure(figsize=(_WIDE, tall), dpi=_DPI, facecolor=_PAPER)
            FigureCanvasAgg(figure)  # needs no display
            fill(figure)
            written = BytesIO()
            figure.savefig(written, format="png", metadata={"Software": None})
            return written.getvalue()


def _letters_of_font() -> frozenset[int]:
    with _ONE_AT_A_TIME:
        _keep_no_fonts()
        from matplotlib.font_manager import findfont
        from matplotlib.ft2font import FT2Font

        return frozenset(FT2Font(findfont(_FONT)).get_charmap())


def _keep_no_fonts() -> None:
    """Let matplotlib write into a folder that goes with the process; it asks once, on import."""
    if "MPLCONFIGDIR" in os.environ:
        return
    folder = TemporaryDirectory(prefix="briefing-bot-charts-")
    atexit.register(folder.cleanup)
    os.environ["MPLCONFIGDIR"] = folder.name


def _head(figure: Figure, title: str, note: str = "", legend_rows: int = 0) -> None:
    """Write the title, a fainter line and the legend above the axes, and keep the place for them.

    The legend names what is drawn so far, in two columns or, in a single row, in three.
    """
    tall = figure.get_figheight()
    used = 0.14
    figure.text(0.03, 1 - used / tall, title, va="top", fontsize=14, fontweight="bold")
    used += 0.28
    if note:
        figure.text(0.03, 1 - used / tall, note, va="top", fontsize=10, color=_FAINT)
        used += 0.22
    if legend_rows:
        figure.legend(
            loc="upper left", bbox_to_anchor=(0.015, 1 - used / tall),
            ncols=3 if legend_rows == 1 else 2, fontsize=9.5, handlelength=1.5,
            handletextpad=0.5, columnspacing=1.2, labelspacing=0.35, borderaxespad=0.2,
        )  # fmt: skip
        used += 0.14 + 0.18 * legend_rows
    rest = (0.0, 0.0, 1.0, 1 - used / tall)
    figure.set_layout_engine("constrained", rect=rest, w_pad=0.14, h_pad=0.1)


def _say_nothing_is_there(axes: Axes, sentence: str) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, sentence, ha="center", va="center", color=_FAINT, transform=axes.transAxes)


# ------------------------------------------------------------------------- questions per day


def _fill_questions(figure: Figure, statistics: Statistics, bars: Sequence[DayTally]) -> None:
    axes = figure.add_subplot()
    note = wording.period(statistics.first, statistics.last)
    if not statistics.total.asked:
        _head(figure, wording.QUESTIONS_TITLE, note)
        _say_nothing_is_there(axes, wording.NO_QUESTIONS)
        return
    below = [0] * len(bars)
    for name, colour, counts in (
        (wording.ANSWERED, _ANSWERED, [bar.tally.answered for bar in bars]),
        (wording.ASKED_BACK, _ASKED_BACK, [bar.tally.asked_back for bar in bars]),
        (wording.DECLINED, _DECLINED, [bar.tally.declined for bar in bars]),
    ):
        label = f"{name} {sum(counts):,}"
        axes.bar(range(len(bars)), counts, 0.8, below, color=colour, label=label, lw=0)
        below = [low + count for low, count in zip(below, counts, strict=True)]
    if len(bars) <= _NUMBERED:
        for place, asked in enumerate(below):
            axes.text(place, asked, f"{asked:,}", ha="center", va="bottom", fontweight="bold")
    _label_days(axes, bars)
    _head(figure, wording.QUESTIONS_TITLE, note, legend_rows=1)


def _label_days(axes: Axes, bars: Sequence[DayTally]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.grid(axis="y")
    axes.tick_params(length=0)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    # As many dates as have room, the last one always.
    step = 1 if len(bars) <= _NUMBERED else -(-len(bars) // _DATES)
    told = range(len(bars) - 1, -1, -step)
    axes.set_xticks(list(told), [wording.short_date(bars[place].first) for place in told])
    length = (bars[-1].last - bars[-1].first).days + 1
    axes.set_xlabel(wording.bars_note(length), fontsize=10)


_DATES: Final = 6
"""Dates that surely have room side by side."""

_NUMBERED: Final = 7
"""Bars so few that each has room for its number and its date."""


def _questions_alt(statistics: Statistics, bars: Sequence[DayTally]) -> str:
    busiest = max(bars, key=lambda bar: bar.tally.asked)
    total = statistics.total
    return wording.questions_told(
        first=statistics.first,
        last=statistics.last,
        answered=total.answered,
        asked_back=total.asked_back,
        declined=total.declined,
        busiest=wording.busiest_told(busiest.first, busiest.last, busiest.tally.asked),
    )


# ------------------------------------------------------------------------- lists


def _draw_list(title: str, counted: Sequence[tuple[str, int]], nothing: str, colour: str) -> Chart:
    wrapped = [(_wrap(label), count) for label, count in counted]
    lines = sum(label.count("\n") + 1 for label, _ in wrapped)
    tall = 0.7 + 0.2 * max(lines, 2) + 0.36 * max(len(wrapped), 1)

    def fill(figure: Figure) -> None:
        axes = figure.add_subplot()
        _head(figure, title)
        if wrapped:
            _fill_list(axes, wrapped, colour)
        else:
            _say_nothing_is_there(axes, nothing)

    alt = wording.list_told(title, counted) if counted else nothing
    return Chart(_draw(fill, tall), textwrap.shorten(alt, LONGEST_ALT, placeholder=" …"))


def _fill_list(axes: Axes, wrapped: Sequence[tuple[str, int]], colour: str) -> None:
    """Set each label over its bar: a phone is too narrow for both side by side."""
    most = max(count for _, count in wrapped)
    place = 0.0
    for label, count in wrapped:
        lines = label.count("\n") + 1
        axes.text(0, place + _LINE * lines / 2, label, va="center", linespacing=1.15)
        place += _LINE * lines + _BAR / 2 + 0.05
        axes.barh([place], [count], _BAR, color=colour)
        axes.text(count + most * 0.015, place, f"{count:,}", va="center", fontweight="bold")
        place += _BAR / 2 + 0.3
    axes.set(xlim=(0, most * 1.14), ylim=(place - 0.25, -0.1))
    axes.set_axis_off()


_LINE: Final = 0.4
_BAR: Final = 0.26
"""Heights in the chart's own measure."""

_LETTERS: Final = 52
"""Letters that a line of the chart holds."""


def _wrap(label: str) -> str:
    lines = textwrap.wrap(" ".join(label.split()), _LETTERS, max_lines=2, placeholder=" …")
    return "\n".join(lines)


# ------------------------------------------------------------------------- the threshold


def _fill_threshold(figure: Figure, curve: ThresholdCurve) -> None:
    from matplotlib.ticker import PercentFormatter

    axes = figure.add_subplot()
    is_enough = not isinstance(curve.advice, TooFewJudged)
    note = wording.judged_note(curve.judged, curve.turns, is_enough=is_enough)
    if not curve.turns:
        _head(figure, wording.THRESHOLD_TITLE, note)
        _say_nothing_is_there(axes, wording.NO_TURNS)
        return
    right = [(point.threshold, point.precision) for point in curve.points if point.is_telling]
    covered = [(point.threshold, point.coverage) for point in curve.points]
    _draw_share(axes, right, wording.PRECISION, "-", _ANSWERED)
    _draw_share(axes, covered, wording.COVERAGE, "--", _DECLINED)
    _mark_thresholds(axes, curve)
    axes.grid(axis="y")
    axes.tick_params(length=0, pad=6)
    axes.set(xlim=(0, 1), ylim=(0, 1.01), yticks=[0, 0.25, 0.5, 0.75, 1])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(wording.THRESHOLD_AXIS, fontsize=10)
    _head(figure, wording.THRESHOLD_TITLE, note, legend_rows=2)


def _draw_share(
    axes: Axes, shares: Sequence[tuple[float, Share]], name: str, line: str, colour: str
) -> None:
    """Draw a share against the threshold, in the band in which it surely lies."""
    across = [threshold for threshold, _ in shares]
    lows = [share.interval[0] for _, share in shares]
    highs = [share.interval[1] for _, share in shares]
    axes.fill_between(across, lows, highs, color=colour, alpha=0.18, linewidth=0)
    axes.plot(across, [share.value for _, share in shares], line, color=colour, lw=2.2, label=name)


def _mark_thresholds(axes: Axes, curve: ThresholdCurve) -> None:
    last = len(curve.levels) - 1
    for number, level in enumerate(curve.levels):  # from the right to the left
        threshold = level.point.threshold
        side = "left" if number == 0 and last else "right" if number == last and last else "center"
        axes.axvline(threshold, color=_FAINT, linewidth=1.0, linestyle=":")
        place = min(max(threshold, 0.02), 0.98)
        axes.annotate(
            level.name, (place, 1.02), xycoords=("data", "axes fraction"), ha=side, fontsize=10
        )
    present = curve.present.threshold
    axes.axvline(
        present, color=_INK, linewidth=1.4, label=f"{wording.NOW} {wording.confidence(present)}"
    )
    if isinstance(curve.advice, Recommended):
        point = curve.advice.point
        axes.plot(
            [point.threshold], [point.precision.value], "o", color=_ANSWERED, markersize=9,
            markeredgecolor=_PAPER, markeredgewidth=1.5, zorder=5,
            label=f"{wording.RECOMMENDED} {wording.confidence(point.threshold)}",
        )  # fmt: skip


def _threshold_alt(curve: ThresholdCurve) -> str:
    if not curve.turns:
        return wording.NO_TURNS
    named = [(level.name, level.point) for level in curve.levels]
    told = [_told(name, point) for name, point in (*named, (wording.NOW, curve.present))]
    note = wording.judged_note(curve.judged, curve.turns, is_enough=True)  # the advice says it
    return f"{wording.THRESHOLD_TITLE}. {note}. {'; '.join(told)}. {advice_told(curve.advice)}"


def _told(name: str, point: ThresholdPoint) -> str:
    answered = wording.percent(point.coverage.value)
    right = share_told(point.precision) if point.precision.n else None
    return wording.threshold_told(name, point.threshold, right, answered)
