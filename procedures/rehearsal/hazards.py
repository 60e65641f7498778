"""The mistakes of operation as hazards of the plant: each a question about what is really so.

Nothing here asks what the console believes: positions, voltages and locks are the simulator's.
Only what has no other truth than words, a permit that nobody gave or a notice that nobody heard,
is taken from what was really said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from devices.events import Event, EventKind
from devices.phrases import said
from devices.signals import Value
from devices.simulated import SimulatedPlant
from devices.words import Words

LIVE_PU = 0.05  # from here on a conductor is dangerous to touch
EXHAUSTED = 0.10  # state of charge below which no black start is left [P]
_FORMING, _STATES_ON = 2, (1, 2, 3)  # as the simulator numbers modes and states
# Trips that are no consequence of what the battery met in the island.
_NO_OVERLOAD = frozenset({"inject", "emergency_stop", "grid_lost", "anti_islanding"})


class Severity(StrEnum):
    """What may come of it by itself: a life, the supply or a protection, or less."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)

    @property
    def words(self) -> Words:
        """Its name."""
        return said(f"explore.severity_{self.value}")


@dataclass(frozen=True, slots=True)
class Said:
    """What was really said and done beside the plant.

    board: what stands on the board of manual points. lies: points entered of what nobody did or
    said. untold: steps whose notice nobody heard. astray: devices that somebody works by mistake.
    rash: something was done at the equipment that nobody had confirmed yet.
    """

    board: Mapping[str, Value] = field(default_factory=dict)
    lies: frozenset[str] = frozenset()
    untold: frozenset[str] = frozenset()
    astray: frozenset[str] = frozenset()
    rash: bool = False

    def given(self, permit: str) -> bool:
        """Whether a permit was really given, or a finding really made."""
        return self.board.get(permit) is True and permit not in self.lies


class Truth:
    """What is really so in one plant now, and what happened since the last look."""

    def __init__(self, plant: SimulatedPlant, said_: Said, events: tuple[Event, ...]) -> None:
        self._plant = plant
        self._get = plant.simulator.get
        self.site = plant.site
        self.said = said_
        self.events = events
        self.facts = plant.field.truth

    def happened(self, *what: str) -> tuple[Event, ...]:
        """The events of the plant of these kinds."""
        return tuple(
            e for e in self.events if e.kind is EventKind.PLANT and e.data.get("what") in what
        )

    def one(self, kind: str) -> str:
        """The first device of `kind`; "" where the site has none."""
        found = (d.name for d in self.site.devices.values() if d.kind == kind and not d.planned)
        return next(found, "")

    def get(self, name: str) -> float:
        """A number of the simulator."""
        return self._get(name)

    def closed(self, device: str) -> bool:
        """Whether its contacts are closed."""
        return self._get(f"switch.sw:{device}.position.closed") > 0.5

    def live(self, bus: str) -> bool:
        """Whether there is voltage on a bus."""
        return self._get(f"bus.bus:{bus}.v_pu") >= LIVE_PU

    @property
    def boundary(self) -> str:
        """The switch between utility and microgrid; "" where the site has none of that kind."""
        return self.one("boundary_switch")

    @property
    def utility_on(self) -> bool:
        """Whether the utility's source gives voltage."""
        return self._get("grid.live") > 0.5

    def batteries(self) -> tuple[str, ...]:
        """The batteries that give or take power now."""
        names = (d.name for d in self.site.devices.values() if d.kind == "battery_inverter")
        return tuple(n for n in names if round(self._get(f"{n}.state")) in _STATES_ON)

    @property
    def forming(self) -> bool:
        """Whether a battery makes the voltage of the section, or began to since the last look."""
        began = {event.subject for event in self.happened("inverter_started")}
        return any(
            round(self._get(f"{name}.mode")) == _FORMING for name in {*self.batteries(), *began}
        )

    @property
    def on_utility(self) -> bool:
        """Whether the section is the utility's: boundary closed and its source live."""
        return bool(self.boundary) and self.closed(self.boundary) and self.utility_on


