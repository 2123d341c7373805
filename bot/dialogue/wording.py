"""What the bot says of itself to readers and moderators, ready to be translated.

What it says when editors publish, judge and report is beside this, and of settings in `editorial`.
Everything else that readers see are the briefings' own words. Functions take what they need
and give a finished sentence, so that a translation may change the order of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, assert_never

from bot.dialogue.beyond import Beyond
from bot.dialogue.model import OtherLanguages, Source
from bot.dialogue.obstacles import Cause, ObstacleGroup

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


def abstaining(*, has_choices: bool, has_shown_it: bool) -> str:
    """Decline, where what the reader has just been shown came nearest or something else did."""
    if has_shown_it:
        return ABSTAIN_SHOWN_NEAREST if has_choices else ABSTAIN_SHOWN
    return ABSTAIN_NEAREST if has_choices else ABSTAIN_NOTHING


NO_ALERTS = "I only write when I am asked. Ask me for the latest whenever you like."
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
    names = list(dict.fromkeys(_LANGUAGES.get(tag.split("-")[0].lower(), tag) for tag in tags))
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


def not_answered(question: str) -> str:
    """Name the one of several questions to which no passage of its own was found."""
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
THREAD_WITHDRAWN = "Question withdrawn"


def help_text(count: int) -> str:
    """Explain the bot to somebody who meets it for the first time; the briefings come below."""
    return (
        "I answer questions with the words of the briefings, and nothing else. "
        "When they do not answer, I say so and show the closest questions.\n\n"
        "- Mention me, reply to me or write to me directly, in your own words, or use /ask.\n"
        "- Pick a button under an answer to go deeper, or type its number.\n"
        "- /briefing, /topics and /latest show what there is.\n"
        "- /privacy says what I keep of your questions.\n\n"
        f"{_count(count, 'briefing')} to start with:"
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
    return f"{_count(pages, 'page')}, {_count(questions, 'question')}{dated}. Pick a part:"


def dated_title(title: str, day: date | None) -> str:
    """Put a briefing's date behind its title."""
    return title if day is None else f"{title} ({as_of(day)})"


def and_more(count: int) -> str:
    """Say that a list was cut, and how to reach the rest."""
    return f"And {count:,} more: ask for one by its name."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


# ------------------------------------------------------------------ why

WHY_HEADING = "Why this answer?"


def why_answered(label: str, confidence: float) -> str:
    """Say what was matched and how sure the match is."""
    return f"I took your message to ask “{label}”, with {confidence:.0%} confidence."


def why_clarified(count: int) -> str:
    """Say why the bot asked back."""
    return f"{_count(count, 'passage')} came close, and none was far enough ahead to be sure."


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


# ------------------------------------------------------------------ moderators

RELOAD_NO_FOLDER = "The content folder cannot be read, so the present content stays."
RELOAD_EMPTY = "Nothing in the content folder can be served, so the present content stays."


def count_findings(errors: int, warnings: int, notes: int) -> str:
    """Count what lint found."""
    return ", ".join((_count(errors, "error"), _count(warnings, "warning"), _count(notes, "note")))


# ------------------------------------------------------------------ terminal

GOODBYE = "Goodbye."
CHAT_HINT = "Type a question, or a number to open a choice; /why explains, /quit leaves."
CHAT_COMMANDS = (
    "Of the commands, these work here: /ask, /briefing, /topic, /topics, /latest, /help, /quit, "
    "and /why after an answer."
)


def corpus_summary(briefings: int, pages: int, passages: int, revision: str) -> str:
    """Count what was parsed."""
    counts = (_count(briefings, "briefing"), _count(pages, "page"), _count(passages, "passage"))
    return f"{', '.join(counts)}; revision {revision}"


def database_unusable(reason: str) -> str:
    """Say that the database cannot be read."""
    return f"The database cannot be used: {reason}"


def which_guild(guilds: Iterable[int]) -> str:
    """Ask whose wordings are meant."""
    return f"Several servers taught wordings; pick one with --guild: {', '.join(map(str, guilds))}"


def aliases_exported(count: int) -> str:
    """Say how many wordings stand in the pages now."""
    return f"{_count(count, 'wording')} of editors in the pages."


def alias_left_out(words: str, passage: str) -> str:
    """Name a wording that could not be written."""
    return f"Not written: “{words}” → {passage}; its page is not in that folder, or is another one."


