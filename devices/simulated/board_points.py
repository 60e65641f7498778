"""What is measured in buildings: circuits, sockets, PCS and what feeds a board by itself."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from devices.simulated.gather import Points
from devices.simulated.names import switch_of
from devices.site import parameters as known
from devices.site.site import Site

PV_STATES = ("off", "running", "waiting", "tripped")


class Outlets(Protocol):
    """What this needs of the simulator: where a named output stands."""

    def index(self, name: str) -> int: ...  # noqa: D102


def add_load(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The power of a circuit or socket whose breaker nobody measures."""
    points.one(f"{name}.p_kw", outlets.index(f"{name}.p_kw"))


def add_lever(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The ammeter beside a breaker that is worked by hand."""
    switch = switch_of(site, f"{name}.position")
    points.one(f"{name}.i_a", outlets.index(f"switch.{switch}.i_a"))


def add_pcs(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """A PV power conditioner; its breaker is worked by hand."""
    for what in ("p_kw", "available_kw", "wait_s"):
        points.one(f"{name}.{what}", outlets.index(f"{name}.{what}"))
    points.one(f"{name}.state", outlets.index(f"{name}.state"), 1.0, PV_STATES)


def add_display(points: Points, site: Site, name: str, outlets: Outlets) -> None:
    """The display adds up all the solar power of the site."""
    suns = np.array(
        [
            outlets.index(f"{device.name}.p_kw")
            for device in site.devices.values()
            if isinstance(device.parameters, known.PvParameters)
        ],
        dtype=np.intp,
    )
    points.computed.append((f"{name}.p_kw", lambda o, truth: float(o[suns].sum())))
