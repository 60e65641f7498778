"""Every kind of device that a site file can name."""

from __future__ import annotations

from collections.abc import Mapping

from devices.kinds import (
    battery_inverter,
    boundary_switch,
    breaker,
    car_share,
    clock,
    cubicle_switch,
    diesel_generator,
    display_monitor,
    earth_switch,
    emergency_socket,
    ev,
    ev_charger,
    evt,
    external_inlet,
    grid_connection,
    island,
    load_block,
    load_circuit,
    load_feeder,
    lv_breaker,
    meter,
    pcs_outlet,
    permits,
    portable_generator,
    premises_switch,
    protection_relay,
    pv_inverter,
    pv_pcs,
    regulating_load,
    synchronism_relay,
    telephone,
    transfer_switch,
    utility_supply,
    v2h,
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
        utility_supply,
        premises_switch,
        cubicle_switch,
        lv_breaker,
        transfer_switch,
        external_inlet,
        load_feeder,
        load_circuit,
        pv_pcs,
        pcs_outlet,
        emergency_socket,
        v2h,
        diesel_generator,
        portable_generator,
        synchronism_relay,
        display_monitor,
        telephone,
    )
}

__all__ = ["KINDS", "Kind"]
