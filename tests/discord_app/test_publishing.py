"""Publishing pages inside Discord, on real pages: looked at, published, taken back."""

from __future__ import annotations

import asyncio
import io
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.corpus.limits import Limits
from bot.corpus.model import BriefingId
from bot.corpus.overlay import NOTHING_OVER
from bot.dialogue import content_wording, teaching_wording
from bot.dialogue import publishing_wording as wording
from bot.discord_app.custom_ids import deeper
from bot.discord_app.items.drafts import DRAFTS_SHOWN
from bot.newsroom.publishing import MOST_PASSAGES, TAKES_A_WHILE
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.model import StoreError
from bot.store.sql import SqlStore
from tests.builders import BRIDGE_PAGE
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.discord_app.test_content import open_to_all
from tests.discord_app.test_real_content import a_library
from tests.store.builders import a_record

ADDED = "-\nWho lit the lamps on the bridge?\nThe lamp keeper did, every evening.\n"
LONGER = BRIDGE_PAGE + ADDED
ASKED = "who lit the lamps on the bridge?"
NAME = "questions.md"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "content" / "bridge" / NAME
    page.parent.mkdir(parents=True)
    page.write_text(BRIDGE_PAGE, encoding="utf-8")
    return page


@pytest.fixture
def library(page: Path, tmp_path: Path) -> Any:
    return a_library(tmp_path / "content", tmp_path / "state")


def a_file(text: str | bytes = LONGER, name: str = NAME) -> tuple[str, bytes]:
    return name, text.encode() if isinstance(text, str) else text


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


async def save(harbour: Harbour, file: Path, text: str) -> None:
    """Save a page in the content folder, and have that read again."""
    write(file, text)
    await harbour.moderator.slash(harbour.channel, "content reload")


async def upload(harbour: Harbour, file: tuple[str, bytes] | None = None, **options: Any) -> Any:
    sent = file or a_file()
    return await harbour.moderator.slash(harbour.channel, "content upload", file=sent, **options)


async def click(harbour: Harbour, shown: Any, label: str, who: Any = None) -> Any:
    return await (who or harbour.moderator).click(shown.response, label=label)


async def roll_back(harbour: Harbour, revision: str) -> Any:
    return await harbour.moderator.slash(harbour.channel, "content rollback", revision=revision)


@pytest.mark.elsewhere
async def test_a_page_is_looked_at_published_and_answered_with_in_every_channel_of_the_server(
    harbour: Harbour,
) -> None:
    other = harbour.env.create_guild("Lighthouse")
    elsewhere = other.create_text_channel("news")
    eve = other.add_member(harbour.env.create_user("eve"))
    shown = await upload(harbour)
    assert shown.ephemeral
    said = text_of(shown)
    assert "Passages: 1 added, 0 changed, 0 removed." in said
    assert "The lamp keeper did, every evening." in said
    assert harbour.newsroom.published(harbour.guild.id).number == 0
    done = await click(harbour, shown, wording.PUBLISH)
    assert wording.published(1) in text_of(done)
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))
    second = harbour.guild.create_text_channel("second")
    await harbour.ann.send(second, f"{harbour.mention} {ASKED}")
    assert "The lamp keeper did" in text_of(harbour.answers_in(second)[-1])
    await eve.send(elsewhere, f"{harbour.mention} {ASKED}")
    assert "The lamp keeper did" not in text_of(harbour.answers_in(elsewhere)[-1])


async def test_past_questions_of_the_server_that_would_change_are_told(harbour: Harbour) -> None:
    database = Database(sqlite_address(harbour.state_dir / "newsroom.db"))
    mine = {"guild": harbour.guild.id}
    kept = [
        a_record(1, question=ASKED, **mine),
        a_record(2, question=ASKED, **mine),
        a_record(3, question="how long will the bridge stay closed?", **mine),
        a_record(4, question="who pays for the lamps?", guild=5),
    ]
    await SqlStore(database).record(kept)
    await database.close()
    shown = await upload(harbour)
    assert content_wording.replayed(1, 2) in text_of(shown)


async def test_what_is_cancelled_changes_nothing_and_is_gone(harbour: Harbour) -> None:
    shown = await upload(harbour)
    assert wording.CANCELLED in text_of(await click(harbour, shown, wording.CANCEL))
    assert wording.PROPOSAL_GONE in text_of(await click(harbour, shown, wording.PUBLISH))
    assert harbour.newsroom.published(harbour.guild.id).number == 0


