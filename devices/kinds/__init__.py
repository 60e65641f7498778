"""Every kind of device that a site file can name."""

from __future__ import annotations

from collections.abc import Mapping

from devices.kinds import (
    battery_inverter,
    boundary_switch,
    breaker,
    car_share,
    clock,
    earth_switch,
    ev,
    ev_charger,
    evt,
    grid_connection,
    island,
    load_block,
    meter,
    permits,
    protection_relay,
    pv_inverter,
    regulating_load,
)
from devices.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        grid_connection,
        boundary_switch,
        earth_switch,
        permits,
        breaker,
        battery_inverter,
        protection_relay,
        evt,
        pv_inverter,
        regulating_load,
        ev_charger,
        ev,
        car_share,
        load_block,
        meter,
        island,
        clock,
    )
}

__all__ = ["KINDS", "Kind"]
