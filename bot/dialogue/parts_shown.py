"""Shows the part of a story that a message asks for: its background, its lists, its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.corpus.model import Briefing, Corpus
from bot.dialogue import browse
from bot.dialogue.compose import answer_reply
from bot.dialogue.heard import Heard
from bot.dialogue.listening import Listener
from bot.dialogue.model import Reply, Utterance
from bot.dialogue.naming import names_story, topic_called, topic_with_history
from bot.dialogue.reading.about_the_bot import is_about_the_bot
from bot.dialogue.reading.leaning import asks_instead
from bot.dialogue.reading.names import is_time
from bot.dialogue.reading.parts import DEFINITIONS, LISTS, STORIES, part_wanted
from bot.dialogue.reading.parts_reworded import part_in_other_words
from bot.dialogue.reading.questions import reads_as_question
from bot.matching.model import Abstain, Answer


@dataclass(frozen=True, slots=True, eq=False)
class PartsShown:
    """Each way gives the part as a reply, or none where the message asks for something else."""

    corpus: Corpus
    listener: Listener

    def in_view(self, utterance: Utterance, today: date) -> Reply | None:
        """Show the part that a message asks for without naming a story."""
        part = part_wanted(utterance.text)
        if part is None or part.about is not None or is_about_the_bot(utterance.text):
            return None
        is_elsewhere = part.heading == STORIES and not part.is_pointing
        story = None if is_elsewhere else self.listener.stories.holding(utterance.about)
        return self._part(utterance, part.heading, story, today)

    def of_named(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show a part of the story that a message names, unless a passage answers it.

        "What do you know about Lindholm?" asks for the definition of Lindholm, where there is one.
        """
        part = part_wanted(utterance.text)
        if part is None or part.about is None or heard.is_word_for_word(utterance.text):
            return None
        if isinstance(heard.decision, Answer) and (part.is_loose or part.heading not in LISTS):
            return None
        story = self.listener.which.named(part.about)
        if story is None or is_time(part.about):
            return None
        is_sure = part.heading in LISTS and not part.is_loose
        if not is_sure and not names_story(part.about, story, part.heading):
            return None
        topic = topic_called(part.about, story)
        if topic is not None and part.heading == STORIES:
            return answer_reply(self.corpus, topic, today=today)
        if topic is not None and part.heading == DEFINITIONS:
            return None
        if topic_with_history(utterance.text, part.about, story) is not None:
            return None
        return self._part(utterance, part.heading, story, today)

    def same_of_another(self, utterance: Utterance, today: date) -> Reply | None:
        """Show the part that was asked for last of another story: "and of the strike?"."""
        name = asks_instead(utterance.text) if utterance.before else None
        view = self.listener.stories.of(utterance.about)
        story = None if name is None else self.listener.which.with_title_word(name, view)
        about = self.corpus.passage(utterance.about)
        if story is None or (about is not None and about.briefing == story.id):
            return None
        asked = (
            text
            for text in reversed(utterance.before)
            if asks_instead(text) is None and (reads_as_question(text) or part_wanted(text))
        )
        part = part_wanted(next(asked, ""))
        if part is None or part.heading == STORIES:
            return None
        return self._part(utterance, part.heading, story, today)

    def reworded(self, utterance: Utterance, heard: Heard, today: date) -> Reply | None:
        """Show what nothing answers, but may ask for a part in other words: "key players"."""
        part = part_in_other_words(utterance.text) if isinstance(heard.decision, Abstain) else None
        if part is None or part.heading == STORIES:
            return None
        if part.about is None:
            in_view = self.listener.stories.holding(utterance.about)
            return self._part(utterance, part.heading, in_view, today)
        story = self.listener.which.named(part.about)
        return None if story is None else self._part(utterance, part.heading, story, today)

    def _part(
        self, utterance: Utterance, heading: str, story: Briefing | None, today: date
    ) -> Reply | None:
        """Show a part of a story, or ask of which; none where the message does not mean it."""
        reply = browse.part_reply(self.corpus, heading, story, today=today, said=utterance.text)
        shown = reply.passage
        is_refused = shown is not None and self.listener.refuses(utterance.text, shown.id)
        return None if is_refused else reply
