"""Teaching in the running bot, with real pages: preview, publish, undo, and who may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.corpus.model import PassageId
from bot.corpus.overlay import Wording
from bot.dialogue import content_wording, publishing_wording, teaching_wording
from bot.discord_app.custom_ids import deeper
from bot.store.audit import Action, Deed
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import CLOSED, PAGE, PAYS, passage_of
from tests.discord_app.bridge import CLOSED_ANSWER as ANSWER
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import components_of, labels_of, text_of
from tests.discord_app.test_content import open_to_all
from tests.newsroom.test_newsroom import bring_back, take_away

pytestmark = pytest.mark.bridge

ODD = "wen r dey letting cars over again lol"
"""Nothing in the pages is near these words."""


async def preview(harbour: Harbour, words: str = ODD, label: str = CLOSED) -> Any:
    """Preview, by the command, that words mean a passage."""
    picked = deeper(passage_of(harbour, label))
    return await harbour.moderator.slash(
        harbour.channel, "teach wording", words=words, question=picked
    )


async def teach(harbour: Harbour, words: str = ODD, label: str = CLOSED) -> Any:
    """Teach, and give what the moderator is told."""
    shown = await preview(harbour, words, label)
    return await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)


class TestTeaching:
    """From some words to an answer."""

    async def test_a_wording_is_taught_in_one_guild_and_not_in_others(
        self, harbour: Harbour
    ) -> None:
        published = await teach(harbour)
        assert published.ephemeral
        assert "Published." in text_of(published)
        assert ANSWER in text_of(await harbour.ask(ODD))
        assert ANSWER in text_of(await harbour.ask(ODD.replace("letting", "leting")))
        other = harbour.guild.create_text_channel("other")
        await harbour.bob.send(other, f"{harbour.mention} {ODD}")
        assert ANSWER in text_of(harbour.answers_in(other)[-1])
        await harbour.ann.send_dm(ODD)
        elsewhere = harbour.env.create_guild("Elsewhere")
        theirs = elsewhere.create_text_channel("news")
        reader = elsewhere.add_member(harbour.env.create_user("eve"))
        await reader.send(theirs, f"{harbour.mention} {ODD}")
        assert ANSWER not in text_of(harbour.answers_in(theirs)[-1])

    async def test_the_preview_says_what_would_change_and_changes_nothing(
        self, harbour: Harbour
    ) -> None:
        await harbour.ask(ODD)
        shown = await preview(harbour)
        assert shown.ephemeral
        told = text_of(shown)
        assert content_wording.replayed(0, 0) in told
        assert f"{ODD}”: declined → answered with “{CLOSED}”" in told
        assert labels_of(shown) == [teaching_wording.LESSON_PUBLISH, teaching_wording.LESSON_CANCEL]
        assert ANSWER not in text_of(await harbour.ask(ODD))

    async def test_of_long_words_too_the_preview_says_what_becomes_of_them(
        self, harbour: Harbour
    ) -> None:
        shown = await preview(harbour, f"{ODD} {'and so on and on ' * 12}")
        assert f"…”: declined → answered with “{CLOSED}”" in text_of(shown)

    async def test_words_are_shown_with_all_their_marks_as_such(self, harbour: Harbour) -> None:
        words = f"{ODD} [bank.example](https://evil.example) <@1>"
        shown = await preview(harbour, words)
        published = await harbour.moderator.click(
            shown.response, label=teaching_wording.LESSON_PUBLISH
        )
        for told in (shown, published):
            assert "evil.example" in text_of(told)
            assert "](" not in text_of(told)
            assert "<@1>" not in text_of(told)

    async def test_the_preview_goes_by_the_guilds_own_caution(self, harbour: Harbour) -> None:
        settings = harbour.newsroom.settings_of(harbour.guild.id)
        deed = Deed(harbour.guild.id, 1, Action.SETTINGS, "sure")
        await harbour.newsroom.change(deed, replace(settings, answer_at=0.999))
        assert "declined → asked which is meant" in text_of(await preview(harbour))

    async def test_questions_that_were_asked_here_are_asked_again(self, harbour: Harbour) -> None:
        await harbour.ask("wen r dey letting cars over again")
        assert content_wording.replayed(1, 1) in text_of(await preview(harbour))

    async def test_it_survives_a_restart_between_preview_and_publish(
        self, harbour: Harbour
    ) -> None:
        shown = await preview(harbour)
        await harbour.restart()
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert ANSWER in text_of(await harbour.ask(ODD))

    async def test_cancel_changes_nothing_and_publish_is_gone_then(self, harbour: Harbour) -> None:
        shown = await preview(harbour)
        cancelled = await harbour.moderator.click(
            shown.response, label=teaching_wording.LESSON_CANCEL
        )
        assert teaching_wording.LESSON_CANCELLED in text_of(cancelled)
        late = await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert teaching_wording.LESSON_GONE in text_of(late)
        assert ANSWER not in text_of(await harbour.ask(ODD))

    async def test_publishing_twice_publishes_once(self, harbour: Harbour) -> None:
        shown = await preview(harbour)
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        again = await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert teaching_wording.LESSON_GONE in text_of(again)
        assert harbour.newsroom.published(harbour.guild.id).number == 1

    async def test_what_others_taught_meanwhile_stays(self, harbour: Harbour) -> None:
        shown = await preview(harbour)
        await teach(harbour, "zzz money qqq", PAYS)
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert len(harbour.newsroom.teaching.lessons(harbour.guild.id)) == 2

    async def test_every_step_is_audited(self, harbour: Harbour) -> None:
        published = await teach(harbour)
        await harbour.moderator.click(published.response, label=teaching_wording.LESSON_UNDO)
        entries = await harbour.newsroom.audit.latest(harbour.guild.id, limit=9)
        assert [entry.deed.action for entry in entries] == [Action.UNDO, Action.TEACH]
        assert {entry.deed.moderator for entry in entries} == {harbour.moderator.id}


class TestMenus:
    """What a moderator does with a message."""

    async def test_a_message_is_taught_by_its_menu(self, harbour: Harbour) -> None:
        message = await harbour.ann.send(harbour.channel, "is the bridge shut for ages")
        asked = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_TEACH, message
        )
        assert asked.ephemeral
        shown = await harbour.moderator.select(asked.response, [passage_of(harbour, PAYS)])
        assert f"“is the bridge shut for ages” means “{PAYS}”" in text_of(shown)
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        answer = await harbour.ask("is the bridge shut for ages")
        assert "The county carries two thirds" in text_of(answer)

    async def test_the_closest_passage_is_offered_first(self, harbour: Harbour) -> None:
        message = await harbour.ann.send(harbour.channel, "who will pay for it all, the repair?")
        asked = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_TEACH, message
        )
        (select,) = (c for c in components_of(asked) if c["type"] == 3)
        assert select["options"][0]["label"] == PAYS

    async def test_a_message_without_text_is_not_taught(self, harbour: Harbour) -> None:
        message = await harbour.ann.send(harbour.channel, harbour.mention)
        asked = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_TEACH, message
        )
        assert teaching_wording.TEACH_NO_TEXT in text_of(asked)

    async def test_what_a_message_forwards_is_taught(self, harbour: Harbour) -> None:
        question = await harbour.ann.send(harbour.channel, "who will pay for it all, the repair?")
        message = await harbour.bob.forward(question, harbour.channel)
        asked = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_TEACH, message
        )
        shown = await harbour.moderator.select(asked.response, [passage_of(harbour, PAYS)])
        assert f"“who will pay for it all, the repair?” means “{PAYS}”" in text_of(shown)

    async def test_an_answer_is_refused_by_its_menu_for_near_copies_too(
        self, harbour: Harbour
    ) -> None:
        answer = await harbour.ask("how long is the bridge closed for cyclists")
        assert ANSWER in text_of(answer)
        shown = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_NOT_THIS, answer
        )
        assert f"does not mean “{CLOSED}”" in text_of(shown)
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        for asked in (
            "How long is the bridge closed for cyclists?",
            "how long is the brigde closed for cyclists",
        ):
            assert ANSWER not in text_of(await harbour.ask(asked))
        assert ANSWER in text_of(await harbour.ask(CLOSED))

    async def test_of_several_answers_in_one_message_the_moderator_has_to_say_which(
        self, harbour: Harbour
    ) -> None:
        answer = await harbour.ask(f"{CLOSED} and {PAYS.lower()}")
        refused = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_NOT_THIS, answer
        )
        assert teaching_wording.SEVERAL_ANSWERS in text_of(refused)

    async def test_only_an_answer_can_have_missed_a_question(self, harbour: Harbour) -> None:
        message = await harbour.ann.send(harbour.channel, "hello")
        refused = await harbour.moderator.context_menu(
            harbour.channel, teaching_wording.MENU_NOT_THIS, message
        )
        assert teaching_wording.NOT_AN_ANSWER in text_of(refused)


class TestUndo:
    """What was taught can be taken back at any time."""

    async def test_the_list_shows_what_is_taught_and_undoes_it(self, harbour: Harbour) -> None:
        await teach(harbour)
        await harbour.restart()
        listed = await harbour.moderator.slash(harbour.channel, "teach list")
        assert f"“{ODD}” means “{CLOSED}”." in text_of(listed)
        undone = await harbour.moderator.click(listed.response, label=teaching_wording.LESSON_UNDO)
        assert "Undone" in text_of(undone)
        assert ANSWER not in text_of(await harbour.ask(ODD))
        again = await harbour.moderator.click(listed.response, label=teaching_wording.LESSON_UNDO)
        assert teaching_wording.LESSON_UNKNOWN in text_of(again)
        listed = await harbour.moderator.slash(harbour.channel, "teach list")
        assert teaching_wording.LESSONS_NONE in text_of(listed)

    async def test_the_list_says_which_wordings_do_nothing_without_their_page(
        self, harbour: Harbour
    ) -> None:
        await teach(harbour)
        listed = await harbour.moderator.slash(harbour.channel, "teach list")
        assert teaching_wording.LESSON_IDLE not in text_of(listed)
        removal = await harbour.moderator.slash(harbour.channel, "content remove", page=PAGE)
        await harbour.moderator.click(removal.response, label=publishing_wording.PUBLISH)
        listed = await harbour.moderator.slash(harbour.channel, "teach list")
        assert teaching_wording.LESSON_IDLE in text_of(listed)
        undone = await harbour.moderator.click(listed.response, label=teaching_wording.LESSON_UNDO)
        assert teaching_wording.LESSON_IDLE not in text_of(undone)

    async def test_a_long_list_has_pages(self, harbour: Harbour) -> None:
        overlay = harbour.newsroom.published(harbour.guild.id).overlay
        passage = PassageId(passage_of(harbour, CLOSED))
        for number in range(10):
            overlay = overlay.teaching(Wording(passage, f"wording {number}"))
        deed = Deed(harbour.guild.id, 1, Action.TEACH, "ten")
        await harbour.newsroom.publish(deed, overlay)
        listed = await harbour.moderator.slash(harbour.channel, "teach list")
        more = await harbour.moderator.click(listed.response, label=teaching_wording.LESSONS_MORE)
        assert labels_of(listed).count(teaching_wording.LESSON_UNDO) == 8
        assert labels_of(more) == [teaching_wording.LESSON_UNDO] * 2


class TestRefusals:
    """What is not taught, and why."""

    async def test_no_words_mean_two_things(self, harbour: Harbour) -> None:
        await teach(harbour)
        assert teaching_wording.hindered_clash(CLOSED) in text_of(await preview(harbour, ODD, PAYS))
        refused = await preview(harbour, "who PAYS for the repair", CLOSED)
        assert teaching_wording.hindered_clash(PAYS) in text_of(refused)

    async def test_a_clash_that_arose_meanwhile_is_refused(self, harbour: Harbour) -> None:
        shown = await preview(harbour)
        await teach(harbour, ODD, PAYS)
        late = await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert teaching_wording.hindered_clash(PAYS) in text_of(late)

    async def test_what_is_known_is_not_taught_again(self, harbour: Harbour) -> None:
        await teach(harbour)
        assert teaching_wording.HINDERED_KNOWN in text_of(await preview(harbour))
        assert teaching_wording.hindered_own(CLOSED) in text_of(
            await preview(harbour, CLOSED.upper())
        )

    async def test_a_question_has_to_be_picked(self, harbour: Harbour) -> None:
        typed = await harbour.moderator.slash(
            harbour.channel, "teach wording", words=ODD, question="the bridge"
        )
        assert teaching_wording.PICK_FROM_LIST in text_of(typed)
        gone = await harbour.moderator.slash(
            harbour.channel, "teach wording", words=ODD, question=deeper("no.such")
        )
        assert teaching_wording.HINDERED_NO_PASSAGE in text_of(gone)

    async def test_autocomplete_offers_the_closest_to_the_words(self, harbour: Harbour) -> None:
        choices = await harbour.moderator.autocomplete(
            harbour.channel, "teach wording", "question", "", words="who pays for all that?"
        )
        assert choices[0]["name"] == PAYS

    async def test_a_database_that_is_away_changes_nothing(
        self, harbour: Harbour, tmp_path: Path
    ) -> None:
        shown = await preview(harbour)
        file = tmp_path / "newsroom.db"
        await harbour.newsroom._database.close()
        away = take_away(file)
        late = await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert teaching_wording.EDITS_AWAY in text_of(late)
        assert ANSWER in text_of(await harbour.ask(CLOSED)), "answers go on"
        await harbour.newsroom._database.close()
        bring_back(away, file)
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
        assert ANSWER in text_of(await harbour.ask(ODD))


async def test_a_list_that_was_never_loaded_is_not_said_to_be_empty(harbour: Harbour) -> None:
    harbour.newsroom.problem = "unable to open database file"
    listed = await harbour.moderator.slash(harbour.channel, "teach list")
    assert teaching_wording.EDITS_AWAY in text_of(listed)


class TestPermissions:
    """Buttons carry no authority."""

    async def test_readers_cannot_teach(self, harbour: Harbour) -> None:
        open_to_all(harbour, "teach")
        picked = deeper(passage_of(harbour, CLOSED))
        for name, options in (
            ("teach wording", {"words": ODD, "question": picked}),
            ("teach not-this", {"words": ODD, "passage": picked}),
            ("teach list", {}),
        ):
            refused = await harbour.ann.slash(harbour.channel, name, **options)
            assert content_wording.MODERATORS_ONLY in text_of(refused)

    @pytest.mark.parametrize("menu", [teaching_wording.MENU_TEACH, teaching_wording.MENU_NOT_THIS])
    async def test_readers_cannot_use_the_menus(self, harbour: Harbour, menu: str) -> None:
        answer = await harbour.ask(CLOSED)
        command = harbour.env.backend.find_command(menu, harbour.guild.id, type=3)
        assert command is not None
        everyone = {harbour.guild.default_role: True}
        harbour.guild.set_command_permissions(int(command["id"]), everyone)
        refused = await harbour.ann.context_menu(harbour.channel, menu, answer)
        assert content_wording.MODERATORS_ONLY in text_of(refused)


async def test_what_stands_in_the_files_by_now_is_dropped_with_the_next_lesson(
    harbour: Harbour, tmp_path: Path
) -> None:
    await teach(harbour)
    page = tmp_path / "content" / "bridge" / "questions.md"
    taught = f'title: The bridge at Halden\naliases:\n  "{CLOSED}": ["{ODD}"]'
    page.write_text(BRIDGE_PAGE.replace("title: The bridge at Halden", taught), encoding="utf-8")
    await harbour.moderator.slash(harbour.channel, "content reload")
    await teach(harbour, "zzz money qqq", PAYS)
    (lesson,) = harbour.newsroom.teaching.lessons(harbour.guild.id)
    assert lesson.wording.words == "zzz money qqq"
    assert ANSWER in text_of(await harbour.ask(ODD))
