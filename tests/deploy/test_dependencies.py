"""The list of licences and the bill of materials speak of what is locked, and of nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = {
    "image": "requirements.lock",
    "laptop": "requirements-run.lock",
    "tools": "requirements-dev.lock",
}

NEVER_SHIPPED = ("GPL", "AGPL", "LGPL", "SSPL", "MPL")
"""Licences that ask more than naming."""


def locked(lock: str) -> dict[str, str]:
    """Give the version of every package of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.M))


def listed() -> dict[str, tuple[str, str]]:
    """Give the licence of every package that docs/dependencies.md lists, and where it is."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \| (\w+) \|$", text, re.M)
    return {name: (licence, place) for name, licence, place in rows if place in LOCKS}


def test_every_locked_package_is_listed_where_it_is() -> None:
    places: dict[str, str] = {}
    for place, lock in LOCKS.items():
        for name in locked(lock):
            places.setdefault(name, place)
    told = {name: place for name, (_, place) in listed().items()}
    assert told == places, "docs/dependencies.md differs from the locks: add or remove rows."


def test_nothing_in_the_image_asks_for_more_than_naming() -> None:
    shipped = {name: licence for name, (licence, place) in listed().items() if place == "image"}
    strict = {name for name, licence in shipped.items() if any(s in licence for s in NEVER_SHIPPED)}
    assert not strict


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("dist") / "within" / "sbom.cdx.json"
    script = ROOT / "scripts" / "sbom.py"
    subprocess.run([sys.executable, str(script), str(file)], check=True, cwd=file.parents[1])
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return written


def test_the_bill_of_materials_lists_the_image(sbom: dict[str, Any]) -> None:
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    components = {c["name"]: c for c in sbom["components"]}
    assert {name: c["version"] for name, c in components.items()} == locked(LOCKS["image"])
    for name, component in components.items():
        assert component["purl"] == f"pkg:pypi/{name}@{component['version']}"
        assert component["licenses"] == [{"expression": listed()[name][0]}]
        assert component["hashes"]
    (dependency,) = sbom["dependencies"]
    assert dependency["dependsOn"] == [c["bom-ref"] for c in sbom["components"]]


def test_the_bill_of_materials_names_the_bot(sbom: dict[str, Any]) -> None:
    bot = sbom["metadata"]["component"]
    assert bot["name"] == "briefing-bot"
    assert bot["licenses"] == [{"license": {"id": "MIT"}}]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", sbom["serialNumber"])
