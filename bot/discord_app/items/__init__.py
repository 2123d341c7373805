"""The buttons and menus: each does one thing for whoever uses it, also after a restart.

A map of the room, which a test keeps whole. Beside the buttons stands what shows them.

All begin with a class of `our_item`. For readers: `replies` has what is under answers, `voting`
and `changing` say what readers think of them and what has changed in them, `asks` puts questions
to the editors. `follows` begins and ends following, `news` opens what is new. `privacy` shows and
erases what is kept.

For moderators: `gaps` has what was not answered, `teaching` wordings, `writing` the form for an
answer, and `unwritten` why there is none. `publishing` and `drafts` have changes of pages,
`judging` the threshold. `settings` does what `settings_panel` shows, `audit_log` tells who did it.
"""

from __future__ import annotations

from typing import Final

from bot.discord_app.items.asks import AskEditorsButton, NoNeedButton, TellMeButton
from bot.discord_app.items.audit_log import LogButton
from bot.discord_app.items.changing import ChangedButton
from bot.discord_app.items.drafts import DraftsButton
from bot.discord_app.items.follows import FollowButton, UnfollowButton
from bot.discord_app.items.gaps import (
    GapDismissButton,
    GapNotThisButton,
    GapRestoreButton,
    GapsButton,
    GapTeachButton,
    GapWriteButton,
)
from bot.discord_app.items.judging import AnswerAtButton, JudgeButton, JudgeNextButton
from bot.discord_app.items.news import NewsButton
from bot.discord_app.items.our_item import OurItem
from bot.discord_app.items.privacy import EraseButton, EraseNowButton, ExportButton
from bot.discord_app.items.publishing import (
    HistoryButton,
    LookButton,
    PublishButton,
    WithdrawButton,
)
from bot.discord_app.items.replies import (
    DeeperButton,
    OtherButton,
    PageButton,
    RemoveButton,
    WhyButton,
)
from bot.discord_app.items.settings import PickMenu, SetButton, SettingsButton
from bot.discord_app.items.teaching import (
    CancelLessonButton,
    LessonsButton,
    PublishLessonButton,
    TeachSelect,
    UndoLessonButton,
)
from bot.discord_app.items.voting import MeantButton, VoteButton

ITEMS: Final[tuple[type[OurItem], ...]] = (
    *(DeeperButton, PageButton, OtherButton, WhyButton, RemoveButton, ChangedButton),
    *(VoteButton, MeantButton),
    *(AskEditorsButton, TellMeButton, NoNeedButton),
    *(FollowButton, UnfollowButton, NewsButton),
    *(ExportButton, EraseButton, EraseNowButton),
    *(GapsButton, GapTeachButton, GapNotThisButton, GapWriteButton),
    *(GapDismissButton, GapRestoreButton),
    *(TeachSelect, PublishLessonButton, CancelLessonButton, UndoLessonButton, LessonsButton),
    *(PublishButton, WithdrawButton, LookButton, HistoryButton, DraftsButton),
    *(JudgeNextButton, JudgeButton, AnswerAtButton),
    *(SettingsButton, SetButton, PickMenu, LogButton),
)
"""Every button and menu, registered once at start-up; their templates are disjoint."""
