"""Help that a scenario does not allow is really away, and where it would be it says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLabel

from console.models.withheld import without_help
from console.views.help_dialog import HelpDialog
from console.views.main_window import MainWindow
from devices.words import same
from procedures.drill.guide import ALL_HELP
from procedures.snapshot import ConditionView, ReplayView, Snapshot
from tests.console.drills import drill_of

Open = Callable[..., MainWindow]


def _without(picture: Snapshot, help: str) -> Snapshot:
    return replace(picture, drill=drill_of(help=ALL_HELP - {help}))


def test_without_the_preview_nothing_of_it_reaches_the_window(picture: Snapshot) -> None:
    assert picture.selection is not None
    assert picture.runs[0].current is not None
    told = (ConditionView(same("49.9 Hz"), same(""), True),)
    selection = replace(picture.selection, preview=told)
    full = replace(picture, selection=selection)
    shown = without_help(_without(full, "preview"))
    assert shown.selection is not None
    assert [one.words.en for one in shown.selection.preview] == ["not in this drill"]
    step = shown.runs[0].current
    assert step is not None
    assert all(one.preview.en == "" for one in step.expected)
    assert without_help(replace(full, drill=drill_of())) == replace(full, drill=drill_of())


def test_a_replay_shows_everything_to_learn_from(picture: Snapshot) -> None:
    past = replace(_without(picture, "guidance"), replay=ReplayView(9000.0, 1))
    assert without_help(past) == past


def test_without_guidance_the_button_says_why_it_is_off(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(_without(picture, "guidance"))
    window.alarms.list.selectRow(0)
    verbs = window.alarms.verbs
    verbs.look()
    assert not verbs.guidance.isEnabled()
    assert verbs.guidance.text() == "No guidance in this drill"
    assert window.snapshot is not None
    assert all(one.action.en == "not in this drill" for one in window.snapshot.alarms)
    window.present(replace(picture, drill=drill_of()))
    verbs.look()
    assert verbs.guidance.isEnabled()
    assert verbs.guidance.text() == "Guidance"


def test_without_the_glossary_its_words_are_away_and_the_keys_stay(
    open_window: Open, picture: Snapshot
) -> None:
    window = open_window(_without(picture, "glossary"))
    window.show_help()
    (dialog,) = window.findChildren(HelpDialog)
    page = dialog.tabs.currentWidget()
    assert isinstance(page, QLabel)
    assert "no glossary" in page.text()
    assert not dialog.words.isVisible()
    assert dialog.tabs.count() == 4
