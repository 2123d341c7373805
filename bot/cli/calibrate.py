"""`eval --calibrate`: fits the matcher's weights and thresholds on labelled messages."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typer
from rich.table import Column, Table

from bot.app.fitting import multilingual_sensing_to_fit, sensing_to_fit, weights_to_improve
from bot.cli.context import errors, progress, results, stop
from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS, EXIT_USAGE
from bot.cli.figures import shares_of
from bot.cli.machine import dump
from bot.cli.material import groups_of, read_folds, read_foreign_sources, read_sources
from bot.corpus.build import build_corpus
from bot.corpus.model import Corpus
from bot.evaluation.figures import Figures, Share
from bot.evaluation.fitting import (
    MULTILINGUAL_PENALTIES,
    PENALTIES,
    Case,
    Comparer,
    Fit,
    MultilingualComparer,
    Origin,
    feature_names,
    figures_by_setting,
    fit,
    weights_json,
)
from bot.evaluation.material import (
    Setting,
    Source,
    Trial,
    trials,
    with_wordings,
    without_answers,
)
from bot.evaluation.thresholds import Price, Thresholds, asked_back, choose_thresholds, prices
from bot.matching.multilingual.index import MultilingualSensing
from bot.matching.second_look import Columns
from bot.matching.sense import Sensing
from bot.settings import Settings, SettingsError

AnySensing = Sensing | MultilingualSensing | None
AnyComparer = Comparer | MultilingualComparer


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asked for."""

    material: tuple[Path, ...] = ()
    words_alone: bool = False
    encoders: Path | None = None
    multilingual: bool = False
    write: Path | None = None
    verdicts: Path | None = None
    as_json: bool = False

    @property
    def is_more_than_printing(self) -> bool:
        """Whether anything was asked for that only a calibration does."""
        how = self.material, self.words_alone, self.encoders, self.multilingual
        return any((*how, self.write, self.verdicts))


def calibrate(settings: Settings, wish: Wish) -> None:
    """Fit, print the figures of stories that were left out, and write when asked to.

    Exits with 2 when the material does not do, and with 78 when the encoder does not work.
    """
    for option, file in (("--write", wish.write), ("--verdicts", wish.verdicts)):
        if file is not None:
            _check_writable(option, file)
    sources = _sources(settings, wish)
    folds = read_folds(settings, wish.encoders, sources) if wish.encoders else {}
    sensing: AnySensing
    try:
        sensing = multilingual_sensing_to_fit() if wish.multilingual else sensing_to_fit(settings)
        cases = _compare_all(settings, sources, sensing, folds)
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    penalties = MULTILINGUAL_PENALTIES if wish.multilingual else PENALTIES
    with progress("Leaving stories out") as on_progress:
        columns = Columns.among(feature_names(sensing))
        fitted = fit(cases, on_progress, penalties, columns)
    thresholds = choose_thresholds(fitted.of_pages)
    origin = Origin(_count(sources), len(groups_of(sources)), len(folds))
    _report(fitted, thresholds, origin, as_json=wish.as_json)
    if wish.verdicts is not None:
        lines = (dump(verdict.to_json()) + "\n" for verdict in fitted.verdicts)
        _write("--verdicts", wish.verdicts, "".join(lines))
    if wish.write is not None:
        weights = weights_json(fitted, thresholds, origin, sensing)
        _write("--write", wish.write, json.dumps(weights, indent=1) + "\n")
        how = _IN_ITS_PLACE if wish.multilingual else f"BOT_WEIGHTS={wish.write}"
        errors.print(f"Wrote {wish.write}. {how} matches with it.", markup=False)


_IN_ITS_PLACE: Final = "Put in the place of bot/matching/weights_multilingual.json, the bot"


def _sources(settings: Settings, wish: Wish) -> tuple[Source, ...]:
    if wish.multilingual:
        return read_foreign_sources(settings, wish.material)
    return read_sources(settings, wish.material)


def _count(sources: Iterable[Source]) -> int:
    return sum(len(source.messages) for source in sources)


# ------------------------------------------------------------------------- comparing


def _compare_all(
    settings: Settings,
    sources: Iterable[Source],
    shipped: AnySensing,
    folds: Mapping[str, Path],
) -> list[Case]:
    """Compare every message with everything that it is to meet, one encoder after the other."""
    planned = [
        (source, trial)
        for source in sources
        for group in source.groups
        for trial in trials(source, group)
    ]
    total = sum(len(trial.asked) for _, trial in planned)
    cases: list[Case] = []
    with progress("Comparing") as on_progress:
        for encoder in dict.fromkeys((None, *folds.values())):
            chosen = [(s, t) for s, t in planned if folds.get(t.group) == encoder]
            if not chosen:
                continue
            bench = _Bench(sensing_to_fit(settings, encoder) if encoder else shipped)
            for source, trial in chosen:
                cases += bench.compare(source, trial)
                on_progress(len(cases), total)
    return cases


