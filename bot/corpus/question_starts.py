"""Where questions begin in a list that has neither separators nor headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import dropwhile, groupby

from bot.corpus.items import asks, next_texts, without_bullet
from bot.corpus.letters import (
    answers_with_letter,
    has_letter,
    is_lettered,
    is_lone_letter,
    words_behind_letter,
)
from bot.corpus.outline import MAX_WRAPPED, MIN_WRAPPED, SENTENCE_ENDS, TEXT_ENDS, Row
from bot.text.question_marks import ends_in_question_mark
from bot.text.sentences import sentences
from bot.text.word_lists import word_list

_MIN_ASKING_WORDS = 3
_MEASURES = word_list("much many long far old often big high deep fast soon")
MAX_UNMARKED_QUESTION = 300
"""Characters; a longer line that ends in a question mark is a paragraph."""

_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s")
_MIN_NUMBERED = 2
"""Questions; one with a number may be a list's first line."""

_SEVERAL = 2
"""Questions that stand on two lines; one may lack its answer."""
_MIN_WORDED = 2
"""Questions; one may be the title of a text."""
_MIN_LETTERED = 2
"""Questions; one with a letter may be the name of something."""

_OPENING = word_list("what who whom whose when where why which how")
_TURNING = word_list("is are was were do does did can could should would")
"""Words that begin a question without a mark, and hardly ever a name."""
_SUBJECTS = word_list(
    "the a an it there this that these those i you we they he she my your our his her their its any"
)
"""Words that come right behind the verb of a question, and hardly ever behind that of a phrase."""
_ASKING = _OPENING | _TURNING | word_list("has have had will shall may might must")
"""Words that begin a question."""


def question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find the rows that ask, and that a paragraph, a bullet or a text precedes or begins."""
    found: set[int] = set()
    above: Row | None = None
    is_below_question = False
    told = _told_in_bullets(rows)
    for at, row in enumerate(rows):
        if not row.is_text:
            continue
        is_question = (
            asks(row)
            and at not in told
            and len(row.label) <= MAX_UNMARKED_QUESTION
            and not _has_run_in(rows, at)
            and not (is_below_question and _answers_and_asks(rows, at))
            and not (above and answers_with_letter(row, above))
        )
        if is_question:
            found.add(_top(rows, at))
        above, is_below_question = row, is_question
    return frozenset(found - _said_again(rows, found) | _lettered_on(rows, found))


def _said_again(rows: Sequence[Row], found: Collection[int]) -> set[int]:
    """Find the second lines of questions, if most are put in two: in two languages, for example.

    They stand right below the first ones, and the answers right below them.
    """
    seconds = {
        at
        for at in found
        if at - 1 in found
        and (at == 1 or not rows[at - 2].is_text)
        and (rows[at].bullet is None and not rows[at].level and not has_letter(rows[at]))
        and any(below.is_text and not asks(below) for below in rows[at + 1 : at + 2])
    }
    are_most = len(seconds) >= _SEVERAL and len(seconds) * 4 > len(found)
    return seconds if are_most else set()


def is_said_again(head: Row, below: Row) -> bool:
    """Tell the second line of such a question, where both are known to belong together."""
    is_answer = below.number == head.number or answers_with_letter(below, head)
    is_plain = below.bullet is None and not is_answer
    return asks(head) and is_plain and does_nothing_but_ask(below)


def _told_in_bullets(rows: Sequence[Row]) -> frozenset[int]:
    """Find bullets that ask and have no answers below, but belong to the text above them.

    It leads to them ("Ask yourself:", "Read more:") on a page whose first question has no bullet;
    or the list says something first, and a question without a bullet follows it.
    """
    texts = [at for at, row in enumerate(rows) if row.is_text]
    asking = [at for at in texts if asks(rows[at])]
    plain = [at for at in asking if rows[at].bullet is None and not rows[at].level]
    found: set[int] = set()
    for is_list, run in groupby(range(len(texts)), lambda n: rows[texts[n]].bullet is not None):
        places = list(run)
        if not is_list or not places[0] or not plain:
            continue
        above, below = texts[places[0] - 1], texts[places[-1] + 1 : places[-1] + 2]
        bullets = [texts[n] for n in places]
        asked = list(dropwhile(lambda at: not asks(rows[at]), bullets))
        is_led_to = rows[above].label.endswith(":") and plain[0] == asking[0]
        is_inside = len(asked) < len(bullets) and bool(set(below) & set(plain))
        is_answered = len(places) == 1 and any(not asks(rows[at]) for at in below)
        are_told = (is_led_to and not is_answered) or is_inside
        if are_told and all(asks(rows[at]) for at in asked):
            found.update(asked)
    return frozenset(found)


def _answers_and_asks(rows: Sequence[Row], at: int) -> bool:
    """Tell an answer that ends in a question, such as "The port does. Is that odd?".

    It stands right below its question, or in a paragraph that has no answer right below it.
    """
    row = rows[at]
    is_marked = row.level > 0 or row.bullet is not None or has_letter(row) or row.begins_bold
    if is_marked or does_nothing_but_ask(row):
        return False
    return rows[at - 1].is_text or at + 1 == len(rows) or not rows[at + 1].is_text


def listed_question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where questions begin in a list that is known to hold them, with or without marks."""
    following = next_texts(rows)
    unmarked = {
        _top(rows, at)
        for at, row in enumerate(rows)
        if _asks_without_mark(rows, at) or is_lettered(row, following[at])
    }
    marked = question_starts(rows)
    return marked | unmarked | _numbered_on(rows, marked)


