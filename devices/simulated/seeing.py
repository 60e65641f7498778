"""A real plant is looked at: how it stands, as far as its picture tells."""

from __future__ import annotations

from datetime import datetime

from devices.phrases import said
from devices.signals import Value
from devices.simulated.evidence import CannotLiken, Evidence
from devices.simulated.gather import LIVE_PU
from devices.simulated.names import nominal_kv, switch_named, switch_of, those_with
from devices.simulated.seeing_loads import see_cars, see_loads
from devices.simulated.seeing_sources import see_battery, see_pv
from devices.simulated.seen import Seen
from devices.simulated.start import StartState
from devices.site import parameters as known
from devices.site.network import Switch
from devices.site.site import Site

EARTH_FAULT_PCT = 5.0  # zero-sequence voltage from which an earth fault is taken for real [P]
RUNNING_KW = 0.1  # a source that gives more than this runs
# switches without whose position nothing can be said; others stand as in normal operation
_TOLD = frozenset(
    ("boundary_switch", "premises_switch", "breaker", "load_block", "load_feeder", "pv_inverter")
)
_OTHER_SOURCES = frozenset(
    ("diesel_generator", "portable_generator", "pcs_outlet", "v2h", "synchronism_relay")
)
# what is so at the equipment and holds contacts or closes them by itself
_HOLDING = (".locked", ".timer_utility", ".timer_island", ".reclose")


def see(site: Site, evidence: Evidence, now: datetime) -> Seen:
    """How `site` stands at the time of day `now`; what is missing is kept in `evidence`.

    Raises CannotLiken for what the simulator cannot be put into.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start = StartState(
        clock_s=(now - midnight).total_seconds(),
        year=now.year,
        day_of_year=now.timetuple().tm_yday,
        relay_group=int(_number_of_kind(site, evidence, "protection_relay", "group", 1.0)),
        evt_in=_of_kind(site, evidence, "evt", "position") == "in",
    )
    seen = Seen(start)
    _refuse_what_cannot_be_rebuilt(site, evidence)
    for one in site.network.switches:
        _see_switch(site, one, evidence, seen)
    _see_utility(site, evidence, seen)
    v_pu = _section_pu(site, evidence)
    live = v_pu >= LIVE_PU
    for device, own in those_with(site, known.BatteryParameters):
        see_battery(site, device, own, evidence, seen)
    for device, plant in those_with(site, known.PvParameters):
        see_pv(device, plant, evidence, seen)
    see_loads(site, evidence, seen, v_pu if live else None)
    see_cars(site, evidence, seen)
    _see_equipment(site, evidence, seen, live)
    return seen


def _refuse_what_cannot_be_rebuilt(site: Site, evidence: Evidence) -> None:
    reasons = []
    for device in site.devices.values():
        power = evidence.number(f"{device.name}.p_kw") if device.kind in _OTHER_SOURCES else None
        if power is not None and power > RUNNING_KW:
            reasons.append(said("preview.source_runs", device=device.title))
        if (
            device.kind == "battery_inverter"
            and evidence.known(f"{device.name}.state") == "ramping"
        ):
            reasons.append(said("preview.ramping", device=device.title))
        v0_pct = evidence.number(f"{device.name}.v0_pct") if device.kind == "island" else None
        if v0_pct is not None and v0_pct > EARTH_FAULT_PCT:
            reasons.append(said("preview.earth_fault", v0=f"{v0_pct:.0f}"))
    if reasons:
        raise CannotLiken(*reasons)


# --- network ------------------------------------------------------------------------------------


def _see_switch(site: Site, one: Switch, evidence: Evidence, seen: Seen) -> None:
    device = site.devices[one.signal.partition(".")[0]]
    told = device.kind in _TOLD and one.signal.endswith(".position")
    value = evidence.key(one.signal) if told else evidence.known(one.signal)
    closed = one.normally_closed if value is None else value == one.closed_state
    if value is None and not told:
        evidence.assume("switch", label=evidence.picture.label(one.signal))
    if device.kind == "transfer_switch":
        contact = "a" if one.closed_state == "utility" else "b"
        if closed:
            seen.transfers[device.name] = contact
        seen.transfers.setdefault(device.name, "off")
    else:
        seen.closed[switch_named(one.name)] = closed


def _see_utility(site: Site, evidence: Evidence, seen: Seen) -> None:
    for device in site.devices.values():
        if device.kind not in ("grid_connection", "utility_supply") or device.planned:
            continue
        v_pu = evidence.key_number(f"{device.name}.v_kv") / nominal_kv(site, site.network.grid.bus)
        live = v_pu >= LIVE_PU
        seen.inputs["grid.live"] = float(live)
        f_hz = evidence.number(f"{device.name}.f_hz")
        if live:
            seen.inputs["grid.v_pu"] = v_pu
            seen.inputs["grid.f_hz"] = f_hz or site.f_nominal_hz


def _section_pu(site: Site, evidence: Evidence) -> float:
    """Voltage of the section per unit of nominal; 0.0 where it is missing."""
    base_kv = nominal_kv(site, site.network.section_bus)
    for device in site.devices.values():
        if device.kind == "island":
            return evidence.key_number(f"{device.name}.v_kv") / base_kv
    return 0.0


# --- what holds, blocks, and is fitted ------------------------------------------------------------


def _see_equipment(site: Site, evidence: Evidence, seen: Seen, live: bool) -> None:
    for name, signal in site.signals.items():
        if not name.endswith(_HOLDING):
            continue
        value = evidence.known(name)
        if value is None:
            evidence.assume("holding", label=signal.label)
            continue
        seen.truth[name] = value
        if name.endswith(".reclose"):
            seen.inputs["grid.reclose_blocked"] = float(value == "blocked")
        elif ".timer_" in name:
            seen.inputs[_timer(site, name)] = float(value == "blocked")
    earths = 0.0
    for device in site.devices.values():
        if device.kind == "earth_switch" and not live:  # no live line has an earth
            count = evidence.key_number(f"{device.name}.count")
            seen.truth[f"{device.name}.count"] = count
            earths += count
        elif device.kind == "protection_relay" and evidence.known(f"{device.name}.tripped"):
            seen.values[f"relay.{device.name}.tripped"] = 1.0
    seen.inputs["earth.count"] = earths
    evidence.assume("sound")


def _timer(site: Site, signal: str) -> str:
    """The input that blocks timed-sequence closing at the side that `signal` names."""
    device, _, side = signal.partition(".timer_")
    position = f"{device}.position"
    utility_is_a = any(
        one.signal == position and one.from_bus == site.network.utility_bus
        for one in site.network.switches
    )
    end = "a" if (side == "utility") == utility_is_a else "b"
    return f"switch.{switch_of(site, position)}.timer_{end}_blocked"


def _of_kind(site: Site, evidence: Evidence, kind: str, what: str) -> Value | None:
    names = (f"{device.name}.{what}" for device in site.devices.values() if device.kind == kind)
    name = next(names, None)
    if name is None:
        return None
    value = evidence.known(name)
    if value is None:
        evidence.assume("setting", label=evidence.picture.label(name))
    return value


def _number_of_kind(
    site: Site, evidence: Evidence, kind: str, what: str, otherwise: float
) -> float:
    value = _of_kind(site, evidence, kind, what)
    return otherwise if value is None or isinstance(value, str) else float(value)
