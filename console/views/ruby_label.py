"""A label that paints readings above kanji, wraps as Japanese wraps, and is as high as it needs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.models.readings import with_readings
from console.theme import font, palette
from console.views.ruby_text import Line, has_readings, lines_of, without_readings

_READING_SHARE = 0.5  # of the size of the text; never below what can still be read
_LEAST_READING_PX = 12
_LEAD = 0.22  # between two lines, a share of the text size
_BARE_LEAD = 0.34  # where there are no readings
_WIDEST_PX = 100_000.0
_KEPT = 32


class RubyType:
    """The two fonts of one size, and how lines of them are painted.

    roomy: the room for readings is kept even where there are none, to stand level with others.
    """

    def __init__(self, size_px: int, *, bold: bool = False, roomy: bool = False) -> None:
        self.base = font(size_px, bold=bold)
        self.small = font(max(_LEAST_READING_PX, round(size_px * _READING_SHARE)))
        self._base_metrics = QFontMetricsF(self.base)
        self._small_metrics = QFontMetricsF(self.small)
        self.size_px = size_px
        self.roomy = roomy
        self._laid: dict[tuple[str, float], tuple[Line, ...]] = {}

    def _read(self, text: str) -> bool:
        return self.roomy or has_readings(text)

    def lines(self, text: str, width_px: float) -> tuple[Line, ...]:
        """Lay `text` out. A layout asks for the same again and again: the last ones are kept."""
        known = self._laid.get((text, width_px))
        if known is None:
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            base, small = self._base_metrics, self._small_metrics
            known = lines_of(text, width_px, base.horizontalAdvance, small.horizontalAdvance)
            self._laid[text, width_px] = known
        return known

    def line_px(self, text: str) -> float:
        """How high every line of `text` is, its readings included."""
        if not self._read(text):
            return float(self._cap_px() + self.size_px * _BARE_LEAD)
        return float(self._cap_px() + self._small_metrics.ascent() + self.size_px * _LEAD)

    def height_px(self, text: str, width_px: float) -> int:
        """How high `text` is when it may be `width_px` wide."""
        if not text:
            return 0
        lines = len(self.lines(text, width_px))
        return round(lines * self.line_px(text) + self._base_metrics.descent() * 0.5)

    def width_px(self, text: str) -> float:
        """How wide `text` is on a single line."""
        return max((line.width_px for line in self.lines(text, _WIDEST_PX)), default=0.0)

    def paint(
        self, painter: QPainter, text: str, box: QRectF, colour: str, align: Qt.AlignmentFlag
    ) -> None:
        """Paint `text` into the top of `box`; align: left, centre or right."""
        painter.setPen(QColor(colour))
        read = self._read(text)
        line_px = self.line_px(text)
        top_px = box.top()
        for line in self.lines(text, box.width()):
            spare_px = box.width() - line.width_px
            left_px = box.left()
            if align & Qt.AlignmentFlag.AlignHCenter:
                left_px += spare_px / 2
            elif align & Qt.AlignmentFlag.AlignRight:
                left_px += spare_px
            down_px = self._small_metrics.ascent() if read else 0.0
            baseline_px = top_px + down_px + self._cap_px()
            self._paint_line(painter, line, QPointF(left_px, baseline_px))
            top_px += line_px

    def _paint_line(self, painter: QPainter, line: Line, at: QPointF) -> None:
        for part in line.parts:
            middle_px = at.x() + part.x_px + part.width_px / 2
            base_px = self._base_metrics.horizontalAdvance(part.piece.base)
            painter.setFont(self.base)
            painter.drawText(QPointF(middle_px - base_px / 2, at.y()), part.piece.base)
            if part.piece.reading:
                read_px = self._small_metrics.horizontalAdvance(part.piece.reading)
                painter.setFont(self.small)
                above_px = at.y() - self._cap_px() - self._small_metrics.descent() * 0.3
                painter.drawText(QPointF(middle_px - read_px / 2, above_px), part.piece.reading)

    def _cap_px(self) -> float:
        return self.size_px * 0.94  # a kanji fills its square down to a little below the line


class RubyLabel(QWidget):
    """Wrapped text with readings. ink: the name of a colour of the palette.

    Screen readers hear the text without the readings.
    """

    def __init__(
        self,
        size_px: int,
        *,
        bold: bool = False,
        ink: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = self._shown = ""
        self._bold = bold
        self._align = align
        self.ink = ink
        self.type = RubyType(size_px, bold=bold)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """The text as it was given."""
        return self._text

    @property
    def shown(self) -> str:
        """The text with all readings in brackets: its own, and those of words that are known."""
        return self._shown

    def set_text(self, text: str) -> None:
        """Show `text`; an empty one takes no room."""
        self.setVisible(bool(text))
        if text == self._text:
            return
        self._text, self._shown = text, with_readings(text)
        self.setAccessibleName(without_readings(text).replace("\n", " "))
        self.updateGeometry()
        self.update()

    def set_size(self, size_px: int) -> None:
        """Write in `size_px` from now on."""
        if size_px != self.type.size_px:
            self.type = RubyType(size_px, bold=self._bold, roomy=self.type.roomy)
            self.updateGeometry()
        self.update()

    def stand_level(self, *, roomy: bool) -> None:
        """Keep the room for readings, to stand level with texts that have some."""
        if roomy != self.type.roomy:
            self.type.roomy = roomy
            self.updateGeometry()
            self.update()

    def set_ink(self, ink: str) -> None:
        """Write in another colour of the palette."""
        if ink != self.ink:
            self.ink = ink
            self.update()

    def hasHeightForWidth(self) -> bool:
        """True: a narrow text is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the text wrapped to `width`."""
        return self.type.height_px(self._shown, width)

    def sizeHint(self) -> QSize:
        """The text on one line."""
        wide = min(4000, round(self.type.width_px(self._shown)) + 2)
        return QSize(wide, self.type.height_px(self._shown, _WIDEST_PX))

    def minimumSizeHint(self) -> QSize:
        """A few letters wide: everything else wraps."""
        return QSize(min(self.sizeHint().width(), self.type.size_px * 4), 1)

    def fits(self) -> bool:
        """Whether everything of the text can be seen."""
        widest = max(
            (line.width_px for line in self.type.lines(self._shown, self.width())), default=0
        )
        return self.heightForWidth(self.width()) <= self.height() + 1 and widest <= self.width() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        colour: str = getattr(palette(), self.ink)
        self.type.paint(painter, self._shown, QRectF(self.rect()), colour, self._align)
