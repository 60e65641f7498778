"""The expert's run overlaid: a line of steps, above when he had done each, below the trainee."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console import formatting
from console.theme import ROOMY, Density, font, palette
from console.translation import Translation
from procedures.drill.pacing import PacedStep

_EDGE_PX = 10
_DOT_PX = 4.0
_ROOM = 1.05  # of the time axis behind the last step


class PaceLine(QWidget):
    """A slanting stroke from the expert's step to the trainee's: the flatter, the later."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._density: Density = ROOMY
        self._steps: Sequence[PacedStep] = ()
        self._now_s = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._density = density
        self.updateGeometry()

    def present(self, steps: Sequence[PacedStep], now_s: float) -> None:
        """Show the steps; now_s: plant time of now."""
        self._steps, self._now_s = steps, now_s
        self._name()
        self.update()

    @property
    def told(self) -> str:
        """In words how far the trainee is, and how far the expert was by now."""
        expert = [step for step in self._steps if step.expert_s is not None]
        if not expert:
            return self.tr("There is no expert's run to compare with.")
        then = sum(
            1 for step in expert if step.expert_s is not None and step.expert_s <= self._now_s
        )
        done = sum(1 for step in expert if step.done_s is not None)
        words = self.tr("Steps done: %1 of %2. The expert had done %3 by now.")
        counts = (("%1", done), ("%2", len(expert)), ("%3", then))
        for place, count in counts:
            words = words.replace(place, str(count))
        late = self._latest()
        return words if late is None else f"{words} {late}"

    def _latest(self) -> str | None:
        """The step that was done last, and by how much before or after the expert."""
        both = [
            (one.done_s, one.expert_s, one.title)
            for one in self._steps
            if one.done_s is not None and one.expert_s is not None
        ]
        if not both:
            return None
        done_s, expert_s, title = max(both, key=lambda one: one[0])
        late_s = done_s - expert_s
        words = self.tr("%1: %2 after him") if late_s >= 0 else self.tr("%1: %2 before him")
        words = words.replace("%1", self._translation.of(title))
        return words.replace("%2", formatting.span(abs(late_s)))

    def _name(self) -> None:
        self.setAccessibleName(self.told)

    def sizeHint(self) -> QSize:
        """Two lines of steps between two lines of words."""
        return QSize(400, 5 * self._density.small + 2 * _EDGE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(self._density.small))
        metrics = painter.fontMetrics()
        names = (self.tr("Expert"), self.tr("Trainee"))
        left = _EDGE_PX + max(metrics.horizontalAdvance(name) for name in names) + 10
        high = metrics.height()
        upper, lower = _EDGE_PX + high * 0.7, self.height() - high * 2.0
        painter.setPen(QColor(palette().ink))
        for name, y in zip(names, (upper, lower), strict=True):
            painter.drawText(QPointF(_EDGE_PX, y + high * 0.3), name)
        foot = QRectF(left, self.height() - high - 2, self.width() - left - _EDGE_PX, high)
        told = metrics.elidedText(self.told, Qt.TextElideMode.ElideRight, int(foot.width()))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), told)
        self._paint_steps(painter, left, upper, lower)

    def _paint_steps(self, painter: QPainter, left: float, upper: float, lower: float) -> None:
        colours = palette()
        times = [t for one in self._steps for t in (one.expert_s, one.done_s) if t is not None]
        whole_s = max([*times, self._now_s, 60.0]) * _ROOM
        wide = self.width() - left - _EDGE_PX

        def x(time_s: float) -> float:
            return left + wide * time_s / whole_s

        painter.setPen(QPen(QColor(colours.edge_strong), 1))
        for y in (upper, lower):
            painter.drawLine(QPointF(left, y), QPointF(left + wide, y))
        painter.setPen(QPen(QColor(colours.select), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x(self._now_s), upper - 6), QPointF(x(self._now_s), lower + 6))
        for step in self._steps:
            painter.setPen(QPen(QColor(colours.edge_strong), 1))
            if step.expert_s is not None and step.done_s is not None:
                painter.drawLine(QPointF(x(step.expert_s), upper), QPointF(x(step.done_s), lower))
            painter.setPen(QPen(QColor(colours.ink), 1.5))
            if step.expert_s is not None:  # hollow: it is a plan
                painter.setBrush(QColor(colours.card))
                painter.drawEllipse(QPointF(x(step.expert_s), upper), _DOT_PX, _DOT_PX)
            if step.done_s is not None:
                painter.setBrush(QColor(colours.ink))
                painter.drawEllipse(QPointF(x(step.done_s), lower), _DOT_PX, _DOT_PX)
