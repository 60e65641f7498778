"""A small bench: real site, gate, alarms and journal around a plant that is a table of values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from devices.clock import Instants, RealTime
from devices.events import Event, EventKind, Json
from devices.links import LinkView
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.simulated import FieldRefused, StartState
from devices.site import Site, load_site
from devices.words import same
from procedures import intents
from procedures.language import Procedure, load_procedure
from procedures.live import LiveTerms
from procedures.people import Habits, Mistake, Sitter
from procedures.phase import Phase
from procedures.recorder import Recorder
from procedures.run import Run
from procedures.scenario import Happening, Scenario
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, Mode, RunView

ANSWER_S = 1.0
NORMAL: Mapping[str, Value] = {
    "grid.v_kv": 6.6,
    "grid.f_hz": 50.0,
    "island.v_kv": 6.6,
    "island.f_hz": 50.0,
    "bess.soc_pct": 60.0,
    "bess.energy_kwh": 900.0,
    "bess.aux_ok": True,
    "bess.ups_h": 8.0,
    "bess.temp_c": 20.0,
    "bess.p_max_kw": 630.0,
    "bess.p_min_kw": -630.0,
    "relay.group": 1.0,
    "cb52b.position": "closed",
    "server.position": "closed",
    "pv.position": "closed",
    "b1.position": "closed",
}


class TablePlant:
    """A plant whose signals are what a test says; a command does what its feedback asks for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.now_s = 0.0
        self.step_s = 1.0
        self.permitted = False
        self.commands: list[tuple[str, bool]] = []  # each with whether writes were permitted
        self.values: dict[str, Value] = {}
        self.deaf: set[str] = set()  # devices that do not obey
        self.untold: set[str] = set()  # signals that are no longer told
        self._coming: list[tuple[float, str, Value]] = []
        for name, signal in site.signals.items():
            if not signal.manual:
                blank: Value = signal.states[0] if signal.states else False
                self.values[name] = blank if signal.states or signal.is_flag else 0.0
        self.values |= NORMAL

    def readings(self) -> Mapping[str, Reading]:
        told = (item for item in self.values.items() if item[0] not in self.untold)
        return {name: Reading(value, Quality.GOOD, self.now_s) for name, value in told}

    def command(self, command: Command) -> None:
        self.commands.append((command.target, self.permitted))
        done_when = self._site.verb(command.target).done_when
        for atom in done_when.atoms() if done_when else ():
            if atom.subject and atom.equal_to is not None and command.device not in self.deaf:
                name = atom.subject.replace("target.", f"{command.device}.")
                self._coming.append((self.now_s + ANSWER_S, name, atom.equal_to))

    def advance(self, until_s: float) -> tuple[Event, ...]:
        self.now_s = min(until_s, self.now_s + self.step_s)
        for item in [item for item in self._coming if item[0] <= self.now_s]:
            self.values[item[1]] = item[2]
            self._coming.remove(item)
        return ()

    def links(self) -> tuple[LinkView, ...]:
        return ()

    def permit_writes(self, allowed: bool) -> None:
        self.permitted = allowed

    def close(self) -> None:
        return


class TableField:
    """People at the equipment: what they do changes the truth, what they see is the truth."""

    def __init__(self) -> None:
        self.truth: dict[str, Value] = {
            "k12.position": "closed",
            "k12.locked": False,
            "k12.tagged": False,
            "share.state": "running",
            "earth.count": 0.0,
            "ev3.soc_pct": 82.0,
        }
        self.done: list[tuple[str, str, str]] = []

    def act(self, device: str, act: str, who: str, **arguments: Value) -> Mapping[str, Value]:
        self.done.append((device, act, who))
        if act == "stuck":
            raise FieldRefused("plant.field.locked", device=device)
        seen: dict[str, Value] = {}
        match act:
            case "open" | "close":
                seen[f"{device}.position"] = "open" if act == "open" else "closed"
            case "lock":
                tag = bool(arguments.get("tag", True))
                seen = {f"{device}.locked": True, f"{device}.tagged": tag}
            case "stop":
                seen[f"{device}.state"] = "stopped"
            case _:
                pass
        self.truth |= seen
        return seen

    def observe(self, signal: str) -> Value:
        return self.truth[signal]


@dataclass
class Hand:
    """The clocks of a computer, moved by hand: the time of a live sitting."""

    now_s: float = 0.0
    asleep_s: float = 0.0
    set_s: float = 0.0

    def __call__(self) -> Instants:
        boot_s = self.now_s + self.asleep_s
        return Instants(boot_s, self.now_s, boot_s + self.set_s)


