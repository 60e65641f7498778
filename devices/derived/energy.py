"""How long the battery lasts, and how much power the section could take up."""

from __future__ import annotations

from devices.conditions import Lookup
from devices.derived.facts import Facts, Memory, all_are, all_true, number
from devices.signals import Value
from devices.site.parameters import BatteryParameters

NO_END_H = 999.0


def hours_left_h(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """Hours until the stop SoC at the present discharge with the inverters' own loss.

    999 while the battery does not discharge, or while the utility carries the load.
    """
    if memory.supply == "utility":
        return NO_END_H
    stop_pct = facts.limits.get("soc_stop_pct")
    if memory.supply is None or stop_pct is None:
        return None
    left_kwh, drain_kw = 0.0, 0.0
    for name, own in facts.batteries.items():
        soc_pct, p_kw = number(values, f"{name}.soc_pct"), number(values, f"{name}.p_kw")
        state = values.value(f"{name}.state")
        if soc_pct is None or p_kw is None or state is None:
            return None
        works = state in ("running", "ramping", "standby")
        left_kwh += max(soc_pct - stop_pct, 0.0) / 100.0 * own.energy_kwh
        drain_kw += p_kw + (inverter_loss_kw(p_kw, own) if works else 0.0)
    return min(left_kwh / drain_kw, NO_END_H) if drain_kw > 0.0 else NO_END_H


def inverter_loss_kw(p_kw: float, own: BatteryParameters) -> float:
    """Loss P0 + aP + bP^2 of the inverter, kW, at `p_kw` either way."""
    p_pu = abs(p_kw) / own.rated_kw
    return own.loss_p0_kw + (own.loss_a * p_pu + own.loss_b * p_pu * p_pu) * own.rated_kw


def room_kw(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """How much more power the section could take up, kW: by charging and by regulating loads."""
    rooms = [_charging(values, battery) for battery in facts.batteries]
    rooms += [_regulating(values, name, rated) for name, rated in facts.server_kw.items()]
    known = [room for room in rooms if room is not None]
    return sum(known) if len(known) == len(rooms) else None


def _charging(values: Lookup, battery: str) -> float | None:
    state = values.value(f"{battery}.state")
    if state is not None and state != "running":
        return 0.0
    p_kw = number(values, f"{battery}.p_kw")
    p_min_kw = number(values, f"{battery}.p_min_kw")
    if state is None or p_kw is None or p_min_kw is None:
        return None
    return max(p_kw - p_min_kw, 0.0)


def _regulating(values: Lookup, name: str, rated_kw: float) -> float | None:
    position = values.value(f"{name}.position")
    p_kw = number(values, f"{name}.p_kw")
    if position == "open":
        return 0.0
    return None if position is None or p_kw is None else max(rated_kw - p_kw, 0.0)


def sources_off(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """PV, chargers and servers are open, and no battery inverter gives voltage."""
    devices = [d for d in (*facts.pv, *facts.chargers, *facts.server_kw) if d in facts.section]
    quiet = (_is_quiet(values, battery) for battery in facts.batteries)
    return all_true((all_are(values, (f"{name}.position" for name in devices), "open"), *quiet))


def _is_quiet(values: Lookup, battery: str) -> bool | None:
    state = values.value(f"{battery}.state")
    return None if state is None else state in ("stopped", "standby", "tripped")
