"""What somebody on site tells by telephone: the readings of the local panel, and accidents."""

from __future__ import annotations

from devices.signals import Value
from devices.simulated.names import bus_name
from devices.simulated.truth import Truth, World
from devices.site.site import Site

DEAD_PU = 0.02  # below this a local meter shows no frequency


def heard(site: Site, world: World, truth: Truth, signal: str) -> Value | None:
    """What a person who stands there reads out for `signal`; None for what is no telephone's."""
    device, _, what = signal.partition(".")
    there = site.devices.get(device)
    if there is None or there.kind != "telephone":
        return None
    bus = bus_name(site.network.section_bus)
    v_pu = world.get(f"bus.{bus}.v_pu")
    if what == "v_kv":
        return v_pu * site.v_nominal_kv
    if what == "f_hz":
        return world.get(f"bus.{bus}.f_hz") if v_pu >= DEAD_PU else 0.0
    if what == "soc_pct":
        batteries = (d.name for d in site.devices.values() if d.kind == "battery_inverter")
        return 100.0 * world.get(f"{next(batteries)}.soc")
    return truth[signal]
