"""Procedures on paper: choose, look at every page, save as PDF, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.models.edge import Edge, HasEdge, edge_of
from console.models.paper_shelf import PaperMaker, Printed, Wanted
from console.noting import note_paper
from console.questions import words_of
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.edge_border import EdgeBorder
from console.views.text import button, label, tight
from devices.documents import DocumentError
from devices.site.site import Site
from procedures.record import RecordError
from procedures.record.export.new_file import new_bytes
from procedures.shelf import ProcedureCard
from procedures.snapshot import RunState, Snapshot

if TYPE_CHECKING:
    from console.views.main_window import MainWindow

_CHAIN = "chain"
_SIZE = QSize(900, 760)


def open_print(window: MainWindow) -> PrintDialog:
    """Open the dialog over the main window."""
    return PrintDialog.over(window, window.site, window.translation, window.snapshot)


class PrintDialog(QDialog):
    """Left what is printed, below its pages; page up and down turn them."""

    ready = Signal()  # the pages of what is chosen can be seen

    def __init__(
        self,
        site: Site,
        translation: Translation,
        snapshot: Snapshot | None,
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._labels = tuple(c.label for c in snapshot.chapters) if snapshot else ()
        self._running = _running(snapshot)
        self._known: tuple[ProcedureCard, ...] = ()
        self._waits = 0  # for so many layouts that were asked for; only the last one counts
        self._at = 0
        folder = Path(snapshot.folder) if snapshot and snapshot.folder else None
        self.maker = PaperMaker(site, folder)
        self.printed: Printed | None = None
        self._border = EdgeBorder(self, edge)
        self.what, self.language = ChoiceBox(), ChoiceBox()
        self.before, self.after = button("big", "back"), button("big", "arrow")
        self.page_number = label("strong")
        self.note = label("soft", wrap=True)
        self.save, self.to_printer, self.shut = button("main"), button("big"), button("big")
        self._picture = QLabel()
        self._build()
        self._connect()
        self._say_all()
        self.maker.ask("procedures")

    @staticmethod
    def over(
        parent: QWidget, site: Site, translation: Translation, snapshot: Snapshot | None
    ) -> PrintDialog:
        """Open the dialog over `parent`; it has the edge of the window below."""
        edge = parent.edge if isinstance(parent, HasEdge) else edge_of(snapshot)
        dialog = PrintDialog(site, translation, snapshot, edge=edge, parent=parent)
        dialog.open()
        return dialog

    def _build(self) -> None:
        self.resize(_SIZE)
        top = QHBoxLayout()
        top.addWidget(self.what, 1)
        top.addWidget(self.language)
        self._scroll = QScrollArea()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(self._picture)
        self._scroll.setWidgetResizable(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._scroll.setHorizontalScrollBarPolicy(off)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        turn = QHBoxLayout()
        tight(turn, 8)
        for widget in (self.before, self.page_number, self.after):
            turn.addWidget(widget)
        turn.addStretch(1)
        for tool in (self.shut, self.to_printer, self.save):
            turn.addWidget(tool)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self._scroll, 1)
        rows.addWidget(self.note)
        rows.addLayout(turn)

    def _connect(self) -> None:
        for number, (name, words) in enumerate((("en", "English"), ("ja", "日本語"))):
            self.language.addItem(words, name)
            if name == self._translation.language:
                self.language.setCurrentIndex(number)
        self.what.activated.connect(lambda _: self._make())
        self.language.activated.connect(lambda _: self._make())
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.save.clicked.connect(self._ask_where)
        self.to_printer.clicked.connect(self._print)
        self.shut.clicked.connect(self.accept)
        self.maker.known.connect(self._offer)
        self.maker.made.connect(self._show_made)
        self.maker.pictured.connect(self._show_page)
        maker = self.maker  # ends here, on this thread, whatever becomes of the dialog
        self.destroyed.connect(lambda: maker.end())  # noqa: PLW0108 - a method would be called there
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._end)
        self.finished.connect(self.deleteLater)

    def _end(self) -> None:
        self.maker.end()

    def done(self, result: int) -> None:
        """Let nobody wait for pages any more."""
        self.maker.end()
        super().done(result)

    def _say_all(self) -> None:
        self.setWindowTitle(self.tr("Print procedures"))
        self.what.setAccessibleName(self.tr("What is printed"))
        self.language.setAccessibleName(self.tr("Language of the paper"))
        self.before.setAccessibleName(self.tr("page before"))
        self.after.setAccessibleName(self.tr("next page"))
        self.save.setText(self.tr("Save as PDF…"))
        self.to_printer.setText(self.tr("Print…"))
        self.shut.setText(self.tr("Close"))
        self.note.setText(self.tr("Reading the procedures…"))
        for tool in (self.save, self.to_printer, self.before, self.after):
            tool.setEnabled(False)

    # --- making the pages ---

    def _offer(self, known: tuple[ProcedureCard, ...]) -> None:
        self._known = known
        chain = self._chain()
        current = next((one for one in known if one.name == self._running), None)
        if current is not None:
            self.what.addItem(self._named(current), current.given)
        if chain:
            words = self.tr("%1 to %2, and all that they can lead to")
            words = words.replace("%1", chain[0].chain).replace("%2", chain[-1].chain)
            self.what.addItem(words, _CHAIN)
        for procedure in known:
            if procedure is not current:
                self.what.addItem(self._named(procedure), procedure.given)
        self._make()

    def _chain(self) -> list[ProcedureCard]:
        """The procedures of the tabs of this drill."""
        by_label = {procedure.chain: procedure for procedure in self._known}
        return [by_label[name] for name in self._labels if name in by_label]

    def _make(self) -> None:
        wanted = self.what.currentData()
        if wanted is None:
            self.note.setText(self.tr("There is no procedure for this site."))
            return
        whole = wanted == _CHAIN
        chosen = self._chain() if whole else [p for p in self._known if p.given == wanted]
        self.note.setText(self.tr("Laying out the pages…"))
        self._waits += 1
        language = self.language.currentData()
        self.maker.ask("pages", Wanted(tuple(chosen), language, with_all_called=whole))

    def _show_made(self, made: Printed | DocumentError) -> None:
        self._waits -= 1
        if self._waits > 0:
            return
        if isinstance(made, DocumentError):
            self.note.setText(made.render(self._translation.language))
            return
        self.printed, self._at = made, 0
        self.note.setText(self.tr("A4. Page up and page down turn the pages."))
        self.save.setEnabled(True)
        self.to_printer.setEnabled(True)
        self.turn(0)

    def turn(self, by: int) -> None:
        """Show another page."""
        if self.printed is None:
            return
        count = len(self.printed.texts)
        self._at = max(0, min(count - 1, self._at + by))
        width_px = max(300, self._scroll.viewport().width() - 8)
        self.maker.ask("page", (self._at, round(width_px * self.devicePixelRatioF())))
        self.page_number.setText(f"{self._at + 1} / {count}")
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < count)

    def _show_page(self, number: int, image: QImage) -> None:
        if self.printed is None or number != self._at:
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setAccessibleName(self.printed.texts[number])
        self._scroll.verticalScrollBar().setValue(0)
        self.ready.emit()

    # --- where it goes ---

    def _ask_where(self) -> None:
        words = self.tr("Save as PDF")
        ask = QFileDialog(self, words, f"{self._file_name()}.pdf", "PDF (*.pdf)")
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("pdf")
        EdgeBorder(ask, self._border.edge)
        ask.fileSelected.connect(lambda name: self.save_to(Path(name)))
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _file_name(self) -> str:
        wanted = self.what.currentData()
        return f"{self._site.name}-{wanted}" if wanted == _CHAIN else Path(wanted).stem

    def save_to(self, path: Path) -> None:
        """Write the PDF, and say so."""
        if self.printed is None:
            return
        try:
            with new_bytes(path, over=True) as file:
                file.write(self.printed.pdf)
        except RecordError as error:
            self.note.setText(self._translation.of(words_of(error)))
            return
        self._note_printed()
        self.note.setText(self.tr("Saved: %1").replace("%1", str(path)))

    def _note_printed(self) -> None:
        """Remember what stands on paper now: the start page tells what does not."""
        if self.printed is not None:
            note_paper(self.printed.files)

    def _print(self) -> None:
        """Print, where this computer can; else say what is missing."""
        try:
            # its library wants libcups2, which a computer without printers does not have
            from console.views.printing import choose_printer  # noqa: PLC0415
        except ImportError:
            words = self.tr("Printing needs the system library libcups2. Save the PDF instead.")
            self.note.setText(words)
            return
        if self.printed is None:
            return
        count, send = len(self.printed.texts), self._send_to_printer
        if not choose_printer(count, send, self):
            words = self.tr("No printer is set up on this computer. Save the PDF instead.")
            self.note.setText(words)

    def _send_to_printer(self, paint: Callable[[Any], None]) -> None:
        self.maker.ask("print", paint)
        self._note_printed()

    # --- keys and size ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages."""
        by = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.turn(by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page fill the width."""
        super().resizeEvent(event)
        self.turn(0)

    def _named(self, procedure: ProcedureCard) -> str:
        return f"{procedure.chain}  {self._translation.of(procedure.title)}".strip()


def _running(snapshot: Snapshot | None) -> str:
    """The procedure at work, "" for none."""
    runs = snapshot.runs if snapshot else ()
    active = [run.procedure for run in runs if run.state is not RunState.ENDED]
    return active[-1] if active else ""
