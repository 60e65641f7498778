"""The dark bar at the top: what kind of sitting, which building, which card, how far."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.theme import palette
from console.views.facility.big_button import BigButton
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from console.views.ruby_text import without_readings

_TITLES_PX = (24, 21, 18)


class HeadBar(QWidget):
    """A badge on white, the building and the card, n / N, and in a drill the way out of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = RubyLabel(26, bold=True, ink="caution_ink")
        self.title = RubyLabel(24, bold=True, ink="bar_ink")
        self.count = RubyLabel(26, bold=True, ink="bar_ink", align=Qt.AlignmentFlag.AlignRight)
        self.way_out = BigButton("plain", 18)
        self.way_out.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.way_out.hide()
        self._sizes = Sizes()
        self._row = QHBoxLayout(self)
        parts = ((self.badge, 0), (self.title, 1), (self.count, 0), (self.way_out, 0))
        for part, stretch in parts:
            self._row.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self._row.setContentsMargins(sizes.of(28), sizes.of(2), sizes.of(16), sizes.of(2))
        self._row.setSpacing(sizes.of(24))
        self.setMinimumHeight(sizes.of(54))  # the badge keeps its room without the way out, too
        self.way_out.set_sizes(sizes)
        for part in (self.badge, self.count):
            part.set_size(sizes.of(26))
        self._fit()

    def present(self, badge: str, title: str, count: str, way_out: str = "") -> None:
        """Show what is at work; no badge before anything is known, no way out without a drill."""
        self.way_out.set_words(way_out)
        self.way_out.setVisible(bool(way_out))
        self.badge.set_text(badge)
        self.title.set_text(title)
        self.count.set_text(count)
        self.setAccessibleName(without_readings(f"{badge} {title} {count}".strip()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the title as large as it fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Badge and count take what they need; the title stays on one line if it can."""
        margins = self._row.contentsMargins()
        room_px = self.width() - margins.left() - margins.right() - 2 * self._row.spacing()
        if not self.way_out.isHidden():
            room_px -= self.way_out.sizeHint().width() + self._row.spacing()
        for part in (self.badge, self.count):
            wide_px = round(part.type.width_px(part.shown)) + 4
            part.setFixedWidth(wide_px)
            room_px -= wide_px
        for size_px in _TITLES_PX:
            self.title.set_size(self._sizes.of(size_px))
            if self.title.type.width_px(self.title.shown) <= room_px:
                break

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, and the ground of the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette().bar))
        if self.badge.text:
            room = self._sizes.of(12)
            box = QRectF(self.badge.geometry()).adjusted(-room, -room / 3, room, room / 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette().caution))
            painter.drawRoundedRect(box, 4, 4)
