"""Where an upload goes: to the page that its sender means, or nowhere before that is clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.upload_names import Several, folders_of, namesake_of, placed, safe_name

KNOWN = (
    "bridge/Bridge questions.md",
    "bridge/brücke.txt",
    "bridge/Fragen (neu) & alt.md",
    "bridge/story.txt",
    "ferry/questions.md",
    "harbour/questions.md",
    "The quay/lamps.md",
    "volga/река 2.md",
)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("story.txt", "bridge/story.txt"),
        ("STORY.txt", "bridge/story.txt"),
        ("Bridge questions.md", "bridge/Bridge questions.md"),
        ("Bridge_questions.md", "bridge/Bridge questions.md"),
        ("bridge-questions.md", "bridge/Bridge questions.md"),
        ("brücke.txt", "bridge/brücke.txt"),
        ("bru\u0308cke.txt", "bridge/brücke.txt"),
        ("brucke.txt", "bridge/brücke.txt"),
        ("brcke.txt", "bridge/brücke.txt"),
        ("Fragen_neu__alt.md", "bridge/Fragen (neu) & alt.md"),
        ("Fragen_neu_alt.md", "bridge/Fragen (neu) & alt.md"),
        ("река 2.md", "volga/река 2.md"),
    ],
)
def test_a_page_is_found_under_its_name_and_what_discord_makes_of_that(
    name: str, file: str
) -> None:
    assert placed(name, known=KNOWN) == file


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("bridge-story.txt", "bridge-story/bridge-story.txt"),
        ("story.md", "story/story.md"),
        ("2.md", "2/2.md"),  # of “река 2.md” most would be gone
        ("мост 2.md", "2-ee1362/2-ee1362.md"),
        ("bridge.questions.md", "bridge-questions/bridge.questions.md"),
        ("../../etc/passwd.md", "passwd/passwd.md"),
    ],
)
def test_another_name_is_another_page(name: str, file: str) -> None:
    assert placed(name, known=KNOWN) == file


def test_names_in_other_alphabets_are_pages_of_their_own_and_found_again() -> None:
    known: tuple[str, ...] = ()
    for name in ("渡轮.md", "桥.md", "мост 2.md", "река 2.md"):
        file = placed(name, known=known)
        assert isinstance(file, str)
        assert file not in known
        known = (*known, file)
        assert placed(name, known=known) == file


def test_signs_that_discord_leaves_tell_names_apart() -> None:
    known = ("bridge/a-b.md", "bridge/a b.md")
    assert placed("a-b.md", known=known) == "bridge/a-b.md"
    assert placed("a_b.md", known=known) == "bridge/a b.md"
    assert placed("a_b.md", known=known[:1]) == "a_b/a_b.md".replace("a_b/", "a-b/")


def test_of_several_pages_of_the_name_the_sender_picks_one() -> None:
    both = Several(("ferry/questions.md", "harbour/questions.md"))
    assert placed("questions.md", known=KNOWN) == both
    assert placed("questions.md", known=KNOWN, beside="bridge") == both
    for folder in ("ferry", "Ferry", " ferry ", "ferry/questions.md"):
        assert placed("questions.md", known=KNOWN, folder=folder) == "ferry/questions.md"
    assert placed("questions.md", known=KNOWN, beside="harbour") == "harbour/questions.md"
    assert placed("questions.md", known=KNOWN, briefing="Ferry") == "ferry/questions.md"
    assert placed("questions.md", known=KNOWN, briefing="Canal") == "canal/questions.md"
    assert placed("questions.md", known=KNOWN, folder="canal") == "canal/questions.md"


def test_a_page_that_is_named_is_replaced_whatever_the_file_is_called() -> None:
    for name in ("questions.txt", "Ferry, the final version (2).md"):
        assert placed(name, known=KNOWN, folder="ferry/questions.md") == "ferry/questions.md"


def test_a_namesake_has_the_same_name_but_for_its_ending() -> None:
    assert namesake_of("story/Story.md", KNOWN) == "bridge/story.txt"
    assert namesake_of("questions/questions.txt", KNOWN) is None, "there are two"
    assert namesake_of("bridge/story.txt", KNOWN) is None
    assert namesake_of("canal/story.txt", KNOWN) is None, "its ending is the same"


def test_a_page_without_a_folder_can_be_picked_by_its_name() -> None:
    known = ("questions.md", "ferry/questions.md")
    assert placed("questions.md", known=known) == Several(known[::-1])
    assert placed("questions.md", known=known, folder="questions.md") == "questions.md"


def test_names_that_discord_makes_alike_are_asked_about() -> None:
    known = ("bridge/a b.md", "ferry/ä b.md")
    assert placed("a_b.md", known=known) == Several(known)
    assert placed("a_b.md", known=known, folder="ferry") == "ferry/ä b.md"
    together = ("bridge/a b.md", "bridge/ä b.md")
    assert placed("a_b.md", known=together, folder="bridge") == Several(together)
    assert placed("a_b.md", known=together, folder=together[1]) == together[1]


@pytest.mark.parametrize("folder", ["The quay", "the quay", "the-quay"])
def test_a_folder_is_found_by_its_name_and_by_the_name_of_its_briefing(folder: str) -> None:
    assert placed("more.md", known=KNOWN, folder=folder) == "The quay/more.md"
    assert placed("more.md", known=KNOWN, briefing=folder) == "The quay/more.md"
    assert placed("lamps.md", known=KNOWN, folder=folder) == "The quay/lamps.md"


@given(st.text(min_size=1, max_size=80), st.text(max_size=30))
def test_no_name_leads_out_of_the_content_folder(name: str, folder: str) -> None:
    file = placed(name, known=KNOWN, folder=folder)
    if isinstance(file, Several):
        assert set(file.files) <= set(KNOWN)
    elif file not in KNOWN:
        place, _, own = file.rpartition("/")
        assert own == safe_name(name)
        assert place in folders_of(KNOWN) or "/" not in place
        assert place.strip(".")
