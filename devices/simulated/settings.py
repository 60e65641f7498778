"""The settings that the equipment carries when a sitting opens: set-points, groups, timers."""

from __future__ import annotations

import sim
from devices.simulated.names import switch_of
from devices.simulated.orders import MODES
from devices.simulated.start import StartState
from devices.site import parameters as known
from devices.site.site import Site


def apply_settings(site: Site, simulator: sim.Microgrid, start: StartState) -> None:
    """Set every input of `simulator` that `start` says and the parameters do not."""
    simulator.set("relay.group", float(start.relay_group))
    simulator.set("evt.in", 1.0 if start.evt_in else 0.0)
    if not start.k12_closed:
        simulator.set("grid.reclose_blocked", 1.0)
    for device in site.devices.values():
        own, name = device.parameters, device.name
        if device.planned:
            continue
        if isinstance(own, known.BoundaryParameters) and not start.k12_closed:
            switch = switch_of(site, f"{name}.position")
            simulator.set(f"switch.{switch}.timer_a_blocked", 1.0)
            simulator.set(f"switch.{switch}.timer_b_blocked", 1.0)
        elif isinstance(own, known.BatteryParameters):
            simulator.set(
                f"{name}.anti_islanding", float(start.anti_islanding and not own.portable)
            )
            simulator.set(f"{name}.secondary_enabled", 1.0 if start.secondary else 0.0)
            mode = "grid_forming" if own.portable else start.bess_mode
            simulator.set(f"{name}.mode", MODES[mode])
            if start.island_live and mode == "grid_forming" and not own.portable:
                simulator.set(f"{name}.start", 1.0)
        elif isinstance(own, known.RegulatingLoadParameters):
            simulator.set(f"{name}.set_kw", start.server_kw)
        elif isinstance(own, known.SocketParameters):
            simulator.set(f"{name}.factor", 0.0)
        elif isinstance(own, known.PvParameters):
            simulator.set(f"{name}.enabled", 1.0 if start.pv_running else 0.0)
        elif isinstance(own, known.BlockParameters):
            factor = start.load_factor * start.block_factors.get(name, 1.0)
            simulator.set(f"{name}.factor", factor)
