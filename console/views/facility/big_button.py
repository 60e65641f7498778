"""A large button that paints readings, for fingers: dark goes on, light is anything else."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from console.models.readings import with_readings
from console.theme import palette
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyType
from console.views.ruby_text import without_readings

HOLD_MS = 1000
_REDRAW_MS = 40
_SMALL_PX = 26  # buttons with smaller words are lower, too
_LEAST_PX = 48  # the least that a finger hits


class BigButton(QPushButton):
    """looks: main (dark), plain (light), danger (red edge), link (no edge).

    `pressed_once` is for the finger, Space and Enter; keys that repeat by themselves do nothing.
    With `hold` it comes after a second of pressing.
    """

    pressed_once = Signal()

    def __init__(
        self, look: str = "plain", text_px: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.hold = False
        self._words = self._shown = ""
        self._design_px = text_px
        self._sizes = Sizes()
        self._type = RubyType(text_px, bold=True)
        self._down_for = QElapsedTimer()
        self._timer = QTimer(self, interval=_REDRAW_MS)
        self._timer.timeout.connect(self._look_at_hold)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._clicked)
        self.pressed.connect(self._begin)
        self.released.connect(self._end)

    @property
    def words(self) -> str:
        """What stands on it, readings in brackets."""
        return self._words

    def set_words(self, words: str) -> None:
        """Write `words` on it."""
        if words != self._words:
            self._words, self._shown = words, with_readings(words)
            self.setAccessibleName(without_readings(words))
            self.updateGeometry()
            self.update()

    def set_look(self, look: str) -> None:
        """Take another look."""
        if look != self.look:
            self.look = look
            self.update()

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window, and its colours."""
        self._sizes = sizes
        size_px = sizes.of(self._design_px)
        self._type = RubyType(size_px, bold=self.look != "link", roomy=self._type.roomy)
        self.updateGeometry()
        self.update()

    def stand_level(self, *, roomy: bool) -> None:
        """Keep the room for readings, to stand level with texts that have some."""
        self._type.roomy = roomy
        self.updateGeometry()
        self.update()

    # --- its size -----------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """True: a narrow button is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its words wrapped to `width`."""
        text_px = self._type.height_px(self._shown, max(40, width - 2 * self._side_px()))
        return max(self._least_px(), text_px + self._sizes.of(12))

    def sizeHint(self) -> QSize:
        """Its words on one line."""
        width = round(self._type.width_px(self._shown)) + 2 * self._side_px() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Large enough for a finger; a link is as wide as its words."""
        if self.look == "link":
            return self.sizeHint()
        return QSize(self._sizes.of(120), self._least_px())

    def fits(self) -> bool:
        """Whether its words can be seen."""
        return self.heightForWidth(self.width()) <= self.height() + 1

    def _least_px(self) -> int:
        small = self.look == "link" or self._design_px < _SMALL_PX
        return max(_LEAST_PX, self._sizes.of(48 if small else 64))

    def _side_px(self) -> int:
        return self._sizes.of(6 if self.look == "link" else 18)

    # --- pressing it --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press it, once for each time that they go down."""
        if event.isAutoRepeat():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.hold:
                self.pressed_once.emit()
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        if not self.hold:
            self.pressed_once.emit()

    def _begin(self) -> None:
        if self.hold:
            self._down_for.start()
            self._timer.start()

    def _end(self) -> None:
        self._timer.stop()
        self._down_for.invalidate()
        self.update()

    def let_go(self) -> None:
        """Forget that it is held down: what it stands for has changed under the finger."""
        if self.isDown():
            self._end()
            self.setDown(False)

    def _look_at_hold(self) -> None:
        self.update()
        if self._share() >= 1.0:
            self._end()
            self.setDown(False)
            self.pressed_once.emit()

    def _share(self) -> float:
        return min(1.0, self._down_for.elapsed() / HOLD_MS) if self._down_for.isValid() else 0.0

    # --- painting it --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, edge = self._colours()
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        wide = 4 if self.hasFocus() else 2
        painter.setPen(QPen(QColor(palette().select if self.hasFocus() else edge), wide))
        if self.look == "link" and not self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, self._sizes.of(10), self._sizes.of(10))
        side_px = self._side_px()
        inner = QRectF(self.rect()).adjusted(side_px, 0, -side_px, 0)
        high_px = self._type.height_px(self._shown, inner.width())
        inner.setTop((self.height() - high_px) / 2)
        self._type.paint(painter, self._shown, inner, ink, Qt.AlignmentFlag.AlignHCenter)
        if self._share() > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            across = (self.width() - 24) * self._share()
            painter.drawRect(QRectF(12, self.height() - 14, across, 7))

    def _colours(self) -> tuple[str, str, str]:
        """Ground, ink and edge."""
        p = palette()
        if not self.isEnabled():
            return p.panel, p.ink_soft, p.edge
        if self.look == "main":
            return (p.ink_soft if self.isDown() else p.ink), p.card, p.ink
        ground = p.edge if self.isDown() else p.card
        if self.look == "danger":
            return ground, p.wrong, p.wrong
        if self.look == "link":
            return (p.edge if self.isDown() else p.window), p.ink, p.window
        return ground, p.ink, p.edge_strong
