"""Fits what reading a passage beside a message counts: `python -m training.reranking`.

Every message of content/ and of tests/data/practice meets its story, its group of stories and all
of them, as in `briefing-bot eval --calibrate`, by the weights that ship. Where the first look
leaves doubt, the cross-encoder reads the best passages. Whole groups of stories are left out: what
is printed is judged by fits that never saw the group. It needs no PyTorch.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot.app.fitting import sensing_to_fit, weights_to_improve
from bot.cli.material import read_sources
from bot.corpus.build import build_corpus
from bot.cross_encoder import load_cross_encoder
from bot.evaluation.calibrate import Array, Example, fit_logistic, fit_rank
from bot.evaluation.golden import GoldenMessage, Scope
from bot.evaluation.material import Setting, Source, Trial, trials
from bot.evaluation.thresholds import Verdict
from bot.matching.arrays import BoolArray, FloatArray
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.matcher import PassageMatcher
from bot.matching.model import NEAR_TIE
from bot.matching.regressions import log_odds, sigmoid
from bot.matching.reranking import (
    ACCEPT,
    RANK,
    CrossEncoder,
    accept_values,
    is_section,
    logits_of,
    reranked,
)
from bot.matching.sense import Sensing
from bot.matching.weights import Weights
from bot.settings import load_settings

PRACTICE: Final = Path("tests/data/practice")
SHIPPED: Final = Path("bot/matching/reranking.json")
SETTINGS: Final = (Setting.ALONE, Setting.GROUP, Setting.ALL)

READ_FROM, READ_TO = 0.08, 0.88
"""Confidences of the first look between which passages are read: wider bounds gain little, and
narrower ones spare little time."""

NOT_ANSWERED: Final = 0.965
"""The share of near-misses, of groups that no fit saw, that must not be answered."""

TIE: Final = 1.5
"""Log-odds; where a rival lies less than this behind after reading, readers are asked which one is
meant. At 1.0, as for the first look, .005 more would be answered right, and .003 more wrong where
many stories meet; surer answers instead would cost three times as many right ones."""

ASKED_BACK: Final = 0.10
"""The share of all messages that nothing answers that may be asked back."""

RANK_PENALTY, ACCEPT_PENALTY = 0.01, 0.3
"""L2; a handful of weights want no more from thousands of messages."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A message and its C candidates, as the first look left them and as reading did."""

    message: GoldenMessage
    setting: Setting
    group: str
    weight: float
    is_right: BoolArray
    """(C)"""
    sections: BoolArray
    """(C)"""
    scores: FloatArray
    """(C)"""
    logits: FloatArray | None
    """(C) None where nothing was read."""
    confidence: float

    @property
    def is_in_scope(self) -> bool:
        """Whether the pages answer the message."""
        return self.message.scope is Scope.IN

    @property
    def is_near_miss(self) -> bool:
        """Whether they only speak of the same."""
        return self.message.scope is Scope.OUT and self.message.style == "near-miss"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a message comes to."""

    log_odds: float
    lead: float
    is_right: bool
    is_near: bool
    """Whether a right one is among the first three."""


def main() -> None:
    """Read, fit, print what to expect, and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help=f"for instance {SHIPPED}")
    parser.add_argument("--verdicts", type=Path, help="what `python -m bench.plots` draws")
    options = parser.parse_args()
    sensing, loaded = sensing_to_fit(load_settings()), load_cross_encoder()
    if sensing is None or loaded.cross_encoder is None:
        sys.exit(str(loaded.problem or "no encoder"))
    fitted, verdicts = fit(list(everything(sensing, loaded.cross_encoder)))
    if options.verdicts is not None:
        lines = (json.dumps(verdict.to_json(), ensure_ascii=False) + "\n" for verdict in verdicts)
        options.verdicts.write_text("".join(lines), encoding="utf-8")
    if options.write is not None:
        sha256 = {"encoder": sensing.encoder.sha256, "cross_encoder": loaded.cross_encoder.sha256}
        text = json.dumps(fitted | sha256, indent=1)
        options.write.write_text(text + "\n", encoding="utf-8")


# ------------------------------------------------------------------------------ the examples


def everything(sensing: Sensing, cross_encoder: CrossEncoder) -> Iterator[Read]:
    """Compare every message with the passages of its settings, and read where there is doubt."""
    weights = weights_to_improve(sensing)
    for source in read_sources(load_settings(), [PRACTICE]):
        built: dict[tuple[str, ...], PassageMatcher] = {}
        for group in source.groups:
            for trial in trials(source, group):
                if trial.setting in SETTINGS:
                    if trial.stories not in built:
                        built[trial.stories] = _matcher(source, trial.stories, weights, sensing)
                    yield from _read(trial, built[trial.stories], cross_encoder)
            print(f"{group}: read", file=sys.stderr, flush=True)


