"""The window of a report: written in, undone, approved, saved, and read again as it was left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.models.action_table import FIELDS
from console.translation import Translation
from console.views.report.opening import open_report
from console.views.report.window import ReportWindow
from procedures.drill.improvements import Improvements
from procedures.drill.report import Report, read_report
from procedures.drill.report.edits import edits_path, read_edits
from tests.procedures.drill.report.conftest import DRILL, EVENTS, header, write_record

Open = Callable[[], ReportWindow]
_PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of a drill, read once: what is written beside it is each test's own."""
    folder = tmp_path_factory.mktemp("drill")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        return read_report(write_record(folder / "a.sqlite", EVENTS, header(drill=DRILL)))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "drill.sqlite"


@pytest.fixture
def opened(qapp: QApplication, record: Path, drill: Report) -> Iterator[Open]:
    translation = Translation("en")
    windows: list[ReportWindow] = []

    def open_it() -> ReportWindow:
        edits = read_edits(record, drill.identity)
        left = replace(drill, path=record, edits=edits)
        window = ReportWindow(record, translation, report=left)
        windows.append(window)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()
    translation.close()


def wait_for(signal: object, begin: Callable[[], object] = lambda: None) -> None:
    """Let events run until `signal` comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)  # type: ignore[attr-defined]
    QTimer.singleShot(_PATIENCE_MS, lambda: loop.exit(1))
    begin()
    assert loop.exec() == 0


def now(window: ReportWindow) -> Report:
    assert window.book is not None
    return window.book.report


def test_what_is_written_is_kept_at_once_and_stands_in_the_report(
    opened: Open, record: Path
) -> None:
    window = opened()
    assert window.findings is not None
    field = window.findings.fields["areas-0"]
    QTest.keyClicks(field, "Radio is weak")
    wait_for(window.ready, field.tell)
    assert "Radio is weak" in window.reader.toPlainText()
    kept = json.loads(edits_path(record).read_text(encoding="utf-8"))
    assert kept["edits"]["areas"][0]["en"] == "Radio is weak"
    assert now(opened()).edits == now(window).edits


def test_undo_takes_back_text_and_table_in_their_order(opened: Open) -> None:
    window = opened()
    assert window.findings is not None
    assert window.improvements is not None
    window.tabs.setCurrentIndex(1)
    field = window.findings.fields["remarks"]
    QTest.keyClicks(field, "Rain")
    field.tell()
    window.improvements.add_line()
    assert len(now(window).actions) == 1
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(window).actions == ()
    assert Improvements("odawara").read() == ()
    window.step_back()
    assert field.toPlainText() == ""
    window.step_on()
    assert field.toPlainText() == "Rain"


def test_a_line_of_the_plan_is_written_by_keyboard(opened: Open) -> None:
    window = opened()
    window.tabs.setCurrentIndex(2)
    page = window.improvements
    assert page is not None
    page.add_line()
    table = page.table
    for name, text in (("action", "Buy a relay"), ("end", "2027-01-31"), ("status", "doing")):
        assert table.setData(table.index(0, FIELDS.index(name)), text)
    assert not table.setData(table.index(0, FIELDS.index("start")), "tomorrow")
    (line,) = Improvements("odawara").read()
    assert (line.action, line.end, line.status) == ("Buy a relay", "2027-01-31", "doing")
    assert (line.start, line.drill) == ("", now(window).identity)
    page.list.setCurrentIndex(table.index(0, 1))
    QTest.keyClick(page.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert Improvements("odawara").read() == ()


def test_the_areas_become_lines_of_the_plan_once(opened: Open) -> None:
    window = opened()
    page = window.improvements
    assert page is not None
    page.take_areas_over()
    areas = [one.words.en for one in now(window).areas]
    assert [one.area for one in Improvements("odawara").read()] == areas
    page.take_areas_over()
    assert len(now(window).actions) == len(areas)
    window.step_back()
    assert now(window).actions == ()


def test_a_name_approves_and_a_change_lets_it_lapse(opened: Open) -> None:
    window = opened()
    assert not window.foot.approve.isEnabled()
    QTest.keyClicks(window.foot.name, "Suzuki")
    QTest.keyClick(window.foot.name, Qt.Key.Key_Return)
    approval = now(window).approval
    assert approval is not None
    assert "Suzuki" in window.foot.words.text()
    assert now(opened()).approval == approval
    assert window.findings is not None
    QTest.keyClicks(window.findings.fields["sponsor"], "City")
    window.findings.tell()
    assert now(window).approval is None
    assert "changed since" in window.foot.words.text()


def test_nobody_approves_while_the_window_of_the_drill_is_still_open(
    qapp: QApplication, record: Path, drill: Report
) -> None:
    translation = Translation("en")
    still = replace(drill, path=record, cover=replace(drill.cover, to_close=True))
    window = ReportWindow(record, translation, report=still)
    try:
        window.show()
        window.foot.name.setText("Suzuki")
        assert not window.foot.name.isEnabled()
        assert not window.foot.approve.isEnabled()
        assert "Close the window of the drill" in window.foot.words.text()
        window.foot.name.returnPressed.emit()
        assert now(window).approval is None
    finally:
        window.close()
        window.deleteLater()
        translation.close()


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_it_is_saved_as_it_stands(opened: Open, tmp_path: Path, form: str) -> None:
    window = opened()
    assert window.findings is not None
    window.findings.fields["remarks"].setPlainText("Rain all day")
    path = tmp_path / f"report.{form}"
    wait_for(window.saved, lambda: window.save_to(form, path))
    content = path.read_bytes()
    assert content.startswith({"pdf": b"%PDF", "json": b"{"}[form])
    if form == "json":
        assert json.loads(content)["edits"]["remarks"] == "Rain all day"


def test_it_is_read_again_with_what_came_since(opened: Open, record: Path) -> None:
    write_record(record, EVENTS[:-1], header(drill=DRILL))
    window = opened()
    wait_for(window.ready)
    window.tabs.setCurrentIndex(1)
    wait_for(window.ready, window.read_again)
    assert now(window).cover.outcome == "interrupted"
    assert (window.tabs.count(), window.tabs.currentIndex()) == (3, 1)


def test_a_record_that_cannot_be_read_is_said(opened: Open, tmp_path: Path) -> None:
    window = opened()
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no record", encoding="utf-8")
    other = open_report(window, window.translation, str(broken))
    assert open_report(window, window.translation, str(broken)) is other
    wait_for(other.refused)
    assert "broken.sqlite" in other.note.text()
    other.close()
