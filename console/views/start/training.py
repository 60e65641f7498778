"""What the start page knows of the programme: read beside it, and opened in a window of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.placing import stand_beside
from console.translation import Translation
from console.views.programme.window import ProgrammeWindow
from console.views.start.background import Background
from devices.documents import DocumentError
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import people
from procedures.drill.programme.kept import digests
from procedures.drill.programme.rules import load_rules
from procedures.drill.programme.titles import roster_of


class Training(Background):
    """known: digests, people and today, when they are read or the site is another.

    opened: the words of a command that somebody wants from the window of the programme.
    """

    known = Signal(object, object, object)
    opened = Signal(object)

    def __init__(self, translation: Translation, folder: Path, page: QWidget) -> None:
        super().__init__(page)
        self._translation = translation
        self._folder, self._page = folder, page
        self._site = ""
        self._digests: list[Digest] = []
        self.window: ProgrammeWindow | None = None
        self.came.connect(self._digests.append)
        self.ended.connect(self._tell_known)

    def read(self) -> None:
        """Read the records that have changed."""
        self._digests.clear()
        self.start(lambda: digests(self._folder))

    def look_at(self, site: str) -> None:
        """Take the persons of another site."""
        self._site = site
        self._tell_known()

    def show_programme(self) -> None:
        """Open the window of the programme, or bring it forward."""
        if self.window is None:
            self.window = ProgrammeWindow(self._translation, self._folder, self._site)
            self.window.opened.connect(self.opened)
            self.window.closing.connect(self._gone)
            stand_beside(self.window, self._page, "programme")
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close the window, and wait for what is at work."""
        if self.window is not None:
            self.window.close()
        super().close()

    def _tell_known(self) -> None:
        today = datetime.now().astimezone().date()
        roster = roster_of(self._site) if self._site else None
        try:
            found = people(self._digests, load_rules(), today, roster)
        except DocumentError as error:
            self.failed.emit(error.render(self._translation.language))
        else:
            self.known.emit(tuple(self._digests), found, today)

    def _gone(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
