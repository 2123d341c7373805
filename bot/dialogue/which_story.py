"""Finds the story that some words name, by its title or by what they come near to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.model import Briefing, Passage
from bot.dialogue.heard import Asker, most_of_one_story
from bot.dialogue.naming import may_stand_alone, title_words
from bot.dialogue.reading.leaning import fronted, leans_beside
from bot.dialogue.reading.names import bare_words, is_time, story_words
from bot.dialogue.stories import Stories, StoryView
from bot.matching.model import Abstain


@dataclass(frozen=True, slots=True, eq=False)
class WhichStory:
    """Each way gives the only story that is meant; none where there is none, or several."""

    asker: Asker
    stories: Stories

    def titled(self, name: str) -> Briefing | None:
        """Give the only story that has all words of a name in its title: "the grain deal"."""
        bare = bare_words(name)
        story = None if is_time(name) else self.stories.titled(bare)
        return story if story is not None and may_stand_alone(bare, story) else None

    def with_title_word(self, name: str, view: StoryView | None) -> Briefing | None:
        """Give the only story that has a name's words in its title, if the one in view has none.

        For where it is sure that a story is named: any word may be in a title that is derived.
        """
        if is_time(name) or (view is not None and view.speaks_of(name)):
            return None
        return self.stories.titled(bare_words(name))

    def turned_to(self, name: str, view: StoryView | None) -> Briefing | None:
        """Give the story that words name, where the one in view does not use them."""
        if view is not None and view.speaks_of(name):
            return None
        return self.with_title_word(name, view) or self.named(name)

    def named(self, text: str) -> Briefing | None:
        """Give the story that some words name, if what they come near to is of one story."""
        for name in dict.fromkeys((text, story_words(text) or text)):
            heard = self.asker.ask(name, self.stories.matcher)
            if isinstance(heard.decision, Abstain):
                continue
            best = most_of_one_story(heard.candidates)
            return None if best is None else self.stories.corpus.briefing_of(best.passage)
        return None

    def is_turned_to(self, text: str, best: Passage, view: StoryView | None) -> bool:
        """Say whether a message has a word of a title that the story in view does not use.

        `best` is what comes nearest to it, in the story of that title. "Who pays for it?" speaks of
        what is in view, whatever story "pays" is in the title of.
        """
        if view is not None and best.briefing == view.briefing.id:
            return False
        named = title_words(text, self.stories.corpus.briefing_of(best))
        is_fronted = not set(named).isdisjoint((fronted(text) or "").split())
        if view is not None and not is_fronted and leans_beside(text, named):
            return False
        return any(view is None or not view.speaks_of(word) for word in named)
