"""/privacy in the running bot: what it says, the export, the erasure."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.dialogue import privacy_wording
from bot.discord_app.items.privacy import EXPORT_FILE
from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.readers import ReaderKeys
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import labels_of, text_of


async def privacy(harbour: Harbour, reader: Any = None) -> Any:
    """Use /privacy and give the answer."""
    return await (reader or harbour.ann).slash(harbour.channel, "privacy")


async def test_it_says_what_is_kept_to_the_reader_alone(harbour: Harbour) -> None:
    told = await privacy(harbour)
    assert told.ephemeral
    assert "After 30 days it is erased." in text_of(told)
    assert "neither your name nor your id" in text_of(told)
    assert labels_of(told) == [privacy_wording.EXPORT, privacy_wording.ERASE]


async def test_it_works_in_direct_messages(harbour: Harbour) -> None:
    told = await harbour.ann.user.slash("privacy")
    assert "After 30 days it is erased." in text_of(told)


async def test_export_gives_the_readers_own_rows_and_no_others(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    await harbour.ask("what did the storm break?", reader=harbour.bob)
    exported = await harbour.ann.click(
        (await privacy(harbour)).response, label=privacy_wording.EXPORT
    )
    assert exported.ephemeral
    assert privacy_wording.exported(1) in text_of(exported)
    (file,) = exported.response.attachments
    assert file.filename == EXPORT_FILE
    (row,) = json.loads(await file.read())["questions"]
    assert row["question"] == "who pays for the lamp oil?"
    assert row["guild"] == str(harbour.guild.id)
    assert "reader" not in row


async def test_export_of_nothing_says_so(harbour: Harbour) -> None:
    exported = await harbour.ann.click(
        (await privacy(harbour)).response, label=privacy_wording.EXPORT
    )
    assert privacy_wording.NOTHING_KEPT in text_of(exported)


async def test_erase_asks_first_and_then_says_how_many(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    await harbour.ann.send_dm("what did the storm break?")
    await harbour.ask("what did the storm break?", reader=harbour.bob)
    asked = await harbour.ann.click((await privacy(harbour)).response, label=privacy_wording.ERASE)
    assert privacy_wording.ERASE_SURE in text_of(asked)
    assert await harbour.kept() == 3
    done = await harbour.ann.click(asked.response, label=privacy_wording.ERASE_NOW)
    assert privacy_wording.erased(2) in text_of(done)
    assert await harbour.kept() == 1
    assert len(await harbour.kept_of(harbour.bob)) == 1


async def test_erase_forgets_what_the_reader_saw_as_well(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    assert harbour.bot.desk.subject(harbour.ann.id, harbour.channel.id).about is not None
    asked = await harbour.ann.click((await privacy(harbour)).response, label=privacy_wording.ERASE)
    await harbour.ann.click(asked.response, label=privacy_wording.ERASE_NOW)
    assert harbour.bot.desk.subject(harbour.ann.id, harbour.channel.id).about is None


async def test_what_is_erased_follows_no_edit_and_still_goes_with_its_question(
    harbour: Harbour,
) -> None:
    question = await harbour.ann.send(harbour.channel, f"{harbour.mention} who pays for oil?")
    asked = await harbour.ann.click((await privacy(harbour)).response, label=privacy_wording.ERASE)
    await harbour.ann.click(asked.response, label=privacy_wording.ERASE_NOW)
    await harbour.ann.edit(question, f"{harbour.mention} what did the storm break?")
    assert "The harbour guild does." in text_of(harbour.answers[0])
    assert await harbour.kept() == 0
    await harbour.ann.delete(question)
    assert harbour.answers == []


async def test_the_buttons_work_after_a_restart(harbour: Harbour) -> None:
    await harbour.ask("who pays for the lamp oil?")
    told = await privacy(harbour)
    await harbour.restart()
    asked = await harbour.ann.click(told.response, label=privacy_wording.ERASE)
    await harbour.restart()
    done = await harbour.ann.click(asked.response, label=privacy_wording.ERASE_NOW)
    assert privacy_wording.erased(1) in text_of(done)


class TestNothingIsKept:
    """BOT_KEEP_DAYS=0."""

    @pytest.fixture
    def keeping(self) -> Keeping:
        return KEEP_NOTHING

    async def test_where_nothing_is_kept_nothing_is_offered(self, harbour: Harbour) -> None:
        await harbour.ask("who pays for the lamp oil?")
        told = await privacy(harbour)
        assert "I do not store your questions." in text_of(told)
        assert labels_of(told) == []
        assert await harbour.kept() == 0


class TestWithoutReaders:
    """BOT_READERS=none."""

    @pytest.fixture
    def keeping(self) -> Keeping:
        return Keeping(days=1, keys=ReaderKeys(b"0" * 32), notes_readers=False)

    async def test_nothing_says_who_asked(self, harbour: Harbour) -> None:
        await harbour.ask("who pays for the lamp oil?")
        told = await privacy(harbour)
        assert "I do not keep who asked." in text_of(told)
        assert "After 1 day it is erased." in text_of(told)
        assert labels_of(told) == []
        assert await harbour.kept() == 1
        assert await harbour.kept_of(harbour.ann) == ()
