"""What editors put over the files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import BriefingId, Corpus, PassageId
from bot.corpus.overlaid import overlaid
from bot.corpus.overlay import (
    NOTHING_OVER,
    WHOLE,
    Covered,
    Overlay,
    Scope,
    Wording,
    covered,
    digest_of,
    scoped,
)

LAMPS = "-\nWhy are the lamps lit?\nSo that boats find the pier.\n"
OIL = "-\nWho pays for the oil?\nThe port.\n"
LIMITS = Limits()


def corpus_of(folder: Path, overlay: Overlay) -> tuple[Corpus, set[str]]:
    loaded = overlaid(load_folder(folder, limits=LIMITS), overlay, LIMITS)
    built = build_corpus(loaded.pages, now=datetime.now(UTC))
    codes = {found.code for found in (*loaded.findings, *built.findings)}
    return scoped(built.corpus, Scope(overlay)), codes


def labels(corpus: Corpus) -> list[str]:
    return [passage.label for passage in corpus.passages]


def a_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lamps"
    folder.mkdir()
    (folder / "lamps.txt").write_text(LAMPS, encoding="utf-8")
    return tmp_path


def test_a_page_stands_in_place_of_the_file_of_its_name(tmp_path: Path) -> None:
    changed = LAMPS.replace("boats", "ships").encode()
    corpus, _ = corpus_of(a_folder(tmp_path), Overlay({"lamps/lamps.txt": changed}))
    assert [passage.text for passage in corpus.passages] == ["So that ships find the pier."]


def test_a_new_page_joins_its_folder_and_a_page_can_be_taken_away(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    corpus, _ = corpus_of(folder, Overlay({"lamps/oil.txt": OIL.encode()}))
    assert labels(corpus) == ["Why are the lamps lit?", "Who pays for the oil?"]
    corpus, codes = corpus_of(
        folder, Overlay({"lamps/lamps.txt": None, "lamps/oil.txt": OIL.encode()})
    )
    assert labels(corpus) == ["Who pays for the oil?"]
    assert "no-pages" not in codes


def test_the_first_page_of_an_empty_folder_is_no_finding(tmp_path: Path) -> None:
    corpus, codes = corpus_of(tmp_path, Overlay({"oil.txt": OIL.encode()}))
    assert labels(corpus) == ["Who pays for the oil?"]
    assert "no-pages" not in codes


def test_a_page_that_cannot_be_read_is_a_finding_and_the_file_stays_hidden(tmp_path: Path) -> None:
    corpus, codes = corpus_of(a_folder(tmp_path), Overlay({"lamps/lamps.txt": b"\x00\x01"}))
    assert labels(corpus) == []
    assert "binary-file" in codes


def test_a_wording_joins_the_aliases_of_its_passage(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    plain, _ = corpus_of(folder, NOTHING_OVER)
    wording = Wording(plain.passages[0].id, "what are the lights for")
    corpus, _ = corpus_of(folder, NOTHING_OVER.teaching(wording))
    assert corpus.passages[0].aliases == ("what are the lights for",)
    assert corpus.revision != plain.revision


def test_what_is_given_back_is_as_the_file_has_it(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    file, other = "lamps/lamps.txt", "lamps/oil.txt"
    back = Overlay(given_back=frozenset({file}))
    for body in (LAMPS.replace("boats", "ships").encode(), None):
        over = Overlay({file: body, other: OIL.encode()}).with_all_of(back)
        assert over == Overlay({other: OIL.encode()})
        corpus, _ = corpus_of(folder, over)
        assert corpus.passages[0].text == "So that boats find the pier."
    assert back.digest
    assert NOTHING_OVER.with_all_of(back) == NOTHING_OVER


def test_what_says_otherwise_than_the_folder_covers_it() -> None:
    own, same = b"-\nWhy?\nSo.\n", LAMPS.encode()
    over = Overlay({"c.txt": None, "a.txt": own, "b.txt": same, "d.txt": own, "e.txt": None})
    folder = dict.fromkeys(("a.txt", "b.txt", "c.txt", "f.txt"), digest_of(same))
    assert covered(over, folder) == (Covered("a.txt", False), Covered("c.txt", True))


def test_only_offered_briefings_are_there(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    other = folder / "oil"
    other.mkdir()
    (other / "oil.txt").write_text(OIL, encoding="utf-8")
    whole, _ = corpus_of(folder, NOTHING_OVER)
    offered = scoped(whole, Scope(briefings=frozenset({BriefingId("oil"), BriefingId("gone")})))
    assert labels(offered) == ["Who pays for the oil?"]
    assert scoped(whole, WHOLE) is whole


words = st.text(min_size=1, max_size=20)
wordings = st.builds(Wording, st.sampled_from(["a", "b"]).map(PassageId), words)


@given(wordings)
def test_teaching_and_refusing_undo_each_other(wording: Wording) -> None:
    taught = NOTHING_OVER.teaching(wording)
    refused = taught.refusing(wording)
    assert taught.taught == refused.not_meant == {wording}
    assert not taught.not_meant
    assert not refused.taught
    assert refused.forgetting(wording) == NOTHING_OVER


@given(st.lists(wordings), st.randoms())
def test_what_says_the_same_is_the_same(some: list[Wording], dice: object) -> None:
    one = other = NOTHING_OVER
    for wording in some:
        one = one.teaching(wording)
    for wording in reversed(some):
        other = other.teaching(wording)
    assert one == other
    assert hash(one) == hash(other)
    assert (one.digest == "") == (not some)
