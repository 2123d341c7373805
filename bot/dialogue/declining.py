"""Says that the briefings do not answer a message, and offers what comes closest instead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from bot.corpus.model import Corpus, PassageKind
from bot.dialogue import browse, wording
from bot.dialogue.bearing import is_near
from bot.dialogue.compose import NEAREST, choices, follow_ups, is_credit, told_apart
from bot.dialogue.listening import Listener
from bot.dialogue.model import Reply, ReplyKind, Utterance
from bot.dialogue.named_stories import NamedStories
from bot.dialogue.reading.beyond import beyond
from bot.matching.model import Candidate


@dataclass(frozen=True, slots=True, eq=False)
class Declining:
    """What is said and offered where nothing answers, and where a passage is no more."""

    corpus: Corpus
    listener: Listener
    named: NamedStories

    def decline(self, utterance: Utterance, nearest: tuple[Candidate, ...]) -> Reply:
        """Decline a message, with what is nearest to it as buttons if that is near indeed."""
        if not self.corpus.briefings:
            return browse.nothing_loaded()
        about, limit = self.corpus.passage(utterance.about), beyond(utterance.text)
        stories = self.listener.stories
        has_shown_it = any(c.passage.id == utterance.shown for c in nearest[:1])
        near = [
            c.passage
            for c in nearest[int(has_shown_it) :]
            if (about and limit is None)
            or is_near(c, utterance.text, stories.called(self.corpus.briefing_of(c.passage)))
        ]
        telling = [p for p in near if p.kind is not PassageKind.MENU and not is_credit(p)]
        offered = choices(telling or near, limit=NEAREST)
        other = self.named.instead(utterance)
        if other is not None:
            offered = (other, *offered)[:NEAREST]
        if not offered and about is not None:  # "why?": what the last passage leads to is closest
            offered = follow_ups(self.corpus, about)[:NEAREST]
        has_choices = bool(offered)
        why_not = None if limit is None else wording.beyond_me(limit, has_choices=has_choices)
        declined = wording.abstaining(has_choices=has_choices, has_shown_it=has_shown_it)
        if not has_choices and not has_shown_it and limit is None:  # a way in at least
            latest = browse.openings(browse.latest_first(self.corpus), self.corpus)
            offered = tuple(islice(latest, NEAREST))
            declined = wording.ABSTAIN_LATEST if offered else declined
        return Reply(
            kind=ReplyKind.ABSTENTION,
            heading=wording.ABSTAIN_HEADING,
            text=why_not or declined,
            follow_ups=told_apart(self.corpus, offered),
        )

    def gone(self, passage_id: str) -> Reply:
        """Offer what is closest to a passage that is no more: its id holds its first words."""
        words = passage_id.partition(".")[0].replace("-", " ")
        near = (candidate.passage for candidate in self.listener.matcher.rank(words))
        offered = told_apart(self.corpus, choices(near, limit=NEAREST))
        offered = offered or browse.latest_reply(self.corpus).follow_ups[:NEAREST]
        text = wording.GONE_NEAREST if offered else wording.GONE
        return Reply(ReplyKind.NOTICE, wording.GONE_HEADING, text, follow_ups=offered)
