"""A step's picture and its time against the target; many watched conditions in little room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from console.views.main_window import MainWindow
from console.views.step_picture import StepPicture
from devices.words import Words, same
from procedures.language.pictures import picture_names
from procedures.snapshot import ConditionView, Snapshot

Open = Callable[..., MainWindow]
Step = Callable[..., Snapshot]


def test_a_step_shows_its_picture_and_a_step_without_one_shows_none(
    open_window: Open, picture: Snapshot
) -> None:
    (run,) = picture.runs
    assert run.current is not None
    drawn = replace(run, current=replace(run.current, picture="pole-switch-locked"))
    window = open_window(replace(picture, runs=(drawn,)))
    shown = window.procedure.step.picture
    assert shown.isVisible()
    assert shown.name == "pole-switch-locked"
    assert "Close block B2" in shown.accessibleName()
    window.present(picture)
    assert not shown.isVisible()


@pytest.mark.parametrize("name", picture_names())
def test_every_picture_that_ships_can_be_drawn_and_holds_no_letters(
    qapp: QApplication, name: str
) -> None:
    drawn = StepPicture()
    drawn.present(name, "title")
    size = drawn.sizeHint()
    assert (size.width(), size.height()) == (360, 150)  # 480 x 200
    drawn.resize(size)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    drawn.render(image)
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, size.width(), 3)
        for y in range(0, size.height(), 3)
    )
    assert dark > 20
    drawn.hide()


def test_the_target_is_marked_on_a_line_that_ends_at_the_limit(
    open_window: Open, picture: Snapshot, with_step: Step
) -> None:
    window = open_window(with_step(picture, elapsed_s=30.0, target_s=60.0, limit_s=120.0))
    bar = window.procedure.step.target
    assert bar.isVisible()
    assert (bar.elapsed_share, bar.target_share) == (0.25, 0.5)
    assert "target 01:00" in window.procedure.step._meta.text().replace("\u00a0", " ")
    window.present(with_step(picture, elapsed_s=500.0, target_s=60.0, limit_s=None))
    assert (bar.elapsed_share, bar.target_share) == (1.0, 0.5)
    window.present(picture)
    assert not bar.isVisible()


def test_the_run_shows_its_time_against_its_target(open_window: Open, picture: Snapshot) -> None:
    (run,) = picture.runs
    window = open_window(replace(picture, runs=(replace(run, target_s=2700.0),)))
    assert window.procedure._progress.text().endswith("04:10, target 45:00")
    window.switch_language()
    assert window.procedure._progress.text().endswith("04:10／目標45:00")


def test_in_a_small_window_the_title_has_the_room(open_window: Open, picture: Snapshot) -> None:
    (run,) = picture.runs
    long = Words("Blackout at the shelter, and all that follows from it", "停電と、その後のこと")
    hours = replace(run, title=long, target_s=3600.0, elapsed_s=12_000.0)
    window = open_window(replace(picture, runs=(hours,)), (1280, 800))
    assert window.procedure._progress.text() == "3/6 · 3:20:00"
    head = window.procedure._head
    assert head.heightForWidth(head.width()) <= head.height() + 1


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800)])
def test_many_watched_conditions_are_counted_and_those_that_fail_are_named(
    open_window: Open, picture: Snapshot, size: tuple[int, int]
) -> None:
    (run,) = picture.runs
    watch = tuple(
        ConditionView(Words(f"Condition {n}", f"条件{n}"), same("1"), n != 7) for n in range(15)
    )
    window = open_window(replace(picture, runs=(replace(run, watch=watch),)), size)
    strip = window.procedure._watch
    assert strip._head.text() == "Watching: 14 of 15 hold"
    told = [text.text() for mark, text in strip._cells if text.isVisible()]
    assert told == ["Condition 7 (1)"]
    assert "Condition 14 (1)" in strip.toolTip()
    assert window.procedure.step.height() > window.procedure.height() / 3
