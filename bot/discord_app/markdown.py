"""Makes texts harmless in Discord: no mention, heading or disguised link comes out of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

import regex

from bot.discord_app.code import ZERO_WIDTH_SPACE, without_loose_backticks, written
from bot.discord_app.graphemes import ELLIPSIS, shorten
from bot.text.code_marks import code_blocks, holds_fence
from bot.text.links import MASKED_LINK

_BROKEN_JOINT: Final = f"]{ZERO_WIDTH_SPACE}"
"""Between "]" and "(": no link is left, whatever brackets stand around it."""

_INVISIBLE: Final = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and direction overrides: never words, and they can disguise an address."""

_VISIBLE: Final = regex.compile(r"[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]")
"""Anything but spaces, marks that show nothing, and the empty pattern of Braille."""

_MENTION: Final = regex.compile(r"<(?=[@#/:]|a:|t:|id:|sound:)|@(?=everyone|here)", regex.I)
"""Where mentions of people, roles and channels, commands, dates and emoji begin."""

_MENTION_IN_CODE: Final = regex.compile(
    r"<(?=[@#]|a?:\w{1,32}:\d|t:-?\d|id:\w|sound:\d|/[\w -]{1,100}:\d)|@(?=everyone|here)",
    regex.I,
)
"""The same without `</b>` and the like, which code is full of."""

_EMPTY_LINES: Final = regex.compile(r"\n(?:[^\S\n]*\n){2,}")

_SUBHEADING: Final = regex.compile(r"^[^\S\n]{0,20}#{1,6}[^\S\n]+(\S[^\n]{0,200})$", regex.M)
"""A heading that is short enough to be one; it shows in bold, as a part of the answer."""

_BIG_LINE: Final = regex.compile(r"^([\s>*+\-\d.)]{0,20})(#{1,6}|-#)(?=\s)", regex.M)
"""A heading or small print, also inside a list or a quotation."""

_NUMBERED: Final = regex.compile(r"^[^\S\n]*(\d{1,9})(?=\.[^\S\n]+\S)")
"""A line that Discord takes for one of a numbered list."""

_BRACKET: Final = regex.compile(r"[\[\]]")
_LINK_JOINT: Final = regex.compile(r"\](?=\()")
_ADDRESS_JOINT: Final = regex.compile(r"\](?=\(\s{0,3}<?[a-z][a-z\d+.-]{0,20}:)", regex.I)
"""Before an address, but not in `rows[n](m)`."""
_WEB_TARGET: Final = regex.compile(r"\]\(https?://", regex.I)
_LONGEST_LINK_TEXT: Final = 500
_ADDRESS: Final = regex.compile(r"://|\bwww\.|[^\W_][.\u3002][^\W\d_]{2,}|\n", regex.I)
"""What claims to be an address; a text over two lines may hide one."""

_SPOILER: Final = regex.compile(r"\|\|.*?\|\|", regex.S)
_ESCAPED_SPOILER: Final = regex.compile(rf"\\\|\\\|(.+?)(?:\\\|\\\||(?<={ELLIPSIS})\Z)")
"""In a line that was cut, the end of one may be missing."""
_LINK: Final = regex.compile(
    r"<?\b[a-z][a-z0-9+.-]{1,20}://[^\s<>]+>?"
    r"|\bwww\.[^\s<>]+"
    r"|\b(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}/[^\s<>]*",
    regex.I,
)
"""An address with its scheme, or without it and with what stands behind the host."""

_UNSEEN: Final = regex.compile(r"[\p{Cf}\p{Mn}*_~|`\\]")
_KEPT: Final = 512
"""Results at hand: a story's answers and labels are shown again and again."""

_MARKS: Final = regex.compile(r"[\\*_~|`]")
_LINE_MARK: Final = regex.compile(r"^(?=(?:#{1,6}|-#|>{1,3}|[-+*])\s)|(?<=^\d{1,9})(?=[.)]\s)")
"""What makes a heading, small print, a quotation or a list of a line."""

_ESCAPED: Final = regex.compile(r"\\([\\*_~|`\[#>+.)-])")


@lru_cache(maxsize=_KEPT)
def harmless(text: str) -> str:
    """Keep a text's words and light Markdown, and defuse the rest of what Discord understands.

    What looked like a mention or a disguised link shows as the plain text that it is, a heading
    in bold, and code as it stands, between marks that Discord knows. More than one empty line
    shows as one.
    """
    seen = _INVISIBLE.sub("", text)
    lines = seen.split("\n") if holds_fence(seen) else []
    blocks = code_blocks(lines)
    if not blocks:
        return _harmless_prose(seen)
    parts: list[str] = []
    at = 0
    for block in blocks:
        parts += _prose_between(lines[at : block.start])
        opening, code, closing = written(lines, block)
        parts += [opening, _harmless_code(code), closing] if code.strip() else [""]
        at = block.end
    return "\n".join([*parts, *_prose_between(lines[at:])])


