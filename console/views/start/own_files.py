"""Files of one's own that the start page takes: a site, a scenario or a record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from console.translation import Translation
from devices.documents import DocumentError, read_document
from procedures.scenario import site_of
from procedures.shelf import kind_of

SUFFIXES = (".yaml", ".yml")


class OwnFiles(QObject):
    """Asks for a file, and tells what it is.

    site: the path of a site file; opened: the words of a command; refused: why, in words.
    """

    site = Signal(object)  # Path
    opened = Signal(object)  # tuple[str, ...]
    refused = Signal(str)

    def __init__(self, page: QWidget, translation: Translation) -> None:
        super().__init__(page)
        self._page = page
        self._translation = translation

    def ask(self) -> None:
        """Ask for a site file of one's own, or a record."""
        dialog = QFileDialog(self._page, self.tr("Open a site file or a record"))
        dialog.setNameFilters([self.tr("Site files (*.yaml *.yml)"), self.tr("Records (*.sqlite)")])
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Take a file that somebody has chosen or dropped: a site, a scenario or a record."""
        if path.suffix == ".sqlite":
            self.opened.emit(("replay", str(path)))
            return
        try:
            kind = kind_of(path)
            if kind == "site":
                self.site.emit(path)
            elif kind == "scenario":
                self.opened.emit(("run", str(site_of(str(path))), "--scenario", str(path)))
            else:
                read_document(path)  # says what is wrong where its form is
                words = self.tr("%1 is neither a site, a scenario nor a record.")
                self.refused.emit(words.replace("%1", str(path)))
        except DocumentError as error:
            self.refused.emit(error.render(self._translation.language))
