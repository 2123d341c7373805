"""What is said of questions without an answer, to readers and to editors. See `wording.py`."""

from __future__ import annotations

from bot.dialogue.wording import count_of

# ------------------------------------------------------------------ asking the editors

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
    return f"{count_of(count, 'question')} put to the editors. /unanswered shows what is open."


# ------------------------------------------------------------------ what was missed

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
            f"\n-# {count_of(pending, 'question')} {'is' if pending == 1 else 'are'} still being "
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