def aliases_beside(count: int, file: str) -> str:
    """Say how many wordings no page can hold, and where they stand."""
    return f"{_count(count, 'wording')} in {file} beside the pages, which could not hold them."


# ------------------------------------------------------------------ in Discord: around the answers

CANDIDATES = "What came closest"
WHY_THIS = "Why?"
COMMAND_ASK = "Ask the briefings a question in your own words"
OPTION_QUESTION = "Your question; the closest ones appear while you type"
MENU_ASK = "Ask the briefings"


def asked(words: str) -> str:
    """Repeat a reader's question where the message itself does not show it."""
    return f"Asked: {words}"


def page_of(number: int, total: int) -> str:
    """Say which page of a long answer this is."""
    return f"({number} of {total})"


def continue_to(number: int, total: int) -> str:
    """Offer the next page of a long answer."""
    return f"Continue ({number} of {total})"


def read_whole(label: str) -> str:
    """Offer the whole of an answer of which only the beginning is shown."""
    return f"All of: {label}"


def candidate_line(label: str, confidence: float) -> str:
    """Name a passage that came close, and how close."""
    return f"{label}: {confidence:.0%}"


BUSY = "Many people are asking right now, and I cannot keep up. Please try again in a moment."


TOO_FAST = "That was a lot at once. Please give me half a minute."


def went_wrong(reference: str) -> str:
    """Admit a fault, with the number under which the log has it."""
    return (
        "Sorry, something went wrong on my side. Please try again in a moment; "
        f"if it happens again, tell a moderator this number: {reference}."
    )


ROLE_UNREADABLE = (
    "That mentions my role, and I cannot read such messages. Please mention me: of the two names "
    "that appear when you type @, the one with my picture."
)
REPLY_UNREADABLE = (
    "I cannot read a reply whose mention is switched off. "
    "Please mention me, or leave the @ on when you reply."
)
POINTED_AT_UNREADABLE = (
    f"I cannot read that message from here. Open its menu (right-click it, or press and hold), and "
    f"choose Apps → “{MENU_ASK}”. Or mention me with your question."
)
NOTHING_TO_ASK = "That message holds no text that I could look up."
OWN_MESSAGE = "That is one of my own messages. Use its buttons, or reply to it with a question."
BUTTON_UNKNOWN = (
    "That button is from another version of me, and I no longer know what it is for. "
    "Please ask me again."
)
REMOVE_REFUSED = "Only the person who asked, or a moderator, can remove this."
COMMAND_UNKNOWN = "That command is no longer there. Reload Discord to get the current list."
QUESTION_GONE = "I can no longer see the message that this answers, so I cannot say why."

VOTED_FOR = "Thank you, 👍 is noted. Press it again to take it back."
VOTED_AGAINST = (
    "Thank you, 👎 is noted; press it again to take it back. "
    "“Not what I meant” shows what else came close."
)
VOTE_TAKEN_BACK = "Your vote is taken back."
VOTE_LOST = "I cannot note votes right now, so nothing has changed. Please try again later."
HAS_THIS_CHANGED = "Has this changed?"
WHAT_HAS_CHANGED = "What has changed?"
AS_IT_IS_NOW = "Read it as it is now"
CHANGED_HEADING = "What has changed"
CHANGED_SOMEHOW = (
    "These words have changed since. I did not keep the old ones, so I cannot say where."
)
CHANGED_IN_LAYOUT = "The words are the same; only line breaks or spaces have changed."
CHANGES_MARKED = "What went is marked as gone, and struck out; what came as new, and bold."


def gone(words: str) -> str:
    """Mark words that a page no longer has; not by their looks alone, which are not read aloud."""
    return f"[gone: ~~{words}~~]"


def new(words: str) -> str:
    """Mark words that a page has now."""
    return f"[new: **{words}**]"


def unchanged(label: str, since: date | None) -> str:
    """Say that an answer still holds word for word."""
    when = "since that answer" if since is None else f"since {long_date(since)}, at least"
    return f"“{label}” is unchanged {when}."


def changed_since(label: str, day: date) -> str:
    """Say what is compared with what."""
    return f"“{label}”, as quoted from {long_date(day)} on, and now. {CHANGES_MARKED}"


def corrected_on(day: date, note: str) -> str:
    """Tell below an answer, after the fact, that its page was corrected."""
    return f"Corrected on {long_date(day)}: {note}"


NO_LONGER_SAID = "The page no longer says what is quoted here."

