"""The branches of the record: a list, and two of them on one time axis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console import formatting
from console.models.other_way import OtherWay, other_way
from console.models.people import name_of
from console.translation import Translation
from console.views.hatched_border import HatchedBorder
from console.views.past.overlay_plot import OverlayPlot
from console.views.text import button, label
from console.wishes import LayOver, ShowPast, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.branches import Overlay
from procedures.past import BranchView, Past
from procedures.snapshot import Snapshot

_WIDTHS_PX = (100, 104, 104, 104, 140)
_PLOTS = 4
_ROW_PX = 28


class BranchesDialog(QDialog):
    """Choose a branch: it lies in grey beside the one that the sitting is on.

    beside: takes the branch that is to lie in the trends of the window too.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        snapshot: Snapshot,
        *,
        beside: Callable[[OtherWay], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Branches of the record"))
        self.resize(1100, 700)
        self._site = site
        self._translation = translation
        self._send = send
        self._beside = beside
        self._snapshot = snapshot
        self._branches: tuple[BranchView, ...] = ()
        self._other: OtherWay | None = None
        self._border = HatchedBorder(self)
        self.list = QTableWidget(0, 6)
        self.legend = label("soft", wrap=True)
        self.plots = [OverlayPlot(trend, translation) for trend in site.trends[:_PLOTS]]
        self.show_beside = button("big")
        self._build()
        self._send(ShowPast())

    def _build(self) -> None:
        head = label("header")
        head.setText(self.windowTitle())
        view = self.list
        view.setAccessibleName(self.windowTitle())
        view.setHorizontalHeaderLabels(
            [
                self.tr("Branch"),
                self.tr("Leaves"),
                self.tr("From"),
                self.tr("Until"),
                self.tr("Who"),
                self.tr("Reason"),
            ]
        )
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        for column, width in enumerate(_WIDTHS_PX):
            view.setColumnWidth(column, width)
        view.horizontalHeader().setSectionResizeMode(
            len(_WIDTHS_PX), QHeaderView.ResizeMode.Stretch
        )
        view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        view.setMaximumHeight(6 * _ROW_PX)
        self.legend.setText(self.tr("The record is being read..."))
        self.show_beside.setText(self.tr("Show in the trends"))
        self.show_beside.setEnabled(False)
        close = button("big")
        close.setText(self.tr("Close"))
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, plot in enumerate(self.plots):
            grid.addWidget(plot, number // 2, number % 2)
        line = QHBoxLayout()
        still = label("soft", wrap=True)
        still.setText(self.tr("Plant time stands still while this is open."))
        line.addWidget(still, 1)
        line.addWidget(self.show_beside)
        line.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        rows.addWidget(head)
        rows.addWidget(view)
        rows.addWidget(self.legend)
        rows.addLayout(grid, 1)
        rows.addLayout(line)
        view.currentCellChanged.connect(self._choose)
        self.show_beside.clicked.connect(self._show_beside)
        close.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def present_past(self, past: Past) -> None:
        """List the branches, and choose the one that was left last."""
        if self._branches:
            return
        self._branches = past.branches
        self.list.setRowCount(len(past.branches))
        for row, branch in enumerate(past.branches):
            for column, text in enumerate(self._texts(branch)):
                self.list.setItem(row, column, QTableWidgetItem(text))
        others = [n for n, one in enumerate(past.branches) if one.number != past.branch]
        if others:
            self.list.setCurrentCell(others[-1], 0)
        else:
            self.legend.setText(
                self.tr("There is one branch only: nobody has gone back in this sitting.")
            )

    def present_overlay(self, found: Overlay | Words) -> None:
        """Draw the branch that was asked for beside the present one."""
        if not isinstance(found, Overlay):
            self.legend.setText(self._translation.of(found))
            return
        if found.second.branch != self._chosen():
            return
        self._other = other_way(found)
        ways = OtherWay.of(found.second), OtherWay.of(found.first)
        opened = self._snapshot.clock - timedelta(seconds=self._snapshot.time_s)
        for plot in self.plots:
            plot.present(ways, found.parted_s, opened)
        words = self.tr(
            "Black: branch %1, its steps at the foot. Grey, dash-dotted: branch %2, its steps"
            " at the top. They part at %3."
        )
        words = words.replace("%1", str(found.first.branch)).replace("%2", str(found.second.branch))
        self.legend.setText(words.replace("%3", self._clock(found.parted_s)))
        self.show_beside.setEnabled(True)

    def _texts(self, branch: BranchView) -> tuple[str, ...]:
        now = self.tr("%1 (now)") if branch.number == self._snapshot.branch else "%1"
        return (
            now.replace("%1", str(branch.number)),
            self.tr("branch %1").replace("%1", str(branch.of)) if branch.of else formatting.NOTHING,
            self._clock(branch.from_s),
            self._clock(branch.to_s),
            name_of(self._site, branch.who, self._translation.language),
            branch.reason,
        )

    def _clock(self, time_s: float) -> str:
        return formatting.time_at(self._snapshot.clock, self._snapshot.time_s, time_s)

    def _chosen(self) -> int:
        row = self.list.currentRow()
        return self._branches[row].number if 0 <= row < len(self._branches) else 0

    def _choose(self, *_: object) -> None:
        chosen, now = self._chosen(), self._snapshot.branch
        self.show_beside.setEnabled(False)
        if chosen and chosen != now:
            self._send(LayOver(now, chosen))

    def _show_beside(self) -> None:
        if self._other is not None:
            self._beside(self._other)
            self.accept()
