"""Going back in the real window: the list of moments, the new branch, and the one that was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from console.app import run_window
from console.models.history import History
from console.models.moment_table import MomentTable
from console.models.other_way import OtherWay
from console.pace import pace
from console.theme import palette
from console.translation import Translation
from console.views.main_window import MainWindow
from console.views.past.backtrack_dialog import BacktrackDialog
from console.views.past.branches_dialog import BranchesDialog
from console.wishes import LayOver, ShowPast, StandStill
from devices.events import Event, EventKind
from devices.site import Site
from devices.words import Words
from procedures.branches import Overlay, Way
from procedures.intents import Backtrack, TakeUp
from procedures.past import BranchView, MomentView, Past
from procedures.people import Sitter
from procedures.record import Column, Entry, Record, Telemetry
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import (
    DifferenceView,
    HandoverView,
    Mode,
    Snapshot,
    TakingUpView,
)
from tests.console.looking import LOOKS

Open = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 120_000
MOMENTS = (
    MomentView(7900.0, "step", "P5", Words("5.3 Close B2", "5.3 B2を投入する"), 7890.0),
    MomentView(7600.0, "alarm", "P5", Words("alarm: Earth fault", "警報：地絡"), 7600.0),
    MomentView(1.0, "phase", "P1", Words("sitting opened", "訓練開始"), None),
)
BRANCHES = (
    BranchView(1, 0, 0.0, 7920.0, "", ""),
    BranchView(2, 1, 7600.0, 7938.0, "ozawa", "once more, with the right pole"),
)
PAST = Past(2, MOMENTS, BRANCHES)


@pytest.fixture
def on_branch_2(picture: Snapshot) -> Snapshot:
    return replace(picture, branch=2, handover=HandoverView(("hayashi",)))


def dialog_of(window: MainWindow, kind: type) -> object:
    QApplication.processEvents()
    (dialog,) = (one for one in window.findChildren(kind) if one.isVisible())
    return dialog


def asked(window: MainWindow) -> BacktrackDialog:
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(window, BacktrackDialog)
    assert isinstance(dialog, BacktrackDialog)
    window.present_past(PAST)
    return dialog


def laid_over(site: Site, opened: Snapshot) -> Overlay:
    """Branch 2 goes on at 49.9 Hz, the branch that was left stood at 50.1 Hz."""
    names = tuple(dict.fromkeys(name for trend in site.trends for name in trend.signals))

    def way(branch: int, hz: float) -> Way:
        times_s = np.arange(7500.0, 7930.0)
        values = np.full((len(times_s), len(names)), hz, dtype=np.float32)
        done = Event(7800.0, EventKind.STEP_DONE, "5.2")
        entry = Entry(9, branch, 8, "", opened.clock, done)
        columns = tuple(Column(name) for name in names)
        return Way(branch, (entry,), Telemetry(columns, times_s, values))

    return Overlay(way(2, 49.9), way(1, 50.1), 7600.0, np.arange(7500.0, 7930.0))


def cut_off(widget: QWidget) -> list[str]:
    """Labels, buttons and cells of `widget` with less room than their text needs."""
    QApplication.processEvents()
    found = []
    for label in widget.findChildren(QLabel):
        height = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        if label.isVisible() and label.text() and height > label.height() + 1:
            found.append(label.text())
    for button in widget.findChildren(QPushButton):
        if button.isVisible() and button.minimumSizeHint().width() > button.width() + 1:
            found.append(button.text())
    for table in widget.findChildren(QTableView):
        model = table.model()
        for column in range(model.columnCount()):
            for row in range(model.rowCount()):
                if table.sizeHintForIndex(model.index(row, column)).width() > table.columnWidth(
                    column
                ):
                    found.append(str(model.index(row, column).data()))
    return found


# --- the list of moments -------------------------------------------------------------------------


def test_a_moment_is_searched_and_a_reason_asked_before_anybody_goes_back(
    qtbot: QtBot, open_window: Open, on_branch_2: Snapshot
) -> None:
    window = open_window(on_branch_2)
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    dialog = asked(window)
    assert wishes == [ShowPast(), StandStill(True)]
    assert [row[1] for row in dialog.table.rows] == list(MOMENTS)
    dialog.search.setText("earth ALARM")
    assert [row[1] for row in dialog.table.rows] == [MOMENTS[1]]
    dialog.list.selectRow(0)
    assert not dialog.go.isEnabled()
    dialog.reason.setText("  once more ")
    assert "You will stand at" in dialog.stands.text()
    qtbot.mouseClick(dialog.go, LEFT)
    assert wishes[2:] == [Backtrack(7600.0, "once more"), StandStill(False)]
    assert not dialog.isVisible()


def test_what_lies_before_the_first_stored_moment_cannot_be_gone_back_to(
    open_window: Open, on_branch_2: Snapshot
) -> None:
    dialog = asked(open_window(on_branch_2))
    dialog.reason.setText("why not")
    dialog.list.selectRow(2)
    assert not dialog.go.isEnabled()
    assert "so early" in dialog.stands.text()


def test_the_moments_of_another_branch_are_asked_for(
    qtbot: QtBot, open_window: Open, on_branch_2: Snapshot
) -> None:
    window = open_window(on_branch_2)
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    dialog = asked(window)
    assert [dialog.branch.itemText(n) for n in range(2)] == ["branch 1", "branch 2 (now)"]
    dialog.branch.activated.emit(0)
    assert wishes[-1] == ShowPast(1)
    window.present_past(replace(PAST, branch=1))
    dialog.list.selectRow(0)
    dialog.reason.setText("the first way was better")
    qtbot.mouseClick(dialog.go, LEFT)
    assert wishes[-2:] == [Backtrack(7900.0, "the first way was better", 1), StandStill(False)]


def test_a_live_sitting_is_told_why_it_cannot(open_window: Open, live_picture: Snapshot) -> None:
    window = open_window(replace(live_picture, handover=HandoverView(("hayashi",))))
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert wishes == [Backtrack(live_picture.time_s)]  # which the sitting refuses in words
    assert not window.findChildren(BacktrackDialog)
    assert not window.procedure.duties.branches.isVisible()


def test_many_moments_are_searched_without_losing_any(translation: Translation) -> None:
    table = MomentTable(translation)
    many = [replace(MOMENTS[n % 2], time_s=float(n)) for n in range(2000)]
    table.take(many, datetime(2026, 11, 22, tzinfo=UTC), 2000.0)
    table.search("earth")
    assert table.rowCount() == 1000
    table.search("")
    assert [row[1] for row in table.rows] == many


# --- two branches --------------------------------------------------------------------------------


def test_two_branches_lie_over_each_other_and_the_other_one_goes_to_the_trends(
    qtbot: QtBot, open_window: Open, site: Site, on_branch_2: Snapshot
) -> None:
    window = open_window(on_branch_2)
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    window.procedure.duties.branches.trigger()
    dialog = dialog_of(window, BranchesDialog)
    assert isinstance(dialog, BranchesDialog)
    window.present_past(PAST)
    assert wishes == [ShowPast(), StandStill(True), LayOver(2, 1)]
    shown = [[dialog.table.index(r, c).data() for c in (0, 1, 4, 5)] for r in range(2)]
    assert shown[0][:2] == ["1", "—"]
    assert shown[1] == ["2 (now)", "branch 1", "Ozawa", "once more, with the right pole"]
    until = [dialog.table.index(r, 3).data() for r in range(2)]
    now_s = max(on_branch_2.time_s, BRANCHES[1].to_s)  # the branch of the sitting ends now
    assert until == [dialog.table.clock(one) for one in (BRANCHES[0].to_s, now_s)]
    chosen = dialog.list.visualRect(dialog.table.index(0, 5)).center()
    ground = dialog.list.viewport().grab().toImage().pixelColor(chosen)
    assert ground.name().upper() == palette().ink  # the chosen row stands out
    window.present_overlay(laid_over(site, on_branch_2))
    other, now = dialog.plots[1].curves
    assert other.getData()[1] == pytest.approx(50.1)
    assert now.getData()[1] == pytest.approx(49.9)
    assert not window.trends.legend.isVisible()
    qtbot.mouseClick(dialog.show_beside, LEFT)
    assert window.trends.legend.isVisible()
    frequency = window.trends.plots[1]
    times_s, values = frequency._other_items.curves[0].getData()
    assert times_s[0] == 7600.0  # before that both are one and the same
    assert values == pytest.approx(50.1)
    qtbot.mouseClick(window.trends.legend.hide_button, LEFT)
    assert not window.trends.legend.isVisible()
    assert frequency._other_items.curves[0].getData()[0] is None or not len(
        frequency._other_items.curves[0].getData()[0]
    )


def test_a_pile_is_drawn_as_its_top_and_what_is_not_recorded_as_nothing(
    site: Site, on_branch_2: Snapshot
) -> None:
    other = OtherWay.of(laid_over(site, on_branch_2).second, 7600.0)
    load = next(trend for trend in site.trends if trend.stacked)
    _, top = other.curve(load.signals, 7700.0, 7710.0, 100)
    assert top == pytest.approx(50.1 * len(load.signals), rel=1e-5)
    assert len(other.curve(("no.such",), 0.0, 9000.0, 100)[0]) == 0


def test_the_history_forgets_what_was_gone_back_from() -> None:
    history = History(("a",))
    history.add(("a",), np.arange(0.0, 100.0), np.zeros((100, 1)))
    history.add(("a",), np.arange(42.0, 60.0), np.ones((18, 1)))
    times_s, values = history.curve("a", 0.0, 200.0, 1000)
    assert list(times_s) == list(np.arange(0.0, 60.0))
    assert list(values) == [0.0] * 42 + [1.0] * 18


def test_the_coarse_history_forgets_too() -> None:
    history = History(("a",))
    times_s = np.arange(0.0, 8000.0, 0.1)
    history.add(("a",), times_s, np.zeros((len(times_s), 1)))
    history.add(("a",), np.array([1003.0, 1004.0]), np.ones((2, 1)))
    known_s, values = history.curve("a", 0.0, 9000.0, 10_000)
    assert known_s.max() <= 1005.0
    assert values[known_s < 1000.0].max() == 0.0
    assert values[-1] == 1.0


@LOOKS
def test_nothing_of_it_is_cut_off(
    open_window: Open,
    site: Site,
    on_branch_2: Snapshot,
    language: str,
    size: tuple[int, int],
) -> None:
    window = open_window(on_branch_2, size, language)
    dialog = asked(window)
    dialog.list.selectRow(0)
    assert cut_off(dialog) == []
    dialog.reject()
    window.procedure.duties.branches.trigger()
    branches = dialog_of(window, BranchesDialog)
    window.present_past(PAST)
    found = laid_over(site, on_branch_2)
    window.present_overlay(found)
    assert isinstance(branches, BranchesDialog)
    assert cut_off(branches) == []
    branches.show_beside.click()
    assert cut_off(window.trends.legend) == []


def test_a_drill_that_was_cut_off_says_so_and_is_taken_up_by_a_button(
    qtbot: QtBot, open_window: Open, picture: Snapshot
) -> None:
    differs = DifferenceView(Words("B1", "B1"), Words("open", "切"), Words("closed", "入"), True)
    cut_off = replace(picture, taking_up=TakingUpView(None, (differs,)))
    window = open_window(cut_off)
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    assert window.taking_up.isVisible()
    assert "Plant time waits" in window.taking_up.heading.text()
    assert window.taking_up.differences.text() == "B1: open → closed"
    assert pace(60.0, cut_off) == 0.0
    qtbot.mouseClick(window.taking_up.seen, LEFT)
    assert wishes == [TakeUp()]
    window.present(replace(cut_off, taking_up=TakingUpView(None, ())))
    assert window.taking_up.differences.text() == "Plant and record agree in every value."
    window.present(picture)
    assert not window.taking_up.isVisible()


# --- the whole of it -----------------------------------------------------------------------------


def test_a_drill_at_sixty_times_goes_back_and_the_branch_left_is_laid_beside(
    qapp: QApplication, site: Site, tmp_path: Path
) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    scenario = load_scenario("odawara-first-activation", site)
    record = tmp_path / "sitting.kairetsu"
    stages: list[str] = []
    stood_s: list[float] = []
    back_s: list[float] = []

    def open_sitting() -> Sitting:
        sitter = Sitter.for_role(site, "MGC")
        return Sitting.open(
            site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=record, seed=1
        )

    def opened(window: MainWindow) -> None:
        watch = QTimer(window, interval=20)

        def look() -> None:
            picture = window._snapshot
            if picture is None:
                return
            if not stages and picture.time_s > 150.0:
                stages.append("asked")
                window.procedure.duties.go_back.trigger()
            elif stages == ["asked"]:
                (dialog,) = window.findChildren(BacktrackDialog)
                if dialog.table.rowCount():
                    stood_s.append(picture.time_s)
                if len(stood_s) == 15:
                    assert len(set(stood_s[2:])) == 1  # 15 s of plant time would have passed
                    stages.append("gone")
                    dialog.list.selectRow(dialog.table.rowCount() - 1)
                    dialog.reason.setText("once more")
                    dialog.go.click()
            elif stages == ["asked", "gone"] and picture.branch == 2:
                stages.append("back")
                assert picture.time_s < 100.0
                back_s.append(picture.time_s)
                kinds = [line.kind for line in picture.events]
                assert EventKind.SITTING_BRANCHED.value in kinds
            elif stages[-1:] == ["back"] and not window.trends.legend.isHidden():
                if picture.time_s == back_s[0]:
                    return
                stages.append("beside")  # and plant time has gone on
                assert window.trends.history.curve("bess.soc_pct", 0, 1e6, 10**6)[0][-1] < 150.0
                window.close()

        watch.timeout.connect(look)
        watch.start()
        QTimer.singleShot(WAIT_MS, window, window.close)

    assert run_window(open_sitting, site, speed=60.0, when_open=opened) == 0
    assert stages == ["asked", "gone", "back", "beside"]
    with Record(record) as written:
        assert [one.number for one in written.branches()] == [1, 2]
        assert written.first_broken() is None
