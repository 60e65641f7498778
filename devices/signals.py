"""Signals: what can be known of a device, and readings: what is known of it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from devices.words import Words

Value = float | bool | str


class Quality(StrEnum):
    """How far a reading can be trusted. Only GOOD and MANUAL count as known."""

    GOOD = "good"
    MANUAL = "manual"  # reported by a person; the reading names who
    STALE = "stale"  # older than the signal's bound
    BAD = "bad"  # the device answered with an error, out of range, or never answered


@dataclass(frozen=True, slots=True)
class Signal:
    """One named quantity of one device: `device.quantity_unit`.

    A numeric signal has `low` and `high` in its unit; a state has `states`; a flag has neither
    and is true or false. `is_time`: minutes since midnight, which people read as 07:00.
    `stale_after_s` is None for points that people report: they keep their
    time and never age out.
    """

    name: str
    label: Words
    unit: str = ""
    low: float | None = None
    high: float | None = None
    states: tuple[str, ...] = ()
    state_words: tuple[Words, ...] = ()
    decimals: int = 1
    stale_after_s: float | None = 5.0
    manual: bool = False
    is_time: bool = False

    @property
    def is_flag(self) -> bool:
        """True for a signal whose values are true and false."""
        return not self.states and self.low is None

    def words(self, value: Value | None) -> Words:
        """Return `value` as a person reads it, without the unit; unknown reads as a dash."""
        if value is None:
            return Words("—", "—")
        if isinstance(value, bool):
            return Words("yes", "はい") if value else Words("no", "いいえ")
        if isinstance(value, str):
            known = self.state_words and value in self.states
            return self.state_words[self.states.index(value)] if known else Words(value, value)
        text = f"{value:.{self.decimals}f}"
        if self.is_time:
            text = "{:02}:{:02}".format(*divmod(round(value), 60))
        return Words(text, text)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a signal with its quality and the sitting's time in seconds when it was true."""

    value: Value | None
    quality: Quality
    time_s: float
    who: str = ""

    @property
    def known(self) -> Value | None:
        """The value if it can be trusted, else None: stale never looks live."""
        if self.quality in (Quality.GOOD, Quality.MANUAL):
            return self.value
        return None


def reading_json(reading: Reading) -> list[Value | None]:
    """A reading as plain JSON: value, quality, time, person."""
    return [reading.value, reading.quality.value, reading.time_s, reading.who]


def reading_from_json(data: Sequence[Any]) -> Reading:
    """The reading that `reading_json` wrote; raises ValueError for another form."""
    value, quality, time_s, who = data
    return Reading(value, Quality(quality), time_s, who)
