"""Who supplies the section, since when it is without the utility, how long it has been steady."""

from __future__ import annotations

from devices.conditions import Lookup
from devices.derived.facts import Facts, Memory, number
from devices.signals import Value


def remember_supply(values: Lookup, memory: Memory, facts: Facts) -> None:
    """Say dead, utility or island from the section's voltage and where it can come from."""
    v_kv = number(values, f"{facts.island}.v_kv")
    if v_kv is None:
        memory.supply = None
    elif v_kv < facts.dead_below_kv:
        memory.supply = "dead"
    else:
        memory.supply = _source(values, facts)


def _source(values: Lookup, facts: Facts) -> str | None:
    """Who gives the voltage. Unknown while the board and the voltage contradict each other."""
    if facts.boundary is None:
        live = None if facts.section_live is None else values.value(facts.section_live)
        return live if isinstance(live, str) else None
    position = values.value(f"{facts.boundary}.position")
    grid_kv = number(values, f"{facts.grid}.v_kv")
    if position is None:
        return None
    if position == "closed":
        if grid_kv is None:
            return None
        return "utility" if grid_kv >= facts.dead_below_kv else "island"
    # reported open and yet live with no battery forming: the report is old, or somebody feeds
    return None if _battery_forms(values, facts) is False else "island"


def _battery_forms(values: Lookup, facts: Facts) -> bool | None:
    state, mode = values.value(f"{facts.battery}.state"), values.value(f"{facts.battery}.mode")
    if state is None or mode is None:
        return None
    return state in ("running", "ramping") and mode == "grid_forming"


def supply(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """dead, utility or island."""
    return memory.supply


def blackout_s(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """Seconds since the utility ceased to supply the section; 0 while it does.

    Unknown when it had ceased before anybody here looked.
    """
    if memory.supply == "utility":
        memory.utility_seen, memory.blackout_since_s = True, None
    elif memory.supply is not None and memory.blackout_since_s is None and memory.utility_seen:
        memory.blackout_since_s = now_s
    if memory.blackout_since_s is not None:
        return now_s - memory.blackout_since_s
    return 0.0 if memory.utility_seen else None


def steady_s(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """Seconds that frequency and voltage have stayed in the band for picking up load."""
    f_hz, v_kv = number(values, f"{facts.island}.f_hz"), number(values, f"{facts.island}.v_kv")
    in_f = _within(f_hz, facts.limits.get("f_low_hz"), facts.limits.get("f_high_hz"))
    in_v = _within(v_kv, facts.limits.get("v_low_kv"), facts.limits.get("v_high_kv"))
    if in_f is False or in_v is False:
        memory.steady_since_s = None
        return 0.0
    if in_f is None or in_v is None:
        memory.steady_since_s = None
        return None
    if memory.steady_since_s is None:
        memory.steady_since_s = now_s
    # each pick-up starts the minute anew: one step, a look, the next (5.2 of the procedures)
    steps = (*memory.pickups.values(), *memory.connections.values())
    memory.steady_since_s = max(memory.steady_since_s, *(time_s for time_s, _ in steps), 0.0)
    return now_s - memory.steady_since_s


def _within(value: float | None, low: float | None, high: float | None) -> bool | None:
    if value is None or low is None or high is None:
        return None
    return low <= value <= high
