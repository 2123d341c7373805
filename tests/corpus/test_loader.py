"""The loader: whatever lies in the content folder, the good pages load and the rest is told."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.findings import Finding
from bot.corpus.limits import Limits
from bot.corpus.loader import LoadedFolder, load_folder, read_bytes
from tests.builders import a_page, codes

LIMITS = Limits()
PAGE = "-\nWhy is the port shut?\nIt froze.\n"


def write(folder: Path, name: str, text: str = PAGE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def a_different_page(word: str) -> str:
    return f"-\nWhy is the {word} shut?\nIt froze.\n"


def load(folder: Path, limits: Limits = LIMITS) -> LoadedFolder:
    return load_folder(folder, limits=limits)


def files(loaded: LoadedFolder) -> list[str]:
    return [page.file for page in loaded.pages]


def the(code: str, loaded: LoadedFolder) -> Finding:
    (found,) = [finding for finding in loaded.findings if finding.code == code]
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Make a content folder with one good page."""
    folder = tmp_path / "content"
    write(folder, "good.txt")
    return folder


def test_loads_pages_from_all_folders_in_sorted_order(content: Path) -> None:
    for name in ("b/two.md", "a/deep/er/one.markdown", "a/zwei.TXT"):
        write(content, name, a_different_page(name))
    assert files(load(content)) == ["a/deep/er/one.markdown", "a/zwei.TXT", "b/two.md", "good.txt"]


def test_passes_over_what_is_put_aside(content: Path) -> None:
    for name in ("README.md", "a/readme.txt", ".hidden.md", "_draft.md", ".git/x.txt", "_old/y.md"):
        write(content, name, a_different_page(name))
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    assert codes(loaded.findings) == {"no-as-of", "title-derived"}


def test_collects_golden_messages(content: Path) -> None:
    write(content, "golden.jsonl", '{"a": 1}\n')
    write(content, "ice/golden.jsonl", '{"b": 2}\n')
    assert load(content).golden == ((".", '{"a": 1}\n'), ("ice", '{"b": 2}\n'))


def test_tells_of_golden_messages_that_cannot_be_read(content: Path) -> None:
    (content / "golden.jsonl").write_bytes(b"\xff\xfe\x81")
    loaded = load(content)
    assert loaded.golden == ()
    assert the("not-utf-8", loaded).file == "golden.jsonl"


def test_leaves_other_files_alone_and_says_so(content: Path) -> None:
    write(content, "picture.png")
    finding = the("not-a-page", load(content))
    assert (finding.file, finding.severity) == ("picture.png", "info")


def test_a_bad_file_does_not_keep_the_others_from_loading(content: Path) -> None:
    (content / "bad.txt").write_bytes(b"\x00\x01")
    (content / "empty.md").write_bytes(b"")
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    assert (the("binary-file", loaded).file, the("empty-file", loaded).file) == (
        "bad.txt",
        "empty.md",
    )


def test_a_single_file_may_be_loaded(content: Path) -> None:
    assert files(load(content / "good.txt")) == ["good.txt"]
    golden = write(content, "golden.jsonl", "{}")
    assert load(golden).golden == ((".", "{}"),)
    os.mkfifo(content / "pipe.txt")
    assert "a named pipe" in the("not-a-file", load(content / "pipe.txt")).message


def test_a_missing_folder_and_an_empty_one_are_told(tmp_path: Path) -> None:
    assert codes(load(tmp_path / "nowhere").findings) == {"no-folder"}
    assert codes(load(tmp_path).findings) == {"no-pages"}


def test_the_same_file_twice_is_served_once(content: Path) -> None:
    write(content, "z/copy.txt")
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    finding = the("duplicate-page", loaded)
    assert finding.file == "z/copy.txt"
    assert "good.txt" in finding.message


def test_refuses_a_file_by_its_size_without_reading_it(content: Path) -> None:
    huge = content / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50 * 2**30)  # takes no room on the disk
    assert the("file-too-large", load(content)).file == "huge.txt"


def test_refuses_pages_over_the_limit(content: Path) -> None:
    write(content, "a.txt", a_different_page("a"))
    write(content, "b.txt", a_different_page("b"))
    loaded = load(content, replace(LIMITS, pages=2))
    assert files(loaded) == ["a.txt", "b.txt"]
    assert "at most 2" in the("too-many-pages", loaded).message


def test_tells_how_far_it_is(content: Path) -> None:
    write(content, "a.txt", a_different_page("a"))
    seen: list[tuple[int, int]] = []
    load_folder(content, limits=LIMITS, on_progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]


# --------------------------------------------------------------------- no real files


def test_refuses_a_folder_named_like_a_page(content: Path) -> None:
    write(content, "folder.txt/inside.txt", a_different_page("inside"))
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    assert "a folder" in the("not-a-file", loaded).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_refuses_a_named_pipe_without_waiting_for_it(content: Path) -> None:
    os.mkfifo(content / "pipe.txt")
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    assert "a named pipe" in the("not-a-file", loaded).message


