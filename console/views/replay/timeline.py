"""The whole time of a record as one slider, with marks of what happened where."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSlider, QWidget

from console.models.replay_marks import ReplayMarks
from console.theme import palette, px
from procedures.snapshot import ReplayBranch

STEP_S = 10
PAGE_S = 60
_HEIGHT_PX = 34
_EDGE_PX = 8
_HANDLE_PX = 6


class Timeline(QSlider):
    """Seconds of plant time from 0 to the end. `sought` is what a person moves it to."""

    sought = Signal(float)

    def __init__(self, marks: ReplayMarks, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._marks = marks
        self._branches: tuple[ReplayBranch, ...] = ()
        self.setSingleStep(STEP_S)
        self.setPageStep(PAGE_S)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actionTriggered.connect(lambda _: self.sought.emit(float(self.sliderPosition())))

    def take(self, ends_s: float, branches: tuple[ReplayBranch, ...]) -> None:
        """Be as long as the record."""
        self.setRange(0, max(1, int(ends_s) + (ends_s > int(ends_s))))
        self._branches = branches
        self.update()

    def stand_at(self, time_s: float) -> None:
        """Show where the replay stands, unless a person holds it."""
        if not self.isSliderDown():
            self.setValue(round(time_s))

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(px(300), px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Room for the marks above and below."""
        return QSize(px(160), px(_HEIGHT_PX))

    # --- a person moves it ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it is clicked, and be dragged from there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Be dragged."""
        if self.isSliderDown():
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, pages, Home and End; with Ctrl they are for the window, which knows events."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _drag_to(self, x: float) -> None:
        share = (x - px(_EDGE_PX)) / max(1, self.width() - 2 * px(_EDGE_PX))
        self.setValue(round(min(max(share, 0.0), 1.0) * self.maximum()))
        self.sought.emit(float(self.value()))

    # --- painting -------------------------------------------------------------------------------

    def _x(self, time_s: float) -> float:
        inside = self.width() - 2 * px(_EDGE_PX)
        return float(px(_EDGE_PX) + inside * time_s / max(1, self.maximum()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Steps below the line, alarms and happenings above it, branches through it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, middle = palette(), self.height() / 2
        line = QRectF(self._x(0), middle - px(2), self._x(self.maximum()) - self._x(0), px(4))
        painter.fillRect(line, QColor(colours.edge_strong if self.isEnabled() else colours.edge))
        line.setRight(self._x(self.value()))
        painter.fillRect(line, QColor(colours.ink))
        self._paint_steps(painter, middle)
        self._paint_above(painter, middle)
        self._paint_branches(painter, middle)
        self._paint_handle(painter, middle)

    def _paint_steps(self, painter: QPainter, middle: float) -> None:
        painter.setPen(QPen(QColor(palette().ink_soft), 1))
        last_x = -9.0
        for time_s in self._marks.times_s("step"):
            x = self._x(time_s)
            if x - last_x >= px(3):
                last_x = x
                painter.drawLine(QPointF(x, middle + px(5)), QPointF(x, middle + px(11)))

    def _paint_above(self, painter: QPainter, middle: float) -> None:
        """Happenings as diamonds, alarms as triangles: told apart without colour."""
        top = middle - px(5)
        painter.setPen(QPen(QColor(palette().ink), 1.5))
        painter.setBrush(QColor(palette().card))
        for x in self._apart("happening"):
            half, y = px(5), top - px(4)
            sides = QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half)
            painter.drawPolygon(QPolygonF((*sides, QPointF(x - half, y))))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette().alarm_2))
        for x in self._apart("alarm"):
            half, tall = px(4), px(8)
            corners = QPointF(x - half, top), QPointF(x + half, top), QPointF(x, top - tall)
            painter.drawPolygon(QPolygonF(corners))

    def _apart(self, like: str) -> list[float]:
        found: list[float] = []
        for time_s in self._marks.times_s(like):
            x = self._x(time_s)
            if not found or x - found[-1] >= px(6):
                found.append(x)
        return found

    def _paint_branches(self, painter: QPainter, middle: float) -> None:
        painter.setPen(QPen(QColor(palette().ink), 2))
        for branch in self._branches[1:]:
            x, down = self._x(branch.from_s), px(13)
            painter.drawLine(QPointF(x, middle - px(8)), QPointF(x, middle + down))
            painter.drawLine(QPointF(x, middle + px(5)), QPointF(x + px(7), middle + down))

    def _paint_handle(self, painter: QPainter, middle: float) -> None:
        x, half = self._x(self.value()), px(_HANDLE_PX)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(palette().select if focused else palette().ink), 2))
        painter.setBrush(QColor(palette().card))
        painter.drawRoundedRect(QRectF(x - half, middle - px(10), 2 * half, px(20)), 3, 3)
