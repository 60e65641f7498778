"""Two people at two consoles on one gate, and steps of runs that hold a device."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from devices.claims import Claim
from devices.clock import Clock
from devices.commands import CommandGate
from devices.events import Event, EventKind
from devices.outcomes import (
    Confirmed,
    Refused,
    Selected,
    Sent,
    command_from_json,
    command_json,
)
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import Site
from devices.words import Words


class Switches:
    """A plant of breakers that obey a second after they were told."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {
            "b1.position": "closed",
            "b2.position": "closed",
            "bess.state": "running",
        }
        self.told: list[Command] = []
        self.now_s = 0.0

    def readings(self) -> Mapping[str, Reading]:
        return {n: Reading(v, Quality.GOOD, self.now_s) for n, v in self.values.items()}

    def command(self, command: Command) -> None:
        self.told.append(command)

    def advance(self, until_s: float) -> tuple[Event, ...]:
        self.now_s = until_s
        for command in self.told:
            if command.verb == "open":
                self.values[f"{command.device}.position"] = "open"
        return ()

    def close(self) -> None:
        self.told.clear()


class Room:
    """One gate with a console for Ozawa and another for Hayashi, both MGC."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.plant = Switches()
        self.clock = Clock(datetime(2026, 5, 30, 8, 40, tzinfo=UTC))
        self.picture = Picture(site)
        self.events: list[Event] = []
        self.gate = CommandGate(site, self.plant, self.clock, self.events.append)

    def go(self, seconds: float) -> tuple[object, ...]:
        self.clock.advance_to(self.clock.now_s + seconds)
        self.plant.advance(self.clock.now_s)
        self.picture.update(self.plant.readings(), self.clock.now_s)
        return self.gate.advance(self.picture)

    def select(self, command: Command) -> Selected | Refused:
        return self.gate.select(command, self.picture)

    def refused(self, command: Command) -> tuple[list[str], str]:
        """Which obstacles stand in its way, and what is said in English."""
        outcome = self.select(command)
        assert isinstance(outcome, Refused)
        assert all(words.ja != words.en for words in outcome.reasons)
        return [o.id for o in outcome.standing], " ".join(words.en for words in outcome.reasons)


def by(person: str, target: str, origin: str = "operator", seat: str = "") -> Command:
    device, verb = target.split(".")
    return Command(device, verb, "MGC", person, origin=origin, seat=seat)


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def room(site: Site) -> Room:
    return Room(site)


# --- two seats ------------------------------------------------------------------------------------


def test_a_command_is_given_at_the_seat_of_its_person_unless_it_says_another() -> None:
    assert by("ozawa", "b1.open").seat == "ozawa"
    assert by("ozawa", "b1.open", seat="hall").seat == "hall"


def test_a_seat_travels_with_its_command_as_json(room: Room) -> None:
    command = by("ozawa", "b1.open", seat="hall")
    assert command_from_json(json.loads(json.dumps(command_json(command)))) == command
    room.select(command)
    assert room.events[-1].data["seat"] == "hall"


def test_while_one_seat_has_selected_the_other_is_refused_with_the_name(room: Room) -> None:
    assert isinstance(room.select(by("ozawa", "b1.open")), Selected)

    ids, words = room.refused(by("hayashi", "b2.open"))

    assert ids == ["gate.selected"]
    assert "Ozawa" in words


def test_nobody_executes_or_cancels_what_the_other_seat_selected(room: Room) -> None:
    room.select(by("ozawa", "b1.open"))
    executed = room.gate.execute(room.picture, person="hayashi")
    assert isinstance(executed, Refused)
    assert [o.id for o in executed.standing] == ["gate.selector"]
    assert not room.gate.cancel("hayashi")
    assert room.gate.cancel("ozawa")
    assert isinstance(room.select(by("hayashi", "b1.open")), Selected)


def test_a_device_that_owes_one_seat_an_answer_refuses_the_other_by_name(room: Room) -> None:
    room.select(by("ozawa", "b1.open"))
    assert isinstance(room.gate.execute(room.picture), Sent)

    ids, words = room.refused(by("hayashi", "b1.close"))
    assert "gate.pending" in ids
    assert "Ozawa sent it" in words

    assert isinstance(room.go(1.0)[0], Confirmed)
    assert "gate.pending" not in room.refused(by("hayashi", "b1.close"))[0]


def test_a_stop_takes_the_place_of_what_the_other_seat_selected_and_sent(room: Room) -> None:
    room.select(by("ozawa", "bess.stop"))
    room.gate.execute(room.picture)
    room.select(by("ozawa", "b1.open"))
    assert isinstance(room.select(by("hayashi", "bess.emergency_stop")), Selected)
    assert isinstance(room.gate.execute(room.picture, person="hayashi"), Sent)
    assert [command.verb for command in room.plant.told] == ["stop", "emergency_stop"]


# --- steps that hold a device ---------------------------------------------------------------------

STEP = "procedure odawara-p5 5.1"
HELD = Claim(STEP, "ozawa", Words("Load pick-up, step 5.1, is at work.", "負荷投入の手順5.1"))


def test_a_step_at_work_keeps_everybody_else_from_its_device(room: Room) -> None:
    room.gate.claims.renew({"b1": HELD})
    for other in (
        by("hayashi", "b1.open"),
        by("ozawa", "b1.open"),
        by("hayashi", "b1.open", origin="procedure odawara-p8 8.3"),
        by("hayashi", "b1.open", origin="procedure odawara-p5 5.10"),
    ):
        assert room.refused(other) == (["gate.held"], "Load pick-up, step 5.1, is at work.")
    refusals = [e for e in room.events if e.kind is EventKind.COMMAND_REFUSED]
    assert len(refusals) == 4


def test_the_step_itself_and_other_devices_are_free(room: Room) -> None:
    room.gate.claims.renew({"b1": HELD})
    assert isinstance(room.select(by("hayashi", "b2.open")), Selected)
    room.gate.cancel()
    assert isinstance(room.select(by("ozawa", "b1.open", origin=STEP)), Selected)


def test_a_step_that_ends_lets_its_device_go(room: Room) -> None:
    room.gate.claims.renew({"b1": HELD})
    room.gate.claims.renew({})
    assert room.gate.claims.holder("b1") is None
    assert isinstance(room.select(by("hayashi", "b1.open")), Selected)


@pytest.mark.parametrize("verb", ["stop", "emergency_stop"])
def test_to_stop_passes_whoever_holds_the_device(room: Room, verb: str) -> None:
    room.gate.claims.renew({"bess": HELD})
    assert isinstance(room.select(by("hayashi", f"bess.{verb}")), Selected)


def test_the_safe_state_of_an_abort_passes_whoever_holds_the_device(room: Room) -> None:
    room.gate.claims.renew({"b1": HELD})
    safe = by("hayashi", "b1.open", origin="abort odawara-p8")
    assert isinstance(room.select(safe), Selected)


def test_what_is_held_between_select_and_execute_refuses_the_second_action(room: Room) -> None:
    room.select(by("hayashi", "b1.open"))
    room.gate.claims.renew({"b1": HELD})
    outcome = room.gate.execute(room.picture)
    assert isinstance(outcome, Refused)
    assert [o.id for o in outcome.standing] == ["gate.held"]
    assert room.plant.told == []


def test_who_holds_what_comes_back_from_json(room: Room, site: Site) -> None:
    room.gate.claims.renew({"b1": HELD})
    other = Room(site)
    other.gate.import_state(json.loads(json.dumps(room.gate.export_state())))
    assert other.gate.claims.holder("b1") == HELD
    assert other.refused(by("hayashi", "b1.open")) == room.refused(by("hayashi", "b1.open"))
