"""The branches of the record: a list, and two of them on one time axis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from console.models.branch_table import BranchTable
from console.models.edge import edge_of
from console.models.other_way import OtherWay, other_way
from console.translation import Translation
from console.views.calm_list import CalmList
from console.views.dialog_size import open_at
from console.views.edge_border import EdgeBorder
from console.views.past.overlay_plot import OverlayPlot
from console.views.text import button, label
from console.wishes import LayOver, ShowPast, Wish
from devices.site.site import Site
from devices.words import Words
from procedures.branches import Overlay
from procedures.past import Past
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
        open_at(self, 1100, 700)
        self._translation = translation
        self._send = send
        self._beside = beside
        self._snapshot = snapshot
        self._other: OtherWay | None = None
        self._border = EdgeBorder(self, edge_of(snapshot))
        self.table = BranchTable(site, translation, snapshot, self)
        self.list = CalmList(self.table)
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
        view.setProperty("role", "choice")
        view.lay_out(_WIDTHS_PX, _ROW_PX)
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
        view.selectionModel().currentRowChanged.connect(self._choose)
        self.show_beside.clicked.connect(self._show_beside)
        close.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def present_past(self, past: Past | Words) -> None:
        """List the branches, and choose the one that was left last; or say why there are none."""
        if isinstance(past, Words):
            self.legend.setText(self._translation.of(past))
            return
        if self.table.rows:
            return
        self.table.follow(past.branches)
        others = [n for n, one in enumerate(past.branches) if one.number != past.branch]
        if others:
            self.list.selectRow(others[-1])
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
        self.legend.setText(words.replace("%3", self.table.clock(found.parted_s)))
        self.show_beside.setEnabled(True)

    def _chosen(self) -> int:
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()].number if index.isValid() else 0

    def _choose(self, *_: object) -> None:
        chosen, now = self._chosen(), self._snapshot.branch
        self.show_beside.setEnabled(False)
        if chosen and chosen != now:
            self._send(LayOver(now, chosen))

    def _show_beside(self) -> None:
        if self._other is not None:
            self._beside(self._other)
            self.accept()