def _has_run_in(rows: Sequence[Row], at: int) -> bool:
    """Tell an answer that began on the line of its question, and may ask in its turn."""
    return at > 0 and rows[at - 1].number == rows[at].number and asks(rows[at - 1])


def _top(rows: Sequence[Row], at: int) -> int:
    """Give the row above, where it says "Question 1:" or is the first half of the question."""
    if not at:
        return at
    above, row = rows[at - 1], rows[at]
    begins = above.bullet is not None or at == 1 or not rows[at - 2].is_text
    said = words_behind_letter(above)
    is_asking = row.label[:1].islower() or _begins_asking(above.label)
    is_half = is_wrapped_question(above, row) and (bool(said) or (begins and is_asking))
    return at - 1 if is_half or is_lone_letter(above) else at


def _begins_asking(text: str) -> bool:
    return bool(text) and text.split()[0].casefold() in _ASKING


def is_wrapped_question(row: Row, below: Row) -> bool:
    """Tell the two halves of a question that runs over two lines."""
    goes_on = below.label[:1].islower() or below.text[:1].isspace()
    is_whole = below.level or below.bullet is not None or not asks(below)
    return is_unfinished(row) and not is_whole and (goes_on or len(row.label) >= MIN_WRAPPED)


def is_unfinished(row: Row) -> bool:
    """Tell whether a line may be the first half of a question that was wrapped."""
    is_plain = bool(row.label) and not row.level
    return is_plain and not asks(row) and not row.label.endswith(TEXT_ENDS)


def _numbered_on(rows: Sequence[Row], starts: frozenset[int]) -> frozenset[int]:
    """Find what goes on numbering the questions, such as "4. Name two uses" after three that ask.

    None where some questions have no number. A list inside an answer counts for itself.
    """
    numbers = {at: number for at, row in enumerate(rows) if (number := _number(row))}
    if len(starts) < _MIN_NUMBERED or not numbers.keys() >= starts:
        return frozenset()
    indent = _indent(rows[min(starts)])
    following = next_texts(rows)
    found: set[int] = set()
    last, last_at, inner = 0, -1, None
    for at, number in numbers.items():
        below = following[at]
        is_next = (
            number == last + 1
            and inner != last
            and _indent(rows[at]) == indent
            and (not last or following[last_at] is not following[at - 1])
            and below is not None
            and below.bullet is None
        )
        if at in starts or is_next:
            found.add(at)
            last, last_at, inner = number, at, None
        else:
            inner = number
    return frozenset(found)


