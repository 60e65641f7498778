"""Sites, and of the chosen one its scenarios and procedures."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from console.models.programme import Kind
from console.models.start_page import WordTable, found_procedures, trained
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.start.drills_panel import DrillsPanel
from console.views.text import button, label, tight
from devices.phrases import said
from devices.words import Words
from procedures.shelf import (
    DrillCard,
    ProcedureCard,
    ScenarioCard,
    SiteCard,
    own_site,
    procedures_of,
    scenarios_of,
    shipped_sites,
)

_ROW_PX = 28
_Card = TypeVar("_Card")


class ShelfPanel(QFrame):
    """Emits what was chosen: `site_chosen` and `scenario_chosen`; `printed` what to print."""

    site_chosen = Signal(object)  # SiteCard
    scenario_chosen = Signal(object)  # ScenarioCard | None
    file_wanted = Signal()
    print_wanted = Signal(object)  # tuple[ProcedureCard, ...]: one, or all of the site

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self.setProperty("frame", "panel")
        self._translation = translation
        of = translation.of
        self._procedures: tuple[ProcedureCard, ...] = ()
        self._leading = False  # the list of drills leads what is chosen here
        self.head = label("header")
        self.open_file = button("tool")
        self.sites: WordTable[SiteCard] = WordTable(
            lambda card: card.given,
            lambda card: (of(card.title), self._where(card)),
            self._of_sites,
        )
        self.scenarios: WordTable[ScenarioCard] = WordTable(
            lambda card: card.given, lambda card: (card.clock, of(card.title)), self._of_scenarios
        )
        self.procedures: WordTable[ProcedureCard] = WordTable(
            lambda card: card.given, lambda card: (card.chain, of(card.title)), self._of_procedures
        )
        lists = (CalmList(one) for one in (self.sites, self.scenarios, self.procedures))
        self.site_list, self.scenario_list, self.procedure_list = lists
        self.site_list.lay_out((), _ROW_PX)
        self.site_list.fit(1)
        self.scenario_list.lay_out((70,), _ROW_PX)
        self.procedure_list.lay_out((70,), _ROW_PX)
        self.trains = label("soft", wrap=True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.print_one, self.print_all = button("tool"), button("tool")
        self.tabs, self.ways = QTabWidget(), QTabWidget()
        self.drills = DrillsPanel(translation)
        self._build()
        self.sites.follow(list(shipped_sites()))
        self._connect()

    def _build(self) -> None:
        for one in (self.site_list, self.scenario_list, self.procedure_list):
            one.setProperty("role", "choice")
        top = QHBoxLayout()
        top.addWidget(self.head)
        top.addStretch(1)
        top.addWidget(self.open_file)
        scenarios, procedures = QWidget(), QWidget()
        rows = tight(QVBoxLayout(scenarios), 6)
        rows.addWidget(self.scenario_list, 1)
        rows.addWidget(self.trains)
        foot = QHBoxLayout()
        foot.addWidget(self.search, 1)
        foot.addWidget(self.print_one)
        foot.addWidget(self.print_all)
        rows = tight(QVBoxLayout(procedures), 6)
        rows.addWidget(self.procedure_list, 1)
        rows.addLayout(foot)
        self.tabs.addTab(scenarios, "")
        self.tabs.addTab(procedures, "")
        by_site = QWidget()
        rows = tight(QVBoxLayout(by_site), 8)
        rows.addWidget(self.site_list, 4)
        rows.addWidget(self.tabs, 6)
        self.ways.setDocumentMode(True)
        self.ways.tabBar().setDrawBase(False)
        self.ways.addTab(self.drills, "")
        self.ways.addTab(by_site, "")
        self.ways.setTabVisible(0, not self.drills.empty)
        rows = tight(QVBoxLayout(self), 8, 12)
        rows.addLayout(top)
        rows.addWidget(self.ways, 1)

    def _connect(self) -> None:
        self.open_file.clicked.connect(self.file_wanted)
        self.drills.chosen.connect(self._take_drill)
        self.site_list.selectionModel().currentRowChanged.connect(lambda *_: self._take_site())
        self.scenario_list.selectionModel().currentRowChanged.connect(
            lambda *_: self._take_scenario()
        )
        self.search.textChanged.connect(lambda _: self._filter())
        self.print_one.clicked.connect(lambda: self._print(one=True))
        self.print_all.clicked.connect(lambda: self._print(one=False))

    # --- what is chosen ---

    def site(self) -> SiteCard | None:
        """The site that is chosen."""
        return _chosen(self.site_list, self.sites)

    def scenario(self) -> ScenarioCard | None:
        """The scenario that is chosen."""
        return _chosen(self.scenario_list, self.scenarios)

    def choose(self, given: str, scenario: str = "") -> None:
        """Choose a site by what a command takes for it, and one of its scenarios."""
        at = next((n for n, card in enumerate(self.sites.rows) if card.given == given), -1)
        if at < 0:
            return
        self.site_list.selectRow(at)
        names = [card.given for card in self.scenarios.rows]
        if scenario in names:
            self.scenario_list.selectRow(names.index(scenario))

    def show_drills(self) -> None:
        """Bring the drills forward, and choose the first of them."""
        self.ways.setCurrentIndex(0)
        self.drills.show_kind(Kind.ALL)
        self.drills.list.setFocus()

    def show_sites(self) -> None:
        """Bring the sites forward."""
        self.ways.setCurrentIndex(1)
        self.site_list.setFocus()

    def add_own(self, path: Path) -> None:
        """Take a site file of one's own into the list, choose it, and bring the list forward."""
        card = own_site(path)
        others = [one for one in self.sites.rows if one.given != card.given]
        self.sites.follow([card, *others])
        self.drills.forget()
        self.show_sites()
        self.site_list.selectRow(0)
        self._take_site()

    def titles(self) -> dict[str, Words]:
        """The titles of the sites by name."""
        return {card.name: card.title for card in self.sites.rows}

    def _take_drill(self, card: DrillCard) -> None:
        """Choose the site and scenario of a drill; on the way another scenario is chosen."""
        self._leading = True
        self.choose(card.site, card.given)
        self._leading = False

    def _take_site(self) -> None:
        card = self.site()
        if card is None:
            return
        self._procedures = procedures_of(card)
        self.scenarios.follow(list(scenarios_of(card, self._procedures)))
        self._filter()
        self.site_chosen.emit(card)
        if self.scenarios.rows:
            self.scenario_list.selectRow(0)
        self._take_scenario()

    def _take_scenario(self) -> None:
        card = self.scenario()
        self.trains.setText("" if card is None else trained(card, self._translation))
        drill = self.drills.card()
        other = drill is not None and card is not None and card.given != drill.given
        if other and not self._leading:
            self.drills.forget()
        self.scenario_chosen.emit(card)

    def _filter(self) -> None:
        self.procedures.follow(found_procedures(self._procedures, self.search.text()))
        self.print_all.setEnabled(bool(self._procedures))

    def _print(self, *, one: bool) -> None:
        card = _chosen(self.procedure_list, self.procedures)
        if not one:
            self.print_wanted.emit(self._procedures)
        elif card is not None:
            self.print_wanted.emit((card,))

    def _where(self, card: SiteCard) -> str:
        return Path(card.given).name if card.own else self._translation.of(said("start.shipped"))

    # --- words and sizes ---

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.head.setText(self.tr("New sitting"))
        self.open_file.setText(self.tr("Open a site file…"))
        self.ways.setTabText(0, self.tr("Drills"))
        self.ways.setTabText(1, self.tr("Sites and scenarios"))
        self.ways.tabBar().setAccessibleName(self.tr("New sitting"))
        self.tabs.tabBar().setAccessibleName(self.tr("Sites and scenarios"))
        self.drills.retranslate()
        self.tabs.setTabText(0, self.tr("Scenarios"))
        self.tabs.setTabText(1, self.tr("Procedures"))
        self.search.setPlaceholderText(self.tr("Search procedures"))
        self.search.setAccessibleName(self.tr("Search procedures"))
        self.print_one.setText(self.tr("Print…"))
        self.print_all.setText(self.tr("Print all…"))
        for one, words in (
            (self.site_list, self.tr("Sites")),
            (self.scenario_list, self.tr("Scenarios of the site")),
            (self.procedure_list, self.tr("Procedures of the site")),
        ):
            one.setAccessibleName(words)
        for table in (self.sites, self.scenarios, self.procedures):
            table.tell_all_changed()
        card = self.scenario()
        self.trains.setText("" if card is None else trained(card, self._translation))

    def _of_sites(self) -> tuple[str, ...]:
        return (self.tr("Site"), self.tr("From"))

    def _of_scenarios(self) -> tuple[str, ...]:
        return (self.tr("Begins"), self.tr("Scenario"))

    def _of_procedures(self) -> tuple[str, ...]:
        return (self.tr("No."), self.tr("Procedure"))


def _chosen(view: CalmList, table: WordTable[_Card]) -> _Card | None:
    index = view.selectionModel().currentIndex()
    return table.rows[index.row()] if index.isValid() else None
