"""The air outside, from hour to hour: what the start says, moved by the days that were drawn."""

from __future__ import annotations

import math

from devices.simulated.days import Days
from devices.simulated.truth import World

HOUR_S = 3600.0
AIR = "ambient_c"


class Air:
    """The temperature outside of one plant; whoever changes it meanwhile changes it for good.

    It moves by differences only, at full hours of the clock, so that a plant that was restored or
    forked goes on as the first would have.
    """

    def __init__(self, days: Days, world: World, start_s: float) -> None:
        self._days = days
        self._world = world
        self._start_s = start_s
        self.look()

    def look(self) -> None:
        """Find the next full hour after the present time."""
        clock_s = self._start_s + self._world.t_s
        self.next_s = HOUR_S * (math.floor(clock_s / HOUR_S) + 1.0) - self._start_s

    def follow(self) -> None:
        """Move on over every full hour that has passed."""
        while self._world.t_s >= self.next_s:
            if self._days.air_c is not None:
                after_s = self._start_s + self.next_s
                before_s = max(self._start_s, after_s - HOUR_S)
                change_c = self._days.air_at(after_s) - self._days.air_at(before_s)
                self._world.set(AIR, self._world.get(AIR) + change_c)
            self.next_s += HOUR_S
