"""A site file becomes a simulator: every element of `site.network` with its device's parameters."""

from __future__ import annotations

import sim
from devices.simulated.building import (
    feeding_cars,
    generators,
    outlets,
    synchronism_relays,
    transfer_switches,
)
from devices.simulated.days import SUN, Days
from devices.simulated.names import bus_name, cars_and_chargers, simulated_switch, those_with
from devices.simulated.protection import earth_fault, relay, shedding
from devices.simulated.pumps import rest_without_motor
from devices.simulated.start import StartState
from devices.simulated.switches import switches
from devices.site import parameters as known
from devices.site.site import Device, Site

LOW_VOLTAGE_BASE_V = 202.0  # the base of Japanese PCS settings


def build(site: Site, start: StartState, days: Days) -> sim.MicrogridParameters:
    """Return the simulator's parameters of `site` as it stands at `start`, with its `days`.

    Elements are named by device id (`bess`, `pv`, `b1`, the utility is `grid`), switches by
    `switch_of`, buses by `bus_name`. Raises ValueError when a relay has no inverter to trip.
    """
    network = site.network
    return sim.MicrogridParameters(
        f_nominal_hz=site.f_nominal_hz,
        buses=tuple(sim.Bus(bus_name(bus.name), bus.v_kv) for bus in network.buses),
        lines=_lines(site),
        transformers=tuple(
            sim.Transformer(
                name=one.name,
                hv_bus=bus_name(one.primary_bus),
                lv_bus=bus_name(one.secondary_bus),
                s_kva=one.kva,
                r_pu=one.r_pu,
                x_pu=one.x_pu,
                inrush_pu=one.inrush_x,
                inrush_tau_s=one.inrush_tau_s,
            )
            for one in network.transformers
        ),
        switches=switches(site, start),
        grids=(_grid(site, start),),
        inverters=tuple(
            _battery(site, start, *one) for one in those_with(site, known.BatteryParameters)
        ),
        photovoltaics=tuple(_pv(site, start, *d) for d in those_with(site, known.PvParameters)),
        loads=(
            *(_load(site, *d) for d in those_with(site, known.BlockParameters)),
            *(_socket(site, device) for device, _ in those_with(site, known.SocketParameters)),
        ),
        regulating_loads=tuple(
            sim.RegulatingLoad(
                device.name, bus_name(network.bus_of(device.name)), own.rated_kw, own.ramp_kw_per_s
            )
            for device, own in those_with(site, known.RegulatingLoadParameters)
        ),
        vehicles=(*_vehicles(site, start), *feeding_cars(site, start)),
        machines=generators(site),
        transfer_switches=transfer_switches(site),
        outlets=outlets(site),
        synchronism_relays=synchronism_relays(site),
        relays=tuple(relay(site, *d) for d in those_with(site, known.RelayParameters)),
        shedding=shedding(site),
        profiles=days.profiles(site),
        earth_fault=earth_fault(site, start),
        irradiance_profile=SUN,
        start_s=start.clock_s,
        ambient_c=start.temperature_c,
    )


# --- network ------------------------------------------------------------------------------------


def _lines(site: Site) -> tuple[sim.Line, ...]:
    return tuple(
        sim.Line(
            name=line.name,
            from_bus=bus_name(line.from_bus),
            to_bus=bus_name(line.to_bus),
            r_ohm=line.r_ohm_per_km * line.length_m / 1000.0,
            x_ohm=line.x_ohm_per_km * line.length_m / 1000.0,
            c_nf_per_phase=line.c_nf_per_km * line.length_m / 1000.0,
        )
        for line in site.network.lines
    )


def _grid(site: Site, start: StartState) -> sim.GridSource:
    source = site.network.grid
    feeder = (own for _, own in those_with(site, known.GridParameters))
    own = next(feeder, known.GridParameters())
    return sim.GridSource(
        name="grid",
        bus=bus_name(source.bus),
        v_pu=start.grid_v_pu * source.v_kv / _nominal_kv(site, source.bus),
        f_hz=source.f_hz,
        r_ohm=source.r_ohm,
        x_ohm=source.x_ohm,
        live=start.grid_live,
        reclose_s=own.reclose_s,
        trip_current_a=own.overcurrent_a,
        trip_delay_s=own.overcurrent_s,
    )


def _nominal_kv(site: Site, bus: str) -> float:
    return next(one.v_kv for one in site.network.buses if one.name == bus)


# --- sources ------------------------------------------------------------------------------------


