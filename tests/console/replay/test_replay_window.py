"""The main window on a record: unmistakably past, moved by keys and clicks, gone on from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import connect
from console.bridge import Bridge
from console.io_thread import IoThread
from console.models.marks import PlotMarks
from console.translation import Translation
from console.views.main_window import MainWindow
from console.views.replay.events_dialog import EventsDialog
from console.views.replay.fork_dialog import ForkDialog
from procedures.record import Record, verify_record
from procedures.replay import Recorded, read_recorded
from procedures.replaying import ReplaySitting

ENDS_S = 120.0
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def recorded(record: Path) -> Recorded:
    return read_recorded(record)


@pytest.fixture
def window(
    qtbot: QtBot,
    recorded: Recorded,
    translation: Translation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    shown = MainWindow(recorded.site, translation, store, 0.0)
    qtbot.addWidget(shown)
    bridge = Bridge()
    thread = IoThread(lambda: ReplaySitting(recorded, 30.0), bridge, 0.0)
    connect(shown, bridge, thread)
    thread.start()
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitUntil(lambda: shown.snapshot is not None, timeout=WAIT_MS)
    yield shown
    thread.stop()
    QApplication.processEvents()
    shown.let_go()


def stands_at(window: MainWindow, low_s: float, high_s: float) -> Callable[[], bool]:
    return lambda: window.snapshot is not None and low_s <= window.snapshot.time_s <= high_s


def test_it_cannot_be_taken_for_a_sitting_and_is_moved_by_keys_events_and_clicks(
    qtbot: QtBot, window: MainWindow
) -> None:
    bar = window.replay
    assert window.windowTitle().startswith("[REPLAY] [DRILL REHEARSAL]")
    assert window.border.isVisible()
    assert window.border.edge == "film"
    badges = [w.text() for w in window.top_bar.findChildren(type(bar.note)) if w.isVisible()]
    assert "REPLAY (REHEARSAL)" in badges
    assert not any(tool.isEnabled() for tool in window.alarms.verbs._tools()[:5])
    window.setFocus()
    for key, low_s, high_s in (
        (Qt.Key.Key_Right, 40.0, 40.0),
        (Qt.Key.Key_Left, 30.0, 30.0),
        (Qt.Key.Key_End, ENDS_S, ENDS_S + 1.0),
        (Qt.Key.Key_Home, 0.0, 0.0),
    ):
        QTest.keyClick(window, key)
        qtbot.waitUntil(stands_at(window, low_s, high_s), timeout=WAIT_MS)
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    first_s = bar.marks.after_s(0.0)
    assert first_s is not None
    qtbot.waitUntil(stands_at(window, first_s, first_s), timeout=WAIT_MS)
    bar.speeds.setCurrentIndex(bar.speeds.findData(60.0))
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(stands_at(window, ENDS_S, ENDS_S + 1.0), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bar.speed == 0.0, timeout=WAIT_MS)  # it stands at its end
    window.replay.events.click()
    dialog = window.findChild(EventsDialog)
    assert dialog is not None
    dialog.search.setText("blackout")
    dialog.go_there.click()
    time_s = dialog.table.rows[0][1].time_s
    qtbot.waitUntil(stands_at(window, time_s, time_s), timeout=WAIT_MS)
    dialog.reject()
    line = window.replay.timeline
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    qtbot.waitUntil(stands_at(window, 0.45 * ENDS_S, 0.55 * ENDS_S), timeout=WAIT_MS)
    window.switch_language()
    assert window.windowTitle().startswith("【再生】 【訓練リハーサル】")
    assert bar.play.text() == "再生"


def test_who_goes_on_from_here_sits_in_a_drill_in_the_same_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F)
    dialog = window.findChild(ForkDialog)
    assert dialog is not None
    dialog.go.click()
    qtbot.waitUntil(
        lambda: window.snapshot is not None and window.snapshot.replay is None, timeout=WAIT_MS
    )
    picture = window.snapshot
    assert picture is not None
    assert (picture.sitter, picture.sitter_roles) == ("ozawa", ("MGC",))
    assert window.border.isVisible()
    assert window.border.edge == "hatched"
    assert not window.replay.isVisible()
    assert window.windowTitle().startswith("[DRILL REHEARSAL]")
    qtbot.waitUntil(stands_at(window, picture.time_s + 0.2, ENDS_S), timeout=WAIT_MS)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    (made,) = tmp_path.rglob("*-fork.sqlite")
    assert verify_record(made).whole
    with Record(made) as written:
        assert "forked_from" in written.header


def test_plots_forget_the_marks_ahead_when_it_stands_earlier(recorded: Recorded) -> None:
    marks, replay = PlotMarks(recorded.site), ReplaySitting(recorded, ENDS_S)
    marks.take(replay.snapshot())
    assert marks.between(0.0, ENDS_S) != []
    replay.seek(10.0)
    marks.take(replay.snapshot())
    assert marks.between(10.1, ENDS_S) == []
    assert marks.between(0.0, 10.0) != []
