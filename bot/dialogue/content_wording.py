"""What moderators read when content is reloaded, checked and rehearsed. See `wording.py`."""

from __future__ import annotations

from bot.dialogue.wording import count_of

RELOAD_NO_FOLDER = "The content folder cannot be read, so the present content stays."
RELOAD_EMPTY = "Nothing in the content folder can be served, so the present content stays."


def count_findings(errors: int, warnings: int, notes: int) -> str:
    """Count what lint found."""
    return ", ".join(
        (count_of(errors, "error"), count_of(warnings, "warning"), count_of(notes, "note"))
    )


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
    "Discord does not let me speak in these channels, so I leave them alone for ten minutes, or "
    "until that changes. "
    "I need View Channel, Send Messages and Read Message History there; /setup check tells which "
    "of them is missing:"
)
RECORDING_NOTHING = "Questions are not recorded (BOT_KEEP_DAYS=0)."


def recording(days: int, waiting: int, dropped: int, *, is_failing: bool) -> str:
    """Tell moderators whether questions are recorded, and what was lost."""
    told = f"Questions are kept for {count_of(days, 'day')}."
    if is_failing:
        told += (
            f" Right now they cannot be written: {waiting:,} wait. Whoever runs me finds the "
            "reason in the log."
        )
    if dropped:
        told += f" Since the start, {count_of(dropped, 'question')} could not be recorded."
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
    return f"{count_of(added, 'passage')} added, {changed:,} changed, {removed:,} removed."


def change_heading(kind: str, count: int) -> str:
    """Head a list of passages that were added, changed or removed."""
    return f"{kind} ({count:,})"


ADDED = "Added"
CHANGED = "Changed"
REMOVED = "Removed"


def findings_heading(errors: int, warnings: int, infos: int) -> str:
    """Count the findings by severity."""
    counts = (
        f"{count_of(errors, 'error')}, {count_of(warnings, 'warning')}, {count_of(infos, 'note')}"
    )
    return f"Findings: {counts}"


def covered_heading(count: int) -> str:
    """Head the list of pages of the folder over which a server's own stand."""
    return (
        f"Not as the content folder has it: {count_of(count, 'page')} that this server changed or "
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
        f"Revision {revision}: {count_of(briefings, 'briefing')}, {count_of(pages, 'page')}, "
        f"{count_of(passages, 'passage')}, {count_of(golden, 'golden message')}."
    )


def valid_until(instant: str) -> str:
    """Say when an embargo or an expiry changes the content by itself."""
    return f"An embargo or expiry changes the content at {instant}."


def channel(channel_id: int) -> str:
    """Name a channel by its id: moderators find it in its link."""
    return f"channel {channel_id}"
