"""Turns a `Reply` into what Discord shows. Pure: no event loop, no network, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Final

import discord

from bot.dialogue import discord_wording, following_wording, unanswered_wording, wording
from bot.dialogue.model import Choice, Explanation, Reply, ReplyKind, Source
from bot.discord_app import custom_ids, limits
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import as_hidden, harmless, in_a_line, is_visible, one_line
from bot.discord_app.pagination import beginning, pages
from bot.editorial.text_diff import digest_of

MAX_CHOICES: Final = 20
"""Four rows of buttons: with the row of controls and the texts, 36 of 40 components."""

MAX_CANDIDATES: Final = 5

# Characters for each part; with a page of text and 20 choices they stay below Discord's limit.
_ASKED: Final = 300
_HEADING: Final = 500
_NOTES: Final = 500
_SOURCE_PART: Final = 100
_CHOICE: Final = 300
_SHORTEST_CHOICE: Final = 15
_REASON: Final = 150
# The same where one message shows the answers to several questions.
_SHARED_HEADING: Final = 200
_SHARED_NOTES: Final = 200
_KEPT_FOR_CHOICES: Final = 800
"""For the choices below them, and for the reader's words above."""

_ACCENT: Final = discord.Colour(0x3B6EA5)

Item = discord.ui.Item[Any]


@dataclass(frozen=True, slots=True)
class Showing:
    """How one reply is shown, beyond what it says."""

    asked: str | None = None
    """The reader's words, repeated where the message itself does not show them."""
    is_asked: bool = False
    """The reply answers words that a reader wrote, and so may have missed their meaning."""
    asker: int | None = None
    """Who may remove it; none where nobody else sees it."""
    takes_votes: bool = False
    """Readers may vote on it."""
    meant_by: int | None = None
    """The answer in whose place its choices are offered."""
    page: int = 1
    can_ask_editors: bool = False
    """Where it declines, the reader may put the question to the editors."""
    follows: bool = False
    """Where it shows a story, the reader may follow it."""
    elsewhere: int | None = None
    """The guild whose words it shows in a direct message: its buttons lead on there, and it has
    no others."""
    is_bare: bool = False
    """Without any button: where it is read, they would lead nowhere."""


FOLLOW_UP: Final = Showing()
"""A reply that a button opened, for the reader who clicked it."""


def render_reply(reply: Reply, showing: Showing = FOLLOW_UP) -> discord.ui.LayoutView:
    """Show a reply: heading, words, source, numbered choices as text and as buttons, controls."""
    asked = _asked(showing.asked)
    shown = _beginnings(reply) if reply.also else (_page(reply, showing.page),)
    above = [part.texts for part in shown]
    left = limits.MESSAGE_TEXT - sum(map(len, (*asked, *chain.from_iterable(above))))
    offered = () if showing.is_bare else _offered(reply)
    card: list[Item] = list(_separated(above))
    if offered:
        card += [discord.ui.Separator(), _text(_numbered(reply.kind, offered, left))]
        card += numbered_rows((c.label, _opening(c, showing)) for c in offered)
    going_on = [button for part in shown for button in _reading_on(part, showing)]
    controls = [] if showing.elsewhere is not None else list(_controls(reply, showing))
    if showing.is_bare:
        going_on, controls = [], []
    if len(going_on) + len(controls) <= limits.BUTTONS_IN_A_ROW:
        controls = [*going_on, *controls]
    else:
        card.append(discord.ui.ActionRow(*going_on))
    return layout(
        *map(_text, asked),
        discord.ui.Container(*card, accent_colour=_ACCENT),
        *([discord.ui.ActionRow(*controls)] if controls else []),
    )


