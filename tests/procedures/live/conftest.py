"""A live sitting without a wire: the simulator behind the door of real devices, people outside.

Time stands in the test's hand. The people outside do and see what they do and see at the
simulator's field door; the console learns nothing of it but what its sitter enters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Instants, RealTime
from devices.events import Event, EventKind
from devices.links import LinkState, LinkView
from devices.plant import CannotSend, Command
from devices.signals import Reading
from devices.site import Site, load_site
from devices.words import same
from procedures import intents
from procedures.language.steps import Confirm, Enter, FieldAct, Say, Step
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import Scenario, load_scenario
from procedures.scenario_plant import ScenarioPlant
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, RunView, Snapshot

NOON_S = 1_764_558_000.0  # 2025-12-01 12:00 in Japan
WAIT_S, LONG_S = 1.0, 10.0


class Hand:
    """The clocks of a computer, moved by hand."""

    def __init__(self) -> None:
        self.boot_s = self.awake_s = 1000.0
        self.wall_s = NOON_S

    def __call__(self) -> Instants:
        return Instants(self.boot_s, self.awake_s, self.wall_s)

    def go(self, seconds: float) -> None:
        self.boot_s += seconds
        self.awake_s += seconds
        self.wall_s += seconds

    def sleep(self, seconds: float) -> None:
        self.boot_s += seconds
        self.wall_s += seconds


class WiredSimulation:
    """The simulated site as a plant behind lines: readings up, and writes while permitted."""

    def __init__(self, site: Site, scenario: Scenario) -> None:
        self.world = ScenarioPlant(site, scenario)
        self.now_s = 0.0
        self.written: list[str] = []
        self.silent: set[str] = set()
        self.permitted = False
        self.closed = False
        told = {name.partition(".")[0] for name in self.world.readings()}
        self._devices = sorted(told & site.devices.keys())
        self._kept: dict[str, Reading] = {}

    def readings(self) -> Mapping[str, Reading]:
        for name, reading in self.world.readings().items():
            if name.partition(".")[0] not in self.silent:
                self._kept[name] = reading
        return dict(self._kept)

    def forget(self) -> None:
        """Stand as lines that were opened this moment."""
        self._kept.clear()

    def command(self, command: Command) -> None:
        if not self.permitted or command.device in self.silent:
            raise CannotSend(same(command.device))
        self.written.append(command.target)
        self.world.command(command)

    def advance(self, until_s: float) -> tuple[Event, ...]:
        while self.world.now_s < until_s:
            self.world.advance(until_s)
        self.now_s = until_s
        return ()  # devices tell nothing but their readings

    def links(self) -> tuple[LinkView, ...]:
        return tuple(
            LinkView(
                device,
                LinkState.SILENT if device in self.silent else LinkState.CONNECTED,
                f"192.0.2.1:502/{unit}",
                0.0,
                self.now_s,
                1.0,
                0,
                same(""),
            )
            for unit, device in enumerate(self._devices, 1)
        )

    def permit_writes(self, allowed: bool) -> None:
        self.permitted = allowed

    def close(self) -> None:
        self.closed = True
        self.world.close()


@dataclass
class Seat:
    """One live sitting, its plant, its time, and the words to drive it in a line."""

    sitting: Sitting
    plant: WiredSimulation
    hand: Hand
    site: Site
    scenario: Scenario
    record: Path
    acted: set[tuple[str, str]] = field(default_factory=set)

    @property
    def look(self) -> Snapshot:
        return self.sitting.snapshot()

    @property
    def run(self) -> RunView:
        return next(run for run in self.look.runs if run.current is not None)

    @property
    def step(self) -> CurrentStep:
        current = self.run.current
        assert current is not None
        return current

    def go(self, seconds: float) -> None:
        """Let real time pass, ten times a second as far as it matters."""
        self.hand.go(seconds)
        self.sitting.advance(self.sitting.real_now_s)

    def wait(self, seconds: float) -> None:
        """Let a long time pass in steps that no console takes for having stood still."""
        end_s = self.sitting.now_s + seconds
        while self.sitting.now_s < end_s:
            self.go(LONG_S)

    def wish(self, intent: intents.Intent) -> tuple[str, ...]:
        """Emit an intent; the reasons of its refusal, () when it was taken."""
        before = self.look.refusal
        self.sitting.accept(intent)
        after = self.look.refusal
        return () if after is before or after is None else tuple(r.en for r in after.reasons)

    def granted(self, intent: intents.Intent) -> None:
        assert self.wish(intent) == ()

    def take_over_board(self) -> None:
        """Enter what people at the equipment report of every point that nobody measures."""
        for name, signal in self.site.signals.items():
            if not signal.manual:
                continue
            permit = self.site.device_of(name).kind == "permits"
            value = False if permit else self.plant.world.observe(name)
            self.granted(intents.EnterPoint(name, value))

    def act(self, act: FieldAct) -> None:
        """Let somebody do this at the equipment."""
        self.plant.world.act(act.device, act.act, "outside", **dict(act.arguments))

    def events(self, *kinds: EventKind) -> list[Event]:
        """What the record holds; the sitting is closed for it."""
        self.sitting.close()
        with Record(self.record) as record:
            return record.events(*kinds)

    def header(self) -> dict[str, Any]:
        """What the record says of the sitting, which is closed for it."""
        self.sitting.close()
        with Record(self.record) as record:
            return dict(record.header)

    # --- everybody's hands ------------------------------------------------------------------

    def work(self, until: Callable[[Snapshot], bool], within_s: float = 48 * 3600.0) -> None:
        """Do in each step what it asks for, for everybody, until `until` is so."""
        end_s = self.sitting.now_s + within_s
        stood_s = 0.0
        while not until(self.look):
            assert self.sitting.now_s < end_s, f"nothing moves: {self.look.runs[-1].current}"
            moved = self.help()
            stood_s = 0.0 if moved else stood_s + WAIT_S
            self.go(WAIT_S if stood_s < 30.0 else LONG_S)

    def help(self) -> bool:
        """Grant the step in hand one wish; False when it asks for none."""
        for run in self.look.runs:
            if run.current is not None and self._help(run, run.current):
                return True
        return False

    def _help(self, run: RunView, current: CurrentStep) -> bool:
        can = current.can
        if current.say is not None and current.say.stage == "report":
            self.do_outside(run, current)
        if "sign" in can:
            self._sign(run, current)
        elif "judge" in can:
            self.granted(intents.JudgeReadBack(run.id, right=True))
        elif "speak" in can:
            self.granted(intents.Speak(run.id))
        elif "enter" in can:
            assert current.enter is not None
            self.do_outside(run, current)
            seen = self.plant.world.observe(current.enter.signal)
            self.granted(intents.EnterValue(run.id, seen))
        elif "confirm" in can:
            self.do_outside(run, current)
            self.granted(intents.Confirm(run.id, ok=True))
        elif "choose" in can:
            self.granted(intents.Choose(run.id, current.options[0].id))
        elif "execute" in can:
            self.wish(intents.Execute())
        elif "select" in can:
            assert current.command is not None
            command = current.command
            self.wish(intents.Select(command.device, command.verb, command.arguments, current.role))
        elif "proceed" in can:
            self.granted(intents.Proceed(run.id))
        else:
            return False
        return True

    def _sign(self, run: RunView, current: CurrentStep) -> None:
        assert current.hold is not None
        signed = current.hold.signed
        role = next(role for role in current.hold.roles if role not in signed)
        free = [p.id for p in self.site.persons if role in p.roles and p.id not in signed.values()]
        self.wish(intents.Sign(run.id, free[0]))

    def do_outside(self, run: RunView, current: CurrentStep) -> None:
        """What people do at the equipment in this step, once."""
        if (run.id, current.id) in self.acted:
            return
        self.acted.add((run.id, current.id))
        at_work = self.sitting.engine.run(run.id)
        assert at_work is not None
        assert at_work.frame.step is not None  # of the innermost procedure that was called
        for act in _acts(at_work.frame.step):
            self.act(act)


def _acts(step: Step) -> tuple[FieldAct, ...]:
    match step.action:
        case Say(acts=acts) | Enter(acts=acts) | Confirm(acts=acts):
            return acts
        case _:
            return ()


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture(scope="session")
def activation(odawara: Site) -> Scenario:
    return load_scenario("odawara-first-activation", odawara)


SeatMaker = Callable[..., Seat]


@pytest.fixture
def seat(odawara: Site, activation: Scenario, tmp_path: Path) -> Iterator[SeatMaker]:
    """Opens live sittings of Odawara; person: who sits; plant_of: how the plant stands."""
    opened: list[Sitting] = []

    def make(
        person: str = "ozawa", *, read_only: bool = False, plant_of: Scenario | None = None
    ) -> Seat:
        plant, hand = WiredSimulation(odawara, plant_of or activation), Hand()
        record = tmp_path / f"live-{len(opened)}.sqlite"
        sitting = Sitting.open_live(
            odawara,
            activation,
            plant,
            sitter=Sitter.named(odawara, person),
            record=record,
            clock=RealTime(hand),
            read_only=read_only,
        )
        opened.append(sitting)
        return Seat(sitting, plant, hand, odawara, activation, record)

    yield make
    for sitting in opened:
        sitting.close()
