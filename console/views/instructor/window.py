"""The instructor station: time line and clock above, injects, expected actions and tools below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from console.appearance import appearance
from console.models.edge import Edge, edge_of
from console.models.lead_tables import InjectOrder
from console.models.people import name_of
from console.style_sheet import style_sheet
from console.theme import LEAST_HIGH_PX, LEAST_WIDE_PX, Density, density_for, palette, px
from console.translation import Translation
from console.views.edge_border import EdgeBorder
from console.views.instructor.alarm_page import AlarmPage
from console.views.instructor.disaster_bar import DisasterBar
from console.views.instructor.drill_page import DrillPage
from console.views.instructor.fault_page import FaultPage
from console.views.instructor.inject_panel import InjectPanel
from console.views.instructor.mark_bar import MarkBar
from console.views.instructor.moment_page import MomentPage
from console.views.instructor.people_page import PeoplePage
from console.views.instructor.run_bar import RunBar
from console.views.instructor.station_head import StationHead
from console.views.instructor.talk_page import TalkPage
from console.views.instructor.task_panel import TaskPanel
from console.views.instructor.time_line import TimeLine
from console.views.instructor.trainee_card import TraineeCard
from console.views.refusal_bar import RefusalBar
from console.wishes import ReadScore, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.drill.instructor_view import InstructorView
from procedures.drill.scoring.sheet import ScoreSheet
from procedures.snapshot import Snapshot

_TITLE = Words("[DRILL] Instructor station", "【訓練】進行管理者の画面")
_WANTED_PX = (1280, 800)
_LEAST_PX = (1180, 700)
_NARROW_TABS = "QTabBar::tab { padding: 3px 8px; margin-right: 3px; }"  # six beside each other
_SHARES = (32, 31, 37)


class InstructorWindow(QWidget):
    """Shows a drill to `person` who leads it, and sends what he wishes."""

    closing = Signal()

    def __init__(
        self, site: Site, translation: Translation, send: Callable[[Wish], None], person: str
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._site, self._translation, self._person = site, translation, person
        self._snapshot: Snapshot | None = None
        self._view: InstructorView | None = None
        self._density: Density | None = None
        self._order = InjectOrder()
        self.head = StationHead(translation, lambda: self._name(person))
        self.refusal = RefusalBar(translation)
        self.disaster = DisasterBar()
        self.run = RunBar(translation, send, person)
        self.line = TimeLine(translation)
        self.injects = InjectPanel(translation, send, person)
        self.tasks = TaskPanel(translation, send, person)
        self.trainee = TraineeCard(site, translation, send, person)
        self.drill = DrillPage(translation)
        self.people = PeoplePage(site, translation, send, person)
        self.talk = TalkPage(translation, send, person)
        self.faults = FaultPage(site, translation, send, person)
        self.moments = MomentPage(translation, send, person, self._name)
        self.alarms = AlarmPage(site, translation)
        self.marking = MarkBar(send, person)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setStyleSheet(_NARROW_TABS)
        self._parts = (
            self.run, self.line, self.injects, self.tasks, self.trainee, self.drill, self.people,
            self.talk, self.faults, self.moments, self.alarms,
        )  # fmt: skip
        self._build()
        self.border = EdgeBorder(self)
        self.drill.score_wanted.connect(lambda: send(ReadScore()))
        self.head.language_asked.connect(self.switch_language)
        self.tabs.currentChanged.connect(lambda _: self._show())
        self.line.chosen.connect(self.injects.choose)
        self.injects.chosen.connect(self.line.pick)
        translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        for key, act in (
            ("F7", self.run.toggle),
            ("F4", self.marking.set_mark),
            ("Ctrl+L", self.switch_language),
            ("F11", self.toggle_full_screen),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.setMinimumSize(*_LEAST_PX)
        self.resize(*_WANTED_PX)
        self.restyle()
        self.retranslate()

    def _build(self) -> None:
        self._lined = QFrame()
        self._lined.setProperty("frame", "panel")
        inside = QVBoxLayout(self._lined)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.line)
        self._pages: tuple[QWidget, ...] = (
            self.drill, self.people, self.talk, self.faults, self.moments, self.alarms,
        )  # fmt: skip
        for page in self._pages:
            self.tabs.addTab(page, "")
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._tools = QFrame()
        self._tools.setProperty("frame", "panel")
        self._tool_rows = QVBoxLayout(self._tools)
        self._tool_rows.addWidget(self.tabs, 1)
        self._tool_rows.addWidget(self.marking)
        self._right.addWidget(self.trainee)
        self._right.addWidget(self._tools, 1)
        self._columns = QHBoxLayout()
        for part, share in zip((self.injects, self.tasks, right), _SHARES, strict=True):
            part.setMinimumWidth(1)
            self._columns.addWidget(part, share)
        self._body = QVBoxLayout()
        self._body.addWidget(self.disaster)
        self._body.addWidget(self.run)
        self._body.addWidget(self._lined)
        self._body.addLayout(self._columns, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.head)
        self._rows.addWidget(self.refusal)
        self._rows.addLayout(self._body, 1)

    # --- what comes in ------------------------------------------------------------------------

    def present(self, snapshot: Snapshot) -> None:
        """Take the picture that the trainee has, too; it is shown with the next view."""
        self._snapshot = snapshot
        if self.border.edge != self.edge:
            self.border.present(self.edge)
            self._leave_edge()

    def present_view(self, view: InstructorView) -> None:
        """Show the drill as its leader sees it."""
        self._view = replace(view, injects=self._order.of(view.injects))
        self._show()

    def present_score(self, found: ScoreSheet | Words) -> None:
        """Show the score so far, or why there is none."""
        self.drill.present_score(found)
        if isinstance(found, ScoreSheet):
            self.head.show_score(found)

    def choose_speed(self, speed: float) -> None:
        """Show how fast plant time passes when the window opens."""
        self.run.choose_speed(speed)

    def present_split(self, found: Path | Words) -> None:
        """Tell where the record is that was split off, or why there is none."""
        self.moments.present_split(found)

    def _show(self) -> None:
        snapshot, view = self._snapshot, self._view
        if snapshot is None or view is None:
            return
        self.refusal.present(replace(snapshot, refusal=view.refusal))
        self.head.present(view)
        self.run.present(view)
        frozen = view.drill.frozen
        self.disaster.present(view, "" if frozen is None else self._name(frozen.by))
        self.line.present(view)
        self.injects.present(view)
        self.tasks.present(view)
        self.trainee.present(snapshot, view)
        self._show_page(snapshot, view)

    def _show_page(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show what is in front only: the others are shown when they come forward."""
        page = self.tabs.currentWidget()
        if isinstance(page, DrillPage | FaultPage):
            page.present(view)
        elif isinstance(page, PeoplePage | TalkPage | MomentPage | AlarmPage):
            page.present(snapshot, view)

    # --- language, size -----------------------------------------------------------------------

    @property
    def edge(self) -> Edge:
        """The border of this window and of all that opens over it."""
        return edge_of(self._snapshot)

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.switch()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        titles = (
            self.tr("Drill"),
            self.tr("People"),
            self.tr("Talk"),
            self.tr("Faults"),
            self.tr("Moments"),
            self.tr("Alarms"),
        )
        for at, words in enumerate(titles):
            self.tabs.setTabText(at, words)
        self.tabs.setAccessibleName(self.tr("tools of the instructor"))
        for part in (self.head, self.refusal, self.marking, *self._parts):
            part.retranslate()
        title, site = (self._translation.of(one) for one in (_TITLE, self._site.title))
        self.setWindowTitle(f"{title} – {site} – Kairetsu")
        self._show()

    def restyle(self) -> None:
        """Take the colours and sizes that are worn now."""
        wide, high = _LEAST_PX
        self.setMinimumSize(max(wide, px(LEAST_WIDE_PX)), max(high, px(LEAST_HIGH_PX)))
        self._density = density_for(self.width())
        self._resize_to(self._density)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        density = density_for(self.width())
        if density is not self._density:
            self._density = density
            self._resize_to(density)

    def _resize_to(self, density: Density) -> None:
        self.setStyleSheet(style_sheet(density))
        self.border.set_width(density.border)
        self._leave_edge()
        gap = density.gap
        self._body.setContentsMargins(gap, gap, gap, gap)
        for rows in (self._body, self._columns, self._right):
            rows.setSpacing(gap)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._tool_rows.setContentsMargins(gap, gap, gap, gap)
        self._tool_rows.setSpacing(gap)
        for part in (self.head, *self._parts):
            part.resize_to(density)
        for page in self._pages:
            page.setContentsMargins(0, gap, 0, 0)

    def _leave_edge(self) -> None:
        edge = self.border.room_px
        self._rows.setContentsMargins(edge, edge, edge, edge)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _name(self, person: str) -> str:
        return name_of(self._site, person, self._translation.language)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(palette().window))

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the score up to date while the window is seen."""
        super().showEvent(event)
        self.drill.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no timer runs."""
        super().hideEvent(event)
        self.drill.watch(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it closes."""
        super().closeEvent(event)
        self.closing.emit()
