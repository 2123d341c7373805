"""Tells by their grammar that messages in other languages ask, where no question mark does."""

from __future__ import annotations

import re
from typing import Final

from bot.text.normalise import fold

_LONGEST: Final = 300
"""Characters; what tells a question stands at its beginning or its end."""

_LEAD: Final = (
    r"(?:(?:und|aber|also|denn|en|maar|et|mais|alors|donc|y|pero|entonces|e|ma|mas|i|a|ale|ve|peki"
    r"|ama|и|а|но)\W+)?"
)
_OPENS: Final = re.compile(
    rf"\W*{_LEAD}(?:"
    r"wer|wie|wann|warum|wieso|weshalb|wohin|woher|welche[rsnm]?|wieviele?|was (?:ist|sind|war"
    r"|waren|wird|werden|kostet|macht|machen|passiert|sagt|sagen|bedeutet|heisst|hat|kann|soll)"
    r"|waarom|wanneer|hoeveel|hoelang|welke?|hoe (?:lang|veel|kan|kom|is|gaat|groot|oud|duur)"
    r"|wat (?:is|zijn|kost|gebeurt|gebeurde|doet|zegt|zeggen|betekent)|waar (?:is|zijn|kan)"
    r"|pourquoi|combien|quand|qui|quel(?:le)?s?|qu est ce|est ce qu[ei]?|depuis quand|c est quoi"
    r"|comment (?:est|va|se|puis|peut|les|le|la|je|on|sont)|ou (?:est|sont|va|se|puis)|que se"
    r"|por que|cuando|cuant[oa]s?|quien(?:es)?|donde|cual(?:es)?|desde cuando|como (?:es|esta|se"
    r"|puedo|funciona|empezo)|que (?:es|son|hace|hacen|paso|pasa|ha|significa|dice|dicen|quiere)"
    r"|perche|quando|quant[oaie]|quali|chi (?:e|sono|ha|paga|va|puo)|dove (?:e|sono|si|va)"
    r"|come (?:si|posso|mai|sta|funziona)|(?:che )?cosa (?:e|fa|succede|dice|dicono|significa)"
    r"|quem|onde|quais|o que|desde quando|como (?:e|posso|comecou)"
    r"|kto|kiedy|gdzie|dlaczego|jak|jaki[em]?|jaka|ktor[yea]|czy|od kiedy"
    r"|co (?:sie|to|jest|robi|bedzie|stalo|mowi)|ile (?!de\b)"
    r"|neden|nicin|niye|nasil|nerede|hangi|kac|ne (?:zaman|kadar|oldu|olacak|demek)"
    r"|почему|зачем|когда|где|куда|откуда|кто|сколько|как|как(?:ой|ая|ое|ие)|что|чем|чья"
    r"|و?(?:هل|من|ما|ماذا|متى|أين|اين|كيف|لماذا|كم)"
    r")(?!\w)"
)
_ANYWHERE: Final = re.compile(
    r"(?<!\w)(?:ли|ne zaman|ne kadar|nasil|neden|nerede|kac|mı|m[iuı](?:dir|sin|siniz|yim))(?!\w)"
    r"|吗|嗎|什么|什麼|甚麼|谁|誰|多少|多久|哪|几|怎么|怎麼|如何|为何"
    r"|なぜ|どう|どこ|どの|いつ|だれ|いくら|何|ですか\W*$|ますか\W*$|ましたか\W*$|のか?\W*$"
    r"|왜|언제|누가|누구|어디|얼마|무엇|뭐|어떻게|몇|(?:나요|까요|가요|니까|습니까)\W*$"
    r"|ไหม|มั้ย|อะไร|ใคร|เมื่อไหร่|เมื่อไร|ทำไม|ที่ไหน|เท่าไหร่|เท่าไร|อย่างไร|ยังไง|หรือเปล่า|กี่|แค่ไหน"
)


def reads_as_question_abroad(text: str) -> bool:
    """Say whether a message that is said to the bot asks something in another language.

    By the words with which one of the languages that are read opens or marks a question.
    """
    words = fold(text[:_LONGEST]).replace("'", " ").replace("-", " ")
    return _OPENS.match(words) is not None or _ANYWHERE.search(words) is not None
