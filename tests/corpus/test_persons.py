"""Who is a person, as far as a name and its definition tell."""

from __future__ import annotations

import pytest

from bot.corpus.persons import is_person


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Bashar al-Assad", True),
        ("Valéry Giscard d'Estaing", True),
        ("Bank of England", False),
        ("Ministry of the sea", False),
    ],
)
def test_a_particle_before_a_surname_hides_no_person(name: str, is_one: bool) -> None:
    said = "was a politician who led the country."
    assert is_person(name, f"{name} {said}", (), said) is is_one


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("is a colonel, 43, of the special forces.", True),
        ("is a regional organiser of a trade union.", True),
        ("was an insolvency practitioner.", True),
        ("is a goalkeeper.", True),
        ("is a major port.", False),
        ("is a farmers' market.", False),
    ],
)
def test_what_only_people_are_tells_a_person(said: str, is_one: bool) -> None:
    assert is_person("Astrid Berg", f"Astrid Berg {said}", (), said) is is_one
