"""What the lines and the fills of switches on the drawing mean, always in sight."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.appearance import appearance
from console.models.one_line import NodeState
from console.theme import ROOMY, Density, font, palette, px
from console.views.one_line.drawn import Drawn
from console.views.one_line.links import stroke_conductor
from console.views.one_line.switches import paint_contact
from console.views.switch_badge import badge_width, paint_badge

_LINE_PX = 24
_GAP_PX = 5
_SPACE_PX = 11


@dataclass(frozen=True, slots=True)
class _Sample:
    """One entry: a line in a state, or a switch in a position, with its word."""

    state: str
    words: str
    switch: bool


class Legend(QWidget):
    """Samples of lines and of switches with a word each, on one line if it is wide enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density = ROOMY
        self._rows: tuple[tuple[_Sample, ...], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        appearance().changed.connect(self._look_anew)
        self.retranslate()

    def _look_anew(self) -> None:
        self.updateGeometry()
        self.update()

    def resize_to(self, density: Density) -> None:
        """Take the text size of `density`."""
        self._density = density
        self._look_anew()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        lines = (
            ("utility", self.tr("utility")),
            ("island", self.tr("island")),
            ("dead", self.tr("dead")),
            ("unknown", self.tr("not known")),
        )
        switches = (
            ("closed", self.tr("closed")),
            ("open", self.tr("open")),
            ("unknown", self.tr("position not known")),
        )
        self._rows = (
            tuple(_Sample(state, words, False) for state, words in lines),
            tuple(_Sample(state, words, True) for state, words in switches),
        )
        self.setAccessibleName(self.tr("legend of lines and switches"))
        said = ", ".join(one.words for row in self._rows for one in row)
        self.setAccessibleDescription(said)
        self._look_anew()

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        width = sum(self._wide(one) for row in self._rows for one in row)
        return QSize(math.ceil(width), self._row_high() + 2)

    def minimumSizeHint(self) -> QSize:
        """In a narrow place it takes more lines: no sample is ever cut."""
        widest = max(self._wide(one) for row in self._rows for one in row)
        return QSize(math.ceil(widest), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As many lines as its samples need in `width`."""
        return len(self._lines(width)) * (self._row_high() + 2)

    def _lines(self, width: int) -> list[list[_Sample]]:
        """The samples as they stand: on one line, else lines above and switches below."""
        if sum(self._wide(one) for row in self._rows for one in row) <= width + 1:
            return [[one for row in self._rows for one in row]]
        found: list[list[_Sample]] = []
        for row in self._rows:
            found.append([])
            left = float(width)
            for one in row:
                if found[-1] and self._wide(one) > left + 1:
                    found.append([])
                    left = float(width)
                found[-1].append(one)
                left -= self._wide(one)
        return found

    def _row_high(self) -> int:
        return self._density.small + 6

    def _sample_wide(self, one: _Sample) -> float:
        return self._row_high() - 3 if one.switch else px(_LINE_PX)

    def _wide(self, one: _Sample) -> float:
        letters = QFontMetrics(font(self._density.small, bold=one.switch))
        words = letters.horizontalAdvance(one.words) + (10 if one.switch else 0)
        return self._sample_wide(one) + _GAP_PX + words + px(_SPACE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self._row_high()
        for number, row in enumerate(self._lines(self.width())):
            x = self.width() - sum(self._wide(one) for one in row) + px(_SPACE_PX)
            for one in row:
                self._paint(painter, one, QRectF(x, number * (high + 2), self._wide(one), high))
                x += self._wide(one)

    def _paint(self, painter: QPainter, one: _Sample, box: QRectF) -> None:
        wide, size = self._sample_wide(one), self._density.small
        words = QRectF(box.left() + wide + _GAP_PX, box.top(), box.width(), box.height())
        if one.switch:
            painter.save()
            painter.translate(box.left() + wide / 2, box.center().y())
            paint_contact(painter, _switch(one.state, self._density), wide - 2, sign=False)
            painter.restore()
            words.setWidth(badge_width(painter, one.words, size))
            paint_badge(painter, words, one.words, one.state, size)
            return
        path = QPainterPath(box.topLeft())
        path.moveTo(box.left(), box.center().y())
        path.lineTo(box.left() + wide, box.center().y())
        stroke_conductor(painter, path, one.state)
        painter.setFont(font(size))
        painter.setPen(QColor(palette().ink_soft))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(align), one.words)


def _switch(position: str, density: Density) -> Drawn:
    return Drawn(
        symbol="breaker",
        box=QRectF(),
        horizontal=False,
        label="",
        position="",
        state=NodeState(position=position),
        ours=True,
        planned=False,
        density=density,
        room=0.0,
    )
