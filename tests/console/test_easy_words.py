"""The window of a facility manager: easy words where it speaks Japanese, an empty field a step."""

from __future__ import annotations

from collections.abc import Callable

from console.views.main_window import MainWindow
from devices.words import Words
from procedures.intents import Repeat
from procedures.snapshot import ConditionView, EnterView, Snapshot

EASY = Words("Main breaker off", "主幹ブレーカーを切る", "主(しゅ)ブレーカーを 下(さ)げます。")


def test_easy_words_stand_below_the_title_of_ones_own_step(
    open_window: Callable[..., MainWindow],
    picture: Snapshot,
    with_step: Callable[..., Snapshot],
) -> None:
    window = open_window(with_step(picture, title=EASY, mine=True))
    easy = window.procedure.step._easy
    assert not easy.isVisible()
    window.switch_language()
    assert (easy.isVisible(), easy.text()) == (True, EASY.easy_ja)
    window.present(with_step(picture, title=EASY, mine=False))
    assert not easy.isVisible()
    window.present(picture)
    assert not easy.isVisible()


def test_a_new_step_at_the_same_point_begins_with_an_empty_field(
    open_window: Callable[..., MainWindow],
    picture: Snapshot,
    with_step: Callable[..., Snapshot],
) -> None:
    point = EnterView(
        signal="ts.position",
        label=Words("Transfer switch", "切替器"),
        unit="",
        low=None,
        high=None,
        states=("utility", "off", "external"),
        state_words=(
            Words("utility", "商用"),
            Words("off", "切"),
            Words("external", "外部"),
        ),
        is_flag=False,
    )
    step = {"enter": point, "can": frozenset({"enter"}), "mine": True}
    window = open_window(with_step(picture, id="F2.4a", **step))
    field = window.procedure.step.enter
    field.state.setCurrentIndex(2)
    assert field.enter_button.isEnabled()
    window.present(with_step(picture, id="F2.4b", **step))
    assert field.isVisible()
    assert not field.enter_button.isEnabled()


def test_a_value_that_contradicts_can_be_entered_again_before_the_limit(
    open_window: Callable[..., MainWindow],
    wishes: Callable[[MainWindow], list[object]],
    picture: Snapshot,
    with_step: Callable[..., Snapshot],
) -> None:
    wanted = ConditionView(Words("Main open", "主幹 切"), Words("closed", "入"), False)
    step = {"kind": "enter", "mine": True, "command": None, "requires": (), "expected": (wanted,)}
    window = open_window(with_step(picture, can=frozenset({"enter", "repeat"}), **step))
    again = window.procedure.step.answers.again
    assert not again.isVisible()  # nothing was entered yet
    window.present(with_step(picture, can=frozenset({"repeat"}), **step))
    heard = wishes(window)
    assert (again.isVisible(), again.text()) == (True, "Enter again")
    window.switch_language()
    assert again.text() == "入れ直す"
    again.click()
    assert [type(wish) for wish in heard] == [Repeat]
