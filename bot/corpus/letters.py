"""The letters of "Q: Why?" and "A: Because.", which say what a line is and are not shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.corpus.items import Item, as_item, asks
from bot.corpus.outline import Row, plain_label
from bot.text.question_marks import ends_in_question_mark


class _Dress(Enum):
    """How a letter is set off from the words behind it, which says how sure a sign it is."""

    MARKED = auto()
    """ "Q:", "Q1.", "Question 1 –", "Question –" """
    DASHED = auto()
    """ "Q1 –", "Q –" """
    BARE = auto()
    """ "Q1", or "Answer" on a line of its own."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter at the beginning of a line."""

    dress: _Dress
    number: str
    rest: str
    """The words behind it; empty where it has a line of its own."""


def _wide(letter: str) -> str:
    """Give the form of a letter that Chinese and Japanese editors type."""
    return chr(ord(letter) + ord("Ａ") - ord("A"))


def _pattern(*words: str, others: str) -> re.Pattern[str]:
    bold = r"(?:\*\*|__)"
    letter = words[0][0]
    return re.compile(
        rf"\s*(?P<opened>{bold})?(?:(?P<word>{'|'.join(words)})|{letter}|{_wide(letter)}"
        rf"|(?-i:(?P<other>[{others}])))"
        rf"(?:(?:(?P<dot>\.(?=\d+[\s:*_]))|\s?)(?P<number>\d{{1,3}}))?"
        rf"(?P<closed>{bold})?(?:\s?(?P<mark>[.:)：]|[–—-](?=[\s*_]|$)))?(?P<closed_late>{bold})?"
        r"(?P<space>\s*)",
        re.IGNORECASE,
    )


_QUESTION = _pattern(
    *("Question", "Frage", "Pregunta", "Pergunta", "Domanda", "Vraag", "Fråga", "Spørsmål"),
    *("Pytanie", "Вопрос"),
    others="FPDVВ",
)
_ANSWER = _pattern(
    *("Answer", "Antwort", "Réponse", "Respuesta", "Resposta", "Risposta", "Antwoord", "Svar"),
    *("Odpowiedź", "Ответ", "(?:Model|Sample|Suggested|Example) answer"),
    others="RSOО",
)
"""`others` are initials of these words. They stand for other things as well, such as a fax, and
say something where a colon follows, the line asks and an answer has its own below it."""


def is_lone_letter(row: Row) -> bool:
    """Tell a line that holds "Question 1:" alone; its question stands below."""
    letter = _read(_QUESTION, row.label)
    return letter is not None and not letter.rest


def has_letter(row: Row) -> bool:
    """Tell a line that begins with "Q:" or the like."""
    letter = _read(_QUESTION, row.label)
    return letter is not None and letter.dress is _Dress.MARKED


def answers_with_letter(row: Row, question: Row) -> bool:
    """Tell "A: Why not?" below "Q: Must I pay?" from a question of its own."""
    asked = _read(_QUESTION, question.label)
    answer = None if row.is_code else _read(_ANSWER, row.text)
    is_sure = asked is not None and asked.dress is _Dress.MARKED
    return is_sure and answer is not None and answer.dress is _Dress.MARKED and bool(answer.rest)


def words_behind_letter(row: Row) -> str:
    """Give the words of a question behind "Q1:", "Q1 –" or "Question –"; none without such."""
    letter = _read(_QUESTION, row.label)
    return "" if letter is None or letter.dress is _Dress.BARE else plain_label(letter.rest)


def is_lettered(row: Row, following: Row | None) -> bool:
    """Tell a question, with or without its mark, from the letters on its line and the next one."""
    question = _read(_QUESTION, row.label)
    answer = _read(_ANSWER, following.text) if following and not following.is_code else None
    return question is not None and answer is not None and _belong(question, answer)


def below_lone_letter(item: Item) -> Item:
    """Put a letter with a line of its own before the question that stands below it."""
    letter = item.head
    below = as_item(item.body) if is_lone_letter(letter) else None
    if below is None or not asks(below.head):
        return item
    head = replace(
        below.head,
        label=f"{letter.label.rstrip(' .:)–—-')}: {below.head.label}",
        level=below.head.level or letter.level,
        explicit_id=below.head.explicit_id or letter.explicit_id,
    )
    return replace(item, head=head, body=below.body)


def without_letters(item: Item) -> Item:
    """Take off the letters of a question and its answer; those that may be words stay."""
    question = _read(_QUESTION, item.head.label)
    if question is None or not question.rest:
        return item
    at = next((at for at, row in enumerate(item.body) if row.is_text), None)
    answer = None if at is None else _answer(item.body[at:])
    if answer is not None and not _belong(question, answer):
        answer = None
    if question.dress is not _Dress.MARKED and answer is None:
        return item
    head = replace(item.head, label=plain_label(question.rest))
    body = list(item.body)
    if at is not None and answer is not None:
        label = plain_label(answer.rest)
        body[at] = replace(body[at], text=answer.rest, label=label, level=0)
    return replace(item, head=head, body=tuple(body))


def _answer(rows: tuple[Row, ...]) -> _Letter | None:
    """Read the letter of an answer; "A1" alone may be all that there is of it."""
    row, *below = rows
    if row.is_code:
        return None
    letter = _read(_ANSWER, row.label if row.level else row.text)
    if letter is None or letter.rest or letter.dress is _Dress.MARKED:
        return letter
    return letter if any(row.is_text for row in below) else None


def _belong(question: _Letter, answer: _Letter) -> bool:
    """Tell the letters of one question and its answer from words that look like letters."""
    if not answer.rest:
        return True
    if _Dress.BARE in {question.dress, answer.dress}:
        return bool(answer.number) and answer.number == question.number
    return question.dress is _Dress.MARKED or answer.number in {"", question.number}


def _read(pattern: re.Pattern[str], text: str) -> _Letter | None:
    match = pattern.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    dress = _dress(match, rest)
    needs_mark = pattern is _QUESTION and match["other"] is not None
    if dress is None or (needs_mark and not ends_in_question_mark(text)):
        return None
    is_closed = match["closed"] or match["closed_late"]
    opened = match["opened"] if match["opened"] and not is_closed and rest else ""
    return _Letter(dress, match["number"] or "", opened + rest)


def _dress(match: re.Match[str], rest: str) -> _Dress | None:
    """Say how a letter is set off; none where the line only begins with the same letter."""
    mark = match["mark"]
    if match["other"]:
        return _Dress.DASHED if mark in {":", "："} and rest else None
    if match["dot"] or (mark and mark in ".:)："):
        return _Dress.MARKED
    if rest and not match["space"]:
        return None
    if mark and match["word"]:
        return _Dress.MARKED
    if mark:
        return _Dress.DASHED
    is_alone = not rest and match["word"] is not None
    return _Dress.BARE if match["number"] or is_alone else None
