"""Pages that a server changed or removed, and the content folder, which goes on being written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import content_wording
from bot.dialogue import publishing_wording as wording
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import CLOSED, CLOSED_ANSWER, PAGE
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import labels_of, text_of
from tests.discord_app.test_publishing import (
    ADDED,
    ASKED,
    LONGER,
    a_file,
    click,
    roll_back,
    save,
    upload,
    write,
)
from tests.discord_app.test_writing import write as answer

pytestmark = pytest.mark.bridge

NEWER = BRIDGE_PAGE.replace("At least eight", "At least eleven")
LATEST = BRIDGE_PAGE.replace("At least eight", "At least thirteen")
OURS = content_wording.covered(PAGE, is_removed=False)
GONE = content_wording.covered(PAGE, is_removed=True)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "content" / PAGE


async def command(harbour: Harbour, name: str, **options: Any) -> Any:
    return await harbour.moderator.slash(harbour.channel, f"content {name}", **options)


async def give_back(harbour: Harbour, file: str = PAGE) -> Any:
    return await command(harbour, "give-back", page=file)


async def remove(harbour: Harbour) -> Any:
    return await command(harbour, "remove", page=PAGE)


async def publish(harbour: Harbour, shown: Any) -> str:
    return text_of(await click(harbour, shown, wording.PUBLISH))


async def closed(harbour: Harbour) -> str:
    return text_of(await harbour.ask(CLOSED))


async def test_a_file_that_changes_below_a_servers_own_page_is_named_until_it_is_given_back(
    harbour: Harbour, page: Path
) -> None:
    await publish(harbour, await upload(harbour))
    write(page, NEWER)
    for name in ("check", "reload", "status"):
        told = text_of(await command(harbour, name))
        assert OURS in told, name
        assert content_wording.covered_heading(1) in told, name
    assert CLOSED_ANSWER in await closed(harbour)
    shown = await give_back(harbour)
    assert wording.given_back([PAGE]) in text_of(shown)
    assert "Passages: 0 added, 1 changed, 1 removed." in text_of(shown)
    assert wording.published(2) in await publish(harbour, shown)
    assert "At least eleven" in await closed(harbour)
    assert harbour.newsroom.published(harbour.guild.id).overlay.pages == {}
    await save(harbour, page, LATEST)
    assert "At least thirteen" in await closed(harbour)
    assert OURS not in text_of(await command(harbour, "status"))


async def test_what_was_given_back_comes_back_by_a_rollback(harbour: Harbour, page: Path) -> None:
    await publish(harbour, await upload(harbour))
    await save(harbour, page, NEWER)
    await publish(harbour, await give_back(harbour))
    await publish(harbour, await roll_back(harbour, "1"))
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))
    assert harbour.newsroom.published(harbour.guild.id).overlay.pages == {PAGE: LONGER.encode()}
    history = text_of(await command(harbour, "history"))
    assert f"**2** · publish: give back {PAGE}" in history


async def test_an_upload_of_the_folders_own_bytes_gives_the_page_back(
    harbour: Harbour, page: Path
) -> None:
    await publish(harbour, await upload(harbour))
    shown = await upload(harbour, a_file(BRIDGE_PAGE))
    assert wording.given_back([PAGE]) in text_of(shown)
    await publish(harbour, shown)
    await save(harbour, page, NEWER)
    assert "At least eleven" in await closed(harbour)


async def test_of_several_files_those_that_are_the_folders_stay_the_folders(
    harbour: Harbour, page: Path
) -> None:
    lamps = a_file(ADDED, "lamps.md")
    shown = await upload(harbour, a_file(BRIDGE_PAGE), file2=lamps)
    await publish(harbour, shown)
    await save(harbour, page, NEWER)
    assert "At least eleven" in await closed(harbour)
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))


async def test_a_page_that_was_removed_is_named_and_can_be_given_back(
    harbour: Harbour, page: Path
) -> None:
    await publish(harbour, await remove(harbour))
    await save(harbour, page, NEWER)
    assert GONE in text_of(await command(harbour, "status"))
    choices = await harbour.moderator.autocomplete(harbour.channel, "content give-back", "page", "")
    assert [choice["value"] for choice in choices] == [PAGE]
    await publish(harbour, await give_back(harbour))
    assert "At least eleven" in await closed(harbour)


async def test_who_removes_a_servers_own_page_hears_that_the_folder_has_one_too(
    harbour: Harbour,
) -> None:
    assert wording.left_below([PAGE]) not in text_of(await remove(harbour))
    await publish(harbour, await upload(harbour))
    assert wording.left_below([PAGE]) in text_of(await remove(harbour))


async def test_what_is_not_a_servers_own_cannot_be_given_back(harbour: Harbour) -> None:
    assert wording.not_own(PAGE) in text_of(await give_back(harbour))
    assert wording.NO_SUCH_PAGE in text_of(await give_back(harbour, "bridge/none.md"))
    await publish(harbour, await upload(harbour, a_file(ADDED, "lamps.txt")))
    told = await give_back(harbour, "lamps/lamps.txt")
    assert wording.not_in_folder("lamps/lamps.txt") in text_of(told)
    assert labels_of(told) == []
    assert content_wording.covered_heading(1) not in text_of(await command(harbour, "status"))


async def test_a_page_is_given_back_whatever_lint_says_of_the_file(
    harbour: Harbour, page: Path
) -> None:
    await publish(harbour, await upload(harbour))
    await save(harbour, page, BRIDGE_PAGE + "-\nWho painted the railings?\n")
    assert "[question-without-answer]" not in text_of(await command(harbour, "status"))
    assert wording.published(2) in await publish(harbour, await give_back(harbour))
    assert "[question-without-answer]" in text_of(await command(harbour, "status"))


class TestMeanwhile:
    """What was looked at before the file changed is looked at again before it counts."""

    async def test_an_upload_over_a_newer_file_is_looked_at_again(
        self, harbour: Harbour, page: Path
    ) -> None:
        shown = await upload(harbour)
        await save(harbour, page, NEWER)
        told = await click(harbour, shown, wording.PUBLISH)
        assert wording.meanwhile([PAGE]) in text_of(told)
        assert "At least eleven" in await closed(harbour)
        again = await click(harbour, told, wording.LOOK_AGAIN)
        assert "− At least eleven months." in text_of(again)
        assert wording.published(1) in await publish(harbour, again)

    async def test_a_written_answer_does_not_bring_older_words_back(
        self, harbour: Harbour, page: Path
    ) -> None:
        shown = await answer(harbour)
        await save(harbour, page, NEWER)
        assert wording.meanwhile([PAGE]) in await publish(harbour, shown)
        assert "At least eleven" in await closed(harbour)

    async def test_a_removal_of_what_says_something_else_by_now_is_looked_at_again(
        self, harbour: Harbour, page: Path
    ) -> None:
        shown = await remove(harbour)
        await save(harbour, page, NEWER)
        assert wording.meanwhile([PAGE]) in await publish(harbour, shown)

    async def test_what_is_given_back_to_a_newer_file_is_looked_at_again(
        self, harbour: Harbour, page: Path
    ) -> None:
        await publish(harbour, await upload(harbour))
        shown = await give_back(harbour)
        await save(harbour, page, NEWER)
        assert wording.meanwhile([PAGE]) in await publish(harbour, shown)

    async def test_a_rollback_over_a_newer_file_is_looked_at_again(
        self, harbour: Harbour, page: Path
    ) -> None:
        await publish(harbour, await upload(harbour))
        await publish(harbour, await give_back(harbour))
        shown = await roll_back(harbour, "1")
        await save(harbour, page, NEWER)
        assert wording.meanwhile([]) in await publish(harbour, shown)
        assert "At least eleven" in await closed(harbour)

    async def test_a_file_that_readers_do_not_see_stands_in_nobodys_way(
        self, harbour: Harbour, page: Path
    ) -> None:
        await publish(harbour, await upload(harbour))
        shown = await upload(harbour, a_file(BRIDGE_PAGE + ADDED.replace("keeper", "maker")))
        await save(harbour, page, NEWER)
        assert wording.published(2) in await publish(harbour, shown)

    async def test_a_change_of_another_file_stands_in_nobodys_way(
        self, harbour: Harbour, page: Path
    ) -> None:
        shown = await upload(harbour)
        await save(harbour, page.with_name("quay.md"), ADDED.replace("bridge", "quay"))
        assert wording.published(1) in await publish(harbour, shown)
