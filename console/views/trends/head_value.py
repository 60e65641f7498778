"""The value in the head of a plot: of now, or of where the cursor points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from console import formatting
from console.views.text import set_role, set_trust
from devices.signals import Quality, Reading
from devices.site.site import Site, Trend
from procedures.snapshot import Snapshot


class HeadValue(QLabel):
    """The first of several curves, or the top of a pile. What is stale never looks live."""

    def __init__(self, site: Site, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend = trend
        self._decimals = site.signals[trend.signals[0]].decimals
        set_role(self, "soft")

    def present_now(self, snapshot: Snapshot, language: str) -> None:
        """Show the present value; a stale one keeps its last with a question and its age."""
        readings = [snapshot.values.get(name) for name in self._trend.signals]
        first = readings[0]
        if first is not None and first.quality is Quality.STALE and not self._trend.stacked:
            age = formatting.age(snapshot.time_s - first.time_s, language)
            self.setText(f"{self._in_words([_number(first.value)])} ? {age}")
            set_trust(self, "stale")
            return
        self.setText(self._in_words([_known(reading) for reading in readings]))
        set_trust(self, "")

    def present_past(self, time_of_day: str, values: Sequence[float | None]) -> None:
        """Show the values where the cursor points."""
        self.setText(f"{time_of_day}  {self._in_words(values)}".strip())
        set_trust(self, "")

    def _in_words(self, values: Sequence[float | None]) -> str:
        """A pile with an unknown part has no top that anybody knows."""
        needed = values if self._trend.stacked else values[:1]
        known = [value for value in needed if value is not None]
        if len(known) < len(needed):
            return formatting.NOTHING
        return f"{formatting.plain(sum(known), self._decimals)} {self._trend.unit}"


def _known(reading: Reading | None) -> float | None:
    return None if reading is None else _number(reading.known)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
