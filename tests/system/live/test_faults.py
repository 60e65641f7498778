"""The drill live, and in its middle every fault that a device on a wire can have."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from devices.events import EventKind
from devices.signals import Quality
from procedures import intents
from procedures.record import Record
from procedures.snapshot import CurrentStep, RunState, RunView, Snapshot

PATIENCE_S = 120.0
STALE_AFTER_S = 6.0  # of plant time: the 5 s of a switch, and the step that shows it
FAULTS = {  # the step in whose device each fault sits, once before its command and once in it
    "4.1a": "exception 4",
    "4.1c": "silence",
    "4.1d": "delay 2",
    "4.5a": "wrong_unit",
    "5.0": "short_reply",
    "5.1b": "drop",
    "5.2b": "half_frame",
    "5.3b": "stale_values",
}


class Saboteur:
    """Breaks the device of a step before its command is selected, and again before it is sent."""

    def __init__(self, live: Any) -> None:
        self.live = live
        self.broken_before: set[str] = set()
        self.broken_within: set[str] = set()
        self.arrived: set[str] = set()

    def before(self, run: RunView, current: CurrentStep) -> None:
        """Called before each wish of the step in hand."""
        if run.state is RunState.FAILED:
            self.live.sitting.accept(intents.Repeat(run.id))
        command, fault = current.command, FAULTS.get(current.id)
        if fault is None or command is None:
            return
        if "select" in current.can and current.id not in self.broken_before:
            self.broken_before.add(current.id)
            self.break_before(command.device, fault, current)
        elif "execute" in current.can and current.id not in self.broken_within:
            self.broken_within.add(current.id)
            self.break_within(command.device, fault)

    def break_before(self, device: str, fault: str, current: CurrentStep) -> None:
        """The device is away: it is seen to be, its command is refused, and it comes back."""
        sent = self.frames(device)
        self.begin(device, fault)
        self.pass_until_unknown(device)
        snapshot = self.live.sitting.snapshot()
        expected = snapshot.runs[-1].current.expected
        assert any(view.truth is None for view in expected), expected
        command = current.command
        assert command is not None
        self.live.sitting.accept(
            intents.Select(command.device, command.verb, command.arguments, current.role)
        )
        refused = self.live.sitting.snapshot()
        assert refused.selection is None
        assert refused.refusal is not None
        assert refused.refusal.time_s == refused.time_s
        assert self.frames(device) == sent
        self.end(device)

    def break_within(self, device: str, fault: str) -> None:
        """The device goes away just as its command comes: that arrives once, or not at all."""
        frames = self.frames(device)
        self.begin(device, fault)
        self.live.sitting.accept(intents.Execute())
        gate = self.live.sitting.gate
        while gate.pending(device) is not None and self.frames(device) == frames:
            self.live.hands.pass_time(1.0)
        self.live.hands.pass_time(1.0)
        self.end(device)
        self.live.hands.pass_time(1.0)
        assert self.frames(device) in (frames, frames + 1)
        if self.frames(device) > frames:
            self.arrived.add(fault)

    def begin(self, device: str, fault: str) -> None:
        self.live.time.silent.add(device)
        self.live.served.ask(f"fault {device} {fault}")

    def end(self, device: str) -> None:
        """Clear it, and wait until the device is read again; the others were never away."""
        self.live.served.ask(f"clear {device}")
        self.live.time.silent.discard(device)
        until = time.monotonic() + PATIENCE_S
        while self.qualities(device) != {Quality.GOOD}:  # what was on its way still comes first
            assert time.monotonic() < until
            self.live.hands.pass_time(0.1)

    def pass_until_unknown(self, device: str) -> None:
        begun_s = self.live.time.now_s
        while Quality.GOOD in self.qualities(device):
            self.live.hands.pass_time(1.0)
            assert self.live.time.now_s - begun_s <= STALE_AFTER_S
            others = set(self.live.sitting.site.connections.devices) - {device}
            assert {q for other in others for q in self.qualities(other)} == {Quality.GOOD}

    def qualities(self, device: str) -> set[Quality]:
        """How good the readings from the wire of this device are in the picture."""
        readings = self.live.sitting.picture.readings()
        return {readings[name].quality for name in self.live.plant.readings() if of(name) == device}

    def frames(self, device: str) -> int:
        """How many write frames have reached this device at the server."""
        return len(self.live.served.ask(f"writes {device}")["writes"])


def of(signal: str) -> str:
    return signal.partition(".")[0]


def picked_up(snapshot: Snapshot) -> bool:
    """Whether the load is picked up: the chapter after is at work."""
    return any(run.chain == "P6" for run in snapshot.runs)


def test_every_fault_of_a_device_is_survived_in_the_middle_of_the_drill(open_live: Any) -> None:
    live = open_live()
    live.hands.look_around()
    live.sitting.accept(intents.Arm("ozawa"))
    live.hands.pass_time(5.0)
    live.served.ask("act grid.lose")
    saboteur = Saboteur(live)
    live.hands.before = saboteur.before
    live.hands.work(picked_up)
    assert saboteur.broken_before == saboteur.broken_within == set(FAULTS)
    assert len(saboteur.arrived) >= len(FAULTS) / 2, saboteur.arrived
    live.sitting.close()
    with Record(live.record) as written:
        events = [entry.event for entry in written.entries()]
    sent = Counter(e.subject for e in events if e.kind is EventKind.COMMAND_SENT)
    for device in live.sitting.site.connections.devices:
        assert saboteur.frames(device) <= sent[device]
    told = {e.data["what"] for e in events if e.kind is EventKind.LINK}
    assert {"lost", "back"} <= told
