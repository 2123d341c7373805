"""What moderators read about the settings of their guild. See `bot/dialogue/wording.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.corpus.model import BriefingId
from bot.dialogue.wording import some_of
from bot.editorial.guild_settings import Boldness, GuildSettings, Mode

COMMAND_SETTINGS = "For moderators: how I am on this server"
COMMAND_SETTINGS_SHOW = "See how I am set up here, and change it"
COMMAND_SETTINGS_LOG = "See who changed what on this server, the newest first"

HEADING = "How I am set up here"
BACK = "Back to all settings"
SAME = "That is how it is already, so nothing has changed."
STALE = (
    "Somebody else has changed the settings meanwhile, so yours are not saved. "
    "This is how they are now; please pick again."
)
SERVER_MANAGERS_ONLY = (
    "Only people who may manage the server can change which roles moderate me. Nothing has changed."
)
NOT_EVERYONE = "@everyone cannot moderate me. Nothing has changed."
PLACE_GONE = "I cannot find that channel any more, so nothing has changed."
NO_BRIEFING_LEFT = "At least one briefing has to stay. Nothing has changed."
NO_BRIEFINGS = "There are no briefings yet."


def saved(told: str) -> str:
    """Say what has changed."""
    return f"Saved, and in force now: {told}."


# ------------------------------------------------------------------ when it answers

MODES: Final[Mapping[Mode | None, str]] = MappingProxyType(
    {
        None: "as at first",
        Mode.OFF: "never",
        Mode.MENTION: "when called",
        Mode.ASK: "also without being called",
        Mode.SHADOW: "in shadow",
    }
)
AS_THE_SERVER = "as on the whole server"
MODES_TOLD: Final[Mapping[Mode | None, str]] = MappingProxyType(
    {
        None: "When called, and without a call in channels that whoever runs me has chosen.",
        Mode.OFF: "I answer no message, not even one that calls me. Commands such as /ask go on.",
        Mode.MENTION: "I answer who mentions me or replies to me.",
        Mode.ASK: "I also answer what reads as a question, if I am sure of the answer.",
        Mode.SHADOW: "I say nothing, even when called, and note for you what I would say.",
    }
)
"""Each fits below an option of a menu."""

ANSWERS = "When I answer"
ANSWERS_BUTTON = "Change when I answer"
PICK_MODE = "On the whole server, I answer …"
PICK_PLACE = "Give a channel, a thread or a category its own …"
PICK_PLACES_MODE = "There, I answer …"
PLACES_TOLD = (
    "A channel's own setting goes before that of its category, and that before the server's. "
    "A thread without its own goes by its channel."
)
FORGET_GONE = "Forget what was deleted"
NEEDS_CONTENT = (
    "⚠ “Also without being called” and “in shadow” need the Message Content Intent, which is off: "
    "Discord tells me only what mentions me. Whoever runs me mends it: Developer Portal → Bot → "
    "Privileged Gateway Intents → Message Content Intent; then BOT_READ_MESSAGES=on, and start me "
    "again."
)


def modes(settings: GuildSettings, uncalled: Sequence[int]) -> str:
    """Sum up when the bot answers, for the list of all settings.

    `uncalled` are the channels in which the operator lets it answer without being called.
    """
    told = MODES[settings.mode]
    lines = [f"On this server: {told if settings.mode is not None else f'{told}, {_AT_FIRST}'}."]
    if uncalled:
        places = some_of([f"<#{channel}>" for channel in uncalled], _NAMED)
        lines.append(f"{MODES[Mode.ASK].capitalize()}, as whoever runs me has chosen: {places}.")
    if count := len(settings.modes):
        own = _count(count, "place has its own setting", "places have their own setting")
        lines.append(f"{own}.")
    return " ".join(lines)


_AT_FIRST: Final = MODES[Mode.MENTION]
"""What that is, wherever the operator has chosen nothing else."""


def place_mode(place: int, mode: Mode | None) -> str:
    """Say when the bot answers in one channel or category."""
    return f"<#{place}>: {AS_THE_SERVER if mode is None else MODES[mode]}"


def gone_place(place: int, mode: Mode) -> str:
    """Say the same of a channel or category that was deleted; Discord shows no name of it."""
    return f"⚠ {place}: {MODES[mode]}; it was deleted"


# ------------------------------------------------------------------ how bold

BOLDNESS = "How bold I am"
BOLDNESS_BUTTON = "Change how bold I am"
PICK_BOLDNESS = "I am …"
BOLDNESS_TOLD: Final[Mapping[Boldness, str]] = MappingProxyType(
    {
        Boldness.CAUTIOUS: "I answer only when I am very sure: fewer answers, fewer mistakes.",
        Boldness.NORMAL: "I answer when I am fairly sure; otherwise I ask back or decline.",
        Boldness.BOLD: "I answer also when I am less sure: more answers, more mistakes.",
    }
)
"""Each fits below an option of a menu."""

THRESHOLD_TOLD = "A threshold that you chose goes before this. Picking one of these drops it."


def boldness(settings: GuildSettings) -> str:
    """Say how sure the bot must be."""
    if settings.answer_at is not None:
        return f"I answer from {_threshold(settings.answer_at)} confidence on."
    return f"{settings.boldness.capitalize()}: {BOLDNESS_TOLD[settings.boldness]}"


# ------------------------------------------------------------------ switches

THREADS = "Threads"
THREADS_TOLD: Final = MappingProxyType(
    {
        True: "I answer in a thread on the question; there, nobody has to call me again.",
        False: "I answer with a reply in the channel.",
    }
)
THREADS_CALLED = (
    "I answer in a thread on the question. Readers call me again there, for I lack the Message "
    "Content Intent."
)
THREADS_BUTTONS: Final = MappingProxyType(
    {True: "Answer with a reply", False: "Answer in a thread"}
)
PRIVATE = "/ask"
PRIVATE_TOLD: Final = MappingProxyType(
    {
        True: "Only whoever uses /ask sees the answer.",
        False: "Everybody in the channel sees answers to /ask.",
    }
)
PRIVATE_BUTTONS: Final = MappingProxyType({True: "Show /ask to all", False: "Keep /ask private"})
WEEKLY = "Weekly report"
WEEKLY_TOLD: Final = MappingProxyType(
    {True: "Once a week I report to the editors' channel.", False: "I send none."}
)
WEEKLY_NOWHERE = "It has nowhere to go: pick an editors' channel."
WEEKLY_BUTTONS: Final = MappingProxyType({True: "No weekly report", False: "Send a weekly report"})
VOTES = "Votes"
VOTES_TOLD: Final = MappingProxyType(
    {True: "Answers carry 👍 and 👎.", False: "Answers carry no 👍 and 👎."}
)
VOTES_BUTTONS: Final = MappingProxyType({True: "Take no votes", False: "Take votes"})
FOLLOWS = "Follows"
FOLLOWS_TOLD: Final = MappingProxyType(
    {
        True: "Readers may follow stories: I write to them when something is new.",
        False: "Nobody can begin to follow a story, and whoever did hears nothing meanwhile.",
    }
)
FOLLOWS_BUTTONS: Final = MappingProxyType({True: "Tell no followers", False: "Let readers follow"})

# ------------------------------------------------------------------ roles, briefings, editors

MODERATORS = "Who moderates me"
MODERATORS_BUTTON = "Change who moderates me"
PICK_ROLES = "These roles moderate me as well …"
MODERATORS_TOLD = (
    "Whoever may manage messages or the server always moderates me. Roles that you pick here do, "
    "too; only people who may manage the server can pick them.\n"
    "So that Discord shows such a role my commands: Server Settings → Integrations → my name → "
    "the command → Add Roles or Members."
)
BRIEFINGS = "Briefings"
BRIEFINGS_BUTTON = "Change which briefings"
PICK_BRIEFINGS = "I answer from these …"
BRIEFINGS_TOLD = "What is not ticked does not exist on this server: no answer, no topic, no list."
ALL_BRIEFINGS = "All, also those to come"
EARLIER = "Earlier ones"
LATER = "Later ones"
EDITORS = "Editors' channel"
EDITORS_BUTTON = "Change the editors' channel"
PICK_EDITORS = "Reports go to …"
EDITORS_TOLD = (
    "Reports and questions that readers put to the editors go there. They quote what readers "
    "asked, so it should be a channel that only editors see."
)
NO_EDITORS = "No channel"
EDITORS_OPEN = "⚠ Everybody can see that channel, and reports quote what readers asked."
EDITORS_SHUT = "⚠ I may not write there: I need View Channel and Send Messages."
EDITORS_GONE = "⚠ I cannot find that channel any more. Please pick another one."
RESET = "Everything as at first"
RESET_HEADING = "Put everything back?"
RESET_TOLD = (
    "All settings of this server become what they were when I came. "
    "Pages and wordings that you published stay."
)
RESET_NOW = "Yes, put everything back"


def moderators(settings: GuildSettings) -> str:
    """Name the roles that moderate."""
    roles = sorted(settings.moderator_roles)
    also = f", and {some_of([f'<@&{role}>' for role in roles], _NAMED)}" if roles else ""
    return f"Whoever may manage messages or the server{also}."


def briefings(settings: GuildSettings) -> str:
    """Say how many briefings are offered."""
    if settings.briefings is None:
        return "All of them, also those to come."
    return f"{_count(len(settings.briefings), 'briefing', 'briefings')} that you picked."


def editors(settings: GuildSettings) -> str:
    """Name the editors' channel."""
    channel = settings.editors_channel
    return "None." if channel is None else f"<#{channel}>"