def _matcher(
    source: Source, stories: Sequence[str], weights: Weights, sensing: Sensing
) -> PassageMatcher:
    corpus = build_corpus(source.pages_of(stories), now=datetime.now(UTC)).corpus
    linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights, sensing))
    return PassageMatcher.build(linked, weights, sensing)


def _read(trial: Trial, matcher: PassageMatcher, cross_encoder: CrossEncoder) -> Iterator[Read]:
    for asked in trial.asked:
        message = asked.labelled.message
        looked = matcher.look(message.message)
        if looked is None:
            continue
        evidence, _, scores, confidence = looked
        is_doubtful = READ_FROM <= confidence <= READ_TO
        passages = [evidence.index.passages[at] for at in evidence.positions.tolist()]
        yield Read(
            message=message,
            setting=trial.setting,
            group=asked.labelled.group,
            weight=asked.weight,
            is_right=np.array([message.is_reached_by(p) for p in passages], dtype=np.bool_),
            sections=is_section(evidence),
            scores=scores,
            logits=logits_of(cross_encoder, evidence, scores) if is_doubtful else None,
            confidence=confidence,
        )


# ----------------------------------------------------------------------------------- fitting


def fit(read: Sequence[Read]) -> tuple[dict[str, Any], tuple[Verdict, ...]]:
    """Fit on everything, and print what fits that left groups out make of them.

    The verdicts are of these, at the scale that ships.
    """
    doubtful = [one for one in read if one.logits is not None]
    groups = list(dict.fromkeys(one.group for one in doubtful))
    ranks = {g: _rank([one for one in doubtful if one.group != g]) for g in groups}
    found = {id(one): _again(one, ranks[one.group]) for one in doubtful}
    accepts = {g: _accept([one for one in doubtful if one.group != g], found) for g in groups}
    outcomes = [
        _first(one) if one.logits is None else _second(one, found[id(one)], *accepts[one.group])
        for one in read
    ]
    answer_at, clarify_at = _thresholds(read, outcomes)
    shipped = load_thresholds()
    scale = (shipped[0] - shipped[1]) / (answer_at - clarify_at)
    shift = shipped[0] - scale * answer_at
    rank = _rank(doubtful)
    accept, bias = _accept(doubtful, {id(one): _again(one, rank) for one in doubtful})
    print(
        f"read: {len(doubtful)} of {len(read)}; rank {rank}; scale {scale:.3f}, shift {shift:.3f}"
    )
    _print_figures(read, [_first(one) for one in read], *shipped, "first look")
    _print_figures(read, outcomes, answer_at, clarify_at, "read")
    scaled = (o.log_odds * scale + shift for o in outcomes)
    verdicts = tuple(map(_verdict, read, outcomes, scaled))
    fitted = {
        "rank": dict(zip(RANK, rank, strict=True)),
        "accept": {name: float(scale * w) for name, w in zip(ACCEPT, accept, strict=True)},
        "accept_bias": float(scale * bias + shift),
        "read_from": READ_FROM,
        "read_to": READ_TO,
        "provenance": {
            "fitted by": "python -m training.reranking",
            "messages": str(len(read)),
            "groups": str(len(groups)),
        },
    }
    return fitted, verdicts


def _verdict(one: Read, outcome: Outcome, scaled: float) -> Verdict:
    """Judge a message by the confidence that a reader would be shown."""
    return Verdict(
        message=one.message,
        setting=one.setting,
        weight=one.weight,
        confidence=one.confidence if one.logits is None else sigmoid(scaled),
        is_right=outcome.is_right,
        is_near=outcome.is_near,
        group=one.group,
        is_tied=outcome.lead < NEAR_TIE,
    )


def load_thresholds() -> tuple[float, float]:
    """Give the log-odds from which on the shipped weights answer and ask back."""
    weights = json.loads(Path("bot/matching/weights.json").read_text(encoding="utf-8"))
    return log_odds(weights["answer_at"]), log_odds(weights["clarify_at"])


