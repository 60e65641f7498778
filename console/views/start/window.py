"""The start page: go on from a record, open a new sitting, and see what is missing before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from console.appearance import appearance
from console.models.start_page import Choice
from console.style_sheet import style_sheet
from console.theme import Density, density_for
from console.translation import Translation
from console.views.start.background import Background
from console.views.start.checks_panel import ChecksPanel
from console.views.start.choices import Choices
from console.views.start.command import Command
from console.views.start.notice import Notice
from console.views.start.records_panel import RecordsPanel
from console.views.start.shelf_panel import ShelfPanel
from console.views.text import button, label, tight
from devices.documents import DocumentError
from devices.site import Site, load_site
from devices.words import Words
from procedures.readiness import Plan, Screen
from procedures.record.place import from_home
from procedures.record.recent import RecentRecord
from procedures.scenario import site_of
from procedures.shelf import (
    ProcedureCard,
    ScenarioCard,
    SiteCard,
    kind_of,
    scenario_titles,
)

_LEAST_PX = (1180, 700)
_CALM_MS = 250  # until the checks begin: who runs down a list does not mean every row of it


class StartPage(QWidget):
    """Emits `opened` with the words of the command that somebody wants; opens nothing itself."""

    opened = Signal(object)  # tuple[str, ...]
    closing = Signal()

    def __init__(
        self, translation: Translation, folder: Path, said: str = "", *, site: str = "odawara"
    ) -> None:
        """folder: that of the records. said: what went wrong with what was opened last."""
        super().__init__()
        self.setObjectName("ground")
        self._translation = translation
        self._folder = folder
        self._density: Density | None = None
        self._site: Site | None = None
        self.title, self.about = label("step"), label("soft")
        self.language = button("tool", "language")
        self.shelf = ShelfPanel(translation)
        self.choices = Choices(translation)
        self.records = RecordsPanel(folder, self._titles(), translation)
        self.checks = ChecksPanel(translation)
        self.notice = Notice()
        self.reading = Background(self)
        self.command = Command(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_PX)
        self.retranslate()
        self.restyle()
        self.shelf.choose(site)
        self.records.refresh()
        if said:
            self.notice.tell(said)

    def _titles(self) -> dict[str, Words]:
        return self.shelf.titles() | scenario_titles()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.about, 1)
        top.addWidget(self.language)
        middle = tight(QVBoxLayout(), 8)
        middle.addWidget(self.shelf, 1)
        middle.addWidget(self.choices)
        columns = QHBoxLayout()
        columns.setSpacing(10)
        columns.addWidget(self.records, 34)
        columns.addLayout(middle, 34)
        columns.addWidget(self.checks, 32)
        rows = tight(QVBoxLayout(self), 10, 14)
        rows.addLayout(top)
        rows.addLayout(columns, 1)
        rows.addWidget(self.notice)

    def _connect(self) -> None:
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.language.clicked.connect(self.switch_language)
        self.records.opened.connect(self.opened)
        self.records.asked.connect(self._do_with_record)
        self.shelf.site_chosen.connect(self._read_site)
        self.shelf.scenario_chosen.connect(self._take_scenario)
        self.shelf.file_wanted.connect(self.ask_for_file)
        self.shelf.print_wanted.connect(self._ask_where_to_print)
        self.choices.changed.connect(self._calm.start)
        self.choices.start.connect(self._open)
        self.reading.came.connect(self._take_site)
        self.command.done.connect(self._tell_command)
        self.notice.stopped.connect(self.command.stop)
        self._calm.timeout.connect(self.check)
        for key, act in (
            ("F5", self.check),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+O", self.ask_for_file),
            ("Ctrl+Return", self.choices.go.click),
            ("Ctrl+1", self.records.list.setFocus),
            ("Ctrl+2", self.shelf.site_list.setFocus),
            ("Ctrl+3", self.checks.list.setFocus),
            ("Ctrl+F", self._search),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # --- a new sitting ---

    def _read_site(self, card: SiteCard) -> None:
        self._site = None
        self.choices.take_site(card, None)
        self.reading.start(lambda: _read(card))

    def _take_site(self, read: object) -> None:
        """What was read of the site that is chosen: the site, or the error of its file."""
        card = self.shelf.site()
        if card is None:
            return
        if isinstance(read, DocumentError):
            self.notice.tell(read.render(self._translation.language))
        elif isinstance(read, Site):
            self._site = read
        self.choices.take_site(card, self._site)
        self._calm.start()

    def _take_scenario(self, scenario: ScenarioCard | None) -> None:
        self.choices.take_scenario(scenario)

    def check(self) -> None:
        """Look at what is missing for what is chosen."""
        choice = self.choices.choice()
        if choice is None:
            return
        size = self.screen().size()
        self.checks.look(
            Plan(
                choice.site,
                choice.scenario,
                live=choice.live,
                read_only=choice.read_only,
                person=choice.person,
                screen=Screen(size.width(), size.height()),
            )
        )

    def _open(self, choice: Choice) -> None:
        """Open it, unless something that must be is known to be missing."""
        must = self.checks.must_words()
        if must:
            self.notice.tell("\n".join((self.tr("This must be done first:"), *must)))
        else:
            self.opened.emit(choice.arguments())

    def ask_for_file(self) -> None:
        """Ask for a site file of one's own, or a record."""
        dialog = QFileDialog(self, self.tr("Open a site file or a record"))
        dialog.setNameFilters([self.tr("Site files (*.yaml *.yml)"), self.tr("Records (*.sqlite)")])
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Take a file that somebody has chosen or dropped: a site, a scenario or a record."""
        if path.suffix == ".sqlite":
            self.opened.emit(("replay", str(path)))
            return
        kind = kind_of(path)
        if kind == "site":
            self.shelf.add_own(path)
        elif kind == "scenario":
            self._open_scenario(path)
        else:
            words = self.tr("%1 is neither a site, a scenario nor a record.")
            self.notice.tell(words.replace("%1", str(path)))

    def _open_scenario(self, path: Path) -> None:
        try:
            site = site_of(str(path))
        except DocumentError as error:
            self.notice.tell(error.render(self._translation.language))
        else:
            self.opened.emit(("run", str(site), "--scenario", str(path)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if names:
            event.acceptProposedAction()
            self.take_file(Path(names[0]))

    # --- beside the page ---

    def _do_with_record(self, what: str, record: RecentRecord | None) -> None:
        if what == "folder":
            self._folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
            self.notice.tell(from_home(self._folder))
        elif record is not None and what == "verify":
            self._run(("verify", str(record.path)))
        elif record is not None:
            self._ask_where_to_export(record)

    def _ask_where_to_export(self, record: RecentRecord) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the CSV files"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        name = record.path.stem
        dialog.fileSelected.connect(
            lambda folder: self._run(
                ("export", str(record.path), "--csv", str(Path(folder) / f"{name}-csv"))
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_where_to_print(self, cards: tuple[ProcedureCard, ...]) -> None:
        site, scenario = self.shelf.site(), self.shelf.scenario()
        if site is None:
            return
        words = ["print", site.given]
        if scenario is not None and len(cards) > 1:
            words += ["--scenario", scenario.given]
        if len(cards) == 1:
            words += ["--procedure", Path(cards[0].given).stem]
        dialog = QFileDialog(self, self.tr("Save the procedures as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.fileSelected.connect(lambda name: self._run((*words, "--out", name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, arguments: tuple[str, ...]) -> None:
        """Run a command beside the page, unless one is at work."""
        if self.command.running:
            return
        self.notice.wait(self.tr("At work: %1").replace("%1", " ".join(arguments)))
        self.command.start((*arguments, "--language", self._translation.language))

    def _tell_command(self, code: int, text: str) -> None:
        self.notice.tell(text or self.tr("Done.") if code == 0 else text)
        self.check()

    def _search(self) -> None:
        self.shelf.tabs.setCurrentIndex(1)
        self.shelf.search.setFocus()

    # --- words, sizes, closing ---

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.choose("ja" if self._translation.language == "en" else "en")

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Kairetsu – start"))
        self.title.setText("Kairetsu")
        self.about.setText(self.tr("Console for microgrid drills"))
        other = "日本語" if self._translation.language == "en" else "English"
        self.language.setText(other)
        self.language.setAccessibleName(other)
        for part in (self.records, self.shelf, self.choices, self.checks, self.notice):
            part.retranslate()

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        self._density = density_for(self.width())
        self.setStyleSheet(style_sheet(self._density))
        for part in (self.shelf, self.choices, self.checks):
            part.resize_to(self._density)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the sites."""
        super().showEvent(event)
        self.shelf.site_list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        if density_for(self.width()) != self._density:
            self.restyle()

    def let_go(self) -> None:
        """End everything that works beside the page, and wait for it."""
        self._calm.stop()
        self.command.close()
        for background in (self.reading, self.records.background, self.checks.background):
            background.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing at work."""
        self.let_go()
        self.closing.emit()
        super().closeEvent(event)


def _read(card: SiteCard) -> Iterator[object]:
    """The site of a card, or what is wrong with its file."""
    try:
        yield load_site(card.given)
    except DocumentError as error:
        yield error
