"""The painted face of the public display."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.models.public import PublicPicture
from console.theme import palette
from console.views.public.flow_picture import paint_flow
from console.views.public.layout import FIRST_NUMBER, NUMBER, Layout, lay_out
from console.views.public.lettering import CENTRE, RIGHT, Sheet
from console.views.public.tiles import paint_tile
from devices.phrases import said
from devices.words import Language, Words

_OLD = 0.55  # how much of the flow picture is left when its values are old


class PublicCanvas(QWidget):
    """Paints one picture in one language; it keeps the last one and says when that is old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: PublicPicture | None = None
        self.language: Language = "en"
        self.old = False
        self.number_px: dict[str, int] = {}  # of each tile, as it was painted last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """A hall screen."""
        return QSize(1920, 1080)

    def show_picture(self, picture: PublicPicture, *, old: bool) -> None:
        """Show a picture; old: nothing newer came for a while."""
        if (picture, old) != (self.picture, self.old):
            self.picture, self.old = picture, old
            self._describe()
            self.update()

    def speak(self, language: Language) -> None:
        """Write in `language` from now on."""
        self.language = language
        self._describe()
        self.update()

    def _words(self, words: Words) -> str:
        return words.in_language(self.language)

    def _describe(self) -> None:
        """Say for screen readers what is painted."""
        self.setAccessibleName(self._words(said("public.window")))
        if self.picture is None:
            self.setAccessibleDescription(self._words(said("public.waiting")))
            return
        tiles = [
            f"{self._words(tile.title)}: {tile.number} {self._words(tile.unit)}"
            for tile in self.picture.tiles
        ]
        sentence = self._words(self.picture.sentence)
        told = said("public.all_said", sentence=sentence, tiles="; ".join(tiles))
        self.setAccessibleDescription(self._words(told))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette().window))
        picture = self.picture
        if picture is None:
            sheet = Sheet(painter, self.height() / 1080, self.language)
            text = sheet.words(said("public.waiting"))
            sheet.write(text, QRectF(self.rect()), 60, palette().ink, bold=True, align=CENTRE)
            return
        names = tuple(tile.id for tile in picture.tiles)
        layout = lay_out(self.width(), self.height(), names)
        sheet = Sheet(painter, layout.unit, self.language)
        self._paint_head(sheet, picture, layout.head, upright=layout.upright)
        self._paint_sentence(sheet, picture, layout)
        if self.old:
            painter.setOpacity(_OLD)
        paint_flow(sheet, layout.flow, picture)
        painter.setOpacity(1.0)
        self.number_px.clear()
        for place, tile in enumerate(picture.tiles):
            size, box = NUMBER if place else FIRST_NUMBER, layout.tiles[tile.id]
            self.number_px[tile.id] = paint_tile(sheet, tile, box, size, old=self.old)

    def _paint_head(
        self, sheet: Sheet, picture: PublicPicture, head: QRectF, *, upright: bool
    ) -> None:
        unit, colours = sheet.unit, palette()
        clock_w, date_w = (220, 200) if upright else (270, 330)
        clock = QRectF(head.right() - clock_w * unit, head.top(), clock_w * unit, head.height())
        sheet.write(picture.clock, clock, 84, colours.ink, bold=True, align=RIGHT)
        left = clock.left() - date_w * unit
        date = QRectF(left, head.top(), (date_w - 14) * unit, head.height())
        sheet.write(sheet.words(picture.date), date, 38, colours.ink_soft, align=RIGHT)
        left = head.left()
        if picture.simulated:
            badge = QRectF(left, head.top() + 8 * unit, 190 * unit, head.height() - 16 * unit)
            sheet.painter.setPen(QPen(QColor(colours.caution_edge), 4 * unit))
            sheet.painter.setBrush(QColor(colours.caution))
            sheet.painter.drawRoundedRect(badge, 8 * unit, 8 * unit)
            inside = badge.adjusted(10 * unit, 0, -10 * unit, 0)
            text = sheet.words(said("public.drill"))
            sheet.write(text, inside, 50, colours.caution_ink, bold=True, align=CENTRE)
            left = badge.right() + 24 * unit
        name = QRectF(left, head.top(), date.left() - left - 20 * unit, head.height())
        sheet.write(sheet.words(picture.site), name, 46, colours.ink, bold=True)

    def _paint_sentence(self, sheet: Sheet, picture: PublicPicture, layout: Layout) -> None:
        said_now = said("public.old", clock=picture.clock) if self.old else picture.sentence
        text, ink = sheet.words(said_now), palette().ink
        sheet.write(text, layout.sentence, 68, ink, bold=True, wrap=layout.upright)
