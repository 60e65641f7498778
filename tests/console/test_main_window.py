"""The real window, driven by pictures alone, answers with wishes alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.icons import Mark
from console.theme import palette
from console.views.main_window import MainWindow
from console.views.reason_dialog import ReasonDialog
from console.views.shelve_dialog import ShelveDialog
from console.wishes import SetSpeed, ShowFaceplate
from devices.words import Words, same
from procedures.intents import (
    Acknowledge,
    CancelSelection,
    Choose,
    Confirm,
    EnterValue,
    Execute,
    JudgeReadBack,
    Proceed,
    ReadBack,
    Select,
    Shelve,
    Sign,
    Skip,
    Speak,
)
from procedures.snapshot import (
    CommandView,
    ConditionView,
    EnterView,
    HoldView,
    Mode,
    OptionView,
    Refusal,
    Snapshot,
    VerbView,
)

LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., MainWindow]
Wishes = Callable[[MainWindow], list[object]]
Step = Callable[..., Snapshot]


# --- what it says --------------------------------------------------------------------------------


def test_it_opens_without_a_sitting_and_says_that_it_waits(open_window: Open) -> None:
    window = open_window()
    assert not window.procedure.step.isVisible()


def test_a_drill_is_unmistakable_by_title_and_hatched_border(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    assert window.windowTitle().startswith("[DRILL]")
    edge = window.grab().toImage()
    colours = {QColor(edge.pixel(x, 3)).name() for x in range(400)}
    assert {palette().hatch.lower(), palette().hatch_light.lower()} <= colours


def test_a_live_sitting_has_no_border(open_window: Open, picture: Snapshot) -> None:
    window = open_window(replace(picture, mode=Mode.LIVE))
    assert not window.border.isVisible()
    assert window.windowTitle().startswith("[LIVE]")


def test_dialogs_of_a_drill_bear_the_border_too(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    window.procedure.step.controls.skip.click()
    dialog = window.findChild(ReasonDialog)
    assert dialog is not None
    assert dialog.findChild(type(window.border)).edge == "hatched"
    dialog.reject()


def test_the_language_switches_while_it_runs(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.windowTitle().startswith("【訓練】")
    assert window.alarms.verbs.acknowledge.text() == "確認"
    assert "いっ" not in window.windowTitle()
    assert window.procedure.step.command.execute_button.text().startswith("負荷 B2")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.alarms.verbs.acknowledge.text() == "Acknowledge"


def test_the_differing_word_of_a_read_back_is_marked(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    assert "B3</u>" in window.procedure.step.say._heard.text()
    assert window.procedure.step.say._judgement.text() == "differs"


def test_switches_differ_without_colour(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    states = {item.node.id: item.state.position for item in window.centre.one_line._items.values()}
    assert (states["cb52b"], states["k12"], states["b2_main"]) == ("closed", "open", "open")
    unknown = replace(picture, values={**picture.values, "cb52b.position": None})
    window.present(unknown)
    assert window.centre.one_line.item_of("cb52b").state.position == "unknown"


def test_marks_are_drawn_and_named_for_screen_readers(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    shown = [mark for mark in window.findChildren(Mark) if mark.isVisible() and mark.name]
    assert len(shown) > 10


def test_an_error_of_the_sitting_is_shown_and_stays(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    window.show_trouble(same("OSError: the disk is full"))
    assert window.trouble.isVisible()
    assert window.trouble.trouble == same("OSError: the disk is full")


# --- what it wishes: the step ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "offer",
    [
        ("speak", "speak", Speak("r5")),
        ("judge", "right", JudgeReadBack("r5", True)),
        ("judge", "wrong", JudgeReadBack("r5", False)),
        ("confirm", "confirm", Confirm("r5", True)),
        ("proceed", "proceed", Proceed("r5")),
    ],
)
def test_a_step_offers_a_button_for_what_it_allows(
    open_window: Open,
    wishes: Wishes,
    picture: Snapshot,
    with_step: Step,
    offer: tuple[str, str, object],
) -> None:
    can, name, intent = offer
    window = open_window(with_step(picture, can=frozenset({can}), command=None))
    heard = wishes(window)
    QTest.mouseClick(getattr(window.procedure.step.answers, name), LEFT)
    assert heard == [intent]


def test_a_step_shows_no_button_for_what_it_does_not_allow(
    open_window: Open, picture: Snapshot, with_step: Step
) -> None:
    window = open_window(with_step(picture, can=frozenset({"proceed"}), command=None))
    shown = [button for button in window.procedure.step.answers.mains if button.isVisible()]
    assert shown == [window.procedure.step.answers.proceed]


def test_a_command_is_selected_first_and_executed_by_holding_down(
    qtbot: QtBot, open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    offered = CommandView("b2", "close", {}, Words("Close B2", "B2を投入します"), "offered")
    step = with_step(picture, can=frozenset({"select"}), command=offered, say=None)
    window = open_window(replace(step, selection=None))
    heard = wishes(window)
    command = window.procedure.step.command
    assert not command.execute_button.isVisible()
    QTest.mouseClick(command.select_button, LEFT)
    assert heard == [Select("b2", "close", {}, "MGC")]
    window.present(picture)
    assert not command.select_button.isVisible()
    with qtbot.waitSignal(command.execute_button.held, timeout=3000):
        QTest.mousePress(command.execute_button, LEFT)
    shown = picture.selection
    assert shown is not None
    ringed = {i.node.device for i in window.centre.one_line._items.values() if i._selected}
    assert shown.device in ringed, "the one-line shows what is selected"
    assert heard[-1] == Execute("", shown.device, shown.verb, dict(shown.arguments))


def test_a_command_selected_twice_can_still_be_executed(
    open_window: Open, picture: Snapshot, with_step: Step
) -> None:
    refused = CommandView("b2", "close", {}, Words("Close B2", "B2を投入します"), "refused")
    window = open_window(with_step(picture, can=frozenset({"select"}), command=refused))
    assert window.procedure.step.command.execute_button.isVisible()
    assert not window.procedure.step.command.select_button.isVisible()


def test_a_selection_can_be_let_go(open_window: Open, wishes: Wishes, picture: Snapshot) -> None:
    window = open_window(picture)
    heard = wishes(window)
    QTest.mouseClick(window.procedure.step.command.cancel_button, LEFT)
    assert heard == [CancelSelection()]


def test_a_number_is_entered_only_within_its_bounds(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    enter = EnterView("x.mohm", Words("Insulation", "絶縁抵抗"), "MΩ", 0.0, 100.0, (), ())
    window = open_window(with_step(picture, can=frozenset({"enter"}), enter=enter, command=None))
    heard = wishes(window)
    field = window.procedure.step.enter
    QTest.keyClicks(field.number, "250")
    assert not field.enter_button.isEnabled()
    field.number.clear()
    QTest.keyClicks(field.number, "12.5")
    QTest.keyClick(field.number, Qt.Key.Key_Return)
    assert heard == [EnterValue("r5", 12.5)]


def test_a_reported_state_must_be_chosen_before_it_can_be_entered(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    words = (Words("closed", "入"), Words("open", "切"))
    enter = EnterView("k12.position", same("K-12"), "", None, None, ("closed", "open"), words)
    window = open_window(with_step(picture, can=frozenset({"enter"}), enter=enter, command=None))
    heard = wishes(window)
    field = window.procedure.step.enter
    assert not field.enter_button.isEnabled()
    field.state.setCurrentIndex(2)
    QTest.mouseClick(field.enter_button, LEFT)
    assert heard == [EnterValue("r5", "open")]


def test_a_hold_is_signed_by_the_sitter(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    hold = HoldView("H6", ("MGC", "CHIEF"), {"CHIEF": "mori"})
    window = open_window(with_step(picture, can=frozenset({"sign"}), hold=hold, command=None))
    heard = wishes(window)
    QTest.mouseClick(window.procedure.step.hold.sign_button, LEFT)
    assert heard == [Sign("r5", "ozawa")]


def test_a_branch_is_taken_by_its_own_button(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    options = (
        OptionView("wait", Words("Wait", "待つ")),
        OptionView("stop", Words("Stop", "止める")),
    )
    window = open_window(with_step(picture, can=frozenset({"choose"}), options=options))
    heard = wishes(window)
    QTest.mouseClick(window.procedure.step.answers._options[1], LEFT)
    assert heard == [Choose("r5", "stop")]


def test_a_read_back_of_the_sitter_can_be_changed_before_it_is_said(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    say = replace(
        picture.runs[0].current.say,
        stage="read_back",
        heard=None,
        sitter_listens=True,
        differences=(),
    )
    window = open_window(with_step(picture, can=frozenset({"read_back"}), say=say, command=None))
    heard = wishes(window)
    window.procedure.step.say.read_back.setText("Load block B2 closes.")
    QTest.mouseClick(window.procedure.step.answers.read_back, LEFT)
    assert heard == [ReadBack("r5", "Load block B2 closes.")]


def test_skipping_asks_for_a_reason_and_takes_none_without(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    QTest.mouseClick(window.procedure.step.controls.skip, LEFT)
    dialog = window.findChild(ReasonDialog)
    assert dialog is not None
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "done by phone")
    QTest.mouseClick(dialog.go, LEFT)
    assert heard == [Skip("r5", "done by phone")]


# --- what it wishes: devices ----------------------------------------------------------------------


def test_a_click_on_a_symbol_shows_its_faceplate(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    view = window.centre.one_line
    item = view.item_of("bess")
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(item.scene_box.center()))
    assert heard == [ShowFaceplate("bess")]
    assert "BESS" in window.centre.faceplate._head.text()


def test_arrow_keys_go_from_device_to_device(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    QTest.keyClick(window.centre.one_line, Qt.Key.Key_Right)
    QTest.keyClick(window.centre.one_line, Qt.Key.Key_Right)
    assert len(set(heard)) == 2


def test_a_faceplate_shows_every_reason_and_selects_with_arguments(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.centre.one_line.choose("bess")
    heard = wishes(window)
    reasons = tuple(
        ConditionView(Words(f"Reason {n}", f"理由{n}"), same("–"), False) for n in (1, 2)
    )
    verb = window._site.devices["bess"].verbs["set_p_kw"]
    view = VerbView("bess", "set_p_kw", verb.title, {}, {}, verb.roles, reasons)
    window.present_verbs("bess", (view,))
    card = window.centre.faceplate.verbs.cards["set_p_kw"]
    assert not card.select_button.isEnabled()
    field = card._fields["p_kw"]
    QTest.keyClicks(field, "20")
    QTest.mouseClick(card.select_button, LEFT)
    assert heard == [Select("bess", "set_p_kw", {"p_kw": 20.0}, "MGC")]
    assert [line.words.text() for line in card._locks._lines] == ["Reason 1", "Reason 2"]


def test_a_refusal_lists_all_its_reasons(open_window: Open, picture: Snapshot) -> None:
    window = open_window(picture)
    window.centre.one_line.choose("b4")
    reasons = (Words("Too much load.", "負荷が大きすぎます。"), Words("No permit.", "許可なし。"))
    refusal = Refusal(7900.0, "b4.close", Words("Close B4", "B4を投入します"), reasons)
    window.present(replace(picture, refusal=refusal, selection=None))
    box = window.centre.faceplate._refusal
    assert box.isVisible()
    assert [line.text() for line in box._reasons] == ["Too much load.", "No permit."]


# --- what it wishes: alarms, speed, keys ----------------------------------------------------------


def test_the_unseen_alarm_stands_first_and_is_acknowledged_by_key(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    assert [alarm.id for alarm in window.alarms.table.rows] == ["group", "stale", "blackout"]
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert heard == [Acknowledge("group")]


def test_shelving_wants_minutes_and_a_reason(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(picture)
    heard = wishes(window)
    window.alarms.list.selectRow(1)
    QTest.mouseClick(window.alarms.verbs.shelve, LEFT)
    dialog = window.findChild(ShelveDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.reason, "meter read by phone")
    dialog.go.setFocus()
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)  # as everywhere: Enter presses what has the focus
    assert heard == [Shelve("stale", 5.0, "meter read by phone")]


def test_an_emergency_alarm_cannot_be_shelved(open_window: Open, picture: Snapshot) -> None:
    first = replace(picture.alarms[1], priority=1)
    window = open_window(replace(picture, alarms=(first,)))
    window.alarms.list.selectRow(0)
    assert not window.alarms.verbs.shelve.isEnabled()


def test_speed_and_pause_are_wishes(open_window: Open, wishes: Wishes, picture: Snapshot) -> None:
    window = open_window(picture)
    heard = wishes(window)
    window.top_bar.choose_speed(10.0)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == [SetSpeed(10.0), SetSpeed(0.0), SetSpeed(10.0)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_space_and_enter_go_on_with_the_step(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step, key: Qt.Key
) -> None:
    window = open_window(with_step(picture, can=frozenset({"proceed"}), command=None))
    heard = wishes(window)
    QTest.keyClick(window, key)
    assert heard == [Proceed("r5")]


def test_enter_never_executes_a_selected_command(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    window = open_window(with_step(picture, can=frozenset({"execute", "cancel"})))
    heard = wishes(window)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert heard == []


def test_f2_speaks_and_f5_confirms(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step
) -> None:
    window = open_window(with_step(picture, can=frozenset({"speak", "confirm"}), command=None))
    heard = wishes(window)
    QTest.keyClick(window, Qt.Key.Key_F2)
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert heard == [Speak("r5"), Confirm("r5", True)]


# --- what was refused -----------------------------------------------------------------------------


def refused(picture: Snapshot, target: str) -> Snapshot:
    refusal = Refusal(picture.time_s, target, same("Shelve"), (same("A reason is needed."),))
    return replace(picture, refusal=refusal)


def test_a_refusal_that_no_panel_shows_stands_on_top_until_it_is_understood(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    window.present(refused(picture, "stale"))
    assert window.refusal.isVisible()
    QTest.mouseClick(window.refusal.understood, LEFT)
    window.present(refused(picture, "stale"))
    assert not window.refusal.isVisible()


@pytest.mark.parametrize("target", ["5.3", "b2.close"])
def test_a_refusal_at_the_step_is_shown_in_the_step(
    open_window: Open, picture: Snapshot, target: str
) -> None:
    window = open_window(picture)
    window.present(refused(picture, target))
    assert not window.procedure.step._refused.isHidden()
    assert not window.refusal.isVisible()


def test_a_refusal_goes_when_the_same_is_granted(open_window: Open, picture: Snapshot) -> None:
    nothing = replace(refused(picture, "b4.close"), selection=None)
    window = open_window(nothing)
    window.centre.one_line.choose("b4")
    assert window.centre.faceplate._refusal.isVisible()
    assert picture.selection is not None
    granted = replace(picture.selection, device="b4")
    window.present(replace(nothing, selection=granted))
    assert not window.centre.faceplate._refusal.isVisible()
    window.present(nothing)
    assert not window.centre.faceplate._refusal.isVisible()


# --- a second person, and an instructor -----------------------------------------------------------


def test_a_command_that_wants_somebody_standing_by_wants_his_name_first(
    open_window: Open, wishes: Wishes, picture: Snapshot, with_step: Step, qtbot: QtBot
) -> None:
    assert picture.selection is not None
    command = replace(picture.selection, second_roles=("CHIEF", "MGC"))
    shown = replace(
        with_step(picture, command=command, can=frozenset({"execute"})), selection=command
    )
    window = open_window(shown)
    heard = wishes(window)
    row = window.procedure.step.command
    assert not row.execute_button.isEnabled()
    assert row.second.findData("ozawa") < 0, "the sitter does not stand by himself"
    row.second.setCurrentIndex(row.second.findData("mori"))
    QTest.mousePress(row.execute_button, LEFT)
    named = Execute("mori", command.device, command.verb, dict(command.arguments))
    qtbot.waitUntil(lambda: heard == [named], timeout=5000)
    QTest.mouseRelease(row.execute_button, LEFT)


def blocked(picture: Snapshot) -> VerbView:
    lock = ConditionView(same("Too much load."), same("60 kW"), False)
    return VerbView("b4", "close", same("Close B4"), {}, {}, ("MGC",), (lock,))


def test_an_instructor_overrides_by_name_and_reason_in_a_drill(
    open_window: Open, wishes: Wishes, picture: Snapshot
) -> None:
    window = open_window(replace(picture, selection=None))
    window.centre.one_line.choose("b4")
    window.present_verbs("b4", (blocked(picture),))
    heard = wishes(window)
    window.centre.faceplate.verbs.cards["close"].override.click()
    dialog = window.findChild(ReasonDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.reason, "shown on purpose")
    QTest.mouseClick(dialog.go, LEFT)
    assert heard == [Select("b4", "close", {}, "MGC", "shown on purpose", "kondo")]


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.LIVE])
def test_nobody_overrides_outside_of_a_drill(
    open_window: Open, picture: Snapshot, mode: Mode
) -> None:
    window = open_window(replace(picture, mode=mode))
    window.centre.one_line.choose("b4")
    window.present_verbs("b4", (blocked(picture),))
    assert not window.centre.faceplate.verbs.cards["close"].override.isVisible()