NO_VOTES = "Votes on answers are not taken here."

# ------------------------------------------------------------------ in Discord: browsing

COMMAND_TOPICS = "People, places and bodies that the briefings describe"
COMMAND_TOPIC = "Who or what is it? Show one of the topics"
OPTION_TOPIC = "The name of a person, place or body"
COMMAND_BRIEFING = "Open a briefing and pick a part of it"
OPTION_BRIEFING = "The briefing's title"
COMMAND_LATEST = "The briefings, newest facts first"
COMMAND_HELP = "What I do, and how to ask"

# ------------------------------------------------------------------ in Discord: privacy

COMMAND_PRIVACY = "What I keep of your questions, and how to get or erase it"
EXPORT = "Give me what you keep of mine"
ERASE = "Erase it"
ERASE_SURE = (
    "This erases everything that I keep of your questions, on all servers and in direct "
    "messages. It cannot be undone. The messages in Discord stay."
)
ERASE_NOW = "Yes, erase it"
NOTHING_KEPT = "I keep nothing of your questions."
STORE_AWAY = (
    "I cannot reach what I keep right now, so nothing has changed. Please try again in a few "
    "minutes; if it happens again, tell a moderator."
)
_IN_MEMORY = (
    "So that I understand “why?” and “go back” and follow your corrections, your latest "
    "messages to me and which passages I showed you stay in my memory for a quarter of an hour. "
    "To answer the same question faster, I also remember the latest questions themselves, without "
    "who asked them, until I restart."
)
PRIVACY_NOTHING = f"### Privacy\nI do not store your questions.\n\n{_IN_MEMORY}"


def privacy(days: int, *, tells_readers: bool) -> str:
    """Say in plain words what is kept of readers' questions, and for how long."""
    readers = _HASHED if tells_readers else "I do not keep who asked."
    return (
        "### Privacy\n"
        "When you ask me something, I keep:\n"
        "- your words, 300 characters at most,\n"
        "- the day and the hour,\n"
        "- which message, channel and server it was; of a direct message only which message,\n"
        "- what I answered with, or what came closest, and how sure I was,\n"
        "- your 👍 or 👎 on an answer, and what you picked after “Not what I meant”.\n\n"
        "Where moderators have me listen in silence (shadow), I keep the same of messages that "
        "read as questions and are close to the briefings, also when they are not put to me.\n\n"
        "When you press “Ask the editors”, I keep your words for them once more and, if you want "
        "to be told of an answer, your id until you are told.\n\n"
        "From this the people behind the briefings see what is asked and not answered. "
        f"After {_count(days, 'day')} it is erased.\n\n{readers}\n\n"
        "When you delete your message, I erase what I keep of it. When I leave a server, I erase "
        f"what was asked there.\n\n{_IN_MEMORY}"
    )


_HASHED = (
    "I keep neither your name nor your id. A code stands for you that only I can make from "
    "your id, and that changes every month. With it I find what is yours when you press a button "
    "below."
)


def exported(count: int, votes: int = 0) -> str:
    """Say what is in the file that a reader gets."""
    also = f", {_count(votes, 'vote')}" if votes else ""
    return f"This is all that I keep of yours: {_count(count, 'question')}{also}."


def erased(count: int) -> str:
    """Say how much was erased."""
    return f"Done. {_count(count, 'question')} erased."


# ------------------------------------------------------------------ in Discord: for moderators

COMMAND_CONTENT = "For moderators: the briefings' pages"
COMMAND_RELOAD = "Read the pages again and answer from them"
COMMAND_CHECK = "Say what a reload would change, and change nothing"
COMMAND_STATUS = "Say what is being served"
MODERATORS_ONLY = (
    "Only moderators can do that: people who may manage messages or the server, or who have a role "
    "that was picked for it in /settings show."
)
NOT_IN_DIRECT_MESSAGES = "That works in a server only, where I can see that you moderate it."

RELOAD_HEADING = "Reloaded"
RELOAD_SAME = "Read again: nothing has changed."
RELOAD_REFUSED_HEADING = "Not reloaded"
CHECK_HEADING = "A reload would change this"
CHECK_SAME = "A reload would change nothing."
STATUS_HEADING = "What is being served"
DEGRADED = "Matching does with less than it could, so fewer questions are recognised."

