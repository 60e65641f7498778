"""Every window and dialog there is, in the states that look different. New ones add a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from console.models.alarm_order import AlarmSort
from console.translation import Translation
from console.views.about_dialog import open_about
from console.views.device_search import DeviceSearch
from console.views.drill.hot_wash_dialog import HotWashDialog
from console.views.duties.contacts_dialog import ContactsDialog
from console.views.duties.handover_dialog import HandoverDialog
from console.views.duties.hourly_dialog import HourlyDialog
from console.views.duties.start_dialog import StartDialog
from console.views.evaluator.window import EvaluatorWindow
from console.views.facility.window import FacilityWindow
from console.views.guidance_dialog import GuidanceDialog
from console.views.instructor.confirm_dialog import ConfirmDialog
from console.views.instructor.who_dialog import WhoDialog
from console.views.instructor.window import InstructorWindow
from console.views.live.arm_dialog import ArmDialog
from console.views.main_window import MainWindow
from console.views.overview_dialog import open_overview
from console.views.past.backtrack_dialog import BacktrackDialog
from console.views.past.branches_dialog import BranchesDialog
from console.views.point_dialog import PointDialog
from console.views.print_dialog import open_print
from console.views.programme.comparison_window import ComparisonWindow
from console.views.programme.window import ProgrammeWindow
from console.views.public.window import PublicDisplay
from console.views.reason_dialog import ReasonDialog
from console.views.replay.events_dialog import EventsDialog
from console.views.replay.fork_dialog import ForkDialog
from console.views.report.window import ReportWindow
from console.views.settings_dialog import SettingsDialog
from console.views.shelve_dialog import ShelveDialog
from console.views.start.window import StartPage
from console.views.trends.large_view import LargeView
from console.views.trends.save_dialog import SaveDialog
from console.views.trouble_dialog import TroubleDialog
from devices.alarms import AlarmFigures
from devices.signals import Quality
from devices.site import Site
from devices.words import Words
from procedures.branches import Overlay, Way
from procedures.energy import EnergyView
from procedures.past import BranchView, MomentView, Past
from procedures.record import Column, Telemetry
from procedures.snapshot import (
    AlarmState,
    DifferenceView,
    EventLine,
    HandoverView,
    HoldView,
    HourlyView,
    Refusal,
    ReplayBranch,
    ReplayMark,
    ReplayView,
    Snapshot,
    StartView,
    TakingUpView,
)
from tests.console.a_report import REPORT
from tests.console.drills import drill_of
from tests.console.evaluations import view_of
from tests.console.instructor.drill_views import instructor_view_of
from tests.console.programme_sample import TRAINED, compared


@dataclass(frozen=True, slots=True)
class Shop:
    """What every entry can use. drill and live: main windows of the two kinds, shared."""

    site: Site
    translation: Translation
    store: QSettings
    drill: MainWindow
    live: MainWindow
    drill_picture: Snapshot
    live_picture: Snapshot

    def show(self, picture: Snapshot, device: str = "") -> MainWindow:
        """Show a picture in the window of its kind, with the faceplate of `device`."""
        window = self.drill if picture.live is None else self.live
        window.centre.one_line.choose(device)
        window.alarms.filter.take_away()
        window.alarms.looking.setChecked(False)
        window.alarms.tabs.setCurrentIndex(0)
        window.alarms.table.sort_by(AlarmSort())
        window.present(picture)
        return window


@dataclass(frozen=True, slots=True)
class Entry:
    """One window. open: shows it and returns it; live: one of a live sitting, without hatching."""

    name: str
    open: Callable[[Shop], QWidget]
    live: bool = False
    quick: bool = True

    def __str__(self) -> str:
        return self.name


_NOT_SHELVED = Words("It cannot be shelved.", "一時保留にできません。")


# --- the main window -----------------------------------------------------------------------------


def _stale(picture: Snapshot, age_s: float) -> Snapshot:
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=picture.time_s - age_s)
        for name, reading in picture.values.items()
    }
    return replace(picture, values=values)


def _armed(shop: Shop) -> QWidget:
    assert shop.live_picture.live is not None
    live = replace(shop.live_picture.live, armed_by="nakamura", armed_since_s=7000.0)
    return shop.show(replace(shop.live_picture, live=live))


def _read_only(shop: Shop) -> QWidget:
    assert shop.live_picture.live is not None
    live = replace(shop.live_picture.live, read_only=True, may_arm=())
    return shop.show(replace(shop.live_picture, live=live))


def _held(shop: Shop) -> QWidget:
    """A hold point below a notice and a refusal."""
    picture = shop.live_picture
    run = picture.runs[0]
    assert run.current is not None
    hold = HoldView(
        "H4",
        ("MGC", "CHIEF"),
        {"MGC": "ozawa"},
        Words("SoC is below 30 %.", "充電率が30 %未満です。"),
    )
    step = replace(run.current, hold=hold, can=frozenset({"sign"}), command=None, say=None)
    asked = replace(picture, runs=(replace(run, current=step),))
    slept = EventLine(
        90,
        asked.time_s,
        "clock",
        "suspended",
        "",
        Words("It slept for 40 s.", "40秒間休止しました。"),
    )
    refusal = Refusal(asked.time_s, "fire", Words("Fire", "火災"), (_NOT_SHELVED,))
    return shop.show(replace(asked, events=(*asked.events, slept), refusal=refusal))


def _alarms(shop: Shop, state: AlarmState) -> QWidget:
    figures = AlarmFigures(shown=14, raw=40, flood=True, chattering=(), standing=())
    rows = tuple(replace(alarm, state=state) for alarm in shop.drill_picture.alarms)
    window = shop.show(replace(shop.drill_picture, alarms=rows, alarm_figures=figures))
    window.alarms.list.selectRow(0)
    return window


def _filtered(shop: Shop) -> QWidget:
    """The alarms filtered and sorted."""
    window = shop.show(shop.drill_picture)
    window.alarms.look_for()
    window.alarms.filter.text.setText("4")
    window.alarms.table.sort_on(2)
    return window


def _overview(shop: Shop) -> QWidget:
    return open_overview(shop.show(shop.drill_picture))


def _taking_up(shop: Shop) -> QWidget:
    differs = DifferenceView(Words("B1", "B1"), Words("open", "切"), Words("closed", "入"), True)
    return shop.show(replace(shop.drill_picture, taking_up=TakingUpView(None, (differs,))))


# --- dialogs -------------------------------------------------------------------------------------

_AGAINST = Words(
    "begins the phase: Being closed onto the utility. That cannot follow now: Island operation",
    "この手順は「再連系中」の段階を始めます。今の段階「地域独立運転中」からは移れません",
)
_OFFERED = (
    StartView("odawara-p7", "P7", Words("EV dispatch and charging", "EV配車と充電"), None),
    StartView("odawara-p8b", "P8b", Words("Closed return", "無瞬断の再連系"), _AGAINST),
)
_PAST = Past(
    2,
    (
        MomentView(7900.0, "step", "P5", Words("5.3 Close B2", "5.3 B2を投入する"), 7890.0),
        MomentView(7600.0, "alarm", "P5", Words("alarm: Earth fault", "警報：地絡"), 7600.0),
    ),
    (
        BranchView(1, 0, 0.0, 7920.0, "", ""),
        BranchView(2, 1, 7600.0, 7938.0, "ozawa", "once more, with the right pole"),
    ),
)


def _nothing(*_: object) -> None:
    """For what a dialog sends: nobody listens."""


def _search(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    return DeviceSearch(shop.site, shop.translation, _nothing, edge="hatched", parent=window)


def _help(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    before = set(window.findChildren(QWidget))
    window.show_help()
    (dialog,) = (one for one in set(window.findChildren(QWidget)) - before if one.isWindow())
    return dialog


def _guidance(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    alarm = shop.drill_picture.alarms[1]
    return GuidanceDialog(alarm, shop.translation, edge="hatched", parent=window)


def _start(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    dialog = StartDialog(_OFFERED, shop.translation, _nothing, edge="hatched", parent=window)
    dialog.list.selectRow(1)
    return dialog


def _handover(shop: Shop) -> QWidget:
    view = HandoverView(("hayashi",))
    picture = replace(shop.drill_picture, handover=view)
    window = shop.show(picture)
    dialog = HandoverDialog(shop.site, shop.translation, _nothing, edge="hatched", parent=window)
    dialog.present(picture)
    return dialog


def _hourly(shop: Shop) -> QWidget:
    words = Words("Microgrid control, 10:30. Supply left: 18.5 h.", "MG制御です。残り18.5 h")
    view = HourlyView("CITY", words, 100.0)
    window = shop.show(replace(shop.drill_picture, hourly=view))
    return HourlyDialog(shop.translation.of(words), _nothing, edge="hatched", parent=window)


def _contacts(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    return ContactsDialog(shop.site, shop.translation, edge="hatched", parent=window)


def _reason(shop: Shop) -> QWidget:
    tr = shop.translation.of
    title = tr(Words("Skip step 5.3", "手順5.3を飛ばす"))
    action = tr(Words("Skip it", "飛ばす"))
    window = shop.show(shop.drill_picture)
    return ReasonDialog(title, action, _nothing, edge="hatched", parent=window)


def _shelve(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    title = shop.translation.of(shop.drill_picture.alarms[1].title)
    return ShelveDialog(title, _nothing, edge="hatched", parent=window)


def _backtrack(shop: Shop) -> QWidget:
    picture = replace(shop.drill_picture, branch=2)
    dialog = BacktrackDialog(shop.translation, _nothing, picture, shop.show(picture))
    dialog.present_past(_PAST)
    dialog.list.selectRow(0)
    return dialog


def _branches(shop: Shop) -> QWidget:
    picture = replace(shop.drill_picture, branch=2)
    window = shop.show(picture)
    dialog = BranchesDialog(
        shop.site, shop.translation, _nothing, picture, beside=_nothing, parent=window
    )
    dialog.present_past(_PAST)
    dialog.present_overlay(_overlay(shop.site))
    return dialog


def _replayed(picture: Snapshot) -> Snapshot:
    """The picture as a record of two branches shows it again, whose files are other ones now."""
    likes = ("step", "alarm", "happening", "command", "talk", "phase", "note", "branch")
    words = Words("4.2 Open the pole switch K-12 by rope", "4.2 柱上開閉器K-12をロープで開放する")
    marks = tuple(ReplayMark(900.0 * (n + 1), like, words) for n, like in enumerate(likes))
    branches = (ReplayBranch(1, 0.0, 9000.0, ""), ReplayBranch(2, 4000.0, 9500.0, "once more"))
    note = Words("The site file is another one now.", "サイトのファイルが当時と違います。")
    view, run = ReplayView(9500.0, 2, marks, branches, (note,)), picture.runs[0]
    assert run.current is not None
    run = replace(run, current=replace(run.current, can=frozenset()))
    return replace(picture, runs=(run,), selection=None, handover=None, replay=view)


def _events_of_replay(shop: Shop) -> QWidget:
    picture = _replayed(shop.drill_picture)
    dialog = EventsDialog(shop.translation, _nothing, shop.show(picture))
    dialog.present(picture)
    return dialog


def _fork(shop: Shop) -> QWidget:
    picture = _replayed(shop.drill_picture)
    return ForkDialog(shop.site, shop.translation, _nothing, picture, shop.show(picture))


def _overlay(site: Site) -> Overlay:
    names = tuple(dict.fromkeys(name for trend in site.trends for name in trend.signals))
    columns = tuple(Column(name) for name in names)
    ways = []
    for branch, level in ((1, 40.0), (2, 60.0)):
        times_s = np.arange(0.0, 7900.0, 10.0)
        values = np.full((len(times_s), len(names)), level, dtype=np.float32)
        ways.append(Way(branch, (), Telemetry(columns, times_s, values)))
    return Overlay(ways[0], ways[1], 7600.0, ways[0].telemetry.times_s)


def _settings(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    return SettingsDialog(shop.translation, shop.store, edge="hatched", parent=window)


def _arm(shop: Shop) -> QWidget:
    window, live = shop.show(shop.live_picture), shop.live_picture.live
    assert live is not None
    dialog = ArmDialog(shop.site, shop.translation, live, _nothing, window)
    dialog.persons.setCurrentRow(0)
    return dialog


def _links(shop: Shop) -> QWidget:
    return shop.show(shop.live_picture).live.open_list()


def _board(shop: Shop) -> QWidget:
    return shop.show(shop.live_picture).live.open_board()


def _point(shop: Shop) -> QWidget:
    window = shop.show(shop.live_picture)
    point = shop.site.signals["k12.position"]
    return PointDialog(point, shop.translation, _nothing, edge="", parent=window)


def _about(shop: Shop) -> QWidget:
    return open_about(shop.show(shop.drill_picture))


def _print(shop: Shop) -> QWidget:
    return open_print(shop.show(shop.drill_picture))


def _large(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    before = set(window.findChildren(LargeView))
    window.trends.enlarge()
    (view,) = set(window.findChildren(LargeView)) - before
    view.resize(window.size() * 0.9)  # as on the screen of the window: that of the tests is small
    return view


def _save(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    plots = [plot for plot in window.trends.plots if plot.isVisible()]
    return SaveDialog(plots, shop.drill_picture, shop.translation, window)


def _trouble(shop: Shop) -> QWidget:
    words = Words("The record cannot be written: the disk is full.", "記録を書けません：容量不足。")
    window = shop.show(shop.drill_picture)
    return TroubleDialog(words, shop.translation, edge="hatched", parent=window)


# --- windows of their own ------------------------------------------------------------------------


def _public(shop: Shop) -> QWidget:
    display = PublicDisplay(shop.site, shop.translation, shop.store)
    energy = EnergyView(generated_kwh=123.4, used_share=0.66, co2_kg=52.2)
    display.present(replace(shop.drill_picture, energy=energy))
    return display


def _facility(shop: Shop) -> QWidget:
    window = FacilityWindow(shop.site, shop.translation, _nothing)
    window.present(shop.drill_picture)
    return window


def _messages(shop: Shop) -> QWidget:
    """A drill that runs, with messages beside the procedure."""
    return shop.show(replace(shop.drill_picture, drill=drill_of()))


def _hot_wash(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    return HotWashDialog(shop.translation, "ozawa", _nothing, edge="hatched", parent=window)


def _evaluator(shop: Shop) -> QWidget:
    window = EvaluatorWindow(shop.site, shop.translation, _nothing, "mori")
    picture = replace(shop.drill_picture, drill=drill_of())
    window.present(picture)
    window.present_view(view_of(picture))
    return window


def _start_page(shop: Shop) -> QWidget:
    folder = Path(shop.store.fileName()).parent
    return StartPage(shop.translation, folder, site="toride-togashira-elementary")


def _programme(shop: Shop) -> QWidget:
    folder = Path(shop.store.fileName()).parent
    return ProgrammeWindow(shop.translation, folder, "odawara", read=TRAINED)


def _side_by_side(shop: Shop) -> QWidget:
    return ComparisonWindow(shop.translation, (), compared())


def _report(shop: Shop) -> QWidget:
    """One whose page is read on no thread: it is there with the window."""
    window = ReportWindow(REPORT.path, shop.translation, report=REPORT)
    window.tabs.setCurrentIndex(1)
    return window


def _instructor(shop: Shop) -> InstructorWindow:
    window = InstructorWindow(shop.site, shop.translation, _nothing, "nakamura")
    window.present(shop.drill_picture)
    window.present_view(instructor_view_of(shop.site, shop.drill_picture))
    return window


def _who(shop: Shop) -> QWidget:
    window = shop.show(shop.drill_picture)
    return WhoDialog(shop.site, shop.translation, shop.drill_picture, edge="hatched", parent=window)


def _confirm(shop: Shop) -> QWidget:
    tr, window = shop.translation.of, shop.show(shop.drill_picture)
    title = tr(Words("Battery · trips", "蓄電池・トリップ"))
    words = tr(Words("It really happens in the simulated plant.", "模擬設備で実際に起こります。"))
    action = tr(Words("Let it happen", "起こす"))
    return ConfirmDialog(title, words, action, _nothing, edge="hatched", parent=window)


def _arranged(shop: Shop) -> QWidget:
    window = MainWindow(shop.site, shop.translation, shop.store, layout="laptop")
    window.present(shop.drill_picture)
    window.arrangement.arrange(True)
    return window


WINDOWS: tuple[Entry, ...] = (
    Entry("drill", lambda shop: shop.show(shop.drill_picture)),
    Entry("drill, a switch", lambda shop: shop.show(shop.drill_picture, "k12")),
    Entry("drill, a battery", lambda shop: shop.show(shop.drill_picture, "bess")),
    Entry("drill, a block", lambda shop: shop.show(shop.drill_picture, "b4"), quick=False),
    Entry("drill, all stale", lambda shop: shop.show(_stale(shop.drill_picture, 42.0), "bess")),
    Entry("drill, alarms filtered", _filtered),
    Entry("overview", _overview),
    Entry("drill, shelved", lambda shop: _alarms(shop, AlarmState.SHELVED)),
    Entry(
        "drill, out of service",
        lambda shop: _alarms(shop, AlarmState.OUT_OF_SERVICE),
        quick=False,
    ),
    Entry("drill taken up", _taking_up),
    Entry("panels arranged", _arranged, quick=False),
    Entry("live, locked", lambda shop: shop.show(shop.live_picture), live=True),
    Entry("live, armed", _armed, live=True),
    Entry("live, read only", _read_only, live=True, quick=False),
    Entry("live, held", _held, live=True),
    Entry("live, a switch", lambda shop: shop.show(shop.live_picture, "k12"), live=True),
    Entry("live, a block", lambda shop: shop.show(shop.live_picture, "b4"), live=True, quick=False),
    Entry(
        "live, all stale",
        lambda shop: shop.show(_stale(shop.live_picture, 5999.0)),
        live=True,
        quick=False,
    ),
    Entry("find a device", _search),
    Entry("help", _help),
    Entry("guidance", _guidance),
    Entry("start a procedure", _start),
    Entry("hand over", _handover),
    Entry("hourly word", _hourly),
    Entry("contacts", _contacts),
    Entry("reason", _reason),
    Entry("shelve", _shelve),
    Entry("go back", _backtrack),
    Entry("branches", _branches),
    Entry("replay", lambda shop: shop.show(_replayed(shop.drill_picture)), live=True),
    Entry("replay of live", lambda shop: shop.show(_replayed(shop.live_picture)), live=True),
    Entry("replay, events", _events_of_replay, live=True),
    Entry("replay, fork", _fork, live=True),
    Entry("settings", _settings),
    Entry("arm", _arm, live=True),
    Entry("links", _links, live=True),
    Entry("board", _board, live=True),
    Entry("a point", _point, live=True),
    Entry("about", _about),
    Entry("print", _print),
    Entry("large view", _large),
    Entry("save", _save),
    Entry("trouble", _trouble),
    Entry("public", _public),
    Entry("facility", _facility),
    Entry("a drill, messages", _messages),
    Entry("hot wash", _hot_wash),
    Entry("evaluator", _evaluator),
    Entry("report", _report),
    Entry("instructor station", _instructor),
    Entry("who leads", _who),
    Entry("confirm", _confirm),
    Entry("start page", _start_page, live=True),  # no sitting yet
    Entry("programme", _programme, live=True),
    Entry("runs side by side", _side_by_side, live=True),
)
