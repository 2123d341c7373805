"""The cogs: each hears one kind of wish, calls the core, renders and sends."""

from __future__ import annotations

from bot.discord_app.cogs.asking import Asking
from bot.discord_app.cogs.asks import Asks
from bot.discord_app.cogs.browsing import Browsing
from bot.discord_app.cogs.changed_questions import ChangedQuestions
from bot.discord_app.cogs.commands import AskCommands
from bot.discord_app.cogs.content import Content
from bot.discord_app.cogs.corrections import Corrections
from bot.discord_app.cogs.expiry import Expiry
from bot.discord_app.cogs.follows import Follows
from bot.discord_app.cogs.forgetting import Forgetting
from bot.discord_app.cogs.privacy import Privacy
from bot.discord_app.cogs.settings import GuildWishes
from bot.discord_app.cogs.setup import Setup
from bot.discord_app.cogs.stats import Stats
from bot.discord_app.cogs.strays import Strays
from bot.discord_app.cogs.teaching import Teaching
from bot.discord_app.cogs.telling_news import TellingNews
from bot.discord_app.cogs.unanswered import Unanswered
from bot.discord_app.cogs.waking import Waking
from bot.discord_app.cogs.watching import Watching
from bot.discord_app.cogs.weekly import Weekly

COGS = (
    *(Asking, Asks, AskCommands, Browsing, ChangedQuestions, Content, Corrections, Expiry),
    *(
        Follows,
        Forgetting,
        GuildWishes,
        Privacy,
        Setup,
        Stats,
        Strays,
        Teaching,
        TellingNews,
        Unanswered,
        Waking,
        Watching,
        Weekly,
    ),
)
"""Every cog; each is given the client and the desk."""
