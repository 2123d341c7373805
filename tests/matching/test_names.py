"""Names of countries and bodies, whatever form they come in."""

from __future__ import annotations

import pytest

from bot.matching.indexing import build_index
from bot.matching.lexicon import EMPTY_LEXICON
from bot.matching.names import build_name_book, spell_united_states
from bot.matching.query import Understanding
from bot.weights_file import load_weights
from tests.builders import a_briefing, a_corpus, a_questions_page
from tests.matching.builders import harbour_and_bridge

BOOK = build_name_book(
    (
        "The loan of the International Monetary Fund went to Kenya and North Korea.",
        "He met the head of the Centers for Disease Control and Prevention in Nairobi.",
    ),
    ("The World Anti-Doping Agency",),
)


@pytest.mark.parametrize("form", ["north korea", "north korean", "north koreans", "dprk"])
def test_all_forms_of_a_country_are_one_term(form: str) -> None:
    assert BOOK.merge(form.split()) == ["north_korea"]


def test_south_korea_is_not_north_korea() -> None:
    assert BOOK.merge(["south", "korea"]) == ["south_korea"]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("imf", ("international", "monetary", "fund")),
        ("wada", ("world", "anti", "doping", "agency")),
        ("cdc", ("centers", "for", "disease", "control", "and", "prevention")),
        ("nk", ("north", "korea")),
    ],
)
def test_initials_stand_for_the_names_of_the_corpus(short: str, name: tuple[str, ...]) -> None:
    assert BOOK.short[short] == name


def test_a_code_counts_only_where_its_country_is_spoken_of() -> None:
    assert BOOK.merge(["ke"]) == ["kenya"]
    assert BOOK.merge(["la"]) == ["la"]


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("the US army", "the  United States  army"),
        ("the U.S. army", "the  United States  army"),
        ("tell us", "tell us"),
        ("TELL US NOW", "TELL US NOW"),
    ],
)
def test_the_country_is_told_from_the_pronoun_by_its_capitals(text: str, spelt: str) -> None:
    assert spell_united_states(text) == spelt


@pytest.mark.parametrize(
    ("message", "is_country"),
    [("why did the us leave", True), ("us brazil trade", True), ("can you tell us why", False)],
)
def test_small_letters_are_read_by_what_stands_before(message: str, is_country: bool) -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    terms = {term.term for term in understanding.read(message).terms}
    assert ("united_states" in terms) is is_country


def test_a_country_that_no_page_names_is_foreign() -> None:
    understanding = Understanding(build_index(a_corpus(*a_briefing()), EMPTY_LEXICON))
    (term,) = understanding.read("iceland").terms
    assert term.is_foreign


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("The ships of South Korea wait outside.", "why did south korea leave"),
        ("The ships of the ROK, or South Korea, wait.", "why did rok leave"),  # as the page has it
    ],
)
def test_a_code_is_spelt_out_for_the_encoder_unless_the_pages_write_it(
    answer: str, read: str
) -> None:
    corpus = a_corpus(a_questions_page({"Which ships wait outside?": answer}))
    understanding = Understanding(build_index(corpus, load_weights().lexicon))
    assert understanding.read("why did ROK leave").text == read


def test_real_words_are_never_repaired() -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    query = understanding.read("the frozen labour of bride and brides")
    assert query.repairs == ()
    assert understanding.read("the harbuor").repairs == (("harbuor", "harbour"),)


@pytest.mark.parametrize(
    "message",
    [
        "can the harbour be defrosted and unblocked",  # rarer English than the lexicon has
        "archiving the converters sequentially",
        "a todo of the usaa",  # four letters that may be anything
    ],
)
def test_words_that_the_lexicon_lacks_are_not_made_into_others(message: str) -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    assert understanding.read(message).text == message


def test_a_rare_word_is_mended_only_to_a_word_of_the_pages() -> None:
    corpus = a_corpus(a_questions_page({"Which soldiers guard the ferry?": "Those of Nordvik."}))
    understanding = Understanding(build_index(corpus, load_weights().lexicon))
    assert understanding.read("the solders").repairs == (("solders", "soldiers"),)
    assert understanding.read("the soldering").repairs == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("vacination", "vaccination"),  # and no "validation", which is commoner
        ("insolvancy", "insolvency"),
        ("quarentine", "quarantine"),
        ("curfiew", "curfiew"),  # a short word may as well be a name
    ],
)
def test_a_slip_in_a_long_word_is_mended_also_where_the_word_is_rare(typed: str, read: str) -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    assert understanding.read(f"is there a {typed}").text == f"is there a {read}"


@pytest.mark.parametrize(("typed", "read"), [("12 pts", "12 points"), ("$2 bn", "2 billion")])
def test_short_forms_of_units_are_spelt_out(typed: str, read: str) -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    assert understanding.read(f"why {typed}").text == f"why {read}"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("joes harbour", "joe harbour"),
        ("which ferries", "which ferries"),
        ("jsut joe", "just joe"),
    ],
)
def test_an_s_may_be_a_possessive_without_its_mark(typed: str, read: str) -> None:
    understanding = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))
    assert understanding.read(typed).text == read