def _rank(some: Sequence[Read]) -> tuple[float, float]:
    """Fit the two weights on what was read, scaled so that `TIE` is `NEAR_TIE`."""
    examples = [
        Example(
            np.column_stack([r.scores, r.logits])[seen].astype(np.float64),
            r.is_right[seen],
            r.group,
            r.weight,
        )
        for r in some
        if r.logits is not None
        and (seen := ~np.isnan(r.logits)).sum() > 1
        and r.is_right[seen].any()
    ]
    score, logit = (fit_rank(examples, RANK_PENALTY) * NEAR_TIE / TIE).tolist()
    return score, logit


def _again(one: Read, rank: tuple[float, float]) -> FloatArray:
    assert one.logits is not None
    return reranked(one.scores, one.logits, dict(zip(RANK, rank, strict=True)))


def _values(one: Read, again: FloatArray) -> list[float]:
    assert one.logits is not None
    values = accept_values(one.sections, one.scores, again, one.logits, one.confidence)
    return [values[name] for name in ACCEPT]


def _accept(some: Sequence[Read], found: Mapping[int, FloatArray]) -> tuple[Array, float]:
    values = np.array([_values(one, found[id(one)]) for one in some])
    right = np.array([float(one.is_right[found[id(one)].argmax()]) for one in some])
    return fit_logistic(values, right, np.array([one.weight for one in some]), ACCEPT_PENALTY)


def _first(one: Read) -> Outcome:
    return _outcome(one, one.scores, log_odds(one.confidence))


def _second(one: Read, again: FloatArray, accept: Array, bias: float) -> Outcome:
    return _outcome(one, again, float(np.array(_values(one, again)) @ accept) + bias)


def _outcome(one: Read, scores: FloatArray, log_odds: float) -> Outcome:
    order = np.argsort(-scores, kind="stable")
    lead = float(scores[order[0]] - scores[order[1]]) if len(order) > 1 else math.inf
    right = one.is_right[order]
    return Outcome(log_odds, lead, bool(right[0]), bool(right[:3].any()))


def _answers(outcome: Outcome, answer_at: float) -> bool:
    """Say whether a message is answered: near-ties are asked about."""
    return outcome.log_odds >= answer_at and outcome.lead >= NEAR_TIE


def _thresholds(read: Sequence[Read], outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Give the log-odds from which on to answer, and to ask back.

    So many near-misses are not answered; and at most so many messages that nothing answers are
    asked back.
    """
    both = list(zip(read, outcomes, strict=True))
    near = np.array([o.log_odds for r, o in both if r.is_near_miss and o.lead >= NEAR_TIE])
    share = 1 - (1 - NOT_ANSWERED) * sum(r.is_near_miss for r in read) / len(near)
    answer_at = float(np.quantile(near, share))
    out = np.array([o.log_odds for r, o in both if not r.is_in_scope])
    answered = sum(_answers(o, answer_at) for r, o in both if not r.is_in_scope)
    clarify_at = float(np.quantile(out, 1 - ASKED_BACK - answered / len(out)))
    return answer_at, min(clarify_at, answer_at - 0.5)


def _print_figures(
    read: Sequence[Read],
    outcomes: Sequence[Outcome],
    answer_at: float,
    clarify_at: float,
    name: str,
) -> None:
    for setting in SETTINGS:
        own = [(r, o) for r, o in zip(read, outcomes, strict=True) if r.setting is setting]
        inside = [
            (o, _answers(o, answer_at), o.log_odds >= clarify_at) for r, o in own if r.is_in_scope
        ]
        out = [
            (r.is_near_miss, _answers(o, answer_at), o.log_odds >= clarify_at)
            for r, o in own
            if not r.is_in_scope
        ]
        back = [o.is_near for o, is_answered, is_asked in inside if is_asked and not is_answered]
        figures = {
            "top-1": np.mean([o.is_right for o, _, _ in inside]),
            "R@3": np.mean([o.is_near for o, _, _ in inside]),
            "right": np.mean([is_answered and o.is_right for o, is_answered, _ in inside]),
            "wrong": np.mean([is_answered and not o.is_right for o, is_answered, _ in inside]),
            "asked back": len(back) / len(inside),
            "near among these": np.mean(back),
            "near-misses not answered": np.mean(
                [not answered for near, answered, _ in out if near]
            ),
            "out of scope not answered": np.mean([not answered for _, answered, _ in out]),
            "out of scope asked back": np.mean([b and not a for _, a, b in out]),
        }
        told = ", ".join(f"{figure} {value:.3f}" for figure, value in figures.items())
        print(f"{name}, {setting.value}: n {len(inside)}, {told}", flush=True)


if __name__ == "__main__":
    main()
