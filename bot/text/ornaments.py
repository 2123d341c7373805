"""Takes off what readers put around their words: emoji, faces made of marks, piled-up marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.text.remembering import once_a_message

_SHORTCODE: Final = re.compile(r"<a?:\w{1,32}:\d{1,20}>|:[a-z][a-z0-9_+-]{1,31}:", re.IGNORECASE)
"""Emoji as Discord writes them."""

_FACE: Final = re.compile(
    r"<[/\\]?3+(?!\w)"  # <3
    r"|(?<!\w)[oxt^>-][_.]+[oxt^<-](?!\w)|\^\^+"  # ^_^
    r"|(?<![\w:;=])[:;=x]['’,]?[-o^]?(?:[dp]+|[osx3](?!\w))(?!\w)"  # :D
    r"|(?<=[a-z!?.])[:;=]['’,]?-?[dp]+(?!\w)"  # thanks:D
    r"|[:;=]['’,]?[-o^]?[)(\]\[}{*|/\\]+"  # :)
    r"|[)(\]\[]+[-^]?['’]?[:;=](?!\w)",  # (:
    re.IGNORECASE,
)
_PILED: Final = re.compile(r"([!?.,…])(?:\s*[!?.,…])+")
_PICTURES: Final = frozenset({"So", "Sk", "Me"})
"""Emoji, the colours of their skin, and the frame of "2️⃣", as Unicode classes them."""

_JOINING: Final = frozenset("\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}")
_MEANINGS: Final = {
    "yes": "👍👌✅✔☑🆗💯",
    "no": "👎❌✖🙅🚫",
    "thanks": "❤♥🧡💛💚💙💜🤎🖤🤍💕💖💗💓💞💝💘🙏👏🤗🥰😍😘🫶🙌",
}
_SAID: Final = {picture: word for word, listed in _MEANINGS.items() for picture in listed}
"""What a picture says where it stands for a message: 👍 → yes."""

_HEART: Final = re.compile(r"<3")


@once_a_message
def unadorned(text: str) -> str:
    """Give a message without emoji and faces, and with one mark where several are piled up.

    Each leaves a space, so that nothing is joined that stood apart; "<3" is no number.
    """
    return _PILED.sub(_strongest, _without_pictures(text))


def said_in_pictures(text: str) -> str | None:
    """Give what a message says in pictures alone: "yes", "no", "thanks", or "" for most.

    None for a message with words or numbers, or without a picture.
    """
    bare = _without_pictures(text)
    if any(map(str.isalnum, bare)) or bare == " ".join(text.split()):
        return None
    said = [_SAID[character] for character in text if character in _SAID]
    return (said or ["thanks" if _HEART.search(text) else ""])[0]


def _without_pictures(text: str) -> str:
    bare = _FACE.sub(" ", _SHORTCODE.sub(" ", text))
    plain = "".join(" " if _is_picture(character) else character for character in bare)
    return " ".join(plain.split())


def _is_picture(character: str) -> bool:
    return not character.isascii() and (
        character in _JOINING or unicodedata.category(character) in _PICTURES
    )


def _strongest(piled: re.Match[str]) -> str:
    """Keep of "?!" the question, of "!.." the call."""
    return next(mark for mark in "?!….," if mark in piled.group())
