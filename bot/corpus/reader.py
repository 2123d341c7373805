"""From the bytes of a file to a page: decoding, front matter, parsing."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

from bot.corpus.finding_codes import FindingLog, PageRefusedError
from bot.corpus.front_matter.reading import read_front_matter, split_page
from bot.corpus.limits import Limits
from bot.corpus.markup import prose_of, read_markup
from bot.corpus.pages import ParsedPage, parse_page
from bot.text.conflicts import find_conflicts, holds_conflict
from bot.text.decoding import Encoding, Refusal, Undecodable, decode
from bot.text.lines import split_lines

_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|div|p|span|table|article|section|main|script|style"
    r"|meta|link|h[1-6]|ul|ol|a|br|svg|rss|feed)\b",
    re.IGNORECASE,
)
_WEB_PAGE = re.compile(r"^[ \t]*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.MULTILINE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|hr|ul|ol|li|h[1-6]|table|tr|td|section|article|main|nav|header|footer"
    r"|script|style|span)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_CLOSING_TAG = re.compile(r"</[a-zA-Z][a-zA-Z0-9]{0,20}\s{0,5}>")
_JSON_OBJECT = re.compile(r'\{\s*(?:"[^"\n]{0,1000}"\s*:|\})')
_JSON_LIST = re.compile(r'\[\s*(?:[{\["\]]|-?\d|true|false|null)')


def read_page(raw: bytes, *, file: str, limits: Limits) -> ParsedPage:
    """Read one file. Never raises; what is wrong is in the findings."""
    log = FindingLog(file)
    try:
        return _read(raw, file, limits, log)
    except PageRefusedError as refusal:
        log.refuse(refusal)
        return ParsedPage(None, log.findings)


def _read(raw: bytes, file: str, limits: Limits, log: FindingLog) -> ParsedPage:
    if len(raw) > limits.page_bytes:
        raise PageRefusedError("file-too-large", size=len(raw), limit=limits.page_bytes)
    text = _text(raw, log)
    _refuse_conflicts(text, log)
    split = split_page(text)
    _refuse_other_formats(split.body, split.body_line)
    meta = read_front_matter(split, log)
    parsed = parse_page(
        split.body,
        file=file,
        digest=hashlib.sha256(raw).hexdigest(),
        limits=limits,
        meta=meta,
        first_line=split.body_line,
    )
    log.extend(parsed.findings)
    return replace(parsed, findings=log.findings)


def _text(raw: bytes, log: FindingLog) -> str:
    """Decode a file, or refuse it."""
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        raise _refusal(decoded, raw)
    if decoded.encoding is Encoding.WINDOWS_1252:
        log.add("windows-1252", *_place(decoded.text, decoded.foreign_at))
    return decoded.text


def _refusal(undecodable: Undecodable, raw: bytes) -> PageRefusedError:
    """Say why bytes are not a text, and where that shows."""
    line, column = _place(raw.decode("latin-1"), undecodable.at)
    match undecodable.refusal:
        case Refusal.EMPTY:
            return PageRefusedError("empty-file")
        case Refusal.BINARY:
            return PageRefusedError("binary-file", line, column, looks_like=undecodable.detail)
        case Refusal.UTF_16:
            return PageRefusedError("utf-16", encoding=undecodable.detail)
        case Refusal.NOT_UTF_8:
            return PageRefusedError("not-utf-8", line, column, byte=undecodable.detail)


def _place(text: str, at: int) -> tuple[int, int]:
    """Give line and column of a character."""
    before = text[:at]
    line = len(re.findall("\r\n|\r|\n", before)) + 1
    return line, at - max(before.rfind("\n"), before.rfind("\r"))


def _refuse_conflicts(text: str, log: FindingLog) -> None:
    """Refuse a page in which two versions of it stand side by side."""
    if not holds_conflict(text):
        return
    lines = split_lines(text)
    texts = [line.text for line in lines]
    conflicts = find_conflicts(texts, read_markup(texts).closed_code)
    for number, conflict in enumerate(conflicts, start=1):
        line, last = lines[conflict.first].number, lines[conflict.last].number
        if number == len(conflicts):
            raise PageRefusedError("merge-conflict", line, last=last)
        log.add("merge-conflict", line, last=last)


def _refuse_other_formats(body: str, line: int) -> None:
    """Refuse web pages and JSON, which are text but no pages.

    A page may hold them as code, and begin with a comment.
    """
    body = prose_of(body)
    start = body.lstrip()
    is_markup = _MARKUP.match(start) and (_CLOSING_TAG.search(start) or start[:2] in {"<!", "<?"})
    if is_markup or _is_web_page(body):
        raise PageRefusedError("html-page", line)
    may_be_json = start.startswith('"') or _JSON_LIST.match(start)
    if _JSON_OBJECT.match(start) or (may_be_json and _is_json(start)):
        raise PageRefusedError("json-page", line)


def _is_web_page(body: str) -> bool:
    """Tell a web page below a line of text, or one whose tags are not closed."""
    if "<" not in body:
        return False
    if _WEB_PAGE.search(body):
        return True
    lines = [line.lstrip() for line in body.splitlines() if line.strip()]
    tagged = sum(_BLOCK_TAG.match(line) is not None for line in lines)
    return tagged * 2 >= len(lines) and len(_BLOCK_TAG.findall(body)) > 1


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return text.startswith(('[{"', "[[")) and text.rstrip().endswith("]")
    return True
