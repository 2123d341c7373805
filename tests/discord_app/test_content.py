"""/content for moderators, in the running bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.corpus.findings import Finding, Severity
from bot.dialogue import content_wording
from bot.encoder import EncoderProblem, LoadedEncoder
from bot.evaluation.replay import Flip
from bot.other_languages import LateEncoder
from tests.discord_app.builders import PASSAGES, a_library_of
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of


def findings(count: int) -> tuple[Finding, ...]:
    severities = list(Severity)
    return tuple(
        Finding(
            "lamps/story.md",
            n,
            1,
            "empty-answer",
            severities[n % 3],
            f"Line {n} is empty.",
            "Fill it.",
        )
        for n in range(1, count + 1)
    )


async def test_reload_says_what_changed(harbour: Harbour) -> None:
    harbour.library.next_edition = a_library_of(PASSAGES[:2]).current
    harbour.library.flips = (Flip("what broke?", "answered with “What did …”", "declined"),)
    reloaded = await harbour.moderator.slash(harbour.channel, "content reload")
    first, *_ = harbour.bodies_of("/callback")
    assert first["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert reloaded.ephemeral
    said = text_of(reloaded)
    assert "Revision 0123456789ab → ba9876543210" in said
    assert "0 passages added, 0 changed, 4 removed." in said
    assert "- What did the storm break? (lamps/questions.md:11)" in said
    assert "“what broke?”: answered with “What did …” → declined" in said
    assert content_wording.NO_FINDINGS in said
    assert "The harbour guild does." in text_of(await harbour.ask("who pays for oil?"))


async def test_a_reload_that_changes_something_is_noted(harbour: Harbour) -> None:
    await harbour.moderator.slash(harbour.channel, "content reload")
    harbour.library.next_edition = a_library_of(PASSAGES[:2]).current
    await harbour.moderator.slash(harbour.channel, "content reload")
    log = text_of(await harbour.moderator.slash(harbour.channel, "settings log"))
    assert log.count(f"<@{harbour.moderator.id}> · reload") == 1
    assert log.endswith("reload: 0 passages added, 0 changed, 4 removed.")


async def test_check_changes_nothing(harbour: Harbour) -> None:
    harbour.library.next_edition = a_library_of(PASSAGES[:2]).current
    checked = await harbour.moderator.slash(harbour.channel, "content check")
    assert "4 removed" in text_of(checked)
    assert harbour.library.reloads == 0
    assert "Two lamps" in text_of(await harbour.ask("what did the storm break?"))


async def test_only_a_swap_is_logged_as_one(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    harbour.library.next_edition = a_library_of(PASSAGES[:2]).current
    await harbour.moderator.slash(harbour.channel, "content check")
    harbour.library.refusal = "There is nothing to serve."
    await harbour.moderator.slash(harbour.channel, "content reload")
    assert "→" not in caplog.text
    assert "refused: There is nothing to serve." in caplog.text


async def test_status_counts_what_is_served_and_its_findings(harbour: Harbour) -> None:
    harbour.library.current.findings = findings(3)
    status = await harbour.moderator.slash(harbour.channel, "content status")
    assert "1 briefing, 2 pages, 6 passages" in text_of(status)
    assert "Findings: 1 error, 1 warning, 1 note" in text_of(status)
    assert "Questions are kept for 30 days." in text_of(status)
    assert "- lamps/story.md:3:1: error [empty-answer] Line 3 is empty. Fill it." in text_of(status)


async def test_status_tells_when_the_encoder_is_missing_and_how_to_mend_it(
    harbour: Harbour,
) -> None:
    problem = EncoderProblem("models/a.onnx", "no such file", "sha256 0a1b", "get it again")
    harbour.library.current.degraded = problem
    status = await harbour.moderator.slash(harbour.channel, "content status")
    assert content_wording.DEGRADED in text_of(status)
    assert "models/a.onnx: no such file; expected sha256 0a1b" in text_of(status)


async def test_status_tells_whether_other_languages_are_read(harbour: Harbour) -> None:
    problem = EncoderProblem("weights.npz", "half of it", "sha256 0a1b", "install it again")
    status = await harbour.moderator.slash(harbour.channel, "content status")
    assert harbour.library.current.told_of_languages in text_of(status)
    broken = LateEncoder(is_wanted=True, load=lambda: LoadedEncoder(problem=problem))
    broken.get()
    harbour.library.current.multilingual = broken
    status = await harbour.moderator.slash(harbour.channel, "content status")
    assert "weights.npz: half of it; expected sha256 0a1b" in text_of(status)


async def test_many_findings_come_as_a_file(harbour: Harbour) -> None:
    harbour.library.current.findings = findings(300)
    status = await harbour.moderator.slash(harbour.channel, "content status")
    (attached,) = status.response.attachments
    assert attached.filename == "findings.txt"
    assert content_wording.REPORT_ATTACHED in text_of(status)
    assert "… and 290 more" in text_of(status)


async def test_a_failed_reload_changes_nothing_and_says_so(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.library.failure = OSError("the disk is wet")
    reloaded = await harbour.moderator.slash(harbour.channel, "content reload")
    assert "nothing has changed" in text_of(reloaded)
    assert "the disk is wet" in caplog.text
    assert "Two lamps" in text_of(await harbour.ask("what did the storm break?"))


def open_to_all(harbour: Harbour, group: str = "content") -> None:
    """Let everybody see a group of commands, as an administrator can in the server's settings."""
    command = harbour.env.backend.find_command(group, harbour.guild.id, type=1)
    assert command is not None
    harbour.guild.set_command_permissions(int(command["id"]), {harbour.guild.default_role: True})


