"""The evaluator judges what is expected now, with fingers or keys, and corrects what was judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.translation import Translation
from console.views.evaluator.window import EvaluatorWindow
from devices.site import Site
from procedures.drill.guide import Verdict
from procedures.drill.wishes import Judge
from procedures.snapshot import Snapshot
from tests.console.drills import drill_of
from tests.console.evaluations import paced, tasks, view_of


@pytest.fixture
def heard() -> list[object]:
    return []


@pytest.fixture
def window(
    qtbot: QtBot, site: Site, translation: Translation, picture: Snapshot, heard: list[object]
) -> Iterator[EvaluatorWindow]:
    made = EvaluatorWindow(site, translation, heard.append, "mori")
    qtbot.addWidget(made)
    shown = replace(picture, drill=drill_of(), record="")
    made.show()
    made.present(shown)
    made.present_view(view_of(shown))
    yield made
    made.close()


def test_only_what_is_expected_now_is_large_and_the_most_urgent_comes_first(
    window: EvaluatorWindow,
) -> None:
    assert window.now.order == ("hurry", "tag")
    assert window.before.order == ("log", "call", "map")
    assert window.now.cards["hurry"].left.text() == "00:12 over time"
    assert window.now.cards["tag"].left.text() == "04:22 left"
    assert "standard 10:00" in window.now.cards["tag"].facts.text()
    assert "report" not in (*window.now.order, *window.before.order)


def test_keys_judge_the_card_that_is_picked(window: EvaluatorWindow, heard: list[object]) -> None:
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Down)
    QTest.keyClick(window, Qt.Key.Key_2)
    QTest.keyClick(window, Qt.Key.Key_Up)
    QTest.keyClick(window, Qt.Key.Key_3)
    assert heard == [
        Judge("tag", Verdict.UNMET, "mori", ""),
        Judge("hurry", Verdict.NOT_APPLICABLE, "mori", ""),
    ]


def test_a_digit_in_a_note_is_written_and_judges_nothing(
    window: EvaluatorWindow, heard: list[object]
) -> None:
    card = window.now.cards["tag"]
    card.note.setFocus()
    QTest.keyClicks(card.note, "at 12")
    assert heard == []
    card.buttons[Verdict.MET].click()
    assert heard == [Judge("tag", Verdict.MET, "mori", "at 12")]


def test_what_filled_itself_shows_its_evidence_and_can_be_overruled(
    window: EvaluatorWindow, heard: list[object]
) -> None:
    card = window.before.cards["call"]
    assert "Talk: order to TSO-D" in card.evidence.text()
    assert not card.buttons[Verdict.MET].isEnabled()
    card.note.setText("It was the wrong number.")
    card.buttons[Verdict.UNMET].click()
    assert heard == [Judge("call", Verdict.UNMET, "mori", "It was the wrong number.")]


def test_a_finger_hits_every_verdict(window: EvaluatorWindow) -> None:
    heights = [one.height() for card in window.now.cards.values() for one in card.buttons.values()]
    assert min(heights) >= 48


def test_a_card_moves_over_when_it_is_judged_and_what_is_being_written_stays(
    window: EvaluatorWindow, picture: Snapshot
) -> None:
    window.now.cards["tag"].note.setText("half a wo")
    window.present_view(view_of(picture))
    assert window.now.cards["tag"].note.text() == "half a wo"
    done = tuple(replace(one, state="met") if one.id == "tag" else one for one in tasks())
    window.present_view(replace(view_of(picture), tasks=done))
    assert window.now.order == ("hurry",)
    assert "tag" in window.before.order


def test_the_experts_run_is_told_in_words_too(window: EvaluatorWindow) -> None:
    assert "no expert" in window.pace.told
    window._take_pace(paced())
    assert window.pace.told.startswith("Steps done: 5 of 8. The expert had done 8 by now.")


def test_the_frame_follows_the_most_urgent_until_somebody_picks_another(
    window: EvaluatorWindow, picture: Snapshot
) -> None:
    first, *rest = tasks()
    window.present_view(replace(view_of(picture), tasks=(first,)))
    assert window.now.cards["tag"].property("frame") == "card"
    window.present_view(replace(view_of(picture), tasks=(first, *rest)))
    assert window.now.cards["hurry"].property("frame") == "card"
    assert window.now.cards["tag"].property("frame") == "plain-card"


def test_what_a_person_judged_says_so(window: EvaluatorWindow, picture: Snapshot) -> None:
    told = tuple(replace(one, judged=one.id == "call") for one in tasks())
    window.present_view(replace(view_of(picture), tasks=told))
    assert "judged by a person" in window.before.cards["call"].facts.text()
    assert not window.before.cards["call"].left.isVisible()
