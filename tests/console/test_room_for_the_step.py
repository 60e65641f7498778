"""The current step has the room it needs: the list gives way first, then the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from console.views.main_window import MainWindow
from console.views.procedure_panel import ProcedurePanel
from devices.words import Words
from procedures.snapshot import ConditionView, RunState, Snapshot

SIZES = ((1920, 1080), (1280, 800))
LEVER = ConditionView(
    Words("Main breaker of the building: open", "主開閉器：切"), Words("closed", "入"), False
)
FAILURE = Words(
    "Within 10 min it did not come true:\nMain breaker of the building: open",
    "10分以内に次の状態になりませんでした：\n主開閉器：切",
)


def settle() -> None:
    """Let layouts that ask for a new turn have it."""
    for _ in range(4):
        QApplication.processEvents()


def lines(panel: ProcedurePanel) -> Sequence[bool]:
    return [line.isVisible() for line in (*panel._before, *panel._after)]


@pytest.fixture
def lever(picture: Snapshot, with_step: Callable[..., Snapshot]) -> Callable[..., Snapshot]:
    """A step at a lever, with what is expected, a caution and a picture."""

    def made(**changes: object) -> Snapshot:
        shown = with_step(
            picture,
            say=None,
            command=None,
            expected=(LEVER,),
            caution=Words("Never open the cubicle: 6,600 V.", "キュービクルは開けない（6,600V）。"),
            can=frozenset({"pause", "abort", "proceed"}),
        )
        current = shown.runs[0].current
        assert current is not None
        drawn = replace(current, **{"picture": "main-breaker", **changes})  # type: ignore[arg-type]
        return replace(shown, runs=(replace(shown.runs[0], current=drawn),))

    return made


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_a_step_at_a_lever_has_to_be_scrolled_to(
    open_window: Callable[..., MainWindow],
    lever: Callable[..., Snapshot],
    language: str,
    size: tuple[int, int],
) -> None:
    window = open_window(lever(), size, language)
    settle()
    step = window.procedure.step
    assert step._scroll.verticalScrollBar().maximum() == 0
    assert not step.picture.isVisible() or step.picture.height() >= step.picture.least_px


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", SIZES)
def test_why_a_step_has_failed_is_always_in_sight(
    open_window: Callable[..., MainWindow],
    lever: Callable[..., Snapshot],
    language: str,
    size: tuple[int, int],
) -> None:
    shown = lever(failure=FAILURE, waiting_for=FAILURE, can=frozenset({"repeat", "abort"}))
    run = replace(shown.runs[0], state=RunState.FAILED)
    window = open_window(replace(shown, runs=(run,)), size, language)
    settle()
    step = window.procedure.step
    assert step._failure.isVisible()
    assert step.rect().contains(step._failure.geometry())
    assert step._failure.height() >= step._failure.heightForWidth(step._failure.width())
    assert step._scroll.verticalScrollBar().maximum() == 0


def test_the_list_gives_way_to_long_words_and_comes_back(
    open_window: Callable[..., MainWindow], lever: Callable[..., Snapshot]
) -> None:
    short = lever(expected=(), picture="")
    window = open_window(short, SIZES[1])
    settle()
    before = lines(window.procedure)
    assert all(before[2:])
    window.present(lever(expected=(LEVER,) * 6))
    settle()
    assert sum(lines(window.procedure)) < sum(before)
    window.present(short)
    settle()
    assert lines(window.procedure) == before
