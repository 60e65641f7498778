"""What the loads and cars of a real plant draw: as measured, else as people usually do."""

from __future__ import annotations

from devices.phrases import listed
from devices.simulated.evidence import Evidence
from devices.simulated.names import cars_and_chargers, switch_named, those_with
from devices.simulated.pumps import FROM_HOUR, RUNNING_SHARE, TO_HOUR, rest_without_motor
from devices.simulated.seen import Seen
from devices.site import parameters as known
from devices.site.site import Device, Site
from devices.words import Words

_Z, _I, _P = 0.4, 0.3, 0.3  # of a load, as the simulator's own [K]


def see_loads(site: Site, evidence: Evidence, seen: Seen, v_pu: float | None) -> None:
    """What is fed draws what is measured; the rest would draw what people usually do, and cold.

    v_pu: the section's voltage per unit of nominal; None where it is dead.
    """
    unfed: list[Words] = []
    unmeasured: list[Words] = []
    for device, own in those_with(site, known.BlockParameters):
        fed = v_pu is not None and all(
            seen.closed[switch_named(one.name)]
            for one in site.network.switches
            if one.signal.startswith(f"{device.name}.")
        )
        p_kw = evidence.number(f"{device.name}.p_kw") if fed else None
        if p_kw is not None and v_pu is not None:
            _see_demand(device, own, p_kw / _by_voltage(v_pu), evidence, seen)
        else:
            (unmeasured if fed else unfed).append(device.short)
    if unfed:
        evidence.assume("unfed", devices=listed(unfed))
    if unmeasured:
        evidence.assume("unmeasured", devices=listed(unmeasured))
    for device, server in those_with(site, known.RegulatingLoadParameters):
        p_kw = evidence.number(f"{device.name}.p_kw") or 0.0
        set_kw = evidence.number(f"{device.name}.set_kw")
        seen.inputs[f"{device.name}.set_kw"] = p_kw if set_kw is None else set_kw
        seen.values[f"{device.name}.demand_kw"] = min(p_kw, server.rated_kw)
    for device, _ in those_with(site, known.SocketParameters):
        seen.inputs[f"{device.name}.factor"] = evidence.number(f"{device.name}.p_kw") or 0.0


def _by_voltage(v_pu: float) -> float:
    """What a load draws at `v_pu`, of what it draws at nominal."""
    return _Z * v_pu**2 + _I * v_pu + _P


def _see_demand(
    device: Device, own: known.BlockParameters, p_kw: float, evidence: Evidence, seen: Seen
) -> None:
    """Motor and rest of a block that would draw `p_kw` at nominal voltage."""
    peak_kw = rest_without_motor(own)[1]
    running_kw = RUNNING_SHARE * own.motor_kw
    working = FROM_HOUR <= seen.start.clock_s / 3600.0 < TO_HOUR
    if running_kw > 0.0 and (p_kw < running_kw or not working):
        seen.at_rest.add(device.name)
        running_kw = 0.0
    elif running_kw > 0.0:
        evidence.assume("motor", device=device.short)
    seen.series[f"day:{device.name}"] = max(0.0, p_kw - running_kw) / peak_kw


def see_cars(site: Site, evidence: Evidence, seen: Seen) -> None:
    """Cars at their chargers, charging or feeding as measured."""
    for car, charger in cars_and_chargers(site):
        plugged = evidence.known(f"{charger.name}.plugged")
        present = evidence.known(f"{car.name}.place") == "base" if plugged is None else plugged
        soc_pct = evidence.number(f"{car.name}.soc_pct")
        if soc_pct is None and present:
            evidence.assume("car", device=car.short, soc=f"{seen.start.ev_soc_pct:.0f}")
        elif soc_pct is not None:
            seen.inputs[f"{car.name}.soc"] = max(0.0, min(1.0, soc_pct / 100.0))
        p_kw = evidence.number(f"{charger.name}.p_kw") or 0.0
        seen.inputs[f"{car.name}.present"] = float(bool(present))
        seen.inputs[f"{car.name}.set_kw"] = p_kw
        seen.values[f"{car.name}.p_lag_kw"] = p_kw