@lru_cache(maxsize=_KEPT)
def in_a_line(text: str, limit: int) -> str:
    """Fit a text into one line of ours, at most `limit` characters, all its marks shown as such."""
    line = one_line(text)
    escaped = _escape(shorten(line, limit))
    if len(escaped) <= limit:
        return escaped
    return _escape(shorten(line, limit // 2))


def as_hidden(line: str) -> str:
    """Hide again, in what `in_a_line` gives, what its writer hid as a spoiler."""
    return _ESCAPED_SPOILER.sub(r"||\1||", line)


@lru_cache(maxsize=_KEPT)
def one_line(text: str) -> str:
    """Join a text's lines and drop what cannot be seen, for places that show no Markdown."""
    return " ".join(_INVISIBLE.sub("", text).split())


def in_the_open(text: str) -> str:
    """Leave out what its writer hid and where links lead, for places that hide and link nothing."""
    return _LINK.sub(" ", MASKED_LINK.sub(r"\g<shown>", _SPOILER.sub(" ", text)))


def is_visible(text: str) -> bool:
    """Say whether a text shows anything at all."""
    return _VISIBLE.search(text) is not None


def continued(piece: str) -> str:
    """Escape the mark with which a piece of a line begins: only whole lines begin with marks."""
    return _LINE_MARK.sub(r"\\", piece)


def plain(line: str) -> str:
    """Read back what `in_a_line` escaped."""
    return _ESCAPED.sub(r"\1", line).replace(ZERO_WIDTH_SPACE, "")


def _prose_between(lines: list[str]) -> list[str]:
    """Make the text between two blocks of code harmless; nothing where there is none."""
    return [_harmless_prose(without_loose_backticks("\n".join(lines)))] if lines else []


def _harmless_prose(text: str) -> str:
    unmasked = _unmasked(_EMPTY_LINES.sub("\n\n", text))
    level = _BIG_LINE.sub(r"\1\\\2", _SUBHEADING.sub(_in_bold, unmasked))
    counted = _with_its_numbers(level)
    return _MENTION.sub(lambda match: match.group() + ZERO_WIDTH_SPACE, counted)


def _with_its_numbers(text: str) -> str:
    """Let numbers that do not count up, such as years, stay as they are written.

    Of a numbered list Discord heeds the first number alone, and counts on by itself.
    """
    lines = text.split("\n")
    written = [items for items in _lists(lines) if not _counts_up(items.values())]
    for place in chain.from_iterable(written):
        lines[place] = _NUMBERED.sub(r"\g<0>\\", lines[place])
    return "\n".join(lines)


def _lists(lines: Iterable[str]) -> Iterator[dict[int, int]]:
    """Give each numbered list, to one depth: the places of its lines, and their numbers."""
    deep: dict[int, dict[int, int]] = {}
    for place, line in enumerate(lines):
        item = _NUMBERED.match(line)
        depth = len(line) - len(line.lstrip())
        ended = [at for at in deep if line.strip() and (at > depth or (at == depth and not item))]
        yield from (deep.pop(at) for at in ended)
        if item:
            deep.setdefault(depth, {})[place] = int(item[1])
    yield from deep.values()


def _counts_up(numbers: Iterable[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))


def _harmless_code(code: str) -> str:
    """Defuse, to be on the safe side, what would be alive if Discord took it for no code."""
    unmasked = _unmasked(code, _ADDRESS_JOINT)
    return _MENTION_IN_CODE.sub(lambda match: match.group() + ZERO_WIDTH_SPACE, unmasked)


def _escape(line: str) -> str:
    unlinked = _LINK_JOINT.sub(_BROKEN_JOINT, line)
    marked = continued(_MARKS.sub(lambda match: "\\" + match.group(), unlinked))
    return _MENTION.sub(lambda match: match.group() + ZERO_WIDTH_SPACE, marked)


def _unmasked(text: str, joints: regex.Pattern[str] = _LINK_JOINT) -> str:
    """Break every masked link but those whose text claims no address and that lead to the web."""
    honest = set(_honest_joints(text))

    def broken(joint: regex.Match[str]) -> str:
        return "]" if joint.start() in honest else _BROKEN_JOINT

    return joints.sub(broken, text)


def _honest_joints(text: str) -> Iterator[int]:
    """Give the places between a text in brackets and a target where nothing is disguised."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        end = bracket.start()
        if text[end] == "[":
            opened.append(end)
        elif opened:
            start = opened.pop() + 1
            is_short = end - start <= _LONGEST_LINK_TEXT
            if is_short and _WEB_TARGET.match(text, end) and not _claims_address(text[start:end]):
                yield end


def _claims_address(words: str) -> bool:
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", words))
    return _ADDRESS.search(seen) is not None


def _in_bold(heading: regex.Match[str]) -> str:
    words = heading.group(1).replace("**", "").strip()
    if not words or words.endswith("\\"):
        return str(heading.group())
    return f"**{words}**"
