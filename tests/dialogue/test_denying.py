"""What a message denies is not answered with what is so."""

from __future__ import annotations

import pytest

from bot.corpus.model import Passage
from bot.dialogue.denying import is_opposite
from bot.matching.model import Candidate
from tests.builders import a_questions_page

SIGNED, CROSSED, DELAYED, SPOKEN_OF, ASKED_PLAINLY = a_questions_page(
    {
        "Who signed the treaty?": "Four kings signed the treaty. The fifth sent his regrets.",
        "How many ferries could cross in the storm?": "Two could cross.",
        "Why was the bridge not opened in May?": "The paint was still wet.",
        "Who came to the wedding?": "All the cousins came. The aunts did not come.",
        "Do I need a ticket to get in?": "Yes, one a person.",
    }
).passages


def found(passage: Passage, wording: str | None = None) -> Candidate:
    """Make a passage the best one."""
    return Candidate(passage, score=1.0, confidence=0.9, wording=wording or passage.label)


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        (SIGNED, "who did not sign the treaty"),
        (SIGNED, "who didnt sign it"),
        (SIGNED, "which kings never signed the treaty?"),
        (SIGNED, "ok and who hasn't signed the treaty"),
        (CROSSED, "how many ferries could not cross"),
        (DELAYED, "why was the bridge opened in may"),
    ],
)
def test_a_message_may_deny_what_a_question_asks(passage: Passage, message: str) -> None:
    assert is_opposite(found(passage), message)


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        (SIGNED, "who signed the treaty"),
        (SIGNED, "didn't four kings sign the treaty?"),
        (SIGNED, "so didn't they sign the treaty"),
        (SIGNED, "i don't know who signed the treaty, do you?"),
        (SIGNED, "who signed the treaty, not only in may"),
        (SIGNED, "did they sign the treaty or not"),
        (SIGNED, "no, who signed the treaty?"),
        (CROSSED, "could no ferries cross in the storm?"),  # yes or no: one answer either way
        (CROSSED, "so is it possible to cross without a ferry"),
        (ASKED_PLAINLY, "how do i get in without a ticket"),
        (SIGNED, "not far from here, who signed the treaty?"),
        (SIGNED, "why aren't the treaty bins emptied"),
        (DELAYED, "why was the bridge not opened in may"),
        (DELAYED, "why didn't the bridge open"),
        (DELAYED, "why did the opening of the bridge fail"),
        (SPOKEN_OF, "who did not come to the wedding"),
    ],
)
def test_what_only_looks_like_denying_is_none(passage: Passage, message: str) -> None:
    assert not is_opposite(found(passage), message)


def test_a_wording_that_moderators_taught_says_what_it_means() -> None:
    assert not is_opposite(found(SIGNED, "who did not sign it"), "who did not sign it")
