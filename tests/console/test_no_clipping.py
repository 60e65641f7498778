"""No text is cut off when the size of the window changes; every window: test_every_window.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from console.views.main_window import MainWindow
from devices.signals import Quality
from procedures.snapshot import Snapshot
from tests.console.looking import clipped, settle

SIZES = ((1920, 1080), (1280, 800))


def test_a_wall_screen_window_shrinks_to_a_laptop_and_grows_again(
    open_window: Callable[..., MainWindow], picture: Snapshot
) -> None:
    window = open_window(picture, SIZES[0])
    for size in (SIZES[1], SIZES[0]):
        window.resize(*size)
        settle()
        assert (window.width(), window.height()) == size
        assert clipped(window) == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_faceplate_of_stale_values_fits_after_the_window_was_small(
    open_window: Callable[..., MainWindow], picture: Snapshot, language: str
) -> None:
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=picture.time_s - 42.0)
        for name, reading in picture.values.items()
    }
    window = open_window(replace(picture, values=values), SIZES[1], language)
    window.centre.one_line.choose("bess")
    window.present(replace(picture, values=values))
    for size in SIZES:
        window.resize(*size)
        settle()
        assert clipped(window) == []
