"""What is measured where: every measured signal of the site as a place in the simulator's outputs.

Most points are one output times a scale, and are gathered in one numpy operation; the rest are
small functions of outputs and truth. Noise-free: what the meters of a rehearsal say is so.
"""

from __future__ import annotations

import math

import numpy as np

from devices.signals import Value
from devices.simulated.board_points import (
    PV_STATES,
    Outlets,
    add_display,
    add_feeding_car,
    add_generator,
    add_lever,
    add_load,
    add_outlet,
    add_pcs,
    add_synchronism,
)
from devices.simulated.gather import Outputs, Points
from devices.simulated.names import bus_name, car_at, switch_of
from devices.simulated.truth import Truth
from devices.site import parameters as known
from devices.site.site import Device, Site

OPEN_CLOSED = ("open", "closed")
CUT_OUT = ("disconnected", "connected")
OFF_ON = ("off", "on")
NO_YES = (False, True)
TRIP_CAUSES = (
    "none", "undervoltage", "overvoltage", "overfrequency", "underfrequency", "overcurrent",
    "zero_sequence", "anti_islanding", "grid_lost", "battery_empty", "start_failed",
    "emergency_stop", "out_of_phase", "aux_failed", "inject", "vector_shift", "relay",
    "ups_empty", "over_temperature", "reverse_power", "rocof", "out_of_fuel", "no_sun",
)  # fmt: skip
FORMING = 2
LOADS = (known.BlockParameters, known.RegulatingLoadParameters, known.SocketParameters)


def points_of(site: Site, outlets: Outlets) -> Points:
    """Return where every measured signal of `site` is found in the outputs of its simulator."""
    points = Points()
    add_kind = {
        "grid_connection": _grid,
        "utility_supply": _grid,
        "boundary_switch": _boundary,
        "premises_switch": _premises_switch,
        "breaker": _breaker,
        "battery_inverter": _battery,
        "protection_relay": _relay,
        "evt": _evt,
        "pv_inverter": _pv,
        "regulating_load": _server,
        "ev_charger": _charger,
        "load_block": _block,
        "load_feeder": _block,
        "load_circuit": add_load,
        "emergency_socket": add_load,
        "lv_breaker": add_lever,
        "pv_pcs": add_pcs,
        "display_monitor": add_display,
        "pcs_outlet": add_outlet,
        "v2h": add_feeding_car,
        "diesel_generator": add_generator,
        "portable_generator": add_generator,
        "synchronism_relay": add_synchronism,
        "meter": _meter,
        "island": _island,
    }
    for device in site.devices.values():
        if device.kind in add_kind and not device.planned:
            add_kind[device.kind](points, site, device.name, outlets)
    _live_segments(points, site, outlets)
    return points


# --- the utility side ---------------------------------------------------------------------------


def _bus(site: Site, outlets: Outlets, bus: str, what: str) -> int:
    return outlets.index(f"bus.{bus_name(bus)}.{what}")


def _kv(site: Site, bus: str) -> float:
    return next(one.v_kv for one in site.network.buses if one.name == bus)