async def test_a_rollback_is_looked_at_and_makes_a_revision_of_its_own(harbour: Harbour) -> None:
    await click(harbour, await upload(harbour), wording.PUBLISH)
    choices = await harbour.moderator.autocomplete(
        harbour.channel, "content rollback", "revision", ""
    )
    assert [choice["value"] for choice in choices] == ["0"]
    shown = await roll_back(harbour, "0")
    assert "Passages: 0 added, 0 changed, 1 removed." in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert harbour.newsroom.published(harbour.guild.id).number == 2
    assert "The lamp keeper did" not in text_of(await harbour.ask(ASKED))
    history = await harbour.moderator.slash(harbour.channel, "content history")
    assert "**2** · rollback: back to revision 0" in text_of(history)
    assert "**1** · publish: upload bridge/questions.md" in text_of(history)
    again = await roll_back(harbour, "1")
    await click(harbour, again, wording.PUBLISH)
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))


async def test_a_rollback_names_what_was_taught_since_and_what_comes_back(
    harbour: Harbour,
) -> None:
    await click(harbour, await upload(harbour), wording.PUBLISH)
    corpus = harbour.newsroom.library.of(harbour.guild.id).corpus
    passage = next(one for one in corpus.passages if one.label.startswith("Who pays"))
    taught = await harbour.moderator.slash(
        harbour.channel, "teach wording", words="zzz cash", question=deeper(passage.id)
    )
    await click(harbour, taught, teaching_wording.LESSON_PUBLISH)
    shown = await roll_back(harbour, "1")
    lesson = teaching_wording.lesson("zzz cash", passage.label, is_meant=True)
    assert f"{wording.UNLEARNT}\n- {lesson}" in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    again = text_of(await roll_back(harbour, "2"))
    assert f"{wording.LEARNT}\n- {lesson}" in again
    assert wording.UNLEARNT not in again
    assert wording.LEARNT not in text_of(await upload(harbour, a_file(ADDED, "lamps.txt")))


@pytest.mark.parametrize("revision", ["7", "x", "-1", "²"])
async def test_a_rollback_to_what_never_was_is_refused(harbour: Harbour, revision: str) -> None:
    assert wording.NO_SUCH_REVISION in text_of(await roll_back(harbour, revision))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\x00\x01\x02\x03 binary", "binary-file"),
        (b"<!doctype html><html><body><p>Hello</p></body></html>", "html-page"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00zipped", "binary-file"),
        ("Why?\nBecause.".encode("utf-16"), "utf-16"),
        (b"", "empty-file"),
        (b"-\nWhy?\n" + b"x" * (1 << 20), "file-too-large"),
        (b"-\nWhy is it so?\nBecause \x81\x8d of it.\n", "not-utf-8"),
    ],
)
async def test_what_is_no_page_is_refused_with_the_way_to_mend_it(
    harbour: Harbour, raw: bytes, code: str
) -> None:
    shown = await upload(harbour, a_file(raw))
    assert f"[{code}]" in text_of(shown)
    assert wording.BLOCKED in text_of(shown)
    assert labels_of(shown) == []