class _Bench:
    """Compares by one encoder, and keeps the largest corpora for the next group."""

    def __init__(self, sensing: AnySensing) -> None:
        self._sensing = sensing
        self._weights = weights_to_improve(sensing if isinstance(sensing, Sensing) else None)
        self._kept: dict[Source, AnyComparer] = {}

    def compare(self, source: Source, trial: Trial) -> Iterator[Case]:
        """Compare the messages of a trial with its stories."""
        comparer = self._comparer(source, trial)
        return (comparer.compare(asked, trial.setting) for asked in trial.asked)

    def _comparer(self, source: Source, trial: Trial) -> AnyComparer:
        if trial.setting is not Setting.ALL:
            return self._indexed(_corpus(source, trial))
        if source not in self._kept:
            self._kept[source] = self._indexed(_corpus(source, trial))
        return self._kept[source]

    def _indexed(self, corpus: Corpus) -> AnyComparer:
        if isinstance(self._sensing, MultilingualSensing):
            return MultilingualComparer(corpus, self._weights, self._sensing)
        return Comparer(corpus, self._weights, self._sensing)


def _corpus(source: Source, trial: Trial) -> Corpus:
    pages = with_wordings(source.pages_of(trial.stories), trial.taught)
    if trial.setting is Setting.LISTED:
        pages = without_answers(pages)
    return build_corpus(pages, now=datetime.now(UTC)).corpus


# ------------------------------------------------------------------------- showing and writing


def _report(fitted: Fit, thresholds: Thresholds, origin: Origin, *, as_json: bool) -> None:
    figures, offered = figures_by_setting(fitted, thresholds), prices(fitted.of_pages)
    back = asked_back(fitted.of_pages, thresholds)
    if as_json:
        told = {
            "messages": origin.messages,
            "groups": origin.groups,
            "answer_at": thresholds.answer_at,
            "clarify_at": thresholds.clarify_at,
            "asked_back": back.to_json(),
            "settings": {setting.value: found.to_json() for setting, found in figures.items()},
            "thresholds": [price.to_json() for price in offered],
        }
        typer.echo(dump(told, indent=1))
        return
    results.print(
        f"{origin.messages} messages of {origin.groups} groups of stories, "
        "each judged by a fit that did not see its group"
    )
    results.print(_figures_table(figures))
    results.print(_prices_table(offered))
    results.print(
        f"Answers from {thresholds.answer_at:.3f} on, and asks back from "
        f"{thresholds.clarify_at:.3f} on: {back.in_scope:.1%} of the messages in scope, of which "
        f"{back.near:.1%} have a target among the first three, and {back.out_of_scope:.1%} of "
        "those out of scope."
    )


def _figures_table(figures: Mapping[Setting, Figures]) -> Table:
    """Put the settings side by side, each share with its interval."""
    table = Table(Column("figure", min_width=_NAMED))
    for setting in figures:
        table.add_column(setting.value, no_wrap=True)
    for row in zip(*(shares_of(found) for found in figures.values()), strict=True):
        table.add_row(row[0][0], *(_cell(share) for _, share in row))
    aurocs = (found.near_misses.auroc for found in figures.values())
    table.add_row("AUROC against near-misses", *("" if a is None else f"{a:.3f}" for a in aurocs))
    for name, count in (("n in scope", "top_1"), ("n out of scope", "rejected")):
        table.add_row(name, *(str(getattr(found, count).n) for found in figures.values()))
    return table


def _cell(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f}\n{low:.2f}-{high:.2f}" if share.n else ""


_NAMED: Final = 24
"""Columns for the names of figures, which a terminal of 80 must show beside all settings."""


def _prices_table(offered: Iterable[Price]) -> Table:
    table = Table("answering from", "answered right", "answered wrong", "near-misses rejected")
    for price in offered:
        shares = price.answered_right, price.answered_wrong, price.rejected_near_misses
        shown = ("–" if share is None else f"{share:.3f}" for share in shares)
        table.add_row(f"{price.answer_at:.3f}", *shown)
    return table


def _check_writable(option: str, file: Path) -> None:
    """Refuse a file that cannot be written before minutes of fitting; exits with 2."""
    problem = None
    if file.is_dir():
        problem = "is a folder"
    elif not file.parent.is_dir():
        problem = f"its folder {file.parent} is not there"
    elif not os.access(file if file.exists() else file.parent, os.W_OK):
        problem = "may not be written"
    if problem is not None:
        stop(f"{option} {file}: {problem}. Name a file in a folder of yours.", EXIT_USAGE)


def _write(option: str, file: Path, content: str) -> None:
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        stop(f"{option} {file}: {error.strerror}. Nothing else is lost but time.", EXIT_FINDINGS)
