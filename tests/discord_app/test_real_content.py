"""The running bot with a real library: real pages, the real matcher, a real folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.app.editions import build_edition
from bot.dialogue import content_wording, wording
from bot.editorial import settings_wording
from bot.library import Library
from bot.settings import Settings
from tests.builders import BRIDGE_PAGE
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.discord_app.test_guild_settings import opened, pick

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"

FERRY_PAGE = """\
---
title: The ferry to Karsund
as_of: 2026-11-02
---
-
How long does the ferry take?
Forty minutes from pier to pier, and an hour when the sound is rough.
-
Who runs the ferry?
A company of the two towns, with four boats and sixty people.
"""


def a_library(content: Path, state: Path) -> Library:
    settings = Settings.model_construct(content_dir=content, state_dir=state)
    return Library(settings, build_edition(settings))


class TestReload:
    """/content reload on a folder that an author works in."""

    @pytest.fixture
    def page(self, tmp_path: Path) -> Path:
        page = tmp_path / "content" / "bridge" / "questions.md"
        page.parent.mkdir(parents=True)
        page.write_text(BRIDGE_PAGE, encoding="utf-8")
        return page

    @pytest.fixture
    def library(self, page: Path, tmp_path: Path) -> Any:
        return a_library(tmp_path / "content", tmp_path / "state")

    # The author writes between the bot's steps, which nothing else waits for.
    # ruff: noqa: ASYNC240

    async def test_a_new_question_is_reported_and_answered(
        self, harbour: Harbour, page: Path
    ) -> None:
        added = "-\nWho lit the lamps on the bridge?\nThe lamp keeper did, every evening.\n"
        page.write_text(BRIDGE_PAGE + added, encoding="utf-8")
        checked = await harbour.moderator.slash(harbour.channel, "content check")
        assert "1 passage added, 0 changed, 0 removed." in text_of(checked)
        await harbour.moderator.slash(harbour.channel, "content reload")
        answer = await harbour.ask("who lit the lamps on the bridge?")
        assert "The lamp keeper did, every evening." in text_of(answer)

    async def test_a_broken_page_is_a_finding_and_the_old_one_is_served(
        self, harbour: Harbour, page: Path
    ) -> None:
        page.write_bytes(b"\x00\x01broken")
        reloaded = await harbour.moderator.slash(harbour.channel, "content reload")
        assert "bridge/questions.md:1:1: error" in text_of(reloaded)
        answer = await harbour.ask("how long will the bridge stay closed?")
        assert "At least eight months." in text_of(answer)

    async def test_an_emptied_folder_is_refused(self, harbour: Harbour, page: Path) -> None:
        page.unlink()
        reloaded = await harbour.moderator.slash(harbour.channel, "content reload")
        assert content_wording.RELOAD_REFUSED_HEADING in text_of(reloaded)
        answer = await harbour.ask("how long will the bridge stay closed?")
        assert "At least eight months." in text_of(answer)

    async def test_a_button_of_a_removed_question_is_answered_kindly(
        self, harbour: Harbour, page: Path
    ) -> None:
        answer = await harbour.ask("how long will the bridge stay closed?")
        page.write_text(BRIDGE_PAGE.rsplit("-\n", 1)[0], encoding="utf-8")
        await harbour.moderator.slash(harbour.channel, "content reload")
        gone = await harbour.bob.click(answer, label="1 · Who pays for the repair?")
        assert wording.GONE_HEADING in text_of(gone)
        assert labels_of(gone), "the closest passages are offered"


class TestOfferedBriefings:
    """Two briefings in a folder, of which moderators tick one."""

    @pytest.fixture
    def library(self, tmp_path: Path) -> Any:
        for name, page in (("bridge", BRIDGE_PAGE), ("ferry", FERRY_PAGE)):
            file = tmp_path / "content" / name / "questions.md"
            file.parent.mkdir(parents=True)
            file.write_text(page, encoding="utf-8")
        return a_library(tmp_path / "content", tmp_path / "state")

    async def test_what_is_not_ticked_is_not_there_and_comes_back(self, harbour: Harbour) -> None:
        asked = "how long does the ferry take?"
        assert "Forty minutes" in text_of(await harbour.ask(asked))
        panel = await opened(harbour, settings_wording.BRIEFINGS_BUTTON)
        await pick(harbour, panel, "briefings", "bridge")
        assert "Forty minutes" not in text_of(await harbour.ask(asked))
        latest = await harbour.ann.slash(harbour.channel, "latest")
        assert "The bridge at Halden" in text_of(latest)
        assert "The ferry to Karsund" not in text_of(latest)
        await harbour.ann.send_dm(asked)
        assert "Forty minutes" in text_of(harbour.ann.user.dm_channel.last_message)
        await pick(harbour, panel, "briefings", "bridge", "ferry")
        assert "Forty minutes" in text_of(await harbour.ask(asked))
        assert harbour.newsroom.settings_of(harbour.guild.id).briefings is None


@pytest.mark.parametrize("reads_unprompted", [True])
class TestTalk:
    """People say things about an answer; the real matcher finds candidates for all of them."""

    @pytest.fixture
    def library(self, tmp_path: Path) -> Any:
        file = tmp_path / "content" / "ferry" / "questions.md"
        file.parent.mkdir(parents=True)
        file.write_text(FERRY_PAGE, encoding="utf-8")
        return a_library(tmp_path / "content", tmp_path / "state")

    @pytest.mark.parametrize("who", ["ann", "bob"])
    async def test_remarks_in_replies_are_left_alone(self, harbour: Harbour, who: str) -> None:
        answer = await harbour.ask("how long does the ferry take?")
        assert "Forty minutes" in text_of(answer)
        for words in REMARKS:
            await getattr(harbour, who).send(harbour.channel, words, reply_to=answer)
            assert harbour.answers == [answer], words

    @pytest.mark.parametrize(
        "words", ["why did they do it", "and the eu", "is it haunted", "since when"]
    )
    async def test_questions_in_replies_are_not(self, harbour: Harbour, words: str) -> None:
        answer = await harbour.ask("how long does the ferry take?")
        await harbour.bob.send(harbour.channel, words, reply_to=answer)
        assert len(harbour.answers) == 2

    async def test_two_who_talk_in_the_bots_own_thread_are_left_alone(
        self, harbour: Harbour
    ) -> None:
        await opened(harbour, settings_wording.THREADS_BUTTONS[False])
        await harbour.ann.send(harbour.channel, f"{harbour.mention} who runs the ferry?")
        (thread,) = harbour.channel.threads
        (answer,) = harbour.answers_in(thread)
        talk = "are you coming tonight? | yes | what time? | 8 | can you bring beer? | ok"
        for turn, words in enumerate(talk.split(" | ")):
            await (harbour.ann if turn % 2 else harbour.bob).send(thread, words)
            assert harbour.answers_in(thread) == [answer], words
        await harbour.ann.send(thread, "how long does the ferry take?")
        assert "Forty minutes" in text_of(harbour.answers_in(thread)[-1])


REMARKS = (
    "this is so sad",
    "told you so",
    "yikes",
    "W",
    "same",
    "no way",
    "big if true",
    "cc @ann",
    "he looks like my uncle",
    "I feel bad for the people there",
    "!play despacito",
)


@pytest.mark.skipif(not SEEDS.exists(), reason="the real pages in ../shared/seeds are not here")
class TestSeeds:
    """The main job on the real pages: ask, click, go deeper."""

    @pytest.fixture
    def library(self, tmp_path: Path) -> Any:
        return a_library(SEEDS, tmp_path / "state")

    async def test_every_choice_opens_and_leads_on(self, harbour: Harbour) -> None:
        seen: set[str] = set()
        briefing = harbour.bot.desk.responder_of(None).briefings()[0].id
        opened = await harbour.ann.slash(harbour.channel, "briefing", title=briefing)
        waiting = [opened.response]
        while waiting and len(seen) < 40:
            message = waiting.pop()
            for custom_id in ids_of(message):
                if custom_id.startswith(("deeper:", "page:")) and custom_id not in seen:
                    seen.add(custom_id)
                    shown = await harbour.ann.click(message, custom_id=custom_id)
                    assert wording.GONE_HEADING not in text_of(shown)
                    waiting.append(shown.response)
        assert len(seen) > 10

    async def test_each_question_is_answered_in_its_own_words(self, harbour: Harbour) -> None:
        passages = harbour.bot.desk.responder_of(None).corpus.passages
        asked = [p for p in passages if p.kind == "question"][:12]
        assert asked
        for passage in asked:
            answer = await harbour.ask(passage.label)
            assert passage.text.splitlines()[0][:200] in text_of(answer)
