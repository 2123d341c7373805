"""Writing an answer in the running bot: a form, a draft, and then an answer for readers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.corpus.overlay import Overlay
from bot.dialogue import (
    answer_wording,
    content_wording,
    publishing_wording,
    teaching_wording,
    unanswered_wording,
)
from bot.newsroom.writing import NEW_PAGE
from bot.store.audit import Action, Deed
from bot.store.model import StoreError
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import (
    CLOSED,
    CLOSED_ANSWER,
    PAGE,
)
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, text_of
from tests.discord_app.test_content import open_to_all

pytestmark = pytest.mark.bridge

QUESTION = "Who lit the lamps on the bridge?"
ANSWER = "The lamp keeper did, every evening."
HERE = f"page:{PAGE}"


async def write(harbour: Harbour, page: str = HERE, answer: str = ANSWER, **given: str) -> Any:
    """Fill in the form, and give what the moderator is shown."""
    form = await harbour.moderator.slash(harbour.channel, "teach answer")
    values = {"question": QUESTION, **given, "answer": answer, "page": [page]}
    return await harbour.moderator.submit_modal(form, values)


async def given_back(shown: Any) -> str:
    """Give what the moderator wrote, out of the file that came back."""
    (told,) = shown.followups
    assert told.ephemeral
    assert answer_wording.NOT_KEPT in text_of(told)
    (file,) = told.attachments
    return str((await file.read()).decode())


async def test_a_draft_is_seen_by_nobody_until_it_is_published(harbour: Harbour) -> None:
    shown = await write(harbour)
    assert shown.ephemeral
    assert publishing_wording.KEPT_AS_DRAFT in text_of(shown)
    assert f"{QUESTION}”: declined → answered with “{QUESTION}”" in text_of(shown)
    assert ANSWER not in text_of(await harbour.ask(QUESTION))
    await harbour.restart()
    await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    assert ANSWER in text_of(await harbour.ask(QUESTION))
    assert CLOSED_ANSWER in text_of(await harbour.ask(CLOSED))
    await harbour.ann.send_dm(QUESTION)
    assert ANSWER not in text_of(harbour.ann.user.dm_channel.last_message)


async def test_a_group_of_unanswered_questions_is_answered(harbour: Harbour) -> None:
    for reader in (harbour.ann, harbour.bob):
        await harbour.ask("wen is the ferry to halden running lol", reader=reader)
    shown = await harbour.moderator.slash(harbour.channel, "unanswered")
    form = await harbour.moderator.click(shown.response, label=unanswered_wording.GAP_WRITE)
    draft = await harbour.moderator.submit_modal(
        form,
        {"question": "When is the ferry to Halden running?", "answer": "Daily.", "page": [HERE]},
    )
    await harbour.moderator.click(draft.response, label=publishing_wording.PUBLISH)
    assert "Daily." in text_of(await harbour.ask("When is the ferry to Halden running?"))


async def test_a_new_page_is_made_in_the_briefing_and_added_to(harbour: Harbour) -> None:
    for question in (QUESTION, "Who paints the railings?"):
        shown = await write(harbour, "beside:bridge", question=question)
        await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
        assert ANSWER in text_of(await harbour.ask(question))
    (file,) = harbour.newsroom.published(harbour.guild.id).overlay.pages
    assert file == f"bridge/{NEW_PAGE}"
    briefings = harbour.library.of(harbour.guild.id).corpus.briefings
    assert [len(briefing.pages) for briefing in briefings] == [2]


async def test_the_page_is_otherwise_as_it_was(harbour: Harbour) -> None:
    shown = await write(harbour)
    await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    body = harbour.newsroom.published(harbour.guild.id).overlay.pages[PAGE]
    assert body == f"{BRIDGE_PAGE}-\n{QUESTION}\n{ANSWER}\n".encode()


async def test_an_answer_that_would_be_read_as_two_is_refused(harbour: Harbour) -> None:
    shown = await write(harbour, answer="It was.\n-\nWho else?\nNobody.")
    assert answer_wording.line_read_otherwise("-") in text_of(shown)
    assert await harbour.newsroom.revisions.drafts(harbour.guild.id) == ()


@pytest.mark.parametrize("length", [20, 3_900])
async def test_what_is_refused_is_given_back(harbour: Harbour, length: int) -> None:
    answer = "It was so. " * (length // 11) + "\nGo deeper"
    shown = await write(harbour, answer=answer)
    assert "Go deeper" in text_of(shown)
    assert await given_back(shown) == f"{QUESTION}\n\n{answer}\n"


async def test_what_cannot_be_kept_is_given_back(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> int:
        raise StoreError("the database is locked")

    monkeypatch.setattr(harbour.newsroom.revisions, "propose", away)
    shown = await write(harbour)
    assert teaching_wording.EDITS_AWAY in text_of(shown)
    assert ANSWER in await given_back(shown)


async def test_what_is_kept_and_cannot_be_shown_is_not_said_to_be_lost(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise StoreError("the database is locked")

    monkeypatch.setattr(harbour.newsroom.publishing, "look", away)
    shown = await write(harbour)
    assert len(await harbour.newsroom.revisions.drafts(harbour.guild.id)) == 1
    assert shown.followups == []


async def test_a_draft_over_a_page_that_has_changed_is_not_published(harbour: Harbour) -> None:
    first = await write(harbour)
    second = await write(harbour, question="Who paints the railings?")
    await harbour.moderator.click(first.response, label=publishing_wording.PUBLISH)
    late = await harbour.moderator.click(second.response, label=publishing_wording.PUBLISH)
    assert publishing_wording.meanwhile([PAGE]) in text_of(late)
    assert ANSWER in text_of(await harbour.ask(QUESTION))
    again = await harbour.moderator.click(late.response, label=publishing_wording.LOOK_AGAIN)
    assert "Passages: 1 added, 0 changed, 0 removed." in text_of(again)
    await harbour.moderator.click(again.response, label=publishing_wording.PUBLISH)
    assert ANSWER in text_of(await harbour.ask(QUESTION))
    assert ANSWER in text_of(await harbour.ask("Who paints the railings?"))


async def test_drafts_for_one_page_are_all_published_one_by_one(harbour: Harbour) -> None:
    asked = [QUESTION, "Who paints the railings?", "Who sweeps the bridge?"]
    for place in (HERE, "beside:bridge"):
        for number, question in enumerate(asked):
            answer = f"Person {number} of {place}."
            await write(harbour, place, answer, question=f"{question[:-1]} {place[:4]}?")
    drafts = await harbour.moderator.slash(harbour.channel, "content drafts")
    for look in [one for one in ids_of(drafts) if one.startswith("look:")]:
        shown = await harbour.moderator.click(drafts.response, custom_id=look)
        assert "Passages: 1 added, 0 changed, 0 removed." in text_of(shown)
        await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    corpus = harbour.library.of(harbour.guild.id).corpus
    answers = {passage.text for passage in corpus.passages}
    wanted = {f"Person {n} of {place}." for n in range(3) for place in (HERE, "beside:bridge")}
    assert wanted <= answers
    assert CLOSED_ANSWER in text_of(await harbour.ask(CLOSED))


async def test_a_draft_whose_question_the_page_has_by_now_is_refused(harbour: Harbour) -> None:
    first = await write(harbour)
    second = await write(harbour, answer="Somebody else did.")
    await harbour.moderator.click(first.response, label=publishing_wording.PUBLISH)
    late = await harbour.moderator.click(second.response, label=publishing_wording.PUBLISH)
    assert answer_wording.asked_already(PAGE, QUESTION) in text_of(late)
    assert ANSWER in text_of(await harbour.ask(QUESTION))
    assert len(await harbour.newsroom.revisions.drafts(harbour.guild.id)) == 1
    await harbour.moderator.click(late.response, label=publishing_wording.DISCARD)
    assert await harbour.newsroom.revisions.drafts(harbour.guild.id) == ()


async def test_a_draft_brings_no_page_back_that_was_removed(harbour: Harbour) -> None:
    draft = await write(harbour)
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.PUBLISH, "removed")
    await harbour.newsroom.publish(deed, Overlay({PAGE: None}))
    late = await harbour.moderator.click(draft.response, label=publishing_wording.PUBLISH)
    assert answer_wording.page_gone(PAGE) in text_of(late)
    assert answer_wording.DRAFT_WAITS in text_of(late)
    (file,) = late.response.attachments
    assert (await file.read()).decode() == f"{QUESTION}\n\n{ANSWER}\n"


async def test_a_discarded_draft_is_gone(harbour: Harbour) -> None:
    shown = await write(harbour)
    await harbour.moderator.click(shown.response, label=publishing_wording.DISCARD)
    late = await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    assert publishing_wording.PROPOSAL_GONE in text_of(late)


async def test_both_steps_are_audited(harbour: Harbour) -> None:
    shown = await write(harbour)
    await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    entries = await harbour.newsroom.audit.latest(harbour.guild.id, limit=9)
    assert [entry.deed.action for entry in entries] == [Action.PUBLISH, Action.DRAFT]


async def test_a_form_opens_however_long_the_names_of_pages_are(harbour: Harbour) -> None:
    page = f"---\ntitle: {'The bridge at night ' * 12}\n---\n-\n{QUESTION}\n{ANSWER}\n".encode()
    names = [f"bridge/{'lamp-' * times}.md" for times in (16, 30)]
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.PUBLISH, "two pages")
    await harbour.newsroom.publish(deed, Overlay(dict.fromkeys(names, page)))
    form = await harbour.moderator.slash(harbour.channel, "teach answer")
    assert form.modal is not None
    body = harbour.bodies_of("/callback")[-1]
    assert f"page:{names[0]}" in str(body)
    assert f"page:{names[1]}" not in str(body)


class TestManyPages:
    """A list to pick from holds 25; every other place is reached by its name."""

    PICKED = "page:b00/questions.md"

    @pytest.fixture(autouse=True)
    async def many(self, harbour: Harbour) -> None:
        text = "---\ntitle: Story {n}\n---\n-\nWhat is in hold {n}?\nRope {n}.\n"
        pages = {f"b{n:02}/questions.md": text.format(n=n).encode() for n in range(30)}
        deed = Deed(harbour.guild.id, harbour.moderator.id, Action.PUBLISH, "many pages")
        await harbour.newsroom.publish(deed, Overlay(pages))

    async def test_the_form_says_that_not_all_are_listed(self, harbour: Harbour) -> None:
        await harbour.moderator.slash(harbour.channel, "teach answer")
        assert answer_wording.not_all(25, 62) in str(harbour.bodies_of("/callback")[-1])

    async def test_a_place_that_is_named_counts_before_the_one_that_is_picked(
        self, harbour: Harbour
    ) -> None:
        shown = await write(harbour, self.PICKED, name="story 29")
        await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
        pages = harbour.newsroom.published(harbour.guild.id).overlay.pages
        assert ANSWER not in (pages["b00/questions.md"] or b"").decode()
        assert ANSWER in (pages["b29/questions.md"] or b"").decode()

    @pytest.mark.parametrize(("name", "told"), [("stor 1", "b01/questions"), ("zebra", "No page")])
    async def test_a_name_that_does_not_tell_which_is_told_and_all_comes_back(
        self, harbour: Harbour, name: str, told: str
    ) -> None:
        shown = await write(harbour, self.PICKED, name=name)
        assert told in text_of(shown)
        assert ANSWER in await given_back(shown)


async def test_with_few_pages_the_form_asks_for_no_name(harbour: Harbour) -> None:
    await harbour.moderator.slash(harbour.channel, "teach answer")
    assert answer_wording.NAME not in str(harbour.bodies_of("/callback")[-1])


async def test_a_form_that_is_open_outlives_a_restart(harbour: Harbour) -> None:
    form = await harbour.moderator.slash(harbour.channel, "teach answer", question=QUESTION)
    await harbour.restart()
    values = {"question": QUESTION, "answer": ANSWER, "page": [HERE]}
    shown = await harbour.moderator.submit_modal(form, values)
    await harbour.moderator.click(shown.response, label=publishing_wording.PUBLISH)
    assert ANSWER in text_of(await harbour.ask(QUESTION))


async def test_no_form_has_the_name_of_another_whose_words_discord_would_fill_in(
    harbour: Harbour,
) -> None:
    for _ in range(2):
        await harbour.moderator.slash(harbour.channel, "teach answer")
    first, second = (body["data"]["custom_id"] for body in harbour.bodies_of("/callback"))
    assert first != second


async def test_what_was_written_for_a_page_that_is_gone_by_then_is_given_back(
    harbour: Harbour,
) -> None:
    form = await harbour.moderator.slash(harbour.channel, "teach answer")
    deed = Deed(harbour.guild.id, harbour.moderator.id, Action.PUBLISH, PAGE)
    page = f"---\ntitle: Ferries\n---\n-\n{CLOSED}\nFor good.\n".encode()
    await harbour.newsroom.publish(deed, Overlay({PAGE: None, "bridge/ferries.md": page}))
    values = {"question": QUESTION, "answer": ANSWER, "page": [HERE]}
    shown = await harbour.moderator.submit_modal(form, values)
    assert answer_wording.page_gone(PAGE) in text_of(shown)
    assert ANSWER in await given_back(shown)


async def test_readers_get_no_form(harbour: Harbour) -> None:
    open_to_all(harbour, "teach")
    refused = await harbour.ann.slash(harbour.channel, "teach answer")
    assert content_wording.MODERATORS_ONLY in text_of(refused)


async def test_who_moderates_no_more_when_the_form_is_sent_is_turned_away(harbour: Harbour) -> None:
    form = await harbour.moderator.slash(harbour.channel, "teach answer")
    member = harbour.env.backend.get_guild(harbour.guild.id).members[harbour.moderator.id]
    member.role_ids.clear()
    values = {"question": QUESTION, "answer": ANSWER, "page": [HERE]}
    refused = await harbour.moderator.submit_modal(form, values)
    assert content_wording.MODERATORS_ONLY in text_of(refused)
    assert await harbour.newsroom.audit.latest(harbour.guild.id, limit=9) == ()
