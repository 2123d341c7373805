"""What moderators read while they publish, undo and download pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.dialogue.wording import some_of

COMMAND_UPLOAD: Final = "Add or change pages: see what that would change, then publish or cancel"
COMMAND_REMOVE: Final = "Take a page away: see what that would change, then publish or cancel"
COMMAND_GIVE_BACK: Final = "Let a page be as the content folder has it: see first what changes"
COMMAND_HISTORY: Final = "Who published what and when on this server"
COMMAND_ROLLBACK: Final = "Go back to an earlier revision: see what that would change first"
COMMAND_DOWNLOAD: Final = "Download the pages that this server sees"
COMMAND_LOG: Final = "Who published, drafted, rolled back or downloaded pages here"
COMMAND_DRAFTS: Final = "Pages and answers that wait to be published"

OPTION_FILE: Final = "A page as plain text or Markdown, at most 1 MiB"
OPTION_MORE: Final = "One more page"
OPTION_BRIEFING: Final = "The briefing’s folder, or the page to replace; else where that name is"
OPTION_PAGE: Final = "A page"
OPTION_CHANGED: Final = "A page of the content folder that was changed or removed here"
OPTION_ONE_PAGE: Final = "One page; without it, all of them"
OPTION_REVISION: Final = "The revision to go back to"

PUBLISH: Final = "Publish"
CANCEL: Final = "Cancel"
DISCARD: Final = "Discard"
LOOK: Final = "Look at it"
LOOK_AGAIN: Final = "Look again"
OLDER: Final = "Older"
MORE_DRAFTS: Final = "More"

HEADING: Final = "Nothing is published yet"
BLOCKED_HEADING: Final = "This cannot be published yet"
BLOCKED: Final = "Please mend the errors below and upload again. Nothing has changed."
NO_PASSAGES_CHANGE: Final = "No passage changes for readers."
NOTHING_LEFT: Final = "After this, there would be nothing left to answer from on this server."
FIELDS: Final = "Readers are told of the page itself:"
UNLEARNT: Final = "This was taught since, and would hold no longer:"
LEARNT: Final = "This was taught then, and would hold again:"
NO_FINDINGS: Final = "No errors or warnings in these pages."
WHOLE_ATTACHED: Final = "Everything is in the attached file."
PREVIEW_FILE: Final = "preview.txt"
NOTHING_TO_DO: Final = "Nothing would change: the content already says that."
NO_SUCH_PAGE: Final = "There is no such page on this server."
NO_SUCH_REVISION: Final = "There is no such revision on this server."
CANCELLED: Final = "Cancelled. Nothing has changed."
KEPT_AS_DRAFT: Final = "This is kept as a draft; readers see nothing of it until it is published."
PROPOSAL_GONE: Final = (
    "This was published, cancelled or left for more than a day. Nothing has changed just now."
)
TOO_MUCH: Final = (
    "That would be more than a server may keep (64 MiB, 5,000 pages, 20,000 passages). "
    "Nothing has changed."
)
NO_HISTORY: Final = "Nothing has been published on this server yet."
NO_MORE_HISTORY: Final = "There is nothing older."
NO_DRAFTS: Final = "No drafts wait on this server."
NO_MORE_DRAFTS: Final = "No further drafts wait."
NOTHING_LOGGED: Final = "Nothing has been noted yet."
NO_PAGES: Final = "This server sees no pages."
ARCHIVE: Final = "pages.zip"
DOWNLOADED: Final = "Here is what this server sees."
DOWNLOAD_TOO_LARGE: Final = (
    "All pages together are too large for one message. Please download them one by one, or ask "
    "whoever runs me for an export."
)
HISTORY_HEADING: Final = "Published on this server"
LOG_HEADING: Final = "What moderators did with the content"
FIRST_REVISION: Final = "0 · before anything was published here"


_NAMED: Final = 10
"""Files that are named in a sentence."""


def changes(uploaded: Sequence[str], given_back: Sequence[str]) -> str:
    """Tell the other moderators of pages that change, and of pages that are as in the folder."""
    parts = [uploads(uploaded)] if uploaded else []
    if given_back:
        parts.append(f"give back {', '.join(given_back)}")
    return "; ".join(parts)


PAGE_TOO_LARGE: Final = (
    "Split the page into several, or ask whoever runs me to put it into the content folder."
)


def uploads(files: Sequence[str]) -> str:
    """Tell the other moderators of an upload."""
    return f"upload {', '.join(files)}"


def removal(file: str) -> str:
    """Tell the other moderators of a removal."""
    return f"remove {file}"


def roll_back(number: int) -> str:
    """Tell the other moderators of a rollback."""
    return f"back to revision {number}"


def twice(file: str) -> str:
    """Say that two uploaded files would be one page."""
    return f"Two of the files would both become {file}. Please give them other names."


def which_page(name: str, files: Sequence[str]) -> str:
    """Say that several pages have the name of an upload."""
    return (
        f"{len(files):,} pages are called {name}: {some_of(files, _NAMED)}. Please upload it again "
        "and name in `briefing` the folder of the one that it is to replace, or that page itself, "
        "or a new folder. Nothing has changed."
    )


def unreadable(file: str) -> str:
    """Say that a page could not be read within its limits."""
    return (
        f"{file} could not be read: it takes more time or memory than a page may. "
        "Please split it or simplify it. Nothing has changed."
    )


def too_long(file: str) -> str:
    """Say that a passage of a page is too long to be an answer."""
    return (
        f"{file} holds a passage of more than 50,000 characters. "
        "Please split it with headings or questions. Nothing has changed."
    )


def too_many_passages(passages: int, most: int) -> str:
    """Say that so many passages cannot be indexed while somebody waits."""
    return (
        f"That would be {passages:,} passages at once; {most:,} are the most. Please send them in "
        "several uploads, or ask whoever runs me to put them into the content folder. "
        "Nothing has changed."
    )


def begins(passages: int) -> str:
    """Say that somebody has to wait."""
    return (
        f"Reading {passages:,} passages, and asking readers’ questions again with them. This may "
        "take a minute or two; the preview comes below."
    )


def passages(added: int, changed: int, removed: int) -> str:
    """Count what becomes of passages."""
    return f"Passages: {added:,} added, {changed:,} changed, {removed:,} removed."


def fate(kind: str, label: str, file: str, line: int) -> str:
    """Head what becomes of one passage."""
    return f"{kind}: {label} ({file}:{line})"


def field(file: str, name: str, before: str, after: str) -> str:
    """Say how a field of the front matter changes that readers are told."""
    return f"{file}: {name}: {before} → {after}"


def hidden(files: Sequence[str]) -> str:
    """Say that pages are not shown to readers for now."""
    return (
        f"Not shown to readers for now, as {'their' if len(files) > 1 else 'its'} front matter "
        f"says (draft, embargo or expiry): {', '.join(files)}"
    )


def given_back(files: Sequence[str]) -> str:
    """Say that pages follow the content folder from then on."""
    one = len(files) == 1
    return (
        f"From then on {', '.join(files)} {'is' if one else 'are'} as the content folder has "
        f"{'it, and changes with it' if one else 'them, and change with it'}. What this server had "
        "in that place goes; /content rollback brings it back."
    )


def left_below(files: Sequence[str]) -> str:
    """Say that the folder has pages, too, that are taken away."""
    return (
        f"The content folder has {', '.join(files)} as well; readers here will not see that "
        "either. To show them the folder’s instead, cancel and use /content give-back."
    )


def namesake(file: str) -> str:
    """Say that a page is called so already, but for its ending."""
    return (
        f"{file} has the same name but for its ending, and stays beside this page. If you meant to "
        f"change it, cancel, and upload again with {file} as `briefing`."
    )


def not_own(file: str) -> str:
    """Say that there is nothing to give back."""
    return f"{file} is as the content folder has it: this server has changed nothing about it."


def not_in_folder(file: str) -> str:
    """Say that there is nobody to give a page back to."""
    return (
        f"The content folder has no {file}: this server’s own is the only one there is. "
        "`/content remove` takes it away."
    )


def not_offered(files: Sequence[str], briefings: Sequence[str]) -> str:
    """Say that pages are of briefings that the server is not offered, and how to add these."""
    titles = ", ".join(f"“{title}”" for title in briefings)
    are = "is" if len(briefings) == 1 else "are"
    return (
        f"Readers here do not see {', '.join(files)}: {titles} {are} not among the briefings that "
        "were picked in /settings show. Publish first, then add what is missing there, under "
        "“Change which briefings”."
    )


def held_back(file: str) -> str:
    """Say that a page that the files hold back is not given away."""
    return (
        f"{file} is held back in the content folder (draft, embargo or expiry), and is not given "
        "out while readers do not see it. Whoever runs me has it. `/content upload` puts a "
        "page of the same name in its place on this server."
    )


def published(number: int) -> str:
    """Say that a change is in force."""
    return (
        f"Published as revision {number:,}. It is in force in every channel of this server. "
        "`/content rollback` undoes it."
    )


def meanwhile(files: Sequence[str]) -> str:
    """Say that somebody else was faster."""
    what = f" ({', '.join(files)})" if files else ""
    return f"The content was changed meanwhile{what}. Please look at it again before you publish."


def draft(number: int, summary: str, at: datetime, who: str) -> str:
    """Tell of a draft in one line."""
    return f"**{number}** · {summary} · {who}, {_moment(at)}"


def revision(number: int, action: str, summary: str, at: datetime, who: str) -> str:
    """Tell of a revision in one line."""
    return f"**{number}** · {action}: {summary} · {who}, {_moment(at)}"


def deed(action: str, detail: str, at: datetime, who: str) -> str:
    """Tell of a deed in one line."""
    return f"- {_moment(at)} {who} · {action}: {detail}"


def _moment(at: datetime) -> str:
    """Let Discord show a time as it is where the reader lives, as `/settings log` does."""
    return f"<t:{int(at.timestamp())}:f>"


def revision_choice(number: int, summary: str, at: datetime) -> str:
    """Offer a revision while a moderator types."""
    return f"{number} · {at:%Y-%m-%d %H:%M} · {summary}"


def downloaded(count: int, file: str | None) -> str:
    """Tell the other moderators of a download."""
    if file:
        return file
    return "1 page" if count == 1 else f"{count:,} pages"


def discarded(summary: str) -> str:
    """Tell the other moderators of a draft that was let go of."""
    return f"discard draft: {summary}"
