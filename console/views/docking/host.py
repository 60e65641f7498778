"""A panel with its slim title strip, which is there while panels are arranged or float."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.icons import Mark, icon
from console.theme import Density
from console.views.docking.move_menu import MoveMenu
from console.views.text import button, label, tight


class PanelStrip(QFrame):
    """Grip, name, and buttons to move, float or dock, and close. Dragged, it moves the panel."""

    dragged = Signal(QPoint)  # where the pointer is on the desktop
    dropped = Signal(QPoint)
    float_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "tab")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._grip = Mark("grip", 14)
        self._name = label("tab")
        self.move_button = button("quiet")
        self.float_button = button("quiet")
        self.close_button = button("quiet")
        self.move_menu = MoveMenu(self)
        self.move_button.setMenu(self.move_menu)
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self._floats = False
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 2, 1)
        row.setSpacing(4)
        row.addWidget(self._grip)
        row.addWidget(self._name, 1)
        for tool in (self.move_button, self.float_button, self.close_button):
            tool.setCursor(Qt.CursorShape.ArrowCursor)
            row.addWidget(tool)
        self.float_button.clicked.connect(self.float_asked)
        self.close_button.clicked.connect(self.close_asked)

    def resize_to(self, density: Density) -> None:
        """Draw the marks anew, in the colours of now."""
        self.float_button.setIcon(icon("dock" if self._floats else "float"))
        self.close_button.setIcon(icon("cross"))

    def say(self, name: str, *, floats: bool, lent: bool) -> None:
        """Name the panel and say what the buttons do; what was lent is put back by closing it."""
        self._floats = floats
        self._name.setText(name)
        self.move_button.setText(self.tr("Move"))
        self.move_button.setAccessibleName(self.tr("move the panel %1").replace("%1", name))
        back, out = self.tr("back into the main window"), self.tr("into a window of its own")
        self._explain(self.float_button, f"{name}: {back if floats else out}")
        close = self.tr("%1: back among the other plots")
        close = close if lent else self.tr("close the panel %1")
        self._explain(self.close_button, close.replace("%1", name))
        self.float_button.setIcon(icon("dock" if floats else "float"))

    @staticmethod
    def _explain(tool: QWidget, words: str) -> None:
        tool.setAccessibleName(words)
        tool.setToolTip(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the panel is dragged to."""
        if self._pressed_at is None:
            return
        at = event.globalPosition().toPoint()
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where the panel was dropped."""
        dragging, self._dragging, self._pressed_at = self._dragging, False, None
        if dragging:
            self.dropped.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Float the panel, or dock it again."""
        self.float_asked.emit()


@runtime_checkable
class Titled(Protocol):
    """A panel that writes its name at its head."""

    def show_title(self, on: bool) -> None:
        """Write it, or leave it out."""


class PanelHost(QWidget):
    """Keeps a panel and its strip together wherever they stand."""

    def __init__(self, name: str, panel: QWidget, *, closable: bool) -> None:
        super().__init__()
        self.name = name
        self.panel = panel
        self.closable = closable
        self.strip = PanelStrip()
        self.strip.close_button.setVisible(closable)
        self.strip.hide()
        self._tabbed = False
        rows = QVBoxLayout(self)
        tight(rows, 2)
        rows.addWidget(self.strip)
        rows.addWidget(panel, 1)

    def show_strip(self, on: bool) -> None:
        """Show the strip; the panel leaves out its own title then: one is enough."""
        self.strip.setVisible(on)
        self._show_title()

    def show_tab(self, on: bool) -> None:
        """A tab above names the panel, or none does."""
        self._tabbed = on
        self._show_title()

    def _show_title(self) -> None:
        if isinstance(self.panel, Titled):
            self.panel.show_title(self.strip.isHidden() and not self._tabbed)
