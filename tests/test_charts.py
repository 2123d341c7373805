"""The editors' charts: pictures that Discord takes, and words that give their figures."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot import charts
from bot.charts import Chart
from bot.editorial.statistics import (
    Became,
    DayCount,
    Gap,
    PassageCount,
    PeriodCounts,
    Statistics,
    summarise,
)
from bot.editorial.threshold_curve import Judged, ThresholdCurve, draw_curve

FIRST = date(2026, 11, 1)
LONG = (
    "What is the new tariff on steel, and which of the countries that were named are exempt? " * 4
)
LEVELS = {"cautious": 0.8, "normal": 0.6, "bold": 0.5}


def a_period(days: int = 30) -> Statistics:
    counts = tuple(
        DayCount(FIRST + timedelta(days=number), became, 10 * (3 - place) + number % 7)
        for number in range(days)
        for place, became in enumerate(Became)
    )
    return summarise(
        PeriodCounts(
            FIRST,
            FIRST + timedelta(days=days - 1),
            counts,
            passages=(PassageCount("a", LONG, 40), PassageCount("b", "Is it $5 or $6_{x}?", 12)),
            gaps=(Gap("is school closed tomorrow", 31), Gap("who owns it", 1)),
        )
    )


def a_curve(judged: int = 200) -> ThresholdCurve:
    known = [Judged(number / judged, number > judged / 5) for number in range(judged)]
    return draw_curve(known, [0.3] * 50, levels=LEVELS, present=0.55)


def pixels(chart: Chart) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    assert chart.png.startswith(b"\x89PNG\r\n\x1a\n")
    with Image.open(BytesIO(chart.png)) as image:
        return np.asarray(image.convert("RGB"))


EMPTY = summarise(PeriodCounts(FIRST, FIRST))
DRAWN = {
    "a month": lambda: charts.draw_questions(a_period()),
    "a week": lambda: charts.draw_questions(a_period(7)),
    "a year": lambda: charts.draw_questions(a_period(365)),
    "nothing": lambda: charts.draw_questions(EMPTY),
    "top questions": lambda: charts.draw_top_questions(a_period()),
    "no top questions": lambda: charts.draw_top_questions(EMPTY),
    "gaps": lambda: charts.draw_gaps(a_period()),
    "threshold": lambda: charts.draw_threshold(a_curve()),
    "threshold of few": lambda: charts.draw_threshold(a_curve(12)),
    "threshold of none": lambda: charts.draw_threshold(
        draw_curve([], [], levels=LEVELS, present=0.5)
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_a_small_picture_with_ink_on_its_own_paper(name: str) -> None:
    chart = DRAWN[name]()
    shown = pixels(chart)
    assert len(chart.png) <= 150_000
    assert shown.shape[1] == 1_000
    assert 200 <= shown.shape[0] <= 1_200
    assert (shown[0, 0] == 255).all(), "its paper is white, whatever lies behind it"
    assert (shown < 128).any(axis=2).mean() > 0.002, "there is ink on it"
    edges = [shown[:4], shown[-4:], shown[:, :4], shown[:, -4:]]
    assert all((edge == 255).all() for edge in edges), "nothing is cut off at the edge"
    assert 0 < len(chart.alt) <= charts.LONGEST_ALT


def test_the_words_give_the_figures_of_a_period() -> None:
    told = a_period(7)
    assert charts.draw_questions(told).alt == (
        "483 questions, 1 to 7 November 2026: 231 answered (48%), 161 asked back, 91 declined. "
        "The most on one day: 78, on 7 Nov."
    )


def test_the_words_give_the_figures_of_a_list() -> None:
    assert charts.draw_gaps(a_period()).alt == (
        "Asked and not answered: “is school closed tomorrow”, 31 times; “who owns it”, once."
    )


def test_the_words_give_what_each_threshold_would_do_and_the_advice() -> None:
    alt = charts.draw_threshold(a_curve()).alt
    assert "200 of 250 questions judged" in alt
    assert "cautious, from 80% on: 100% (91% to 100%) right, 16% answered" in alt
    assert "now, from 55% on: 100% (96% to 100%) right, 36% answered" in alt
    assert charts.draw_threshold(a_curve(0)).alt.count("none judged") == 4
    assert "confidence on, at least 95% of the answers are right" in alt


@pytest.mark.parametrize(
    ("label", "can_be_read"),
    [
        ("Wer zahlt die Brücke? 😀 $5", True),
        ("Кто платит за ремонт?", True),
        ("Ποιος πληρώνει;", True),
        ("谁来付修桥的钱？", False),
        ("क्या पुल बंद है?", False),
        ("다리는 언제 열리나요?", False),
    ],
)
def test_what_the_font_has_no_letters_for_is_not_drawn(label: str, can_be_read: bool) -> None:
    assert charts.can_write(["who owns it", label]) is can_be_read


def test_a_chart_of_too_few_judgements_says_so() -> None:
    assert "Too few to recommend a threshold: 12 judged." in charts.draw_threshold(a_curve(12)).alt


def test_the_bars_have_the_colours_of_what_became_of_the_questions() -> None:
    shown = pixels(charts.draw_questions(a_period())).reshape(-1, 3)
    for colour in ((0x00, 0x72, 0xB2), (0xF0, 0xC5, 0x48), (0xC4, 0x50, 0x0A)):
        assert (shown == colour).all(axis=1).sum() > 1_000


def test_the_same_figures_give_the_same_picture() -> None:
    assert charts.draw_gaps(a_period()).png == charts.draw_gaps(a_period()).png


def test_nothing_is_kept_in_the_home(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import date; from bot import charts\n"
        "from bot.editorial.statistics import PeriodCounts, summarise\n"
        "assert 'matplotlib' not in sys.modules\n"
        "day = date(2026, 11, 1)\n"
        "charts.draw_gaps(summarise(PeriodCounts(day, day)))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    environment = {"HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("*"))


def test_without_matplotlib_no_chart_is_available(monkeypatch: pytest.MonkeyPatch) -> None:
    assert charts.is_available()
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    assert not charts.is_available()
