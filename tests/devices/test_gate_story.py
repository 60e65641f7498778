"""Gate, board, picture and alarms over the simulated plant: a lost utility to the first load."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devices.alarms import Alarms
from devices.clock import Clock
from devices.commands import CommandGate
from devices.events import Event, EventKind
from devices.manual import ManualPoints
from devices.outcomes import Confirmed, Refused, Selected, Sent
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Value
from devices.simulated import SimulatedPlant, StartState
from devices.site import load_site, site_names
from devices.site.site import Site

PERSONS = {"MGC": "ozawa", "TSO-D": "kato", "CITY": "tanaka", "EVD": "nakamura"}


class Room:
    """A control room with everything but procedures and screens."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.events: list[Event] = []
        self.plant = SimulatedPlant(site, start=StartState())
        self.clock = Clock(datetime(2026, 5, 30, 8, 40, tzinfo=UTC))
        self.board = ManualPoints(site)
        self.picture = Picture(site, self.board)
        self.gate = CommandGate(site, self.plant, self.clock, self.events.append)
        self.alarms = Alarms(site, self.events.append)
        for name in self.board.names:
            permit = site.device_of(name).kind == "permits"
            seen = False if permit else self.plant.field.observe(name)
            self.board.enter(name, seen, "shift", 0.0)
        self.run(5.0)

    def run(self, seconds: float) -> list[object]:
        until_s = self.plant.now_s + seconds
        resolved: list[object] = []
        while self.plant.now_s < until_s - 1e-9:
            self.events.extend(self.plant.advance(until_s))
            self.clock.advance_to(self.plant.now_s)
            self.picture.update(self.plant.readings(), self.clock.now_s)
            self.alarms.update(self.picture, self.clock.now_s)
            resolved += self.gate.advance(self.picture)
        return resolved

    def ask(self, target: str, **arguments: Value) -> Selected | Refused:
        device, verb = target.split(".")
        role = self.site.verb(target).roles[0]
        command = Command(device, verb, role, PERSONS[role], arguments)
        return self.gate.select(command, self.picture)

    def do(self, target: str, **arguments: Value) -> None:
        """Select, execute, and see the confirmation."""
        selected = self.ask(target, **arguments)
        assert isinstance(selected, Selected), [words.en for words in selected.reasons]
        sent = self.gate.execute(self.picture)
        assert isinstance(sent, Sent)
        resolved = self.run(self.site.verb(target).answer_within_s + 1.0) if sent.waits else []
        assert not sent.waits or isinstance(resolved[0], Confirmed), (target, resolved)

    def order(self, target: str, act: str, *signals: str) -> None:
        """Give the order, let the crew act, and enter what they report."""
        self.do(target)
        device, verb = act.split(".")
        self.plant.field.act(device, verb, "crew")
        self.run(1.0)
        for signal in signals:
            self.report(signal, self.plant.field.observe(signal))

    def report(self, signal: str, value: Value) -> None:
        self.board.enter(signal, value, "crew", self.clock.now_s)
        self.picture.update({}, self.clock.now_s)

    def isolate(self) -> None:
        """P1 to P3."""
        self.plant.field.act("grid", "lose", "scenario")
        self.run(10.0)
        for permit in ("requested", "agreed", "line_ok"):
            self.report(f"permit.{permit}", True)
        self.order("grid.order_block_reclose", "grid.block_reclose", "grid.reclose")
        timers = ("k12.timer_utility", "k12.timer_island")
        self.order("k12.order_block_timers", "k12.block_timers", *timers)
        if self.picture.value("cb52b.position") == "closed":
            self.do("cb52b.open")
        for name in ("pv", "server", "evc", "b1", "b2", "b3", "b4", "b5", "b6", "aux"):
            if self.picture.value(f"{name}.position") == "closed":
                self.do(f"{name}.open")
        self.order("k12.order_open", "k12.open", "k12.position")
        self.order("k12.order_lock", "k12.lock", "k12.locked", "k12.tagged")
        self.report("permit.dead", True)
        self.report("permit.energise", True)

    def make_ready(self) -> None:
        """P4.1 and 4.2."""
        if self.picture.value("bess.state") == "tripped":
            self.do("bess.reset")
        self.do("relay.set_group", group=2.0)
        self.do("evt.insert")
        self.do("bess.set_anti_islanding", state="off")
        self.do("bess.set_secondary", state="on")
        self.do("bess.set_mode", mode="grid_forming")
        self.do("cb52b.close")


@pytest.fixture
def room() -> Room:
    return Room(load_site("odawara"))


def test_normal_operation_has_no_alarm_and_no_black_start(room: Room) -> None:
    room.run(120.0)
    assert [row.id for row in room.alarms.rows()] == []
    refused = room.ask("bess.start_black")
    assert isinstance(refused, Refused)
    assert "black-start-boundary-open" in [one.id for one in refused.standing]
    assert len(refused.reasons) > 10


def test_from_a_lost_utility_to_the_first_loads(room: Room) -> None:
    room.isolate()
    room.run(600.0)  # an outage long enough for all to be cold
    room.make_ready()
    assert room.picture.value("island.supply") == "dead"
    room.do("bess.start_black")
    assert room.picture.value("island.supply") == "island"
    early = room.ask("b1.close")
    assert isinstance(early, Refused)
    assert [one.id for one in early.standing] == ["block-steady"]
    room.run(70.0)
    room.do("b1.close")
    assert room.picture.value("island.recent_cold_kw") == pytest.approx(16.0, abs=0.1)
    room.run(70.0)
    room.do("b3.close")
    hours = room.picture.value("island.hours_left_h")
    assert isinstance(hours, float)
    assert 20.0 < hours < 400.0
    raised = [e.subject for e in room.events if e.kind is EventKind.ALARM_RAISED]
    assert "voltage-out" in raised  # the blackout itself, and little else
    assert len(raised) <= 3, raised


def test_k12_is_not_ordered_closed_onto_the_live_microgrid(room: Room) -> None:
    room.isolate()
    room.make_ready()
    room.do("bess.start_black")
    refused = room.ask("k12.order_close")
    assert isinstance(refused, Refused)
    assert "boundary-close-dead" in [one.id for one in refused.standing]


def test_every_device_says_by_when_and_how_it_answers() -> None:
    """A switch within 5 s, a battery inverter within 30 s, engines within a minute."""
    longest_s = {"battery_inverter": 30.0, "ev_charger": 30.0, "diesel_generator": 60.0}
    for name in site_names():
        site = load_site(name)
        for device in site.devices.values():
            for verb in device.verbs.values():
                if verb.manual:
                    continue
                assert verb.done_when is not None, f"{name}: {device.name}.{verb.name}"
                assert verb.answer_within_s <= longest_s.get(device.kind, 5.0)
                if verb.name in ("open", "close", "connect", "disconnect"):
                    assert verb.answer_within_s == 5.0
