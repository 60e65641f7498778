"""From the registers of one device to readings of its signals."""

from __future__ import annotations

from collections.abc import Mapping

from devices.registers import Image, RegisterMap, decode, read_heartbeat
from devices.signals import Quality, Reading, Signal, Value


class DeviceValues:
    """Decodes polls of one device and watches its heartbeat. signals: of the device, by suffix."""

    def __init__(self, map_: RegisterMap, signals: Mapping[str, Signal]) -> None:
        self._map = map_
        self._signals = {
            point.name: signals[point.name] for point in map_.points if point.name in signals
        }
        self._beat: int | None = None
        self._moved_s = 0.0

    def readings(self, image: Image, sent_s: float) -> dict[str, Reading]:
        """Return a reading of every signal of the map by its full name.

        sent_s: when the oldest request of the poll was sent. As long as the heartbeat stands still
        the readings keep the time at which it last moved, and age. What the device does not have,
        what is not in `image`, and what the site says cannot be, is BAD.
        """
        time_s = self._time_s(image, sent_s)
        readings = {}
        for suffix, decoded in decode(self._map, image).items():
            signal = self._signals.get(suffix)
            if signal is None:
                continue
            value = decoded.value
            if value is None or not fits(signal, value):
                readings[signal.name] = Reading(None, Quality.BAD, time_s)
            else:
                readings[signal.name] = Reading(value, Quality.GOOD, time_s)
        return readings

    def bad(self, time_s: float) -> dict[str, Reading]:
        """Return a BAD reading of every signal of the map."""
        reading = Reading(None, Quality.BAD, time_s)
        return {signal.name: reading for signal in self._signals.values()}

    def _time_s(self, image: Image, sent_s: float) -> float:
        beat = read_heartbeat(self._map, image)
        if self._map.heartbeat is None or (beat is not None and beat != self._beat):
            self._moved_s = sent_s
        self._beat = self._beat if beat is None else beat
        return self._moved_s


def fits(signal: Signal, value: Value) -> bool:
    """Whether `value` is one that `signal` can have, by its bounds, states or kind."""
    if signal.states:
        return value in signal.states
    if signal.is_flag or isinstance(value, bool | str):
        return signal.is_flag and isinstance(value, bool)
    low, high = signal.low, signal.high
    return (low is None or value >= low) and (high is None or value <= high)
