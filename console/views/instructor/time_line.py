"""The time line of a drill, drawn: what comes when, and what is expected until when."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from console import formatting
from console.models.time_line import Flag, Line, Window, line_of
from console.theme import ROOMY, Density, font, palette, px
from console.translation import Translation
from procedures.drill.instructor_view import InstructorView

_EDGE_PX = 20
_FLAG_PX = 11  # half of it
_ROWS = {"roomy": 4, "compact": 3, "tight": 2}
_BAR_PX = {"roomy": 15, "compact": 12, "tight": 11}
_STACKED = 3  # injects of nearly the same time stand above each other


class TimeLine(QWidget):
    """Injects as numbered flags above the line, windows of expected actions as bars below it.

    `chosen` tells the inject that somebody presses on.
    """

    chosen = Signal(str)

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._view: InstructorView | None = None
        self._line: Line | None = None
        self._density: Density = ROOMY
        self._picked = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self._density = density
        self.setFixedHeight(self.sizeHint().height())

    def present(self, view: InstructorView) -> None:
        """Show the drill as it stands."""
        self._view = view
        line = line_of(view, _ROWS[self._density.name])
        if line != self._line:
            self._line = line
            self.update()

    def pick(self, inject: str) -> None:
        """Mark the flags of an inject as those that are looked at."""
        if inject != self._picked:
            self._picked = inject
            self.update()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setAccessibleName(self.tr("time line of the drill; the lists below say the same"))
        self.update()

    def sizeHint(self) -> QSize:
        """Flags, line with times, and the rows of windows."""
        rows = _ROWS[self._density.name] * (self._bar_px + px(3))
        return QSize(px(600), round(self._line_y + self._label_px + rows + px(8)))

    # --- where things stand -------------------------------------------------------------------

    @property
    def _bar_px(self) -> int:
        return px(_BAR_PX[self._density.name])

    @property
    def _label_px(self) -> int:
        return self._density.small + px(14)

    @property
    def _line_y(self) -> float:
        return px(_STACKED * 2 * _FLAG_PX + 16) if self._density.name == "roomy" else px(54)

    def _x(self, time_s: float) -> float:
        assert self._line is not None
        inside = self.width() - 2 * px(_EDGE_PX)
        return float(px(_EDGE_PX) + inside * time_s / self._line.ends_s)

    def _places(self) -> list[tuple[Flag, QPointF]]:
        """The middle of every flag: one that would cover the last one stands above it."""
        assert self._line is not None
        found: list[tuple[Flag, QPointF]] = []
        half = px(_FLAG_PX)
        last_xs = [float("-inf")] * (_STACKED if self._density.name == "roomy" else 2)
        for flag in self._line.flags:
            x = self._x(flag.time_s)
            free = (n for n, last_x in enumerate(last_xs) if x - last_x >= 2 * half + px(2))
            level = next(free, last_xs.index(min(last_xs)))
            last_xs[level] = x
            found.append((flag, QPointF(x, self._line_y - px(6) - half - level * (2 * half + 1))))
        return found

    def _bar(self, window: Window) -> QRectF:
        top = self._line_y + self._label_px + window.row * (self._bar_px + px(3))
        left, right = self._x(window.from_s), self._x(window.until_s)
        return QRectF(left, top, max(float(px(4)), right - left), self._bar_px)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if self._line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, self._line)
        for window in self._line.windows:
            self._paint_window(painter, window, self._line.now_s)
        self._paint_small(painter, self._line)
        self._paint_now(painter, self._line)
        self._paint_times(painter, self._line)
        for flag, middle in self._places():
            self._paint_flag(painter, flag, middle)

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        colours, y = palette(), self._line_y
        whole = QRectF(self._x(0), y - px(2), self._x(line.ends_s) - self._x(0), px(4))
        painter.fillRect(whole, QColor(colours.edge_strong))
        passed = QRectF(whole)
        passed.setRight(self._x(line.now_s))
        painter.fillRect(passed, QColor(colours.ink))
        if line.planned_s:
            x = self._x(line.planned_s)
            painter.setPen(QPen(QColor(colours.ink_soft), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, px(4)), QPointF(x, self.height() - px(4)))

    def _paint_times(self, painter: QPainter, line: Line) -> None:
        """On ground of their own, so that no line goes through the figures."""
        colours, y = palette(), self._line_y
        painter.setFont(font(self._density.small))
        wide = painter.fontMetrics().horizontalAdvance("00:00") + px(6)
        for time_s in line.ticks_s():
            x = self._x(time_s)
            painter.setPen(QPen(QColor(colours.ink_soft), 1))
            painter.drawLine(QPointF(x, y + px(2)), QPointF(x, y + px(6)))
            box = QRectF(x - wide / 2, y + px(7), wide, self._density.small + px(3))
            painter.fillRect(box, QColor(colours.panel))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._clock(time_s))

    def _clock(self, time_s: float) -> str:
        assert self._view is not None
        moment = self._view.clock + timedelta(seconds=time_s - self._view.time_s)
        return moment.strftime("%H:%M")

    def _paint_flag(self, painter: QPainter, flag: Flag, middle: QPointF) -> None:
        """Planned hollow, sent full, skipped crossed out, overdue with a double edge."""
        colours, half = palette(), px(_FLAG_PX)
        full = flag.state == "sent"
        edge = colours.select if flag.id == self._picked else colours.ink
        wide = 3.0 if flag.id == self._picked or flag.state == "overdue" else 1.5
        dashed = flag.state in ("skipped", "refused")
        painter.setPen(QPen(QColor(colours.ink), 1))
        painter.drawLine(QPointF(middle.x(), middle.y() + half), QPointF(middle.x(), self._line_y))
        style = Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), wide, style))
        painter.setBrush(QColor(colours.ink if full else colours.card))
        box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        if flag.happening:
            painter.drawPolygon(_diamond(middle, half + px(1)))
        else:
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(colours.card if full else colours.ink))
        painter.setFont(font(self._density.small, bold=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(flag.number))
        if dashed:
            painter.setPen(QPen(QColor(colours.ink), 1.5))
            painter.drawLine(box.bottomLeft(), box.topRight())

    def _paint_window(self, painter: QPainter, window: Window, now_s: float) -> None:
        """Open: filled as far as time has passed. Met full, not met hatched, the rest hollow."""
        colours, bar = palette(), self._bar(window)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.card))
        painter.drawRect(bar)
        if window.state == "open":
            passed = QRectF(bar)
            passed.setRight(min(bar.right(), max(bar.left(), self._x(now_s))))
            painter.fillRect(passed, QColor(colours.layer_3))
        elif window.state == "met":
            painter.fillRect(bar, QColor(colours.layer_2))
        elif window.state == "unmet":
            hatch = QBrush(QColor(colours.wrong), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(bar, hatch)
        if window.over:  # how far over its limit it is
            over = QRectF(bar.right(), bar.top() + bar.height() / 3, 0, bar.height() / 3)
            over.setRight(max(bar.right(), self._x(now_s)))
            painter.fillRect(over, QColor(colours.wrong))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        strong = window.state == "open"
        painter.setPen(
            QPen(QColor(colours.ink if strong else colours.edge_strong), 2 if strong else 1)
        )
        painter.drawRect(bar)
        if window.done_s is not None and window.state == "met":
            x = self._x(window.done_s)
            painter.setPen(QPen(QColor(colours.good), 3))
            painter.drawLine(QPointF(x, bar.top() - 1), QPointF(x, bar.bottom() + 1))

    def _paint_small(self, painter: QPainter, line: Line) -> None:
        """Kept moments as ticks through the line, notes as small triangles on it."""
        colours, y = palette(), self._line_y
        painter.setPen(QPen(QColor(colours.select), 2))
        for time_s in line.kept:
            x = self._x(time_s)
            painter.drawLine(QPointF(x, y - px(5)), QPointF(x, y + px(5)))
        painter.setPen(QPen(QColor(colours.ink), 1))
        painter.setBrush(QColor(colours.card))
        for time_s in line.marks:
            x, half = self._x(time_s), px(4)
            corners = QPointF(x - half, y + px(9)), QPointF(x + half, y + px(9))
            painter.drawPolygon(QPolygonF((*corners, QPointF(x, y + px(2)))))

    def _paint_now(self, painter: QPainter, line: Line) -> None:
        x = self._x(line.now_s)
        painter.setPen(QPen(QColor(palette().ink), 2))
        painter.drawLine(QPointF(x, px(2)), QPointF(x, self.height() - px(2)))

    # --- pointed at ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the inject that is pressed on."""
        found = self._flag_at(event.position())
        if found is not None:
            self.chosen.emit(found.id)

    def event(self, event: QEvent) -> bool:
        """Say what stands under the mouse; the lists say the same without one."""
        if isinstance(event, QHelpEvent):
            words = self._said_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _flag_at(self, at: QPointF) -> Flag | None:
        if self._line is None:
            return None
        half = px(_FLAG_PX) + 2
        for flag, middle in self._places():
            if abs(at.x() - middle.x()) <= half and abs(at.y() - middle.y()) <= half:
                return flag
        return None

    def _said_at(self, at: QPointF) -> str:
        view, line = self._view, self._line
        if view is None or line is None:
            return ""
        of, flag = self._translation.of, self._flag_at(at)
        if flag is not None:
            inject = next(one for one in view.injects if one.id == flag.id)
            when = formatting.time_at(view.clock, view.time_s, flag.time_s)
            return f"{flag.number}  {when}  {of(inject.title)}"
        for window in line.windows:
            if self._bar(window).contains(at):
                return of(next(one for one in view.tasks if one.id == window.id).words)
        return ""


def _diamond(middle: QPointF, half: float) -> QPolygonF:
    x, y = middle.x(), middle.y()
    return QPolygonF(
        (QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y))
    )
