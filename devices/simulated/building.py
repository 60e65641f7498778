"""What feeds and switches a building by itself, as the simulator's parameters."""

from __future__ import annotations

import sim
from devices.simulated.names import bus_name, contacts_of, switch_named, those_with
from devices.simulated.start import StartState
from devices.site import parameters as known
from devices.site.site import Device, Site

ENGINE_DAMPING = 10.0  # damper windings of a small alternator [K]


def transfer_switches(site: Site) -> tuple[sim.TransferSwitch, ...]:
    """Return the manual transfer switches: a the utility's side, b the external one."""
    return tuple(_transfer(site, *one) for one in those_with(site, known.TransferParameters))


def _transfer(site: Site, device: Device, own: known.TransferParameters) -> sim.TransferSwitch:
    utility, external = contacts_of(site, device.name)
    return sim.TransferSwitch(
        name=device.name,
        bus=bus_name(utility.to_bus),
        bus_a=bus_name(utility.from_bus),
        bus_b=bus_name(external.from_bus),
        position0="a",
        break_s=own.break_s,
    )


def outlets(site: Site) -> tuple[sim.PcsOutlet, ...]:
    """Return the self-sustained outputs of the PV power conditioners."""
    return tuple(
        sim.PcsOutlet(
            name=device.name,
            bus=bus_name(site.network.bus_of(device.name)),
            photovoltaic=own.photovoltaic,
            p_max_kw=own.rated_kw,
        )
        for device, own in those_with(site, known.OutletParameters)
    )


def feeding_cars(site: Site, start: StartState) -> tuple[sim.Vehicle, ...]:
    """Return the cars that feed a building through V2H or an external feeder."""
    return tuple(
        sim.Vehicle(
            name=device.name,
            bus=bus_name(site.network.bus_of(device.name)),
            energy_kwh=own.energy_kwh,
            soc0=start.ev_soc_pct / 100.0,
            p_max_kw=own.rated_kw,
            round_trip=own.round_trip_pct / 100.0,
            present=start.ev_place == "base",
            reserve=own.reserve_pct / 100.0,
            kwh_per_km=own.consumption_kwh_per_km,
        )
        for device, own in those_with(site, known.VehicleSupplyParameters)
    )


def generators(site: Site) -> tuple[sim.DieselGenerator, ...]:
    """Return the engines with their alternators, stopped and with a full tank."""
    return tuple(
        sim.DieselGenerator(
            name=device.name,
            bus=bus_name(site.network.bus_of(device.name)),
            s_kva=own.rated_kva,
            damping=ENGINE_DAMPING,
            droop=own.droop_pu,
            xd_pu=own.reactance_pu,
            start_s=own.start_s,
            fuel_l=own.fuel_l,
            idle_l_per_h=own.idle_l_per_h,
            l_per_kwh=own.l_per_kwh,
        )
        for device, own in those_with(site, known.GeneratorParameters)
    )


def synchronism_relays(site: Site) -> tuple[sim.SynchronismRelay, ...]:
    """Return the relays that close a boundary in synchronism."""
    return tuple(
        sim.SynchronismRelay(
            name=device.name,
            switch=switch_named(f"{own.switch}.position"),
            dv_pu=own.dv_pu,
            slip_hz=own.slip_hz,
            angle_deg=own.angle_deg,
            hold_s=own.hold_s,
            breaker_s=_operating_s(site.devices[own.switch]),
            inverter=own.steers,
        )
        for device, own in those_with(site, known.SynchronismParameters)
    )


def _operating_s(device: Device) -> float:
    own = device.parameters
    if isinstance(own, known.BreakerParameters | known.PremisesParameters):
        return own.operating_s
    return 0.0
