"""Where an uploaded file goes: its name is data, and never a path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.corpus.file_names import PAGE_SUFFIXES, is_passed_over
from bot.corpus.ids import briefing_id

_LONGEST: Final = 60
_DIGITS: Final = 6
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices; an export must open there too."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Several:
    """The pages that an upload may be meant for; only whoever sent it knows which."""

    files: tuple[str, ...]


def safe_name(name: str) -> str:
    """Make a page's file name of whatever a file is called: letters, digits, `-`, `_` and `.`.

    Names in other alphabets would all become the same one, and a page would take the place of
    another: what is lost of them is told by a digest.
    """
    stem, suffix = _safe_parts(name)
    return stem + (suffix or PAGE_SUFFIXES[0])


def name_as_sent(name: str) -> str:
    """Make a file name as safe, for a file that becomes no page: it gets no ending of a page's."""
    return "".join(_safe_parts(name))


def _safe_parts(name: str) -> tuple[str, str]:
    """Give what comes before a page's ending, and the ending; an empty one where it has none."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _latin(last)
    suffix = next((s for s in PAGE_SUFFIXES if plain.casefold().endswith(s)), "")
    stem = plain[: len(plain) - len(suffix)]
    stem = _UNSAFE.sub("-", stem).strip("._-")
    stem = re.sub(r"\.{2,}", ".", stem)[:_LONGEST].strip("._-") or "page"
    if not _tells(plain, last):
        whole = _plain(last).encode("utf-8", "surrogatepass")
        stem = f"{stem}-{hashlib.sha256(whole).hexdigest()[:_DIGITS]}"
    if _RESERVED.fullmatch(stem.partition(".")[0]) or is_passed_over(stem):
        stem = f"page-{stem}"
    return stem, suffix


def placed(
    name: str,
    *,
    known: Collection[str],
    folder: str | None = None,
    briefing: str | None = None,
    beside: str | None = None,
) -> str | Several:
    """Say which file an upload becomes, relative to the content folder.

    In the folder that the moderator names, or in the place of the very page that is named instead,
    whatever the file is called; else in the place of the one page of the same name, whatever
    Discord has made of that name. Of several such pages it is the one in the folder of its
    briefing, or of what was sent with it; else nobody but the moderator can tell. Without any it
    goes into a folder named for its briefing, else beside what was sent with it, or by itself.
    """
    wanted, same = (folder or "").strip(), _called(name, known)
    if wanted:
        return wanted if wanted in known else _within(_home(wanted, known), name, known)
    if len(same) == 1:
        return same[0]
    home = _home(briefing, known) if briefing is not None else beside
    if same and briefing is None and home not in {_folder_of(file) for file in same}:
        return Several(same)
    return _within(home or str(briefing_id(safe_name(name).rpartition(".")[0])), name, known)


def namesake_of(file: str, known: Iterable[str]) -> str | None:
    """Give the one page that is called as a file, but for its ending; none where it is not one."""
    stem, ending = _stem_and_ending(file)
    found = [(one, _stem_and_ending(one)) for one in known if one != file]
    endings = {one: end for one, (same, end) in found if same == stem}
    return next(iter(endings)) if len(endings) == 1 and ending not in endings.values() else None


def _stem_and_ending(file: str) -> tuple[str, str]:
    stem, _, ending = _plain(file.rpartition("/")[2]).rpartition(".")
    return stem, ending


def folders_of(files: Iterable[str]) -> tuple[str, ...]:
    """Give the folders that hold pages."""
    return tuple(sorted({_folder_of(file) for file in files if "/" in file}))


def _folder_of(file: str) -> str:
    return file.rpartition("/")[0]


def _home(wanted: str, known: Collection[str]) -> str:
    """Take the folder that is there and called so, or would be for a briefing; else a new one."""
    there, own = folders_of(known), str(briefing_id(wanted))
    if wanted in there:
        return wanted
    alike = [folder for folder in there if briefing_id(folder) == own]
    return alike[0] if len(alike) == 1 else own


def _within(folder: str, name: str, known: Collection[str]) -> str | Several:
    """Take a page of the folder that has the name, in any case of letters: some disks do."""
    there = [one for one in known if _folder_of(one).casefold() == folder.casefold()]
    same = _called(name, there)
    if len(same) > 1:
        return Several(same)
    return same[0] if same else f"{folder}/{safe_name(name)}"


def _called(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the pages that are called so; where there are none, those that Discord renames so."""
    names = {file: _plain(file.rpartition("/")[2]) for file in sorted(known)}
    last = _plain(re.split(r"[/\\]", name)[-1])
    own = {last, safe_name(name).casefold()}
    exact = tuple(file for file, called in names.items() if called in own)
    if exact:
        return exact
    sent = {last, *([safe_name(name).casefold()] if last.isascii() else [])}
    return tuple(file for file, called in names.items() if not sent.isdisjoint(_renamed(called)))


def _plain(name: str) -> str:
    """Write a name in the one form in which two disks and Discord write it alike."""
    return unicodedata.normalize("NFC", name).casefold()


def _renamed(name: str) -> Iterator[str]:
    """Give what Discord, or we, may call a file that has such a name.

    Spaces become `_` there, other signs go, and letters that are not Latin lose their marks or go
    as well. A name of which most would go tells nothing.
    """
    if not _UNSAFE.search(name):
        return
    for latin in (_latin(name), name.encode("ascii", "ignore").decode()):
        if _tells(latin, name):
            yield safe_name(latin).casefold()
            yield safe_name(_UNSAFE.sub("_", latin)).casefold()
            yield safe_name(_UNSAFE.sub("", _SPACES.sub("_", latin))).casefold()


def _tells(latin: str, name: str) -> bool:
    """Say whether so much of a name is left that it still tells pages apart."""
    return not _letters(name) or 2 * _letters(latin) > _letters(name)


def _letters(name: str) -> int:
    """Count the letters and digits of a name, but for its suffix."""
    return sum(char.isalnum() for char in name.rpartition(".")[0])


def _latin(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
