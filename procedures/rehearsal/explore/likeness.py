"""Whether two sittings stand alike: what is switched, set, locked and noted, not what flows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from devices.simulated.truth import DEAF
from procedures.rehearsal.explore.stand import Stand

# What runs on by itself, and whose hand hung a tag: no difference that matters.
_RUNS_ON = ("arrives_s", "used_kwh", "feeds_kw", "owners", "going_to", "place")
_OF_BATTERIES = ("mode", "state", "anti_islanding", "secondary_enabled", "emergency_stop")
_OF_SWITCHES = ("closed", "stuck", "locked_out")
_OF_ALL = ("relay.group", "evt.in", "earth.count", "grid.live", "grid.reclose_blocked")


class Likeness:
    """Takes the likeness of a sitting of one site."""

    def __init__(self, stand: Stand) -> None:
        site, known = stand.site, set(stand.plant.simulator.names())
        names = list(_OF_ALL)
        for device in site.devices.values():
            if device.kind == "battery_inverter":
                names += (f"{device.name}.{what}" for what in _OF_BATTERIES)
            if device.kind == "pv_inverter":
                names += (f"{device.name}.enabled", f"{device.name}.limit_pu")
        for switch in site.network.switches:
            names += (f"switch.sw:{switch.name}.{what}" for what in _OF_SWITCHES)
        self._names = tuple(name for name in names if name in known)

    def of(self, stand: Stand, beside: Iterable[str] = ()) -> str:
        """A digest; beside: what else makes a difference, as lies that nobody has found out."""
        facts = {
            name: value
            for name, value in stand.plant.field.truth.items()
            if not name.endswith(_RUNS_ON) and (name != DEAF or value)
        }
        board = {
            name: value
            for name, value in stand.board().items()
            if not isinstance(value, float) and not name.endswith(_RUNS_ON)
        }
        numbers = [round(stand.plant.simulator.get(name), 3) for name in self._names]
        text = json.dumps([facts, board, numbers, sorted(beside)], sort_keys=True, default=str)
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
