"""Relays, load shedding and the earth-fault circuit of a site as the simulator's parameters."""

from __future__ import annotations

import sim
from devices.simulated.names import bus_name, switch_of, those_with
from devices.simulated.start import StartState
from devices.site import parameters as known
from devices.site.site import Device, Site


def earth_fault(site: Site, start: StartState) -> sim.EarthFaultNetwork:
    """Return the zero-sequence circuit of the section: line capacitance and the island's EVT."""
    evt = next((own for _, own in those_with(site, known.EvtParameters)), None)
    section = next((own for _, own in those_with(site, known.IslandParameters)), None)
    lines_nf = sum(one.c_nf_per_km * one.length_m / 1000.0 for one in site.network.lines)
    return sim.EarthFaultNetwork(
        bus=bus_name(site.network.section_bus),
        evt_ohm=evt.resistance_ohm if evt else 10_000.0,
        evt_in=start.evt_in,
        extra_c_nf_per_phase=max(0.0, section.capacitance_nf - lines_nf) if section else 0.0,
    )


def relay(site: Site, device: Device, own: known.RelayParameters) -> sim.Relay:
    """Return the relay, which trips the battery and its breaker; ValueError without a battery."""
    battery = next((one.name for one, _ in those_with(site, known.BatteryParameters)), None)
    breaker = next((one.name for one, _ in those_with(site, known.BreakerParameters)), None)
    if battery is None:
        raise ValueError(f"site {site.name}: relay {device.name} has no battery inverter to trip")
    return sim.Relay(
        name=device.name,
        bus=bus_name(site.network.section_bus),
        groups=(_group(own.groups.get(1, ())), _group(own.groups.get(2, ()))),
        inverter=battery,
        switch=switch_of(site, f"{breaker}.position") if breaker else None,
    )


def _group(stages: tuple[known.Stage, ...]) -> sim.RelayGroup:
    def of(function: str) -> tuple[tuple[float, float], ...]:
        return tuple((one.threshold, one.delay_s) for one in stages if one.function == function)

    return sim.RelayGroup(
        undervoltage=of("27"),
        overvoltage=of("59"),
        overfrequency_hz=of("81O"),
        underfrequency_hz=of("81U"),
        overcurrent=of("50/51"),
        zero_sequence_pct=of("64"),
        undervoltage_blocked_in_ramp=any(s.blocked_in_ramp for s in stages if s.function == "27"),
    )


def shedding(site: Site) -> tuple[sim.UnderfrequencyShed, ...]:
    """Return the under-frequency shedding: low-voltage mains by tier, measured on the section."""
    return tuple(
        sim.UnderfrequencyShed(
            name=f"{device.name}_shedding",
            bus=bus_name(site.network.section_bus),
            stages=tuple((one.f_hz, one.delay_s, _of_tier(site, one.tier)) for one in own.shedding),
        )
        for device, own in those_with(site, known.RelayParameters)
        if own.shedding
    )


def _of_tier(site: Site, tier: str) -> tuple[str, ...]:
    """The low-voltage mains of that tier; chargers and regulating loads count as tier D."""
    names = []
    for device in site.devices.values():
        own = device.parameters
        flexible = isinstance(own, known.RegulatingLoadParameters | known.ChargerParameters)
        if (flexible and tier == "D") or (
            isinstance(own, known.BlockParameters) and own.tier == tier
        ):
            switch = switch_of(site, f"{device.name}.position")
            names += [switch] if switch else []
    return tuple(names)
