"""What stands at the cursor: the values of all curves of a plot and what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from console.models.marks import PlotMark
from console.theme import px
from console.translation import Translation

_SHARE = 0.62  # of the plot's width
_EDGE_PX = 4


class Readout(QLabel):
    """Lies in a corner of the plot that the cursor does not point at; lets every click through."""

    def __init__(self, translation: Translation, plot: QWidget) -> None:
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
            lines.append(f"{'■▲◆'[mark.priority - 1] if mark.priority else '│'} {of(mark.words)}")
        self.setVisible(bool(lines))
        if not lines:
            return
        self.setText("\n".join(lines))
        ground = self._plot.rect()
        width = int(ground.width() * _SHARE)
        self.resize(width, min(self.heightForWidth(width), ground.height()))
        edge = px(_EDGE_PX)
        self.move(edge + px(40) if on_left else ground.width() - width - edge, edge)
        self.raise_()
