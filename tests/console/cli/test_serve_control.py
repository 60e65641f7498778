"""Control lines of a served site: what they do, and what they say when they cannot."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.cli.control_lines import LONGEST_LINE, ControlLines
from console.cli.serve_control import Control
from devices.modbus.server import SiteServer, areas_of, units_of
from devices.site import Site, load_connections, load_site
from procedures.scenario import load_scenario, scenario_for
from procedures.scenario_plant import ScenarioPlant


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


class Desk:
    """Somebody who writes control lines to a site that is served, as far as it needs no wire."""

    def __init__(self, site: Site) -> None:
        scenario = load_scenario(scenario_for(site.name), site)
        connections = load_connections(site, None)
        units, areas = units_of(connections), areas_of(site, connections)
        self.plant = ScenarioPlant(site, scenario)
        self.left = False
        self.server = SiteServer(site, self.plant, self.plant.command, units, areas, frozen=True)
        self._control = Control(site, self.server, self.plant, "en", leave=self._leave)

    def _leave(self) -> None:
        self.left = True

    def ask(self, line: str) -> dict[str, Any]:
        """What a line is answered with, as it goes over the wire of text."""
        told: dict[str, Any] = json.loads(json.dumps(asyncio.run(self._control.answer(line))))
        return told


@pytest.fixture
def desk(odawara: Site) -> Desk:
    return Desk(odawara)


def test_people_act_at_the_equipment_and_see(desk: Desk) -> None:
    assert desk.ask("act k12.open")["seen"] == {"k12.position": "open"}
    assert desk.ask("see k12.position")["value"] == "open"
    assert desk.ask("act k12.lock by=TSO-D tag=false")["seen"]["k12.tagged"] is False
    assert "lock" in desk.ask("act k12.close")["error"]


def test_a_measured_signal_is_seen_too(desk: Desk) -> None:
    assert desk.ask("see bess.soc_pct")["value"] == pytest.approx(82.0, abs=20.0)


def test_numbers_and_words_are_taken_as_what_they_are(desk: Desk) -> None:
    assert "error" not in desk.ask("act bess.soc pct=41")
    desk.ask("until 0.1")
    assert desk.ask("see bess.soc_pct")["value"] == pytest.approx(41.0, abs=0.1)
    assert "error" not in desk.ask('act crew.enter where="feeder"')
    assert "error" in desk.ask("act bess.soc pct=much")


def test_a_happening_of_the_scenario_comes_when_it_is_due(desk: Desk) -> None:
    assert desk.ask("state")["waiting"] == ["blackout", "restoration"]
    subjects = [event["subject"] for event in desk.ask("until 10")["events"]]
    assert "blackout" in subjects
    assert desk.ask("state")["waiting"] == ["restoration"]
    assert desk.ask("see grid.v_kv")["value"] == 0.0


def test_a_happening_comes_by_hand(desk: Desk) -> None:
    told = desk.ask("happen blackout")
    assert told["happened"] == "blackout"
    assert told["events"][0]["subject"] == "blackout"
    assert "restoration" in desk.ask("happen restorations")["error"]


def test_plant_time_is_held_goes_on_and_does_not_go_back(desk: Desk) -> None:
    assert desk.ask("until 3.5") | {"events": []} == {
        "now_s": pytest.approx(3.5), "speed": 1.0, "frozen": True, "events": [],
    }  # fmt: skip
    assert "3.5" in desk.ask("until 2")["error"]
    assert desk.ask("go 20")["frozen"] is False
    assert desk.ask("freeze")["frozen"] is True
    assert "error" in desk.ask("go 1e9")
    assert "error" in desk.ask("until nan")


def test_faults_are_set_told_and_cleared(desk: Desk) -> None:
    assert desk.ask("fault bess delay 0.5")["faults"] == {"bess": ["delay=0.5"]}
    assert desk.ask("fault bess delay=0.5")["faults"] == {"bess": ["delay=0.5"]}
    desk.ask("fault bess stale_values")
    assert desk.ask("state")["faults"] == {"bess": ["delay=0.5", "stale_values"]}
    assert desk.ask("clear bess")["faults"] == {}
    assert len(desk.ask("fault all silence")["faults"]) == len(desk.server.units)
    assert desk.ask("clear")["faults"] == {}


def test_counts_name_what_came(desk: Desk) -> None:
    assert desk.ask("counts")["connections"] == 0
    assert desk.ask("counts bess")["devices"] == {"bess": {"reads": 0, "writes": 0, "refused": 0}}
    assert desk.ask("writes")["writes"] == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("stat", "state"),
        ("fault bes silence", "bess"),
        ("fault bess silense", "silence"),
        ("fault bess", "fault DEVICE"),
        ("fault bess delay=1 2", "fault DEVICE"),
        ("see bess.soc", "bess.soc_pct"),
        ("act k21.fly", "k12"),
        ("act bess.explode", "explode"),
        ("counts bes", "bess"),
        ("until soon", "soon"),
        ('act k12.open "', "NAME=VALUE"),
        ("act k12.open device=k12", "NAME=VALUE"),
        ("act k12.open who=me", "by=PERSON"),
        ("", "help"),
    ],
)
def test_a_mistake_is_answered_with_help(desk: Desk, line: str, hint: str) -> None:
    assert hint in desk.ask(line)["error"]


def test_quit_leaves(desk: Desk) -> None:
    assert desk.ask("quit") == {"quit": True}
    assert desk.left


# --- the lines themselves ------------------------------------------------------------------------


def answered(sent: bytes) -> tuple[bool, list[Any]]:
    """What comes out when `sent` goes in: whether a line came, and the replies."""
    read, write = os.pipe()
    told, tell = os.pipe()
    os.write(write, sent)
    os.close(write)

    async def answer(line: str) -> Mapping[str, Any]:
        return {"line": line}

    async def run() -> bool:
        lines = ControlLines(answer, too_long={"error": "long"}, read_from=read, write_to=tell)
        return await lines.run()

    came = asyncio.run(run())
    os.close(tell)
    with os.fdopen(told, "rb") as replies:
        out = [json.loads(line) for line in replies]
    os.close(read)
    return came, out


def test_every_line_has_one_reply_in_order() -> None:
    assert answered(b"one\ntwo\n\nthree") == (True, [{"line": w} for w in ("one", "two", "three")])


def test_an_input_without_a_line_never_came() -> None:
    assert answered(b"") == (False, [])


def test_a_line_that_is_too_long_is_told_and_forgotten() -> None:
    came, replies = answered(b"x" * (5 * LONGEST_LINE) + b"\nnext\n")
    assert (came, replies) == (True, [{"error": "long"}, {"line": "next"}])


def test_bytes_that_are_no_text_are_a_line_too() -> None:
    assert answered(b"\xff\xfe\n")[0]


WORDS = st.sampled_from(
    (
        "act", "see", "happen", "fault", "clear", "counts", "writes", "state", "freeze", "go",
        "until", "help", "bess", "k12.open", "k12.lock", "bess.soc", "bess.soc_pct", "all",
        "silence", "delay", "delay=2", "crew.enter", "where=feeder", "pct=40", "pct=nan",
        "pct=-1e308", "device=k12", "who=me", "act=open", "self=1", "by=me", "grid.restore",
        "f_hz=0", "section.short_circuit", "ohm=-1", "ohm=word", "b1.surprise", "factor=1e308",
        "0", "-1", "1e308", "nan", "inf", "1", "blackout", ".", "=", "..", "k12.", ".open", '"',
    )
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS | st.text(max_size=8), max_size=5))
def test_whatever_is_written_is_answered(desk: Desk, words: list[str]) -> None:
    """All but plant time far ahead, which takes as long as it takes."""
    line = " ".join(words)
    if "until" not in line:
        assert desk.ask(line)