RESTING = (
    "Discord does not let me speak in these channels, so I leave them alone for ten minutes. "
    "I need View Channel, Send Messages and Read Message History there; /setup check tells which "
    "of them is missing:"
)
RECORDING_NOTHING = "Questions are not recorded (BOT_KEEP_DAYS=0)."


def recording(days: int, waiting: int, dropped: int, *, is_failing: bool) -> str:
    """Tell moderators whether questions are recorded, and what was lost."""
    told = f"Questions are kept for {_count(days, 'day')}."
    if is_failing:
        told += (
            f" Right now they cannot be written: {waiting:,} wait. Whoever runs me finds the "
            "reason in the log."
        )
    if dropped:
        told += f" Since the start, {_count(dropped, 'question')} could not be recorded."
    return told


NO_FINDINGS = "No findings: the pages are in order."
NO_FLIPS = "No golden message would be answered differently."
REPORT_ATTACHED = "The whole report is in the attached file."


def reload_failed(reference: str) -> str:
    """Say that a reload came to nothing, with the number under which the log has it."""
    return (
        "The pages could not be read, so nothing has changed: the old content goes on. "
        f"Whoever runs me finds the fault in the log under {reference}."
    )


def change_counts(added: int, changed: int, removed: int) -> str:
    """Count the passages that differ."""
    return f"{_count(added, 'passage')} added, {changed:,} changed, {removed:,} removed."


def change_heading(kind: str, count: int) -> str:
    """Head a list of passages that were added, changed or removed."""
    return f"{kind} ({count:,})"


ADDED = "Added"
CHANGED = "Changed"
REMOVED = "Removed"


def findings_heading(errors: int, warnings: int, infos: int) -> str:
    """Count the findings by severity."""
    counts = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}, {_count(infos, 'note')}"
    return f"Findings: {counts}"


def covered_heading(count: int) -> str:
    """Head the list of pages of the folder over which a server's own stand."""
    return (
        f"Not as the content folder has it: {_count(count, 'page')} that this server changed or "
        "removed. What the folder says is not shown here until /content give-back."
    )


def covered(file: str, *, is_removed: bool) -> str:
    """Name a page of the folder that readers here see otherwise, or not at all."""
    return f"{file}: {'removed here' if is_removed else 'another version here'}"


def flips_heading(count: int) -> str:
    """Head the list of golden messages that change sides."""
    return f"Golden messages answered differently ({count:,})"


def replayed(flips: int, asked: int) -> str:
    """Say how many past questions would be answered differently."""
    if not asked:
        return "No past questions are kept to try this on."
    if asked == 1:
        would = "would" if flips else "would not"
        return f"The one past question that is kept {would} change its answer."
    if not flips:
        return f"None of {asked:,} past questions would change its answer."
    whose = "its answer" if flips == 1 else "their answer"
    return f"{flips:,} of {asked:,} past questions would change {whose}."


def golden(broken: int, asked: int) -> str:
    """Say how many golden messages would fail."""
    if not asked:
        return ""
    if not broken:
        return f"All {asked:,} golden messages fare as before."
    return f"{broken:,} golden message{'s fail' if broken > 1 else ' fails'} that passed before."


def unmoved(message: str) -> str:
    """Say that a message reaches what it reached."""
    return f"“{message}” would be answered as before."


def flip(message: str, before: str, after: str) -> str:
    """Say how the answer to a message changes."""
    return f"“{message}”: {before} → {after}"


def revisions(before: str, after: str) -> str:
    """Name the content before and after."""
    return f"Revision {before} → {after}" if before != after else f"Revision {after}"


def status(revision: str, briefings: int, pages: int, passages: int, golden: int) -> str:
    """Sum up what is being served."""
    return (
        f"Revision {revision}: {_count(briefings, 'briefing')}, {_count(pages, 'page')}, "
        f"{_count(passages, 'passage')}, {_count(golden, 'golden message')}."
    )


def valid_until(instant: str) -> str:
    """Say when an embargo or an expiry changes the content by itself."""
    return f"An embargo or expiry changes the content at {instant}."


def channel(channel_id: int) -> str:
    """Name a channel by its id: moderators find it in its link."""
    return f"channel {channel_id}"


def left_out(count: int) -> str:
    """Say how many lines of a list are not shown."""
    return f"… and {count:,} more"


def some_of(names: Sequence[str], shown: int) -> str:
    """List the first of several names, and count the others."""
    listed, left = names[:shown], len(names) - shown
    return ", ".join(listed) + (f" and {left:,} more" if left > 0 else "")


