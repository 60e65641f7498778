"""実災害: the code word covers every window with words that nobody can take for the drill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.models.drill import alone, real_event
from console.theme import FAMILY
from console.views.edge_border import EdgeBorder
from console.wishes import Wish
from procedures.drill.wishes import EndDrill, Thaw
from procedures.snapshot import Snapshot

_GROUND = "#A00000"  # under white 8:1; no other screen of the program looks like it
_INK = "#FFFFFF"
_LARGEST_PX, _REST_PX = 96, 30
_OWN = Qt.FindChildOption.FindDirectChildrenOnly


class Curtain(QWidget):
    """Lies over one window; whoever is alone can go on or end the drill from here."""

    def __init__(self, window: QWidget, send: Callable[[Wish], None]) -> None:
        super().__init__(window)
        self._around = window
        self._send = send
        self._sitter = ""
        self.head, self.rest, self.then = QLabel(), QLabel(), QLabel()
        self.go_on, self.end = QPushButton(), QPushButton()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(18)
        rows.addStretch(1)
        for text in (self.head, self.rest, self.then):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setWordWrap(True)
            rows.addWidget(text)
        for button in (self.go_on, self.end):
            button.setAutoDefault(False)
            rows.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        self.go_on.clicked.connect(lambda: self._send(Thaw(self._sitter)))
        self.end.clicked.connect(lambda: self._send(EndDrill(self._sitter)))
        window.installEventFilter(self)
        self.hide()

    def cover(self, sitter: str, *, led: bool) -> None:
        """Lie over everything. led: an instructor decides how it goes on."""
        self._sitter = sitter
        self.head.setText(self.tr("REAL EVENT"))
        self.rest.setText(
            self.tr("This is no drill. The drill is stopped: what really happens goes before.")
        )
        self.then.setText(self.tr("The instructor says when the drill goes on or ends."))
        self.then.setVisible(led)
        self.go_on.setText(self.tr("It is over: go on with the drill"))
        self.end.setText(self.tr("End the drill"))
        for button in (self.go_on, self.end):
            button.setVisible(not led)
        self.setAccessibleName(f"{self.head.text()}. {self.rest.text()}")
        if not self.isVisible():
            self.show()
            self._fit()
            self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window; nothing is held back."""
        if watched is self._around and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What lies behind it hears no key."""
        event.accept()

    def _fit(self) -> None:
        """As large as the window, and its words as large as they can be."""
        self.setGeometry(self._around.rect())
        self.raise_()
        for border in self._around.findChildren(EdgeBorder, options=_OWN):
            border.raise_()  # it stays a simulated sitting
        large_px = max(22, min(_LARGEST_PX, self.width() // 9))
        rest_px = max(14, min(_REST_PX, self.width() // 28))
        white = f'font-family: "{FAMILY}"; color: {_INK}; background: transparent;'
        self.head.setStyleSheet(f"{white} font-size: {large_px}px; font-weight: bold;")
        for text in (self.rest, self.then):
            text.setStyleSheet(f"{white} font-size: {rest_px}px;")
        for button in (self.go_on, self.end):
            button.setStyleSheet(
                f'QPushButton {{ font-family: "{FAMILY}"; font-size: {rest_px * 2 // 3 + 4}px;'
                f" background: {_INK}; color: #1B2226; padding: 10px 24px; min-height: 28px;"
                f" border: 3px solid {_INK}; border-radius: 5px; font-weight: bold; }}"
                f" QPushButton:focus {{ border-color: #1B2226; }}"
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground: red all over, the border of the drill left in sight."""
        QPainter(self).fillRect(QRectF(self.rect()), QColor(_GROUND))


class Curtains:
    """The curtains of one window and of all that stands over it: dialogs, panels that float."""

    def __init__(self, window: QWidget, send: Callable[[Wish], None]) -> None:
        self._window = window
        self._send = send
        self._hung: list[Curtain] = []

    def present(self, snapshot: Snapshot) -> None:
        """Cover everything after the code word, and uncover it when it is over."""
        if real_event(snapshot) is None:
            for curtain in self._hung:
                if isValid(curtain):  # it goes with a dialog that was closed
                    curtain.hide()
                    curtain.deleteLater()
            self._hung.clear()
            return
        covered = {one.parentWidget(): one for one in self._hung if isValid(one)}
        for window in self._windows():
            curtain = covered.get(window) or Curtain(window, self._send)
            if window not in covered:
                self._hung.append(curtain)
            curtain.cover(snapshot.sitter, led=not alone(snapshot))

    def _windows(self) -> list[QWidget]:
        over = [one for one in self._window.findChildren(QWidget) if one.isWindow()]
        return [self._window, *(w for w in over if w.isVisible() and not isinstance(w, QMenu))]
