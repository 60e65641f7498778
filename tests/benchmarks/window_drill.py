"""How long the real window ever stands still in a drill at 60x in which everybody is simulated.

Prints JSON.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer

import console.app
from console.views.main_window import MainWindow
from devices.site import load_site
from procedures.scenario import load_scenario, scenario_for
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SETTLE_S, WATCHED_S = 8.0, 60.0
LOOK_MS = 2
SPEED = 60.0
SEED = 7


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


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(stall(Path(folder))))
