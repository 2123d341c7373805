"""The unit, the images and the manifests, as systemd, Docker and Kubernetes read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.discord_app.run import _DRAIN_S, _HAND_OVER_S
from bot.settings import Settings, setting_name
from bot.store.readers import SECRET_FILE

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "briefing-bot.service"
KUBERNETES = ("1.31", "1.37")
"""The oldest and the newest version that the manifests are for."""

PROGRAM = "/opt/briefing-bot/.venv/bin/briefing-bot"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool in the project's folder."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def tool(name: str) -> str:
    """Find a tool that is installed beside this Python, or else anywhere."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is not installed: run `make setup-dev`."
    return found


def documents(*folders: str) -> list[tuple[str, dict[str, Any]]]:
    """Read every YAML document below folders of deploy/."""
    files = [file for folder in folders for file in sorted((DEPLOY / folder).rglob("*.yaml"))]
    return [
        (f"{file.relative_to(DEPLOY)}#{number}", document)
        for file in files
        for number, document in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")))
        if document is not None
    ]


# --------------------------------------------------------------------------------- systemd


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Give the unit with a program and a page that are on every machine."""
    text = UNIT.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
    text = re.sub(r"^Documentation=.*$", "", text, flags=re.M)
    file = tmp_path / UNIT.name
    file.write_text(text.replace("/opt/briefing-bot", "/"), encoding="utf-8")
    return file


def systemd_analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine (Debian: apt install systemd)")
    return run("systemd-analyze", *arguments)


def test_systemd_understands_the_unit(unit: Path) -> None:
    done = systemd_analyze("verify", str(unit))
    assert done.returncode == 0, done.stderr
    assert not done.stderr.strip(), done.stderr


def test_the_unit_leaves_little_to_attack(unit: Path) -> None:
    """Systemd's own measure goes from 0 to 10; what speaks to the network cannot get to 0."""
    done = systemd_analyze("security", "--offline=true", "--threshold=20", str(unit))
    assert done.returncode == 0, done.stdout


def test_the_unit_restarts_for_as_long_as_it_takes_and_not_on_a_wrong_setting() -> None:
    """With a limit on starts, the bot would stay away after a minute of Discord's being away."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    wanted = {"RestartPreventExitStatus=78", "Restart=on-failure", "StartLimitIntervalSec=0"}
    assert wanted <= set(lines)


def test_the_unit_reloads_by_hangup() -> None:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert "ExecReload=/bin/kill -HUP $MAINPID" in lines
    assert f"ExecStart={PROGRAM} run" in lines


# ------------------------------------------------------------------------------ containers


def test_the_dockerfile_has_no_known_mistakes() -> None:
    done = run(tool("hadolint"), "Dockerfile")
    assert done.returncode == 0, done.stdout


def test_every_yaml_file_is_tidy() -> None:
    files = ["compose.yaml", ".yamllint.yaml", "deploy"]
    done = run(tool("yamllint"), "--strict", *files)
    assert done.returncode == 0, done.stdout


def test_compose_starts_a_postgresql_only_when_it_is_wanted() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert services["postgres"]["profiles"] == ["postgres"]
    assert "profiles" not in services["bot"]
    named = {
        volume.split(":")[0]
        for service in services.values()
        for volume in service["volumes"]
        if not volume.startswith(".")
    }
    assert named == set(compose["volumes"])


def test_the_bot_has_as_much_room_in_a_container_as_under_systemd() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    unit = (DEPLOY / "systemd" / "briefing-bot.service").read_text(encoding="utf-8")
    room = compose["services"]["bot"]["mem_limit"]
    assert f"MemoryMax={room.upper()}\n" in unit


# ------------------------------------------------------------------------------ Kubernetes


MANIFESTS = [
    (name, document)
    for name, document in documents("kubernetes")
    if document["kind"] != "Kustomization"
]


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize(("name", "document"), MANIFESTS, ids=[name for name, _ in MANIFESTS])
def test_kubernetes_takes_a_manifest(name: str, document: dict[str, Any], version: str) -> None:
    if name.startswith("kubernetes/postgres"):
        document = _patched(document)
    kubernetes_validate.validate(document, version, strict=True)


def _base(kind: str, folder: str = "base") -> dict[str, Any]:
    place = f"kubernetes/{folder}/"
    named = [document for name, document in MANIFESTS if name.startswith(place)]
    (found,) = [document for document in named if document["kind"] == kind]
    return found


def _patched(patch: dict[str, Any]) -> dict[str, Any]:
    """Lay the overlay's variables over the base, as kustomize does with lists that have names."""
    whole: dict[str, Any] = json.loads(json.dumps(_base("Deployment")))
    (container,) = whole["spec"]["template"]["spec"]["containers"]
    (over,) = patch["spec"]["template"]["spec"]["containers"]
    assert over["name"] == container["name"]
    assert patch["metadata"]["name"] == whole["metadata"]["name"]
    container["env"] += over["env"]
    return whole


