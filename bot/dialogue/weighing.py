"""Weighs what a follow-up may mean in the story in view, where there are weights for that."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.heard import Asker, Heard
from bot.dialogue.in_view import InView, situation
from bot.dialogue.lean import Lean, elsewhere
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import leans
from bot.matching.model import Abstain, Answer, Clarify, Comparing
from bot.matching.regressions import MAX_CANDIDATES


def weigh(lean: Lean, asker: Asker, in_view: InView | None) -> Heard | None:
    """Weigh all that a message may mean in the story in view; none without weights for it."""
    matcher = lean.view.matcher
    if in_view is None or not isinstance(matcher, Comparing):
        return None
    if not in_view.suits(matcher.feature_names):
        return None
    now = situation(lean.utterance, lean.view, matcher, lean.shown)
    if now is None:
        return None
    candidates, read_as = in_view.judge(now)
    decision = asker.policy.decide(candidates)
    heard = Heard(decision, candidates[:MAX_CANDIDATES], read_as, lean.view.matcher)
    if isinstance(decision, Answer):
        return heard
    return elsewhere(lean) or _near_alone(lean, heard) or _without_shown(heard, lean.utterance)


def _near_alone(lean: Lean, weighed: Heard) -> Heard | None:
    """Ask back as without a conversation, where that finds nothing: "how much water was it again?".

    Not where a message leans on what was said, or is a bare "by whom?", so that its own words are
    the lesser part of it.
    """
    if not isinstance(lean.alone.decision, Clarify) or not isinstance(weighed.decision, Abstain):
        return None
    best = lean.alone.candidates[0].passage
    if best.briefing != lean.view.briefing.id or best.id == lean.utterance.shown:
        return None
    return None if leans(lean.text) else lean.alone


def _without_shown(heard: Heard, utterance: Utterance) -> Heard:
    """Ask back or decline, without a choice that the reader has just been shown.

    Where that came nearest, and nearly near enough, a decline says so: it stays the first.
    """
    rest = tuple(c for c in heard.candidates if c.passage.id != utterance.shown)
    if not isinstance(heard.decision, Clarify):
        return replace(heard, decision=Abstain(rest), candidates=rest)
    if rest[:1] != heard.candidates[:1]:
        return replace(heard, decision=Abstain(heard.candidates))
    choices = tuple(c for c in heard.decision.candidates if c in rest)
    return replace(heard, decision=Clarify(choices), candidates=rest)
