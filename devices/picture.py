"""The picture: everything that is known of the site now, in one place, with its quality.

Conditions of procedures, interlocks and alarms read from here and from nowhere else. A stale or
bad value is unknown (None) to them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from devices import messages
from devices.derived import Derived
from devices.events import Json
from devices.manual import ManualPoints
from devices.signals import (
    Quality,
    Reading,
    Signal,
    Value,
    reading_from_json,
    reading_json,
)
from devices.site.site import Device, Site
from devices.site.sitting import ALARMS, TIME, WEEKEND
from devices.words import Words, same

_SATURDAY = 5
PHASES = ("phase", "phase.name")  # conditions know dotted names only
NOW = "time.now_s"
CLOCK_STEP = "time.step_s"
ANSWERING = "lines.answering"  # how many devices answer; known in a live sitting only


class Picture:
    """Measured, reported and derived readings, site limits, phase and time; a conditions.Lookup.

    `revision` grows with every update; `changed_since(revision, name)` tells who must look again.
    """

    def __init__(self, site: Site, manual: ManualPoints | None = None) -> None:
        self.site = site
        self.now_s = -math.inf
        self.revision = 0
        self._instant = 0  # the first revision of the present plant time
        self._manual = manual
        self._manual_seen = -1
        self._readings: dict[str, Reading] = {}
        self._known: dict[str, Value] = {}
        self._changed: dict[str, int] = {}
        # how old a measured value may become; also says which names the plant may speak of
        self._bounds: dict[str, float] = {
            name: math.inf if signal.stale_after_s is None else signal.stale_after_s
            for name, signal in site.signals.items()
            if not signal.manual
        }
        self._measured: dict[str, None] = {}
        self.derived = Derived(site)
        for name, limit in site.limits.items():
            self._put(f"site.{name}", Reading(limit, Quality.GOOD, 0.0))
        self.set_clock_step(0.0)

    # --- filling it -------------------------------------------------------------------------

    def update(self, readings: Mapping[str, Reading], now_s: float) -> None:
        """Take the plant's newest readings, what people reported since, and derive the rest.

        Cheap for what did not change. Names that the site does not measure are not taken: a plant
        cannot speak for a point that people report.
        """
        self.revision += 1
        if now_s > self.now_s:
            self._instant = self.revision
            self.now_s = now_s
        self._take_measured(readings)
        if len(readings) < len(self._measured):
            self._age_the_others(readings)
        self._take_manual()
        self._known[NOW] = self.now_s
        for name, value in self.derived.compute(self, self.now_s, self._measured):
            quality = Quality.BAD if value is None else Quality.GOOD
            self._put(name, Reading(value, quality, self.now_s))

    def set_phase(self, phase: str) -> None:
        """Declare the operating phase; conditions read it as `phase.name`."""
        self.revision += 1
        for name in PHASES:
            self._put(name, Reading(phase, Quality.GOOD, max(self.now_s, 0.0)))

    def set_clock_step(self, step_s: float) -> None:
        """Say by how much the computer's time of day was set lately, in s; back is negative."""
        if CLOCK_STEP in self.site.signals and self._known.get(CLOCK_STEP) != step_s:
            self.revision += 1
            self._put(CLOCK_STEP, Reading(step_s, Quality.GOOD, max(self.now_s, 0.0)))

    def set_sitting(self, alarms: Sequence[int], clock: datetime) -> None:
        """Say how many alarms stand, by priority from 1 on, and what time of day it is."""
        known: dict[str, Value] = {
            name: float(count) for name, count in zip(ALARMS, alarms, strict=True)
        }
        known[TIME] = float(clock.hour * 60 + clock.minute)
        known[WEEKEND] = clock.weekday() >= _SATURDAY
        new = {name: value for name, value in known.items() if self._known.get(name) != value}
        if new:
            self.revision += 1
            for name, value in new.items():
                self._put(name, Reading(value, Quality.GOOD, max(self.now_s, 0.0)))

    def set_answering(self, devices: int) -> None:
        """Say how many devices answer; conditions read it as `lines.answering`."""
        if self._known.get(ANSWERING) != devices:
            self.revision += 1
            self._put(ANSWERING, Reading(float(devices), Quality.GOOD, max(self.now_s, 0.0)))

    # --- state --------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything that is known, since when, and what the figures remember, as JSON."""
        return {
            "now_s": self.now_s,
            "revision": self.revision,
            "instant": self._instant,
            "measured": list(self._measured),
            "readings": {name: [*reading_json(one)] for name, one in self._readings.items()},
            "changed": dict(self._changed),
            "derived": self.derived.export_state(),
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.now_s, self.revision = state["now_s"], state["revision"]
        self._instant, self._manual_seen = state["instant"], -1
        self._measured = dict.fromkeys(state["measured"])
        self._readings = {name: reading_from_json(one) for name, one in state["readings"].items()}
        known = ((name, reading.known) for name, reading in self._readings.items())
        self._known = {name: value for name, value in known if value is not None}
        self._known[NOW] = self.now_s
        self._changed = dict(state["changed"])
        self.derived.import_state(state["derived"])

    # --- parts of filling it ------------------------------------------------------------------

    def _take_measured(self, readings: Mapping[str, Reading]) -> None:
        # the one hot loop of a fast rehearsal: everything it touches is local
        bounds, held, known, now_s = self._bounds, self._readings, self._known, self.now_s
        changed, revision, measured, good = (
            self._changed,
            self.revision,
            self._measured,
            Quality.GOOD,
        )
        for name, reading in readings.items():
            bound = bounds.get(name)
            if bound is None:
                continue
            if reading.quality is not good or now_s - reading.time_s > bound:
                measured[name] = None
                self._put_untrusted(name, reading)
                continue
            if held.get(name) is reading:
                continue
            measured[name] = None
            held[name] = reading
            value = reading.value
            if value is None:
                self._put(name, reading)
            elif known.get(name) != value:
                known[name] = value
                changed[name] = revision

    def _put_untrusted(self, name: str, reading: Reading) -> None:
        """Keep a reading that is not good, or no longer: too old to be taken for live."""
        if reading.quality is Quality.GOOD:
            reading = Reading(reading.value, Quality.STALE, reading.time_s)
        self._put(name, reading)

    def _age_the_others(self, fresh: Mapping[str, Reading]) -> None:
        for name in self._measured:
            if name in fresh:
                continue
            old = self._readings[name]
            if old.quality is Quality.GOOD and self.now_s - old.time_s > self._bounds[name]:
                self._put(name, Reading(old.value, Quality.STALE, old.time_s))

    def _take_manual(self) -> None:
        if self._manual is None or self._manual.revision == self._manual_seen:
            return
        self._manual_seen = self._manual.revision
        board = self._manual.readings()
        for name in self._manual.names:
            reading = board.get(name)
            if reading is None:  # the board went back to an earlier moment
                if self._readings.pop(name, None) is not None and name in self._known:
                    del self._known[name]
                    self._changed[name] = self.revision
            elif self._readings.get(name) is not reading:
                self._put(name, reading)

    def _put(self, name: str, reading: Reading) -> None:
        self._readings[name] = reading
        value = reading.known
        if value is None:
            if self._known.pop(name, None) is not None:
                self._changed[name] = self.revision
        elif name not in self._known or self._known[name] != value:
            self._known[name] = value
            self._changed[name] = self.revision

    # --- reading it: conditions.Lookup --------------------------------------------------------

    def value(self, name: str) -> Value | None:
        """The value of a signal, limit, `phase.name` or `time.` figure; None when unknown."""
        return self._known.get(name)

    def age_s(self, name: str) -> float | None:
        """Seconds since `name` was true; None when it never was."""
        reading = self._readings.get(name)
        return None if reading is None or reading.value is None else self.now_s - reading.time_s

    def changed(self, name: str) -> bool | None:
        """Whether `name` took another value at this very moment; None when it is unknown."""
        if name not in self._known:
            return None
        return self._changed.get(name, -1) >= self._instant

    def changed_since(self, revision: int, name: str) -> bool:
        """Whether `name` took another value, or became known or unknown, after `revision`."""
        return self._changed.get(name, -1) > revision

    def reading(self, name: str) -> Reading | None:
        """The newest reading of `name` with its quality; None when there never was one."""
        return self._readings.get(name)

    def readings(self) -> Mapping[str, Reading]:
        """All readings, as a view that follows the picture; copy it to keep it."""
        return MappingProxyType(self._readings)

    def words(self, name: str) -> Words | None:
        """What people read for a signal, limit, `device.name` or `device.number`; else None."""
        signal = self.site.signals.get(name)
        if signal is not None:
            return signal.words(self._known.get(name))
        device, _, quantity = name.partition(".")
        if quantity in ("name", "number") and device in self.site.devices:
            return _device_words(self.site.devices[device], quantity)
        value = self._known.get(name)
        return None if value is None else same(messages.in_words(value))

    def words_with_unit(self, name: str) -> Words:
        """The value of the signal `name` with its unit; a dash when it is unknown."""
        signal = self.site.signals[name]
        value = self._known.get(name)
        words = signal.words(value)
        if value is None or not signal.unit:
            return words
        return Words(f"{words.en} {signal.unit}", f"{words.ja} {signal.unit}")

    def label(self, name: str) -> Words:
        """What people call the signal `name`; the name itself where the site has no words."""
        signal = self.site.signals.get(name)
        return same(name) if signal is None else signal.label

    def unknown_behind(self, name: str) -> tuple[str, ...] | None:
        """The unknown readings behind the derived figure `name`; None for what is not derived."""
        return self.derived.unknown_behind(name, self, self.now_s)

    def with_target(self, device: str, arguments: Mapping[str, Value]) -> TargetView:
        """The same picture, where `target.x` is a signal of `device` and `argument.x` is given."""
        return TargetView(self, device, arguments)


class TargetView:
    """The picture as the rules about one command see it; a conditions.Lookup."""

    def __init__(self, picture: Picture, device: str, arguments: Mapping[str, Value]) -> None:
        self._picture = picture
        self._device = device
        self._arguments = arguments

    def full_name(self, name: str) -> str:
        """The signal behind `target.x`; any other name as it is."""
        if name.startswith("target."):
            return f"{self._device}.{name[7:]}"
        return name

    def value(self, name: str) -> Value | None:
        """As Picture.value; an argument that was not given is unknown."""
        if name.startswith("argument."):
            return self._arguments.get(name[9:])
        return self._picture.value(self.full_name(name))

    def age_s(self, name: str) -> float | None:
        """As Picture.age_s; an argument is as old as this moment."""
        if name.startswith("argument."):
            return 0.0
        return self._picture.age_s(self.full_name(name))

    def changed(self, name: str) -> bool | None:
        """As Picture.changed; an argument never changes."""
        if name.startswith("argument."):
            return False
        return self._picture.changed(self.full_name(name))

    def words(self, name: str) -> Words | None:
        """As Picture.words, with `target.` and `argument.` understood."""
        if name.startswith("argument."):
            value = self.value(name)
            return None if value is None else same(messages.in_words(value))
        return self._picture.words(self.full_name(name))

    def words_with_unit(self, name: str) -> Words:
        """As Picture.words_with_unit."""
        return self._picture.words_with_unit(self.full_name(name))

    def label(self, name: str) -> Words:
        """As Picture.label."""
        return self._picture.label(self.full_name(name))

    def signal(self, name: str) -> Signal | None:
        """The site's signal behind `name`."""
        return self._picture.site.signals.get(self.full_name(name))

    def reading(self, name: str) -> Reading | None:
        """As Picture.reading."""
        return self._picture.reading(self.full_name(name))

    def unknown_behind(self, name: str) -> tuple[str, ...] | None:
        """As Picture.unknown_behind."""
        return self._picture.unknown_behind(self.full_name(name))


def _device_words(device: Device, quantity: str) -> Words:
    return device.title if quantity == "name" else device.short
