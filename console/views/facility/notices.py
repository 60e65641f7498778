"""Boxes of words beside a step: a caution, something to say, why something is not possible."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console import icons
from console.theme import palette
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from console.views.ruby_text import without_readings

# look -> ground, edge, ink, mark
_LOOKS = {
    "caution": ("caution", "caution_edge", "caution_ink", "caution"),
    "trouble": ("card", "wrong", "ink", "cross"),
    "say": ("card", "edge_strong", "ink", "speech"),
    "note": ("inset", "edge", "ink", "eye"),
    "alarm": ("card", "wrong", "ink", "caution"),
}


class Notice(QWidget):
    """A box with a drawn mark, a heading ("" for none) and words. Hidden without words."""

    def __init__(self, look: str, size_px: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._design_px = size_px
        self._sizes = Sizes()
        ink = _LOOKS[look][2]
        self.head = RubyLabel(20, ink="ink_soft" if look in ("say", "note") else ink)
        self.words = RubyLabel(size_px, bold=look in ("caution", "say"), ink=ink)
        self._mark = _Mark(_LOOKS[look][3], ink)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.head)
        rows.addWidget(self.words)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(rows, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._row.setContentsMargins(sizes.of(14), sizes.of(8), sizes.of(14), sizes.of(8))
        self._row.setSpacing(sizes.of(10))
        self._sizes = sizes
        self.head.set_size(sizes.of(20))
        self.write_in(1.0)
        self._mark.setFixedSize(QSize(sizes.of(30), sizes.of(30)))

    def write_in(self, share: float) -> None:
        """Write the words in this share of their usual size."""
        self.words.set_size(self._sizes.of(round(self._design_px * share)))
        self._row.invalidate()

    def present(self, words: str, head: str = "") -> None:
        """Show `words`; nothing at all hides the box."""
        self.head.set_text(head)
        self.words.set_text(words)
        told = without_readings(f"{head} {words}".strip())
        self.setAccessibleName(told)
        self._mark.setAccessibleName(told)
        self.setVisible(bool(words or head))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint its ground."""
        ground, edge, _, _ = _LOOKS[self._look]
        p, painter = palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 1 if self._look == "note" else 2
        painter.setPen(QPen(QColor(getattr(p, edge)), wide))
        painter.setBrush(QColor(getattr(p, ground)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class _Mark(QWidget):
    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, self._name, QRectF(self.rect()), getattr(palette(), self._ink))
