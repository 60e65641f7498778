"""The start page: go on from a record, open a new sitting, and see what is missing before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console import preferences
from console.appearance import appearance
from console.layout_memory import settings
from console.models.start_page import Choice
from console.sound import AlarmSound, be_heard
from console.style_sheet import style_sheet
from console.theme import LEAST_HIGH_PX, LEAST_WIDE_PX, Density, density_for, px
from console.translation import Translation
from console.views.help_dialog import HelpDialog
from console.views.settings_dialog import SettingsDialog
from console.views.start.background import Background
from console.views.start.beside import Beside
from console.views.start.checks_panel import ChecksPanel
from console.views.start.choices import Choices
from console.views.start.notice import Notice
from console.views.start.own_files import SUFFIXES, OwnFiles
from console.views.start.records_panel import RecordsPanel
from console.views.start.shelf_panel import ShelfPanel
from console.views.start.training import Training
from console.views.text import button, label, tight
from devices.documents import DocumentError
from devices.site import Site, load_site
from devices.words import Words
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import Person
from procedures.readiness import Plan, Screen
from procedures.shelf import (
    ProcedureCard,
    ScenarioCard,
    SiteCard,
    scenario_titles,
)

USUAL_SITE = "odawara"
_LEAST_PX = (1180, 700)
_CALM_MS = 250  # until the checks begin: who runs down a list does not mean every row of it


class StartPage(QWidget):
    """Emits `opened` with the words of the command that somebody wants; opens nothing itself."""

    opened = Signal(object)  # tuple[str, ...]
    closing = Signal()

    def __init__(
        self, translation: Translation, folder: Path, said: str = "", *, site: str = USUAL_SITE
    ) -> None:
        """folder: that of the records. said: what went wrong with what was opened last."""
        super().__init__()
        self.setObjectName("ground")
        self._translation = translation
        self._density: Density | None = None
        self._site: Site | None = None
        self.title, self.about = label("step"), label("soft")
        self.help, self.settings = button("tool", "help"), button("tool")
        self.programme = button("tool", "list")
        self.language = button("tool", "language")
        self._sound = AlarmSound(self)
        self._silence: Callable[[], None] | None = None
        self.shelf = ShelfPanel(translation)
        self.choices = Choices(translation)
        self.records = RecordsPanel(folder, self._titles(), translation)
        self.checks = ChecksPanel(translation)
        self.notice = Notice()
        self.reading = Background(self)
        self.training = Training(translation, folder, self)
        self.beside = Beside(self, self.notice, translation, folder)
        self.files = OwnFiles(self, translation)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self.retranslate()
        self.restyle()
        if Path(site).suffix in SUFFIXES:  # one's own, which was opened last
            self.shelf.add_own(Path(site))
        elif site == USUAL_SITE and not self.shelf.drills.empty:
            self.shelf.choose(site)
            self.shelf.show_drills()
        else:
            self.shelf.choose(site)
            self.shelf.show_sites()
        self.records.refresh()
        self.training.read()
        if said:
            self.notice.tell(said)

    def _titles(self) -> dict[str, Words]:
        return self.shelf.titles() | scenario_titles()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.about, 1)
        for one in (self.programme, self.help, self.settings, self.language):
            top.addWidget(one)
        middle = tight(QVBoxLayout(), 8)
        middle.addWidget(self.shelf, 1)
        middle.addWidget(self.choices)
        columns = QHBoxLayout()
        columns.setSpacing(10)
        columns.addWidget(self.records, 28)
        columns.addLayout(middle, 42)
        columns.addWidget(self.checks, 30)
        rows = tight(QVBoxLayout(self), 10, 14)
        rows.addLayout(top)
        rows.addLayout(columns, 1)
        rows.addWidget(self.notice)

    def _connect(self) -> None:
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.programme.clicked.connect(self.training.show_programme)
        self.help.clicked.connect(self.show_help)
        self.settings.clicked.connect(self.show_settings)
        self.language.clicked.connect(self.switch_language)
        self.records.opened.connect(self.opened)
        self.records.asked.connect(self.beside.do_with_record)
        self.shelf.site_chosen.connect(self._read_site)
        self.shelf.scenario_chosen.connect(self._take_scenario)
        self.shelf.file_wanted.connect(self.files.ask)
        self.files.site.connect(self.shelf.add_own)
        self.files.opened.connect(self.opened)
        self.files.refused.connect(self.notice.tell)
        self.shelf.print_wanted.connect(self._print)
        self.choices.changed.connect(self._calm.start)
        self.choices.start.connect(self._open)
        self.reading.came.connect(self._take_site)
        self.training.known.connect(self._take_training)
        self.training.failed.connect(self.notice.tell)
        self.training.opened.connect(self.opened)
        self.beside.done.connect(self.check)
        self._calm.timeout.connect(self.check)
        for key, act in (
            ("F1", self.show_help),
            ("F5", self.check),
            ("Ctrl+,", self.show_settings),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+O", self.files.ask),
            ("Ctrl+Return", self.choices.go.click),
            ("Ctrl+1", self.records.list.setFocus),
            ("Ctrl+2", self.shelf.show_sites),
            ("Ctrl+4", self.shelf.show_drills),
            ("Ctrl+P", self.training.show_programme),
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
        self.training.look_at(card.name)
        self._calm.start()

    def _take_scenario(self, scenario: ScenarioCard | None) -> None:
        self.choices.take_scenario(scenario)

    def _take_training(
        self, read: tuple[Digest, ...], people: tuple[Person, ...], today: date
    ) -> None:
        """Who is due to train, of those who trained and those of the site."""
        self.shelf.drills.take_programme(read, people)
        self.choices.take_overdue({person.id: person.overdue(today) for person in people})

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if names:
            event.acceptProposedAction()
            self.files.take(Path(names[0]))

    def _print(self, cards: tuple[ProcedureCard, ...]) -> None:
        site = self.shelf.site()
        if site is not None:
            self.beside.ask_where_to_print(site, self.shelf.scenario(), cards)

    def _search(self) -> None:
        self.shelf.tabs.setCurrentIndex(1)
        self.shelf.search.setFocus()

    # --- words, sizes, closing ---

    def show_help(self) -> None:
        """Open keys, signs and the glossary."""
        HelpDialog(self._translation, edge="", parent=self).open()

    def show_settings(self) -> None:
        """Open the settings; a sound can be tried out."""
        store = settings()
        if self._silence is None:
            self._silence = be_heard(self._sound, preferences.read(store))
        dialog = SettingsDialog(self._translation, store, edge="", parent=self)
        dialog.chosen.connect(self._sound.wear)
        dialog.heard.connect(self._sound.try_out)
        dialog.open()

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Kairetsu – start"))
        self.title.setText("Kairetsu")
        self.about.setText(self.tr("Console for microgrid drills"))
        other = "日本語" if self._translation.language == "en" else "English"
        self.programme.setText(self.tr("Programme…"))
        self.help.setText(self.tr("Help"))
        self.settings.setText(self.tr("Settings…"))
        self.language.setText(other)
        self.language.setAccessibleName(other)
        for part in (self.records, self.shelf, self.choices, self.checks, self.notice):
            part.retranslate()

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        wide, high = _LEAST_PX
        self.setMinimumSize(max(wide, px(LEAST_WIDE_PX)), max(high, px(LEAST_HIGH_PX)))
        self._density = density_for(self.width())
        self.setStyleSheet(style_sheet(self._density))
        self.choices.resize_to(self._density)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the drills or the sites, whichever is in front."""
        super().showEvent(event)
        first = self.shelf.ways.currentIndex() == 0
        (self.shelf.drills.list if first else self.shelf.site_list).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        if density_for(self.width()) != self._density:
            self.restyle()

    def let_go(self) -> None:
        """End everything that works beside the page, and wait for it."""
        self._calm.stop()
        if self._silence is not None:
            self._silence()
        self.beside.close()
        self.training.close()
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
