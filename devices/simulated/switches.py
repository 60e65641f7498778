"""Switches of a site as the simulator's parameters: pole switches, breakers, levers, cables."""

from __future__ import annotations

import sim
from devices.simulated.names import bus_name, phase_factor, switch_named
from devices.simulated.start import StartState
from devices.site import parameters as known
from devices.site.network import Switch
from devices.site.site import Device, Site


def switches(site: Site, start: StartState) -> tuple[sim.Switch, ...]:
    """Return every switch of the network; a transfer switch is an element of its own."""
    return tuple(
        _switch(site, device, one, start)
        for one in site.network.switches
        if (device := site.devices[one.signal.partition(".")[0]]).kind != "transfer_switch"
    )


def stands_closed(device: Device, switch: Switch, start: StartState) -> bool:
    """Return how `switch` of `device` stands when a sitting opens with `start`."""
    own = device.parameters
    if isinstance(own, known.BoundaryParameters | known.PremisesParameters):
        return start.k12_closed
    if isinstance(own, known.BreakerParameters):
        return start.cb52b_closed
    hand = isinstance(own, known.HandSwitchParameters)
    if switch.signal.endswith(".position") and not hand and not start.blocks_closed:
        return False
    return switch.normally_closed


def _switch(site: Site, device: Device, switch: Switch, start: StartState) -> sim.Switch:
    own = device.parameters
    boundary = own if isinstance(own, known.BoundaryParameters) else None
    remote = own if isinstance(own, known.BreakerParameters | known.PremisesParameters) else None
    guarded = own if isinstance(own, known.HandSwitchParameters | known.BlockParameters) else None
    release = guarded.release if guarded else None
    return sim.Switch(
        name=switch_named(switch.name),
        bus_a=bus_name(switch.from_bus),
        bus_b=bus_name(switch.to_bus),
        closed=stands_closed(device, switch, start),
        operate_s=remote.operating_s if remote else 0.0,
        rated_a=release.rated_a / phase_factor(site, switch.to_bus) if release else 0.0,
        trip_2x_s=release.trip_2x_s if release else 60.0,
        magnetic_x=release.magnetic_x if release else 0.0,
        fuse=release.fuse if release else False,
        main=isinstance(own, known.HandSwitchParameters) and own.main,
        timed_sequence=boundary is not None,
        x_time_s=boundary.timer_x_s if boundary else 7.0,
        y_time_s=boundary.timer_y_s if boundary else 5.0,
    )
