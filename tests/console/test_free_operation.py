"""A sitting without procedures: the panel says that the sitter operates freely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton

from console.views.duties.start_dialog import StartDialog
from console.views.main_window import MainWindow
from devices.words import Words
from procedures.snapshot import Snapshot, StartView

Open = Callable[..., MainWindow]


def test_where_no_procedure_leads_the_panel_says_how_to_operate(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, runs=(), chapters=()))
    shown = [one.text() for one in window.procedure.findChildren(QLabel) if one.isVisible()]
    assert "Free operation" in shown
    assert "The sitting is complete" not in shown


def test_free_operation_lists_what_can_be_started_and_starts_it(
    open_window: Open, picture: Snapshot
) -> None:
    offered = (
        StartView("odawara-p1-activation", "P1", Words("Activation", "発動"), None),
        StartView("odawara-p4", "P4", Words("Start", "起動"), Words("Not now.", "今は不可")),
    )
    free = replace(picture, runs=(), chapters=(), startable=offered)
    window = open_window(free, (1280, 800))
    shown = [one.text() for one in window.procedure.findChildren(QLabel) if one.isVisible()]
    assert "P1  Activation\nand 1 more" in shown
    starts = [one for one in window.procedure.findChildren(QPushButton) if one.isVisible()]
    next(one for one in starts if one.text() == "Start a procedure…").click()
    dialog = window.findChild(StartDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
