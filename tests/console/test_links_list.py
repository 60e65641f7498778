"""The list of connections: which unit, since when, and nothing of it cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt

from console import formatting
from console.views.live.links_dialog import LinksDialog
from console.views.main_window import MainWindow
from devices.links import LinkState
from procedures.snapshot import Snapshot
from tests.console.looking import LOOKS

Open = Callable[..., MainWindow]
SINCE, ADDRESS, UNIT, LAST = 3, 4, 5, 6
_EDGES_PX = 12  # of a cell, by the style sheet


def cell(dialog: LinksDialog, row: int, column: int) -> str:
    return str(dialog.table.index(row, column).data())


@LOOKS
def test_time_address_and_unit_of_every_device_are_in_sight(
    open_window: Open, live_picture: Snapshot, size: tuple[int, int], language: str
) -> None:
    assert live_picture.live is not None
    far = tuple(
        replace(link, address=f"10.255.255.1:50200 #{200 + n}")
        for n, link in enumerate(live_picture.live.links)
    )
    window = open_window(live_picture, size, language)
    window.present(replace(live_picture, live=replace(live_picture.live, links=far)))
    dialog = window.live.open_list()
    bold = dialog.list.font()
    bold.setBold(True)
    dialog.list.setFont(bold)  # what is in trouble is bold
    metrics = dialog.list.fontMetrics()
    for row in range(dialog.table.rowCount()):
        for column in (SINCE, ADDRESS, UNIT, LAST):
            room = dialog.list.columnWidth(column) - _EDGES_PX
            assert metrics.horizontalAdvance(cell(dialog, row, column)) <= room
    dialog.close()


def test_unit_and_the_time_since_when_stand_in_columns_of_their_own(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    dialog = window.live.open_list()
    first = dialog.table.rows[0]
    assert first.state is not LinkState.CONNECTED
    assert cell(dialog, 0, ADDRESS) == "127.0.0.1:5020"
    assert cell(dialog, 0, UNIT) == first.address.rpartition("#")[2]
    since = formatting.time_at(live_picture.clock, live_picture.time_s, first.since_s)
    assert cell(dialog, 0, SINCE) == since
    headings = [dialog.table.headerData(n, Qt.Orientation.Horizontal) for n in (SINCE, UNIT)]
    assert headings == ["Since", "Unit"]
    dialog.close()


def test_ages_are_said_in_the_language_of_the_window() -> None:
    assert [formatting.age(s) for s in (0.4, 12, 600, 7200)] == ["0 s", "12 s", "10 min", "2 h"]
    spoken = [formatting.age(s, "ja") for s in (0.4, 12, 600, 7200)]
    assert spoken == ["0秒", "12秒", "10分", "2時間"]