def _lettered_on(rows: Sequence[Row], asked: Collection[int]) -> set[int]:
    """Find the questions without a mark among those with letters, such as "Q2: Getting a card".

    None where most of those that ask have no letter; where none asks, most must be worded so. Two
    right below each other have no answer between them: "Q1: 3%" and "Q2: 4%" are a list.
    """
    texts = [at for at, row in enumerate(rows) if row.is_text]
    said = {at: words_behind_letter(rows[at]) for at in texts}
    if sum(bool(said.get(at)) for at in asked) * 2 < len(asked):
        return set()
    apart = [
        at
        for above, at, below in zip([None, *texts], texts, texts[1:], strict=False)
        if said[at] and not said[below] and (above is None or not said[above])
    ]
    worded = {at for at in apart if at in asked or _begins_asking(said[at])}
    is_list = len(apart) >= _MIN_LETTERED and (asked or len(worded) * 2 >= len(apart))
    named = {at for at in apart if has_letter(rows[at]) and not said[at].endswith(TEXT_ENDS)}
    return worded | named if is_list else set()


def _answers_number(rows: Sequence[Row], at: int) -> bool:
    """Tell a question with a number, and its answer below, from an entry of a list."""
    below = rows[at + 1] if at + 1 < len(rows) else rows[at]
    is_answer = below.is_text and below.bullet is None
    return is_answer and _number(rows[at]) is not None and asks_in_words(without_bullet(rows[at]))


def _number(row: Row) -> int | None:
    match = None if row.bullet is None else _NUMBERED.match(row.text)
    return int(match[1]) if match else None


def _indent(row: Row) -> int:
    return len(row.text) - len(row.text.lstrip())


def does_nothing_but_ask(row: Row) -> bool:
    """Tell a question, or several, from a paragraph that ends in one."""
    return asks(row) and (
        has_letter(row) or all(ends_in_question_mark(said) for said in sentences(row.label))
    )


def is_worded_as_question(heading: Row) -> bool:
    """Tell "How to get there" and "Is it safe? (2025)" from a heading that asks nothing."""
    first, *others = heading.label.replace("’", "'").casefold().split()
    is_opened = first.partition("'")[0] in _OPENING and len(others) > 0
    is_turned = first in _TURNING and len(others) > 1
    return is_opened or is_turned or "?" in heading.label or has_letter(heading)


def asks_in_words(row: Row) -> bool:
    """Tell "is the school open" from a phrase such as "is open", or "what they want"."""
    words = row.label.casefold().split()
    is_whole = row.label.endswith((*TEXT_ENDS, *SENTENCE_ENDS)) or ". " in row.label
    if len(words) < _MIN_ASKING_WORDS or is_whole:
        return False
    if words[0] in _OPENING:
        return words[1] in _TURNING or (words[0] == "how" and words[1] in _MEASURES)
    return words[0] in _TURNING and words[1] in _SUBJECTS


def are_worded_questions(rows: Sequence[Row]) -> bool:
    """Tell a list of questions none of which has a mark: it begins with one, or below its title."""
    if any(asks(row) or row.level or row.is_rule for row in rows):
        return False
    texts = [at for at, row in enumerate(rows) if row.is_text]
    worded = [
        at
        for at in texts
        if asks_in_words(without_bullet(rows[at])) and _asks_without_mark(rows, at)
    ]
    return len(worded) >= _MIN_WORDED and worded[0] in texts[:2]


def _asks_without_mark(rows: Sequence[Row], at: int) -> bool:
    """Tell "When does the day end" from a paragraph: short, on its own, and followed by text."""
    row = without_bullet(rows[at])
    words = row.label.split(maxsplit=2)
    return (
        row.is_text
        and (row is rows[at] or _answers_number(rows, at))
        and (at == 0 or rows[at - 1].is_blank)
        and any(below.is_text for below in rows[at + 1 : at + 3])
        and len(words) > 2
        and len(row.label) <= MAX_WRAPPED
        and row.label[0].isupper()
        and not row.label.endswith((*SENTENCE_ENDS, ":", ";", ","))
        and words[0].casefold() in _ASKING
    )