# ------------------------------------------------------------------ in Discord: teaching wordings

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
    return f"### Taught here: {_count(count, 'wording')}"


LESSONS_MORE = "More"
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


# ------------------------------------------------------------------ in Discord: writing an answer

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


# ------------------------------------------------------------------ in Discord: asking the editors

ASK_EDITORS = "Ask the editors"
ASK_TELL_ME = "Tell me when it is answered"
ASK_NO_NEED = "No need"
ASK_PUT = (
    "Your question is with the editors now. Shall I write to you once, when the briefings answer "
    "it? For that I keep your id until then."
)
ASK_WILL_TELL = "I will write to you once, when it is answered. /privacy shows and erases it."
ASK_NOTED = "All right. The editors have your question."
ASK_GONE = "That question is no longer kept, so I could not tell you of an answer."
ASK_NO_QUESTION = (
    "I can no longer see the message that this answers, so I cannot pass it on. Please ask again."
)
ASK_NOT_HERE = "There are no editors that I could ask here."
ASK_ANSWERED = "You put this to the editors. The briefings answer it now; ask again there for more."


def asks_announced(count: int) -> str:
    """Tell editors that readers put questions to them."""
    return f"{_count(count, 'question')} put to the editors. /unanswered shows what is open."


# ------------------------------------------------------------------ in Discord: what was missed

COMMAND_UNANSWERED = (
    "For moderators: what was asked here and not answered, alike questions together"
)
OPTION_PEOPLE = "Show what so many different people asked; 2 if you leave it out"
GAPS_NONE = "Nothing that was asked here by enough people is without an answer."
GAPS_NO_MORE = "That is all."
GAPS_FURTHER = "What comes next has been answered by now. Press “More” to look further."
GAPS_LESS = "Back"
GAPS_MORE = "More"
GAP_TEACH = "Teach"
GAP_NOT_THIS = "Not this"
GAP_WRITE = "Write an answer"
GAP_DISMISS = "Dismiss"
GAP_RESTORE = "Show it again"
GAP_GONE = "Nobody’s question of that kind is kept any more."
GAP_RESTORED = "It shows again in /unanswered."
GAP_NOT_DISMISSED = "That was not dismissed, or has been shown again already."


def gaps_heading(shown: int, pending: int, *, is_first: bool, is_last: bool) -> str:
    """Head a page of so many unanswered questions."""
    told = "### Asked here and not answered" + ("" if is_first else " (continued)")
    if not shown and not is_last:
        told += "\n" + GAPS_FURTHER
    elif not shown:
        told += "\n" + (GAPS_NONE if is_first else GAPS_NO_MORE)
    if pending:
        told += (
            f"\n-# {_count(pending, 'question')} {'is' if pending == 1 else 'are'} still being "
            "compared; "
            "in a while, more of them come together."
        )
    return told


def gap(question: str, turns: int, people: int, first_s: int, last_s: int) -> str:
    """Tell of alike questions that were not answered; times are Discord's own."""
    times = (
        f"<t:{last_s}:R>" if first_s == last_s else f"first <t:{first_s}:R>, last <t:{last_s}:R>"
    )
    asked = f"asked {'once' if turns == 1 else f'{turns:,} times'}"
    by = f"by {'one person' if people == 1 else f'{people:,} people'}"
    return f"**{question}**\n{asked} {by}, {times}"


def gap_nearest(label: str, confidence: float) -> str:
    """Say what came closest to unanswered questions."""
    return f"Closest: {label} ({confidence:.0%})"


def gap_asks(count: int) -> str:
    """Say how many readers put a question to the editors."""
    return f"{'One reader' if count == 1 else f'{count:,} readers'} asked the editors"


def gap_dismissed(question: str) -> str:
    """Say that a question is dismissed."""
    return f"“{question}” and questions like it show no more."


# ------------------------------------------------------------------ in Discord: setting it up

COMMAND_SETUP = "For moderators: the bot on this server"
COMMAND_SETUP_CHECK = "Say what I may not do here, what that breaks, and how to mend it"
SETUP_HEADING = "What stands in my way here"
ADMINISTRATOR = (
    "I am an administrator here, which is more than I need: "
    "the link of `briefing-bot invite` asks for the least."
)

