"""The tabs of the chapters: which one is in view, and what the others wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLabel

from console.views.chapter_tabs import ChapterTab
from console.views.main_window import MainWindow
from devices.words import Words
from procedures.snapshot import RunState, Snapshot
from tests.console.looking import LOOKS

Open = Callable[..., MainWindow]


def beside_the_chain(picture: Snapshot, elapsed_s: float = 20.0) -> Snapshot:
    """P10.10 in view; P5 of the chain waits, and may be too long at it."""
    chapter = picture.runs[0]
    assert chapter.current is not None
    step = replace(chapter.current, limit_s=60.0, elapsed_s=elapsed_s)
    waiting = replace(chapter, state=RunState.WAITING, current=step)
    title = Words("Person injured", "負傷者発生")
    injury = replace(waiting, id="p10-10", procedure="p10-10", chain="P10.10", title=title)
    calm = replace(injury, current=replace(step, elapsed_s=20.0))
    return replace(picture, runs=(waiting, calm))


def tabs(window: MainWindow) -> dict[str, ChapterTab]:
    QApplication.processEvents()
    shown = (tab for tab in window.procedure._chapters._tabs if tab.isVisible())
    return {tab._name.text(): tab for tab in shown}


def in_view(window: MainWindow) -> list[str]:
    return [name for name, tab in tabs(window).items() if tab.property("stage") == "current"]


def test_the_dark_tab_is_the_one_in_view_and_the_other_says_that_it_waits(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    assert in_view(window) == ["P5"]
    window.present(beside_the_chain(picture))
    assert in_view(window) == ["P10.10"]
    chapter = tabs(window)["P5"]
    assert chapter._mark._name == "hourglass"
    assert "not in view" in chapter.toolTip()
    window.present(picture)
    assert in_view(window) == ["P5"]
    assert "P10.10" not in tabs(window)


def test_a_chapter_over_its_limit_has_a_clock_in_view_or_not(
    open_window: Open, picture: Snapshot
) -> None:
    late = beside_the_chain(picture, elapsed_s=95.0)
    window = open_window(late)
    assert tabs(window)["P5"]._mark._name == "clock"
    assert "over time by" in tabs(window)["P5"].toolTip()
    assert not tabs(window)["P10.10"]._mark.isVisible()
    window.present(replace(late, runs=late.runs[:1]))
    assert in_view(window) == ["P5"]
    assert tabs(window)["P5"]._mark._name == "clock"


@LOOKS
def test_no_tab_is_cut_off(
    open_window: Open, picture: Snapshot, language: str, size: tuple[int, int]
) -> None:
    late = beside_the_chain(picture, elapsed_s=95.0)
    worst = tuple(replace(one, state="done") for one in late.chapters[:8])
    last = replace(late.chapters[8], state="current")
    runs = (replace(late.runs[0], chain="P9"), late.runs[1])
    window = open_window(replace(late, chapters=(*worst, last), runs=runs), size, language)
    for name, tab in tabs(window).items():
        text = tab.findChild(QLabel)
        assert text.fontMetrics().horizontalAdvance(name) <= text.width() + 1
        assert tab.rect().contains(text.geometry())
        assert window.procedure._chapters.rect().contains(tab.geometry())
