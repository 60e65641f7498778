"""Labels, frames and buttons with the looks that the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from console.icons import icon


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return an empty plain-text label. roles: soft, header, strong, step, say, good, wrong."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        # Without this a window is as tall as if every text stood in its narrowest column.
        made.setMinimumSize(40, 1)
    return made


def frame(look: str) -> QFrame:
    """Return a frame. looks: panel, inset, card, plain-card, caution, trouble, line."""
    made = QFrame()
    made.setProperty("frame", look)
    return made


class _Button(QPushButton):
    """Enter presses it when it has the keyboard, as space does: in dialogs, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, once for each time that it is pressed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(role: str = "", mark: str = "") -> QPushButton:
    """Return a push button without text. roles: main, big, quiet, bar, strip, tab."""
    made = _Button()
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if mark:
        colour = {"main": "card", "bar": "bar_ink", "strip": "bar_ink"}.get(role, "ink")
        made.setIcon(icon(mark, colour))
    return made


def tight(layout: QBoxLayout, gap: int = 0, margin: int = 0) -> QBoxLayout:
    """Give `layout` its spacing and margins in pixels and return it."""
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
    return layout


def set_role(widget: QWidget, role: str) -> None:
    """Change the look of `widget`, if it is another."""
    _set(widget, "role", role)


def set_frame(widget: QWidget, look: str) -> None:
    """Change the frame of `widget`, if it is another."""
    _set(widget, "frame", look)


def set_stage(widget: QWidget, stage: str) -> None:
    """Change the stage that the style sheet sees, if it is another."""
    _set(widget, "stage", stage)


def set_trust(widget: QWidget, trust: str) -> None:
    """Say how far the value of `widget` can be trusted: "", stale or bad."""
    _set(widget, "trust", trust)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
