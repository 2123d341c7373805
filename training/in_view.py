"""Fits what follow-ups are weighed by: `python -m training.in_view [--write FILE]`.

Every conversation of tests/data/practice is gone through turn by turn, as if each turn before had
been answered as it should. Turns that lean on what was said before are the examples. Whole groups
of stories are left out: what is printed is judged by fits that never saw the group.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.conversations import Line, plain, read_conversations, read_lines
from bench.follow_ups import SELF_CONTAINED, TWO_QUESTIONS, cases
from bench.in_context import contexts, questions_of
from bench.practice import (
    PRACTICE,
    practice_responder,
    practice_source,
    responder_of,
    shipped_sensing,
)
from bot.app.fitting import weights_to_improve
from bot.corpus.model import Passage
from bot.dialogue.conversation import REMEMBERED
from bot.dialogue.in_view import (
    Situation,
    accept_features,
    accept_names,
    rank_features,
    rank_names,
    situation,
)
from bot.dialogue.listening import Listener
from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.dialogue.stories import Stories
from bot.evaluation.calibrate import Array, Example, fit_logistic, fit_rank
from bot.matching.model import Comparing

RANK_PENALTY, ACCEPT_PENALTY = 20.0, 100.0
"""L2; the second is on features that were brought to a deviation of 1."""

NOT_ANSWERED, DECLINED = 0.91, 0.82
"""The shares of turns that lean and that nothing answers, of groups that no fit saw, that must lie
below the confidences from which on the bot answers and asks back."""

OF_FOLLOW_UPS: Final = 2.5
"""What a conversation of bench.follow_ups counts: two turns that readers who are new to it type."""

OF_MESSAGES: Final = 0.2
"""What a message counts that was written to stand alone, after a question of the same or of another
story: such messages must not be drawn into what was said before."""

EVERY: Final = 2
"""One in so many of these messages is taken."""

_TINY: Final = 1e-3
SHIPPED: Final = Path("bot/matching/in_view.json")


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A turn in its situation, and which passages answer it."""

    now: Situation
    is_right: np.ndarray[Any, np.dtype[np.bool_]]
    """(passages)"""
    group: str
    leans: bool
    """Whether it is decided by what is fitted here; the others are by themselves."""
    weight: float = 1.0


