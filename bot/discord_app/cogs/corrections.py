"""Edits answers that were posted when the words that they quote are corrected, or are not so."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, assert_never

import discord
from discord.ext import commands

from bot.discord_app.corrected import still_quotes, with_corrections, without_corrections
from bot.discord_app.desk import Desk
from bot.discord_app.looking import Looking, Turns, looking
from bot.discord_app.refusals import is_for_good
from bot.discord_app.sending import LINE_FAULTS, is_of_the_moment
from bot.discord_app.threads import with_thread_open
from bot.newsroom.correcting import Correction, TakenBack, corrections, taken_back

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)

Change = Correction | TakenBack

_EVERY_S: Final = 30.0

_AT_ONCE: Final = 10
"""Edits in one look: twenty a minute leave Discord's budget to readers."""

_TRIES: Final = 3

_LOOKS: Final = 2
"""After each change of the content: at the first, an answer may still be on its way."""


class Corrections(Looking):
    """Looks every half minute whether another content is served, and what follows from it.

    What is to be done is found from the database and the content alone, so a restart in the
    middle loses nothing.
    """

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._done: dict[int, tuple[str, int]] = {}
        """Guild → a revision, and in how many looks since all its answers were corrected."""
        self._turns = Turns()
        self._failed: Counter[int] = Counter()

    @looking(every_s=_EVERY_S, what="correcting posted answers")
    async def look(self) -> None:
        """Correct a few answers."""
        newsroom, left = self._desk.newsroom, _AT_ONCE
        if newsroom is None:
            return
        guilds = [guild.id for guild in self._client.guilds]
        for guild in self._turns.of(guilds):
            left -= await self._correct(newsroom, guild, left)
            if left <= 0:
                return

    async def _correct(self, newsroom: Newsroom, guild: int, most: int) -> int:
        """Correct some answers of a guild, and give how many were tried."""
        corpus = self._desk.library.of(guild).corpus
        revision, looks = self._done.get(guild, ("", 0))
        looks = looks if revision == corpus.revision else 0
        if looks >= _LOOKS:
            return 0
        due: list[Change] = [*await corrections(newsroom.ledger, guild, corpus)]
        due += await taken_back(newsroom.ledger, guild, corpus)
        results = [await self._edit_in_turn(newsroom, change) for change in due[:most]]
        if all(results) and len(due) <= most:
            self._done[guild] = corpus.revision, looks + 1
        return len(results)

    async def _edit_in_turn(self, newsroom: Newsroom, change: Change) -> bool:
        """Edit one answer, and let nothing that becomes of its question come between."""
        question = self._desk.answers.question_of(change.quote.message)
        async with self._desk.in_turn(question or change.quote.message):
            return await self._edit(newsroom, change)

    async def _edit(self, newsroom: Newsroom, change: Change) -> bool:
        """Edit one answer; say whether nothing is left to be done about it."""
        quote, quotes = change.quote, newsroom.ledger.quotes
        channel = self._client.get_partial_messageable(quote.channel, guild_id=quote.guild)
        try:
            message = await channel.fetch_message(quote.message)
            is_ours = still_quotes(message, quote)
            if is_ours:
                view = _changed(message, change, self._desk.today)
                if view is not None:
                    nobody = discord.AllowedMentions.none()
                    edit = partial(message.edit, view=view, allowed_mentions=nobody)
                    await with_thread_open(self._client, quote.channel, edit)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            if not is_for_good(error):
                _log.warning("An answer could not be corrected: %s", error)
                if is_of_the_moment(error):  # 30046: too many edits of what is older than an hour
                    return False
                return await self._failed_again(newsroom, change)
            _log.info("An answer cannot be corrected, and is forgotten: %s", error)
            is_ours = False
        except Exception:  # what one answer cannot take holds up no other
            _log.exception("Fault in correcting an answer")
            return await self._failed_again(newsroom, change)
        self._failed.pop(quote.message, None)
        if not is_ours:
            await quotes.forget([quote.message])
        elif isinstance(change, Correction):
            await quotes.corrected(quote, change.digests)
        else:
            await quotes.taken_back(quote, change.digests)
        return True

    async def _failed_again(self, newsroom: Newsroom, change: Change) -> bool:
        message = change.quote.message
        self._failed[message] += 1
        if self._failed[message] < _TRIES:
            return False
        del self._failed[message]
        await newsroom.ledger.quotes.forget([message])
        return True


def _changed(message: discord.Message, change: Change, today: date) -> discord.ui.LayoutView | None:
    """Give the message as it is to be; none where it is so already."""
    match change:
        case Correction(quote, notes):
            return with_corrections(message, quote, notes, today)
        case TakenBack(quote, _, notes):
            return without_corrections(message, quote, notes, today)
        case _:
            assert_never(change)