class TestPermissions:
    """Checked by Discord, and again at run time."""

    async def test_readers_do_not_see_the_commands(self, harbour: Harbour) -> None:
        assert "content reload" not in harbour.ann.available_commands(harbour.channel)
        assert "content reload" in harbour.moderator.available_commands(harbour.channel)

    @pytest.mark.parametrize("command", ["reload", "check", "status"])
    async def test_a_server_that_opens_them_to_all_changes_nothing(
        self, harbour: Harbour, command: str
    ) -> None:
        open_to_all(harbour)
        refused = await harbour.ann.slash(harbour.channel, f"content {command}")
        assert refused.ephemeral
        assert content_wording.MODERATORS_ONLY in text_of(refused)
        assert harbour.library.reloads == 0

    @pytest.mark.parametrize("permission", ["manage_guild", "administrator"])
    async def test_those_who_run_the_server_may(self, harbour: Harbour, permission: str) -> None:
        role = harbour.guild.create_role(
            "Owners", permissions=discord.Permissions(**{permission: True})
        )
        owner = harbour.guild.add_member(harbour.env.create_user("owner"), roles=[role])
        open_to_all(harbour)
        await owner.slash(harbour.channel, "content reload")
        assert harbour.library.reloads == 1

    @pytest.mark.parametrize("permission", ["manage_messages", "manage_guild"])
    async def test_what_one_channel_allows_makes_no_moderator(
        self, harbour: Harbour, permission: str
    ) -> None:
        allowed = {harbour.ann: discord.PermissionOverwrite(**{permission: True})}
        own = harbour.guild.create_text_channel("anns-corner", overwrites=allowed)
        open_to_all(harbour)
        refused = await harbour.ann.slash(own, "content reload")
        assert content_wording.MODERATORS_ONLY in text_of(refused)
        assert harbour.library.reloads == 0

    async def test_a_channel_that_denies_it_takes_nothing_from_a_moderator(
        self, harbour: Harbour
    ) -> None:
        denied = {harbour.moderator: discord.PermissionOverwrite(manage_messages=False)}
        channel = harbour.guild.create_text_channel("quiet", overwrites=denied)
        open_to_all(harbour)
        await harbour.moderator.slash(channel, "content reload")
        assert harbour.library.reloads == 1


async def test_an_expiry_reloads_by_itself_and_once(harbour: Harbour) -> None:
    harbour.library.next_edition = a_library_of(PASSAGES[:2]).current
    harbour.library.current.valid_until = datetime.now(UTC) + timedelta(hours=1)
    await harbour.env.advance_time(60)
    assert harbour.library.reloads == 0
    harbour.library.current.valid_until = datetime.now(UTC) - timedelta(seconds=1)
    await harbour.env.advance_time(600)
    assert harbour.library.reloads == 1


async def test_a_reload_that_fails_at_an_expiry_is_tried_again(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.library.failure = OSError("the disk is wet")
    harbour.library.current.valid_until = datetime.now(UTC) - timedelta(seconds=1)
    await harbour.env.advance_time(120)
    assert harbour.library.reloads == 2
    assert "the disk is wet" in caplog.text


async def test_commands_are_sent_once_and_again_when_they_change(
    harbour: Harbour, tmp_path: Path
) -> None:
    def syncs() -> int:
        return sum(request.method == "PUT" for request in harbour.env.http_requests)

    assert syncs() == 1
    await harbour.restart()
    assert syncs() == 1
    (tmp_path / "commands.sha256").write_text("another tree\n", encoding="ascii")
    await harbour.restart()
    assert syncs() == 2


async def test_a_failing_sync_does_not_stop_the_bot(harbour: Harbour, tmp_path: Path) -> None:
    (tmp_path / "commands.sha256").unlink()
    harbour.env.inject_error("PUT", "/applications/*/commands", status=400)
    await harbour.restart()
    assert "Two lamps" in text_of(await harbour.ask("what did the storm break?"))
    assert not (tmp_path / "commands.sha256").exists()
