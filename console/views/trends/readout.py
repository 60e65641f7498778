"""What stands at the cursor: the values of all curves of a plot and what happened there."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.models.marks import PlotMark
from console.theme import px
from console.translation import Translation

_SHARE = 0.62  # of the plot's width
_EDGE_PX = 4
_SIDES_PX = 14


class Readout(QLabel):
    """Lies in a corner of the plot that the cursor does not point at; lets every click through."""

    def __init__(self, translation: Translation, plot: pg.PlotWidget) -> None:
        super().__init__(plot)
        self._plot = plot
        self._translation = translation
        self.setProperty("role", "readout")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def present(self, parts: Sequence[str], marks: Sequence[PlotMark], *, on_left: bool) -> None:
        """Show the values of the curves and the marks; nothing hides it.

        on_left: it stands at the left edge, because the cursor is in the right half.
        """
        of = self._translation.of
        lines = ["   ".join(parts)] if parts else []
        for mark in marks:
            shape = f"{'■▲◆'[mark.priority - 1]}{mark.priority}" if mark.priority else "│"
            lines.append(f"{shape} {of(mark.words)}")
        self.setVisible(bool(lines))
        if not lines:
            return
        self.setText("\n".join(lines))
        ground = self._plot.rect()
        edge = px(_EDGE_PX)
        needed = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + px(_SIDES_PX)
        width = min(needed, int(ground.width() * _SHARE))
        self.resize(width, min(self.heightForWidth(width), ground.height() - edge))
        axis_px = int(self._plot.getPlotItem().getAxis("left").width())
        self.move(axis_px + edge if on_left else ground.width() - width - edge, edge)
        self.raise_()
