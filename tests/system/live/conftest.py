"""A live sitting beside the served simulator, and a person who works both: the console, and the
people outside, who act and look at the equipment of the other process.

Plant time is moved by hand on both sides, so that hours of a drill take a minute; the sockets
between them, their deadlines and their threads are real.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Instants, RealTime
from devices.modbus.plant import LivePlant
from devices.registers import load_map
from devices.signals import Value
from devices.site import Site, load_connections, load_site
from devices.site.connections import Connections
from procedures import intents
from procedures.language import Procedure, procedure_names
from procedures.language.steps import Confirm, Enter, FieldAct, Say
from procedures.scenario import load_scenario
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import CurrentStep, RunView, Snapshot

PATIENCE_S = 120.0  # on the wall, for anything that must come
START_PATIENCE_S = 300.0  # where the compile cache is cold, the first start takes minutes
SHORT_S, LONG_S = 1.0, 10.0  # steps of plant time: while something moves, while people wait
PERIOD_S = 0.02  # how often each device is read, on the wall
MORNING_S = 1_779_000_000.0  # time of day at which the plant begins; any will do


class Served:
    """`kairetsu serve` in a process of its own, asked and told by lines."""

    def __init__(self, *options: str) -> None:
        command = [str(Path(sys.executable).with_name("kairetsu")), "serve", "odawara"]
        self._process = subprocess.Popen(
            [*command, "--port", "0", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._reply()["port"])

    def ask(self, line: str) -> dict[str, Any]:
        """Send one control line and return its reply; fails when it was refused."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        reply = self._reply()
        assert "error" not in reply, f"{line}: {reply}"
        return reply

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the server ended with {self._process.poll()}"
        reply = json.loads(line)
        assert isinstance(reply, dict)
        return reply

    def act(self, act: FieldAct) -> None:
        """Let somebody do this at the equipment."""
        given = "".join(f" {name}={json.dumps(v)}" for name, v in act.arguments.items())
        self.ask(f"act {act.target}{given}")

    def see(self, signal: str) -> Value:
        """What somebody sees who looks at `signal`."""
        value = self.ask(f"see {signal}")["value"]
        assert isinstance(value, bool | int | float | str)
        return value

    def close(self) -> None:
        """End the process in good order."""
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE_S)


