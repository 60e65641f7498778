"""The report of a drill: read, finished by people, approved by a name, and saved as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from console.appearance import appearance
from console.models.report_book import ReportBook
from console.questions import words_of
from console.report_files import content_of
from console.style_sheet import style_sheet
from console.theme import Density, density_for
from console.translation import Translation
from console.views.edge_border import EdgeBorder
from console.views.report.findings_page import FindingsPage
from console.views.report.foot import Foot
from console.views.report.improvements_page import ImprovementsPage
from console.views.report.reader import Reader
from console.views.start.background import Background
from console.views.text import button, label, tight
from devices import messages
from devices.documents import DocumentError
from devices.words import Language, Words
from procedures.drill.report import Report, read_report
from procedures.drill.report.pieces import Section
from procedures.drill.report.sections import sections
from procedures.record import RecordError
from procedures.record.export.new_file import new_bytes

_CALM_MS = 500  # after a change, until the report is written anew


class ReportWindow(QWidget):
    """Reads the record beside itself. Every change is kept at once; undo takes it back."""

    closing = Signal()
    ready = Signal()  # the report stands there
    saved = Signal()  # as a file, or not: the note says it
    refused = Signal()  # there is none

    def __init__(
        self,
        record: Path,
        translation: Translation,
        *,
        report: Report | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """report: that of the record, where somebody has read it already."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("ground")
        self.record, self.translation = record, translation
        self._density: Density | None = None
        self.book: ReportBook | None = None
        self._border = EdgeBorder(self)
        self.title = label("step")
        self.language, self.undo, self.redo = (button("tool") for _ in range(3))
        self.tabs = QTabWidget()
        self.reader = Reader()
        self.findings: FindingsPage | None = None
        self.improvements: ImprovementsPage | None = None
        self.foot, self.note = Foot(translation), label("soft", wrap=True)
        self._reading, self._writing, self._saving = (Background(self) for _ in range(3))
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._build()
        self._connect()
        self.setMinimumSize(960, 620)
        self.retranslate()
        self.restyle()
        if report is None:
            self.read_again()
        else:
            self._take(report)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for one in (self.undo, self.redo, self.language):
            top.addWidget(one)
        self.tabs.addTab(self.reader, "")
        rows = tight(QVBoxLayout(self), 8, 18)
        rows.addLayout(top)
        rows.addWidget(self.tabs, 1)
        rows.addWidget(self.note)
        rows.addWidget(self.foot)

    def _connect(self) -> None:
        self.translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.language.clicked.connect(self.switch_language)
        self.foot.approved.connect(self._approve)
        self.foot.withdrawn.connect(self._withdraw)
        self.foot.asked.connect(self._ask_where)
        self.undo.clicked.connect(self.step_back)
        self.redo.clicked.connect(self.step_on)
        self._calm.timeout.connect(self._write_anew)
        self._reading.came.connect(self._take)
        self._reading.failed.connect(self._tell)
        self._writing.came.connect(self._show)
        self._saving.came.connect(self._tell)
        self._saving.ended.connect(self.saved)
        self._saving.failed.connect(self._tell)
        for keys, act in (
            ("Ctrl+Z", self.step_back),
            ("Ctrl+Shift+Z", self.step_on),
            ("Ctrl+Y", self.step_on),
            ("Ctrl+L", self.switch_language),
            ("F5", self.read_again),
            ("Ctrl+S", lambda: self._ask_where("pdf")),
            ("Ctrl+1", lambda: self.tabs.setCurrentIndex(0)),
            ("Ctrl+2", lambda: self.tabs.setCurrentIndex(1)),
            ("Ctrl+3", lambda: self.tabs.setCurrentIndex(2)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # --- the report ---------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the record once more: somebody may have judged it since."""
        if self.findings is not None:
            self.findings.tell()
        record = self.record
        self._reading.start(lambda: _read(record))

    def _take(self, found: Report | Words) -> None:
        """The record was read, or cannot be."""
        if isinstance(found, Words):
            self._tell(self.translation.of(found))
            self.refused.emit()
            return
        self._border.present("" if found.cover.mode == "live" else "hatched")
        book = ReportBook(found, found.site, self._changed, self._not_kept)
        self.book = book
        at = self.tabs.currentIndex()
        for former in (self.findings, self.improvements):
            if former is not None:
                self.tabs.removeTab(self.tabs.indexOf(former))
                former.deleteLater()
        self.findings = FindingsPage(book, self.translation)
        self.improvements = ImprovementsPage(book, self.translation)
        self.tabs.addTab(self.findings, "")
        self.tabs.addTab(self.improvements, "")
        self.tabs.setCurrentIndex(at)
        self.retranslate()
        self._changed()

    def _changed(self) -> None:
        """Something was written: show it, and write the report anew when it is calm."""
        book = self.book
        if book is None or self.findings is None or self.improvements is None:
            return
        self.findings.present()
        self.improvements.present()
        self.undo.setEnabled(book.can_undo)
        self.redo.setEnabled(book.can_redo)
        self.foot.present(book.report)
        self._calm.start()

    def _write_anew(self) -> None:
        if self.book is not None:
            report, language = self.book.report, self.translation.language
            self._writing.start(lambda: iter((sections(report, language),)))

    def _show(self, every: tuple[Section, ...]) -> None:
        self.reader.present(every)
        self.ready.emit()

    def _not_kept(self, error: RecordError) -> None:
        words = self.translation.of(words_of(error))
        self._tell(self.tr("Not kept: %1").replace("%1", words))

    def _tell(self, words: str) -> None:
        self.note.setText(words)

    # --- what people do -----------------------------------------------------------------------

    def step_back(self) -> None:
        """Take the last change back."""
        if self.book is not None and self.findings is not None:
            self.findings.tell()
            self.book.undo()

    def step_on(self) -> None:
        """Do it again."""
        if self.book is not None and self.findings is not None:
            self.findings.tell()
            self.book.redo()

    def _approve(self, name: str) -> None:
        if self.book is not None and self.findings is not None:
            self.findings.tell()
            self.book.approve(name, datetime.now().astimezone())

    def _withdraw(self) -> None:
        if self.book is not None:
            self.book.withdraw()

    def _ask_where(self, form: str) -> None:
        if self.book is None:
            return
        name = f"{self.record.stem}-report.{form}"
        dialog = QFileDialog(self, self.tr("Save the report"), str(self.record.with_name(name)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        EdgeBorder(dialog, self._border.edge)
        dialog.setNameFilter(f"{form.upper()} (*.{form})")
        dialog.fileSelected.connect(lambda path: self.save_to(form, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, form: str, path: Path) -> None:
        """Write the report as it stands over whatever is at `path`: the dialog has asked."""
        if self.book is None or self.findings is None:
            return
        self.findings.tell()
        report, language = self.book.report, self.translation.language
        self._tell(self.tr("Writing %1…").replace("%1", str(path)))
        self._saving.start(lambda: _saved(report, language, form, path))

    # --- language, sizes, closing ---------------------------------------------------------------

    def switch_language(self) -> None:
        """Speak the other language."""
        self.translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        if self.findings is not None:
            self.findings.tell()
        report = None if self.book is None else self.book.report
        named = self.tr("Report of a drill")
        drill = "" if report is None else self.translation.of(report.cover.title)
        number = "" if report is None else report.cover.number
        self.title.setText(f"{named}  {number} {drill}".strip())
        self.setWindowTitle(f"{self.title.text()} – Kairetsu")
        other = "日本語" if self.translation.language == "en" else "English"
        self.language.setText(other)
        self.language.setAccessibleName(other)
        self.undo.setText(self.tr("Undo"))
        self.redo.setText(self.tr("Redo"))
        self.reader.setAccessibleName(self.tr("The report"))
        tabs = (self.tr("Report"), self.tr("Strengths and areas"), self.tr("Improvement plan"))
        for place, words in zip(range(self.tabs.count()), tabs, strict=False):
            self.tabs.setTabText(place, words)
        if report is None:
            self.note.setText(self.tr("The record is being read…"))
        else:
            self.note.setText(self.tr("What is written here is kept at once, beside the record."))
        for page in (self.findings, self.improvements, self.foot):
            if page is not None:
                page.retranslate()
        self.foot.present(report)
        for tool in (self.undo, self.redo):
            tool.setEnabled(False)
        self._changed()

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        self._density = density_for(self.width())
        self.setStyleSheet(style_sheet(self._density))
        self._border.set_width(self._density.border)
        self.foot.resize_to_scale()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the report: arrows and page keys move it."""
        super().showEvent(event)
        self.reader.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        if density_for(self.width()) != self._density:
            self.restyle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being written, and leave nothing at work."""
        if self.findings is not None:
            self.findings.tell()
        self._calm.stop()
        for one in (self._reading, self._writing, self._saving):
            one.close()
        self.closing.emit()
        super().closeEvent(event)


def _read(record: Path) -> Iterator[Report | Words]:
    """The report, or why there is none."""
    try:
        yield read_report(record)
    except (RecordError, DocumentError) as error:
        yield words_of(error)


def _saved(report: Report, language: Language, form: str, path: Path) -> Iterator[str]:
    """Write one file and say so, or why it cannot be written."""
    try:
        with new_bytes(path, over=True) as file:
            file.write(content_of(report, language, form))
    except RecordError as error:
        yield words_of(error).in_language(language)
    else:
        yield messages.text(language, "report.written", path=path)
