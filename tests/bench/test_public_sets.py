"""Public sets become corpora and messages, and the head learns what it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import numpy as np

from bench.public_sets import HeadRanker, PublicSet, fit_head, read_set, with_scope_of
from bench.rankers import WORDS_ALONE, Rankers, measure
from bot.evaluation.golden import Scope
from bot.matching.encoder import Encoding

ROWS = [
    ("train_5", "where is my card?", "card"),
    ("train_5", "has my card been sent?", "card"),
    ("train_5", "what are your exchange rates?", "rates"),
    ("test", "has the card been sent", "card"),
    ("test", "exchange rates please", "rates"),
    ("id-oos-test", "can I paint my card?", "oos"),
    ("ood-oos-test", "how has the dow changed", "oos"),
]


def a_set() -> PublicSet:
    lines = (json.dumps({"split": s, "text": t, "label": lab}) for s, t, lab in ROWS)
    return read_set("made-up", "\n".join(lines))


def test_a_label_is_a_passage_with_all_its_wordings() -> None:
    card, rates = a_set().corpus().passages
    assert (card.label, card.aliases) == ("where is my card?", ("has my card been sent?",))
    assert (rates.label, rates.aliases) == ("what are your exchange rates?", ())


def test_only_what_is_out_of_scope_in_the_domain_is_a_near_miss() -> None:
    messages = a_set().messages
    assert [m.scope for m in messages] == [Scope.IN, Scope.IN, Scope.OUT, Scope.OUT]
    assert [m.message for m in messages if m.is_near_miss] == ["can I paint my card?"]


def test_a_sample_has_so_many_of_each_kind_and_is_always_the_same() -> None:
    public = a_set()
    assert len(public.sample(1).messages) == 3
    assert public.sample(1) == public.sample(1)
    assert set(public.sample(9).messages) == set(public.messages)


def test_what_is_in_scope_may_be_of_another_set() -> None:
    outside = PublicSet("outside", {"card": ("paint it?",)}, a_set().messages)
    public = with_scope_of(outside, a_set())
    assert public.utterances == {"card": ("where is my card?", "has my card been sent?")}
    assert [m.message for m in public.messages if m.scope is Scope.IN] == ["has the card been sent"]
    assert [m.scope for m in public.messages].count(Scope.OUT) == 2


def test_messages_reach_the_passage_of_their_label() -> None:
    public = a_set()
    figures = measure(public.messages, Rankers.of(public.corpus(), None).rank)[WORDS_ALONE]
    assert (figures.top_1.hits, figures.top_1.n) == (2, 2)


def test_the_head_tells_apart_what_it_was_fitted_on() -> None:
    dice = np.random.default_rng(0)
    centres = np.eye(4, 16)
    owners = [at % 4 for at in range(20)]
    noisy = centres[owners] + dice.normal(0, 0.1, (20, 16))
    sentences = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
    head = fit_head(sentences, owners)
    assert [int(head.shares(row).argmax()) for row in sentences] == owners
    assert np.allclose([head.shares(row).sum() for row in sentences], 1.0, atol=1e-5)


class _FirstWord:
    """An encoder that knows two words."""

    name = sha256 = "first word"

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        for text in texts:
            sentence = np.array([1, 0] if "card" in text else [0, 1], dtype=np.float32)
            yield Encoding(sentence, np.zeros((0, 2), dtype=np.float32), ())


def test_the_head_ranks_passages() -> None:
    passages = a_set().corpus().passages
    ranking = HeadRanker.fitted(passages, _FirstWord()).rank("my card, please")
    assert ranking.passages == passages
    assert 0.5 < ranking.score < 1
