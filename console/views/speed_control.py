"""How fast plant time passes: a pause button and 1x to 60x."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.icons import icon
from console.views.choice_box import ChoiceBox
from console.views.text import button, tight
from console.wishes import SPEEDS


class SpeedControl(QWidget):
    """Emits the speed, 0 for pause."""

    chosen = Signal(float)

    def __init__(self, speed: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pause = button("bar")
        self.pause.setCheckable(True)
        self.speeds = ChoiceBox()
        self.speeds.setProperty("role", "bar")
        for one in SPEEDS:
            self.speeds.addItem(f"{one:g}×", one)
        row = QHBoxLayout(self)
        tight(row, 3)
        row.addWidget(self.pause)
        row.addWidget(self.speeds)
        self.choose(speed)
        self.pause.toggled.connect(self._tell)
        self.speeds.currentIndexChanged.connect(self._tell)
        self.retranslate()

    @property
    def speed(self) -> float:
        """The speed that is chosen, 0 for pause."""
        return 0.0 if self.pause.isChecked() else float(self.speeds.currentData())

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.pause.setAccessibleName(self.tr("pause plant time"))
        self.pause.setToolTip(self.tr("Pause"))
        self.speeds.setAccessibleName(self.tr("speed of plant time"))
        self.speeds.setToolTip(self.tr("Speed of plant time"))
        self._draw_pause()

    def choose(self, speed: float) -> None:
        """Choose `speed`; 0 pauses, a speed that is not offered is added."""
        self.pause.setChecked(speed == 0)
        if speed:
            at = self.speeds.findData(speed)
            if at < 0:
                self.speeds.addItem(f"{speed:g}×", speed)
                at = self.speeds.count() - 1
            self.speeds.setCurrentIndex(at)
        self._draw_pause()

    def _tell(self) -> None:
        self._draw_pause()
        self.chosen.emit(self.speed)

    def _draw_pause(self) -> None:
        colour = "ink" if self.pause.isChecked() else "bar_ink"
        self.pause.setIcon(icon("pause", colour))
