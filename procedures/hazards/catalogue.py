"""The mistakes of operation as hazards of the plant: each a question about what is really so.

Nothing here asks what the console believes: positions, voltages and locks are the simulator's.
Only what has no other truth than words, a permit that nobody gave or a notice that nobody heard,
is taken from what was really said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from devices.events import EventKind
from devices.phrases import said
from devices.words import Words
from procedures.hazards.truth import Truth

EXHAUSTED = 0.10  # state of charge below which no black start is left [P]
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
    islanded = t.forming or bool(t.happened("out_of_phase_close"))
    relay = t.one("synchronism_relay")
    return f"{t.boundary}.position" in closes and islanded and t.utility_on and not relay


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
    if not t.said.untold:
        return False
    network, kinds = t.site.network, ("load_block", "load_feeder", "load_circuit")
    switched = {one.name for one in network.switches}
    return any(
        t.closed(one.device) and t.live(one.bus)
        for one in network.connections
        if t.site.devices[one.device].kind in kinds and f"{one.device}.position" in switched
    )


# --- settings ---------------------------------------------------------------------------------


def _group_1(t: Truth) -> bool:
    return _island(t) and bool(t.one("protection_relay")) and t.get("relay.group") < 1.5


def _group_2(t: Truth) -> bool:
    return t.on_utility and bool(t.batteries) and t.get("relay.group") > 1.5


def _anti_islanding(t: Truth) -> bool:
    return t.on_utility and any(t.get(f"{n}.anti_islanding") < 0.5 for n in t.batteries)


def _evt(t: Truth) -> bool:
    return t.on_utility and bool(t.one("evt")) and t.get("evt.in") > 0.5


def _secondary(t: Truth) -> bool:
    return t.on_utility and any(t.get(f"{n}.secondary_on") > 0.5 for n in t.batteries)


# --- the supply -------------------------------------------------------------------------------


def _gave_up(t: Truth) -> bool:
    trips = t.happened("inverter_tripped")
    return any(e.data.get("cause") not in _NO_OVERLOAD for e in trips) and not t.on_utility


def _second_blackout(t: Truth) -> bool:
    """The battery that carried the island gave up under what it met, and customers are dark."""
    return _gave_up(t) and bool(t.happened("load_lost"))


def _failed_start(t: Truth) -> bool:
    """The voltage was not built up, as with 27 not blocked in the ramp."""
    began = t.happened("inverter_started") and not t.happened("ramp_done")
    return bool(t.happened("start_failed")) or (bool(began) and _gave_up(t))


def _pv_step(t: Truth) -> bool:
    return any(e.data.get("cause") == "overfrequency" for e in t.happened("pv_tripped"))


def _exhausted(t: Truth) -> bool:
    return _island(t) and any(t.get(f"{n}.soc") < EXHAUSTED for n in t.batteries)


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
