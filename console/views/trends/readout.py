"""What stands at the cursor: the values of all curves of a plot and what happened there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pyqtgraph as pg
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from console.models.marks import PlotMark
from console.theme import px
from console.translation import Translation

_LEAST_SHARE = 0.4  # of the plot's width: narrower than that it would be a column of single words
_MOST_SHARE = 0.6  # of its height: the curves are what one looks at
_EDGE_PX = 4
_SIDES_PX = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A curve at the cursor: its line as rich text, how wide that is, and its value in words."""

    line: str
    line_px: int
    words: str


class Readout(QLabel):
    """Stands beside the cursor in the plot, or, where a low plot has no room, below its frame.

    Lets every click through. frame: that of the `plot`.
    """

    def __init__(self, translation: Translation, frame: QFrame, plot: pg.PlotWidget) -> None:
        super().__init__(frame)
        self._frame = frame
        self._plot = plot
        self._translation = translation
        self.setProperty("role", "readout")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setIndent(0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        frame.destroyed.connect(self.deleteLater)  # while it stands outside of it

    def present(
        self,
        parts: Sequence[Part],
        marks: Sequence[PlotMark],
        share: float,
        *,
        here: bool,
    ) -> None:
        """Show the values of the curves and the marks; nothing hides it.

        share: of the width of the plot, where the cursor is; here: the plot is pointed at, else
        it may be left out.
        """
        of = self._translation.of
        lines = []
        for mark in marks:
            shape = f"{'■▲◆'[mark.priority - 1]}{mark.priority}" if mark.priority else "│"
            lines.append(f"{shape} {escape(of(mark.words))}")
        said = bool(parts or lines)
        if not said or not self._place(parts, lines, share, here=here):
            self.hide()
            return
        self.show()
        self.raise_()

    def _place(self, parts: Sequence[Part], lines: list[str], share: float, *, here: bool) -> bool:
        """Find room for everything and write it there; False where there is none."""
        box, height = self._plot.getPlotItem().vb.sceneBoundingRect(), self._plot.height()
        at, width = self._plot.mapTo(self._frame, QPoint(int(box.x()), 0)), int(box.width())
        x, y = at.x(), at.y()
        edge = px(_EDGE_PX)
        left, right = (int(width * part) - 2 * edge for part in (share, 1 - share))
        room = max(left, right, int(width * _LEAST_SHARE))
        size = self._write(parts, lines, room)
        if size[1] <= height * _MOST_SHARE:
            self._stand_on(self._frame)
            at_x = x + edge if left >= right else x + width - size[0] - edge
            self.setGeometry(at_x, y + edge, *size)
            return True
        if not here:
            return False
        outside = self._frame.window()
        size = self._write(parts, lines, self._frame.width())
        below = self._frame.mapTo(outside, QPoint(0, self._frame.height()))
        above = below.y() - self._frame.height() - size[1]
        self._stand_on(outside)
        fits_below = below.y() + size[1] <= outside.height()
        self.setGeometry(below.x(), below.y() if fits_below else above, *size)
        return True

    def _write(self, parts: Sequence[Part], lines: list[str], room_px: int) -> tuple[int, int]:
        """Write everything in at most `room_px`; return the width and height that it takes."""
        self.ensurePolished()
        text = "<br>".join([*self._rows(parts, room_px - px(_SIDES_PX)), *lines])
        self.setText(text)
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setHtml(text)
        document.setTextWidth(-1)
        width = min(int(document.idealWidth()) + 1, room_px - px(_SIDES_PX))
        document.setTextWidth(width)
        return width + px(_SIDES_PX), int(document.size().height()) + px(_EDGE_PX)

    def _rows(self, parts: Sequence[Part], room_px: int) -> list[str]:
        """As many values in each line as have room there; none of them is broken."""
        rows: list[str] = []
        left = 0
        for part in parts:
            words = f"\u00a0{part.words}\u00a0\u00a0".replace(" ", "\u00a0")
            wide = part.line_px + self.fontMetrics().horizontalAdvance(words)
            if wide > left:
                rows, left = [*rows, ""], room_px
            rows[-1] += part.line + escape(words)
            left -= wide
        return rows

    def _stand_on(self, ground: QWidget) -> None:
        if self.parentWidget() is not ground:
            self.setParent(ground)