class ByHand:
    """The sitting's time, moved by hand; the plant asks it, and is waited for after each move."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.plant: LivePlant | None = None
        self.silent: set[str] = set()  # devices that nobody can wait for

    def __call__(self) -> float:
        """Plant time in s."""
        return self.now_s

    def wait_for_readings(self) -> None:
        """Return when every device has been read since the last move."""
        assert self.plant is not None
        until = time.monotonic() + PATIENCE_S
        while late := self._late():
            assert time.monotonic() < until, f"never read again: {sorted(late)}"
            time.sleep(0.001)

    def _late(self) -> set[str]:
        assert self.plant is not None
        return {
            device
            for name, reading in self.plant.readings().items()
            if (device := name.partition(".")[0]) not in self.silent and reading.time_s < self.now_s
        }


@dataclass(slots=True)
class Hands:
    """Everybody's hands: works through the chain as the rehearsal's people would.

    Before each wish, `before` is called with the step in hand: there a test breaks something.
    """

    sitting: Sitting
    served: Served
    time: ByHand
    procedures: Mapping[str, Procedure]
    before: Callable[[RunView, CurrentStep], None] = lambda run, step: None
    acted: set[tuple[str, str]] = field(default_factory=set)

    def look_around(self) -> None:
        """Enter the whole board, as it is: the permits are not given yet."""
        for signal in self.sitting.site.signals.values():
            if not signal.manual:
                continue
            permit = self.sitting.site.device_of(signal.name).kind == "permits"
            value = False if permit else self.served.see(signal.name)
            self.sitting.accept(intents.EnterPoint(signal.name, value))

    def work(self, until: Callable[[Snapshot], bool]) -> None:
        """Go on until `until` is so; fails when the sitting stands still."""
        stood_s = 0.0
        while not until(snapshot := self.sitting.snapshot()):
            if self._grant(snapshot):
                stood_s = 0.0
                self.pass_time(SHORT_S)
                continue
            step_s = SHORT_S if stood_s < 30.0 else LONG_S
            stood_s += step_s
            assert stood_s < 4 * 3600.0, f"nothing moves: {snapshot.runs[-1].current}"
            self.pass_time(step_s)

    def pass_time(self, step_s: float) -> None:
        """Let plant time pass on both sides, then look through the wire."""
        self.time.now_s += step_s
        self.served.ask(f"until {self.time.now_s}")
        self.time.wait_for_readings()
        self.sitting.advance(self.time.now_s)

    # --- one wish -------------------------------------------------------------------------------

    def _grant(self, snapshot: Snapshot) -> bool:
        """Do what the step in hand asks for; False when it asks for nothing."""
        for run in snapshot.runs:
            if run.current is not None and self._do(run, run.current, snapshot):
                return True
        return False

    def _do(self, run: RunView, current: CurrentStep, snapshot: Snapshot) -> bool:
        self.before(run, current)
        can, name = current.can, run.id
        if "sign" in can and current.hold is not None:
            self._sign(run, current)
        elif "judge" in can:
            self._wish(intents.JudgeReadBack(name, right=True))
        elif "read_back" in can and current.say is not None:
            self._wish(intents.ReadBack(name, current.say.expected_read_back.en))
        elif "speak" in can and current.say is not None:
            if current.say.stage == "report":
                self._act(run, current)
            self._wish(intents.Speak(name))
        elif "enter" in can and current.enter is not None:
            self._act(run, current)
            self._wish(intents.EnterValue(name, self.served.see(current.enter.signal)))
        elif "confirm" in can:
            self._act(run, current)
            self._wish(intents.Confirm(name, ok=True))
        elif "choose" in can:
            self._wish(intents.Choose(name, current.options[0].id))
        elif "execute" in can and snapshot.selection is not None:
            self._wish(intents.Execute())
        elif "select" in can and current.command is not None:
            command = current.command
            self._wish(
                intents.Select(command.device, command.verb, command.arguments, current.role)
            )
        elif "proceed" in can:
            self._wish(intents.Proceed(name))
        else:
            return False
        return True

    def _wish(self, intent: intents.Intent) -> None:
        self.sitting.accept(intent)

    def _sign(self, run: RunView, current: CurrentStep) -> None:
        assert current.hold is not None
        signed = set(current.hold.signed.values())
        for role in current.hold.roles:
            holders = [p.id for p in self.sitting.site.persons if role in p.roles]
            free = [person for person in holders if person not in signed]
            if free and role not in current.hold.signed:
                self._wish(intents.Sign(run.id, free[0]))
                signed.add(free[0])

    def _act(self, run: RunView, current: CurrentStep) -> None:
        """What the people outside do in this step, once."""
        if (run.id, current.id) in self.acted:
            return
        self.acted.add((run.id, current.id))
        own, others = self.procedures[run.procedure], self.procedures.values()
        steps = (step for one in (own, *others) for step in one.steps)  # it may be a called one
        action = next(step.action for step in steps if step.id == current.id)
        if isinstance(action, Say | Confirm | Enter):
            for act in action.acts:
                self.served.act(act)


# --- opening them ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Live:
    """A live sitting at work on the served simulator."""

    sitting: Sitting
    plant: LivePlant
    served: Served
    time: ByHand
    hands: Hands
    record: Path


OpenLive = Callable[..., Live]


def connections_to(port: int, site: Site, folder: Path) -> Connections:
    """Every device of the site at this port, by an override file as an operator writes it."""
    override = folder / "connections.yaml"
    override.write_text(
        f"connections_of: {site.name}\n"
        "connections:\n"
        f"  lines: {{plant: {{host: 127.0.0.1, port: {port}}}}}\n"
        f"  period: {{value: {PERIOD_S}, unit: s, origin: P}}\n",
        encoding="utf-8",
    )
    return load_connections(site, override)


@pytest.fixture
def open_live(tmp_path: Path) -> Iterator[OpenLive]:
    """Serve Odawara frozen at 0 s, and open an armed live sitting beside it, both by hand."""
    with ExitStack() as stack:

        def open_beside(*options: str) -> Live:
            served = Served("--frozen", *options)
            stack.callback(served.close)
            site = load_site("odawara")
            scenario = load_scenario("odawara-first-activation", site)
            hand = ByHand()
            clock = RealTime(lambda: Instants(hand.now_s, hand.now_s, MORNING_S + hand.now_s))
            connections = connections_to(served.port, site, tmp_path)
            maps = {name: load_map(one.map) for name, one in connections.devices.items()}
            plant = LivePlant(site, connections, maps, time_s=clock.elapsed_s)
            stack.callback(plant.close)
            plant.open()
            hand.plant = plant
            record = tmp_path / "live.sqlite"
            sitter = Sitter.for_role(site, "MGC")
            sitting = Sitting.open_live(
                site, scenario, plant, sitter=sitter, record=record, clock=clock
            )
            stack.callback(sitting.close)
            names = (name for name in procedure_names() if name.startswith("odawara-"))
            procedures = {name: scenario.procedure(name) for name in names}
            hands = Hands(sitting, served, hand, procedures)
            return Live(sitting, plant, served, hand, hands, record)

        yield open_beside