def render_explanation(
    explanation: Explanation, source: Source | None, asked: str | None, changed: str | None = None
) -> discord.ui.LayoutView:
    """Show why a reply is what it is; `changed` is the custom id that leads on from there."""
    parts = [f"### {wording.WHY_HEADING}", harmless(shorten(explanation.summary, _HEADING))]
    parts += _listed(wording.FOR, explanation.speaks_for)
    parts += _listed(wording.AGAINST, explanation.speaks_against)
    if asked is not None:
        close = explanation.candidates[:MAX_CANDIDATES]
        lines = [discord_wording.candidate_line(c.passage.label, c.confidence) for c in close]
        parts += _listed(discord_wording.CANDIDATES, lines)
    if source is not None:
        parts.append(_source_line(source))
    return layout(
        *map(_text, _asked(asked)),
        discord.ui.Container(*map(_text, parts), accent_colour=_ACCENT),
        *(
            [discord.ui.ActionRow(button(discord_wording.HAS_THIS_CHANGED, changed))]
            if changed
            else []
        ),
    )


def render_notice(text: str) -> discord.ui.LayoutView:
    """Show a sentence or a short report of the bot's own."""
    return render_offer(text, {})


def render_offer(
    text: str,
    offers: Mapping[str, str],
    *,
    does: str | None = None,
    file: discord.File | None = None,
) -> discord.ui.LayoutView:
    """Show a text of the bot's own, the file that goes with it, and buttons below.

    These are given by custom ids and labels; the one that does what the text tells of stands out.
    """
    styles = {does: discord.ButtonStyle.success}
    secondary = discord.ButtonStyle.secondary
    buttons = [button(label, i, styles.get(i, secondary)) for i, label in offers.items()]
    items: list[Item] = [_text(shorten(text, limits.MESSAGE_TEXT))]
    if file is not None:
        items.append(discord.ui.File(file))
    if buttons:
        items.append(discord.ui.ActionRow(*buttons))
    return layout(*items)


def render_card(*items: Item) -> discord.ui.LayoutView:
    """Show texts, buttons and menus of the bot's own as one card."""
    return layout(discord.ui.Container(*items, accent_colour=_ACCENT))


def render_selection(
    text: str, custom_id: str, hint: str, options: Mapping[str, str], *, above: str
) -> discord.ui.LayoutView:
    """Show a text of the bot's own, and a list to pick from: values and their labels."""
    listed = [
        discord.SelectOption(label=shorten(one_line(label), limits.MENU_OPTION), value=value)
        for value, label in islice(options.items(), limits.MENU_OPTIONS)
    ]
    placeholder = shorten(hint, limits.PLACEHOLDER)
    select: Item = discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=listed)
    return layout(_text(above), _text(text), discord.ui.ActionRow(select))


def render_list(
    entries: Iterable[tuple[str | None, Mapping[str, str]]],
) -> discord.ui.LayoutView:
    """Show texts of the bot's own below each other, each with buttons: custom ids and labels."""
    items: list[Item] = []
    for text, offers in entries:
        if text is not None:
            items.append(_text(text))
        if offers:
            buttons = [button(label, custom_id) for custom_id, label in offers.items()]
            items.append(discord.ui.ActionRow(*buttons))
    return layout(*items)


def render_attachment(text: str, file: discord.File) -> discord.ui.LayoutView:
    """Show a report of the bot's own, and the file that goes with it."""
    return render_offer(text, {}, file=file)


def asked_line(text: str) -> str:
    """Repeat a reader's words in small print, such that `words_asked` reads them back.

    What the reader hid stays hidden.
    """
    return "-# " + discord_wording.asked(as_hidden(in_a_line(text, _ASKED)))


def _asked(words: str | None) -> tuple[str, ...]:
    """Repeat words in which there is something to see; nothing else."""
    return (asked_line(words),) if words is not None and is_visible(words) else ()


def layout(*items: Item) -> discord.ui.LayoutView:
    """Put items into a view that discord.py sends and then forgets.

    Our buttons are dynamic items, registered once and for all messages. A view that listened
    as well would be kept in memory for as long as the bot runs.
    """
    view = discord.ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def _text(content: str) -> discord.ui.TextDisplay[Any]:
    return discord.ui.TextDisplay(content)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one message shows of an answer: one of its pages, or only its beginning."""

    reply: Reply
    heading: str
    text: str
    small_print: tuple[str, ...]
    number: int = 1
    total: int = 1
    is_cut: bool = False
    """Only its beginning is shown; the whole of it opens on a button."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands below each other."""
        return (self.heading, *([self.text] if self.text else []), *self.small_print)


