"""What is known of a real plant when the simulator is to stand as it does, and what is assumed."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.phrases import said
from devices.picture import Picture
from devices.signals import Quality, Reading, Value
from devices.words import Words


class CannotLiken(Exception):
    """The simulator cannot be made to stand as the plant does; `reasons` say why, all at once."""

    def __init__(self, *reasons: Words) -> None:
        super().__init__("; ".join(words.en for words in reasons))
        self.reasons = reasons


@dataclass(slots=True)
class Evidence:
    """Reads a picture, and keeps what was asked for: known how, assumed, or missing.

    measured, reported: names of signals whose value was used, told by a device or by a person.
    missing: key values that are not known now.
    """

    picture: Picture
    measured: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)
    assumed: dict[str, Words] = field(default_factory=dict)
    missing: dict[str, Words] = field(default_factory=dict)

    def known(self, signal: str) -> Value | None:
        """The value of a signal that helps where it is known; None else."""
        reading = self.picture.reading(signal)
        if reading is None or reading.known is None:
            return None
        used = self.reported if reading.quality is Quality.MANUAL else self.measured
        used.add(signal)
        return reading.known

    def number(self, signal: str) -> float | None:
        """A known number; None where it is unknown or no number."""
        value = self.known(signal)
        return None if value is None or isinstance(value, str) else float(value)

    def key(self, signal: str) -> Value | None:
        """The value of a signal without which nothing can be said; None is noted as missing."""
        value = self.known(signal)
        if value is None:
            self.missing[signal] = _missing(self.picture, signal)
        return value

    def key_number(self, signal: str) -> float:
        """As `key` for a number; 0.0 where it is missing."""
        value = self.key(signal)
        return 0.0 if value is None or isinstance(value, str) else float(value)

    def has(self, signal: str) -> bool:
        """Whether the site has this signal at all."""
        return signal in self.picture.site.signals

    def assume(self, key: str, /, **arguments: object) -> None:
        """Note an assumption; the same one once."""
        words = said(f"preview.assumed_{key}", **arguments)
        self.assumed[words.en] = words

    def conclude(self) -> None:
        """Raise CannotLiken where a key value is missing."""
        if self.missing:
            raise CannotLiken(*self.missing.values())


def _missing(picture: Picture, signal: str) -> Words:
    label, reading = picture.label(signal), picture.reading(signal)
    if reading is None or reading.value is None:
        return said("preview.unknown", label=label)
    age_s = picture.now_s - reading.time_s
    return said(f"preview.{_state(reading)}", label=label, age=f"{age_s:.0f}")


def _state(reading: Reading) -> str:
    return "stale" if reading.quality is Quality.STALE else "bad"