def page(number: int, total: int) -> str:
    """Say which part of a list this is."""
    return f"Part {number} of {total}, by title."


# ------------------------------------------------------------------ what has changed


def changes(before: GuildSettings, after: GuildSettings) -> str:
    """Tell how settings differ, setting by setting; empty where they do not."""
    return "; ".join(_changes(before, after))


def _changes(before: GuildSettings, after: GuildSettings) -> Iterator[str]:
    if before.mode is not after.mode:
        yield f"I answer on this server: {MODES[before.mode]} → {MODES[after.mode]}"
    for place in sorted({*before.modes, *after.modes}):
        old, new = before.modes.get(place), after.modes.get(place)
        if old is not new:
            yield f"{place_mode(place, old)} → {AS_THE_SERVER if new is None else MODES[new]}"
    for name, old_value, new_value in _plain_values(before, after):
        if old_value != new_value:
            yield f"{name}: {old_value} → {new_value}"
    if before.moderator_roles != after.moderator_roles:
        roles = [[f"<@&{r}>" for r in sorted(s.moderator_roles)] for s in (before, after)]
        yield f"moderators: {_difference(*roles)}"
    if before.briefings != after.briefings:
        yield f"briefings: {_briefings_differ(before.briefings, after.briefings)}"


def _plain_values(before: GuildSettings, after: GuildSettings) -> Iterator[tuple[str, str, str]]:
    def told(settings: GuildSettings) -> Mapping[str, str]:
        channel, threshold = settings.editors_channel, settings.answer_at
        return {
            "boldness": settings.boldness.value,
            "threshold": "none" if threshold is None else _threshold(threshold),
            "answers in threads": _on(settings.replies_in_thread),
            "private /ask": _on(settings.is_private),
            "editors' channel": "none" if channel is None else f"<#{channel}>",
            "weekly report": _on(settings.sends_weekly_report),
            "votes": _on(settings.takes_votes),
            "follows": _on(settings.lets_follow),
        }

    new = told(after)
    yield from ((name, value, new[name]) for name, value in told(before).items())


def _briefings_differ(
    before: frozenset[BriefingId] | None, after: frozenset[BriefingId] | None
) -> str:
    if before is None or after is None:
        told = [
            "all" if some is None else some_of(sorted(some), _NAMED) for some in (before, after)
        ]
        return " → ".join(told)
    return _difference(sorted(before), sorted(after))


def _difference(before: Sequence[str], after: Sequence[str]) -> str:
    """Name what came and what went."""
    came = [f"+ {name}" for name in after if name not in before]
    went = [f"− {name}" for name in before if name not in after]
    return some_of([*came, *went], _NAMED)


_NAMED: Final = 5


def _on(is_on: bool) -> str:
    return "on" if is_on else "off"


def _threshold(confidence: float) -> str:
    return f"{confidence:.0%}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


# ------------------------------------------------------------------ the log

LOG_HEADING = "Who changed what here"
LOG_EMPTY = "Nobody has changed anything here yet."
OLDER = "Older"
NEWER = "Newer"


def log_line(at: int, moderator: int, action: str, detail: str) -> str:
    """Say who did what and when; Discord shows the time as it is where the reader lives."""
    return f"- <t:{at}:f> <@{moderator}> · {action}: {detail}"
