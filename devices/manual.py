"""Points that people report, order or permit: no wire measures them, so a person answers for each.

The pole switch of the utility, its lock and tag, earths, permits and the EV's place are of this
kind. An entry keeps its value, its time and the person who gave it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from devices.documents.problems import nearest
from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.signals import Quality, Reading, Signal, Value
from devices.site.site import Site
from devices.words import Words, same


class BadEntry(ValueError):
    """An entry that cannot be true; `words` say why in both languages."""

    def __init__(self, key: str, /, **arguments: object) -> None:
        self.key = key
        self.arguments = arguments
        self.words = said(key, **arguments)
        super().__init__(self.words.en)


class ManualPoints:
    """The board of reported states. `revision` grows with every entry."""

    def __init__(self, site: Site) -> None:
        self._signals = {name: signal for name, signal in site.signals.items() if signal.manual}
        self._readings: dict[str, Reading] = {}
        self.revision = 0

    @property
    def names(self) -> frozenset[str]:
        """Every point that a person may enter."""
        return frozenset(self._signals)

    def enter(self, signal: str, value: Value, who: str, time_s: float) -> Event:
        """Write `value` on the board and return the ENTRY event; raises BadEntry."""
        point = self._signals.get(signal)
        if point is None:
            raise BadEntry(
                "entry.no_point", signal=signal, near=listed(map(same, self._near(signal)))
            )
        if not who.strip():
            raise BadEntry("entry.nobody", point=point.label)
        accepted = _checked(point, value)
        before = self._readings.get(signal)
        if before is not None and time_s < before.time_s:
            raise BadEntry("entry.too_old", point=point.label, who=before.who)
        self._readings[signal] = Reading(accepted, Quality.MANUAL, time_s, who)
        self.revision += 1
        previous = before.value if before else None
        data: dict[str, Json] = {"value": accepted, "previous": previous}
        return Event(time_s, EventKind.ENTRY, signal, who, data)

    def take_over(self, board: Mapping[str, Value], who: str, time_s: float) -> tuple[Event, ...]:
        """Enter a whole board, as at the start of a shift; raises BadEntry at the first bad one."""
        return tuple(self.enter(name, value, who, time_s) for name, value in board.items())

    def readings(self) -> Mapping[str, Reading]:
        """What stands on the board; a point that was never entered is not among them."""
        return MappingProxyType(self._readings)

    def export_state(self) -> dict[str, Json]:
        """The board as JSON."""
        return {
            name: {"value": reading.value, "time_s": reading.time_s, "who": reading.who}
            for name, reading in self._readings.items()
        }

    def import_state(self, state: Mapping[str, Json]) -> None:
        """Put the board back as `export_state` gave it; raises BadEntry for what cannot stand."""
        self._readings.clear()
        for name, entry in state.items():
            if not isinstance(entry, dict):
                raise BadEntry("entry.no_value", point=same(name))
            value, time_s, who = entry.get("value"), entry.get("time_s"), entry.get("who")
            if not isinstance(value, bool | int | float | str) or not isinstance(
                time_s, int | float
            ):
                raise BadEntry("entry.no_value", point=same(name))
            self.enter(name, value, str(who), float(time_s))
        self.revision += 1

    def _near(self, signal: str) -> list[str]:
        return nearest(signal, self._signals) or sorted(self._signals)[:3]


def _checked(point: Signal, value: Value) -> Value:
    """The value as it is kept: numbers as float; raises BadEntry."""
    if point.states:
        if value not in point.states or not isinstance(value, str):
            allowed = listed(point.words(state) for state in point.states)
            raise BadEntry(
                "entry.no_state", point=point.label, value=_shown(value), allowed=allowed
            )
        return value
    if point.is_flag:
        if not isinstance(value, bool):
            raise BadEntry("entry.no_flag", point=point.label, value=_shown(value))
        return value
    if isinstance(value, bool | str) or not math.isfinite(value):
        raise BadEntry("entry.no_number", point=point.label, value=_shown(value))
    low = -math.inf if point.low is None else point.low
    high = math.inf if point.high is None else point.high
    if not low <= value <= high:
        raise BadEntry(
            "entry.out_of_bounds",
            point=point.label,
            value=_shown(float(value)),
            low=low,
            high=high,
            unit=point.unit,
        )
    return float(value)


def _shown(value: Value) -> Words:
    return same(f"{value:g}" if isinstance(value, float) else str(value))
