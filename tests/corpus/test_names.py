"""Names: what a definition is about, told by its first words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.names import fallback_name, infer_name, other_names

CASES: tuple[tuple[str, str, set[str]], ...] = (
    ("Lindholm is a port on the coast.", "Lindholm", set()),
    ("Russia, or the Russian Federation, is a country.", "Russia", {"the Russian Federation"}),
    (
        "North Korea, officially the Democratic People's Republic of Korea, is a country.",
        "North Korea",
        {"the Democratic People's Republic of Korea", "DPRK"},
    ),
    (
        "NASA, the National Aeronautics and Space Administration, is an agency.",
        "NASA",
        {"the National Aeronautics and Space Administration"},
    ),
    (
        "Acas, the Advisory, Conciliation and Arbitration Service, is a public body.",
        "Acas",
        {"the Advisory, Conciliation and Arbitration Service"},
    ),
    ("The Moon is a satellite.", "The Moon", {"Moon"}),
    ("The Varde tram, opened in 2022, has 11 stops.", "The Varde tram", {"Varde tram"}),
    ("e-Residency is a card for foreigners.", "e-Residency", set()),
    ("The Moon says, however, that it is round, or so.", "The Moon", {"Moon"}),
    ("Ada Brun (owner) says there are no orders.", "Ada Brun", set()),
    ("**Cullet** (noun): broken glass that is melted again.", "Cullet", set()),
    ("The Who were a band.", "The Who", set()),
    ("In vitro fertilisation, or IVF, is a treatment.", "In vitro fertilisation", {"IVF"}),
    ("In economics, inflation is a rise in prices.", "Inflation", set()),
    ("He Lifeng is a Chinese politician and economist.", "He Lifeng", set()),
    (
        "The Food and Drug Administration (FDA) is an agency.",
        "The Food and Drug Administration",
        {"FDA", "Food and Drug Administration"},
    ),
    (
        "The International Monetary Fund is an agency.",
        "The International Monetary Fund",
        {"IMF", "International Monetary Fund"},
    ),
    (
        "The Court of Sport, known by its French acronym TAS, is a court.",
        "The Court of Sport",
        {"TAS", "Court of Sport"},
    ),
    ("Myanmar (formerly Burma) is a country.", "Myanmar", {"Burma"}),
    ("Greenland (Kalaallit Nunaat) is an island.", "Greenland", {"Kalaallit Nunaat"}),
    ("Odesa, in Russian Odessa, is a port.", "Odesa", {"Odessa"}),
    ("Kursk Oblast, often just called Kursk, is a region.", "Kursk Oblast", {"Kursk"}),
    (
        "Hamas, an acronym for the Islamic Resistance Movement, is a group.",
        "Hamas",
        {"the Islamic Resistance Movement", "IRM"},
    ),
    (
        "NATO – the North Atlantic Treaty Organization – is an alliance.",
        "NATO",
        {"the North Atlantic Treaty Organization"},
    ),
    (
        "NATO—the North Atlantic Treaty Organization—is an alliance.",
        "NATO",
        {"the North Atlantic Treaty Organization"},
    ),
    ("Founded in 1949, NATO is an alliance.", "NATO", set()),
    ("In economics, a recession is a contraction.", "Recession", {"A recession"}),
    ("Apple, Inc. is an American company.", "Apple", {"Apple, Inc."}),
    ("“Brexit” is the withdrawal of a country.", "Brexit", set()),
    ("**Ukraine** is a country.", "Ukraine", set()),
    ("Ukraine: a country in Eastern Europe.", "Ukraine", set()),
    ("Ukraine – a country in Eastern Europe", "Ukraine", set()),
    ("An aftershock is a smaller earthquake.", "Aftershock", {"An aftershock"}),
    ("Tariffs are taxes on goods.", "Tariffs", set()),
    ("Influenza A virus subtype H5N1 is a virus.", "Influenza A virus subtype H5N1", set()),
    ("iPhone is a smartphone.", "iPhone", set()),
    ("St. Petersburg is a city.", "St. Petersburg", set()),
    ("Israel lies on the Mediterranean.", "Israel", set()),
    (
        "The European Union Mechanism, set up in 2001, lets states help.",
        "The European Union Mechanism",
        {"EUM", "European Union Mechanism"},
    ),
    ("Владимир Путин — российский государственный деятель.", "Владимир Путин", set()),
    # People, by the customs of their countries.
    (
        "Vladimir Vladimirovich Putin is a Russian politician who has been president.",
        "Vladimir Putin",
        {"Vladimir Vladimirovich Putin", "Putin"},
    ),
    (
        "Andrii Ivanovych Sybiha is a Ukrainian diplomat who became minister.",
        "Andrii Sybiha",
        {"Andrii Ivanovych Sybiha", "Sybiha"},
    ),
    (
        "Valentina Ivanovna Matviyenko is a Russian politician who leads.",
        "Valentina Matviyenko",
        {"Valentina Ivanovna Matviyenko", "Matviyenko"},
    ),
    (
        "Cho Tae-yul (Korean: 조태열; born 10 November 1955) is a South Korean diplomat.",
        "Cho Tae-yul",
        {"조태열", "Cho"},
    ),
    (
        "Xi Jinping (Chinese: 习近平; pinyin: Xí Jìnpíng; born 1953) is a Chinese politician.",
        "Xi Jinping",
        {"习近平", "Xí Jìnpíng", "Xi"},
    ),
    ("Yoon Suk Yeol is a South Korean politician who was president.", "Yoon Suk Yeol", {"Yoon"}),
    (
        "Victor Jerome Glover is an American astronaut who flew.",
        "Victor Jerome Glover",
        {"Victor Glover", "Glover"},
    ),
    (
        "Robert Francis Kennedy Jr. is an American politician who leads.",
        "Robert Francis Kennedy Jr.",
        {"Robert Kennedy", "Kennedy"},
    ),
    (
        "Pedro Sánchez Pérez-Castejón is a Spanish politician who leads.",
        "Pedro Sánchez Pérez-Castejón",
        {"Pedro Sánchez", "Sánchez", "Sánchez Pérez-Castejón"},
    ),
    ("Angela Rayner (born 28 March 1980) is a British politician.", "Angela Rayner", {"Rayner"}),
    (
        "Dr. Anthony Fauci is an American physician who led.",
        "Dr. Anthony Fauci",
        {"Anthony Fauci", "Fauci"},
    ),
    (
        "Lai Ching-te, also known as William Lai, is a politician who leads.",
        "Lai Ching-te",
        {"William Lai", "Lai"},
    ),
    (
        "Muhammad bin Salman, known by his initials MBS or as MbS, is the prince who rules.",
        "Muhammad bin Salman",
        {"MBS", "Muhammad Salman", "Salman"},
    ),
    (
        "Ursula Gertrud von der Leyen is a German politician who leads.",
        "Ursula Gertrud von der Leyen",
        {"Ursula von der Leyen", "von der Leyen"},
    ),
    (
        "Alexandre de Moraes is a Brazilian jurist.",
        "Alexandre de Moraes",
        {"de Moraes", "Moraes"},
    ),
    (
        "Anton Emil Berg OBE KC (born 1961) is a British lawyer.",
        "Anton Emil Berg OBE KC",
        {"Anton Berg", "Berg"},
    ),
    ("A. B. Holm is a senator.", "A. B. Holm", {"AB Holm", "Holm"}),
    (
        "Dmitri Anatolyevich Berg has been deputy mayor of the town.",
        "Dmitri Berg",
        {"Dmitri Anatolyevich Berg", "Berg"},
    ),
    (
        "Ana García Luna is a Mexican novelist who writes.",
        "Ana García Luna",
        {"García Luna"},
    ),
    ("Marine Le Gall — French politician, leader of a party.", "Marine Le Gall", {"Le Gall"}),
    ("Daw Mya Mya Win is a Burmese politician.", "Daw Mya Mya Win", set()),
    ("Erik Lund Berg Jr. is a businessman.", "Erik Lund Berg Jr.", {"Erik Berg", "Berg"}),
    # Other names, and what is none.
    ("Vigo, known in Spain as Olívica, is a port.", "Vigo", {"Olívica"}),
    ("Mount Hekla, or simply Hekla, is a volcano.", "Mount Hekla", {"Hekla"}),
    (
        "Lindholm, officially the Free Port of Lindholm and also known as Linden, is a town.",
        "Lindholm",
        {"the Free Port of Lindholm", "Linden", "FPL"},
    ),
    (
        "Ikaros Lines, S.A., is a shipping company.",
        "Ikaros Lines",
        {"Ikaros Lines, S.A."},
    ),
    ("the Citadel is a fortress.", "The Citadel", {"Citadel"}),
    (
        "Springfield, D.C., formally the District, is a city.",
        "Springfield, D.C.",
        {"Springfield", "the District"},
    ),
    ("U.S. Steel Works is a steel maker.", "U.S. Steel Works", set()),
    (
        "Linden (/ˈlɪndən/; Dutch: Linde, lit. 'Lime Tree'), or Lime Town, is a town.",
        "Linden",
        {"Linde", "Lime Town"},
    ),
    (
        "The Linden scandal, also known as the Harbour affair, involves bribes, lies, and theft.",
        "The Linden scandal",
        {"the Harbour affair", "Linden scandal"},
    ),
    (
        "Linden, also known as Lime Town, Old Linden, or simply the Town, is a port.",
        "Linden",
        {"Lime Town", "Old Linden", "the Town"},
    ),
    (
        "Zeel, an acronym of its official name, Harakat al-Zeel, is a movement.",
        "Zeel",
        {"Harakat al-Zeel"},
    ),
    (
        "The Ice Act, formally Regulation (EU) 2024/99, is a law.",
        "The Ice Act",
        {"Regulation (EU) 2024/99", "Ice Act"},
    ),
    (
        "The Lindholm Party, officially the Lime Party and also known colloquially as the Limes, "
        "is a party.",
        "The Lindholm Party",
        {"the Lime Party", "the Limes", "Lindholm Party"},
    ),
    (
        "The Low Dam, formerly the High Dam and sometimes referred to as the Old Dam, is a dam.",
        "The Low Dam",
        {"the High Dam", "the Old Dam", "Low Dam"},
    ),
    # Names that hold a list, and long ones.
    (
        "The Department for Ice, Ports and Rural Affairs (Dipra) is a body.",
        "The Department for Ice, Ports and Rural Affairs",
        {"The Department for Ice", "Dipra", "Department for Ice, Ports and Rural Affairs"},
    ),
    (
        "The Ice Aid, Relief, and Port Security Act, or the Ice Act, is a law.",
        "The Ice Aid, Relief, and Port Security Act",
        {"The Ice Aid", "the Ice Act", "IARPSA", "Ice Aid, Relief, and Port Security Act"},
    ),
    ("Ada, Duchess of Umby, is a peer.", "Ada", {"Duchess of Umby"}),
    ("Ada, Queen of the Isles, is a peer.", "Ada", {"Queen of the Isles"}),
    ("Ada, Queen of Umby until she left in 2024, is a peer.", "Ada", set()),
    ("Pat, Head of the Office and Chair of the Board, is a clerk.", "Pat", set()),
    (
        "The Convention on Civil Liability for Oil Damage from Ships in the North Sea is a pact.",
        "The Convention on Civil Liability for Oil Damage from Ships in the North Sea",
        {"Convention on Civil Liability for Oil Damage from Ships in the North Sea"},
    ),
    ("UN Ice Council is a body.", "UN Ice Council", {"UNIC"}),
    # Marks of Markdown.
    (
        "The **Ice Desk of Lindholm (IDL)** is an office.",
        "The Ice Desk of Lindholm",
        {"IDL", "Ice Desk of Lindholm"},
    ),
    ("The *MV Astrid* is a ship.", "The MV Astrid", {"MV Astrid"}),
    ("[Linden](https://example.org/linden), or Lime Town, is a port.", "Linden", {"Lime Town"}),
    ("[Linden](https://example.org/Linden_(town)) is a port.", "Linden", set()),
    ("**Linden**, or Lime Town, is a port.", "Linden", {"Lime Town"}),
    ("Tariffs: In economics, a tariff is a tax.", "Tariffs", set()),
    ("Ice Wars: The Thaw is a film.", "Ice Wars: The Thaw", {"IWT"}),
    # Nicknames, and offices.
    (
        'Erik "Ice" Berg is a politician.',
        'Erik "Ice" Berg',
        {"Erik Berg", "Berg", "Ice", "Ice Berg"},
    ),
    ("Erik Berg (“Icy”) is a politician.", "Erik Berg", {"Icy", "Berg"}),
    ("Erik Berg is President of Lindholm.", "Erik Berg", {"Berg"}),
    ("Erik Berg; born 1961) is a politician.", "Erik Berg", {"Berg"}),
    (
        "Ana Corina Dal is a Mexican novelist.",
        "Ana Corina Dal",
        {"Ana Corina", "Corina", "Corina Dal", "Dal"},
    ),
    ("José Enrique Dal is a Cuban-American writer.", "José Enrique Dal", {"José Dal", "Dal"}),
    ("Erik Dal & Ana Berg are politicians.", "Erik Dal & Ana Berg", {"EDAB"}),
    ("Javier Gerardo Dal is an Argentine politician.", "Javier Gerardo Dal", {"Javier Dal", "Dal"}),
)


@pytest.mark.parametrize(("definition", "label", "aliases"), CASES)
def test_infers_the_name_and_its_other_forms(
    definition: str, label: str, aliases: set[str]
) -> None:
    name = infer_name(definition)
    assert name is not None
    assert (name.label, set(name.aliases)) == (label, aliases)


@pytest.mark.parametrize(
    "definition",
    [
        "It is a country in Europe.",
        "who is this",
        "",
        "...",
        "(see above)",
        "a b c d",
    ],
)
def test_infers_nothing_where_nothing_is_named(definition: str) -> None:
    assert infer_name(definition) is None


def test_a_bracket_behind_the_verb_is_no_other_name() -> None:
    name = infer_name("Lindholm is a port of the north (NORTH).")
    assert name is not None
    assert name.aliases == ()


def test_the_forms_in_a_definition_belong_to_the_name_above_it() -> None:
    assert other_names("Russia", "Russia, or the Russian Federation, is a country.") == (
        "the Russian Federation",
    )
    assert other_names("The Port", "It is big.") == ("Port",)
    assert other_names("Ice Desk (ID)", "A body of the port.") == ("Ice Desk", "ID")


def test_a_nameless_definition_is_called_by_its_first_words() -> None:
    assert fallback_name("it is big") == "it is big"
    assert fallback_name("word " * 40) == "word word word word word word word word"
    assert len(fallback_name("x" * 400)) <= 48


@given(st.text(max_size=400))
def test_any_text_has_a_name_or_none(text: str) -> None:
    name = infer_name(text)
    if name is not None:
        assert name.label.strip() == name.label != ""
        assert name.label not in name.aliases


@pytest.mark.parametrize(
    ("definition", "label", "aliases"),
    [
        ("The World Health Organization is a body.", "The World Health Organization", {"WHO"}),
        ("Taylor Swift is an American singer-songwriter.", "Taylor Swift", {"Swift"}),
        ("**Ása Dal**: a volcanologist in Umby.", "Ása Dal", {"Dal"}),
        ("Sir Ed Davey leads a party.", "Sir Ed Davey", {"Davey"}),
        ("The F.B.I. (a bureau) investigates crimes.", "The F.B.I.", {"F.B.I."}),
    ],
)
def test_initials_and_family_names_are_found(
    definition: str, label: str, aliases: set[str]
) -> None:
    name = infer_name(definition)
    assert name is not None
    assert name.label == label
    assert aliases <= set(name.aliases)


def test_an_office_below_a_name_is_no_other_name() -> None:
    assert other_names("Jean-Luc Évrard", "Director of the port. He was a pilot.") == ("Évrard",)
