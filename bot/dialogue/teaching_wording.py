"""What moderators read when they teach wordings and write answers. See `wording.py`."""

from __future__ import annotations

from bot.dialogue.wording import count_of

# ------------------------------------------------------------------ teaching wordings

COMMAND_TEACH = "For moderators: other wordings of questions"
COMMAND_TEACH_WORDING = "Say that some words mean a question, a topic or a section"
COMMAND_TEACH_NOT_THIS = "Say that some words do not mean a question, a topic or a section"
COMMAND_TEACH_LIST = "What was taught here, to be undone at any time"
OPTION_WORDING = "A reader’s words"
OPTION_MEANT = "What they mean; the closest come first"
OPTION_NOT_MEANT = "What they do not mean; the closest come first"
MENU_TEACH = "Teach the bot"
MENU_NOT_THIS = "Not an answer to this"

TEACH_HEADING = "### What do these words mean?"
TEACH_PICK = "Pick the question, topic or section that they mean"
TEACH_ELSEWHERE = "If it is not in the list, use /teach wording, where you can search."
TEACH_NOTHING_NEAR = "Nothing in the briefings is near these words. Use /teach wording to search."
TEACH_NO_TEXT = "That message holds no text that could be taught."
NOT_AN_ANSWER = "That is no answer of mine, so there is nothing that it could have missed."
SEVERAL_ANSWERS = (
    "That message asks several things, and each is answered by itself. Use /teach not-this, with "
    "the words of the one that was not meant so."
)
PICK_FROM_LIST = "Please pick one from the list that appears while you type."
LESSON_PUBLISH = "Publish"
LESSON_CANCEL = "Cancel"
LESSON_UNDO = "Undo"
LESSON_CANCELLED = "Cancelled. Nothing has changed."
LESSON_GONE = "That was published, cancelled or has expired meanwhile. /teach list shows what is."
LESSON_UNKNOWN = "That is not taught any more."
LESSONS_NONE = "Nothing has been taught here yet."
EDITS_AWAY = (
    "My database cannot be used right now, so nothing has changed; answers go on. Please try again "
    "in a few minutes. If it goes on, whoever runs me finds the reason in the log."
)
EDITS_CONFLICT = "Somebody else was faster, so nothing has changed. Please look at it again."


def lesson(words: str, label: str, *, is_meant: bool) -> str:
    """Say what some words mean, or do not mean."""
    return f"“{words}” {'means' if is_meant else 'does not mean'} “{label}”."


def lesson_published(told: str) -> str:
    """Say that something is taught."""
    return f"Published. From now on, in every channel here: {told}"


def lesson_undone(told: str) -> str:
    """Say that something is not taught any more."""
    return f"Undone; this holds no longer: {told}"


def lessons_heading(count: int) -> str:
    """Head the list of what was taught."""
    return f"### Taught here: {count_of(count, 'wording')}"


LESSONS_MORE = "More"
LESSON_IDLE = "No page that readers see has that now: until one has it again, this does nothing."
HINDERED_NO_WORDS = "There are no words in that."
HINDERED_NO_PASSAGE = "That is no question, topic or section that is served here now."
HINDERED_KNOWN = "That is taught already. /teach list shows it."
HINDERED_TOO_MANY = (
    "So many wordings are taught here that no more fit. Ask whoever runs me to put them into the "
    "pages (`briefing-bot aliases export`), and undo them here."
)


def hindered_own(label: str) -> str:
    """Say that a passage has some words already."""
    return f"“{label}” has these words for its own already."


def hindered_clash(label: str) -> str:
    """Say that some words belong to another passage."""
    return (
        f"These words are those of “{label}” already, and no words can mean two things. "
        "Undo them there first, or change the page."
    )


# ------------------------------------------------------------------ writing an answer

COMMAND_TEACH_ANSWER = "Write a question and its answer, as a draft of a page"
OPTION_NEW_QUESTION = "The question, if you have it already"
ANSWER_FORM = "Write an answer"
ANSWER_QUESTION = "Question"
ANSWER_ANSWER = "Answer"
ANSWER_PAGE = "Page"
ANSWER_NO_PAGES = "No page is served here that an answer could be added to."
ANSWER_NO_BRIEFING = "That briefing is no longer there."


def answer_new_page(title: str) -> str:
    """Offer a new page of questions in a briefing."""
    return f"{title}: questions from here"


def answer_page(title: str, file: str) -> str:
    """Offer a page."""
    return f"{title} ({file})"