def _grid(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    bus = site.network.grid.bus
    points.one(f"{name}.v_kv", _bus(site, outlets, bus, "v_pu"), _kv(site, bus))
    _frequency(points, f"{name}.f_hz", site, bus, outlets)


def _frequency(points: Points, signal: str, site: Site, bus: str, outlets: Outlets) -> None:
    """A dead bus has no frequency; its meter shows 0.0 Hz."""
    f, v = _bus(site, outlets, bus, "f_hz"), _bus(site, outlets, bus, "v_pu")
    points.gated.append((signal, f, v))


def _position(points: Points, site: Site, signal: str, outlets: Outlets) -> bool:
    switch = switch_of(site, signal)
    if switch is not None:
        words = CUT_OUT if signal.endswith(".transformer") else OPEN_CLOSED
        points.one(signal, outlets.index(f"switch.{switch}.closed"), 1.0, words)
    return switch is not None


def _boundary(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    switch = switch_of(site, f"{name}.position")
    for what in ("dv_pu", "angle_deg", "slip_hz"):
        points.one(f"{name}.{what}", outlets.index(f"switch.{switch}.{what}"))


def _premises_switch(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    _position(points, site, f"{name}.position", outlets)
    _boundary(points, site, name, outlets)


def _breaker(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    _position(points, site, f"{name}.position", outlets)


# --- sources ------------------------------------------------------------------------------------


def _battery(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    own = site.devices[name].parameters
    if not isinstance(own, known.BatteryParameters):
        raise ValueError(f"{site.name}: {name} has no battery parameters")

    def at(what: str) -> int:
        return outlets.index(f"{name}.{what}")

    points.one(f"{name}.soc_pct", at("soc_estimate"), 100.0)
    points.one(f"{name}.energy_kwh", at("soc_estimate"), own.energy_kwh)
    for what in ("p_kw", "q_kvar", "p_max_kw", "p_min_kw"):
        points.one(f"{name}.{what}", at(what))
    bus = site.network.bus_of(name)
    points.one(f"{name}.v_kv", _bus(site, outlets, bus, "v_pu"), _kv(site, bus))
    points.one(f"{name}.temp_c", at("cell_temperature_c"))
    points.one(f"{name}.anti_islanding", at("anti_islanding"), 1.0, OFF_ON)
    points.one(f"{name}.secondary", at("secondary_enabled"), 1.0, ("off", "on", "on"))
    points.one(f"{name}.trip_cause", at("cause"), 1.0, TRIP_CAUSES)
    points.one(f"{name}.aux_ok", at("aux_failed"), 1.0, (True, False))
    points.one(f"{name}.ups_h", at("ups_kwh"), 1.0 / max(own.auxiliary_kw, 0.01))
    p, q = at("p_kw"), at("q_kvar")
    mode, state = f"{name}.mode", f"{name}.standby"
    at_state, at_mode = at("state"), at("mode")

    def load_pct(outputs: Outputs, truth: Truth) -> Value:
        return 100.0 * math.hypot(float(outputs[p]), float(outputs[q])) / own.rated_kw

    def state_word(outputs: Outputs, truth: Truth) -> Value:
        number = int(outputs[at_state])
        if number == 0:
            return "standby" if truth[state] else "stopped"
        return ("stopped", "ramping", "running", "running", "tripped")[number]

    def mode_word(outputs: Outputs, truth: Truth) -> Value:
        """The mode that was set; a seamless inverter goes over to forming by itself."""
        return "grid_forming" if int(outputs[at_mode]) == FORMING else truth[mode]

    points.computed += [
        (f"{name}.load_pct", load_pct),
        (f"{name}.state", state_word),
        (mode, mode_word),
        (f"{name}.fire", lambda outputs, truth: truth[f"{name}.fire"]),
    ]
    _frequency(points, f"{name}.f_hz", site, bus, outlets)


def _relay(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    own = site.devices[name].parameters
    group = outlets.index("relay.group")
    points.one(f"{name}.group", group)
    points.one(f"{name}.tripped", outlets.index(f"relay.{name}.tripped"), 1.0, NO_YES)
    armed_groups = (
        {number for number, stages in own.groups.items() if any(s.function == "64" for s in stages)}
        if isinstance(own, known.RelayParameters)
        else set()
    )

    def r64(outputs: Outputs, truth: Truth) -> Value:
        return "armed" if int(outputs[group]) in armed_groups else "off"

    points.computed.append((f"{name}.r64", r64))


def _evt(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    points.one(f"{name}.position", outlets.index("evt.in"), 1.0, ("out", "in"))


def _pv(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))
    points.one(f"{name}.available_kw", outlets.index(f"{name}.available_kw"))
    points.one(f"{name}.wait_s", outlets.index(f"{name}.wait_s"))
    points.one(f"{name}.limit_pct", outlets.index(f"{name}.limit_pu"), 100.0)
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, PV_STATES)
    if not _position(points, site, f"{name}.position", outlets):
        points.one(f"{name}.position", outlets.index(f"{name}.enabled"), 1.0, OPEN_CLOSED)


# --- loads and meters ---------------------------------------------------------------------------


def _server(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))
    points.one(f"{name}.set_kw", outlets.index(f"{name}.set_kw"))
    _position(points, site, f"{name}.position", outlets)


def _charger(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    car = car_at(site, name)
    if car is None:
        return  # nobody's charger: there is nothing to measure
    points.one(f"{name}.p_kw", outlets.index(f"{car}.p_kw"))
    points.one(f"{name}.plugged", outlets.index(f"{car}.present"), 1.0, NO_YES)
    _position(points, site, f"{name}.position", outlets)


def _block(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))
    _position(points, site, f"{name}.position", outlets)
    _position(points, site, f"{name}.transformer", outlets)


def _power_of(site: Site, device: Device, outlets: Outlets) -> tuple[int, float]:
    """Where the power that flows to `device` stands, and its sign as a load."""
    if isinstance(device.parameters, LOADS):
        return outlets.index(f"{device.name}.p_kw"), 1.0
    if device.kind == "ev_charger":
        return outlets.index(f"{car_at(site, device.name)}.p_kw"), -1.0
    return outlets.index(f"{device.name}.p_kw"), -1.0


def _meter(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    own = site.devices[name].parameters
    if not isinstance(own, known.MeterParameters):
        raise ValueError(f"{site.name}: meter {name} does not say what it measures")
    place, sign = _power_of(site, site.devices[own.of], outlets)
    points.one(f"{name}.p_kw", place, sign)
    bus = site.network.bus_of(name)
    points.one(f"{name}.v_v", _bus(site, outlets, bus, "v_pu"), 1000.0 * _kv(site, bus))


# --- the section itself -------------------------------------------------------------------------


def _island(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    bus = site.network.section_bus
    points.one(f"{name}.v_kv", _bus(site, outlets, bus, "v_pu"), _kv(site, bus))
    points.one(f"{name}.v0_pct", outlets.index("v0_pct"))
    points.one(f"{name}.unbalance_pct", outlets.index("unbalance_pct"))
    points.one(f"{name}.unserved_kwh", outlets.index("energy.unserved_kwh"))
    _frequency(points, f"{name}.f_hz", site, bus, outlets)
    buses = site.network.section_buses()
    fed = {one.device for one in site.network.connections if one.bus in buses}
    loads = np.array(
        [
            outlets.index(f"{device.name}.p_kw")
            for device in site.devices.values()
            if isinstance(device.parameters, LOADS) and not device.planned and device.name in fed
        ],
        dtype=np.intp,
    )
    points.computed.append((f"{name}.load_kw", lambda o, truth: float(o[loads].sum())))


def _live_segments(points: Points, site: Site, outlets: Outlets) -> None:
    """`live.<segment>`: dead, or live from the utility, or from the island."""
    utility = bus_name(site.network.grid.bus)
    points.utility_island = outlets.index(f"bus.{utility}.island")
    points.grid_live = outlets.index("grid.live")
    for segment in site.network.segments:
        v = _bus(site, outlets, segment.bus, "v_pu")
        island = _bus(site, outlets, segment.bus, "island")
        points.live.append((f"live.{segment.name}", v, island))
