"""Every step of every card that ships can be read whole on a touch screen, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.appearance import appearance
from console.models.facility_picture import Sight, picture_of
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.drawing import drawing_names
from console.views.facility.window import FacilityWindow
from console.views.ruby_label import RubyLabel
from devices.phrases import filled
from devices.picture import Picture
from devices.signals import Quality, Reading
from devices.site import Site, load_site
from devices.words import Language, Words, same
from procedures.language import Choose, Enter, Procedure, Step, load_procedure, procedure_names
from procedures.paper import PaperStep
from procedures.paper_writing import paper_of
from procedures.snapshot import (
    AlarmState,
    AlarmView,
    CommandView,
    ConditionView,
    CurrentStep,
    EnterView,
    HoldView,
    Mode,
    OptionView,
    RunState,
    RunView,
    SayView,
    Snapshot,
    StepState,
    StepView,
)
from procedures.step_subjects import reached_state, subject_of

_NOTHING = Words("", "")
_SITES = (
    "kobe-shelter",
    "toride-togashira-elementary",
    "toride-second-junior-high",
    "toride-city-hall",
    "nishinoomote",
)
_CAN = {
    "confirm": {"confirm", "deny"},
    "enter": {"enter", "proceed"},
    "do": {"select"},
    "say": {"judge"},
    "check": {"proceed"},
    "choose": {"choose"},
    "hold": {"sign"},
    "note": {"proceed"},
}


def cards_of(site: str) -> list[Procedure]:
    """The cards of a site that somebody of a building works through."""
    names = (name for name in procedure_names() if "odawara" not in name)
    read = (load_procedure(name) for name in names)
    return [
        one
        for one in read
        if site in one.sites and any(step.role.startswith("FM") for step in one.steps)
    ]


def looks_of(site: Site, step: Step, line: PaperStep) -> Iterator[CurrentStep]:
    """The step as the screen gets it: asked for, and where it asks twice, the second time too."""
    point = site.signals[step.action.signal] if isinstance(step.action, Enter) else None
    enter = None if point is None else EnterView(
        point.name, point.label, point.unit, point.low, point.high, point.states,
        point.state_words, point.is_flag,
    )  # fmt: skip
    say = None if line.say is None else SayView(
        step.role, line.say.to.name, line.say.text, line.say.read_back, "judge",
        heard=line.say.read_back, sitter_speaks=True,
    )  # fmt: skip
    shown = CurrentStep(
        id=step.id,
        kind=step.kind,
        title=line.title,
        role=step.role,
        role_title=line.role.title,
        person="",
        mine=True,
        elapsed_s=20.0,
        limit_s=step.limit_s,
        can=frozenset(_CAN.get(step.kind, set()) | {"pause", "abort", "back"}),
        waiting_for=_NOTHING,
        caution=line.caution,
        expected=tuple(
            ConditionView(words, Words("101 V", "101 V"), True) for words in line.expected
        ),
        say=say,
        command=_command(line),
        hold=HoldView("H1", ("MGC", "FM"), {}) if step.kind == "hold" else None,
        enter=enter,
        options=_options(site, step),
        picture=step.picture,
        subject=subject_of(step),
        reaches=reached_state(step),
        wait_s=300.0 if step.kind == "wait" else None,
    )
    yield shown
    if point is not None and enter is not None:
        seen = point.states[0] if point.states else True if point.is_flag else 0.3
        yield replace(shown, enter=replace(enter, seen=seen), can=frozenset({"enter", "back"}))


def _options(site: Site, step: Step) -> tuple[OptionView, ...]:
    if not isinstance(step.action, Choose):
        return ()
    picture = Picture(site)
    return tuple(OptionView(o.id, filled(o.title, picture.words)) for o in step.action.options)


def _command(line: PaperStep) -> CommandView | None:
    if line.command is None:
        return None
    return CommandView("bess", "start", {}, line.command, "offered")


def snapshot_of(site: Site, card: Procedure, at: int, shown: CurrentStep) -> Snapshot:
    steps = tuple(
        StepView(one.id, one.kind, one.title, one.role, StepState.WAITING) for one in card.steps
    )
    run = RunView(
        "r1", card.name, card.chain, card.title, RunState.RUNNING, steps, at, shown, (), 60.0
    )
    values = {
        name: Reading(0.0, Quality.STALE, 10.0)
        for name, signal in site.signals.items()
        if not signal.states and not signal.is_flag
    }
    values["island.supply"] = Reading("island", Quality.GOOD, 100.0)
    return Snapshot(
        time_s=100.0,
        clock=datetime(2026, 11, 22, 11, 5, tzinfo=UTC),
        mode=Mode.DRILL,
        site=site.name,
        site_title=site.title,
        scenario_title=_NOTHING,
        phase="",
        phase_title=_NOTHING,
        blackout_s=40.0,
        values=values,
        sitter="",
        sitter_roles=("FM",),
        runs=(run,),
    )


def hidden(window: QWidget) -> list[str]:
    """What of the words cannot be seen."""
    found = [
        f"{part.text} {part.size().toTuple()}"
        for part in window.findChildren(RubyLabel)
        if part.isVisible() and not part.fits()
    ]
    found += [
        f"[{part.words}]"
        for part in window.findChildren(BigButton)
        if part.isVisible() and not part.fits()
    ]
    return found


def problems(window: FacilityWindow, site: Site, card: Procedure) -> list[str]:
    """Show every step of `card`; name what is hidden or has no drawing."""
    found = []
    written = paper_of(card, site)
    for at, (step, line) in enumerate(zip(card.steps, written.steps, strict=True)):
        if step.kind == "call":
            continue
        for shown in looks_of(site, step, line):
            window.present(snapshot_of(site, card, at, shown))
            for _ in range(4):
                QApplication.processEvents()
            found += [f"{card.name} {step.id}: {one}" for one in hidden(window)]
            if window.step.room.hides_px:
                found.append(f"{card.name} {step.id}: {window.step.room.hides_px} px to scroll")
            if window.step.words.title.type.size_px < 32:
                found.append(f"{card.name} {step.id}: smaller than 24 pt")
    return found


def opened(
    qtbot: QtBot, site: Site, translation: Translation, language: Language
) -> FacilityWindow:
    translation.choose(language)
    window = FacilityWindow(site, translation, lambda wish: None)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


def test_the_card_of_the_transfer_switch_can_be_read_whole(
    qtbot: QtBot, translation: Translation
) -> None:
    site = load_site("kobe-shelter")
    window = opened(qtbot, site, translation, "ja")
    assert problems(window, site, load_procedure("kobe-shelter-f2-transfer")) == []


@pytest.mark.long
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", _SITES)
def test_every_card_can_be_read_whole(
    qtbot: QtBot, translation: Translation, name: str, language: Language
) -> None:
    site = load_site(name)
    window = opened(qtbot, site, translation, language)
    assert [one for card in cards_of(name) for one in problems(window, site, card)] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_alarm_above_the_longest_step_leaves_everything_to_be_seen(
    qtbot: QtBot, translation: Translation, school: Site, language: Language
) -> None:
    card = load_procedure("toride-f1-outlet")
    window = opened(qtbot, school, translation, language)
    at = next(number for number, step in enumerate(card.steps) if step.id == "A.3")
    line = paper_of(card, school).steps[at]
    shown = next(looks_of(school, card.steps[at], line))
    rule = next(one for one in school.alarms if one.id == "back-feed")
    alarm = AlarmView(
        rule.id, 1, rule.device, rule.title, rule.cause, rule.consequence, rule.action,
        AlarmState.UNACKNOWLEDGED, active=True, time_s=90.0, value=_NOTHING,
    )  # fmt: skip
    window.present(replace(snapshot_of(school, card, at, shown), alarms=(alarm,)))
    for _ in range(3):
        QApplication.processEvents()
    assert window.alarm.isVisible()
    for scale_pct in (100, 200):  # a larger scale takes only what room there is
        appearance().choose(scale_pct=scale_pct)
        for _ in range(4):
            QApplication.processEvents()
        assert hidden(window) == []
        assert window.step.room.hides_px == 0
    window.present(snapshot_of(school, card, 0, replace(shown, title=same("Go."), caution=None)))
    assert window.step.words.title.type.size_px > 42


def test_every_step_at_a_device_has_a_drawing_of_its_own_kind() -> None:
    """A step that names a device of a building never falls back to a drawing of something else."""
    folders = drawing_names()
    plain = []
    for name in ("kobe-shelter", "toride-city-hall"):
        site = load_site(name)
        for card in cards_of(name):
            for step in card.steps:
                sight = Sight(step.kind, step.picture, subject_of(step), reached_state(step))
                drawn = picture_of(site, sight, folders, "ja")
                if sight.subject and drawn.name in ("people-safe", "look-around"):
                    plain.append(f"{card.name} {step.id}")
    assert plain == []
