"""Fits bot/matching/weights.json anew: `python -m bench.fit_weights [--write]`.

The material is the practice stories under tests/data and the golden messages of the shipped
briefings, each story alone and stories together, as both happen. Whole groups of stories are left
out to fit what the second regression reads, to set the thresholds, and for the figures printed.
Run it whenever a feature was added or changed, and commit the weights with the figures.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.app import sensing_of
from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Corpus
from bot.dialogue.follow_ups import resolve_go_deeper
from bot.encoder import load_encoder
from bot.evaluation.calibrate import Array, Example, fit_logistic, fit_rank, leaving_out
from bot.evaluation.figures import Outcome, summarise
from bot.evaluation.golden import GoldenMessage, Scope, read_golden
from bot.matching.evidence import Evidence
from bot.matching.features import feature_matrix
from bot.matching.matcher import OUTCOME, PassageMatcher, accept_values, features_of
from bot.matching.sense import Sensing
from bot.matching.weights import Weights
from bot.weights_file import LEXICAL, WITH_ENCODER, load_lexicon

ROOT = Path(__file__).parents[1]
PRACTICE = ROOT / "tests" / "data" / "practice"
CONTENT = ROOT / "content"
MATCHING = ROOT / "bot" / "matching"

RANK_PENALTY, ACCEPT_PENALTY = 0.3, 1.0
"""Chosen by leaving groups out; figures change little between 0.1 and 3."""

REJECTED = 0.94
"""The share of near-misses of unseen stories that `answer_at` is to reject."""

CLARIFY_SHARE = 0.45
"""`clarify_at` as a share of `answer_at`: below, fewer than a quarter of the best are right."""

BY_HAND = {"same_story": (1.5, 0.5)}
"""Features that no message of the material shows: weights to rank and to accept by."""

ALL_AT_ONCE = 0.7
"""What a message counts against all practice stories at once, a rarer case."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, and the stories that it was written beside."""

    message: GoldenMessage
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A message against one corpus."""

    labelled: Labelled
    setting: str
    """Whether it met one story, its group of stories, or all."""
    evidence: Evidence
    example: Example
    labels: tuple[str, ...]


def practice_messages() -> list[Labelled]:
    """Read the practice messages with their groups."""
    text = (PRACTICE / "messages.jsonl").read_text(encoding="utf-8")
    groups = [tuple(json.loads(line)["group"].split()) for line in text.splitlines()]
    messages = read_golden(text, file="messages.jsonl").messages
    return [Labelled(message, group) for message, group in zip(messages, groups, strict=True)]


def practice_corpus(stories: Sequence[str]) -> Corpus:
    """Load some practice stories, as a folder of loose files."""
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted((PRACTICE / "content").glob("*.txt")):
            if file.name[:2] in stories:
                shutil.copy(file, folder)
        return corpus_of(Path(folder))


def corpus_of(folder: Path) -> Corpus:
    """Load a folder of pages."""
    pages = load_folder(folder, limits=Limits()).pages
    return build_corpus(pages, now=datetime.now(UTC)).corpus


SensingFor = Callable[[tuple[str, ...]], Sensing | None]
"""Gives the encoder to read a group of stories with; it must not have learnt from them."""


def shipped_sensing() -> Sensing:
    """Load the encoder that ships."""
    sensing = sensing_of(load_encoder(), ROOT / ".state")
    if sensing is None:
        raise SystemExit("the encoder cannot be loaded")
    return sensing


def weights_file(sensing: Sensing | None) -> Path:
    """Name the file that the weights go to."""
    return MATCHING / (LEXICAL if sensing is None else WITH_ENCODER)


def weights_so_far(file: Path) -> Weights:
    """Load the weights to link go-deeper questions by, even where features have changed since."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    stored["provenance"] = {}
    return Weights(**stored, lexicon=load_lexicon())


