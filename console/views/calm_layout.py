"""Changes of a layout that cost no more than they must: Qt lays out anew for each that it is told.

A layout anew takes milliseconds up to the window, and a picture comes ten times a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QGridLayout, QLayout


@contextmanager
def at_once(layout: QLayout) -> Iterator[None]:
    """Show and hide several parts of `layout`, which is then laid out once for all of them.

    To show a single one lays out all that it lies in at once, up to the window.
    """
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        layout.invalidate()


def keep_row(grid: QGridLayout, row: int, high_px: int) -> None:
    """Let `row` be at least so high, if it is not so yet."""
    if grid.rowMinimumHeight(row) != high_px:
        grid.setRowMinimumHeight(row, high_px)


def keep_column(grid: QGridLayout, column: int, wide_px: int) -> None:
    """Let `column` be at least so wide, if it is not so yet."""
    if grid.columnMinimumWidth(column) != wide_px:
        grid.setColumnMinimumWidth(column, wide_px)


def stretch_column(grid: QGridLayout, column: int, share: int) -> None:
    """Give `column` its share of the width that is left, if it has another."""
    if grid.columnStretch(column) != share:
        grid.setColumnStretch(column, share)
