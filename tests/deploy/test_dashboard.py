"""The dashboard and the alerts ask for metrics that the bot serves, all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.discord_app.metrics import PREFIX, Metrics
from bot.discord_app.vitals import Vitals, VitalsCollector

DEPLOY = Path(__file__).parents[2] / "deploy"
DASHBOARD = DEPLOY / "grafana" / "briefing-bot.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yaml"

_NAME = re.compile(rf"\b(?:{PREFIX}|process)_[a-z_]+")


def a_moment() -> Vitals:
    """Make up what a bot could say of itself."""
    return Vitals(
        revision="0123456789ab",
        served_since=1.7e9,
        editions=1,
        passages=121,
        shards_connected=1,
        shards_waiting=0,
        identifies_left=999,
        busy=0,
        recorder_waiting=0,
        recorder_dropped=0,
        is_store_well=True,
        is_ready=True,
        parts={"encoder": False},
    )


def served() -> set[str]:
    """Give the name of every series that /metrics has."""
    metrics = Metrics()
    metrics.watch(VitalsCollector(a_moment))
    lines = metrics.text().decode().splitlines()
    return {re.split(r"[{ ]", line)[0] for line in lines if not line.startswith("#")}


def asked_by_dashboard() -> Iterator[str]:
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        for target in panel["targets"]:
            yield from _NAME.findall(target["expr"])


def test_the_dashboard_asks_for_what_is_served() -> None:
    asked = set(asked_by_dashboard())
    assert asked <= served(), f"Not served: {asked - served()}"


def test_alerts_ask_for_what_is_served() -> None:
    asked = set(_NAME.findall(ALERTS.read_text(encoding="utf-8")))
    assert asked <= served(), f"Not served: {asked - served()}"


def test_somebody_is_woken_when_no_process_is_there_to_say_that_it_is_not_ready() -> None:
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    assert "absent(briefing_bot_ready)" in {rule["expr"] for rule in group["rules"]}


def test_the_dashboard_shows_everything_that_the_bot_serves() -> None:
    def family(name: str) -> str:
        return re.sub(r"_(?:bucket|count|sum|created|total)$", "", name)

    ours = {family(name) for name in served() if name.startswith(PREFIX)}
    shown = {family(name) for name in asked_by_dashboard()}
    assert ours <= shown, f"The dashboard has no panel for {ours - shown}."


def test_panels_stand_side_by_side() -> None:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len(set(places)) == len(panels)
    assert len({panel["id"] for panel in panels}) == len(panels)
