"""How long until each fault of a device is seen, and until the device is back after it.

All kinds at once, each at a device of its own; the others must not notice anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from devices.modbus.plant import LivePlant
from devices.picture import Picture
from devices.signals import Quality
from devices.site import Site

FAULTS: Mapping[str, str] = {
    "silence": "bess",
    "delay 3": "pv",
    "exception 4": "evc",
    "wrong_unit": "b1",
    "short_reply": "b2",
    "stale_values": "b3",
    "drop": "b4",
    "half_frame": "m1",
}
STAYS_S = (4.0, 4.7, 5.4)  # how long a fault is left after it was seen, round by round
TOO_LONG_S = 30.0
LOOK_S = 0.02

Ask = Callable[[str], object]


@dataclass(frozen=True)
class FaultTimes:
    """Longest times over the rounds, in s, by kind of fault; others: devices that suffered too."""

    notice_s: Mapping[str, float]
    recover_s: Mapping[str, float]
    others: tuple[str, ...]


class Watch:
    """The picture of a live plant, as the console has it, looked at again and again."""

    def __init__(self, site: Site, plant: LivePlant, time_s: Callable[[], float]) -> None:
        self._plant = plant
        self._time_s = time_s
        self._picture = Picture(site)
        self._of = {
            device: [name for name in plant.readings() if name.startswith(f"{device}.")]
            for device in site.connections.devices
        }
        self.suffered: set[str] = set()

    def good(self) -> dict[str, bool | None]:
        """Of each device: all its readings are good (True), none (False), or some (None)."""
        self._plant.advance(self._time_s())
        self._picture.update(self._plant.readings(), self._plant.now_s)
        found: dict[str, bool | None] = {}
        for device, names in self._of.items():
            good = [self._picture.reading(name).quality is Quality.GOOD for name in names]
            found[device] = True if all(good) else None if any(good) else False
            if not all(good) and device not in FAULTS.values():
                self.suffered.add(device)
        return found

    def until(self, state: bool) -> dict[str, float]:
        """Seconds from now until each faulty device is in `state`, TOO_LONG_S if never."""
        begun_s = time.monotonic()
        reached: dict[str, float] = {}
        while len(reached) < len(FAULTS) and time.monotonic() - begun_s < TOO_LONG_S:
            now = self.good()
            for device in FAULTS.values():
                if now[device] is state:
                    reached.setdefault(device, time.monotonic() - begun_s)
            time.sleep(LOOK_S)
        return {kind: reached.get(device, TOO_LONG_S) for kind, device in FAULTS.items()}


def measure(site: Site, plant: LivePlant, time_s: Callable[[], float], ask: Ask) -> FaultTimes:
    """Break, wait, mend, wait; once for each of STAYS_S. time_s: the plant time."""
    watch = Watch(site, plant, time_s)
    watch.until(True)
    watch.suffered.clear()
    notice_s = dict.fromkeys(FAULTS, 0.0)
    recover_s = dict.fromkeys(FAULTS, 0.0)
    for stays_s in STAYS_S:
        for kind, device in FAULTS.items():
            ask(f"fault {device} {kind}")
        _lengthen(notice_s, watch.until(False))
        stays_until_s = time.monotonic() + stays_s
        while time.monotonic() < stays_until_s:
            watch.good()
            time.sleep(LOOK_S)
        ask("clear")
        _lengthen(recover_s, watch.until(True))
    return FaultTimes(notice_s, recover_s, tuple(sorted(watch.suffered)))


def _lengthen(longest: dict[str, float], newest: Mapping[str, float]) -> None:
    for kind, seconds in newest.items():
        longest[kind] = max(longest[kind], seconds)
