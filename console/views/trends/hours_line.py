"""Hours left by the look-ahead, above its band, and in full words for a screen reader."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from console import formatting
from console.models.outlook_words import NAMES, HoursTo, hours_to, levels
from console.translation import Translation
from console.views.text import set_role
from devices.site.site import Site, Trend
from procedures.snapshot import Outlook


class HoursLine(QLabel):
    """A line for each level of charge that counts, or for the next one alone.

    every: a line for each; a small plot has no room for more than one.
    """

    def __init__(
        self, site: Site, trend: Trend, *, every: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._levels = levels(site, trend)
        self._lines = len(self._levels) if every else 1
        self._outlook: Outlook | None = None
        self._translation: Translation | None = None
        self.setMinimumWidth(1)  # it says less in a narrow place, and never widens the plot
        set_role(self, "small")

    def retranslate(self, translation: Translation) -> None:
        """Say it in the language spoken now."""
        if self._outlook is not None:
            self.present(self._outlook, translation)

    def present(self, outlook: Outlook, translation: Translation) -> None:
        """Show how long the charge lasts; nothing where nothing is looked ahead to."""
        self._outlook, self._translation = outlook, translation
        self.setVisible(bool(outlook.hours))
        if not outlook.hours:
            return
        last_h = outlook.hours[-1]
        counted = [hours_to(outlook, level) for level in self._levels]
        ahead = [one for one in counted if one.hours[1] != 0] or counted[-1:]
        metrics = self.fontMetrics()
        for say in (self._line, self._with_names, self._without_names, self._shortest):
            lines = [say(one, last_h) for one in ahead[: self._lines]]
            if all(metrics.horizontalAdvance(line) <= self.width() for line in lines):
                break
        else:
            lines = []  # rather nothing than half a number
        self.setText("\n".join(lines))
        in_full = " ".join(self._in_full(one, last_h) for one in counted)
        self.setAccessibleName(in_full)
        self.setToolTip(in_full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as has room now."""
        super().resizeEvent(event)
        if self._outlook is not None and self._translation is not None:
            self.present(self._outlook, self._translation)

    def _head(self, one: HoursTo) -> str:
        return self.tr("To %1 %").replace("%1", f"{one.level_pct:g}", 1)

    def _with_names(self, one: HoursTo, last_h: float) -> str:
        if all(hours is None for hours in one.hours):
            return self._line(one, last_h)
        return f"{self._head(one)}, {'/'.join(NAMES)}: {self._all_hours(one, last_h)}"

    def _without_names(self, one: HoursTo, last_h: float) -> str:
        """Which is which stands at the ends of the curves, and in the tip."""
        return f"{self._head(one)}: {self._all_hours(one, last_h)}"

    def _shortest(self, one: HoursTo, last_h: float) -> str:
        return f"{one.level_pct:g} %: {self._all_hours(one, last_h)}"

    def _all_hours(self, one: HoursTo, last_h: float) -> str:
        if all(hours is None for hours in one.hours):
            return self._hours(None, last_h)
        known = [f">{last_h:g}" if h is None else formatting.hours(h) for h in one.hours]
        return self.tr("%1 h").replace("%1", "/".join(known))

    def _line(self, one: HoursTo, last_h: float) -> str:
        head = self._head(one)
        if all(hours is None for hours in one.hours):
            return f"{head}: {self._hours(None, last_h)}"
        parts = [
            f"{name} {self._hours(hours, last_h)}"
            for name, hours in zip(NAMES, one.hours, strict=True)
        ]
        return f"{head}: {' · '.join(parts)}"

    def _hours(self, hours: float | None, last_h: float) -> str:
        if hours is None:
            return self.tr("over %1 h").replace("%1", f"{last_h:g}")
        if hours == 0:
            return self.tr("reached")
        return self.tr("%1 h").replace("%1", formatting.hours(hours))

    def _in_full(self, one: HoursTo, last_h: float) -> str:
        words = self.tr(
            "Down to %1 percent: %2 in the worst tenth of the futures, %3 in the middle one, "
            "%4 in the best tenth."
        )
        words = words.replace("%1", f"{one.level_pct:g}")
        for place, hours in zip(("%2", "%3", "%4"), one.hours, strict=True):
            words = words.replace(place, self._hours(hours, last_h))
        return words
