"""A live sitting in the real window: unmistakable, locked until armed, honest about lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.models.link_table import LinkCounts
from console.models.one_line import OneLine
from console.views.hold_button import HOLD_MS
from console.views.live.arm_dialog import ArmDialog
from console.views.main_window import MainWindow
from console.views.point_dialog import PointDialog
from console.views.reason_dialog import ReasonDialog
from devices.links import LinkState
from devices.site import Site
from devices.words import Words, same
from procedures.intents import (
    Arm,
    Disarm,
    EnterPoint,
    JudgeReadBack,
    ReadBack,
    Sign,
    Speak,
    TakeUp,
)
from procedures.snapshot import (
    CommandView,
    ConditionView,
    DifferenceView,
    EventLine,
    HoldView,
    LiveView,
    SayView,
    Snapshot,
    TakingUpView,
)

LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]
Step = Callable[..., Snapshot]


@pytest.fixture
def armed_picture(live_picture: Snapshot) -> Snapshot:
    return with_live(live_picture, armed_by="ozawa", armed_since_s=live_picture.time_s - 60)


def with_live(picture: Snapshot, **changes: object) -> Snapshot:
    """Return the picture with another standing towards the devices."""
    assert picture.live is not None
    return replace(picture, live=replace(picture.live, **changes))


def live_of(picture: Snapshot) -> LiveView:
    assert picture.live is not None
    return picture.live


# --- it is live ----------------------------------------------------------------------------------


def test_a_live_sitting_has_its_badge_and_neither_hatch_nor_speed(
    open_window: Open, picture: Snapshot, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    assert window.top_bar._badge.text() == "LIVE"
    assert not window.border.isVisible()
    assert not window.top_bar._speed.isVisible()
    assert window.live.isVisible()
    window.present(picture)
    assert window.border.isVisible()
    assert not window.live.isVisible()


def test_real_time_cannot_be_paused_by_key(
    open_window: Open, wishes: Wishes, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    heard = wishes(window)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == []


def test_dialogs_of_a_live_sitting_bear_no_hatch(open_window: Open, live_picture: Snapshot) -> None:
    window = open_window(live_picture)
    window.centre.one_line.choose("k12")
    QTest.mouseClick(window.centre.faceplate._signals._rows[0].enter, LEFT)
    dialog = window.findChild(PointDialog)
    assert dialog is not None
    assert dialog.findChild(type(window.border)).edge == ""
    dialog.reject()


# --- the key -------------------------------------------------------------------------------------


def test_it_says_at_all_times_that_writes_are_locked(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    assert window.live.key._state.text() == "Writes are locked"
    assert window.live.key.arm.isVisible()
    assert not window.live.key.disarm.isVisible()


def test_arming_wants_a_name_and_a_button_held_for_a_second(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, qtbot: QtBot
) -> None:
    window = open_window(live_picture)
    heard = wishes(window)
    QTest.mouseClick(window.live.key.arm, LEFT)
    dialog = window.findChild(ArmDialog)
    assert dialog is not None
    dialog.persons.setFocus(Qt.FocusReason.TabFocusReason)
    assert not dialog.hold.isEnabled(), "no name is chosen before somebody chooses it"
    dialog.persons.setCurrentRow(1)
    assert dialog.hold.text() == "Arm as Hayashi"
    QTest.mouseClick(dialog.hold, LEFT)
    assert heard == [], "a click is not enough"
    QTest.mousePress(dialog.hold, LEFT)
    qtbot.waitUntil(lambda: heard == [Arm("hayashi")], timeout=5 * HOLD_MS)


def test_who_has_armed_and_when_is_said_and_one_press_disarms(
    open_window: Open, wishes: Wishes, armed_picture: Snapshot
) -> None:
    window = open_window(armed_picture)
    heard = wishes(window)
    assert window.live.key._state.text() == "ARMED by Ozawa at 10:51:18"
    QTest.mouseClick(window.live.key.disarm, LEFT)
    assert heard == [Disarm()]


def test_one_key_disarms_even_while_a_dialog_is_open(
    open_window: Open, wishes: Wishes, armed_picture: Snapshot
) -> None:
    window = open_window(armed_picture)
    heard = wishes(window)
    window.alarms.list.selectRow(0)
    window.alarms.verbs.comment.click()
    dialog = window.findChild(ReasonDialog)
    assert dialog is not None
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F9)
    assert heard == [Disarm()]
    dialog.reject()


def test_a_read_only_sitting_offers_no_arming_and_says_so(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(with_live(live_picture, read_only=True, may_arm=()))
    assert window.live.key._state.text() == "Read-only"
    assert not window.live.key.arm.isVisible()


@pytest.mark.parametrize("device", ["bess", "b2"])
def test_a_faceplate_says_why_its_commands_would_be_refused(
    open_window: Open, live_picture: Snapshot, armed_picture: Snapshot, device: str
) -> None:
    window = open_window(live_picture)
    window.centre.one_line.choose(device)
    assert window.centre.faceplate.foot.locked.isVisible()
    window.present(armed_picture)
    assert not window.centre.faceplate.foot.locked.isVisible()


def test_an_order_between_people_is_not_locked(open_window: Open, live_picture: Snapshot) -> None:
    window = open_window(live_picture)
    window.centre.one_line.choose("k12")
    assert not window.centre.faceplate.foot.locked.isVisible()


def test_a_step_with_a_command_says_that_it_is_locked(
    open_window: Open, live_picture: Snapshot, with_step: Step
) -> None:
    command = CommandView("b2", "close", {}, same("Close B2"), "offered")
    window = open_window(with_step(live_picture, command=command, can=frozenset({"select"})))
    step = window.procedure.step
    assert step._locked.isVisible()


def test_a_command_selected_at_its_faceplate_shows_its_preview_there(
    open_window: Open, armed_picture: Snapshot
) -> None:
    row = ConditionView(same("Frequency"), same("49.99 Hz"), None)
    command = CommandView("b2", "close", {}, same("Close B2"), "selected", 20.0, preview=(row,))
    window = open_window(armed_picture)
    faceplate = window.centre.faceplate
    window.centre.one_line.choose("b2")
    assert faceplate.preview.isHidden()
    window.present(replace(armed_picture, selection=command))
    assert not faceplate.preview.isHidden()
    window.present(replace(armed_picture, selection=replace(command, device="b1")))
    assert faceplate.preview.isHidden()


def test_the_look_ahead_says_why_there_is_none(open_window: Open, live_picture: Snapshot) -> None:
    missing = Words("Not in a live sitting.", "実運用では表示できません。")
    window = open_window(
        replace(live_picture, outlook=replace(live_picture.outlook, missing=missing))
    )
    plot = next(plot for plot in window.trends.plots if "bess.soc_pct" in plot.trend.signals)
    assert plot._outlook.words.isVisible()
    assert plot._outlook.words.toPlainText() == missing.en


# --- the lines -----------------------------------------------------------------------------------


def test_the_lines_are_one_calm_button_while_all_devices_answer(
    open_window: Open, live_picture: Snapshot
) -> None:
    fine = tuple(replace(link, state=LinkState.CONNECTED) for link in live_of(live_picture).links)
    window = open_window(with_live(live_picture, links=fine))
    assert window.live.links.text() == f"Devices {len(fine)}/{len(fine)}"
    assert window.live.links.property("stage") == ""


def test_missing_devices_are_counted_in_words(open_window: Open, live_picture: Snapshot) -> None:
    window = open_window(live_picture)
    total = len(live_of(live_picture).links)
    words = f"Devices {total - 3}/{total} · 2 not answering · 1 wrong device"
    assert window.live.links.text() == words
    assert window.live.links.property("stage") == "trouble"


def test_the_list_of_lines_tells_what_is_wrong_first_and_follows(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    listed = window.live.open_list()
    first = [str(listed.table.index(0, column).data()) for column in range(10)]
    assert first[1:3] == ["B4 Ikoi-no-mori cabins", "another device answers"]
    assert first[6:8] == ["64 s ago", "—"]
    assert first[9] == "It says meter, the site names load block."
    window.present(with_live(live_picture, links=live_of(live_picture).links[:1]))
    assert len(listed.table.rows) == 1
    listed.close()


def test_a_lost_device_has_its_mark_at_one_of_its_symbols(
    site: Site, live_picture: Snapshot
) -> None:
    model = OneLine(site)
    marks = [
        (node.device, model.node_state(node, live_picture, "en").link)
        for node in site.drawing.nodes
        if model.node_state(node, live_picture, "en").link
    ]
    assert sorted(marks) == [("b4", "mismatch"), ("m1", "unplugged"), ("pv", "unplugged")]


def test_a_faceplate_says_that_another_device_answers(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    window.centre.one_line.choose("b4")
    note = window.centre.faceplate._link
    assert note.isVisible()
    assert "Another device answers" in note._head.text()
    window.centre.one_line.choose("b2")
    assert not note.isVisible()


def test_counts_of_no_devices_are_whole() -> None:
    assert LinkCounts.of(()).whole


# --- what others do and say ----------------------------------------------------------------------


def hold_of(**signed: str) -> HoldView:
    return HoldView("H4", ("MGC", "CHIEF"), signed)


def test_two_people_sign_at_this_console_each_by_his_own_name(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, with_step: Step
) -> None:
    def asked(hold: HoldView) -> Snapshot:
        return with_step(live_picture, hold=hold, can=frozenset({"sign"}), command=None)

    window = open_window(asked(hold_of()))
    heard = wishes(window)
    bar = window.procedure.step.hold
    assert not bar.sign_button.isEnabled(), "nobody is chosen before he chooses himself"
    bar.who.setCurrentIndex(bar.who.findData("ozawa"))
    QTest.mouseClick(bar.sign_button, LEFT)
    window.present(asked(hold_of(MGC="ozawa")))
    assert bar.who.findData("ozawa") < 0, "not the same person twice"
    assert not bar.sign_button.isEnabled()
    bar.who.setCurrentIndex(bar.who.findData("mori"))
    QTest.mouseClick(bar.sign_button, LEFT)
    assert heard == [Sign("r5", "ozawa"), Sign("r5", "mori")]


def exchange(stage: str, enters: str, **changes: object) -> SayView:
    order, expected = same("Open K-12."), same("K-12 opens, understood.")
    return replace(SayView("MGC", "TSO-D", order, expected, stage, sitter_enters=enters), **changes)


def test_what_others_say_is_entered_by_one_press(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, with_step: Step
) -> None:
    say = exchange("speak", "order", speaker="TSO-D", listener="TSO-F")
    window = open_window(with_step(live_picture, say=say, can=frozenset({"speak"}), command=None))
    heard = wishes(window)
    assert window.procedure.step.answers.speak.text() == "TSO-D said it in these words"
    QTest.mouseClick(window.procedure.step.answers.speak, LEFT)
    assert heard == [Speak("r5")]


def test_other_words_than_those_on_the_screen_are_written_as_they_were_said(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, with_step: Step
) -> None:
    say = exchange("speak", "order", speaker="TSO-D", listener="TSO-F")
    window = open_window(with_step(live_picture, say=say, can=frozenset({"speak"}), command=None))
    heard = wishes(window)
    QTest.keyClicks(window.procedure.step.say.read_back, "Wait with K-12.")
    QTest.mouseClick(window.procedure.step.say.enter_heard, LEFT)
    assert heard == [Speak("r5", "Wait with K-12.")]


def test_the_read_back_that_stands_ready_follows_the_language_until_somebody_changes_it(
    open_window: Open, picture: Snapshot, with_step: Step
) -> None:
    expected = Words("K-12 opens, understood.", "K-12開放、了解。")
    say = exchange("read_back", "", sitter_listens=True, expected_read_back=expected)
    window = open_window(with_step(picture, say=say, can=frozenset({"read_back"}), command=None))
    field = window.procedure.step.say.read_back
    assert field.text() == say.expected_read_back.en
    window.switch_language()
    assert field.text() == say.expected_read_back.ja
    field.setText("K-13")
    window.switch_language()
    assert field.text() == "K-13"


def test_a_read_back_by_telephone_was_right_or_is_written_as_it_was_heard(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, with_step: Step
) -> None:
    can = frozenset({"read_back", "judge"})
    say = exchange("read_back", "read_back", sitter_speaks=True, seconds_left=9.0)
    window = open_window(with_step(live_picture, say=say, can=can, command=None))
    heard = wishes(window)
    step = window.procedure.step
    assert step.answers.right.text() == "Repeated, and right"
    assert not step.answers.read_back.isVisible()
    assert step.say.read_back.text() == "", "the expected words are not put into his mouth"
    QTest.keyClicks(step.say.read_back, "K-13 opens.")
    QTest.mouseClick(step.say.enter_heard, LEFT)
    QTest.mouseClick(step.answers.right, LEFT)
    assert heard == [ReadBack("r5", "K-13 opens."), JudgeReadBack("r5", True)]


def test_his_own_read_back_by_telephone_wants_nothing_written(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, with_step: Step
) -> None:
    can = frozenset({"read_back", "judge"})
    say = exchange("read_back", "", speaker="TSO-D", listener="MGC", sitter_listens=True)
    window = open_window(with_step(live_picture, say=say, can=can, command=None))
    heard = wishes(window)
    step = window.procedure.step
    assert not step.say.read_back.isVisible()
    assert not step.answers.wrong.isVisible()
    assert step.answers.right.text() == "I have read it back"
    QTest.mouseClick(step.answers.right, LEFT)
    assert heard == [JudgeReadBack("r5", True)]


def test_a_point_is_entered_from_the_faceplate_at_any_time(
    open_window: Open, wishes: Wishes, live_picture: Snapshot, site: Site
) -> None:
    window = open_window(live_picture)
    window.centre.one_line.choose("k12")
    heard = wishes(window)
    shown = [row for row in window.centre.faceplate._signals._rows if row.enter.isVisible()]
    manual = [signal for signal in site.devices["k12"].signals.values() if signal.manual]
    assert len(shown) == len(manual)
    row = next(row for row in shown if row.enter.property("point") == "k12.position")
    QTest.mouseClick(row.enter, LEFT)
    dialog = window.findChild(PointDialog)
    assert dialog is not None
    assert not dialog.field.enter_button.isEnabled()
    dialog.field.state.setCurrentIndex(dialog.field.state.findData("open"))
    QTest.mouseClick(dialog.field.enter_button, LEFT)
    assert heard == [EnterPoint("k12.position", "open")]


# --- time ----------------------------------------------------------------------------------------


def test_trouble_with_the_clock_stays_until_somebody_has_understood_it(
    open_window: Open, live_picture: Snapshot
) -> None:
    words = Words("The computer was suspended for 40 s.", "計算機が40秒休止していました。")
    line = EventLine(90, live_picture.time_s - 5, "clock", "suspended", "", words)
    troubled = replace(live_picture, events=(*live_picture.events, line))
    window = open_window(troubled)
    assert window.notice.isVisible()
    assert window.notice.text.text().startswith(f"10:52:13  {words.en}")
    QTest.mouseClick(window.notice.understood, LEFT)
    window.present(troubled)
    assert not window.notice.isVisible()
    later = replace(line, number=91)
    window.present(replace(troubled, events=(*troubled.events, later)))
    assert window.notice.isVisible()


# --- closing -------------------------------------------------------------------------------------


def test_a_window_that_is_closed_says_so_until_the_sitting_has_let_go(
    open_window: Open, live_picture: Snapshot
) -> None:
    window = open_window(live_picture)
    window.expect_sitting()
    window.close()
    QApplication.processEvents()
    assert window.isVisible()
    assert window.notice.isVisible()
    assert not window.arrangement.isEnabled()
    window.let_go()
    assert not window.isVisible()


# --- one that was cut off ------------------------------------------------------------------------


def test_a_sitting_that_was_cut_off_shows_what_is_different_until_somebody_saw_it(
    open_window: Open, live_picture: Snapshot, wishes: Wishes
) -> None:
    breaker = DifferenceView(same("Server breaker"), same("closed"), same("open"), state=True)
    waits = TakingUpView(200.0, (breaker,), (same("Large battery"),))
    window = open_window(replace(live_picture, taking_up=waits))
    bar, sent = window.taking_up, wishes(window)
    assert bar.isVisible()
    assert "3:20" in bar.heading.text()
    assert bar.differences.text() == "Not read yet: Large battery\nServer breaker: closed → open"
    assert not bar.seen.isEnabled()
    window.present(replace(live_picture, taking_up=replace(waits, unread=())))
    QTest.mouseClick(bar.seen, LEFT)
    assert sent == [TakeUp()]
    window.present(live_picture)
    assert not bar.isVisible()