@dataclass(frozen=True, slots=True)
class Hazard:
    """One thing that must never be so. true: asked of the truth after every step of the plant."""

    id: str
    severity: Severity
    true: Callable[[Truth], bool]

    @property
    def words(self) -> Words:
        """Its name."""
        return said(f"explore.hazard_{self.id}")


def present(truth: Truth) -> tuple[Hazard, ...]:
    """The hazards that are so now, the worst first."""
    return tuple(hazard for hazard in HAZARDS if hazard.true(truth))


# --- the boundary ---------------------------------------------------------------------------------


def _back_feed(t: Truth) -> bool:
    """Voltage of ours on the utility's side while its own source gives none."""
    if t.happened("back_feed"):
        return True
    return t.forming and not t.utility_on and t.live(t.site.network.utility_bus)


def _island(t: Truth) -> bool:
    return bool(t.boundary) and t.forming and not t.on_utility


def _unlocked(t: Truth) -> bool:
    return _island(t) and not t.facts[f"{t.boundary}.locked"]


def _no_tag(t: Truth) -> bool:
    return _island(t) and bool(
        t.facts[f"{t.boundary}.locked"] and not t.facts[f"{t.boundary}.tagged"]
    )


def _tag_taken(t: Truth) -> bool:
    """Lock or tag went without its owner: what hangs there protects him."""
    return any(
        e.kind is EventKind.HAPPENING and e.data.get("what") in ("lose_tag", "lose_lock")
        for e in t.events
    )


def _timers(t: Truth) -> bool:
    sides = (t.facts.get(f"{t.boundary}.timer_{side}") for side in ("utility", "island"))
    return _island(t) and not t.closed(t.boundary) and "in_service" in sides


def _reclose(t: Truth) -> bool:
    grid = t.one("grid_connection")
    return _island(t) and t.facts.get(f"{grid}.reclose") == "in_service"


def _out_of_phase(t: Truth) -> bool:
    return bool(t.happened("out_of_phase_close"))


def _onto_island(t: Truth) -> bool:
    """The boundary closed while both sides were live, and no relay let it."""
    closes = {e.data.get("signal") for e in t.happened("switch_closed", "timed_sequence_close")}
    return (
        f"{t.boundary}.position" in closes
        and t.forming
        and t.utility_on
        and not t.one("synchronism_relay")
    )


# --- people and the line ----------------------------------------------------------------------


def _crew(t: Truth) -> bool:
    return bool(t.happened("crew_contact"))


def _earth(t: Truth) -> bool:
    """A short-circuit earth on a section that is being energised."""
    return t.get("earth.count") > 0.5 and (t.forming or t.on_utility)


def _no_permit(t: Truth) -> bool:
    permits = t.one("permits")
    return _island(t) and bool(permits) and not t.said.given(f"{permits}.energise")


def _line_not_proven(t: Truth) -> bool:
    """Nobody walked the line: no instrument knows of people, trees or foreign earths on it."""
    permits = t.one("permits")
    return _island(t) and bool(permits) and not t.said.given(f"{permits}.line_ok")


def _not_tested(t: Truth) -> bool:
    permits = t.one("permits")
    return _island(t) and bool(permits) and not t.said.given(f"{permits}.dead")


def _wrong_switch(t: Truth) -> bool:
    """Somebody worked a pole or panel that is none of this site's."""
    acts = ("open", "close", "lock", "unlock", "block_timers", "restore_timers")
    return any(
        e.kind is EventKind.FIELD and e.subject not in t.site.devices and e.data.get("what") in acts
        for e in t.events
    )


def _wrong_device(t: Truth) -> bool:
    return any(
        e.kind in (EventKind.FIELD, EventKind.COMMAND_SENT) and e.subject in t.said.astray
        for e in t.events
    )


def _cubicle(t: Truth) -> bool:
    """A facility manager at a switch of 6.6 kV, where only qualified people may work."""
    managers = {person.id for person in t.site.persons if person.roles == ("FM",)}
    devices = t.site.devices
    return any(
        e.kind is EventKind.FIELD
        and e.who in managers
        and e.subject in devices
        and devices[e.subject].kind == "cubicle_switch"
        for e in t.events
    )