@pytest.mark.parametrize("folder", ["base", "fleet"])
def test_the_pod_may_do_nothing_that_the_bot_does_not_need(folder: str) -> None:
    pod = _base("Deployment", folder)["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    for each in (container, *pod.get("initContainers", ())):
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    probes = {name: container[name]["httpGet"]["path"] for name in container if "Probe" in name}
    assert probes == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }


def test_never_two_pods_write_to_one_sqlite_file() -> None:
    spec = _base("Deployment")["spec"]
    assert spec["replicas"] == 1
    assert spec["strategy"] == {"type": "Recreate"}
    assert _base("PersistentVolumeClaim")["spec"]["accessModes"] == ["ReadWriteOnce"]


def test_a_fleet_has_a_process_to_spare_and_is_never_without_an_owner() -> None:
    spec = _base("Deployment", "fleet")["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    given = {variable["name"]: variable.get("value") for variable in container["env"]}
    blocks = int(given["BOT_SHARDS"]) // int(given["BOT_WORKER_SHARDS"])
    assert spec["replicas"] == blocks + 1
    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert pod["terminationGracePeriodSeconds"] >= _HAND_OVER_S + _DRAIN_S
    assert _base("PodDisruptionBudget", "fleet")["spec"]["maxUnavailable"] == 1


def test_a_fleet_keeps_its_secrets_out_of_its_manifest() -> None:
    pod = _base("Deployment", "fleet")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    (address,) = [v for v in container["env"] if v["name"] == "BOT_DATABASE_URL"]
    secret = address["valueFrom"]["secretKeyRef"]["name"]
    (volume,) = [volume["secret"] for volume in pod["volumes"] if "secret" in volume]
    assert volume["secretName"] == secret
    assert {item["key"] for item in volume["items"]} == {"discord-token", SECRET_FILE}


def test_a_kustomization_names_files_that_are_there() -> None:
    for folder in ("base", "fleet", "postgres"):
        place = DEPLOY / "kubernetes" / folder
        kustomization = yaml.safe_load((place / "kustomization.yaml").read_text(encoding="utf-8"))
        patches = [patch["path"] for patch in kustomization.get("patches", [])]
        named = [*kustomization["resources"], *patches]
        assert all((place / name).exists() for name in named)
        others = {file.name for file in place.iterdir()} - {"kustomization.yaml"}
        assert others <= set(named)


def test_every_setting_that_is_given_exists() -> None:
    known = {setting_name(field) for field in Settings.model_fields}
    for file in (*DEPLOY.rglob("*"), ROOT / "compose.yaml"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            named = set(re.findall(r"\b(?:BOT_[A-Z_]+|DISCORD_TOKEN\w*)\b", text))
            assert named <= known, f"{file.name} gives {named - known}, not in bot/settings.py."
