"""Reads who or what somebody asks for by name in other languages: "wer ist …", "… nedir?"."""

from __future__ import annotations

import re
from typing import Final

from bot.text.normalise import fold
from bot.text.remembering import once_a_message

_LONGEST: Final = 80
"""Characters; whoever writes more asks for something beside a name."""

_BEFORE: Final = re.compile(
    r"(?:(?:und|en|et|y|e|i|ve|и|а|та) )?"
    r"(?:(?:(?:wer|was|wie|wat) (?:ist|war|is|was)"  # German, Dutch
    r"|(?:c est )?qui (?:est|etait|es)|c est (?:qui|quoi)|qu est ce que?(?: c est)?(?: que?)?"
    r"|(?:quien|que) (?:es|era|fue)"
    r"|chi e(?:ra)?|(?:che )?cosa? e|quem (?:e|era|foi)|o que e"
    r"|kim jest|(?:kto|co) to(?: jest)?|czym jest"
    r"|(?:кто|что) (?:такой|такая|такое|такие|это)|кто|хто (?:такий|така|це)|хто"
    r"|(?:من|ما) (?:هو|هي)|من) |(?:谁是|誰是|什么是|什麼是|ใครคือ) ?)"
    r"(?:(?:der|die|das|den|de|het|le|la|les|l|el|los|las|il|lo|o|a|os|as) )?"
    r"(?P<name>\S.*)"
)
_AFTER: Final = re.compile(
    r"(?P<name>\S.*?)"
    r"(?: (?:kim(?:dir)?|ne(?:dir| demek))"
    r"| ?(?:是谁|是誰|是什么|是什麼"
    r"|(?:は|って)(?:誰|だれ|何|なに)(?:ですか|なの)?|とは(?:誰ですか|何ですか)?"
    r"|(?:은|는|이|가|란)? ?(?:누구|뭐|무엇)(?:야|이야|예요|에요|인가요|입니까)?"
    r"|คือใคร|เป็นใคร|คืออะไร))"
)
_MARKS: Final = re.compile(r"[\s¡!¿?؟.,…。！？'-]+")


@once_a_message
def name_asked_abroad(text: str) -> str | None:
    """Give what stands for a name in "¿quién es Luca D'Amico?", folded; none for other messages.

    Whether it is a name, the pages tell: "wer ist der Bürgermeister" has one as well.
    """
    said = _MARKS.sub(" ", fold(text)).strip() if len(text) <= _LONGEST else ""
    asked = _BEFORE.fullmatch(said) or _AFTER.fullmatch(said)
    return None if asked is None else asked["name"].strip()