def main() -> None:
    """Fit, print what to expect, and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help=f"for instance {SHIPPED}")
    options = parser.parse_args()
    turns = [turn for turn in everything() if len(turn.now.passages) > 1]
    fitted = fit(turns)
    print(json.dumps(fitted["figures"], indent=1))
    if options.write is not None:
        text = json.dumps({k: v for k, v in fitted.items() if k != "figures"}, indent=1)
        options.write.write_text(text + "\n", encoding="utf-8")


# ------------------------------------------------------------------------------ the examples


def everything() -> Iterator[Turn]:
    """Give the turns of all conversations, and the follow-ups of bench.follow_ups."""
    groups = practice_source().groups
    group_of = {story: name for name, stories in groups.items() for story in stories}
    text = (PRACTICE / "conversations.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(row) for row in text.splitlines()]
    for name, stories in groups.items():
        held = [tuple(read_lines(row["turns"])) for row in rows if row["group"] in stories]
        yield from _turns(practice_responder(stories), held, name)
    for folder in sorted(PRACTICE.glob("conversations/*/")):
        yield from _turns(responder_of(folder / "content"), read_conversations(folder), folder.name)
    for name in groups:
        yield from _messages_in_context(name)
    yield from _follow_ups(group_of)


def _turns(responder: Responder, held: Iterable[Sequence[Line]], group: str) -> Iterator[Turn]:
    """Go through some conversations."""
    listener = listening(responder)
    for lines in held:
        for utterance, line in _held(lines, responder):
            wanted = set(map(plain, line.answers or ()))
            yield from _turn(listener, utterance, group, lambda p, w=wanted: plain(p.label) in w)


def listening(responder: Responder) -> Listener:
    """Make what hears messages for this responder, by rule."""
    stories = Stories(responder.corpus, responder.matcher, responder.build_matcher)
    return Listener(responder.matcher, responder.policy, stories)


def _held(lines: Sequence[Line], responder: Responder) -> Iterator[tuple[Utterance, Line]]:
    """Give each turn that asks something, as if all before had been answered as they should."""
    shown: Passage | None = None
    about: Passage | None = None
    before: tuple[str, ...] = ()
    for line in lines:
        if line.answers is None:
            continue
        yield (
            Utterance(
                line.text,
                about=None if about is None else about.id,
                shown=None if shown is None else shown.id,
                before=before,
            ),
            line,
        )
        shown = _best_of(line, before, responder)
        about = shown or about
        before = (*before, line.text)[-REMEMBERED:]


def _best_of(line: Line, before: Sequence[str], responder: Responder) -> Passage | None:
    """Give the passage with which a turn is best answered; none where no page does."""
    wanted = set(map(plain, line.answers or ()))
    read_as = " ".join((*before[-1:], line.text))
    ranked = (candidate.passage for candidate in responder.matcher.rank(read_as))
    found = (*ranked, *responder.corpus.passages)
    return next((passage for passage in found if plain(passage.label) in wanted), None)


def _messages_in_context(group: str) -> Iterator[Turn]:
    """Ask messages that were written to stand alone after another question."""
    source = practice_source()
    responder = practice_responder(source.groups[group])
    listener, dice = listening(responder), random.Random(group)
    questions = questions_of(responder.corpus)
    chosen = [labelled for labelled in source.messages if labelled.group == group][::EVERY]
    for labelled in chosen:
        message, own = labelled.message, source.stories_of(labelled)[0]
        for conversation in contexts(message, own, questions, dice).values():
            utterance = conversation.utterance(message.message)
            found = _turn(listener, utterance, group, message.is_reached_by, is_lenient=True)
            yield from (replace(turn, weight=OF_MESSAGES) for turn in found)


def _follow_ups(group_of: Mapping[str, str]) -> Iterator[Turn]:
    everything = [case for case in cases() if case.asked[0].style not in _OTHERWISE]
    for half in ("even", "odd"):
        chosen = [case for case in everything if case.half == half]
        responder = practice_responder(sorted({case.story for case in chosen}))
        responder = replace(responder, in_view=None)  # nothing of what is fitted decides the fit
        listener, today = listening(responder), _LONG_AGO
        for case in chosen:
            asked = case.asked[0]
            conversation = responder.converse(asked.after, today=today)
            utterance = conversation.utterance(asked.message)
            found = _turn(listener, utterance, group_of[case.story], asked.is_reached_by)
            yield from (replace(turn, weight=OF_FOLLOW_UPS) for turn in found)


_OTHERWISE: Final = (TWO_QUESTIONS, SELF_CONTAINED)
_LONG_AGO: Final = date(2026, 1, 1)


def _turn(
    listener: Listener,
    utterance: Utterance,
    group: str,
    answers: Callable[[Passage], bool],
    *,
    is_lenient: bool = False,
) -> Iterator[Turn]:
    """Give a turn as an example, if a story is in view.

    One that another story answers is only given if that is wanted: nothing in view is right then.
    """
    view = listener.stories.of(utterance.about)
    if view is None or not isinstance(view.matcher, Comparing):
        return
    now = situation(utterance, view, view.matcher, listener.stories.corpus.passage(utterance.shown))
    if now is None:
        return
    is_right = np.array([answers(passage) for passage in now.passages])
    is_elsewhere = any(map(answers, listener.stories.corpus.passages))
    if is_right.any() or is_lenient or not is_elsewhere:
        yield Turn(now, is_right, group, listener.has_to_weigh(utterance))


# ----------------------------------------------------------------------------------- the fit


@dataclass(frozen=True, slots=True)
class Judged:
    """What a fit that never saw the group makes of a turn."""

    turn: Turn
    best: int
    is_among_three: bool
    confidence: float

    @property
    def is_right(self) -> bool:
        """Say whether the best passage answers."""
        return bool(self.turn.is_right[self.best])


def fit(turns: Sequence[Turn]) -> dict[str, Any]:
    """Fit both regressions on all turns; judge each turn by fits without its group."""
    sensing = shipped_sensing()
    assert sensing is not None
    thresholds = weights_to_improve(sensing)
    features = turns[0].now.feature_names
    ranked = [rank_features(turn.now).astype(np.float64) for turn in turns]
    groups = sorted({turn.group for turn in turns})
    whole = _fit_rank(turns, ranked, ())
    scores: list[Array] = [np.zeros(0)] * len(turns)
    for group in groups:
        weights = _fit_rank(turns, ranked, (group,), whole)
        for at, turn in enumerate(turns):
            if turn.group == group:
                scores[at] = ranked[at] @ weights
        print(f"ranked {group}", file=sys.stderr)
    values = np.array(
        [
            accept_features(turn.now, own.astype(np.float32))
            for turn, own in zip(turns, scores, strict=True)
        ]
    ).astype(np.float64)
    outcomes = np.array(
        [float(t.is_right[own.argmax()]) for t, own in zip(turns, scores, strict=True)]
    )
    sample = np.array([turn.weight for turn in turns])
    judged: list[Judged] = []
    for group in groups:
        is_other = np.array([turn.group != group for turn in turns])
        accept, bias = _fit_accept(values[is_other], outcomes[is_other], sample[is_other])
        for at in np.flatnonzero(~is_other):
            turn, order = turns[at], np.argsort(-scores[at], kind="stable")
            confidence = float(1 / (1 + np.exp(-(values[at] @ accept + bias))))
            near = bool(turn.is_right[order[:3]].any())
            judged.append(Judged(turn, int(order[0]), near, confidence))
    answer_at, ask_at = _rejecting(judged, NOT_ANSWERED), _rejecting(judged, DECLINED)
    accept, bias = _fit_accept(values, outcomes, sample)
    steeper = (_log_odds(thresholds.answer_at) - _log_odds(thresholds.clarify_at)) / (
        _log_odds(answer_at) - _log_odds(ask_at)
    )
    shift = _log_odds(thresholds.answer_at) - steeper * _log_odds(answer_at)
    return {
        "encoder": sensing.encoder.sha256,
        "provenance": {
            "fitted_by": "python -m training.in_view",
            "material": f"{len(turns)} turns of conversations, {len(groups)} groups of stories",
            "method": f"conditional logit (L2 {RANK_PENALTY:.0f}), then logistic regression (L2"
            f" {ACCEPT_PENALTY:.0f}, features of deviation 1)",
            "thresholds": f"those of the matcher: log-odds are taken {steeper:.2f} times, plus"
            f" {shift:.2f}, so that of what leans and nothing answers, in groups that were left"
            f" out, {NOT_ANSWERED:.0%} is not answered and {DECLINED:.0%} not asked back either",
        },
        "rank": _named(rank_names(features), whole),
        "accept": _named(accept_names(features), accept * steeper),
        "accept_bias": round(bias * steeper + shift, 4),
        "figures": _figures(judged, answer_at, ask_at),
    }


def _fit_rank(
    turns: Sequence[Turn],
    ranked: Sequence[Array],
    without: Sequence[str],
    start: Array | None = None,
) -> Array:
    examples = [
        Example(features, turn.is_right, turn.group, turn.weight)
        for turn, features in zip(turns, ranked, strict=True)
        if turn.group not in without
    ]
    return fit_rank(examples, RANK_PENALTY, start)


def _fit_accept(values: Array, outcomes: Array, sample: Array) -> tuple[Array, float]:
    """Fit on features of deviation 1, and give weights for them as they are."""
    mean, deviation = values.mean(axis=0), values.std(axis=0) + _TINY
    weights, bias = fit_logistic((values - mean) / deviation, outcomes, sample, ACCEPT_PENALTY)
    weights = weights / deviation
    return weights, bias - float(mean @ weights)


def _rejecting(judged: Sequence[Judged], wanted: float) -> float:
    """Give the confidence that so large a share of what leans and nothing answers lies below."""
    turns = [j for j in judged if j.turn.leans and j.turn.weight >= 1]
    out = [j.confidence for j in turns if not j.turn.is_right.any()]
    return float(np.quantile(out, wanted))


def _figures(judged: Sequence[Judged], answer_at: float, ask_at: float) -> dict[str, Any]:
    figures: dict[str, Any] = {"answer_at": round(answer_at, 3), "ask_at": round(ask_at, 3)}
    parts = {
        "turns that lean": [j for j in judged if j.turn.leans and j.turn.weight >= 1],
        "turns that stand alone": [j for j in judged if not j.turn.leans and j.turn.weight >= 1],
        "messages that could lean": [j for j in judged if j.turn.leans and j.turn.weight < 1],
    }
    for name, chosen in parts.items():
        inside = [j for j in chosen if j.turn.is_right.any()]
        outside = [j for j in chosen if not j.turn.is_right.any()]
        answered = [j.is_right for j in inside if j.confidence >= answer_at]
        figures[name] = {
            "n": [len(inside), len(outside)],
            "best right": _share(j.is_right for j in inside),
            "among three": _share(j.is_among_three for j in inside),
            "answered right": _part(answered.count(True), inside),
            "answered wrong": _part(answered.count(False), inside),
            "asked back": _share(ask_at <= j.confidence < answer_at for j in inside),
            "unanswerable, answered": _share(j.confidence >= answer_at for j in outside),
            "unanswerable, asked back": _share(ask_at <= j.confidence < answer_at for j in outside),
        }
    return figures


def _share(held: Iterable[bool]) -> float:
    found = list(held)
    return _part(found.count(True), found)


def _part(count: int, whole: Sequence[object]) -> float:
    return round(count / max(len(whole), 1), 3)


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


if __name__ == "__main__":
    main()
