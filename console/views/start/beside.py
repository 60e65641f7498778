"""What the start page does beside itself: verify, export and print by commands of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from console.translation import Translation
from console.views.start.command import Command
from console.views.start.notice import Notice
from procedures.record.place import from_home
from procedures.record.recent import RecentRecord
from procedures.shelf import ProcedureCard, ScenarioCard, SiteCard


class Beside(QObject):
    """Asks where to, runs one command at a time, and tells its words in the notice.

    done: a command has ended.
    """

    done = Signal()

    def __init__(
        self, page: QWidget, notice: Notice, translation: Translation, folder: Path
    ) -> None:
        super().__init__(page)
        self._page = page
        self._notice = notice
        self._translation = translation
        self._folder = folder
        self._command = Command(self)
        self._command.done.connect(self._tell)
        notice.stopped.connect(self._command.stop)

    def close(self) -> None:
        """End what is at work."""
        self._command.close()

    def do_with_record(self, what: str, record: RecentRecord | None) -> None:
        """Open the folder of the records, verify one, or ask where to export it."""
        if what == "folder":
            self._folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
            self._notice.tell(from_home(self._folder))
        elif record is not None and what == "verify":
            self._run(("verify", str(record.path)))
        elif record is not None:
            self._ask_where_to_export(record)

    def _ask_where_to_export(self, record: RecentRecord) -> None:
        dialog = QFileDialog(self._page, self.tr("Folder for the CSV files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        name = record.path.stem
        dialog.fileSelected.connect(
            lambda folder: self._run(
                ("export", str(record.path), "--csv", str(Path(folder) / f"{name}-csv"))
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_where_to_print(
        self, site: SiteCard, scenario: ScenarioCard | None, cards: tuple[ProcedureCard, ...]
    ) -> None:
        """Ask for the PDF of one procedure, or of all that a scenario leads to.

        A site of one's own may have no scenario: then all that there are.
        """
        words = ["print", site.given]
        if scenario is not None and len(cards) > 1:
            words += ["--scenario", scenario.given]
        else:
            words += [word for card in cards for word in ("--procedure", card.given)]
        dialog = QFileDialog(self._page, self.tr("Save the procedures as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.fileSelected.connect(lambda name: self._run((*words, "--out", name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, arguments: tuple[str, ...]) -> None:
        """Run a command beside the page, unless one is at work."""
        if self._command.running:
            return
        self._notice.wait(self.tr("At work: %1").replace("%1", " ".join(arguments)))
        self._command.start((*arguments, "--language", self._translation.language))

    def _tell(self, code: int, text: str) -> None:
        self._notice.tell(text or self.tr("Done.") if code == 0 else text)
        self.done.emit()
