"""The overview tells of every chapter and step how far it is, and follows while it is open."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from console.models.overview import StepTable, chapter_rows
from console.translation import Translation
from console.views.overview_dialog import OverviewDialog
from console.views.procedure_panel import ProcedurePanel
from devices.site import Site
from procedures.snapshot import Snapshot, StepState


def test_what_is_at_work_beside_the_chain_stands_behind_it(picture: Snapshot) -> None:
    beside = replace(picture.runs[0], id="r9", chain="P10.7")
    rows = chapter_rows(replace(picture, runs=(*picture.runs, beside)))
    assert [row.chapter.label for row in rows][-1] == "P10.7"
    assert [row.beside for row in rows] == [False] * (len(rows) - 1) + [True]
    assert rows[4].run is picture.runs[0]


def test_a_step_tells_who_and_when_and_one_of_a_called_procedure_is_set_in(
    translation: Translation, picture: Snapshot
) -> None:
    run = picture.runs[0]
    called = replace(run.steps[3], id="x.1", depth=1)
    table = StepTable(translation, str.title)
    table.take(replace(run, steps=(*run.steps, called)), picture)
    done = [str(table.index(0, column).data()) for column in range(5)]
    assert done[2] == "done"
    assert done[4].count(":") == 2
    assert str(table.index(len(run.steps), 1).data()).startswith("└ x.1")


def test_the_dialog_follows_and_keeps_what_is_chosen(
    qtbot: QtBot, translation: Translation, picture: Snapshot
) -> None:
    dialog = OverviewDialog(translation, str.title, edge="hatched")
    qtbot.addWidget(dialog)
    dialog.present(picture)
    dialog.show()
    run = picture.runs[0]
    assert dialog.steps.rowCount() == len(run.steps)
    assert dialog.step_list.currentIndex().row() == run.at
    dialog.chapter_list.selectRow(8)
    later = [replace(step, state=StepState.DONE) for step in run.steps]
    dialog.present(replace(picture, runs=(replace(run, steps=tuple(later)),)))
    assert dialog.steps.rowCount() == 0  # the ninth chapter has not begun
    dialog.chapter_list.selectRow(4)
    assert all(step.state is StepState.DONE for step in dialog.steps.rows)
    dialog.reject()


def test_the_panel_says_where_a_called_procedure_comes_from_and_returns(
    qtbot: QtBot, site: Site, translation: Translation, picture: Snapshot
) -> None:
    panel = ProcedurePanel(site, translation, lambda wish: None, lambda way: None)
    qtbot.addWidget(panel)
    run = picture.runs[0]
    at = run.at + 1
    steps = (*run.steps[:at], replace(run.steps[run.at], depth=1), *run.steps[at:])
    panel.present(replace(picture, runs=(replace(run, steps=steps, at=at),)))
    assert panel.called.text() == "Called from step 5.3; returns to P5 by itself"
    assert not panel.called.isHidden()
    panel.present(picture)
    assert panel.called.isHidden()
