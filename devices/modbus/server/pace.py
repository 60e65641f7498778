"""Plant time of a served plant: it follows the wall clock, stands still, or goes where told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from devices.events import Event
from devices.plant import Plant

TICK_S = 0.05  # of wall time between two scans of the plant
WORK_S = 0.02  # of wall time that the plant may take of each tick; the wire has the rest
FORGIVEN_S = 2.0  # of wall time: what the plant is behind beyond this is given up


class Pace:
    """Moves a plant through its time. speed: plant seconds a wall second.

    after_step: what to do when the plant may have changed, and when a tick has passed.
    """

    def __init__(
        self,
        plant: Plant,
        after_step: Callable[[], None],
        *,
        speed: float = 1.0,
        frozen: bool = False,
        wall_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._plant = plant
        self._after_step = after_step
        self._wall_s = wall_s
        self.speed = speed
        self.frozen = frozen
        self.given_up_s = 0.0  # of plant time that the computer was too slow for
        self._from_wall_s = 0.0
        self._from_plant_s = 0.0
        self._anchor()

    async def run(self) -> None:
        """Keep the pace until cancelled."""
        while True:
            await asyncio.sleep(TICK_S)
            self.tick()

    def tick(self) -> None:
        """Bring the plant to where the wall clock wants it, as far as one tick's work goes."""
        if not self.frozen:
            wanted_s = self._wanted_s()
            self._work_towards(wanted_s)
            behind_s = wanted_s - self._plant.now_s
            if behind_s > FORGIVEN_S * self.speed:
                self.given_up_s += behind_s
                self._anchor()
        self._after_step()

    def go(self, speed: float | None = None) -> None:
        """Let plant time pass, with `speed` if one is given."""
        self.speed = self.speed if speed is None else speed
        self.frozen = False
        self._anchor()

    def freeze(self) -> None:
        """Hold plant time; devices go on answering, and their heartbeats go on."""
        self.frozen = True

    async def until(self, plant_s: float) -> tuple[Event, ...]:
        """Freeze, and step the plant to `plant_s` at once; return what happened on the way."""
        self.freeze()
        events: list[Event] = []
        while self._plant.now_s < plant_s:
            events += self._work_towards(plant_s)
            self._after_step()
            await asyncio.sleep(0)
        return tuple(events)

    def _wanted_s(self) -> float:
        return self._from_plant_s + (self._wall_s() - self._from_wall_s) * self.speed

    def _anchor(self) -> None:
        self._from_wall_s = self._wall_s()
        self._from_plant_s = self._plant.now_s

    def _work_towards(self, plant_s: float) -> list[Event]:
        events: list[Event] = []
        enough_s = self._wall_s() + WORK_S
        while self._plant.now_s < plant_s and self._wall_s() < enough_s:
            events += self._plant.advance(plant_s)
        return events
