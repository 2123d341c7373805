"""What the bot says of itself to readers and moderators, ready to be translated.

Here is what goes with an answer wherever it is read. What is said in one place only, in Discord, in
the terminal, or to moderators who teach, publish and set up, has a module of its own beside this,
and of settings in `editorial`. Everything else that readers see are the briefings' own words.
Functions take what they need and give a finished sentence, so that a translation may change the
order of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from bot.dialogue.model import OtherLanguages, Source
from bot.dialogue.reading.beyond import Beyond
from bot.text.language import primary

# ------------------------------------------------------------------ answers and what is beside them

QUESTIONS_PAGE = "Questions and answers"
GO_DEEPER = "Go deeper"
NOT_WHAT_I_MEANT = "Not what I meant"
VOTE_FOR = "👍"
VOTE_AGAINST = "👎"
WHY = "Why this answer?"
REMOVE = "Remove"
SENSITIVE = "Content note: the subject may distress readers."
BREAKS_OFF = "The briefing's text breaks off here."
TEASER_NOTE = "This introduces a longer page of questions; it is not the answer itself."


def as_of(day: date) -> str:
    """Say what date the facts are from."""
    return f"as of {long_date(day)}"


def long_date(day: date) -> str:
    """Write a date so that no reader takes the month for the day."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def source_line(source: Source) -> str:
    """Name where an answer's words stand: briefing, section, date, publisher."""
    parts = [source.briefing_title, source.section]
    if source.as_of is not None:
        parts.append(as_of(source.as_of))
    if source.publisher:
        parts.append(source.publisher)
    return " · ".join(parts)


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def age_warning(day: date, today: date, *, has_relative_time: bool) -> str:
    """Warn that the facts are old, the more so when the text says "currently" or "last year"."""
    sentence = f"These facts are from {long_date(day)}, {(today - day).days} days ago."
    if has_relative_time:
        sentence += " Words such as “currently” or “last year” are meant from then."
    return sentence


SHOWN_BEFORE = "You have just seen this answer. Nothing else in the briefings comes closer."


# ------------------------------------------------------------------ clarifying and declining

CLARIFY_HEADING = "Which of these did you mean?"
ALTERNATIVES = "These came close as well. Pick one, or ask again in other words."
CLARIFY_ONE_HEADING = "Did you mean this?"
CLARIFY_ONE = "I am not sure that you mean this. Pick it, or ask again in other words."
CLARIFY = "Your question is close to more than one of these. Pick one, or type its number."
ABSTAIN_HEADING = "I have no answer to that"
ABSTAIN_NEAREST = "The briefings do not answer that. The closest they have:"
ABSTAIN_SHOWN = "Nothing in the briefings comes closer than the answer that you have just seen."
ABSTAIN_SHOWN_NEAREST = f"{ABSTAIN_SHOWN} What else they have:"
ABSTAIN_NOTHING = "The briefings do not answer that. /topics shows what they cover."
ABSTAIN_LATEST = f"{ABSTAIN_NOTHING} The latest:"


def abstaining(*, has_choices: bool, has_shown_it: bool) -> str:
    """Decline, where what the reader has just been shown came nearest or something else did."""
    if has_shown_it:
        return ABSTAIN_SHOWN_NEAREST if has_choices else ABSTAIN_SHOWN
    return ABSTAIN_NEAREST if has_choices else ABSTAIN_NOTHING


NO_ALERTS = (
    "I only write when I am asked. Ask me for the latest whenever you like; on a server, /follow "
    "lets you hear what is new in a story."
)
_BEYOND_ME = {
    Beyond.REWORDING: "I show the words of the briefings as they stand, and in no other form.",
    Beyond.UNCLEAR: "I only have the words of the briefings, and cannot explain them.",
    Beyond.INVENTING: "I show the words of the briefings, and write none of my own.",
    Beyond.ALERTS: NO_ALERTS,
    Beyond.OPINION: "I have no opinion. I show what the briefings say, in their own words.",
}


def beyond_me(limit: Beyond, *, has_choices: bool) -> str | None:
    """Say why the bot does not do what somebody wants; nothing where it is merely doubted."""
    told = _BEYOND_ME.get(limit)
    return f"{told} What they have:" if told and has_choices else told