def compare(
    corpus: Corpus, asked: Sequence[tuple[Labelled, float]], setting: str, sensing: Sensing | None
) -> Iterator[Case]:
    """Compare messages with a corpus; those without any candidate are declined anyway."""
    weights = weights_so_far(weights_file(sensing))
    corpus = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights, sensing))
    matcher = PassageMatcher.build(corpus, weights, sensing)
    chosen = features_of(sensing)
    for labelled, weight in asked:
        evidence = matcher.evidence(labelled.message.message)
        if evidence is None:
            continue
        passages = [corpus.passages[at] for at in evidence.positions.tolist()]
        right = np.array([labelled.message.is_reached_by(p) for p in passages], dtype=np.bool_)
        features = feature_matrix(evidence, chosen).astype(np.float64)
        example = Example(features, right, " ".join(labelled.group), weight)
        yield Case(labelled, setting, evidence, example, tuple(p.label for p in passages))


def practice_cases(sensing_for: SensingFor) -> Iterator[Case]:
    """Compare the practice messages with their stories, alone, grouped, and all at once."""
    messages = practice_messages()
    groups = list(dict.fromkeys(labelled.group for labelled in messages))
    for group in groups:
        near = [labelled for labelled in messages if labelled.group == group]
        for story in group:
            mine = [
                (labelled, 1 / _stories(labelled)) for labelled in near if _is_of(labelled, story)
            ]
            yield from compare(practice_corpus([story]), mine, "one story", sensing_for(group))
        together = [(labelled, 1.0) for labelled in near]
        yield from compare(practice_corpus(group), together, "its group", sensing_for(group))
    every = [story for group in groups for story in group]
    for group in groups:
        beside = [(labelled, ALL_AT_ONCE) for labelled in messages if labelled.group == group]
        yield from compare(practice_corpus(every), beside, "all", sensing_for(group))


def _targets(labelled: Labelled) -> set[str]:
    return {target.file[:2] for target in labelled.message.targets}


def _is_of(labelled: Labelled, story: str) -> bool:
    """Say whether a message may be put to a story: one of its targets, or of its group."""
    return labelled.message.scope is Scope.OUT or story in _targets(labelled)


def _stories(labelled: Labelled) -> int:
    return len(_targets(labelled)) or len(labelled.group)


def content_cases(sensing: Sensing | None) -> Iterator[Case]:
    """Compare the golden messages with their own briefing, and with all that are shipped."""
    everything: list[Labelled] = []
    for file in sorted(CONTENT.glob("*/golden.jsonl")):
        text = file.read_text(encoding="utf-8")
        messages = read_golden(text, file=f"{file.parent.name}/golden.jsonl").messages
        first = [Labelled(m, ("content",)) for m in messages if not m.after]
        yield from compare(corpus_of(file.parent), [(m, 1.0) for m in first], "one story", sensing)
        everything += first
    yield from compare(corpus_of(CONTENT), [(m, 1.0) for m in everything], "its group", sensing)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Weights fitted on everything, and confidences by fits that left the case's group out."""

    rank: Array
    accept: Array
    bias: float
    scores: list[Array]
    confidences: Array


def fit(cases: Sequence[Case]) -> Fit:
    """Fit both regressions; the second reads scores of stories that the first did not see."""
    examples = [case.example for case in cases]
    groups = [example.story for example in examples]
    scores: list[Array] = [np.zeros(0)] * len(cases)
    for group in dict.fromkeys(groups):
        seen = [example for example in examples if example.story != group]
        weights = fit_rank(seen, RANK_PENALTY)
        for at, example in enumerate(examples):
            if example.story == group:
                scores[at] = example.features @ weights
    values = np.array([_accept_values(case, s) for case, s in zip(cases, scores, strict=True)])
    right = np.array([float(e.is_right[s.argmax()]) for e, s in zip(examples, scores, strict=True)])
    sample = np.array([example.weight for example in examples])

    def predict(fitted: list[int], held: list[int]) -> Array:
        accept, bias = fit_logistic(values[fitted], right[fitted], sample[fitted], ACCEPT_PENALTY)
        chances: Array = 1 / (1 + np.exp(-(values[held] @ accept + bias)))
        return chances

    confidences = leaving_out(groups, predict)
    accept, bias = fit_logistic(values, right, sample, ACCEPT_PENALTY)
    return Fit(fit_rank(examples, RANK_PENALTY), accept, bias, scores, confidences)


