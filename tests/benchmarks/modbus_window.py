"""A live sitting of fifty devices in the real window: how late polls are, how soon a click is out.

Both are timed where the requests arrive, in the process of the server, by the clock that all
processes of a computer share. So the figures hold the console, the wire, and the time until the
server takes a request up.
"""

from __future__ import annotations

import struct
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from console.app import run_window
from console.views.main_window import MainWindow
from devices.clock import RealTime
from devices.modbus.plant import LivePlant
from devices.registers import RegisterMap
from devices.site import Site
from procedures.intents import Arm, Select
from procedures.people import Sitter
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Snapshot

PERIOD_S = 0.1
SETTLE_S = 4.0  # fonts, caches, the first layout
CALM_S = 1.0  # after the server wrote down what had come until then
POLLED_S = 30.0
CLICKS = 40
DEVICE, VERB, ARGUMENT, IN_REGISTERS = "server", "set_kw", "p_kw", 1000.0  # W
LOOK_MS = 5
PATIENCE_S = 30.0
_WRITES = ("06", "10")

Arrived = Mapping[str, Sequence[tuple[float, str]]]
Ask = Callable[[str], Any]


@dataclass
class WindowTimes:
    """late_s: of every poll as the server saw it; begun_late_s: as the driver saw it; clicks_s:
    from the end of a click to the write; redraws: pictures that the window took a second."""

    late_s: list[float] = field(default_factory=list)
    begun_late_s: list[float] = field(default_factory=list)
    clicks_s: list[float] = field(default_factory=list)
    redraws: float = 0.0


def measure(site: Site, maps: Mapping[str, RegisterMap], ask: Ask, folder: Path) -> WindowTimes:
    """Open the window on the served site, let it stand, then give orders in it."""
    clock = RealTime()
    plant = LivePlant(site, site.connections, maps, time_s=clock.elapsed_s)
    sitter = Sitter.for_role(site, "MGC")
    times = WindowTimes()

    def open_sitting() -> Sitting:
        plant.open()
        scenario = load_scenario(scenario_for(site.name), site)
        record = folder / "live.kairetsu"
        return Sitting.open_live(site, scenario, plant, sitter=sitter, record=record, clock=clock)

    def act(window: MainWindow) -> None:
        try:
            wait(lambda: picture(window) is not None)
            let_stand(window, plant, ask, times)
            give_orders(window, sitter, ask, times)
        finally:
            window.close()

    run_window(open_sitting, site, when_open=act)
    return times


def picture(window: MainWindow) -> Snapshot | None:
    """What the window shows."""
    return window._snapshot


def wait(ready: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Let the window live until `ready`; TimeoutError when it never is."""
    loop = QEventLoop()
    until_s = time.monotonic() + patience_s
    timer = QTimer(interval=LOOK_MS)
    timer.timeout.connect(lambda: loop.quit() if ready() or time.monotonic() > until_s else None)
    timer.start()
    loop.exec()
    timer.stop()
    if not ready():
        raise TimeoutError("the window never came so far")


def pause(seconds: float) -> None:
    """Let the window live for a while."""
    until_s = time.monotonic() + seconds
    wait(lambda: time.monotonic() >= until_s, 2.0 * seconds)


# --- polls ----------------------------------------------------------------------------------------


def let_stand(window: MainWindow, plant: LivePlant, ask: Ask, times: WindowTimes) -> None:
    """Watch the polls while the window redraws."""
    pause(SETTLE_S)
    shown: Counter[float] = Counter()
    look = QTimer(window, interval=LOOK_MS)
    look.timeout.connect(lambda: shown.update([picture(window).time_s]))
    look.start()
    ask("arrivals")
    pause(CALM_S)
    from_s = time.monotonic()
    pause(POLLED_S)
    look.stop()
    times.begun_late_s += plant.lateness_s()[-round(50 * POLLED_S / PERIOD_S) :]
    for requests in ask("arrivals").values():
        times.late_s += lateness_s([one for one in requests if one[0] >= from_s])
    times.redraws = len(shown) / (CALM_S + POLLED_S)


def lateness_s(requests: Sequence[tuple[float, str]]) -> list[float]:
    """How late each poll of one device was, on the grid of its earliest ones.

    A poll is told by its first request. Where in the period the grid lies is told by the longest
    part of it in which no poll ever came; a time of the grid without a poll is a period late.
    """
    first = requests[0][1]
    moments = [moment for moment, request in requests if request == first]
    phases = [moment % PERIOD_S for moment in moments]
    in_order = sorted(phases)
    gaps = [(late - early) % PERIOD_S for early, late in pairwise([in_order[-1], *in_order])]
    begin_s = in_order[gaps.index(max(gaps))]
    left_out = round((moments[-1] - moments[0]) / PERIOD_S) + 1 - len(moments)
    return [(phase - begin_s) % PERIOD_S for phase in phases] + [PERIOD_S] * max(0, left_out)


# --- clicks ---------------------------------------------------------------------------------------


def give_orders(window: MainWindow, sitter: Sitter, ask: Ask, times: WindowTimes) -> None:
    """Arm, then select and execute; the second a button must be held is over when time begins."""
    window.wished.emit(Arm(sitter.person))
    wait(lambda: bool(picture(window).live.armed_by))
    ask("arrivals")
    clicked: list[tuple[float, float]] = []
    for number in range(CLICKS):
        ordered_kw = 1.0 + number % 20
        window.wished.emit(Select(DEVICE, VERB, {ARGUMENT: ordered_kw}, sitter.roles[0]))
        wait(lambda: picture(window).selection is not None)
        clicked.append((time.monotonic(), ordered_kw))
        window.centre.faceplate.command.execute_button.held.emit()
        wait(lambda: picture(window).selection is None)
        pause(0.05 + 0.013 * (number % 8))  # at any point between two polls
    written = [
        (moment, request)
        for moment, request in ask("arrivals")[DEVICE]
        if request.startswith(_WRITES)
    ]
    for (moment_s, ordered_kw), (arrived_s, request) in zip(clicked, written, strict=True):
        (value,) = struct.unpack(">i", bytes.fromhex(request)[-4:])
        assert value == ordered_kw * IN_REGISTERS
        times.clicks_s.append(arrived_s - moment_s)