async def test_a_file_that_is_too_large_is_refused_by_its_size_and_not_fetched(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    async def fetch(attachment: discord.Attachment) -> bytes:
        fetched.append(attachment.filename)
        return ADDED.encode()

    monkeypatch.setattr("bot.discord_app.publishing_commands.read_attachment", fetch)
    large, small = a_file(b"x" * ((1 << 20) + 1), "large.txt"), a_file(ADDED, "small.txt")
    # The folder may hold larger pages.
    monkeypatch.setattr("bot.library.Library.limits", Limits(page_bytes=4 << 20))
    shown = await upload(harbour, large, file2=small)
    assert "[file-too-large]" in text_of(shown)
    assert "at most 1,048,576 are read" in text_of(shown)
    assert wording.PAGE_TOO_LARGE in text_of(shown)
    assert "BOT_" not in text_of(shown)
    assert fetched == ["small.txt"]


async def test_twenty_thousand_lines_without_a_heading_are_refused(
    harbour: Harbour,
) -> None:
    shown = await upload(harbour, a_file("".join(f"line {n}\n" for n in range(20_000))))
    assert wording.too_long("bridge/questions.md") in text_of(shown)


@pytest.mark.parametrize("name", ["../../etc/passwd.md", "..\\..\\boot.md", ".hidden.md", "CON.md"])
async def test_a_name_is_data_and_never_a_path(harbour: Harbour, name: str) -> None:
    await click(harbour, await upload(harbour, a_file(ADDED, name)), wording.PUBLISH)
    (file,) = harbour.newsroom.published(harbour.guild.id).overlay.pages
    assert ".." not in file
    assert "\\" not in file
    assert not file.startswith(("/", "."))
    assert file.count("/") == 1


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", b"x" * ((1 << 20) + 1)])
async def test_what_becomes_no_page_is_named_as_it_was_sent(harbour: Harbour, body: bytes) -> None:
    told = text_of(await upload(harbour, a_file(body, "crane.png")))
    assert "- crane.png:1:1: " in told


async def test_two_files_that_would_be_one_page_are_refused(harbour: Harbour) -> None:
    shown = await upload(harbour, file2=a_file(BRIDGE_PAGE))
    assert wording.twice("bridge/questions.md") in text_of(shown)


async def test_files_sent_together_land_in_one_folder(harbour: Harbour) -> None:
    one, two = a_file(ADDED, "lamps.txt"), a_file(ADDED.replace("bridge", "quay"), "more.txt")
    shown = await upload(harbour, one, file2=two)
    await click(harbour, shown, wording.PUBLISH)
    files = harbour.newsroom.published(harbour.guild.id).overlay.pages
    assert set(files) == {"lamps/lamps.txt", "lamps/more.txt"}


async def test_a_page_comes_back_to_its_place_under_the_name_that_discord_gives_it(
    harbour: Harbour, page: Path
) -> None:
    await save(harbour, page.with_name("The lamps.md"), ADDED)
    shown = await upload(harbour, a_file(ADDED.replace("keeper", "maker"), "The_lamps.md"))
    assert "Passages: 0 added, 1 changed, 0 removed." in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    (file,) = harbour.newsroom.published(harbour.guild.id).overlay.pages
    assert file == "bridge/The lamps.md"


async def test_a_page_of_the_same_name_with_another_ending_is_named_and_can_be_meant(
    harbour: Harbour,
) -> None:
    sent = a_file(LONGER, "questions.txt")
    namesake = "bridge/questions.md has the same name but for its ending"
    assert namesake in text_of(await upload(harbour, sent))
    shown = await upload(harbour, sent, briefing="bridge/questions.md")
    assert namesake not in text_of(shown)
    assert "Passages: 1 added, 0 changed, 0 removed." in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert set(harbour.newsroom.published(harbour.guild.id).overlay.pages) == {
        "bridge/questions.md"
    }


async def test_where_several_pages_have_the_name_the_moderator_is_asked_which(
    harbour: Harbour, page: Path
) -> None:
    await save(harbour, page.parent.with_name("ferry") / NAME, ADDED)
    both = ["bridge/questions.md", "ferry/questions.md"]
    told = await upload(harbour)
    assert wording.which_page(NAME, both) in text_of(told)
    assert labels_of(told) == []
    shown = await upload(harbour, briefing="bridge")
    assert wording.uploads(["bridge/questions.md"]) in text_of(shown)


async def test_publish_works_after_a_restart(harbour: Harbour) -> None:
    shown = await upload(harbour)
    await harbour.restart()
    assert wording.published(1) in text_of(await click(harbour, shown, wording.PUBLISH))
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))


async def test_of_two_changes_to_one_page_the_second_must_be_looked_at_again(
    harbour: Harbour,
) -> None:
    first = await upload(harbour)
    second = await upload(harbour, a_file(BRIDGE_PAGE + ADDED.replace("keeper", "maker")))
    await click(harbour, first, wording.PUBLISH)
    told = await click(harbour, second, wording.PUBLISH)
    assert wording.meanwhile(["bridge/questions.md"]) in text_of(told)
    assert harbour.newsroom.published(harbour.guild.id).number == 1
    again = await click(harbour, told, wording.LOOK_AGAIN)
    assert "maker" in text_of(again)
    await click(harbour, again, wording.PUBLISH)
    assert "The lamp maker did" in text_of(await harbour.ask(ASKED))


async def test_changes_to_different_pages_do_not_stand_in_each_others_way(
    harbour: Harbour,
) -> None:
    first = await upload(harbour)
    second = await upload(harbour, a_file(ADDED.replace("bridge", "quay"), "quay.txt"))
    await click(harbour, first, wording.PUBLISH)
    await click(harbour, second, wording.PUBLISH)
    assert len(harbour.newsroom.published(harbour.guild.id).overlay.pages) == 2


