"""The faceplate of the chosen device: signals in their limits, verbs, interlocks, refusals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from console.models.command_table import MARKS, CommandTable
from console.models.device_names import full_name
from console.models.edge import edge_of
from console.theme import Density, px
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.command_foot import CommandFoot
from console.views.condition_table import ConditionTable
from console.views.device_trend import DeviceTrend
from console.views.link_note import LinkNote
from console.views.live.board_hint import BoardHint
from console.views.point_dialog import PointDialog
from console.views.reasons_box import ReasonsBox
from console.views.role_box import RoleBox
from console.views.signal_list import SignalList
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from console.views.verb_cards import VerbCards
from devices.authority import INSTRUCTOR
from devices.site.site import Site
from procedures.intents import EnterPoint, Intent
from procedures.snapshot import CommandLine, Mode, Refusal, Snapshot, VerbView

_DONE_PX = (34, 92, 90, 108)
_COMPACT = 0.8
_NOTE_LINES = 4  # of the note about a line that is silent, its edge counted in
_ROW_PX = 26
_LEAST_PX = 16  # of what scrolls: a note below it must not make the faceplate higher
_BESIDE_PX = 540  # with less width the values stand above the commands, not beside them
_GAP_PX = 14
_ROW_GAP_PX = 6
_SLACK_PX = 4  # nested layouts guess too low for texts of many lines


class Faceplate(QFrame):
    """Below the one-line. Selected above, executed at the foot: two actions, at two places.

    Values and commands scroll each for itself: the values stay in sight, whatever one reads.
    """

    closed = Signal()

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._site = site
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self._device = ""
        self._refused_s = self._granted_s = -1.0
        self._selected = False
        self._roomy = True
        self._beside = True
        self._views: tuple[VerbView, ...] = ()
        self._head = label("header", wrap=True)
        self._owner = label("soft")
        self._role_word = label("soft")
        self._role = RoleBox(site, translation)
        self._close = button("quiet", "cross")
        self._refusal = ReasonsBox()
        self.foot = CommandFoot(site, translation, send)
        self.command = self.foot.command
        self._values = QWidget()
        self._signals = SignalList(site, translation)
        self._link = LinkNote(translation)
        self.hint = BoardHint(site, translation)
        self.preview = ConditionTable(translation)
        self.verbs = VerbCards(translation, send)
        self.tabs = QTabBar()
        self.trend = DeviceTrend(site, translation)
        self._commands = CommandTable(site, translation, self)
        self.done = CalmList(self._commands, _mark_of)
        self._build()
        self._role.currentIndexChanged.connect(lambda _: self._wear())
        self._signals.enter_asked.connect(self._ask_value)
        self._signals.chosen.connect(self._draw)
        self.retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 10)
        head.addWidget(self._head, 1)
        head.addWidget(self._owner)
        head.addWidget(self._close)
        self._close.clicked.connect(self.closed)
        below = QHBoxLayout()
        tight(below, 10)
        below.addWidget(self.tabs)
        below.addStretch(1)
        below.addWidget(self._role_word)
        below.addWidget(self._role)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _ in range(3):
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addLayout(below)
        self._rows.addLayout(self._body(), 1)

    def _body(self) -> QGridLayout:
        """The values at the left, the commands at the right, and below them the foot."""
        inside = QVBoxLayout(self._values)
        tight(inside)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self._signals)
        inside.addStretch(1)
        body = QWidget()
        self._inside = QVBoxLayout(body)
        tight(self._inside, 8)
        self._inside.setContentsMargins(0, 0, 6, 0)
        self._inside.addWidget(self._refusal)
        self._inside.addWidget(self.hint)
        self._inside.addWidget(self.preview)
        self._inside.addLayout(self.verbs)
        self._inside.addStretch(1)
        self._scroll = SteadyScroll(body)
        self._values_scroll = SteadyScroll(self._values)
        self.done.lay_out(_DONE_PX, _ROW_PX)
        self.done.setWordWrap(True)
        for page in (self._scroll, self._values_scroll, self.trend, self.done):
            page.setMinimumHeight(px(_LEAST_PX))
        self._left = QVBoxLayout()
        tight(self._left, _ROW_GAP_PX)
        self._left.addWidget(self._values_scroll, 1)
        grid = self._grid = QGridLayout()
        grid.addLayout(self._left, 0, 0, 3, 1)
        grid.setHorizontalSpacing(_GAP_PX)
        grid.setVerticalSpacing(_ROW_GAP_PX)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
        self._place()
        return grid

    def _place(self) -> None:
        """Lay the parts out for the page that is shown, beside each other if there is room.

        The foot stands at the bottom of the commands on every page; a line that falls silent must
        not move what somebody aims at: its note stands below the values.
        """
        now = self.tabs.currentIndex() == 0
        for part in (self._scroll, self.trend, self.done, self._link, self.foot):
            self._grid.removeWidget(part)
        self._left.removeWidget(self._link)
        above = self._values_scroll.widget() is None
        if self._beside and above:
            self._inside.removeWidget(self._values)
            self._values_scroll.setWidget(self._values)
        elif not self._beside and not above:
            self._values_scroll.takeWidget()
            self._inside.insertWidget(self._inside.indexOf(self.verbs), self._values)
            self._values.show()
        column, columns = (1, 2) if self._beside else (0, 1)
        grid = self._grid
        grid.setColumnStretch(1, columns - 1)
        grid.addWidget(self.trend, 0, 0, 1, columns)
        grid.addWidget(self.done, 0, 0, 1, columns)
        grid.addWidget(self._scroll, 0, column, columns if now else 1, 1)
        grid.addWidget(self.foot, 2, column)
        if self._beside and now:
            self._left.addWidget(self._link)
        else:
            grid.addWidget(self._link, 1, 0, 1, columns)
        self._values_scroll.setVisible(now and self._beside)
        self._scroll.setVisible(now)
        self.trend.setVisible(self.tabs.currentIndex() == 1)
        self.done.setVisible(self.tabs.currentIndex() == 2)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        wide = density.name == "roomy"
        self._roomy = wide
        self._show_device()
        self.foot.resize_to(density)
        self.trend.resize_to(density)
        share = 1.0 if wide else _COMPACT
        self.done.lay_out([px(width * share) for width in _DONE_PX], density.row)
        self.done.resizeRowsToContents()
        self._rows.setSpacing(density.gap)
        self._rows.setContentsMargins(12, density.gap, 8, density.gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._choose_columns()
        self._fit()

    def _choose_columns(self) -> None:
        """Two columns where there is room for them, and where there is anything to command."""
        device = self._site.devices.get(self._device)
        wide = self.contentsRect().width() >= px(_BESIDE_PX)
        beside = wide and (device is None or bool(device.verbs))
        if beside is not self._beside:
            self._beside = beside
            self._place()

    def _fit(self) -> None:
        """Never be pressed so flat that the foot is pushed out: then the one-line gives room."""
        inside = self.contentsRect()
        edge = self.height() - inside.height()
        least = self._rows.minimumHeightForWidth(inside.width()) + edge + _SLACK_PX
        least += self.foot.whole_px - self.foot.height() if not self.foot.isHidden() else 0
        live = self._snapshot is not None and self._snapshot.live is not None
        if live and self._link.isHidden() and not self._beside:
            # what may come has its room before it comes
            least += _NOTE_LINES * self.fontMetrics().lineSpacing() + 2 * _ROW_GAP_PX
        self.setMinimumHeight(least)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._close.setText(self.tr("Hide"))  # no word that a breaker obeys
        self._role_word.setText(self.tr("Acting as"))
        self._role.setAccessibleName(self._role_word.text())
        self._role.setPlaceholderText(self.tr("choose…"))
        self._role.setToolTip(self._role_word.text())
        self.foot.retranslate()
        self.trend.retranslate()
        words = (self.tr("Now"), self.tr("Trend"), self.tr("History"))
        for place, word in enumerate(words):
            self.tabs.setTabText(place, word)
        self.done.setAccessibleName(words[2])
        self._commands.tell_all_changed()
        self._show_device()
        self.present_verbs(self._device, self._views)
        if self._snapshot is not None:
            self.present(self._snapshot)

    def look_at(self, device: str) -> None:
        """Show `device`."""
        self._device = device
        self._views = ()
        self.verbs.clear()
        self._choose_columns()
        self._show_device()
        self.tabs.setCurrentIndex(0)
        self.trend.look_at(self._site.devices.get(device))
        if self._snapshot is not None:
            self.present(self._snapshot)

    def _turn(self) -> None:
        self._place()
        self._show_foot()
        if self._snapshot is not None:
            self.trend.present(self._snapshot)

    def _show_foot(self) -> None:
        """Beside the trend and the history it takes no room while nothing is selected."""
        device = self._site.devices.get(self._device)
        wanted = self._selected or self.tabs.currentIndex() == 0
        self.foot.setVisible(wanted and device is not None and bool(device.verbs))

    def _draw(self, name: str) -> None:
        """Somebody wants to see what a signal did."""
        self.trend.choose(name)
        self.tabs.setCurrentIndex(1)

    def present_verbs(self, device: str, views: tuple[VerbView, ...]) -> None:
        """Show what `device` can do; an answer for another device is too late and is left."""
        if device != self._device or device not in self._site.devices:
            return
        self._views = views
        if self.verbs.present(self._site.devices[device], views, self._instructors()):
            self._role.offer(views, self._snapshot.sitter_roles if self._snapshot else ())
            self._wear()

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        first = self._snapshot is None
        self._snapshot = snapshot
        device = self._site.devices.get(self._device)
        self._signals.setVisible(device is not None)
        if device is not None:
            self._signals.present(device, snapshot)
        self.trend.present(snapshot)
        if self._commands.take(self._device, snapshot):
            self.done.resizeRowsToContents()
        was_hidden = self._link.isHidden()
        self._link.present(self._device, snapshot)
        if first or was_hidden is not self._link.isHidden():
            self._fit()
        written = device is not None and any(not verb.manual for verb in device.verbs.values())
        selection = snapshot.selection
        here = selection if selection and selection.device == self._device else None
        watches = snapshot.live is not None and snapshot.live.read_only
        told = snapshot.live if written or watches else None
        self.foot.present(here, snapshot.sitter, told)
        self.preview.present(
            self.tr("Preview, next 60 s"), here.preview if here is not None else (), live=False
        )
        if here is not None and not self._selected:
            self.tabs.setCurrentIndex(0)
            self._scroll.verticalScrollBar().setValue(0)  # what is expected is read first
        if snapshot.refusal is not None and here is not None and not self._selected:
            self._granted_s = snapshot.refusal.time_s  # what was refused before is granted by now
        self._selected = here is not None
        self._show_refusal(snapshot)

    def _show_refusal(self, snapshot: Snapshot) -> None:
        """Why the last wish here was refused, and who could still help it."""
        refusal = snapshot.refusal
        mine = refusal is not None and refusal.target.split(".")[0] == self._device
        if refusal is not None and mine and bool(self._device) and refusal.time_s > self._granted_s:
            of = self._translation.of
            head = self.tr("Refused: %1").replace("%1", of(refusal.title))
            self._refusal.present(head, tuple(of(reason) for reason in refusal.reasons))
            self.hint.present(_still_open(refusal, snapshot))
            if refusal.time_s != self._refused_s:
                self._refused_s = refusal.time_s
                self.tabs.setCurrentIndex(0)
                self._scroll.verticalScrollBar().setValue(0)  # what was just refused is read first
        else:
            self._refusal.present("", ())
            self.hint.present(())

    def _show_device(self) -> None:
        device = self._site.devices.get(self._device)
        of = self._translation.of
        for part in (self._role_word, self._role, self._owner):
            part.setVisible(device is not None and (self._roomy or part is not self._owner))
        if device is None:
            self._head.setText(self.tr("Faceplate"))
            return
        self._head.setText(full_name(device, self._translation.language))
        self._owner.setText(of(device.owner))
        has_verbs = bool(device.verbs)
        self._role_word.setVisible(has_verbs and self._roomy)  # a box says it to screen readers
        self._role.setVisible(has_verbs)
        self._show_foot()

    def _instructors(self) -> tuple[tuple[str, str], ...]:
        """Who may let a command pass its interlocks: in a drill only, and by name."""
        if self._snapshot is None or self._snapshot.mode is not Mode.DRILL:
            return ()
        return tuple(
            (person.id, person.name.in_language(self._translation.language))
            for person in self._site.persons
            if INSTRUCTOR in person.roles
        )

    def _ask_value(self, name: str) -> None:
        PointDialog(
            self._site.signals[name],
            self._translation,
            lambda value: self._send(EnterPoint(name, value)),
            edge=edge_of(self._snapshot),
            parent=self.window(),
        ).open()

    def _wear(self) -> None:
        self.verbs.wear(self._role.role)
        self.command.role = self._role.role


def _mark_of(line: CommandLine) -> Mark:
    wrong = line.outcome in ("refused", "no_answer")
    return Mark(MARKS[line.outcome], "wrong" if wrong else "ink_soft", bold=wrong)


def _still_open(refusal: Refusal, snapshot: Snapshot) -> tuple[str, ...]:
    """The points that a refusal asked for and that nobody has reported since."""
    return tuple(point for point in refusal.unreported if point not in snapshot.values)
