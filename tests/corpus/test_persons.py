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
