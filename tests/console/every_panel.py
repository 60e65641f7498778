"""Panels, tabs and pages of a window that look different from its first one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.views.docking.float_window import FloatWindow
from console.views.facility.window import FacilityWindow
from console.views.help_dialog import HelpDialog
from console.views.instructor.window import InstructorWindow
from console.views.programme.comparison_window import ComparisonWindow
from console.views.programme.window import ProgrammeWindow
from console.views.public.window import PublicDisplay
from console.views.report.window import ReportWindow
from devices.site import Site, load_site
from procedures.drill.instructor_view import RoleStep
from procedures.drill.views import DrillView
from procedures.language import load_procedure
from procedures.paper_writing import paper_of
from procedures.snapshot import CurrentStep, Mode, RunState, Snapshot
from tests.console.a_report import REPORT
from tests.console.drills import drill_of, frozen, messages
from tests.console.every_window import Entry, Shop
from tests.console.facility.test_every_card import looks_of, snapshot_of
from tests.console.instructor.drill_views import instructor_view_of, standing_still
from tests.console.programme_sample import TRAINED, compared

_SCHOOL = "toride-togashira-elementary"
_CARDS = ("toride-f1-blackout", "toride-f1-outlet")


def _nothing(*_: object) -> None:
    """For what a window sends: nobody listens."""


def _alarm_tab(number: int, shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    window.alarms.tabs.setCurrentIndex(number)
    return window


def _faceplate_tab(number: int, shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture, "bess")
    window.centre.faceplate.tabs.setCurrentIndex(number)
    return window


def _help_tab(number: int, shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    dialog = HelpDialog(shop.translation, shop.drill_picture, edge="hatched", parent=window)
    dialog.tabs.setCurrentIndex(number)
    return dialog


def _floating(panel: str, shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    before = set(window.findChildren(FloatWindow))
    window.arrangement.float_panel(panel)
    (floating,) = set(window.findChildren(FloatWindow)) - before
    return floating


@cache
def _school() -> Site:
    return load_site(_SCHOOL)


@cache
def _at_a(kind: str) -> Snapshot:
    """The first step of the cards that is of a kind: a number is asked for by "number"."""
    site = _school()
    for card in map(load_procedure, _CARDS):
        lines = paper_of(card, site).steps
        for at, (step, line) in enumerate(zip(card.steps, lines, strict=True)):
            shown = None if step.kind == "call" else next(looks_of(site, step, line))
            if shown is not None and _kind_of(shown) == kind:
                return snapshot_of(site, card, at, shown)
    raise AssertionError(kind)


def _kind_of(step: CurrentStep) -> str:
    enter = step.enter
    return "number" if enter and not enter.states and not enter.is_flag else step.kind


def _step(kind: str, shop: Shop) -> FacilityWindow:
    window = FacilityWindow(_school(), shop.translation, _nothing)
    window.present(_at_a(kind))
    return window


def _asked(question: str, shop: Shop) -> QWidget:
    window = _step("enter", shop)
    window.questions.open(question)
    return window


def _report_tab(number: int, shop: Shop) -> QWidget:
    window = ReportWindow(REPORT.path, shop.translation, report=REPORT)
    window.tabs.setCurrentIndex(number)
    return window


def _card_ended(shop: Shop) -> QWidget:
    window = _step("enter", shop)
    picture = _at_a("enter")
    run = replace(picture.runs[0], state=RunState.ENDED, current=None)
    window.present(replace(picture, runs=(run,)))
    return window


def _facility_live(shop: Shop) -> QWidget:
    window = FacilityWindow(_school(), shop.translation, _nothing)
    window.present(replace(_at_a("enter"), mode=Mode.LIVE, live=shop.live_picture.live))
    return window


def _station_tab(number: int, shop: Shop) -> QWidget:
    """A tool of the instructor; a role that he plays has a step to do."""
    window = InstructorWindow(shop.site, shop.translation, _nothing, "nakamura")
    view = instructor_view_of(shop.site, shop.drill_picture)
    current = shop.drill_picture.runs[0].current
    assert current is not None
    step = RoleStep(shop.drill_picture.runs[0].id, "TSO-D", current)
    window.present(shop.drill_picture)
    window.present_view(replace(standing_still(view, disaster=number == 2), steps=(step,)))
    window.tabs.setCurrentIndex(number)
    return window


def _public_live(shop: Shop) -> QWidget:
    display = PublicDisplay(shop.site, shop.translation, shop.store)
    display.present(shop.live_picture)
    return display


def _drill(drill: DrillView, shop: Shop) -> QWidget:
    return shop.show(replace(shop.drill_picture, drill=drill))


def _facility_drill(drill: DrillView, ways: tuple[str, ...], shop: Shop) -> QWidget:
    """The view of a caretaker in a drill, after he pressed some ways."""
    clock = iter(range(1000))
    window = FacilityWindow(_school(), shop.translation, _nothing, lambda: 10.0 * next(clock))
    window.present(replace(_at_a("enter"), drill=drill))
    for way in ways:
        pressed = window.message.read if way == "read" else window.question.shown[way]
        pressed.pressed_once.emit()
    return window


_CALLED = drill_of(messages=messages()[2:], hints=())
_TO_BEGIN = drill_of(begun=False, instructor="", messages=(), hints=())


def _programme_tab(number: int, shop: Shop) -> QWidget:
    window = ProgrammeWindow(shop.translation, Path(), "odawara", read=TRAINED)
    window.tabs.setCurrentIndex(number)
    return window


def _step_times(shop: Shop) -> QWidget:
    window = ComparisonWindow(shop.translation, (), compared())
    window.tabs.setCurrentIndex(1)
    return window


def _entry(name: str, opened: Callable[[Shop], QWidget], *, live: bool = False) -> Entry:
    return Entry(name, opened, live=live, quick=False)


PANELS: tuple[Entry, ...] = (
    _entry("alarms, events", partial(_alarm_tab, 1)),
    _entry("alarms, figures", partial(_alarm_tab, 2)),
    _entry("faceplate, trend", partial(_faceplate_tab, 1)),
    _entry("faceplate, history", partial(_faceplate_tab, 2)),
    *(_entry(f"help, tab {n + 1}", partial(_help_tab, n)) for n in (1, 2, 3)),
    _entry("floating procedure", partial(_floating, "procedure")),
    _entry("floating one-line", partial(_floating, "one_line")),
    _entry("floating plot", partial(_floating, "plot.voltage")),
    *(_entry(f"facility, {kind}", partial(_step, kind)) for kind in ("enter", "number", "say")),
    *(
        _entry(f"facility, asks {question}", partial(_asked, question))
        for question in ("different", "back", "help", "cards")
    ),
    _entry("facility, card ended", _card_ended),
    _entry("a drill to begin", partial(_drill, _TO_BEGIN)),
    _entry("a drill without help", partial(_drill, drill_of(help=frozenset()))),
    _entry("a drill frozen", partial(_drill, drill_of(frozen=frozen()))),
    _entry("a real event", partial(_drill, drill_of(frozen=frozen(disaster=True)))),
    _entry("a drill ended", partial(_drill, drill_of(ended=True, instructor=""))),
    _entry("facility, somebody calls", partial(_facility_drill, _CALLED, ())),
    _entry("facility, message", partial(_facility_drill, _CALLED, ("read",))),
    _entry("facility, own words", partial(_facility_drill, _CALLED, ("read", "own"))),
    _entry(
        "facility, real event",
        partial(_facility_drill, drill_of(frozen=frozen(disaster=True), instructor=""), ()),
    ),
    _entry("facility, to begin", partial(_facility_drill, _TO_BEGIN, ())),
    _entry(
        "facility, hot wash", partial(_facility_drill, drill_of(ended=True), ("wash", "before-3"))
    ),
    _entry("facility, live", _facility_live, live=True),
    *(_entry(f"instructor, tool {n + 1}", partial(_station_tab, n)) for n in range(1, 6)),
    _entry("report, to read", partial(_report_tab, 0)),
    _entry("report, plan", partial(_report_tab, 2)),
    _entry("public, live", _public_live, live=True),
    _entry("programme, sittings", partial(_programme_tab, 1), live=True),
    _entry("programme, exercises", partial(_programme_tab, 2), live=True),
    _entry("runs side by side, steps", _step_times, live=True),
)
