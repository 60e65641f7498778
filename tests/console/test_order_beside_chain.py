"""An order beside the chain: shown while it lasts, then the chapter again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLabel

from console.views.main_window import MainWindow
from devices.words import Words
from procedures.snapshot import RunView, Snapshot

Open = Callable[..., MainWindow]


def with_order(picture: Snapshot) -> tuple[Snapshot, RunView]:
    title = Words("Outside the procedure: Order K-12 closed", "手順外：K-12 の投入を指令します")
    order = replace(
        picture.runs[0], id="k12.order_close", procedure="k12.order_close", chain="—", title=title
    )
    return replace(picture, runs=(*picture.runs, order)), order


def texts(window: MainWindow) -> list[str]:
    return [one.text() for one in window.procedure.findChildren(QLabel) if one.isVisible()]


def test_the_newest_run_is_shown_and_the_chapter_again_after_it(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture)
    both, _ = with_order(picture)

    window.present(both)
    assert any("Outside the procedure: Order K-12 closed" in text for text in texts(window))
    window.present(picture)

    assert not any("Outside the procedure" in text for text in texts(window))
    assert any("Load pick-up and PV" in text for text in texts(window))


def test_a_new_order_is_shown_even_after_another_run_was_chosen(
    open_window: Open, picture: Snapshot
) -> None:
    both, order = with_order(picture)
    window = open_window(both)
    choice = window.procedure.findChild(QComboBox)
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert any("Load pick-up and PV" in text for text in texts(window))

    later = replace(order, id="share.order_stop", title=Words("Outside: stop", "手順外：停止"))
    window.present(replace(picture, runs=(*picture.runs, later)))

    assert any("Outside: stop" in text for text in texts(window))