async def test_a_page_is_removed_and_offered_by_name(harbour: Harbour) -> None:
    await click(harbour, await upload(harbour, a_file(ADDED, "lamps.txt")), wording.PUBLISH)
    choices = await harbour.moderator.autocomplete(
        harbour.channel, "content remove", "page", "lamps"
    )
    assert [choice["value"] for choice in choices] == ["lamps/lamps.txt"]
    shown = await harbour.moderator.slash(harbour.channel, "content remove", page="lamps/lamps.txt")
    assert "Passages: 0 added, 0 changed, 1 removed." in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert "The lamp keeper did" not in text_of(await harbour.ask(ASKED))


async def test_a_page_that_is_not_there_cannot_be_removed(harbour: Harbour) -> None:
    shown = await harbour.moderator.slash(harbour.channel, "content remove", page="../x.txt")
    assert wording.NO_SUCH_PAGE in text_of(shown)


async def test_what_readers_are_told_of_a_page_itself_is_shown_when_it_changes(
    harbour: Harbour,
) -> None:
    more = "sensitive: true\ncorrections: [It was nine months.]\nas_of: 2026-11-02"
    shown = await upload(harbour, a_file(BRIDGE_PAGE.replace("as_of: 2026-11-01", more)))
    said = text_of(shown)
    assert wording.NO_PASSAGES_CHANGE in said
    assert (
        f"{wording.FIELDS}\n"
        "- bridge/questions.md: as\\_of: 2026-11-01 → 2026-11-02\n"
        "- bridge/questions.md: sensitive: false → true\n"
        "- bridge/questions.md: corrections: – → It was nine months.\n"
    ) in said
    assert wording.FIELDS not in text_of(await upload(harbour))


async def test_what_a_page_repeats_is_told_wherever_in_the_order_of_files_it_stands(
    harbour: Harbour,
) -> None:
    for name in ("aaa.md", "zzz.md"):
        said = text_of(await upload(harbour, a_file(BRIDGE_PAGE, name)))
        assert said.count("[near-duplicate]") == 2
        assert wording.NO_FINDINGS not in said


async def test_a_removal_tells_of_the_questions_elsewhere_that_lose_their_answer(
    harbour: Harbour, page: Path
) -> None:
    story = "What's happened\nThe bridge is closed.\nGo deeper\n- Who pays for the repair?\n"
    await save(harbour, page.with_name("story.md"), story)
    shown = await harbour.moderator.slash(
        harbour.channel, "content remove", page="bridge/questions.md"
    )
    assert "- bridge/story.md:4:1: warning [go-deeper-unanswered]" in text_of(shown)
    assert "missing-section" not in text_of(shown)
    assert wording.published(1) in text_of(await click(harbour, shown, wording.PUBLISH))


async def test_where_a_finding_is_cut_all_of_it_is_in_a_file(harbour: Harbour) -> None:
    long = "-\nWhy was the bridge at Halden, which is old and narrow and long, closed {0}?\n{1}\n"
    twice = "".join(long.format("to lorries and to coaches " * 4, say) for say in ("Ice.", "Rust."))
    shown = await upload(harbour, a_file(twice))
    assert "[contradictory-question]" in text_of(shown)
    (file,) = shown.response.attachments
    assert "Keep one of the two answers." in (await file.read()).decode()


async def test_the_same_page_again_changes_nothing(harbour: Harbour) -> None:
    assert wording.NOTHING_TO_DO in text_of(await upload(harbour, a_file(BRIDGE_PAGE)))


async def test_what_is_downloaded_is_what_the_server_sees_and_is_noted(harbour: Harbour) -> None:
    await click(harbour, await upload(harbour), wording.PUBLISH)
    got = await harbour.moderator.slash(harbour.channel, "content download")
    (attached,) = got.response.attachments
    with zipfile.ZipFile(io.BytesIO(await attached.read())) as archive:
        assert archive.namelist() == ["bridge/questions.md"]
        assert archive.read("bridge/questions.md") == LONGER.encode()
    log = text_of(await harbour.moderator.slash(harbour.channel, "content log"))
    assert "download: 1 page" in log
    assert "publish: upload bridge/questions.md" in log
    assert ":f> <@" in log, "times are those of whoever reads"


