"""The value in the head of a plot: of now, or of where the cursor points."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from console import formatting
from console.views.text import set_role, set_trust
from console.views.trends.off_scale import beyond, beyond_words
from devices.signals import Quality, Reading
from devices.site.site import Site, Trend
from procedures.snapshot import Snapshot


class HeadValue(QLabel):
    """The first of several curves, or the top of a pile. What is stale never looks live."""

    def __init__(self, site: Site, trend: Trend, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend = trend
        self._signal = site.signals[trend.signals[0]]
        self._language = "en"
        set_role(self, "soft")

    def present_now(self, snapshot: Snapshot, language: str, bounds: tuple[float, float]) -> None:
        """Show the present value; a stale one keeps its last with a question and its age.

        bounds: of the scale; an arrow says that a value lies beyond it.
        """
        self._language = language
        readings = [snapshot.values.get(name) for name in self._trend.signals]
        first = readings[0]
        if self._signal.states:
            shown = formatting.shown(self._signal, first, snapshot.time_s, language)
            self._say(f"{shown.text} {shown.age}".strip(), "")
            set_trust(self, shown.trust)
            return
        if first is not None and first.quality is Quality.STALE and not self._trend.stacked:
            age = formatting.age(snapshot.time_s - first.time_s, language)
            self._say(f"{self._in_words([_number(first.value)])} ? {age}", "")
            set_trust(self, "stale")
            return
        self._say_where("", [_known(reading) for reading in readings], bounds)
        set_trust(self, "")

    def present_past(
        self, time_of_day: str, values: Sequence[float | None], bounds: tuple[float, float]
    ) -> None:
        """Show the values where the cursor points."""
        self._say_where(f"{time_of_day}  ", values, bounds)
        set_trust(self, "")

    def _say_where(
        self, before: str, values: Sequence[float | None], bounds: tuple[float, float]
    ) -> None:
        arrow = beyond(self._head(values), bounds)
        self._say(f"{before}{arrow} {self._in_words(values)}".strip(), beyond_words(arrow))

    def _say(self, text: str, where: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"{text}, {where}" if where else text)
        self.setToolTip(where)

    def _in_words(self, values: Sequence[float | None]) -> str:
        head = self._head(values)
        if head is None:
            return formatting.NOTHING
        if states := self._signal.states:  # drawn by their numbers
            state = states[min(max(round(head), 0), len(states) - 1)]
            return formatting.value_text(self._signal, state, self._language)
        return f"{formatting.plain(head, self._signal.decimals)} {self._trend.unit}"

    def _head(self, values: Sequence[float | None]) -> float | None:
        """A pile with an unknown part has no top that anybody knows."""
        needed = values if self._trend.stacked else values[:1]
        known = [value for value in needed if value is not None]
        return sum(known) if len(known) == len(needed) else None


def _known(reading: Reading | None) -> float | None:
    return None if reading is None else _number(reading.known)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
