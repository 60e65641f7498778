"""What an alarm means: cause, consequence, what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.models.edge import Edge
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from devices.words import same
from procedures.snapshot import AlarmView


class GuidanceDialog(WordsDialog):
    """One alarm explained, with the way to its place."""

    place_asked = Signal(str)  # a device

    def __init__(
        self,
        alarm: AlarmView,
        translation: Translation,
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(520, parent)
        self._language = translation.language
        title = translation.of(alarm.title)
        self.setWindowTitle(title)
        self._border = EdgeBorder(self, edge)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Mark(f"alarm-{alarm.priority}", 26, f"alarm_{alarm.priority}"))
        name = label("header", wrap=True)
        name.setText(title)
        head.addWidget(name, 1)
        rows.addLayout(head)
        for caption, words in (
            (self.tr("Cause"), alarm.cause),
            (self.tr("Consequence"), alarm.consequence),
            (self.tr("What to do"), alarm.action),
            (self.tr("Time"), same(self._timing(alarm))),
            (self.tr("Comment"), same(alarm.comment)),
        ):
            if not words.en:
                continue
            rows.addSpacing(6)
            upper, lower = label("soft"), label(wrap=True)
            upper.setText(caption)
            lower.setText(translation.of(words))
            rows.addWidget(upper)
            rows.addWidget(lower)
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        place = button("big", "place")
        place.setText(self.tr("Show its place"))
        place.clicked.connect(self.accept)
        place.clicked.connect(lambda: self.place_asked.emit(alarm.device))
        line.addWidget(place)
        line.addStretch(1)
        line.addWidget(close)
        rows.addSpacing(8)
        rows.addLayout(line)
        self.finished.connect(self.deleteLater)

    def _timing(self, alarm: AlarmView) -> str:
        """How long there is to act, and what it waits for before it comes and goes."""
        parts = []
        if alarm.act_within_s:
            within = formatting.age(alarm.act_within_s, self._language)
            parts.append(self.tr("act within %1").replace("%1", within))
        if alarm.delay_s:
            parts.append(
                self.tr("comes after %1").replace(
                    "%1", formatting.age(alarm.delay_s, self._language)
                )
            )
        if alarm.off_delay_s:
            parts.append(
                self.tr("goes after %1").replace(
                    "%1", formatting.age(alarm.off_delay_s, self._language)
                )
            )
        if alarm.deadband is not None:
            band = f"{alarm.deadband:g} {alarm.deadband_unit}".strip()
            parts.append(self.tr("deadband %1").replace("%1", band))
        return " · ".join(parts)