async def test_the_log_of_the_content_reaches_back_beyond_many_changes_of_settings(
    harbour: Harbour,
) -> None:
    await click(harbour, await upload(harbour), wording.PUBLISH)
    newsroom, guild = harbour.newsroom, harbour.guild.id
    for _ in range(200):
        await newsroom.audit.note(Deed(guild, 1, Action.SETTINGS, "votes"), newsroom.now)
    log = text_of(await harbour.moderator.slash(harbour.channel, "content log"))
    assert "publish: upload bridge/questions.md" in log
    assert "settings" not in log


async def test_where_the_last_page_was_removed_readers_hear_what_moderators_can_do(
    harbour: Harbour,
) -> None:
    file = "bridge/questions.md"
    shown = await harbour.moderator.slash(harbour.channel, "content remove", page=file)
    assert wording.NOTHING_LEFT in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert "/content upload" in text_of(await harbour.ask(ASKED))


async def test_a_draft_is_shown_and_published_or_discarded(harbour: Harbour) -> None:
    newsroom, guild = harbour.newsroom, harbour.guild.id
    for name in ("one", "two"):
        change = NOTHING_OVER.with_pages({f"{name}/{name}.txt": ADDED.encode()})
        deed = Deed(guild, harbour.moderator.id, Action.DRAFT, f"answer {name}")
        await newsroom.revisions.propose(deed, change, base=0, at=newsroom.now, is_draft=True)
    drafts = await harbour.moderator.slash(harbour.channel, "content drafts")
    assert "answer one" in text_of(drafts)
    looks = [i for i in ids_of(drafts) if i.startswith("look:")]
    discards = [i for i in ids_of(drafts) if i.startswith("withdraw:")]
    await harbour.moderator.click(drafts.response, custom_id=discards[1])
    shown = await harbour.moderator.click(drafts.response, custom_id=looks[0])
    await click(harbour, shown, wording.PUBLISH)
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))
    assert await newsroom.revisions.drafts(guild) == ()
    log = text_of(await harbour.moderator.slash(harbour.channel, "content log"))
    assert "dismiss: discard draft: answer two" in log


async def test_what_others_wrote_is_no_link_in_any_list_of_what_was_done(harbour: Harbour) -> None:
    newsroom, guild = harbour.newsroom, harbour.guild.id
    written = "answer “[bank.example](https://evil.example) <@1>”"
    deed = Deed(guild, harbour.moderator.id, Action.DRAFT, written)
    change = NOTHING_OVER.with_pages({"lamps/lamps.txt": ADDED.encode()})
    await newsroom.revisions.propose(deed, change, base=0, at=newsroom.now, is_draft=True)
    drafts = await harbour.moderator.slash(harbour.channel, "content drafts")
    (look,) = (i for i in ids_of(drafts) if i.startswith("look:"))
    shown = await harbour.moderator.click(drafts.response, custom_id=look)
    await click(harbour, shown, wording.PUBLISH)
    history = await harbour.moderator.slash(harbour.channel, "content history")
    log = await harbour.moderator.slash(harbour.channel, "content log")
    for told in (drafts, shown, history, log):
        assert "evil.example" in text_of(told)
        assert "](" not in text_of(told)
        assert "<@1>" not in text_of(told)


async def test_all_drafts_can_be_reached_page_by_page(harbour: Harbour) -> None:
    newsroom, guild = harbour.newsroom, harbour.guild.id
    for name in (f"n{number}" for number in range(DRAFTS_SHOWN + 2)):
        change = NOTHING_OVER.with_pages({f"{name}/{name}.txt": ADDED.encode()})
        deed = Deed(guild, harbour.moderator.id, Action.DRAFT, f"answer {name}")
        await newsroom.revisions.propose(deed, change, base=0, at=newsroom.now, is_draft=True)
    first = await harbour.moderator.slash(harbour.channel, "content drafts")
    second = await click(harbour, first, wording.MORE_DRAFTS)
    seen = [i for shown in (first, second) for i in ids_of(shown) if i.startswith("look:")]
    assert len(seen) == len(set(seen)) == DRAFTS_SHOWN + 2
    assert wording.MORE_DRAFTS not in labels_of(second)
    for draft in (await newsroom.revisions.drafts(guild))[DRAFTS_SHOWN:]:
        await newsroom.revisions.withdraw(guild, draft.id)
    late = await click(harbour, first, wording.MORE_DRAFTS)
    assert wording.NO_MORE_DRAFTS in text_of(late)