def _no_read_back(t: Truth) -> bool:
    """Something was done at the equipment before anybody had confirmed what it should be."""
    return t.said.rash


def _heater(t: Truth) -> bool:
    """Rooms get voltage again, and nobody there was told to pull the plugs of the heaters."""
    blocks = (d.name for d in t.site.devices.values() if d.kind == "load_block")
    return bool(t.said.untold) and any(
        t.closed(name) and t.live(t.site.network.bus_of(name)) for name in blocks
    )


# --- settings ---------------------------------------------------------------------------------


def _group_1(t: Truth) -> bool:
    return _island(t) and bool(t.one("protection_relay")) and t.get("relay.group") < 1.5


def _group_2(t: Truth) -> bool:
    return t.on_utility and bool(t.batteries()) and t.get("relay.group") > 1.5


def _anti_islanding(t: Truth) -> bool:
    return t.on_utility and any(t.get(f"{n}.anti_islanding") < 0.5 for n in t.batteries())


def _evt(t: Truth) -> bool:
    return t.on_utility and bool(t.one("evt")) and t.get("evt.in") > 0.5


def _secondary(t: Truth) -> bool:
    return t.on_utility and any(t.get(f"{n}.secondary_on") > 0.5 for n in t.batteries())


# --- the supply -------------------------------------------------------------------------------


def _second_blackout(t: Truth) -> bool:
    """The battery that carried the island gave up under what it met."""
    trips = t.happened("inverter_tripped")
    return any(e.data.get("cause") not in _NO_OVERLOAD for e in trips) and not t.on_utility


def _failed_start(t: Truth) -> bool:
    return bool(t.happened("start_failed"))


def _pv_step(t: Truth) -> bool:
    return any(e.data.get("cause") == "overfrequency" for e in t.happened("pv_tripped"))


def _exhausted(t: Truth) -> bool:
    return _island(t) and any(t.get(f"{n}.soc") < EXHAUSTED for n in t.batteries())


def _overload(t: Truth) -> bool:
    return bool(t.happened("outlet_tripped", "breaker_tripped", "fuse_blown", "shed"))


_C, _S, _M = Severity.CRITICAL, Severity.SERIOUS, Severity.MINOR
HAZARDS: tuple[Hazard, ...] = (
    Hazard("crew_contact", _C, _crew),
    Hazard("back_feed", _C, _back_feed),
    Hazard("out_of_phase", _C, _out_of_phase),
    Hazard("onto_island", _C, _onto_island),
    Hazard("earth_left", _C, _earth),
    Hazard("boundary_unlocked", _C, _unlocked),
    Hazard("no_permit", _C, _no_permit),
    Hazard("line_not_proven", _C, _line_not_proven),
    Hazard("tag_taken", _C, _tag_taken),
    Hazard("cubicle", _C, _cubicle),
    Hazard("not_tested", _S, _not_tested),
    Hazard("wrong_switch", _S, _wrong_switch),
    Hazard("timers_in_service", _S, _timers),
    Hazard("reclose_in_service", _S, _reclose),
    Hazard("tag_missing", _S, _no_tag),
    Hazard("group_1_island", _S, _group_1),
    Hazard("group_2_utility", _S, _group_2),
    Hazard("anti_islanding_off", _S, _anti_islanding),
    Hazard("evt_left_in", _S, _evt),
    Hazard("secondary_parallel", _S, _secondary),
    Hazard("failed_start", _S, _failed_start),
    Hazard("second_blackout", _S, _second_blackout),
    Hazard("pv_step", _S, _pv_step),
    Hazard("soc_exhausted", _S, _exhausted),
    Hazard("heater_left", _S, _heater),
    Hazard("limit_exceeded", _M, _overload),
    Hazard("wrong_device", _M, _wrong_device),
    Hazard("no_read_back", _M, _no_read_back),
)
BY_ID: Mapping[str, Hazard] = {hazard.id: hazard for hazard in HAZARDS}
