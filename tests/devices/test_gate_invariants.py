"""Whatever two seats try in whatever order, the gate keeps its promises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from devices.claims import STOPS, Claim
from devices.clock import Clock
from devices.commands import SELECTION_S, CommandGate
from devices.events import Event, EventKind
from devices.outcomes import Selected, Sent
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.words import same

SITE = load_site("odawara")
SEATS = ("ozawa", "hayashi")
TARGETS = ("b1.open", "b2.open", "bess.stop", "bess.emergency_stop", "cb52b.open")
STEPS = ("procedure p 1", "procedure q 2")
ORIGINS = ("operator", "abort p", *STEPS)


class Yard:
    """Devices that obey, answer after a while, or are not to be read, as they were told to."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {
            "b1.position": "closed",
            "b2.position": "closed",
            "cb52b.position": "closed",
            "bess.state": "running",
        }
        self.silent: set[str] = set()
        self.told: list[Command] = []
        self.now_s = 0.0

    def readings(self) -> Mapping[str, Reading]:
        return {
            name: Reading(value, Quality.GOOD, self.now_s)
            for name, value in self.values.items()
            if name.partition(".")[0] not in self.silent
        }

    def command(self, command: Command) -> None:
        self.told.append(command)

    def advance(self, until_s: float) -> tuple[Event, ...]:
        self.now_s = until_s
        return ()

    def close(self) -> None:
        self.told.clear()


class TwoSeats(RuleBasedStateMachine):
    """Two people at two consoles, steps that take and leave devices, time, and silent devices."""

    @initialize()
    def open(self) -> None:
        self.yard = Yard()
        self.clock = Clock(datetime(2026, 5, 30, tzinfo=UTC))
        self.picture = Picture(SITE)
        self.events: list[Event] = []
        self.gate = CommandGate(SITE, self.yard, self.clock, self.events.append)
        self.owed: dict[str, Command] = {}

    @rule(
        seat=st.sampled_from(SEATS),
        order=st.sampled_from(TARGETS),
        origin=st.sampled_from(ORIGINS),
    )
    def select(self, seat: str, order: str, origin: str) -> None:
        device, verb = order.split(".")
        before, claim = self.gate.selection, self.gate.claims.holder(device)
        command = Command(device, verb, "MGC", seat, {}, origin)
        outcome = self.gate.select(command, self.picture)
        if verb in STOPS:
            assert isinstance(outcome, Selected)  # to stop always passes
            return
        if not isinstance(outcome, Selected):
            return
        assert before is None or self.clock.now_s >= before.expires_s
        assert device not in self.owed
        assert claim is None or origin in (claim.origin, "abort p")

    @rule(seat=st.sampled_from(SEATS))
    def execute(self, seat: str) -> None:
        selection, told = self.gate.selection, len(self.yard.told)
        outcome = self.gate.execute(self.picture, person=seat)
        if not isinstance(outcome, Sent):
            assert len(self.yard.told) == told
            return
        assert selection is not None
        command = selection.command
        assert self.yard.told[told:] == [command]  # once, and this very one
        assert command.person == seat
        assert self.clock.now_s < selection.selected_s + SELECTION_S
        assert command.verb in STOPS or command.device not in self.owed
        self.owed[command.device] = command
        assert self.gate.selection is None

    @rule(seat=st.sampled_from(SEATS))
    def cancel(self, seat: str) -> None:
        selection = self.gate.selection
        assert self.gate.cancel(seat) == (
            selection is not None and selection.command.person == seat
        )

    @rule(seconds=st.sampled_from([0.1, 1.0, 6.0, 31.0]), obeys=st.booleans())
    def pass_time(self, seconds: float, obeys: bool) -> None:
        for command in self.owed.values() if obeys else ():
            what = "bess.state" if command.device == "bess" else f"{command.device}.position"
            self.yard.values[what] = "stopped" if command.device == "bess" else "open"
        self.clock.advance_to(self.clock.now_s + seconds)
        self.yard.advance(self.clock.now_s)
        self.picture.update(self.yard.readings(), self.clock.now_s)
        self.gate.advance(self.picture)
        self.owed = {d: c for d, c in self.owed.items() if self.gate.pending(d) is not None}

    @rule(device=st.sampled_from(["b1", "b2", "cb52b"]), step=st.sampled_from([*STEPS, ""]))
    def hold(self, device: str, step: str) -> None:
        claims = {device: Claim(step, "ozawa", same(f"{step} holds it"))} if step else {}
        self.gate.claims.renew(claims)

    @rule(device=st.sampled_from(["b1", "bess"]), silent=st.booleans())
    def fall_silent(self, device: str, silent: bool) -> None:
        (self.yard.silent.add if silent else self.yard.silent.discard)(device)

    @rule()
    def go_through_json(self) -> None:
        state = json.loads(json.dumps(self.gate.export_state()))
        self.gate.import_state(state)
        assert self.gate.export_state() == state

    @invariant()
    def what_was_sent_is_owed_and_nothing_else(self) -> None:
        for device in ("b1", "b2", "cb52b", "bess"):
            pending = self.gate.pending(device)
            assert (pending.command if pending else None) == self.owed.get(device)

    @invariant()
    def everything_sent_was_selected_before(self) -> None:
        selected = [e for e in self.events if e.kind is EventKind.COMMAND_SELECTED]
        sent = [e for e in self.events if e.kind is EventKind.COMMAND_SENT]
        assert len(sent) == len(self.yard.told)
        assert len(sent) <= len(selected)


TwoSeats.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestTwoSeats = TwoSeats.TestCase