_LANGUAGES = {
    "ar": "Arabic",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nb": "Norwegian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Languages whose names are better known than their codes."""


def foreign_heading(served: Sequence[str]) -> str:
    """Ask, in words that a beginner knows, for another language."""
    return f"Please ask me in {_named(served, 'or')}"


def foreign(served: Sequence[str], *, has_choices: bool) -> str:
    """Tell in simple words why a message in another language gets no answer."""
    told = f"The briefings are in {_named(served, 'and')}. I cannot read this language."
    return f"{told} These may be close to your question:" if has_choices else told


def answered_in(served: Sequence[str]) -> str:
    """Tell in simple words why the answer is in another language than the question."""
    return f"The briefings are in {_named(served, 'and')}, so I answer with their words."


def page_in(language: str) -> str:
    """Tell in simple words why an answer is in another language than other pages are."""
    return f"This page is in {_named((language,), 'and')}, so I answer with its words."


def pages_in(served: Sequence[str]) -> str:
    """Tell in simple words which language the questions on offer are in."""
    return f"The briefings are in {_named(served, 'and')}."


def other_languages(status: OtherLanguages, tags: Iterable[str]) -> str:
    """Tell moderators whether messages in other languages are read, and how they could be."""
    match status:
        case OtherLanguages.READ:
            names = ", ".join(sorted(_LANGUAGES.get(tag, tag) for tag in tags))
            return f"Messages in other languages are read: {names}."
        case OtherLanguages.NOT_INSTALLED:
            return (
                "Messages in other languages are recognised and declined. To have them read, "
                "install the extra “multilingual”."
            )
        case OtherLanguages.OFF:
            return "Messages in other languages are recognised and declined (BOT_LANGUAGES=off)."
        case OtherLanguages.BROKEN:
            return "Messages in other languages are declined: their encoder cannot be loaded."
        case _:
            assert_never(status)


def _named(tags: Sequence[str], conjunction: str) -> str:
    names = list(dict.fromkeys(_LANGUAGES.get(primary(tag), tag) for tag in tags))
    return f" {conjunction} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


WHICH_STORY = "Every briefing has that. Pick the story, or type its number."
CLARIFY_YES = "Which one? Pick it, or type its number."
NOT_THOSE = "Then ask again in other words, or pick one of these."
AGREED_HEADING = "All right"
AGREED = "Ask me whenever you want to know more."
WELCOME_HEADING = "You are welcome"
WELCOME = "Ask on whenever you like."
MORE_HEADING = "There is more"
MORE = "Pick one, or ask in your own words."
ALL_HEADING = "That was all"
SOURCE_HEADING = "Where this is from"
NO_SUCH_CHOICE_HEADING = "That number is not on the list"
NOTHING_TO_PICK = "There is no list to pick from yet. Ask a question first, or see /latest."


def where_from(label: str, file: str, line: int) -> str:
    """Say where the words of the last answer stand."""
    return f"The words under “{label}” are those of the briefing: {file}, line {line}."


def from_when(facts: date | None, updated: date | None) -> str:
    """Say from when the facts of a page are, and when somebody last went over it."""
    day = facts or updated
    if day is None:
        return "The page gives no date."
    if updated is None or updated <= day:
        return f"Its facts are {as_of(day)}."
    return f"Its facts are {as_of(day)}; the page was last updated on {long_date(updated)}."


def that_was_all(title: str, *, has_choices: bool) -> str:
    """Say that a story has nothing that was not shown or offered."""
    told = f"The briefing “{title}” has nothing that I have not offered. Ask in your own words"
    return f"{told}, or go on with another one:" if has_choices else f"{told}."


def sources_named(sources: Iterable[str]) -> str:
    """List what a page itself names as its sources."""
    return "The page names as its sources:\n" + "\n".join(f"- {source}" for source in sources)


def not_answered(question: str, *, is_close: bool = False) -> str:
    """Name the one of several questions to which no passage of its own was found.

    `is_close` says that what comes close to it is offered before all else.
    """
    if is_close:
        return f"I am not sure what answers “{question}”. The closest are the first below."
    return f"I found nothing further on “{question}”."


def only_the_first(count: int) -> str:
    """Say that a message held more questions than one reply answers."""
    return f"I answer {count} questions at a time; please ask the others once more."


def no_such_choice(number: int, count: int) -> str:
    """Answer a typed number that is higher than the choices shown."""
    return f"There is no choice {number}; the last list went from 1 to {count}."


# ------------------------------------------------------------------ menus and notices

GONE_HEADING = "That passage has moved on"
GONE = "The briefings have changed since that button was made."
GONE_NEAREST = "The briefings have changed since that button was made. The closest they have now:"
NOTHING_LOADED_HEADING = "No briefings yet"
NOTHING_LOADED = (
    "No briefing is loaded. Moderators of a server can upload pages with /content upload; "
    "whoever runs me can put them into the content folder."
)
TOPICS_HEADING = "People, places and bodies in the briefings"
TOPICS = "Pick one, or ask “who is …?” or “what is …?”."
BRIEFINGS_HEADING = "Briefings"
BRIEFINGS_ALIKE = "More than one briefing is called so. Pick one:"
LATEST_HEADING = "Latest"
LATEST = "The briefings, newest facts first. Pick one, or ask in your own words."
HELP_HEADING = "Ask the briefings"
TYPED_COMMAND_HEADING = "That is a command"
THREAD_WITHDRAWN = "Question withdrawn"


def help_text(count: int) -> str:
    """Explain the bot to somebody who meets it for the first time; the briefings come below."""
    return (
        "I answer questions with the words of the briefings, and nothing else. "
        "When they do not answer, I say so and show the closest questions.\n\n"
        "- Mention me, reply to me or write to me directly, in your own words, or use /ask.\n"
        "- Pick a button under an answer to go deeper, or type its number.\n"
        "- /briefing, /topics and /latest show what there is.\n"
        "- /follow lets you hear, by direct message, what is new in a story.\n"
        "- /privacy says what I keep of your questions.\n\n"
        f"{count_of(count, 'briefing')} to start with:"
    )


def typed_command(name: str) -> str:
    """Say how to use a command that somebody typed as a message."""
    return (
        f"“/{name}” reached me as a message. Type / into an empty line, pick /{name} from the list "
        "that appears, and send that."
    )


def unknown_topic(name: str) -> str:
    """Say that a topic is not in the briefings."""
    return f"The briefings do not describe “{name}”."


def unknown_briefing(name: str) -> str:
    """Say that a briefing does not exist."""
    return f"There is no briefing called “{name}”."


def briefing_summary(pages: int, questions: int, day: date | None) -> str:
    """Count what a briefing holds, and date it."""
    dated = "" if day is None else f", {as_of(day)}"
    return f"{count_of(pages, 'page')}, {count_of(questions, 'question')}{dated}. Pick a part:"


def dated_title(title: str, day: date | None) -> str:
    """Put a briefing's date behind its title."""
    return title if day is None else f"{title} ({as_of(day)})"


def and_more(count: int) -> str:
    """Say that a list was cut, and how to reach the rest."""
    return f"And {count:,} more: ask for one by its name."


# ------------------------------------------------------------------ why

WHY_HEADING = "Why this answer?"


def why_answered(label: str, confidence: float) -> str:
    """Say what was matched and how sure the match is."""
    return f"I took your message to ask “{label}”, with {confidence:.0%} confidence."


def why_clarified(count: int) -> str:
    """Say why the bot asked back."""
    return f"{count_of(count, 'passage')} came close, and none was far enough ahead to be sure."


def why_abstained(confidence: float) -> str:
    """Say why the bot declined."""
    return f"The closest passage reached only {confidence:.0%} confidence, which is too little."


WHY_NOTHING_NEAR = "No passage shares enough with the message."


def why_shown(label: str, file: str, line: int) -> str:
    """Explain a passage when the reader's message is no longer known."""
    return (
        f"“{label}” was opened from a button, or understood from what was said before. "
        f"It stands in {file}, line {line}."
    )


FOR = "For it"
AGAINST = "Against it"


def correction(text: str) -> str:
    """Introduce a correction that editors published on the page."""
    return f"Correction: {text}"


def of_briefing(label: str, title: str) -> str:
    """Tell apart two passages of the same name, such as the same section of two stories."""
    return f"{label} ({title})"


# ------------------------------------------------------------------ counting and listing


def count_of(number: int, noun: str) -> str:
    """Count what has a regular plural."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def left_out(count: int) -> str:
    """Say how many lines of a list are not shown."""
    return f"… and {count:,} more"


def some_of(names: Sequence[str], shown: int) -> str:
    """List the first of several names, and count the others."""
    listed, left = names[:shown], len(names) - shown
    return ", ".join(listed) + (f" and {left:,} more" if left > 0 else "")
