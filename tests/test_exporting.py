"""An exported folder is the same content: pages, what is taken away, and wordings."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import PassageId
from bot.corpus.overlaid import overlaid
from bot.corpus.overlay import WHOLE, Overlay, Wording
from bot.corpus.sidecar import beside
from bot.exporting import write_folder
from tests.builders import BRIDGE_PAGE

LIMITS = Limits()
FILES = ("bridge/questions.md", "bridge/story.txt", "lamps/a.txt", "b.md")

pages = st.dictionaries(
    st.sampled_from(FILES),
    st.none() | st.integers(1, 9).map(lambda n: f"-\nWhy {n}?\nBecause {n}.\n".encode()),
)
wordings = st.frozensets(st.builds(Wording, st.just(PassageId("a.b")), st.text(max_size=20)))
overlays = st.builds(Overlay, pages, wordings, st.just(frozenset()))


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
        assert beside(out, WHOLE).overlay.taught == overlay.taught
