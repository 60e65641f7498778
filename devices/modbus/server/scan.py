"""What the plant measured at one moment, for every unit to show."""

from __future__ import annotations

from collections.abc import Mapping

from devices.plant import Plant
from devices.signals import Reading, Value


class Scan:
    """The newest readings of a plant and how often they were taken: the heartbeat of its devices.

    Whoever reads several registers reads them all of one scan.
    """

    def __init__(self, plant: Plant) -> None:
        self._plant = plant
        self._readings: Mapping[str, Reading] = {}
        self.telling: frozenset[str] = frozenset()  # the devices that something is known of
        self.number = 0
        self.take()

    def take(self) -> None:
        """Look at the plant now."""
        self._readings = self._plant.readings()
        self.telling = frozenset(name.partition(".")[0] for name in self._readings)
        self.number += 1

    def values_of(self, device: str) -> Mapping[str, Value | None]:
        """What is known of the signals of `device`, by suffix."""
        start = f"{device}."
        return {
            name[len(start) :]: reading.known
            for name, reading in self._readings.items()
            if name.startswith(start)
        }
