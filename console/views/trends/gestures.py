"""What a hand does on a plot: point, turn the wheel, drag, click, click twice."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

_NOTCH = 120.0  # of the wheel, in eighths of a degree
_DRAG_PX = 4.0


class Gestures(QObject):
    """Listens to the viewport of `plot`; everything it tells is in seconds of its time axis."""

    pointed = Signal(float)  # NaN: at nothing any more
    zoomed = Signal(float, float)  # steps, about
    dragged = Signal(float)  # by so many seconds, since the last one
    clicked = Signal()
    opened = Signal()

    def __init__(self, plot: pg.PlotWidget) -> None:
        super().__init__(plot)
        self._plot = plot
        self._from: QPointF | None = None
        self._at: QPointF | None = None  # where the pointer rests
        self._dragging = False
        plot.viewport().installEventFilter(self)

    def time_at(self, place: QPointF) -> float:
        """The time at a place of the viewport."""
        box = self._plot.getPlotItem().vb
        return float(box.mapSceneToView(self._plot.mapToScene(place.toPoint())).x())

    def forget_pointer(self) -> None:
        """The cursor is led by something else now."""
        self._at = None

    def point_again(self) -> None:
        """The time went on below a pointer that rests: it points at another time now."""
        if self._at is not None and self._from is None:
            self.pointed.emit(self.time_at(self._at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the wheel, and look at the rest."""
        if isinstance(event, QWheelEvent):
            steps = event.angleDelta().y() / _NOTCH
            if steps:
                self.zoomed.emit(steps / 2, self.time_at(event.position()))
            return True
        if isinstance(event, QMouseEvent):
            return self._take_mouse(event)
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self.forget_pointer()
            self.pointed.emit(math.nan)
        return False

    def _take_mouse(self, event: QMouseEvent) -> bool:
        place = event.position()
        if event.type() is QEvent.Type.MouseButtonDblClick:
            self.opened.emit()
            return True
        if event.type() is QEvent.Type.MouseButtonPress:
            if event.button() is Qt.MouseButton.LeftButton:
                self._from, self._dragging = place, False
                self.clicked.emit()
            return True
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._from = None
            return True
        if self._from is None:
            self._at = place
            self.pointed.emit(self.time_at(place))
        elif self._dragging or abs(place.x() - self._from.x()) >= _DRAG_PX:
            self._dragging = True
            self.dragged.emit(self.time_at(self._from) - self.time_at(place))
            self._from = place
        return False
