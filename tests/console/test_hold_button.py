"""The second of two actions takes a whole second."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.views.hold_button import HoldButton


def shown(qtbot: QtBot) -> HoldButton:
    button = HoldButton()
    button.setText("Close B2")
    qtbot.addWidget(button)
    button.show()
    return button


def test_held_for_a_second_it_acts_once(qtbot: QtBot) -> None:
    button = shown(qtbot)
    heard: list[str] = []
    button.held.connect(lambda: heard.append("held"))
    with qtbot.waitSignal(button.held, timeout=3000):
        qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert heard == ["held"]


def test_a_short_press_does_nothing(qtbot: QtBot) -> None:
    button = shown(qtbot)
    heard: list[str] = []
    button.held.connect(lambda: heard.append("held"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == []
    assert button.share == 0.0


def test_the_space_bar_holds_it_as_well(qtbot: QtBot) -> None:
    button = shown(qtbot)
    with qtbot.waitSignal(button.held, timeout=3000):
        qtbot.keyPress(button, Qt.Key.Key_Space)
    qtbot.keyRelease(button, Qt.Key.Key_Space)


def test_a_key_that_a_remote_screen_repeats_holds_it_once(qtbot: QtBot) -> None:
    button = shown(qtbot)
    heard: list[str] = []
    button.held.connect(lambda: heard.append("held"))
    repeats = QTimer(interval=30)
    repeats.timeout.connect(lambda: QTest.keyRelease(button, Qt.Key.Key_Space))
    repeats.timeout.connect(lambda: QTest.keyPress(button, Qt.Key.Key_Space))
    with qtbot.waitSignal(button.held, timeout=3000):
        QTest.keyPress(button, Qt.Key.Key_Space)
        repeats.start()
    qtbot.wait(100)
    repeats.stop()
    assert not button._timer.isActive(), "what still comes is no second hold"
    QTest.keyRelease(button, Qt.Key.Key_Space)
    assert heard == ["held"]
