"""An exported folder is the same content: pages, what is taken away, and wordings."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.editions import build_edition
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import PassageId
from bot.corpus.overlaid import overlaid
from bot.corpus.overlay import NOTHING_OVER, WHOLE, Overlay, Scope, Wording
from bot.corpus.sidecar import SIDECAR, beside
from bot.edition import Edition
from bot.exporting import write_folder, write_wordings
from bot.matching.model import Answer
from bot.settings import LanguagesChoice, Settings
from tests.builders import BRIDGE_PAGE

LIMITS = Limits()
FILES = ("bridge/questions.md", "bridge/story.txt", "lamps/a.txt", "b.md")

pages = st.dictionaries(
    st.sampled_from(FILES),
    st.none() | st.integers(1, 9).map(lambda n: f"-\nWhy {n}?\nBecause {n}.\n".encode()),
)
wordings = st.frozensets(st.builds(Wording, st.just(PassageId("a.b")), st.text(max_size=20)))
overlays = st.builds(Overlay, pages, wordings, wordings)


@settings(max_examples=40, deadline=None)
@given(overlays)
def test_what_is_exported_loads_as_what_was_served(overlay: Overlay) -> None:
    with TemporaryDirectory() as root:
        source, out = Path(root) / "in", Path(root) / "out"
        (source / "bridge").mkdir(parents=True)
        (source / "bridge" / "questions.md").write_text(BRIDGE_PAGE, encoding="utf-8")
        out.mkdir()
        (out / "stale.txt").write_text(BRIDGE_PAGE, encoding="utf-8")
        write_folder(source, overlay, out, limits=LIMITS)
        exported = load_folder(out, limits=LIMITS)
        served = overlaid(load_folder(source, limits=LIMITS), overlay, LIMITS)
        unique = {page.digest: page for page in reversed(served.pages)}
        assert {page.file for page in unique.values()} == {p.file for p in exported.pages}
        assert set(map(repr, unique.values())) == set(map(repr, exported.pages))
        kept = beside(out, WHOLE).overlay
        assert kept.not_meant == overlay.not_meant
        assert kept.taught == overlay.taught - overlay.not_meant


LIT, SHUT = "Who lit the lamps?", "How long will the bridge stay closed?"
LAMPS = f"-\n{LIT}\nThe lamp keeper did.\n".encode()
SAID_BEFORE, SAID_NOW = "zzz lorries again qqq", "hu put the glims on"
REFUSED = "how long is the bridge closed for boats"
AGREED = "how long do the boats wait"
"""Refused in the folder, and taught by the editors since."""


def settings_of(content: Path, state: Path) -> Settings:
    return Settings.model_construct(
        content_dir=content, state_dir=state, encoder="off", languages=LanguagesChoice.OFF
    )


def passage_of(settings: Settings, label: str, scope: Scope = WHOLE) -> PassageId:
    passages = build_edition(settings, scope=scope).corpus.passages
    return next(passage.id for passage in passages if passage.label == label)


def test_what_is_exported_answers_as_what_was_served(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    (source / "bridge").mkdir(parents=True)
    (source / "bridge" / "questions.md").write_text(BRIDGE_PAGE, encoding="utf-8")
    served = settings_of(source, tmp_path / "state")
    pages = NOTHING_OVER.with_pages({"lamps/lamps.txt": LAMPS})
    shut, lit = passage_of(served, SHUT), passage_of(served, LIT, Scope(pages))
    before = NOTHING_OVER.teaching(Wording(shut, SAID_BEFORE)).refusing(Wording(shut, AGREED))
    write_wordings(source, before)
    overlay = pages.teaching(Wording(lit, SAID_NOW)).refusing(Wording(shut, REFUSED))
    overlay = overlay.teaching(Wording(shut, AGREED))
    write_folder(source, overlay, out, limits=LIMITS)
    here = build_edition(served, scope=Scope(overlay))
    there = build_edition(settings_of(out, tmp_path / "other"))

    def reached(edition: Edition, words: str) -> PassageId | None:
        decision = edition.decide(words)
        return decision.candidate.passage.id if isinstance(decision, Answer) else None

    expected = {SAID_BEFORE: shut, SAID_NOW: lit, REFUSED: None, AGREED: shut, SHUT: shut, LIT: lit}
    for words, passage in expected.items():
        assert (words, reached(here, words)) == (words, passage)
        assert (words, reached(there, words)) == (words, passage)
    for nearly in (REFUSED.replace("boats", "boat"), AGREED.replace("boats", "boat")):
        assert here.decide(nearly) == there.decide(nearly)
    assert reached(there, REFUSED.replace("boats", "boat")) is None
    assert isinstance(build_edition(served).decide(REFUSED), Answer), "only the editors refuse it"


# ----------------------------------------------------------- what is there and is no page of ours

SMALL = Limits(page_bytes=1_000)


def a_folder(root: Path, **files: str | bytes) -> Path:
    """Make a folder; `a__b` stands for `a/b.txt`."""
    root.mkdir(exist_ok=True)
    for name, text in files.items():
        file = root / f"{name.replace('__', '/')}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


TOO_LARGE = "-\nWhy?\n" + "Because. " * 1_000


def test_an_export_into_its_own_folder_spares_what_cannot_be_read(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "content", page=BRIDGE_PAGE, large=TOO_LARGE, web="<html></html>")
    done = write_folder(folder, NOTHING_OVER, folder, limits=SMALL)
    assert done.left_out == ("large.txt",)
    assert (done.removed, done.kept) == ((), ())
    assert {file.name for file in folder.iterdir()} == {"page.txt", "large.txt", "web.txt"}


def test_only_what_can_be_read_as_a_page_is_removed(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "content", page=BRIDGE_PAGE, deep__page=BRIDGE_PAGE)
    others: dict[str, str | bytes] = {
        "large": TOO_LARGE,
        "web": "<html><body></body></html>",
        "bytes": b"\0\1\2",
    }
    target = a_folder(tmp_path / "out", gone=BRIDGE_PAGE, **others)
    done = write_folder(source, NOTHING_OVER, target, limits=SMALL)
    assert done.removed == ("gone.txt",)
    assert done.kept == ("bytes.txt", "large.txt", "web.txt")
    assert all((target / file).exists() for file in done.kept)
    assert not (target / "gone.txt").exists()


def test_the_last_export_of_a_page_that_cannot_be_read_now_stays(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "content", page=BRIDGE_PAGE, other=BRIDGE_PAGE + "\n")
    target = tmp_path / "out"
    write_folder(source, NOTHING_OVER, target, limits=SMALL)
    a_folder(source, other=TOO_LARGE)
    done = write_folder(source, NOTHING_OVER, target, limits=SMALL)
    assert done.left_out == ("other.txt",)
    assert (target / "other.txt").read_text(encoding="utf-8") == BRIDGE_PAGE + "\n"


def test_a_link_to_a_page_does_not_cost_the_page(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "content", page=BRIDGE_PAGE)
    target = a_folder(tmp_path / "out")
    (target / "link.txt").symlink_to("page.txt")
    done = write_folder(source, NOTHING_OVER, target, limits=LIMITS)
    assert done.kept == ("link.txt",)
    assert (target / "page.txt").exists()


def test_a_folder_around_the_content_is_refused(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "content", page=BRIDGE_PAGE)
    with pytest.raises(OSError, match="the content itself lies in it"):
        write_folder(source, NOTHING_OVER, tmp_path, limits=LIMITS)
    assert (source / "page.txt").exists()


def test_wordings_that_cannot_be_read_are_neither_replaced_nor_removed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "content", page=BRIDGE_PAGE)
    (folder / SIDECAR).write_text("{half", encoding="utf-8")
    taught = NOTHING_OVER.teaching(Wording(PassageId("a.b"), "some words"))
    for overlay in (NOTHING_OVER, taught):
        with pytest.raises(OSError, match=f"{SIDECAR} is damaged; mend it, or move it away"):
            write_folder(folder, overlay, folder, limits=LIMITS)
    with pytest.raises(OSError, match="damaged"):
        write_wordings(folder, taught)
    assert (folder / SIDECAR).read_text(encoding="utf-8") == "{half"
