"""The programme in its window: people, sittings and stages, and what can be opened from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.translation import Translation
from console.views.main_window import MainWindow
from console.views.programme.comparison_window import ComparisonWindow
from console.views.programme.door import open_programme
from console.views.programme.window import ProgrammeWindow
from procedures.snapshot import Snapshot
from tests.console.programme_sample import TRAINED, compared


@pytest.fixture(scope="module")
def speech(qapp: QApplication) -> Iterator[Translation]:
    made = Translation("en")
    yield made
    made.close()


@pytest.fixture(scope="module")
def window(
    speech: Translation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProgrammeWindow]:
    made = ProgrammeWindow(speech, tmp_path_factory.mktemp("records"), "odawara", read=TRAINED)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def texts(table: object) -> list[list[str]]:
    rows, columns = table.rowCount(), table.columnCount()  # type: ignore[attr-defined]
    return [[table.index(r, c).data() for c in range(columns)] for r in range(rows)]  # type: ignore[attr-defined]


def test_of_a_person_it_shows_what_is_asked_and_what_to_do_again(window: ProgrammeWindow) -> None:
    names = [row[1] for row in texts(window.people.people)]
    assert names[0] == "Yamada", "who has never trained stands first"
    window.people.people_list.selectRow(names.index("Ozawa"))
    again = texts(window.people.again)
    assert [row[2] for row in again] == ["failed", "01:35, target 01:00"]
    assert all(row[1].startswith("P4 4.1") for row in again)
    ((_, drill, score, *counts),) = texts(window.people.did)
    assert drill == "S1 First activation, fine day"
    assert score == "59 of 100, train again"
    assert counts == ["1", "1", "1", "0", "2"]


def test_the_drill_that_comes_next_for_a_person_is_started_from_here(
    window: ProgrammeWindow,
) -> None:
    names = [row[1] for row in texts(window.people.people)]
    window.people.people_list.selectRow(names.index("Ozawa"))
    heard: list[tuple[str, ...]] = []
    window.people.opened.connect(heard.append)
    window.people.start.click()
    ((run, site, _, scenario, *trainee),) = heard
    assert (run, site, trainee) == ("run", "odawara", ["--trainee", "ozawa"])
    assert scenario != "odawara-first-activation"
    window.people.people_list.selectRow(names.index("Yamada"))
    assert not window.people.start.isEnabled()


def test_sittings_are_laid_side_by_side_two_at_least_and_only_what_can_be_read(
    window: ProgrammeWindow,
) -> None:
    panel = window.sittings
    heard: list[object] = []
    panel.compared.disconnect()
    panel.compared.connect(heard.append)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | rows
    panel.list.selectionModel().select(panel.table.index(0, 0), only)
    assert (panel.replay.isEnabled(), panel.compare.isEnabled()) == (True, False)
    panel.list.selectionModel().select(panel.table.index(1, 0), rows)
    panel.compare.click()
    assert heard == [("stage.sqlite", "new.sqlite")]
    panel.list.selectionModel().select(panel.table.index(2, 0), only)
    assert not panel.replay.isEnabled()
    assert "not a database" in panel.told.text()


def test_the_exercise_goes_on_with_the_stage_that_comes_next(window: ProgrammeWindow) -> None:
    heard: list[object] = []
    window.opened.connect(heard.append)
    panel = window.exercises
    assert panel.go.text() == "Go on with the next stage"
    assert "Switch-operation order" in panel.next.text()
    panel.go.click()
    panel.whole.click()
    assert heard == [
        ("exercise", "odawara-2022-05-30", "--stage", "2"),
        ("run", "odawara", "--scenario", "odawara-2022-05-30"),
    ]


def test_runs_side_by_side_mark_where_one_is_behind_the_first(
    speech: Translation, qtbot: QtBot
) -> None:
    made = ComparisonWindow(speech, (), compared())
    made.show()
    rows = {row[0]: row[1:] for row in texts(made.figures)}
    assert rows["Time"] == ["12.0 / 15", "9.5 / 15"]
    steps = {row[0]: row[1:] for row in texts(made.steps)}
    assert any("left out" in cells[1] for cells in steps.values())
    assert [line.worse for line in made.figures.rows if line.key == "time"] == [{1}]
    made.close()
    made.deleteLater()


def test_from_a_sitting_one_looks_only_and_its_own_record_is_left_alone(
    open_window: Callable[..., MainWindow], picture: Snapshot, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    programme = open_programme(open_window(picture, (1280, 800)))
    programme.tabs.setCurrentWidget(programme.exercises)
    assert not programme.exercises.go.isVisible()
    assert not programme.sittings.replay.isVisible()
    qtbot.waitUntil(lambda: not programme.background.running)
    programme.close()