def _accept_values(case: Case, scores: Array) -> Array:
    features = case.example.features.astype(np.float32)
    values = accept_values(case.evidence, features, scores.astype(np.float32))
    return values.astype(np.float64)


def threshold(cases: Sequence[Case], confidences: Array) -> float:
    """Give the confidence below which `REJECTED` of the near-misses lie, by weight."""
    near = sorted(
        (float(confidence), case.example.weight)
        for case, confidence in zip(cases, confidences, strict=True)
        if case.labelled.message.is_near_miss
    )
    wanted = REJECTED * sum(weight for _, weight in near)
    passed = 0.0
    for confidence, weight in near:
        passed += weight
        if passed >= wanted:
            return confidence
    return 1.0


def outcomes(cases: Sequence[Case], fitted: Fit, answer_at: float) -> Iterator[tuple[str, Outcome]]:
    """Say what would have come of each case by the fits that did not see its group."""
    for at, case in enumerate(cases):
        order = np.argsort(-fitted.scores[at], kind="stable")
        hits = case.example.is_right[order]
        confidence = float(fitted.confidences[at])
        yield (
            case.setting,
            Outcome(
                message=case.labelled.message,
                reached=tuple(case.labels[place] for place in order[:3].tolist()),
                confidence=confidence,
                is_right=bool(hits[0]),
                is_near=bool(hits[:3].any()),
                is_answered=confidence >= answer_at,
                is_clarified=CLARIFY_SHARE * answer_at <= confidence < answer_at,
            ),
        )


def stored(
    fitted: Fit, answer_at: float, cases: Sequence[Case], sensing: Sensing | None
) -> dict[str, object]:
    """Give the content of weights.json."""
    names = [feature.name for feature in features_of(sensing)]
    rank = dict(zip(names, fitted.rank.round(4).tolist(), strict=True))
    accept = dict(zip((*OUTCOME, *names), fitted.accept.round(4).tolist(), strict=True))
    for name, (to_rank, to_accept) in BY_HAND.items():
        rank[name], accept[name] = to_rank, to_accept
    messages = len({(case.labelled.message.message, case.labelled.group) for case in cases})
    return {
        "provenance": {
            "fitted_by": "python -m bench.fit_weights",
            "material": f"{messages} messages: tests/data/practice and content/*/golden.jsonl",
            "method": f"conditional logit (L2 {RANK_PENALTY}), then logistic regression "
            f"(L2 {ACCEPT_PENALTY}) on scores of stories that were left out",
            "answer_at": f"rejects {REJECTED:.0%} of near-misses of stories that were left out",
            "set_by_hand": ", ".join(BY_HAND),
        },
        "encoder": "" if sensing is None else sensing.encoder.sha256,
        "answer_at": round(answer_at, 3),
        "clarify_at": round(CLARIFY_SHARE * answer_at, 3),
        "accept_bias": round(fitted.bias, 4),
        "rank": rank,
        "accept": accept,
    }


def main() -> None:
    """Fit, print the figures of stories that were left out, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the weights")
    parser.add_argument("--words-alone", action="store_true", help="fit without an encoder")
    given = parser.parse_args()
    sensing = None if given.words_alone else shipped_sensing()
    cases = [*practice_cases(lambda _: sensing), *content_cases(sensing)]
    fitted = fit(cases)
    answer_at = threshold(cases, fitted.confidences)
    by_setting = list(outcomes(cases, fitted, answer_at))
    for setting in Counter(setting for setting, _ in by_setting):
        figures = summarise([outcome for name, outcome in by_setting if name == setting]).to_json()
        figures.pop("styles")
        print(setting, json.dumps(figures, indent=1))
    if given.write:
        text = json.dumps(stored(fitted, answer_at, cases, sensing), indent=1)
        weights_file(sensing).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
