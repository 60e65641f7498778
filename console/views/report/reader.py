"""The report to read in a window; its drawings are sharp at every scale."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextDocument
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QTextBrowser, QWidget

from console.theme import FAMILY, px
from procedures.drill.report.as_html import window_html
from procedures.drill.report.pieces import Picture, Section

_MOST_PX = 1080  # of a line of text and of a drawing
_MARGIN_PX = 28


class Reader(QTextBrowser):
    """White paper by day and by night: it is what will be printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawings: dict[str, str] = {}
        self._pictures: dict[tuple[str, int], QImage] = {}
        self._sections: tuple[Section, ...] = ()
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setProperty("role", "paper")
        self.setStyleSheet("QTextBrowser { background: #FFFFFF; color: #1B2226; border: none; }")

    def present(self, every: tuple[Section, ...]) -> None:
        """Show these sections; where one was reading stays in view."""
        self._sections = every
        self._pictures.clear()
        self._drawings = {
            piece.name: piece.drawing.svg(FAMILY)
            for section in every
            for piece in section.pieces
            if isinstance(piece, Picture)
        }
        bar = self.verticalScrollBar()
        at = bar.value()
        self.document().setDocumentMargin(px(_MARGIN_PX))
        self.setHtml(window_html(every))
        bar.setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's spelling
        """Paint a drawing as wide as the paper is now."""
        url = name.toString() if isinstance(name, QUrl) else name
        known = self._drawings.get(url.removeprefix("svg:"))
        if kind != QTextDocument.ResourceType.ImageResource.value or known is None:
            return super().loadResource(kind, QUrl(url))
        wide = min(px(_MOST_PX), self.viewport().width() - 2 * px(_MARGIN_PX) - 4)
        return self._painted(url, known, max(300, wide))

    def _painted(self, name: str, drawing: str, wide: int) -> QImage:
        if (name, wide) not in self._pictures:
            renderer = QSvgRenderer(QByteArray(drawing.encode()))
            box = renderer.viewBoxF().size()
            high, ratio = round(wide * box.height() / box.width()), self.devicePixelRatioF()
            image = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
            painter.end()
            image.setDevicePixelRatio(ratio)
            self._pictures[name, wide] = image
        return self._pictures[name, wide]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the drawings anew for the new width."""
        wider = event.oldSize().width() != event.size().width()
        super().resizeEvent(event)
        if wider and self._sections:
            self.present(self._sections)
