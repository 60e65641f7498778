"""The programme in a window of its own: who is due, what they did, exercises in stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from console.appearance import appearance
from console.placing import stand_beside
from console.style_sheet import style_sheet
from console.theme import Density, density_for
from console.translation import Translation
from console.views.programme.comparison_window import ComparisonWindow
from console.views.programme.exercises_panel import ExercisesPanel
from console.views.programme.people_panel import PeoplePanel
from console.views.programme.sittings_panel import SittingsPanel
from console.views.report.opening import open_report
from console.views.start.background import Background
from console.views.text import button, label, tight
from devices.documents import DocumentError
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import people
from procedures.drill.programme.kept import digests
from procedures.drill.programme.rules import load_rules
from procedures.drill.programme.titles import roster_of
from procedures.record.place import from_home

_SIZE_PX, _LEAST_PX = (1280, 800), (1100, 640)


class ProgrammeWindow(QWidget):
    """Reads the folder beside itself. opened: the words of a command that somebody wants.

    without: the record that this process writes; it is not looked into. read: what the folder
    holds, where somebody has read it already.
    """

    opened = Signal(object)  # tuple[str, ...]
    closing = Signal()

    def __init__(
        self,
        translation: Translation,
        folder: Path,
        site: str = "",
        *,
        without: Path | None = None,
        read: Sequence[Digest] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._translation = translation
        self._folder, self._site, self._without = folder, site, without
        self._density: Density | None = None
        self._read: list[Digest] = list(read or ())
        self._beside: ComparisonWindow | None = None
        self.title, self.about = label("step"), label("soft")
        self.language = button("tool", "language")
        self.again = button("tool")
        self.told = label("wrong", wrap=True)
        self.people = PeoplePanel(translation)
        self.sittings = SittingsPanel(translation)
        self.exercises = ExercisesPanel(translation)
        self.tabs = QTabWidget()
        self.background = Background(self)
        self._build()
        self._connect()
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_SIZE_PX)
        self.restyle()
        self.retranslate()
        if read is None:
            self.refresh()
        else:
            self._take()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.about, 1)
        top.addWidget(self.again)
        top.addWidget(self.language)
        for panel in (self.people, self.sittings, self.exercises):
            self.tabs.addTab(panel, "")
        rows = tight(QVBoxLayout(self), 10, 14)
        rows.addLayout(top)
        rows.addWidget(self.tabs, 1)
        rows.addWidget(self.told)
        self.told.hide()

    def _connect(self) -> None:
        self._translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        self.language.clicked.connect(self.switch_language)
        self.again.clicked.connect(self.refresh)
        self.background.came.connect(self._read.append)
        self.background.ended.connect(self._take)
        self.background.failed.connect(self._tell)
        self.sittings.opened.connect(self._open_record)
        self.sittings.compared.connect(self._compare)
        self.sittings.reported.connect(
            lambda name: open_report(self, self._translation, self._folder / name)
        )
        self.people.opened.connect(self.opened)
        self.exercises.opened.connect(self.opened)
        for key, act in (
            ("F5", self.refresh),
            ("Ctrl+L", self.switch_language),
            ("Ctrl+W", self.close),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def only_look(self) -> None:
        """Offer nothing that opens a sitting."""
        self.sittings.replay.hide()
        self.people.only_look()
        self.exercises.only_look()

    # --- what is shown ---

    def refresh(self) -> None:
        """Read the records that have changed, beside the window."""
        self._read.clear()
        self.background.start(lambda: digests(self._folder, without=self._without))
        self._count()

    def _take(self) -> None:
        """Everything is read."""
        today = datetime.now().astimezone().date()
        roster = roster_of(self._site) if self._site else None
        try:
            found = people(self._read, load_rules(), today, roster)
            self.exercises.take(self._read)
        except DocumentError as error:
            self._tell(error.render(self._translation.language))
            return
        self.told.hide()
        self.people.take(found, today)
        self.sittings.take(self._read)
        self._count()

    def _count(self) -> None:
        where = from_home(self._folder)
        words = self.tr("%1 records in %2") if not self.background.running else self.tr("reading…")
        self.about.setText(words.replace("%1", str(len(self._read))).replace("%2", where))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _open_record(self, record: str) -> None:
        self.opened.emit(("replay", str(self._folder / record)))

    def _compare(self, records: object) -> None:
        """Open the runs that are chosen side by side."""
        assert isinstance(records, tuple)
        if self._beside is not None:
            self._beside.close()
        paths = tuple(self._folder / name for name in records)
        self._beside = ComparisonWindow(self._translation, paths)
        self._beside.closing.connect(self._comparison_gone)
        stand_beside(self._beside, self, "comparison")
        self._beside.show()

    def _comparison_gone(self) -> None:
        if self._beside is not None:
            self._beside.deleteLater()
            self._beside = None

    # --- words, sizes, closing ---

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Kairetsu – training programme"))
        self.title.setText(self.tr("Training programme"))
        other = "日本語" if self._translation.language == "en" else "English"
        self.language.setText(other)
        self.language.setAccessibleName(other)
        self.again.setText(self.tr("Read again (F5)"))
        self.tabs.setTabText(0, self.tr("People"))
        self.tabs.setTabText(1, self.tr("Sittings"))
        self.tabs.setTabText(2, self.tr("Exercises"))
        for panel in (self.people, self.sittings, self.exercises):
            panel.retranslate()
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the people."""
        super().showEvent(event)
        self.people.people_list.setFocus()

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        self._density = density_for(self.width())
        self.setStyleSheet(style_sheet(self._density))
        for panel in (self.people, self.sittings):
            panel.resize_to(self._density)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        if density_for(self.width()) != self._density:
            self.restyle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing at work."""
        self.background.close()
        if self._beside is not None:
            self._beside.close()
        self.closing.emit()
        super().closeEvent(event)
