"""What readers say in a word or two of another language: greetings, wishes, short questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_TO_THE_BOT: Final = word_list(
    """
    hilfe ayuda aiuto ajuda pomoc yardim hjalp hjelp apua помощь помогите помоги допомога βοήθεια
    مساعدة ساعدني עזרה मदद 帮助 幫助 帮忙 ヘルプ 助けて 도움말 도와줘 도와주세요 ช่วยด้วย ช่วยหน่อย
    """
) | {
    *("was kannst du", "wer bist du", "was bist du", "wie funktionierst du", "hilf mir"),
    *("que peux tu faire", "que sais tu faire", "qui es tu", "qui etes vous", "a l aide"),
    *("aide moi", "aidez moi", "que puedes hacer", "quien eres", "que eres", "ayudame"),
    *("cosa puoi fare", "cosa sai fare", "chi sei", "aiutami", "o que voce pode fazer"),
    *("quem e voce", "o que voce faz", "me ajuda", "wat kun je", "wat kan je", "wie ben je"),
    *("co potrafisz", "co umiesz", "kim jestes", "neler yapabilirsin", "sen kimsin", "kimsin"),
    *("что ты умеешь", "что ты можешь", "кто ты", "ты кто", "кто вы", "ماذا يمكنك أن تفعل"),
    *("من أنت", "من انت", "你能做什么", "你會做什麼", "你是谁", "你是誰", "何ができますか"),
    *("何ができるの", "あなたは誰ですか", "あなたは誰", "뭘 할 수 있어", "무엇을 할 수 있나요"),
    *("넌 누구야", "누구세요", "คุณทำอะไรได้บ้าง", "คุณคือใคร"),
}
_WANTS: Final = {
    "thanks": word_list(
        """
        danke merci gracias grazie obrigado obrigada bedankt dankjewel kiitos dziekuje dzieki dekuji
        dakujem hvala koszonom koszi multumesc mersi tesekkurler sagol arigato arigatou shukran
        спасибо дякую ευχαριστω ευχαριστώ شكرا תודה धन्यवाद 谢谢 謝謝 ありがとう 감사합니다
        ขอบคุณ ขอบคุณครับ ขอบคุณค่ะ 고마워 고맙습니다 ありがとうございます
        """
    )
    | {
        *("vielen dank", "danke schon", "danke sehr", "danke dir", "merci beaucoup", "merci bien"),
        *("muchas gracias", "mil gracias", "grazie mille", "molte grazie", "muito obrigado"),
        *("muito obrigada", "dank je", "dank u", "dank je wel", "dank u wel", "hartelijk dank"),
        *("tack sa mycket", "tusen takk", "tusind tak", "mange tak", "mange takk"),
        *("takk skal du ha", "terima kasih", "cam on", "большое спасибо", "дуже дякую"),
    },
    "bye": word_list(
        """
        tschuss tschau adios arrivederci tchau doei пока 再见 再見 さようなら ลาก่อน
        """
    )
    | {
        *("auf wiedersehen", "bis bald", "au revoir", "a bientot", "hasta luego", "hasta pronto"),
        *("tot ziens", "do widzenia", "hosca kal", "до свидания", "مع السلامة", "안녕히 계세요"),
    },
    "yes": word_list(
        """
        ja jawohl oui ouais si tak evet да ага так نعم ايوه 是 是的 对 對 はい うん 네 예 응
        ใช่ כן हाँ ναι
        """
    ),
    "no": word_list(
        """
        no nein nee non nie nao hayir нет ні لا 不 不是 否 いいえ 아니요 아니오 아니 ไม่ ไม่ใช่
        לא नहीं όχι
        """
    ),
    "more": word_list(
        """
        mehr weiter weitere encore noch mas mais altro ancora piu meer verder wiecej dalej daha
        devam ещё еще больше дальше далее подробнее المزيد 更多 继续 繼續 还有呢 もっと 続き
        続けて 더 계속 เพิ่มเติม ต่อ
        """
    )
    | {
        *("noch mehr", "mehr dazu", "mehr infos", "mehr davon", "und weiter", "was noch"),
        *("dis m en plus", "en savoir plus", "quoi d autre", "et encore", "cuentame mas"),
        *("dime mas", "algo mas", "que mas", "di piu", "e poi", "mais informacoes", "o que mais"),
        *("vertel meer", "nog meer", "daha fazla", "что ещё", "что еще", "расскажи больше"),
        *("더 알려줘", "もっと教えて", "もっと詳しく"),
    },
    "source": word_list(
        """
        quelle quellen fuente fuentes fonte fonti bron bronnen zrodlo zrodla kaynak kaynaklar
        источник источники джерело المصدر مصدر 来源 來源 出处 出處 出典 ソース 情報源 출처
        ที่มา แหล่งที่มา
        """
    ),
    "again": {
        *("noch einmal", "noch mal", "nochmal", "encore une fois", "otra vez", "de nuevo"),
        *("ancora una volta", "de novo", "opnieuw", "nog een keer", "jeszcze raz", "tekrar"),
        *("ещё раз", "еще раз", "再说一遍", "もう一度", "다시", "مرة أخرى", "อีกครั้ง"),
    },
    "back": word_list("zuruck atras indietro terug назад 返回 戻る 뒤로"),
    "the first": {
        *("erste", "der erste", "die erste", "das erste", "de eerste", "le premier", "la premiere"),
        *("primero", "el primero", "la primera", "il primo", "la prima", "o primeiro"),
        *("a primeira", "pierwszy", "pierwsza", "pierwsze", "birinci", "birincisi", "первый"),
        *("первая", "первое", "первую", "الأول", "الأولى", "第一个", "第一個", "最初", "一つ目"),
        *("첫 번째", "첫번째", "อันแรก", "ข้อแรก"),
    },
    "the second": {
        *("zweite", "der zweite", "die zweite", "das zweite", "de tweede", "le deuxieme"),
        *("la deuxieme", "le second", "la seconde", "segundo", "el segundo", "la segunda"),
        *("il secondo", "la seconda", "o segundo", "a segunda", "drugi", "druga", "drugie"),
        *("ikinci", "ikincisi", "второй", "вторая", "второе", "вторую", "الثاني", "الثانية"),
        *("第二个", "第二個", "二つ目", "二番目", "두 번째", "두번째", "อันที่สอง", "ข้อสอง"),
    },
    "the third": {
        *("dritte", "der dritte", "die dritte", "das dritte", "de derde", "le troisieme"),
        *("la troisieme", "tercero", "el tercero", "la tercera", "il terzo", "la terza"),
        *("o terceiro", "a terceira", "trzeci", "trzecia", "trzecie", "ucuncu", "ucuncusu"),
        *("третий", "третья", "третье", "третью", "الثالث", "الثالثة", "第三个", "第三個"),
        *("三つ目", "三番目", "세 번째", "세번째", "อันที่สาม", "ข้อสาม"),
    },
    "the last": {
        *("der letzte", "die letzte", "das letzte", "de laatste", "le dernier", "la derniere"),
        *("el ultimo", "la ultima", "l ultimo", "l ultima", "o ultimo", "a ultima", "ostatni"),
        *("ostatnia", "ostatnie", "sonuncu", "sonuncusu", "последний", "последняя", "последнее"),
        *("последнюю", "الأخير", "الأخيرة", "最后一个", "最後一個", "最後", "마지막", "อันสุดท้าย"),
    },
    "please": {
        *("bitte", "por favor", "per favore", "s il te plait", "s il vous plait", "svp", "stp"),
        *("prosze", "alsjeblieft", "alstublieft", "lutfen", "пожалуйста", "من فضلك", "请"),
    },
}
"""What is wanted of the last reply, or of its list, by what it is called in English; none of these
words is another one of English where it is the whole message."""

_SAID: Final = {fold(said): wish for wish, listed in _WANTS.items() for said in listed}
_MOST_WORDS: Final = 9
"""Of a message that only wants something: "ja, noch mehr bitte"."""

_ASKED: Final = {
    word: language
    for language, words in {
        "de": "warum wieso weshalb wann wer wohin woher wozu wieviel",
        "fr": "pourquoi quand quoi combien qui",
        "es": "porque donde cuando quien quienes cuanto",
        "it": "perche cosa quanto",
        "nl": "waarom waar wanneer hoezo hoeveel",
        "pl": "dlaczego kiedy gdzie kto",
        "pt": "quem quando onde",
        "tr": "neden nicin nerede nasil",
        "ru": "почему зачем когда где кто как сколько",
        "uk": "чому коли хто де",
        "ar": "لماذا متى أين من كيف كم",
        "zh": "为什么 為什麼 为何 什么时候 何时 谁 哪里 多少 怎么",
        "ja": "なぜ どうして いつ 誰 どこ いくら",
        "ko": "왜 왜요 언제 누구 어디 얼마",
        "th": "ทำไม เมื่อไหร่ ใคร ที่ไหน เท่าไหร่",
        "sv": "varfor",
        "nb": "hvorfor",
        "fi": "miksi",
    }.items()
    for word in map(fold, words.split())
}
"""Words that ask, by their language; where they are the whole message, none is one of English."""
_JOINED: Final = str.maketrans("-'", "  ")
_ENDS: Final = re.compile(r"^[\s¡!¿?.,…。！]+|[\s!?؟.,،…。！]+$")


def greets_abroad(text: str) -> bool:
    """Say whether a message greets the bot in another language, or only asks it what it is."""
    bare = _bare(text)
    return bare in _GREETINGS or bare in _TO_THE_BOT


def said_abroad(text: str) -> str | None:
    """Give in English what a message of another language wants: "ja, danke" → "yes thanks".

    None for a message that says anything beside.
    """
    bare = _bare(text)
    said = bare.replace(",", " ").split()
    wanted = _wanted(said) if len(said) <= _MOST_WORDS else None
    return None if wanted == bare else wanted or None


def asks_abroad(text: str) -> str | None:
    """Give the language of a message that is one word that asks: "pourquoi" → fr."""
    return _ASKED.get(_bare(text))


def _wanted(said: Sequence[str]) -> str | None:
    """Cut words into wishes, the longest first; none where words are left."""
    if not said:
        return ""
    for end in range(len(said), 0, -1):
        first = _SAID.get(" ".join(said[:end]))
        rest = None if first is None else _wanted(said[end:])
        if rest is not None:
            return f"{first} {rest}".strip()
    return None


def _bare(text: str) -> str:
    return fold(_ENDS.sub("", text)).translate(_JOINED)
