"""Filters and sorting of the alarm list, the place of an alarm, and looking for an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.models.alarm_order import AlarmFilter, AlarmSort
from console.models.alarm_table import AlarmTable
from console.translation import Translation
from console.views.alarm_panel import AlarmPanel
from console.views.main_window import MainWindow
from devices.site import Site
from devices.words import same
from procedures.intents import Acknowledge
from procedures.snapshot import AlarmState, AlarmView, Snapshot

Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]
UNSEEN, SEEN = AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED


def alarm(name: str, priority: int, state: AlarmState, **changes: object) -> AlarmView:
    words = same(name)
    told = (words, words, words, words)
    row = AlarmView(name, priority, "bess", *told, state, active=True, time_s=100.0, value=words)
    return replace(row, **changes)


ROWS = (
    alarm("fire", 1, SEEN, time_s=10.0),
    alarm("trip", 2, UNSEEN, time_s=20.0),
    alarm("meter", 3, UNSEEN, time_s=30.0, device="m1"),
    alarm("low charge", 3, SEEN, time_s=40.0, device="m1"),
    alarm("blackout", 2, SEEN, folded=1, time_s=50.0, device="grid"),
    alarm("no voltage", 3, AlarmState.SUPPRESSED, parent="blackout", device="b1"),
)


@pytest.fixture
def table(translation: Translation, picture: Snapshot) -> AlarmTable:
    made = AlarmTable(translation, str.upper, str.title)
    made.take(replace(picture, alarms=ROWS))
    return made


def ids(table: AlarmTable) -> list[str]:
    return [row.id for row in table.rows]


def test_as_usual_what_waits_comes_first_by_priority_and_the_newest_of_these(
    table: AlarmTable,
) -> None:
    assert ids(table) == ["trip", "meter", "fire", "blackout", "low charge"]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (AlarmFilter(text="METER"), ["meter", "fire"]),
        (AlarmFilter(text="charge low"), ["fire", "low charge"]),
        (AlarmFilter(priority=2), ["trip", "fire", "blackout"]),
        (AlarmFilter(state="waiting"), ["trip", "meter", "fire"]),
        (AlarmFilter(device="m1"), ["meter", "fire", "low charge"]),
        (AlarmFilter(device="b1"), ["fire", "blackout"]),
        (AlarmFilter(text="nothing like it"), ["fire"]),
    ],
)
def test_a_filter_leaves_what_is_looked_for_and_always_an_emergency(
    table: AlarmTable, wanted: AlarmFilter, shown: list[str]
) -> None:
    table.look_for(wanted)
    assert ids(table) == shown
    assert table.left_out() == 5 - len(shown)
    table.look_for(AlarmFilter())
    assert (len(table.rows), table.left_out()) == (5, 0)


@pytest.mark.parametrize(
    ("sort", "shown"),
    [
        (AlarmSort(1, down=True), ["blackout", "low charge", "meter", "trip", "fire"]),
        (AlarmSort(0), ["fire", "trip", "blackout", "meter", "low charge"]),
        (AlarmSort(3), ["blackout", "fire", "low charge", "meter", "trip"]),
        (AlarmSort(2, down=True), ["meter", "low charge", "blackout", "trip", "fire"]),
    ],
)
def test_every_column_sorts_and_equal_rows_stand_as_usual(
    table: AlarmTable, sort: AlarmSort, shown: list[str]
) -> None:
    table.sort_by(sort)
    assert ids(table) == shown


def test_a_heading_sorts_up_then_down_then_as_usual_and_says_so(table: AlarmTable) -> None:
    said = []
    for _ in range(3):
        table.sort_on(2)
        said.append(table.headings()[2])
    assert said == ["Device ▲", "Device ▼", "Device"]
    table.sort_on(1)
    assert table.headings()[1] == "Time ▼"  # the newest first


def test_sorting_moves_rows_and_never_resets_the_list(table: AlarmTable) -> None:
    resets: list[int] = []
    moves: list[QModelIndex] = []
    table.modelReset.connect(lambda: resets.append(1))
    table.rowsMoved.connect(lambda parent, *_: moves.append(parent))
    table.sort_by(AlarmSort(1))
    table.look_for(AlarmFilter(priority=3))
    assert (resets, bool(moves)) == ([], True)


def test_the_list_is_filtered_sorted_and_acknowledged_by_keyboard(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(replace(picture, alarms=ROWS), (1280, 800))
    panel, heard = window.alarms, wishes(window)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.filter.text.hasFocus()
    QTest.keyClicks(panel.filter.text, "meter")
    assert panel.filter.told.isVisible()
    assert panel.filter.told.text() == "FILTERED: 3 not shown"
    panel.looking.setChecked(False)
    assert panel.filter.isVisible()  # a filter at work cannot be put out of sight
    panel.verbs.acknowledge_all.click()
    assert heard == [Acknowledge("meter")]
    panel.filter.sort.setCurrentIndex(panel.filter.sort.findData(3))
    assert panel.list.accessibleDescription() == "by Alarm, upwards"
    QTest.keyClick(panel.filter.text, Qt.Key.Key_Escape)
    assert not panel.filter.told.isVisible()
    assert ids(panel.table)[0] == "blackout"

    panel.list.setFocus()
    panel.list.selectRow(0)
    places: list[str] = []
    panel.place_asked.connect(places.append)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert places == ["grid"]
    assert window.centre.one_line.device == "grid"


@pytest.fixture
def panel(qtbot: QtBot, site: Site, translation: Translation, picture: Snapshot) -> AlarmPanel:
    made = AlarmPanel(site, translation, lambda wish: None)
    qtbot.addWidget(made)
    made.resize(1200, 200)
    made.show()
    made.present(picture)
    return made


def test_events_are_looked_for_by_words_and_by_whose_they_are(panel: AlarmPanel) -> None:
    panel.tabs.setCurrentIndex(1)
    panel.look_for()
    events = panel.events
    count = events.table.rowCount()
    events.filter.text.setText("17 EVENT")
    assert [line.words.en for line in events.table.rows] == ["Event 17"]
    assert events.filter.told.text() == f"FILTERED: {count - 1} not shown"
    panel.looking.setChecked(False)
    assert events.filter.isVisible()
    QTest.keyClick(events.filter.text, Qt.Key.Key_Escape)
    assert events.table.rowCount() == count
    assert not events.filter.told.isVisible()
    assert events.filter.who.count() == 2  # everybody, and the one who did it all


def test_nothing_that_sounds_can_only_be_heard(panel: AlarmPanel) -> None:
    silence = panel.silence
    assert silence.isEnabled()  # an alarm of priority 2 waits in the picture
    QTest.mouseClick(silence, Qt.MouseButton.LeftButton)
    assert not silence.isEnabled()
    assert panel.sound.sounding is None
    panel.sound.tell_trouble("no device")
    assert silence.text() == "No sound"
    assert silence.accessibleName() == "no sound device: alarms are shown only"
    panel.resize(2600, 200)
    assert silence.trouble.isVisible()


def test_an_emergency_that_nobody_has_seen_stands_above_however_the_rest_is_sorted(
    translation: Translation, picture: Snapshot
) -> None:
    made = AlarmTable(translation, str.upper, str.title)
    made.take(replace(picture, alarms=(replace(ROWS[0], state=UNSEEN), *ROWS[1:])))
    for sort in (AlarmSort(0, down=True), AlarmSort(1, down=True), AlarmSort(3), AlarmSort()):
        made.sort_by(sort)
        assert ids(made)[0] == "fire"
    assert ids(made)[1:] == ["trip", "meter", "blackout", "low charge"]
