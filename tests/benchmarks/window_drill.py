"""The real window on a real drill: how soon it can be used, and how long it ever stands still.

`window_drill.py usable BEGUN_S` is `kairetsu run odawara`, begun by somebody else at BEGUN_S of the
monotonic clock; `window_drill.py stall` lets a drill in which everybody is simulated run at 60x.
Prints JSON.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import console.app
from console.cli import main
from console.views.main_window import MainWindow
from devices.site import load_site
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SETTLE_S, WATCHED_S = 8.0, 60.0
LOOK_MS = 2
SPEED = 60.0
SEED = 7


def usable(begun_s: float, folder: Path) -> float:
    """Seconds until the window shows a picture and has done what a click asked for."""
    took_s = []

    def act(window: MainWindow) -> None:
        if window._snapshot is None:
            # the window's own loop goes on: QTest.qWait would keep the other thread waiting, too
            QTimer.singleShot(LOOK_MS, functools.partial(act, window))
            return
        spoken = window.language
        QTest.mouseClick(window.top_bar._language, Qt.MouseButton.LeftButton)
        assert window.language != spoken
        QApplication.processEvents()
        window.grab()
        took_s.append(time.monotonic() - begun_s)
        window.close()

    # the command line opens its window by this name
    console.app.run_window = functools.partial(console.app.run_window, when_open=act)
    sys.argv = ["kairetsu", "run", "odawara", "--record", str(folder / "drill.kairetsu")]
    with contextlib.suppress(SystemExit):
        main()
    return took_s[0]


def stall(folder: Path) -> dict[str, float]:
    """The longest time in ms between two turns of the window's loop, and how much it worked then.

    wall: as a person feels it, with all that the machine does beside; own: processor time of the
    window's thread alone; opening: the longest before everything was laid out.
    """
    site = load_site("odawara")
    scenario = load_scenario(scenario_for(site.name), site)
    gaps: list[tuple[float, float, float]] = []

    def open_sitting() -> Sitting:
        record = folder / "drill.kairetsu"
        return Sitting.open(site, scenario, mode=Mode.DRILL, sitter=None, record=record, seed=SEED)

    def act(window: MainWindow) -> None:
        window.resize(1920, 1080)
        window.centre.one_line.choose("bess")
        begun_s = time.monotonic()
        last = [begun_s, time.thread_time()]

        def look() -> None:
            now_s, spent_s = time.monotonic(), time.thread_time()
            gaps.append((now_s - begun_s, now_s - last[0], spent_s - last[1]))
            last[:] = now_s, spent_s
            if now_s - begun_s > SETTLE_S + WATCHED_S:
                timer.stop()
                window.close()

        timer = QTimer(window, interval=LOOK_MS)
        timer.timeout.connect(look)
        timer.start()

    console.app.run_window(open_sitting, site, speed=SPEED, layout="control-room", when_open=act)
    later = [gap for gap in gaps if gap[0] > SETTLE_S]
    return {
        "wall": 1000.0 * max(gap[1] for gap in later),
        "own": 1000.0 * max(gap[2] for gap in later),
        "opening": 1000.0 * max(gap[2] for gap in gaps if gap[0] <= SETTLE_S),
        "over_50": float(sum(gap[1] > 0.05 for gap in later)),
    }


def measure(work: Callable[[Path], object]) -> None:
    """Do it in a folder that goes with it, and print what comes of it as the last line."""
    with tempfile.TemporaryDirectory() as folder:
        found = work(Path(folder))
    print(json.dumps(found))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.argv[1] == "usable":
        measure(functools.partial(usable, float(sys.argv[2])))
    else:
        measure(stall)