def many(count: int) -> str:
    return "".join(f"-\nWhat is in box {n} of the hold?\nRope and tar.\n" for n in range(count))


async def test_who_sends_a_long_page_is_told_to_wait_and_then_shown_it(harbour: Harbour) -> None:
    shown = await upload(harbour, a_file(many(TAKES_A_WHILE), "hold.md"))
    assert wording.begins(TAKES_A_WHILE) in text_of(shown)
    (preview,) = shown.followups
    assert wording.PUBLISH in labels_of(preview)


async def test_more_passages_than_can_be_waited_for_are_refused(harbour: Harbour) -> None:
    shown = await upload(harbour, a_file(many(MOST_PASSAGES + 1), "hold.md"))
    assert wording.too_many_passages(MOST_PASSAGES + 1, MOST_PASSAGES) in text_of(shown)


async def test_a_server_keeps_only_so_many_passages_of_its_own(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.newsroom.publishing.MOST_OF_A_GUILD", 5)
    await click(harbour, await upload(harbour, a_file(many(3), "hold.md")), wording.PUBLISH)
    assert wording.TOO_MUCH in text_of(await upload(harbour, a_file(many(3), "other.md")))
    again = await upload(harbour, a_file(many(4), "hold.md"))  # takes the place of the first
    assert wording.PUBLISH in labels_of(again)


class TestPickedBriefings:
    """On a server that picked the bridge alone."""

    @pytest.fixture
    async def picked(self, harbour: Harbour) -> None:
        newsroom, guild = harbour.newsroom, harbour.guild.id
        only = replace(newsroom.settings_of(guild), briefings=frozenset({BriefingId("bridge")}))
        await newsroom.change(Deed(guild, 1, Action.SETTINGS, "briefings"), only)

    @pytest.mark.usefixtures("picked")
    async def test_a_page_of_another_briefing_says_why_it_is_not_shown(
        self, harbour: Harbour
    ) -> None:
        quay = f"---\ntitle: The quay\n---\n{ADDED.replace('bridge', 'quay')}"
        shown = await upload(harbour, a_file(quay, "quay.md"))
        assert wording.not_offered(["quay/quay.md"], ["The quay"]) in text_of(shown)
        assert wording.hidden(["quay/quay.md"]) not in text_of(shown)
        later = quay.replace("title:", "embargo: 2999-01-01T00:00Z\ntitle:")
        shown = await upload(harbour, a_file(later, "quay.md"))
        assert wording.not_offered(["quay/quay.md"], ["The quay"]) in text_of(shown)
        assert wording.hidden(["quay/quay.md"]) in text_of(shown)

    @pytest.mark.usefixtures("picked")
    async def test_a_page_of_the_picked_one_needs_no_reason(self, harbour: Harbour) -> None:
        shown = text_of(await upload(harbour))
        assert "Passages: 1 added" in shown
        assert "/settings" not in shown

    @pytest.mark.usefixtures("picked")
    async def test_a_page_of_another_briefing_is_updated_in_its_place(
        self, harbour: Harbour, page: Path
    ) -> None:
        await save(harbour, page.parent.with_name("ferry") / "ferry.md", ADDED)
        got = await harbour.moderator.slash(
            harbour.channel, "content download", page="ferry/ferry.md"
        )
        (attached,) = got.response.attachments
        assert await attached.read() == ADDED.encode()
        shown = await upload(harbour, a_file(ADDED.replace("keeper", "maker"), "ferry.md"))
        assert wording.uploads(["ferry/ferry.md"]) in text_of(shown)


class TestIds:
    """Buttons and taught wordings lead by ids: what has one keeps it."""

    OURS = "-\nWhy is the bridge closed? {#why-closed}\nA barge hit it.\n"
    THEIRS = "-\nWhy is the harbour frozen shut? {#why-closed}\nThe ice grew.\n"

    @pytest.mark.parametrize("name", ["aaa.md", "zzz.md"])
    async def test_an_upload_takes_no_id_from_a_page_of_the_folder(
        self, harbour: Harbour, page: Path, name: str
    ) -> None:
        await save(harbour, page, self.OURS)
        shown = await upload(harbour, a_file(self.THEIRS, name))
        assert "[repeated-id]" in text_of(shown)
        assert "bridge/questions.md, line 2" in text_of(shown)
        assert labels_of(shown) == []

    async def test_an_upload_takes_no_id_from_another_upload(self, harbour: Harbour) -> None:
        first = await upload(harbour, a_file(self.OURS, "mmm.md"))
        second = await upload(harbour, a_file(self.THEIRS, "aaa.md"))
        await click(harbour, first, wording.PUBLISH)
        blocked = await click(harbour, second, wording.PUBLISH)
        assert "[repeated-id]" in text_of(blocked)
        assert harbour.newsroom.published(harbour.guild.id).number == 1

    async def test_a_page_of_the_folder_takes_no_id_from_an_upload(
        self, harbour: Harbour, page: Path
    ) -> None:
        await click(harbour, await upload(harbour, a_file(self.OURS, "mmm.md")), wording.PUBLISH)
        await save(harbour, page.with_name("aaa.md"), self.THEIRS)
        passage = harbour.newsroom.library.of(harbour.guild.id).corpus.passage("why-closed")
        assert passage is not None
        assert passage.label == "Why is the bridge closed?"

    async def test_a_page_with_ids_is_updated(self, harbour: Harbour, page: Path) -> None:
        await save(harbour, page, self.OURS)
        shown = await upload(harbour, a_file(self.OURS.replace("barge", "ship")))
        assert "Passages: 0 added, 1 changed, 0 removed." in text_of(shown)
        assert wording.PUBLISH in labels_of(shown)


async def test_a_reader_publishes_nothing(harbour: Harbour) -> None:
    open_to_all(harbour)
    refused = await harbour.ann.slash(harbour.channel, "content upload", file=a_file())
    assert content_wording.MODERATORS_ONLY in text_of(refused)


async def test_a_slow_database_is_waited_for(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = harbour.newsroom.revisions.publish
    shown = await upload(harbour)

    async def take_long(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(0.1)
        return await publish(*given, **named)

    monkeypatch.setattr("bot.discord_app.sending._DEFER_AFTER_S", 0.01)
    monkeypatch.setattr(harbour.newsroom.revisions, "publish", take_long)
    done = await click(harbour, shown, wording.PUBLISH)
    deferred = discord.InteractionResponseType.deferred_channel_message.value
    assert harbour.bodies_of("/callback")[-1]["type"] == deferred
    assert wording.published(1) in text_of(done)


async def test_what_was_begun_is_finished_though_discord_no_longer_takes_an_answer(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish = harbour.newsroom.revisions.publish
    shown = await upload(harbour)

    async def take_long(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(0.1)
        return await publish(*given, **named)

    monkeypatch.setattr("bot.discord_app.sending._DEFER_AFTER_S", 0.01)
    monkeypatch.setattr(harbour.newsroom.revisions, "publish", take_long)
    harbour.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await click(harbour, shown, wording.PUBLISH)
    assert caplog.text.count("Finished, but nobody can be told") == 1
    assert "Fault" not in caplog.text
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))


async def test_a_database_that_is_away_is_told_calmly_and_answers_go_on(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await upload(harbour)

    async def fail(*_: object, **__: object) -> None:
        raise StoreError("database or disk is full")

    monkeypatch.setattr(harbour.newsroom.revisions, "publish", fail)
    monkeypatch.setattr(harbour.newsroom.revisions, "propose", fail)
    assert teaching_wording.EDITS_AWAY in text_of(await click(harbour, shown, wording.PUBLISH))
    assert teaching_wording.EDITS_AWAY in text_of(await upload(harbour))
    assert "At least eight months." in text_of(
        await harbour.ask("how long will the bridge stay closed?")
    )


async def test_an_embargo_in_a_published_page_ends_at_its_instant(
    harbour: Harbour,
) -> None:
    ends = datetime.now(UTC) + timedelta(seconds=6)
    text = f"---\ntitle: Lamps\nembargo: {ends.isoformat()}\n---\n{ADDED}"
    shown = await upload(harbour, a_file(text, "lamps.txt"))
    assert wording.hidden(["lamps/lamps.txt"]) in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert harbour.newsroom.library.valid_until == ends
    assert "The lamp keeper did" not in text_of(await harbour.ask(ASKED))
    await asyncio.to_thread(time.sleep, max(0.0, (ends - datetime.now(UTC)).total_seconds()))
    await harbour.env.advance_time(1)
    assert "The lamp keeper did" in text_of(await harbour.ask(ASKED))
