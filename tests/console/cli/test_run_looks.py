"""What `kairetsu run` opens: free operation, a preset, another window as the only one."""

from __future__ import annotations

import argparse

import pytest

from console.cli.choosing import chosen_scenario
from console.cli.ending import Refused
from console.cli.parser import parser
from console.models.presets import PRESETS
from console.windows import DIALOGS, WINDOWS
from devices.site import load_site


def options(*words: str) -> argparse.Namespace:
    return parser("en").parse_args(["run", "odawara", *words])


def test_a_sitting_can_be_opened_without_any_procedure() -> None:
    site = load_site("odawara")
    free = chosen_scenario(options("--free"), site, "en")
    led = chosen_scenario(options(), site, "en")
    assert free.chain == ()
    assert (free.start, free.happenings) == (led.start, led.happenings)
    with pytest.raises(Refused, match="--free"):
        chosen_scenario(options("--free", "--procedure", "P1"), site, "en")


def test_every_preset_and_every_window_can_be_asked_for() -> None:
    for preset in PRESETS:
        assert options("--layout", preset.name).layout == preset.name
    for door in WINDOWS:
        assert options("--view", door.name).view == door.name
    assert (options().view, options().layout) == ("main", "")


def test_every_door_of_the_view_menu_leads_somewhere() -> None:
    for door in (*WINDOWS, *DIALOGS):
        assert callable(door.load())