def _page(reply: Reply, number: int) -> _Part:
    """Show one page of an answer, the last one when there are fewer."""
    all_pages = pages(harmless(reply.text)) or ("",)
    total = len(all_pages)
    number = min(max(number, 1), total)
    paged = " " + discord_wording.page_of(number, total) if total > 1 else ""
    heading = _heading(reply, _HEADING, paged)
    small_print = tuple(_small_print(reply, _NOTES))
    return _Part(reply, heading, all_pages[number - 1], small_print, number, total)


def _beginnings(reply: Reply) -> tuple[_Part, ...]:
    """Give each of several answers its share of one message."""
    answers = (reply, *reply.also)
    bare = [
        _Part(
            answer,
            heading=_heading(answer, _SHARED_HEADING),
            text="",
            small_print=tuple(_small_print(answer, _SHARED_NOTES)),
        )
        for answer in answers
    ]
    taken = sum(len(text) for part in bare for text in part.texts) + _KEPT_FOR_CHOICES
    share = (limits.MESSAGE_TEXT - taken) // len(answers)
    return tuple(_filled(part, share) for part in bare)


def _heading(reply: Reply, room: int, paged: str = "") -> str:
    """Write the heading, and below it what is to be read before the text."""
    warning = "" if reply.warning is None else f"\n-# {reply.warning}"
    return f"### {in_a_line(reply.heading, room - len(warning))}{paged}{warning}"


def _filled(part: _Part, room: int) -> _Part:
    whole = harmless(part.reply.text)
    return replace(part, text=beginning(whole, room).strip(), is_cut=len(whole) > room)


def _separated(parts: Iterable[Sequence[str]]) -> Iterator[Item]:
    """Put a line between answers."""
    for number, texts in enumerate(parts):
        if number:
            yield discord.ui.Separator()
        yield from map(_text, texts)


def _small_print(reply: Reply, room: int) -> Iterator[str]:
    notes = [as_hidden(in_a_line(note, room)) for note in reply.notes]
    lines = [f"-# {note}" for note in notes if note]
    while sum(map(len, lines)) > room + len("-# "):
        lines.pop()
    if reply.source is not None:
        lines.append(_source_line(reply.source))
    if lines:
        yield "\n".join(lines)


def _source_line(source: Source) -> str:
    dated = None if source.as_of is None else wording.as_of(source.as_of)
    named = (source.briefing_title, source.section, dated, source.publisher)
    return "-# " + " · ".join(in_a_line(part, _SOURCE_PART) for part in named if part)


def _offered(reply: Reply) -> tuple[Choice, ...]:
    """Give the choices to show, each passage once: an answer's alternatives wait for a click."""
    hidden = reply.kind is ReplyKind.ANSWER
    everything = reply.follow_ups if hidden else (*reply.follow_ups, *reply.alternatives)
    unique: dict[str, Choice] = {}
    for choice in everything:
        unique.setdefault(choice.passage, choice)
    return tuple(unique.values())[:MAX_CHOICES]


def _numbered(kind: ReplyKind, offered: Sequence[Choice], left: int) -> str:
    """Write the choices out, so that a screen reader or a typed number needs no button."""
    head = f"**{wording.GO_DEEPER}**\n" if kind is ReplyKind.ANSWER else ""
    room = (left - len(head)) // len(offered) - len("20. \n")
    each = min(max(room, _SHORTEST_CHOICE), _CHOICE)
    lines = (f"{n}. {in_a_line(c.label, each)}" for n, c in enumerate(offered, 1))
    return head + "\n".join(lines)


