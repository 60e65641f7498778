"""The arrangements that ship leave everything room to be read, and say every name once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from console.models.presets import CONTROL_ROOM, LAPTOP, MESSAGES, TALK, TRAINING_ROOM, TRENDS
from console.views.main_window import MainWindow
from procedures.snapshot import Snapshot
from tests.console.drills import drill_of
from tests.console.looking import settle

Open = Callable[..., MainWindow]


def test_a_call_with_its_answers_can_be_read_and_the_plots_keep_their_height(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(replace(picture, drill=drill_of()))
    for preset, size in ((TRAINING_ROOM, (1920, 1080)), (CONTROL_ROOM, (1920, 1080)),
                         (LAPTOP, (1280, 800))):  # fmt: skip
        window.resize(*size)
        window.choose_preset(preset)
        window.arrangement.bring_forward(MESSAGES)
        settle()
        assert window.drill.messages.list.viewport().height() > 0.16 * size[1], preset.name
        window.arrangement.bring_forward(TRENDS)
        settle()
        assert window.trends.height() > 0.3 * size[1], preset.name


def test_a_panel_says_its_name_at_its_head_or_on_its_tab_and_not_twice(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(picture, (1280, 800))
    window.choose_preset(LAPTOP)
    settle()
    assert window.centre.isVisible()
    assert not window.centre._head.isVisible()
    window.arrangement.close_panel(TRENDS)
    window.arrangement.close_panel(TALK)
    settle()
    assert window.centre._head.isVisible()
