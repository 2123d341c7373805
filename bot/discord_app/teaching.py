"""Teaching in Discord: a preview, Publish and Cancel, and the list of what can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final, assert_never

from bot.corpus.model import Corpus, PassageKind
from bot.dialogue import teaching_wording
from bot.dialogue.responder import Responder
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import EditorsButton, EditorsSelect, attempt
from bot.discord_app.markdown import in_a_line
from bot.discord_app.rehearsed import rehearsed
from bot.discord_app.render import (
    asked_line,
    render_list,
    render_offer,
    render_selection,
)
from bot.discord_app.sending import Interaction, respond, tell, within_patience
from bot.discord_app.shown import texts_of, words_asked
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.teaching import (
    TEACHABLE,
    Hindered,
    Hindrance,
    Lesson,
    Preview,
    lesson_on,
)
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

_WORDS: Final = 200
_LESSONS: Final = 8
"""On one page: with a text, a row and a button each, far below Discord's 40 components."""

_NOT_TEACHABLE: Final = frozenset(PassageKind) - frozenset(TEACHABLE)


def teachable(
    responder: Responder, typed: str, *, is_meant: bool = True, near: str = ""
) -> dict[str, str]:
    """Give the passages that words may be taught to, the closest first: ids and labels."""
    offered = [*responder.suggest(typed or near, 2 * limits.OPTIONS)]
    left_out = _NOT_TEACHABLE if is_meant else frozenset[PassageKind]()
    fitting = [choice for choice in offered if choice.kind not in left_out]
    return {str(choice.passage): choice.label for choice in fitting[: limits.OPTIONS]}


async def offer_passages(interaction: Interaction, desk: Desk, words: str) -> None:
    """Ask what some words mean; the message itself remembers them."""
    looking = desk.consult(interaction.guild_id, lambda r: teachable(r, words))
    near = await within_patience(interaction, looking, ephemeral=True)
    if not near:
        await tell(interaction, teaching_wording.TEACH_NOTHING_NEAR)
        return
    text = f"{teaching_wording.TEACH_HEADING}\n{teaching_wording.TEACH_ELSEWHERE}"
    view = render_selection(
        text, custom_ids.TEACH_ID, teaching_wording.TEACH_PICK, near, above=asked_line(words)
    )
    await respond(interaction, view, ephemeral=True)


async def show_preview(
    interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int, lesson: Lesson
) -> None:
    """Show what a lesson would change, with Publish and Cancel; or why it cannot be taught."""

    async def work() -> Preview | Hindered:
        with suppress(StoreError):  # then the latest questions are not among those asked again
            await desk.recorder.flush()
        return await newsroom.teaching.preview(guild, interaction.user.id, lesson)

    preview = await attempt(interaction, work())
    if preview is None:
        return
    if isinstance(preview, Hindered):
        await tell(interaction, hindered(preview))
        return
    publish = custom_ids.lesson_publish(preview.proposal)
    cancel = custom_ids.lesson_cancel(preview.proposal)
    offers = {publish: teaching_wording.LESSON_PUBLISH, cancel: teaching_wording.LESSON_CANCEL}
    view = render_offer(_preview(preview), offers, does=publish)
    await respond(interaction, view, ephemeral=True)


def _preview(preview: Preview) -> str:
    head = f"### {_told(preview.lesson, preview.passage.label)}"
    return "\n".join([head, *rehearsed(preview.rehearsal, preview.lesson.wording.words)])


def hindered(by: Hindered) -> str:
    """Say why something is not taught."""
    label = "" if by.passage is None else in_a_line(by.passage.label, _WORDS)
    match by.why:
        case Hindrance.NO_WORDS:
            return teaching_wording.HINDERED_NO_WORDS
        case Hindrance.NO_PASSAGE:
            return teaching_wording.HINDERED_NO_PASSAGE
        case Hindrance.ITS_OWN:
            return teaching_wording.hindered_own(label)
        case Hindrance.CLASH:
            return teaching_wording.hindered_clash(label)
        case Hindrance.KNOWN:
            return teaching_wording.HINDERED_KNOWN
        case Hindrance.TOO_MANY:
            return teaching_wording.HINDERED_TOO_MANY
        case _:
            assert_never(by.why)


def _told(lesson: Lesson, label: str) -> str:
    words = in_a_line(lesson.wording.words, _WORDS)
    return teaching_wording.lesson(words, in_a_line(label, _WORDS), is_meant=lesson.is_meant)


