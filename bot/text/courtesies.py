"""What readers say in a word or two of another language: greetings, thanks, short questions."""

from __future__ import annotations

import re
from typing import Final

from bot.text.normalise import fold
from bot.text.word_lists import word_list

_GREETINGS: Final = word_list(
    """
    hallo servus moin gruezi bonjour bonsoir salut coucou hola buenas ciao salve buongiorno
    buonasera ola hej hejsan hei terve goedemorgen goedemiddag goedenavond czesc ahoj szia
    merhaba selam salam salaam shalom namaste konnichiwa annyeong
    привет здравствуйте здравствуй привіт вітаю γεια مرحبا سلام שלום नमस्ते
    你好 您好 こんにちは 안녕하세요
    """
) | {
    *("guten morgen", "guten tag", "guten abend", "gruss gott", "buenos dias", "buenas tardes"),
    *("buenas noches", "bom dia", "boa tarde", "boa noite", "god morgen", "god dag", "goede dag"),
    *("dzien dobry", "dobry den", "dobar dan", "jo napot", "buna ziua", "iyi gunler", "xin chao"),
    *("ni hao", "добрый день", "добрий день", "доброе утро"),
}
_THANKS: Final = word_list(
    """
    danke merci gracias grazie obrigado obrigada bedankt dankjewel kiitos dziekuje dzieki dekuji
    dakujem hvala koszonom koszi multumesc mersi tesekkurler sagol arigato arigatou shukran
    спасибо дякую ευχαριστω شكرا תודה धन्यवाद 谢谢 謝謝 ありがとう 감사합니다
    """
) | {
    *("vielen dank", "danke schon", "danke sehr", "danke dir", "merci beaucoup", "merci bien"),
    *("muchas gracias", "mil gracias", "grazie mille", "molte grazie", "muito obrigado"),
    *("muito obrigada", "dank je", "dank u", "dank je wel", "dank u wel", "hartelijk dank"),
    *("tack sa mycket", "tusen takk", "tusind tak", "mange tak", "mange takk", "takk skal du ha"),
    *("terima kasih", "cam on", "большое спасибо", "дуже дякую"),
}
_ASKED: Final = word_list(
    """
    quelle quellen fuente fuentes fonte fonti bron bronnen zrodlo kaynak
    warum wieso weshalb pourquoi porque perche waarom varfor hvorfor miksi dlaczego neden
    wann wer wohin quand quoi donde cuando quien quando dove cosa waar wanneer
    mehr weiter encore noch meer oui nein bitte
    """
)
"""Words that ask, where they are the whole message; none is one of English."""

_ENDS: Final = re.compile(r"^[\s¡!¿?.,…。！]+|[\s!?.,…。！]+$")


def greets_abroad(text: str) -> bool:
    """Say whether a message greets in another language, and does nothing else: "Hallo!"."""
    return _bare(text) in _GREETINGS


def thanks_abroad(text: str) -> bool:
    """Say whether a message thanks in another language, and does nothing else: "muchas gracias"."""
    return _bare(text) in _THANKS


def asks_abroad(text: str) -> bool:
    """Say whether a message is one word that asks in another language: "Quelle?", "pourquoi"."""
    return _bare(text) in _ASKED


def _bare(text: str) -> str:
    return fold(_ENDS.sub("", text))
