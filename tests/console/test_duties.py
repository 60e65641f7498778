"""What the sitter may do at any time: start a procedure, hand over, tell the city, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import formatting
from console.views.duties.contacts_dialog import ContactsDialog
from console.views.duties.handover_dialog import HandoverDialog
from console.views.duties.hourly_dialog import HourlyDialog
from console.views.duties.start_dialog import StartDialog
from console.views.main_window import MainWindow
from console.views.reason_dialog import ReasonDialog
from devices.words import Words, same
from procedures import intents
from procedures.snapshot import HandoverView, HourlyView, Snapshot, StartView
from tests.console.looking import LOOKS

Open = Callable[..., MainWindow]
AGAINST = Words(
    "begins the phase: Being closed onto the utility. That cannot follow now: Island operation",
    "この手順は「再連系中」の段階を始めます。今の段階「地域独立運転中」からは移れません",
)
OFFERED = (
    StartView("odawara-p7", "P7", Words("EV dispatch and charging", "EV配車と充電"), None),
    StartView("odawara-p8b", "P8b", Words("Closed return", "無瞬断の再連系"), AGAINST),
)
STANDS = Words(
    "Phase: Island operation. P6, step 6.4. Alarms not acknowledged: 2. Supply left: 18.5 h. "
    "Order under way: Send EV 3 to school A. CITY was told at 10:30: Supply left: 19.5 h.",
    "段階：地域独立運転中。P6 手順6.4。未確認の警報2件。供給可能時間18.5 h。"
    "発令中：EV 3号車をA小学校へ向かわせる。10:30 CITYへ：供給可能時間19.5 h。",
)
BACK = Words(
    "Phase: Island operation. P6, step 6.4. Alarms not acknowledged: 2. Supply left: 18.5 h.",
    "段階：地域独立運転中。P6 手順6.4。未確認の警報2件。供給可能時間18.5 h。",
)


@pytest.fixture
def on_duty(picture: Snapshot) -> Snapshot:
    word = Words(
        "Microgrid control, 10:30. Supply left: 18.5 h.", "「MG制御です。供給可能時間18.5 h」"
    )
    return replace(
        picture,
        startable=OFFERED,
        handover=HandoverView(("hayashi",)),
        hourly=HourlyView("CITY", word, 100.0),
    )


def open_dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    QApplication.processEvents()
    (dialog,) = (one for one in window.findChildren(kind) if one.isVisible())
    assert isinstance(dialog, QDialog)
    return dialog


def cut_off(widget: QWidget) -> list[str]:
    """Labels and buttons of `widget` with less room than their text needs."""
    QApplication.processEvents()
    found = []
    for label in widget.findChildren(QLabel):
        height = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        wide = label.wordWrap() or label.sizeHint().width() <= label.width() + 1
        if label.isVisible() and label.text() and not (wide and height <= label.height() + 1):
            found.append(label.text())
    for button in widget.findChildren(QPushButton):
        if button.isVisible() and button.minimumSizeHint().width() > button.width() + 1:
            found.append(button.text())
    return found


def heard(window: MainWindow) -> list[object]:
    wishes: list[object] = []
    window.wished.connect(wishes.append)
    return wishes


def test_nobody_on_duty_has_no_button(open_window: Open, picture: Snapshot) -> None:
    assert not open_window(picture).procedure.duties.isVisible()


def test_a_procedure_is_started_and_one_that_cannot_be_says_why(
    qtbot: QtBot, open_window: Open, on_duty: Snapshot
) -> None:
    window = open_window(on_duty)
    wishes = heard(window)
    window.procedure.duties.start.trigger()
    dialog = open_dialog(window, StartDialog)
    assert isinstance(dialog, StartDialog)
    dialog.list.selectRow(1)
    assert not dialog.go.isEnabled()
    assert dialog.why.text() == AGAINST.en
    dialog.list.selectRow(0)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert wishes == [intents.StartProcedure("odawara-p7")]


def test_the_procedures_that_are_called_for_stand_first_each_with_what_is_against_it(
    open_window: Open, on_duty: Snapshot
) -> None:
    p7, p8b = OFFERED
    normal, fire = same("Reserve"), same("Fire")
    unfit = StartView("n1", "N1", normal, None, False, same("no watched value calls for it"))
    wanted = StartView("p10-9", "P10.9", fire, None, True, same("called for now"))
    window = open_window(replace(on_duty, startable=(p8b, unfit, p7, wanted)), (1280, 800))
    window.procedure.duties.start.trigger()
    dialog = open_dialog(window, StartDialog)
    assert isinstance(dialog, StartDialog)
    assert [row.chain for row in dialog.table.rows] == ["P10.9", "P7", "N1", "P8b"]
    told = [dialog.table.index(row, 3).data() for row in range(4)]
    assert told == [
        "called for now",
        formatting.NOTHING,
        "no watched value calls for it",
        AGAINST.en,
    ]
    assert dialog.chosen() == wanted
    line_px = dialog.list.fontMetrics().height()
    assert all(dialog.list.rowHeight(row) >= line_px * 1.3 for row in range(4))


def test_the_shift_is_told_repeated_and_the_dialog_closes_for_the_next_person(
    qtbot: QtBot, open_window: Open, on_duty: Snapshot
) -> None:
    window = open_window(on_duty)
    wishes = heard(window)
    window.procedure.duties.hand_over.trigger()
    dialog = open_dialog(window, HandoverDialog)
    assert isinstance(dialog, HandoverDialog)
    qtbot.mouseClick(dialog.say, Qt.MouseButton.LeftButton)
    assert not dialog.right.isVisible()
    telling = replace(on_duty, handover=HandoverView(("hayashi",), "hayashi", STANDS, BACK))
    window.present(telling)
    qtbot.mouseClick(dialog.wrong, Qt.MouseButton.LeftButton)
    dialog.heard.setText("step 6.4, 2 alarms, 18.5 h")
    qtbot.mouseClick(dialog.right, Qt.MouseButton.LeftButton)
    assert wishes == [
        intents.HandOver("hayashi"),
        intents.HandOverRepeated("", right=False),
        intents.HandOverRepeated("step 6.4, 2 alarms, 18.5 h", right=True),
    ]
    window.present(replace(telling, sitter="hayashi", handover=HandoverView(("ozawa",))))
    assert not dialog.isVisible()
    assert len(wishes) == 3  # closing gives nothing up


def test_what_a_simulated_successor_repeats_is_shown_and_only_then_judged(
    qtbot: QtBot, open_window: Open, on_duty: Snapshot
) -> None:
    told = HandoverView(("hayashi",), "hayashi", STANDS, BACK, by_ear=False)
    window = open_window(replace(on_duty, handover=told))
    wishes = heard(window)
    window.procedure.duties.hand_over.trigger()
    dialog = open_dialog(window, HandoverDialog)
    assert isinstance(dialog, HandoverDialog)
    assert "about to repeat" in dialog._repeats.text()
    assert not dialog.heard.isVisible()
    assert not dialog.right.isEnabled()
    said = Words("Phase: Island operation. P6, step 6.9.", "段階：地域独立運転中。P6 手順6.9。")
    slip = replace(told, heard=said, differences=("6.9",))
    window.present(replace(on_duty, handover=slip))
    assert '<u style="color' in dialog._repeats.text()
    qtbot.mouseClick(dialog.wrong, Qt.MouseButton.LeftButton)
    window.present(replace(on_duty, handover=replace(slip, heard=None, attempt=2)))
    assert "6.9" in dialog._differing.text()
    assert not dialog.right.isEnabled()
    window.present(replace(on_duty, handover=replace(told, heard=BACK)))
    qtbot.mouseClick(dialog.right, Qt.MouseButton.LeftButton)
    assert wishes == [
        intents.HandOverRepeated("", right=False),
        intents.HandOverRepeated("", right=True),
    ]


@LOOKS
@pytest.mark.parametrize("times", [1, 40])
def test_the_handover_grows_with_what_is_said_and_then_scrolls(
    open_window: Open,
    on_duty: Snapshot,
    language: str,
    size: tuple[int, int],
    times: int,
) -> None:
    window = open_window(on_duty, size, language)
    window.procedure.duties.hand_over.trigger()
    dialog = open_dialog(window, HandoverDialog)
    assert isinstance(dialog, HandoverDialog)
    small = dialog.height()
    many = Words(" ".join([STANDS.en] * times), STANDS.ja * times)
    told = HandoverView(("hayashi",), "hayashi", many, BACK, 2, ("7",))
    simulated = replace(told, by_ear=False)
    for view in (told, simulated, replace(simulated, heard=BACK)):
        window.present(replace(on_duty, handover=view))
        assert cut_off(dialog) == []
        assert small < dialog.height() <= window.height()
        assert (dialog._scroll.verticalScrollBar().maximum() > 0) == (times > 2)
        shown = [dialog._scroll, dialog.cancel, dialog.wrong, dialog.right]
        shown += [dialog.heard] if view.by_ear else []
        for part in shown:
            assert dialog.rect().contains(part.geometry())
            for other in shown:
                assert part is other or not part.geometry().intersects(other.geometry())


def test_the_word_to_the_city_is_said_or_left_out_with_a_reason(
    qtbot: QtBot, open_window: Open, on_duty: Snapshot
) -> None:
    window = open_window(on_duty)
    wishes = heard(window)
    for button in ("said", "skip"):
        qtbot.mouseClick(window.procedure.duties.hourly, Qt.MouseButton.LeftButton)
        dialog = open_dialog(window, HourlyDialog)
        qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
    reason = open_dialog(window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    reason.reason.setPlainText("the line is down")
    qtbot.mouseClick(reason.go, Qt.MouseButton.LeftButton)
    assert wishes == [intents.SayHourly(), intents.SkipHourly("the line is down")]


def test_contacts_name_who_is_reached_how_and_which_numbers_nobody_has_tried(
    open_window: Open, on_duty: Snapshot
) -> None:
    window = open_window(on_duty)
    window.procedure.duties.contacts.trigger()
    dialog = open_dialog(window, ContactsDialog)
    assert isinstance(dialog, ContactsDialog)
    rows = [
        [dialog.table.item(row, column).text() for column in range(5)]
        for row in range(dialog.table.rowCount())
    ]
    (tso,) = (row for row in rows if row[0].startswith("TSO-D"))
    assert tso[1:] == [
        "Kato",
        "TEPCO Power Grid",
        "dispatching telephone",
        "000-0000-0002 (placeholder)",
    ]


def test_free_text_goes_to_the_log_as_typed(
    qtbot: QtBot, open_window: Open, on_duty: Snapshot
) -> None:
    window = open_window(on_duty)
    wishes = heard(window)
    window.procedure.duties.note.trigger()
    dialog = open_dialog(window, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.setPlainText("K-12 の鍵は林が持つ / Hayashi holds the key")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert wishes == [intents.Note("K-12 の鍵は林が持つ / Hayashi holds the key")]


@LOOKS
def test_nothing_of_it_is_cut_off(
    open_window: Open, on_duty: Snapshot, language: str, size: tuple[int, int]
) -> None:
    telling = replace(
        on_duty, handover=HandoverView(("hayashi",), "hayashi", STANDS, BACK, 2, ("7",))
    )
    window = open_window(telling, size, language)
    duties = window.procedure.duties
    assert cut_off(duties) == []
    duties.start.trigger()
    start = open_dialog(window, StartDialog)
    assert isinstance(start, StartDialog)
    start.list.selectRow(1)
    assert cut_off(start) == []
    start.reject()
    duties.contacts.trigger()
    contacts = open_dialog(window, ContactsDialog)
    assert cut_off(contacts) == []
    contacts.accept()
    duties.hourly.click()
    assert cut_off(open_dialog(window, HourlyDialog)) == []
    duties.hand_over.trigger()
    assert cut_off(open_dialog(window, HandoverDialog)) == []
