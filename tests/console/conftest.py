"""A picture of a sitting in the middle of load pick-up, and the real window that shows it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import application_of_the_console
from console.appearance import appearance
from console.collector import collect_what_is_due
from console.translation import Translation
from console.views.main_window import MainWindow
from devices.links import LinkState, LinkView
from devices.signals import Quality, Reading, Signal, Value
from devices.site import Site, load_site
from devices.words import Words, same
from procedures.sampling import TrendBatch
from procedures.snapshot import (
    AlarmState,
    AlarmView,
    ChapterView,
    CommandView,
    ConditionView,
    CurrentStep,
    EventLine,
    LiveView,
    Mode,
    Outlook,
    RunState,
    RunView,
    SayView,
    Snapshot,
    StepState,
    StepView,
    TalkLine,
)

NOW_S = 7938.0
JAPAN = timezone(timedelta(hours=9))
SIZES = ((1920, 1080), (1280, 800))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application_of_the_console()


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path: Path) -> None:
    """Let no test read what another has kept, nor the settings of whoever runs them."""
    for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication) -> Iterator[None]:
    """Let windows go with their test: Qt deletes later only what an event loop comes back to.

    As in the program, garbage is collected on this thread alone.
    """
    gc.disable()
    yield
    appearance().be_usual()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_what_is_due()
    gc.enable()


@pytest.fixture(scope="session")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def picture(site: Site) -> Snapshot:
    return picture_of(site)


@pytest.fixture
def live_picture(site: Site) -> Snapshot:
    return live_picture_of(site)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation("en")
    yield made
    made.close()


@pytest.fixture
def open_window(
    qtbot: QtBot, site: Site, translation: Translation, tmp_path: Path
) -> Callable[..., MainWindow]:
    """Open the main window on a picture, in a size and language."""

    def opened(
        picture: Snapshot | None = None,
        size: tuple[int, int] = SIZES[0],
        language: str = "en",
    ) -> MainWindow:
        translation.choose(language)
        store = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
        window = MainWindow(site, translation, store)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        if picture is not None:
            window.add_trend(trend_of(site))
            window.present(picture)
        QApplication.processEvents()
        return window

    return opened


@pytest.fixture
def wishes(open_window: Callable[..., MainWindow]) -> Callable[[MainWindow], list[object]]:
    """Collect what a window wishes from now on."""

    def collect(window: MainWindow) -> list[object]:
        heard: list[object] = []
        window.wished.connect(heard.append)
        return heard

    return collect


# --- the picture ---------------------------------------------------------------------------------


def good(value: Value) -> Reading:
    return Reading(value, Quality.GOOD, NOW_S)


def reported(value: Value) -> Reading:
    return Reading(value, Quality.MANUAL, 6000.0, "kato")


def picture_of(site: Site) -> Snapshot:
    """Return the picture: B1 is fed, B2 is selected for closing, an alarm waits."""
    return Snapshot(
        time_s=NOW_S,
        clock=datetime(2026, 11, 22, 10, 52, 18, tzinfo=JAPAN),
        mode=Mode.DRILL,
        site=site.name,
        site_title=site.title,
        scenario_title=Words("First activation, fine day", "初回発動・晴天"),
        phase="LOAD_PICKUP",
        phase_title=Words("Load pick-up", "負荷投入"),
        blackout_s=7936.0,
        values=_values(site),
        sitter="ozawa",
        sitter_roles=("MGC",),
        chapters=_chapters(),
        runs=(_run(),),
        alarms=_alarms(),
        talk=_talk(),
        events=tuple(
            EventLine(n, 7000.0 + n * 30, "plant", "b1", "ozawa", Words(f"Event {n}", f"記録{n}"))
            for n in range(1, 20)
        ),
        selection=_command(),
        selected_by="ozawa",
        outlook=Outlook(
            (0.0, 24.0, 48.0), (61.0, 50.0, 30.0), (61.0, 55.0, 40.0), (61.0, 60.0, 55.0)
        ),
        record="/home/ozawa/kairetsu/2026-11-22-odawara.kairetsu",
    )


def live_picture_of(site: Site) -> Snapshot:
    """Return the picture as one of a live sitting: locked, with three devices in trouble."""
    picture = picture_of(site)
    wired = [d.name for d in site.devices.values() if any(not s.manual for s in d.signals.values())]
    trouble = {
        "m1": (LinkState.SILENT, Words("No answer within 1.0 s.", "1.0秒以内に応答なし。")),
        "pv": (LinkState.LOST, Words("Connection refused.", "接続を拒否されました。")),
        "b4": (
            LinkState.MISMATCH,
            Words("It says meter, the site names load block.", "meterと応答。定義はload block。"),
        ),
    }
    links = tuple(
        LinkView(
            device=name,
            state=trouble.get(name, (LinkState.CONNECTED, same("")))[0],
            address=f"127.0.0.1:5020 #{number}",
            since_s=100.0,
            last_answer_s=picture.time_s - (64.0 if name in trouble else 0.4),
            round_trip_ms=None if name in trouble else 3.0 + number,
            errors=7 if name in trouble else 0,
            why=trouble.get(name, (LinkState.CONNECTED, same("")))[1],
        )
        for number, name in enumerate(wired, start=1)
    )
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=picture.time_s - 64.0)
        if name.split(".")[0] in trouble and reading.quality is Quality.GOOD
        else reading
        for name, reading in picture.values.items()
    }
    view = LiveView(False, "", None, ("ozawa", "hayashi", "mori"), links)
    return replace(
        picture,
        mode=Mode.LIVE,
        scenario_title=Words("Live", "実運用"),
        values=values,
        live=view,
        outlook=Outlook(),
        selection=None,
        selected_by="",
    )


@pytest.fixture
def with_step() -> Callable[..., Snapshot]:
    """Change the current step of a picture."""
    return _with_step


def _with_step(picture: Snapshot, **changes: object) -> Snapshot:
    run = picture.runs[0]
    assert run.current is not None
    return replace(picture, runs=(replace(run, current=replace(run.current, **changes)),))


def trend_of(site: Site) -> TrendBatch:
    """Return two hours of every plotted signal, a sample a second."""
    names = tuple(dict.fromkeys(name for trend in site.trends for name in trend.signals))
    times_s = np.arange(0.0, NOW_S)
    values = np.full((len(times_s), len(names)), 5.0)
    for column, name in enumerate(names):
        if name == "island.f_hz":
            values[:, column] = 50.0 + 0.02 * np.sin(times_s / 20)
        if name == "bess.soc_pct":
            values[:, column] = 70 - times_s / 900
    return TrendBatch(names, times_s, values)


def _values(site: Site) -> dict[str, Reading]:
    values = {name: _default(signal) for name, signal in site.signals.items()}
    measured: dict[str, Value] = {
        "bess.state": "running",
        "bess.soc_pct": 61.4,
        "bess.energy_kwh": 970.0,
        "bess.p_kw": 28.0,
        "island.supply": "island",
        "island.f_hz": 49.97,
        "island.v_kv": 6.58,
        "island.load_kw": 28.0,
        "island.hours_left_h": 38.2,
        "cb52b.position": "closed",
        "b1.position": "closed",
        "b1.p_kw": 25.0,
        "pv.state": "waiting",
        "pv.wait_s": 212.0,
        "grid.v_kv": 0.0,
    }
    for name, value in measured.items():
        values[name] = good(value)
    for name in values:
        if name.startswith("live."):
            values[name] = good("dead")
    for name in ("live.section", "live.bess", "live.b1", "live.b1_load"):
        values[name] = good("island")
    for name, entered in {"k12.position": "open", "k12.locked": True, "k12.tagged": True}.items():
        values[name] = reported(entered)
    values["earth.count"] = reported(0.0)
    values["m1.p_kw"] = Reading(18.2, Quality.STALE, NOW_S - 64)
    return values


def _default(signal: Signal) -> Reading:
    value: Value
    if signal.states:
        value = "open" if "open" in signal.states else signal.states[0]
    elif signal.low is None or signal.high is None:
        value = False
    else:
        value = min(max(signal.low, 0.0), signal.high)
    return reported(value) if signal.manual else good(value)


def _chapters() -> tuple[ChapterView, ...]:
    def state(number: int) -> str:
        return "done" if number < 5 else "current" if number == 5 else "ahead"

    return tuple(
        ChapterView(f"P{n}", Words(f"Procedure {n}", f"手順{n}"), state(n)) for n in range(1, 10)
    )


def _command() -> CommandView:
    lock = ConditionView(
        Words(
            "Frequency and voltage have been steady for 60 s", "周波数と電圧が60秒間安定している"
        ),
        same("41 s"),
        False,
    )
    button = Words(
        "Close load block B2: Wanpaku Land park", "負荷 B2（わんぱくらんど園内）を投入します"
    )
    return CommandView("b2", "close", {}, button, "selected", 27.0, (lock,))


def _steps() -> tuple[StepView, ...]:
    def step(number: int, en: str, ja: str, state: StepState, time_s: float | None) -> StepView:
        return StepView(f"5.{number}", "do", Words(en, ja), "MGC", state, "", time_s, number == 2)

    later = StepState.WAITING
    return (
        step(
            1, "Close block B1: office (tier A)", "負荷B1を投入する：管理棟", StepState.DONE, 7600.0
        ),
        step(
            2,
            "Wait 60 s: frequency and voltage steady",
            "60秒待つ：安定を確認",
            StepState.DONE,
            7700.0,
        ),
        step(3, "Close block B2: park (tier B)", "負荷B2を投入する：園内", StepState.CURRENT, None),
        step(
            4, "Stop if the load exceeds the plan by 20 %", "計画を20 %超えたら止める", later, None
        ),
        step(5, "PV re-entry: steady for 300 s", "太陽光の再投入：300秒安定", later, None),
        step(6, "Report to the city", "市へ報告する", later, None),
    )


def _run() -> RunView:
    def true(en: str, ja: str, live: str, preview: str = "") -> ConditionView:
        return ConditionView(Words(en, ja), same(live), True, same(preview))

    watch = (
        true("SoC above 15 %", "充電率15 %超", "61.4 %"),
        true("V0 below 5 %", "V0 5 %未満", "0.4 %"),
        true("Utility side dead", "電力側 無電圧", "0.00 kV"),
    )
    title = Words("Load pick-up and PV", "負荷投入と太陽光")
    return RunView(
        "r5", "odawara-p5", "P5", title, RunState.RUNNING, _steps(), 2, _current(), watch, 250.0
    )


def _current() -> CurrentStep:
    def expected(en: str, ja: str, live: str, preview: str) -> ConditionView:
        return ConditionView(Words(en, ja), same(live), True, same(preview))

    say = SayView(
        "MGC",
        "FM",
        Words("I close load block B2.", "負荷B2を投入します。"),
        Words("Load block B2 closes, understood.", "負荷B2投入、了解。"),
        "judge",
        Words("Load block B3 closes, understood.", "負荷B3投入、了解。"),
        ("B3",),
        sitter_speaks=True,
    )
    return CurrentStep(
        "5.3",
        "do",
        Words(
            "Close block B2: Wanpaku Land park (tier B, 28 kW)",
            "負荷B2を投入する：わんぱくらんど園内（区分B）",
        ),
        "MGC",
        Words("Microgrid control operator", "MG制御員"),
        "ozawa",
        True,
        41.0,
        120.0,
        frozenset({"execute", "cancel", "skip", "back", "pause", "abort", "repeat"}),
        Words("", ""),
        Words(
            "Cold load can be twice the normal for the first 10–30 minutes. One at a time.",
            "復電直後の10～30分は負荷が通常の2倍になることがあります。一か所ずつ投入します。",
        ),
        (),
        (
            expected(
                "Frequency 49.8–50.2 Hz", "周波数 49.8～50.2 Hz", "49.97 Hz", "49.93 … 50.00 Hz"
            ),
            expected("Voltage 6.40–6.70 kV", "電圧 6.40～6.70 kV", "6.58 kV", "6.53 … 6.58 kV"),
        ),
        say=say,
        command=_command(),
    )


def _alarms() -> tuple[AlarmView, ...]:
    explained = Words("It says why.", "理由を示します。")
    action = Words("Do what the card says", "手引きのとおりに行う")

    def alarm(
        name: str, device: str, title: Words, *, priority: int = 3, state: AlarmState
    ) -> AlarmView:
        return AlarmView(
            id=name,
            priority=priority,
            device=device,
            title=title,
            cause=explained,
            consequence=explained,
            action=action,
            state=state,
            active=True,
            time_s=7000.0 + priority,
            value=same("42 s"),
            folded=14 if name == "blackout" else 0,
        )

    return (
        alarm("stale", "m1", Words("Stale value", "値の更新停止"), state=AlarmState.ACKNOWLEDGED),
        alarm(
            "group",
            "bess",
            Words("Group mismatch", "整定値不一致"),
            priority=2,
            state=AlarmState.UNACKNOWLEDGED,
        ),
        alarm("blackout", "grid", Words("Blackout", "大規模停電"), state=AlarmState.SUPPRESSED),
    )


def _talk() -> tuple[TalkLine, ...]:
    return (
        TalkLine(7851.0, "MGC", "FM", "order", Words("I close B2.", "負荷B2を投入します。")),
        TalkLine(7862.0, "FM", "MGC", "read_back", Words("B3 closes.", "負荷B3投入。"), False),
    )