def _battery(
    site: Site, start: StartState, device: Device, own: known.BatteryParameters
) -> sim.BatteryInverter:
    stop, cold = own.charge_stop_soc_pct / 100.0, own.cold_charge_stop_c
    battery = sim.Battery(
        energy_kwh=own.energy_kwh,
        soc0=start.soc_pct / 100.0,
        temperature0_c=start.temperature_c,
        loss_p0_kw=own.loss_p0_kw,
        loss_a_discharge=own.loss_a,
        loss_a_charge=own.loss_a,
        loss_b=own.loss_b,
        aux_kw=own.auxiliary_kw,
        ups_kwh=own.ups_h * own.auxiliary_kw,
        p_min_over_soc=((stop - 0.02, -1.0), (stop, 0.0)),
        p_min_over_temperature=(
            (cold, 0.0),
            (cold + 5.0, -0.2),
            (cold + 15.0, -1.0),
            (45.0, -1.0),
            (55.0, 0.0),
        ),
        soc_estimate_error=start.soc_error_pct / 100.0,
    )
    boundary = site.network.boundary
    forming = own.portable or start.bess_mode == "grid_forming"
    following = start.bess_running and not forming
    return sim.BatteryInverter(
        name=device.name,
        bus=bus_name(site.network.bus_of(device.name)),
        s_kva=own.rated_kw,
        battery=battery,
        mp=own.droop_p_pu,
        mq=own.droop_q_pu,
        xl_pu=own.coupling_x_pu,
        rl_pu=own.coupling_r_pu,
        imax_pu=own.current_limit_pu,
        ramp_s=own.black_start_ramp_s,
        secondary_ts_s=own.secondary_time_s,
        secondary_enable_switch=simulated_switch(site, boundary) if boundary else None,
        ramp_kw_per_s=own.power_ramp_pu_per_s * own.rated_kw,
        seamless=own.seamless,
        mode0="standby" if forming else "grid_following" if following else "stopped",
        p_set0_kw=start.bess_p_kw if following else 0.0,
    )


def _pv(site: Site, start: StartState, device: Device, own: known.PvParameters) -> sim.Photovoltaic:
    return sim.Photovoltaic(
        name=device.name,
        bus=bus_name(site.network.bus_of(device.name)),
        p_rated_kw=own.rated_kw,
        personality="japan_60" if site.f_nominal_hz > 55.0 else "japan_50",
        profile=f"{SUN}:{device.name}",
        wait_s=own.wait_s if own.returns_as != "manual" else 1e9,
        return_step=own.returns_as != "ramp",
        undervoltage=((own.uv_v / LOW_VOLTAGE_BASE_V, own.trip_s),),
        overvoltage=((own.ov_v / LOW_VOLTAGE_BASE_V, own.trip_s),),
        overfrequency_hz=((own.of_hz, own.trip_s),),
        underfrequency_hz=((own.uf_hz, own.trip_s),),
        running0=start.pv_running and start.grid_live and start.k12_closed,
    )


# --- loads --------------------------------------------------------------------------------------


def _load(site: Site, device: Device, own: known.BlockParameters) -> sim.Load:
    return sim.Load(
        name=device.name,
        bus=bus_name(site.network.bus_of(device.name)),
        p_kw=rest_without_motor(own)[1],
        power_factor=own.power_factor,
        cold_factor=own.cold_factor,
        cold_hold_s=own.cold_hold_s,
        cold_tau_s=max(1.0, own.cold_tau_s),
        motor=sim.Motor(own.motor_kw) if own.motor_kw > 0.0 else None,
        profile=f"day:{device.name}",
    )


def _socket(site: Site, device: Device) -> sim.Load:
    """What is plugged in is a load of 1 kW times what people plug in."""
    return sim.Load(
        name=device.name,
        bus=bus_name(site.network.bus_of(device.name)),
        p_kw=1.0,
        power_factor=1.0,
        cold_factor=1.0,
    )


def _vehicles(site: Site, start: StartState) -> tuple[sim.Vehicle, ...]:
    """Each car at its charger; a charger alone has nothing to simulate."""
    return tuple(
        sim.Vehicle(
            name=car.name,
            bus=bus_name(site.network.bus_of(charger.name)),
            energy_kwh=own.energy_kwh,
            soc0=start.ev_soc_pct / 100.0,
            p_max_kw=plug.rated_kw,
            round_trip=plug.round_trip_pct / 100.0,
            present=start.ev_place == "base",
            kwh_per_km=own.consumption_kwh_per_km,
        )
        for car, charger in cars_and_chargers(site)
        if isinstance(own := car.parameters, known.VehicleParameters)
        and isinstance(plug := charger.parameters, known.ChargerParameters)
    )
