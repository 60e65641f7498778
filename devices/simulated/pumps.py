"""Motors that run in working hours: between these hours somebody switches them on and off."""

from __future__ import annotations

import math

from devices.simulated.truth import Truth, World
from devices.site.parameters import BlockParameters
from devices.site.site import Site

FROM_HOUR, TO_HOUR = 8.0, 16.0  # [P]
RUNNING_SHARE = 0.98  # power that a running pump draws, of its rating
HOURS_A_DAY = 24.0


def rest_without_motor(own: BlockParameters) -> tuple[float, float]:
    """Average and peak in kW of what a block draws besides its motor."""
    running_kw = RUNNING_SHARE * own.motor_kw
    average_kw = own.average_kw - running_kw * (TO_HOUR - FROM_HOUR) / HOURS_A_DAY
    return max(0.1 * own.average_kw, average_kw), max(0.2 * own.peak_kw, own.peak_kw - running_kw)


class Pumps:
    """The motors of one site's blocks, enabled from hour to hour."""

    def __init__(self, site: Site, world: World, truth: Truth, start_s: float) -> None:
        self._world = world
        self._truth = truth
        self._start_s = start_s
        self._blocks = [
            device.name
            for device in site.devices.values()
            if isinstance(device.parameters, BlockParameters) and device.parameters.motor_kw > 0.0
        ]
        self.next_s = 0.0
        self.follow()

    def follow(self) -> None:
        """Enable or stop every motor as the hour says; `next_s` tells when to come again."""
        hour = ((self._start_s + self._world.t_s) / 3600.0) % HOURS_A_DAY
        for block in self._blocks:
            working = FROM_HOUR <= hour < TO_HOUR and not self._truth.get(f"{block}.big_loads_off")
            wanted = 1.0 if working else 0.0
            if self._world.get(f"{block}.motor_enabled") != wanted:
                self._world.set(f"{block}.motor_enabled", wanted)
        to_next_h = math.floor(hour) + 1.0 - hour
        self.next_s = self._world.t_s + 3600.0 * to_next_h