@dataclass
class Bench:
    """One sitting on the table plant, with the words to drive it in a line."""

    sitting: Sitting
    plant: TablePlant
    field: TableField
    hand: Hand
    recorder: KeepingRecorder

    @property
    def run(self) -> Run:
        return self.sitting.engine.runs[0]

    @property
    def view(self) -> RunView:
        return self.sitting.snapshot().runs[0]

    @property
    def step(self) -> CurrentStep:
        current = self.view.current
        assert current is not None
        return current

    def go(self, seconds: float) -> None:
        self.hand.now_s += seconds
        live = self.sitting.mode is Mode.LIVE
        now_s = self.sitting.real_now_s if live else self.sitting.now_s + seconds
        self.sitting.advance(now_s)

    def until(self, true: Callable[[], bool], within_s: float = 600.0) -> None:
        end_s = self.sitting.now_s + within_s
        while not true():
            assert self.sitting.now_s < end_s, "did not happen"
            self.go(0.5)

    def wish(self, intent: intents.Intent) -> tuple[str, ...]:
        """Emit an intent; the reasons of its refusal, () when it was taken."""
        before = self.sitting.snapshot().refusal
        self.sitting.accept(intent)
        after = self.sitting.snapshot().refusal
        return () if after is before or after is None else tuple(r.en for r in after.reasons)

    def events(self, kind: EventKind) -> list[Event]:
        return [event for event in self.recorded if event.kind is kind]

    @property
    def recorded(self) -> list[Event]:
        return self.recorder.written


@dataclass
class Maker:
    """Makes benches; everything it opened is closed when the test ends."""

    site: Site
    folder: Path
    open: list[Sitting] = field(default_factory=list)

    def procedure(self, body: str, name: str = "p") -> Procedure:
        """A procedure from its steps, or from the whole text after `title`."""
        head = f"procedure: {name}\nsite: odawara\nchain: {name.upper()}\n"
        head += "title: {en: Test, ja: 試験}\n"
        path = self.folder / f"{name}.yaml"
        path.write_text(head + body, encoding="utf-8")
        return load_procedure(path)

    def __call__(
        self,
        *procedures: Procedure,
        sitter: Sitter | None = None,
        chain: int = 1,
        mistakes: tuple[Mistake, ...] = (),
        happenings: tuple[Happening, ...] = (),
        phase: Phase = Phase.GRID,
        live: bool = False,
    ) -> Bench:
        scenario = Scenario(
            name="bench",
            site="odawara",
            title=same("bench"),
            start=StartState(),
            chain=tuple(p.name for p in procedures[:chain]),
            procedures=procedures,
            happenings=happenings,
            habits=Habits(mistakes=mistakes),
            phase=phase,
        )
        plant, door, hand = TablePlant(self.site), TableField(), Hand()
        terms = None
        if live:
            assert sitter is not None
            plant.step_s = math.inf
            terms = LiveTerms(plant, RealTime(hand), sitter, read_only=False)
        path = self.folder / f"record-{len(self.open)}.sqlite"
        header: dict[str, Json] = {
            "site": "odawara",
            "v_nominal_kv": 6.6,
            "opened": "2026-06-01T08:40:00+09:00",
        }
        recorder = KeepingRecorder(self.site, path, header)
        sitting = Sitting(
            self.site,
            scenario,
            plant,
            None if live else door,
            mode=Mode.LIVE if live else Mode.REHEARSAL,
            sitter=sitter,
            recorder=recorder,
            live=terms,
        )
        self.open.append(sitting)
        return Bench(sitting, plant, door, hand, recorder)


class KeepingRecorder(Recorder):
    """Keeps the events that it has written, in their order."""

    def __init__(self, site: Site, path: Path, facts: Mapping[str, Json]) -> None:
        super().__init__(site, path, facts)
        self.written: list[Event] = []

    def commit(self) -> None:
        self.written += self._events
        super().commit()


@pytest.fixture(scope="session")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def quiet_site(site: Site) -> Site:
    """The site without interlocks and alarms, where a test is about steps alone."""
    return replace(site, interlocks=(), alarms=())


@pytest.fixture
def bench(quiet_site: Site, tmp_path: Path) -> Iterator[Maker]:
    maker = Maker(quiet_site, tmp_path)
    yield maker
    for sitting in maker.open:
        sitting.close()