def _opening(choice: Choice, showing: Showing) -> str:
    if showing.elsewhere is not None:
        return custom_ids.news(showing.elsewhere, choice.passage)
    if showing.meant_by is None:
        return custom_ids.deeper(choice.passage)
    return custom_ids.meant(showing.meant_by, choice.passage)


def _reading_on(part: _Part, showing: Showing) -> Iterator[discord.ui.Button[Any]]:
    """Offer the next page of an answer, or the whole of one that was cut short."""
    passage = part.reply.passage
    if passage is None:
        return
    if part.number < part.total:
        number = part.number + 1
        label = discord_wording.continue_to(number, part.total)
        custom_id = (
            custom_ids.page(number, passage.id)
            if showing.elsewhere is None
            else custom_ids.news(showing.elsewhere, passage.id, page=number)
        )
    elif part.is_cut:
        label = discord_wording.read_whole(one_line(part.reply.heading))
        custom_id = custom_ids.page(1, passage.id)
    else:
        return
    yield button(label, custom_id, discord.ButtonStyle.success)


def _controls(reply: Reply, showing: Showing) -> Iterator[discord.ui.Button[Any]]:
    passage = None if reply.passage is None else reply.passage.id
    if passage is not None and showing.is_asked:
        yield button(wording.NOT_WHAT_I_MEANT, custom_ids.other(passage))
    if passage is not None or (showing.is_asked and reply.kind is not ReplyKind.NOTICE):
        label = wording.WHY if reply.kind is ReplyKind.ANSWER else discord_wording.WHY_THIS
        quoted = digest_of(reply.text) if quotes(reply) else None
        yield button(label, custom_ids.why(passage or custom_ids.NOTHING_SHOWN, quoted))
    if showing.follows and reply.story is not None:
        yield button(following_wording.FOLLOW, custom_ids.follow(reply.story))
    if showing.can_ask_editors and reply.kind is ReplyKind.ABSTENTION:
        yield button(unanswered_wording.ASK_EDITORS, custom_ids.ASK_EDITORS_ID)
    if showing.asker is not None:
        yield button(wording.REMOVE, custom_ids.remove(showing.asker))
    if passage is not None and showing.takes_votes and _is_one_answer(reply):
        # Last, and without a word on them: whoever does not vote need not read past them.
        yield button(wording.VOTE_FOR, custom_ids.vote_for(passage))
        yield button(wording.VOTE_AGAINST, custom_ids.vote_against(passage))


def quotes(reply: Reply) -> bool:
    """Tell whether a reply shows a passage's own words."""
    return reply.kind is ReplyKind.ANSWER and reply.passage is not None


def _is_one_answer(reply: Reply) -> bool:
    """Tell whether a vote can only mean this answer."""
    return reply.kind is ReplyKind.ANSWER and not reply.also


def button(
    label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> discord.ui.Button[Any]:
    """Make a button whose label fits."""
    return discord.ui.Button(
        label=shorten(label, limits.BUTTON_LABEL), custom_id=custom_id, style=style
    )


def numbered_rows(offered: Iterable[tuple[str, str]]) -> Iterator[Item]:
    """Make a button of each label and custom id, numbered as they are written out above."""
    return in_rows(
        button(numbered(number, one_line(label)), custom_id, discord.ButtonStyle.primary)
        for number, (label, custom_id) in enumerate(offered, 1)
    )


def numbered(number: int, label: str) -> str:
    """Label a button that a typed number stands for."""
    return f"{number} · {label}"


def in_rows(buttons: Iterable[discord.ui.Button[Any]]) -> Iterator[Item]:
    """Put buttons into rows, as many into each as Discord takes."""
    left = iter(buttons)
    while row := tuple(islice(left, limits.BUTTONS_IN_A_ROW)):
        yield discord.ui.ActionRow(*row)


def _listed(head: str, lines: Iterable[str]) -> list[str]:
    """Write a headed list; nothing for no lines."""
    points = "\n".join(f"- {in_a_line(line, _REASON)}" for line in lines)
    return [f"**{head}**\n{points}"] if points else []
