"""The cogs: each hears one kind of wish, calls the core, renders and sends.

A map of the room, which a test keeps whole.

For readers: `asking` answers messages and `commands` /ask, `changed_questions` lets answers follow
what becomes of their questions. `browsing` has menus, `follows` /follow, `privacy` /privacy.
`strays` hears clicks that nothing else does, `waking` what ends a rest.

For moderators: `content`, `settings`, `setup`, `stats`, `teaching` and `unanswered` have the
commands of these names. `shadow` notes what would be said where nothing is to be.

By themselves: `telling_answers` and `telling_news` write to readers who wait, `weekly` to editors.
`corrections` edits answers, `expiry` keeps dates, `forgetting` lets go of words.
"""

from __future__ import annotations

from bot.discord_app.cogs.asking import Asking
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
from bot.discord_app.cogs.shadow import Shadow
from bot.discord_app.cogs.stats import Stats
from bot.discord_app.cogs.strays import Strays
from bot.discord_app.cogs.teaching import Teaching
from bot.discord_app.cogs.telling_answers import TellingAnswers
from bot.discord_app.cogs.telling_news import TellingNews
from bot.discord_app.cogs.unanswered import Unanswered
from bot.discord_app.cogs.waking import Waking
from bot.discord_app.cogs.weekly import Weekly

COGS = (
    *(Asking, AskCommands, Browsing, ChangedQuestions, Shadow, Strays, Waking),
    *(Follows, Privacy, TellingAnswers, TellingNews),
    *(Content, Corrections, Expiry, Forgetting, GuildWishes, Setup, Stats, Teaching),
    *(Unanswered, Weekly),
)
"""Every cog; each is given the client and the desk."""
