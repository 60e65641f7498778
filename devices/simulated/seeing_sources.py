"""How batteries and PV of a real plant stand, in balance at what is measured of them."""

from __future__ import annotations

from devices.simulated.board_points import PV_STATES
from devices.simulated.days import SUN
from devices.simulated.evidence import Evidence
from devices.simulated.names import nominal_kv
from devices.simulated.orders import MODES
from devices.simulated.points import TRIP_CAUSES
from devices.simulated.seen import BatterySeen, Seen
from devices.site import parameters as known
from devices.site.site import Device, Site


def see_battery(
    site: Site, device: Device, own: known.BatteryParameters, evidence: Evidence, seen: Seen
) -> None:
    """The inverter in balance at the power, frequency and voltage that are measured."""
    name = device.name
    soc_pct, state = evidence.key_number(f"{name}.soc_pct"), evidence.key(f"{name}.state")
    mode = evidence.key(f"{name}.mode")
    running, forming = state == "running", mode == "grid_forming"
    p_kw = evidence.key_number(f"{name}.p_kw") if running else 0.0
    q_kvar = evidence.number(f"{name}.q_kvar") or 0.0
    evidence.assume("soc", device=device.short)
    if running and forming:
        f_pu = (evidence.number(f"{name}.f_hz") or site.f_nominal_hz) / site.f_nominal_hz
        p_kw += (f_pu - 1.0) / own.droop_p_pu * own.rated_kw
        base_kv = nominal_kv(site, site.network.bus_of(name))
        v_pu = (evidence.number(f"{name}.v_kv") or base_kv) / base_kv
        seen.inputs[f"{name}.v_set_pu"] = v_pu + own.droop_q_pu * q_kvar / own.rated_kw
    elif running:
        seen.inputs[f"{name}.q_set_kvar"] = q_kvar
    at_work = "grid_forming" if forming else "grid_following"
    at_rest = "standby" if forming and state == "standby" else "stopped"
    temperature_c = evidence.number(f"{name}.temp_c")
    if temperature_c is None:
        evidence.assume("temperature", device=device.short)
    seen.batteries[name] = BatterySeen(
        mode0=at_work if running else at_rest,
        p_set_kw=max(-own.rated_kw, min(own.rated_kw, p_kw)),
        soc=max(0.0, min(1.0, soc_pct / 100.0)),
        temperature_c=seen.start.temperature_c if temperature_c is None else temperature_c,
    )
    seen.inputs[f"{name}.mode"] = MODES.get(str(mode), 0.0)
    _see_battery_settings(name, device, own, evidence, seen)
    if state == "tripped":
        cause = evidence.known(f"{name}.trip_cause")
        seen.values[f"{name}.state"] = 4.0
        seen.values[f"{name}.cause"] = float(TRIP_CAUSES.index(str(cause or "none")))
    seen.truth |= {f"{name}.mode": str(mode), f"{name}.standby": state == "standby"}


def _see_battery_settings(
    name: str, device: Device, own: known.BatteryParameters, evidence: Evidence, seen: Seen
) -> None:
    for signal, named in (("anti_islanding", "anti_islanding"), ("secondary", "secondary_enabled")):
        value = evidence.known(f"{name}.{signal}")
        if value is None:
            evidence.assume("setting", label=evidence.picture.label(f"{name}.{signal}"))
        seen.inputs[f"{name}.{named}"] = 1.0 if value in ("on", True) else 0.0
    if evidence.known(f"{name}.aux_ok") is False:
        seen.inputs[f"{name}.aux_failed"] = 1.0
    ups_h = evidence.number(f"{name}.ups_h")
    if ups_h is not None:
        seen.values[f"{name}.ups_kwh"] = ups_h * own.auxiliary_kw


def see_pv(device: Device, own: known.PvParameters, evidence: Evidence, seen: Seen) -> None:
    """A PV plant in its state, with the sun that it has now."""
    name = device.name
    state = evidence.key(f"{name}.state")
    available_kw = evidence.number(f"{name}.available_kw")
    if available_kw is None and state == "running":
        available_kw = evidence.number(f"{name}.p_kw")
    if available_kw is None:
        evidence.assume("sun", device=device.short)
    else:
        evidence.assume("weather")
        seen.series[f"{SUN}:{name}"] = available_kw / own.rated_kw
    limit_pct = evidence.number(f"{name}.limit_pct")
    seen.inputs[f"{name}.limit_pu"] = 1.0 if limit_pct is None else limit_pct / 100.0
    seen.inputs[f"{name}.enabled"] = 0.0 if state == "off" else 1.0
    if state == "running":
        seen.sun_running.add(name)
    elif state in PV_STATES:
        seen.values[f"{name}.state"] = float(PV_STATES.index(str(state)))
        wait_s = evidence.number(f"{name}.wait_s")
        seen.values[f"{name}.wait_s"] = own.wait_s if wait_s is None else wait_s