_LACKING: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.CANNOT_SEE: "View Channel",
        Cause.CANNOT_CONNECT: "Connect",
        Cause.CANNOT_WRITE: "Send Messages",
        Cause.CANNOT_REPLY: "Read Message History",
        Cause.CANNOT_WRITE_IN_THREADS: "Send Messages in Threads",
        Cause.CANNOT_WRITE_IN_POSTS: "Send Messages in Posts",
        Cause.CANNOT_OPEN_THREADS: "Create Public Threads",
        Cause.COMMANDS_HIDDEN: "Use Application Commands",
    }
)
"""What is missing where a permission is: its name in the settings of that kind of channel."""

_BROKEN: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.NOT_A_MEMBER: "I hear no mentions and no replies; only my commands are here.",
        Cause.TIMED_OUT: "Until the timeout ends, I can write no message.",
        Cause.ASK_CHANNEL_LOST: "Nobody is answered there without a mention.",
        Cause.ASK_CHANNEL_IS_CATEGORY: (
            "A category holds no messages, and its channels are not meant by it: "
            "nobody is answered there without a mention."
        ),
        Cause.NO_MESSAGE_CONTENT: (
            "Discord does not tell me what people write there, so I answer only mentions and "
            "replies."
        ),
        Cause.SHADOW_HEARS_LITTLE: (
            "Discord does not tell me what people write there, so in shadow I note only what "
            "calls me."
        ),
        Cause.CANNOT_SEE: "I see no questions there; only commands such as /ask work.",
        Cause.CANNOT_CONNECT: (
            "Without it Discord closes a voice channel's text chat to me: I see no questions "
            "there; only commands such as /ask work."
        ),
        Cause.CANNOT_WRITE: "I see questions and cannot answer; only commands such as /ask work.",
        Cause.CANNOT_REPLY: (
            "My answers are replies, and Discord refuses those without it: questions stay without "
            "an answer; only commands such as /ask work."
        ),
        Cause.CANNOT_WRITE_IN_THREADS: "In threads I stay silent; only commands work.",
        Cause.CANNOT_WRITE_IN_POSTS: "In its posts I stay silent; only commands work.",
        Cause.CANNOT_OPEN_THREADS: (
            "My answers are to go into threads; without it, they are replies in the channel."
        ),
        Cause.COMMANDS_HIDDEN: (
            "Readers without a role that allows it find neither /ask nor any other command there."
        ),
        Cause.RESTING: "Where that happens, I say nothing for ten minutes.",
    }
)

_SWITCH_ON_CONTENT: Final = (
    "whoever runs me has to switch it on: Developer Portal → Bot → Privileged Gateway Intents → "
    "Message Content Intent; then BOT_READ_MESSAGES=on, and start me again. "
    "Or let me answer there when called only: /settings show."
)

_MENDED: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.NOT_A_MEMBER: (
            "ask whoever runs me for the link that `briefing-bot invite` prints, open it, and add "
            "me to this server once more."
        ),
        Cause.TIMED_OUT: "right-click my name → Remove Timeout.",
        Cause.ASK_CHANNEL_LOST: (
            "right-click the channel → Copy Channel ID, and ask whoever runs me to put that into "
            "BOT_ASK_CHANNELS. "
            "An archived thread has to be opened again."
        ),
        Cause.ASK_CHANNEL_IS_CATEGORY: (
            "right-click the channels in it → Copy Channel ID, and ask whoever runs me to put "
            "those into BOT_ASK_CHANNELS instead."
        ),
        Cause.NO_MESSAGE_CONTENT: _SWITCH_ON_CONTENT,
        Cause.SHADOW_HEARS_LITTLE: _SWITCH_ON_CONTENT,
        Cause.RESTING: "wait those ten minutes, once nothing else is named here for the channel.",
    }
)


def all_is_well(channels: int) -> str:
    """Say in one sentence that nothing is missing, and what was checked."""
    return (
        f"All is well: in {_count(channels, 'channel')} that you can see, I may see, write, reply "
        "and answer in threads, @everyone finds my commands, and Discord has lately refused "
        "nothing of mine."
    )


def checked(channels: int) -> str:
    """Say how far the diagnosis went."""
    return f"Checked: {_count(channels, 'channel')} that you can see."


