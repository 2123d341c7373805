"""Teaching in Discord: a preview, Publish and Cancel, and the list of what can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from bot.corpus.model import Corpus, PassageKind
from bot.dialogue import teaching_wording
from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import Editor
from bot.discord_app.items.our_item import EditorsButton, EditorsItem, picked_in
from bot.discord_app.markdown import in_a_line
from bot.discord_app.rehearsed import rehearsed
from bot.discord_app.render import (
    asked_line,
    render_list,
    render_offer,
    render_selection,
)
from bot.discord_app.shown import texts_of, words_asked
from bot.newsroom.teaching import (
    TEACHABLE,
    Hindered,
    Hindrance,
    Lesson,
    Preview,
    lesson_on,
)

_WORDS: Final = 200
_LESSONS: Final = 8
"""On one page: with a text, a row and a button each, far below Discord's 40 components."""

_NOT_TEACHABLE: Final = frozenset(PassageKind) - frozenset(TEACHABLE)


def teachable(
    responder: Responder, typed: str, *, is_meant: bool = True, near: str = ""
) -> dict[str, str]:
    """Give the passages that words may be taught to, the closest first: ids and labels."""
    offered = [*responder.suggest(typed or near, 2 * limits.MENU_OPTIONS)]
    left_out = _NOT_TEACHABLE if is_meant else frozenset[PassageKind]()
    fitting = [choice for choice in offered if choice.kind not in left_out]
    return {str(choice.passage): choice.label for choice in fitting[: limits.MENU_OPTIONS]}


async def has_several_answers(editor: Editor, words: str) -> bool:
    """Say whether words ask several things, each of which is answered by itself."""
    utterance, today = Utterance(words), editor.desk.today
    turn = await editor.desk.consult(editor.guild, lambda r: r.respond(utterance, today=today))
    return bool(turn.reply.also)


async def offer_passages(editor: Editor, words: str) -> None:
    """Ask what some words mean; the message itself remembers them."""
    near = await editor.wait(editor.desk.consult(editor.guild, lambda r: teachable(r, words)))
    if not near:
        await editor.tell(teaching_wording.TEACH_NOTHING_NEAR)
        return
    text = f"{teaching_wording.TEACH_HEADING}\n{teaching_wording.TEACH_ELSEWHERE}"
    view = render_selection(
        text, custom_ids.TEACH_ID, teaching_wording.TEACH_PICK, near, above=asked_line(words)
    )
    await editor.show(view)


async def show_preview(editor: Editor, lesson: Lesson) -> None:
    """Show what a lesson would change, with Publish and Cancel; or why it cannot be taught."""
    work = editor.newsroom.teaching.preview(editor.guild, editor.id, lesson)
    preview = await editor.attempt(editor.after_recording(work))
    if preview is None:
        return
    if isinstance(preview, Hindered):
        await editor.tell(hindered(preview))
        return
    publish = custom_ids.lesson_publish(preview.proposal)
    cancel = custom_ids.lesson_cancel(preview.proposal)
    offers = {publish: teaching_wording.LESSON_PUBLISH, cancel: teaching_wording.LESSON_CANCEL}
    await editor.show(render_offer(_preview(preview), offers, does=publish))


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


def _listed(corpus: Corpus, lesson: Lesson) -> str:
    """Tell of a lesson, and whether it does anything now."""
    told = _told_in(corpus, lesson)
    is_gone = corpus.passage(lesson.wording.passage) is None
    return f"{told} {teaching_wording.LESSON_IDLE}" if is_gone else told


async def show_lessons(editor: Editor, page: int = 0) -> None:
    """List what was taught, each with Undo."""
    lessons, corpus = editor.newsroom.teaching.lessons(editor.guild), editor.corpus
    if not lessons:  # perhaps they could not be loaded
        is_known = editor.newsroom.problem is None
        await editor.tell(
            teaching_wording.LESSONS_NONE if is_known else teaching_wording.EDITS_AWAY
        )
        return
    page = min(page, (len(lessons) - 1) // _LESSONS)
    shown = lessons[page * _LESSONS : (page + 1) * _LESSONS]
    has_more = len(lessons) > (page + 1) * _LESSONS
    more = {custom_ids.lessons(page + 1): teaching_wording.LESSONS_MORE} if has_more else {}

    def entries() -> Iterator[tuple[str, Mapping[str, str]]]:
        yield teaching_wording.lessons_heading(len(lessons)), more
        for lesson in shown:
            yield _listed(corpus, lesson), {_undo_id(lesson): teaching_wording.LESSON_UNDO}

    await editor.show(render_list(entries()))


def _undo_id(lesson: Lesson) -> str:
    return custom_ids.lesson_undo(lesson.digest, lesson.wording.passage)


class TeachSelect(EditorsItem, template=custom_ids.TEACH):
    """Picks what the words above it mean."""

    async def edit(self, editor: Editor) -> None:
        """Show what would change."""
        message, picked = editor.interaction.message, picked_in(editor.interaction)
        words = None if message is None else words_asked(texts_of(message))
        if picked:
            await show_preview(editor, lesson_on(picked[0], words or "", is_meant=True))


class PublishLessonButton(EditorsButton, template=custom_ids.LESSON_PUBLISH):
    """Lets a lesson be in force."""

    async def edit(self, editor: Editor) -> None:
        """Publish what waits; whoever moderates the guild may."""
        match await editor.attempt(self._published(editor)):
            case Lesson() as lesson:
                told = teaching_wording.lesson_published(_told_in(editor.corpus, lesson))
                offers = {_undo_id(lesson): teaching_wording.LESSON_UNDO}
                await editor.show(render_offer(told, offers))
            case str(hindrance):
                await editor.tell(hindrance)

    async def _published(self, editor: Editor) -> Lesson | str:
        teaching, number = editor.newsroom.teaching, int(self.match["number"])
        done = await teaching.publish(editor.guild, editor.id, number)
        if done is None:
            return teaching_wording.LESSON_GONE
        return hindered(done) if isinstance(done, Hindered) else done


class CancelLessonButton(EditorsButton, template=custom_ids.LESSON_CANCEL):
    """Lets go of a lesson that is not in force."""

    async def edit(self, editor: Editor) -> None:
        """Withdraw what waits."""
        work = editor.newsroom.teaching.cancel(editor.guild, int(self.match["number"]))
        was_there = await editor.attempt(work)
        if was_there is not None:
            await editor.tell(
                teaching_wording.LESSON_CANCELLED if was_there else teaching_wording.LESSON_GONE
            )


class UndoLessonButton(EditorsButton, template=custom_ids.LESSON_UNDO):
    """Takes back what was taught."""

    async def edit(self, editor: Editor) -> None:
        """Let the words be again as they were."""
        undone = await editor.attempt(self._undone(editor))
        if undone is not None:
            await editor.tell(undone)

    async def _undone(self, editor: Editor) -> str:
        taught = self.passage, self.match["digest"]
        lesson = await editor.newsroom.teaching.undo(editor.guild, editor.id, *taught)
        if lesson is None:
            return teaching_wording.LESSON_UNKNOWN
        return teaching_wording.lesson_undone(_told_in(editor.corpus, lesson))


class LessonsButton(EditorsButton, template=custom_ids.LESSONS):
    """Lists more of what was taught."""

    async def edit(self, editor: Editor) -> None:
        """Show the page."""
        await show_lessons(editor, int(self.match["page"]))