def test_refuses_a_socket(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.txt")
        assert "a socket" in the("not-a-file", load(content)).message


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(content: Path) -> None:
    os.mkfifo(content / "pipe")
    with pytest.raises(PageRefusedError, match="not-a-file"):
        read_bytes(content / "pipe", 100)


# --------------------------------------------------------------------- links


def test_refuses_links_that_lead_out_of_the_folder(content: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", a_different_page("vault"))
    write(tmp_path, "outside/page.txt", a_different_page("vault"))
    (content / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (content / "outside").symlink_to(tmp_path / "outside")
    (content / "passwd.txt").symlink_to("/etc/passwd")
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    refused = {f.file for f in loaded.findings if f.code == "link-out-of-folder"}
    assert refused == {"secret.txt", "outside", "passwd.txt"}


def test_follows_links_to_files_inside_as_container_mounts_have_them(content: Path) -> None:
    write(content, "..data/page.txt", a_different_page("mount"))
    (content / "page.txt").symlink_to("..data/page.txt")
    assert files(load(content)) == ["good.txt", "page.txt"]


def test_links_in_circles_and_into_nothing_are_told(content: Path) -> None:
    (content / "round.txt").symlink_to("round.txt")
    (content / "gone.txt").symlink_to("nowhere.txt")
    (content / "up").symlink_to(content)
    loaded = load(content)
    assert files(loaded) == ["good.txt"]
    assert {f.file for f in loaded.findings if f.code == "broken-link"} == {"round.txt", "gone.txt"}
    assert the("linked-folder", loaded).file == "up"


def test_a_content_folder_may_be_a_link_itself(content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert files(load(tmp_path / "link")) == ["good.txt"]


# --------------------------------------------------------------------- hostile names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"new\nline.txt", "new\\x0aline.txt"),
        (b"\x1b[31mred.txt", "\\x1b[31mred.txt"),
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        ("rtl\u202etxt.exe.txt".encode(), "rtl\\u{202e}txt.exe.txt"),
        (b"back\\slash.txt", "back\\\\slash.txt"),
        (b"a" * 251 + b".txt", "a" * 251 + ".txt"),
    ],
)
def test_a_hostile_name_is_data(content: Path, name: bytes, shown: str) -> None:
    path = os.path.join(os.fsencode(content), name)  # noqa: PTH118 - a name in bytes
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(a_different_page("name").encode())
    loaded = load(content)
    assert shown in files(loaded)
    assert all(finding.file.isprintable() for finding in loaded.findings)
    assert ("odd-file-name" in codes(loaded.findings)) == (name != b"a" * 251 + b".txt")


# --------------------------------------------------------------------- unsteady files


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_tells_of_a_file_that_may_not_be_read(content: Path) -> None:
    write(content, "closed.txt").chmod(0)
    assert the("unreadable", load(content)).file == "closed.txt"


def test_tells_of_a_file_that_vanishes(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: object, flags: int) -> int:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "open", gone)
    assert the("unreadable", load(content)).file == "good.txt"


def test_tells_of_a_file_that_keeps_changing(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = os.fstat
    sizes = iter(range(1000))

    def restless(descriptor: int) -> os.stat_result:
        fields = list(stat(descriptor))
        fields[6] = next(sizes)  # the size
        return os.stat_result(fields)

    monkeypatch.setattr(os, "fstat", restless)
    assert the("changed-while-read", load(content)).file == "good.txt"


# --------------------------------------------------------------------- the last good version


def test_a_file_that_is_refused_keeps_its_last_good_version(content: Path) -> None:
    good = load(content).pages[0]
    (content / "good.txt").write_bytes(b"\x00")
    loaded = load_folder(content, limits=LIMITS, kept={"good.txt": good})
    assert loaded.pages == (good,)
    assert codes(loaded.findings) == {"binary-file", "kept-last-good"}


def test_a_page_in_conflict_keeps_its_last_good_version(content: Path) -> None:
    good = load(content).pages[0]
    write(
        content, "good.txt", f"<<<<<<< HEAD\n{PAGE}=======\n{a_different_page('other')}>>>>>>> b\n"
    )
    loaded = load_folder(content, limits=LIMITS, kept={"good.txt": good})
    assert loaded.pages == (good,)
    assert codes(loaded.findings) == {"merge-conflict", "kept-last-good"}


def test_a_file_that_is_deleted_is_not_kept(content: Path) -> None:
    write(content, "other.txt", a_different_page("other"))
    kept = {"gone.txt": a_page(PAGE, file="gone.txt")}
    assert files(load_folder(content, limits=LIMITS, kept=kept)) == ["good.txt", "other.txt"]


def test_everything_is_kept_while_the_folder_is_gone(tmp_path: Path) -> None:
    kept = {"good.txt": a_page(PAGE, file="good.txt")}
    loaded = load_folder(tmp_path / "gone", limits=LIMITS, kept=kept)
    assert files(loaded) == ["good.txt"]
    assert codes(loaded.findings) == {"no-folder"}
