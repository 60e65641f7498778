"""One of the other windows as the only one: it then owns the closing of the sitting."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from console.models.edge import Edge, edge_of
from console.sound import AlarmSound
from console.translation import Translation
from console.views.trouble_dialog import TroubleDialog
from console.windows import HEARD, make_window
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import Snapshot


@runtime_checkable
class SaysTrouble(Protocol):
    """A window with a place of its own for what ended the sitting."""

    def show_trouble(self, trouble: Words) -> None:
        """Say that the sitting ended with an error."""


@runtime_checkable
class ExpectsLive(Protocol):
    """A window that can be told before its first picture that what is opened is live."""

    def expect_live(self) -> None:
        """Look like nothing simulated."""


class LoneWindow(QObject):
    """Stands for the main window towards the sitting; a trouble is said in a dialog over it.

    sound: of the alarms, as in the main window; None where those who look on work nothing.
    """

    wished = Signal(object)  # Wish
    closing = Signal()

    def __init__(self, name: str, site: Site, translation: Translation) -> None:
        super().__init__()
        self.window = make_window(name, site, translation, self.wished.emit)
        self._translation = translation
        self._edge: Edge = "hatched"
        self.sitting_trouble: Words | None = None
        self.sound = AlarmSound(self) if name in HEARD else None
        if self.sound is not None and isinstance(self.window, QWidget):
            silence = QShortcut(QKeySequence("F8"), self.window)
            silence.setContext(Qt.ShortcutContext.ApplicationShortcut)  # over its dialogs too
            silence.activated.connect(self.sound.silence)
        self.window.closing.connect(self.closing)

    @property
    def widget(self) -> QWidget | None:
        """The window itself, as Qt knows it."""
        return self.window if isinstance(self.window, QWidget) else None

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self._edge = edge_of(snapshot)
        self.window.present(snapshot)
        if self.sound is not None:
            self.sound.take(snapshot)

    def expect_live(self) -> None:
        """What is being opened is live: nothing of its own may look simulated."""
        self._edge = edge_of(None, live=True)
        if isinstance(self.window, ExpectsLive):
            self.window.expect_live()

    def show_trouble(self, trouble: Words) -> None:
        """Say that the sitting ended with an error."""
        self.sitting_trouble = trouble
        if isinstance(self.window, SaysTrouble):
            self.window.show_trouble(trouble)
            return
        over = self.window if isinstance(self.window, QWidget) else QApplication.activeWindow()
        TroubleDialog(trouble, self._translation, edge=self._edge, parent=over).open()

    def show(self) -> None:
        """Come up."""
        self.window.show()

    def close(self) -> None:
        """Go, and the sitting with it."""
        self.window.close()
