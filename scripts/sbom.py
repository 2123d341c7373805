"""Writes what the image holds as a CycloneDX file: `python scripts/sbom.py FILE`.

Packages, versions and checksums come from requirements.lock, licences from docs/dependencies.md.
The same sources always give the same file.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

_ENTRY = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)(?: ; ([^\\\n]+))?((?:\s+\\?\s*--hash=\S+)+)", re.M)
_ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \|$", re.M)


def sbom() -> dict[str, Any]:
    """Describe the bot and every package of its image."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    components = list(_components())
    whole = json.dumps(components).encode().hex()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, name + version + whole)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": name,
                "name": name,
                "version": version,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": [c["bom-ref"] for c in components]}],
    }


def _components() -> Iterator[dict[str, Any]]:
    licences = {name: licence for name, licence, _ in _rows()}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name, version, marker, hashes in _ENTRY.findall(lock):
        address = f"pkg:pypi/{name}@{version}"
        component = {
            "type": "library",
            "bom-ref": address,
            "name": name,
            "version": version,
            "purl": address,
            "licenses": [{"expression": licences[name]}],
            "hashes": [
                {"alg": "SHA-256", "content": digest}
                for digest in re.findall(r"sha256:([0-9a-f]{64})", hashes)
            ],
        }
        if marker:  # only some machines have it
            component["properties"] = [{"name": "python:marker", "value": marker.strip()}]
        yield component


def _rows() -> list[tuple[str, str, str]]:
    """Read the table of docs/dependencies.md: names, licences, and what each is for."""
    return _ROW.findall((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(sbom(), indent=1) + "\n", encoding="utf-8")