def obstacle(group: ObstacleGroup, places: str) -> str:
    """Say what is missing, and where."""
    match group.cause:
        case Cause.NOT_A_MEMBER:
            return "I am not a member of this server."
        case Cause.TIMED_OUT:
            return "I am timed out on this server."
        case Cause.ASK_CHANNEL_LOST:
            return f"I am to answer without a mention in what I cannot find: {places}."
        case Cause.ASK_CHANNEL_IS_CATEGORY:
            return f"I am to answer without a mention in a category: {places}."
        case Cause.NO_MESSAGE_CONTENT | Cause.SHADOW_HEARS_LITTLE:
            return f"{_where(group, places)}, the Message Content Intent is missing."
        case Cause.RESTING:
            return f"{_where(group, places)}, Discord has lately refused a message of mine."
        case Cause.COMMANDS_HIDDEN:
            return f"{_where(group, places)}, “{_LACKING[group.cause]}” is missing for @everyone."
        case (
            Cause.CANNOT_SEE
            | Cause.CANNOT_CONNECT
            | Cause.CANNOT_WRITE
            | Cause.CANNOT_REPLY
            | Cause.CANNOT_WRITE_IN_THREADS
            | Cause.CANNOT_WRITE_IN_POSTS
            | Cause.CANNOT_OPEN_THREADS
        ):
            return f"{_where(group, places)}, “{_LACKING[group.cause]}” is missing."
        case _:
            assert_never(group.cause)


def broken_by(group: ObstacleGroup) -> str:
    """Say what an obstacle breaks."""
    is_perhaps_meant = group.cause is Cause.CANNOT_SEE and not group.in_ask_channel
    meant = " Where I am not meant to answer, leave it so." if is_perhaps_meant else ""
    return _BROKEN[group.cause] + meant


def mended_by(group: ObstacleGroup) -> str:
    """Say how to mend an obstacle, in the words of Discord's own settings."""
    own = _MENDED.get(group.cause)
    return f"To mend it: {own or _permission_mended(group)}"


def _permission_mended(group: ObstacleGroup) -> str:
    role = "@everyone" if group.cause is Cause.COMMANDS_HIDDEN else "my role"
    name = _LACKING[group.cause]
    in_channel = f"Edit Channel → Permissions → {role} → {name}"
    if group.is_server_wide:
        on_server = _ON_THE_SERVER.get(group.cause, name)
        return (
            f"Server Settings → Roles → {role} → Permissions → {on_server}; "
            f"or for one channel: {in_channel}."
        )
    return f"{in_channel}; where channels are synced with a category, there: Edit Category."


_ON_THE_SERVER: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.CANNOT_SEE: "View Channels",
        Cause.CANNOT_WRITE: "Send Messages and Create Posts",
        Cause.CANNOT_WRITE_IN_THREADS: "Send Messages in Threads and Posts",
        Cause.CANNOT_WRITE_IN_POSTS: "Send Messages in Threads and Posts",
    }
)
"""Permissions that a role's settings call otherwise than a channel's."""


def _where(group: ObstacleGroup, places: str) -> str:
    count = len(group.obstacles)
    kind = "ask channel" if group.in_ask_channel else "channel"
    if count > 1:
        return f"In {_count(count, kind)} ({places})"
    return f"In {'the ask channel ' if group.in_ask_channel else ''}{places}"


def joined_without(server: int, lacking: Sequence[Cause]) -> str:
    """Tell the operator that a server does not let the bot do what it is for."""
    names = ", ".join(_LACKING[cause] for cause in lacking)
    return f"Joined server {server} without {names}; /setup check says how to mend it"


# ------------------------------------------------------------------ the preview

PREVIEW_BOT = "Briefing Bot"
PREVIEW_SERVER = "Preview"
PREVIEW_CHANNEL = "ask-the-briefings"
PREVIEW_TOPIC = "Ask about the briefings in your own words; no mention needed here."
PREVIEW_START = "Write below as the reader. At the top, “Viewing as” makes you the moderator."
PREVIEW_READER = "reader"
PREVIEW_MODERATOR = "moderator"
PREVIEW_MISSING = (
    "The preview needs more than this installation has. Mend it with: "
    "pip install 'briefing-bot[preview]'"
)


def preview_address(url: str) -> str:
    """Say where the preview is, and how to end it."""
    return (
        f"The preview is open at {url}\n"
        "Write in the channel as the reader, or switch to the moderator for /content reload. "
        "Ctrl-C ends it."
    )


def preview_port_taken(port: int, reason: str) -> str:
    """Say that the preview's port cannot be had, and what to do."""
    return (
        f"The preview cannot use port {port} ({reason}). "
        "Give another one with --port, or 0 for a free one."
    )
