"""How the sitting opens: kind, who sits, speed, which window; and the button that opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from console.models.start_page import Choice, sitters, view_of
from console.theme import Density
from console.translation import Translation
from console.views.start.party import Party
from console.views.text import button, label
from console.windows import VIEWS
from console.wishes import SPEEDS
from devices.site.site import Site
from procedures.shelf import ScenarioCard, SiteCard


class Choices(QFrame):
    """Emits `changed` when what is to be checked is another, and `start` with the choice."""

    changed = Signal()
    start = Signal(object)  # Choice

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self.setProperty("frame", "inset")
        self._translation = translation
        self._card: SiteCard | None = None
        self._scenario: ScenarioCard | None = None
        self._site: Site | None = None
        self.rehearsal, self.live = QRadioButton(), QRadioButton()
        self.rehearsal.setChecked(True)
        self._kinds = QButtonGroup(self)
        for one in (self.rehearsal, self.live):
            self._kinds.addButton(one)
        self.read_only, self.free = QCheckBox(), QCheckBox()
        self.who, self.speed, self.view = QComboBox(), QComboBox(), QComboBox()
        self.party = Party(translation)
        self.labels = tuple(label("soft") for _ in range(4))
        self.go = button("main")
        self._build()
        self.live.toggled.connect(lambda _: self._take_kind())
        self.who.activated.connect(lambda _: self._take_role())
        self.read_only.toggled.connect(lambda _: self.changed.emit())
        self.go.clicked.connect(self._start)

    def _build(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(18)
        for one in (self.rehearsal, self.live, self.read_only):
            kinds.addWidget(one)
        kinds.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.labels[0], 0, 0)
        grid.addLayout(kinds, 0, 1, 1, 3)
        self._row(grid, 1, self.labels[1], self.who)
        self.party.lay_into(grid, 2)
        grid.addWidget(self.labels[2], 4, 0)
        grid.addWidget(self.speed, 4, 1)
        grid.addWidget(self.labels[3], 4, 2)
        grid.addWidget(self.view, 4, 3)
        grid.addWidget(self.free, 5, 1, 1, 3)
        grid.addWidget(self.go, 6, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def _row(self, grid: QGridLayout, row: int, name: QLabel, widget: QWidget) -> None:
        grid.addWidget(name, row, 0)
        grid.addWidget(widget, row, 1, 1, 3)

    # --- what is chosen ---

    def take_site(self, card: SiteCard, site: Site | None) -> None:
        """Take the site that is chosen; site None while it is read, or where it cannot be."""
        self._card, self._site = card, site
        self._fill_who()
        self._enable()

    def take_scenario(self, scenario: ScenarioCard | None) -> None:
        """Take the scenario that is chosen, and sit where it wants somebody."""
        self._scenario = scenario
        if self._is_drill:
            self.free.setChecked(False)
        self._fill_who()
        self._enable()

    def choice(self) -> Choice | None:
        """What is chosen; None while that is not enough to open."""
        if self._card is None:
            return None
        live, who = self.live.isChecked(), str(self.who.currentData() or "")
        party = self.party
        return Choice(
            site=self._card.given,
            scenario=""
            if self._scenario is None or self.free.isChecked()
            else self._scenario.given,
            live=live,
            read_only=live and self.read_only.isChecked(),
            role="" if live else who,
            person=who if live else "",
            speed=float(self.speed.currentData() or 1),
            view=str(self.view.currentData() or "main"),
            free=self.free.isChecked(),
            trainee="" if live else party.trainee.name(),
            instructor="" if live or not self._is_drill else party.instructor.name(),
            evaluator="" if live or not self._is_drill else party.evaluator.name(),
        )

    @property
    def _is_drill(self) -> bool:
        return self._scenario is not None and bool(self._scenario.number)

    def take_overdue(self, overdue: Mapping[str, int]) -> None:
        """Take how many drills each person owes."""
        self.party.overdue = dict(overdue)
        self._offer()

    def _offer(self) -> None:
        """Offer the persons who play the role that is chosen."""
        self.party.offer(self._site, str(self.who.currentData() or ""))

    def _fill_who(self) -> None:
        kept = self.who.currentData()
        offered = [] if self._site is None else sitters(
            self._site, self._translation, live=self.live.isChecked()
        )  # fmt: skip
        _fill(self.who, offered)
        wanted = "" if self._scenario is None else self._scenario.role
        for name in (wanted, kept, "MGC"):
            at = self.who.findData(name) if name else -1
            if at >= 0:
                self.who.setCurrentIndex(at)
                break
        self._take_role()

    def _take_role(self) -> None:
        """A facility manager begins with his own view; the others with the main window."""
        roles = () if self.live.isChecked() else (str(self.who.currentData() or ""),)
        at = self.view.findData(view_of(roles))
        if at >= 0:
            self.view.setCurrentIndex(at)
        self._offer()
        self.changed.emit()

    def _take_kind(self) -> None:
        self._fill_who()
        self._enable()

    def _enable(self) -> None:
        live = self.live.isChecked()
        self.read_only.setVisible(live)
        self.speed.setEnabled(not live)
        self.free.setEnabled(not live)
        if live:
            self.free.setChecked(False)
        self.free.setVisible(not self._is_drill)
        self.party.show_for(trainee=not live, drill=not live and self._is_drill)
        self.go.setEnabled(self._site is not None)
        self._name_button()

    def _start(self) -> None:
        choice = self.choice()
        if choice is not None:
            self.start.emit(choice)

    # --- words and sizes ---

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        names = (self.tr("Kind"), self.tr("Who sits"), self.tr("Speed"), self.tr("Window"))
        fields: Sequence[QWidget] = (self.rehearsal, self.who, self.speed, self.view)
        for shown, field, words in zip(self.labels, fields, names, strict=True):
            shown.setText(words)
            field.setAccessibleName(words)
        self.live.setText(self.tr("Live (real devices)"))
        self.read_only.setText(self.tr("Read only"))
        self.free.setText(self.tr("Without a procedure (free operation)"))
        _fill(self.speed, [(f"{speed:g}", f"{speed:g}×") for speed in SPEEDS])
        views = {
            "main": self.tr("Main window"),
            "facility": self.tr("Facility view"),
            "public": self.tr("Public display"),
        }
        _fill(self.view, [(name, views[name]) for name in VIEWS if name in views])
        self.party.retranslate()
        self._fill_who()
        self._name_button()

    def _name_button(self) -> None:
        live = self.live.isChecked()
        simulated = self.tr("Drill (simulated)"), self.tr("Rehearsal (simulated)")
        self.rehearsal.setText(simulated[0] if self._is_drill else simulated[1])
        self.rehearsal.setAccessibleName(self.rehearsal.text())
        words = self.tr("Start the drill") if self._is_drill else self.tr("Start the rehearsal")
        words = self.tr("Open on real devices") if live else words
        self.go.setText(words)

    def resize_to(self, density: Density) -> None:
        """Take the sizes of now."""
        self.go.setMinimumHeight(density.button)


def _fill(box: QComboBox, offered: Sequence[tuple[str, str]]) -> None:
    """Offer these, and keep what was chosen where it is still there."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for name, words in offered:
        box.addItem(words, name)
    at = box.findData(kept)
    box.setCurrentIndex(max(0, at))
    box.blockSignals(False)