def _told_in(corpus: Corpus, lesson: Lesson) -> str:
    """Tell of a lesson by its passage's label, or by its id once it is gone."""
    passage = corpus.passage(lesson.wording.passage)
    return _told(lesson, lesson.wording.passage if passage is None else passage.label)


async def show_lessons(
    interaction: Interaction, newsroom: Newsroom, guild: int, page: int = 0
) -> None:
    """List what was taught, each with Undo."""
    lessons = newsroom.teaching.lessons(guild)
    if not lessons:  # perhaps they could not be loaded
        is_known = newsroom.problem is None
        await tell(
            interaction, teaching_wording.LESSONS_NONE if is_known else teaching_wording.EDITS_AWAY
        )
        return
    corpus = newsroom.library.of(guild).corpus
    page = min(page, (len(lessons) - 1) // _LESSONS)
    shown = lessons[page * _LESSONS : (page + 1) * _LESSONS]
    has_more = len(lessons) > (page + 1) * _LESSONS
    more = {custom_ids.lessons(page + 1): teaching_wording.LESSONS_MORE} if has_more else {}

    def entries() -> Iterator[tuple[str, Mapping[str, str]]]:
        yield teaching_wording.lessons_heading(len(lessons)), more
        for lesson in shown:
            yield _told_in(corpus, lesson), {_undo_id(lesson): teaching_wording.LESSON_UNDO}

    await respond(interaction, render_list(entries()), ephemeral=True)


def _undo_id(lesson: Lesson) -> str:
    return custom_ids.lesson_undo(lesson.digest, lesson.wording.passage)


class TeachSelect(EditorsSelect, template=custom_ids.TEACH):
    """Picks what the words above it mean."""

    async def picked(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int, value: str
    ) -> None:
        """Show what would change."""
        message = interaction.message
        words = None if message is None else words_asked(texts_of(message))
        lesson = lesson_on(value, words or "", is_meant=True)
        await show_preview(interaction, desk, newsroom, guild, lesson)


class PublishLessonButton(EditorsButton, template=custom_ids.LESSON_PUBLISH):
    """Lets a lesson be in force."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Publish what waits; whoever moderates the guild may."""
        del desk
        number = int(self.match["number"])
        lesson = await attempt(interaction, self._published(newsroom, guild, interaction, number))
        if lesson is None:
            return
        if isinstance(lesson, str):
            await tell(interaction, lesson)
            return
        told = _told_in(newsroom.library.of(guild).corpus, lesson)
        offers = {_undo_id(lesson): teaching_wording.LESSON_UNDO}
        view = render_offer(teaching_wording.lesson_published(told), offers)
        await respond(interaction, view, ephemeral=True)

    async def _published(
        self, newsroom: Newsroom, guild: int, interaction: Interaction, number: int
    ) -> Lesson | str:
        done = await newsroom.teaching.publish(guild, interaction.user.id, number)
        if done is None:
            return teaching_wording.LESSON_GONE
        return hindered(done) if isinstance(done, Hindered) else done


class CancelLessonButton(EditorsButton, template=custom_ids.LESSON_CANCEL):
    """Lets go of a lesson that is not in force."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Withdraw what waits."""
        del desk
        work = newsroom.teaching.cancel(guild, int(self.match["number"]))
        was_there = await attempt(interaction, work)
        if was_there is not None:
            await tell(
                interaction,
                teaching_wording.LESSON_CANCELLED if was_there else teaching_wording.LESSON_GONE,
            )


class UndoLessonButton(EditorsButton, template=custom_ids.LESSON_UNDO):
    """Takes back what was taught."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Let the words be again as they were."""
        del desk
        undone = await attempt(interaction, self._undone(newsroom, guild, interaction.user.id))
        if undone is not None:
            await tell(interaction, undone)

    async def _undone(self, newsroom: Newsroom, guild: int, moderator: int) -> str:
        lesson = await newsroom.teaching.undo(guild, moderator, self.passage, self.match["digest"])
        if lesson is None:
            return teaching_wording.LESSON_UNKNOWN
        return teaching_wording.lesson_undone(_told_in(newsroom.library.of(guild).corpus, lesson))


class LessonsButton(EditorsButton, template=custom_ids.LESSONS):
    """Lists more of what was taught."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Show the page."""
        del desk
        await show_lessons(interaction, newsroom, guild, int(self.match["page"]))


TEACHING_ITEMS: Final = (
    TeachSelect,
    PublishLessonButton,
    CancelLessonButton,
    UndoLessonButton,
    LessonsButton,
)
"""Registered once, at start-up, with the buttons of replies."""
