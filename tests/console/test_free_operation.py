"""A sitting without procedures: the panel says that the sitter operates freely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLabel

from console.views.main_window import MainWindow
from procedures.snapshot import Snapshot

Open = Callable[..., MainWindow]


def test_where_no_procedure_leads_the_panel_says_how_to_operate(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, runs=(), chapters=()))
    shown = [one.text() for one in window.procedure.findChildren(QLabel) if one.isVisible()]
    assert "Free operation" in shown
    assert "The sitting is complete" not in shown
