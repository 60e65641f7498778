"""How fast the window is, and how much memory it takes: `window_plots.py FIGURE` prints JSON.

Every figure in a process of its own, offscreen. Frames and switches are counted in processor time
of the process, so that another job on the machine does not count; memory is what is resident.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.app import application_of_the_console
from console.bridge import Bridge
from console.layout_memory import settings
from console.models.history import Array, History
from console.models.marks import PlotMarks
from console.models.plot_data import PlotData
from console.models.time_window import TimeWindow
from console.theme import ROOMY
from console.translation import Translation
from console.views.main_window import MainWindow
from console.views.trends.plot import TrendPlot
from devices.site import load_site
from devices.site.site import Site, Trend
from devices.words import same
from procedures.sampling import TrendBatch
from procedures.snapshot import Mode, Snapshot

PERIOD_S = 0.1
PLOTS, FRAMES = 6, 60
HOUR_S, DAY_S = 3600.0, 86_400.0
SIGNALS = 60
BATCH_ROWS = 600
SWITCHES = 10


def spent_ms(work: Callable[[], object]) -> float:
    """Processor time of one call in ms."""
    begun = time.process_time()
    work()
    return 1000.0 * (time.process_time() - begun)


def rss_mb() -> float:
    """What of this process is in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(site: Site) -> tuple[str, ...]:
    """As many signals as the goal names."""
    return tuple(s.name for s in site.signals.values() if not s.manual)[:SIGNALS]


def samples(first: int, rows: int, columns: int) -> tuple[Array, Array]:
    """Restless values, so that every bin has its own extremes."""
    times_s = (first + np.arange(rows)) * PERIOD_S
    waves = np.sin(times_s[:, None] / (7.0 + np.arange(columns)))
    noise = np.random.default_rng(first).standard_normal((rows, columns))
    return times_s, 50.0 + waves + 0.2 * noise


def at(site: Site, time_s: float) -> Snapshot:
    """A picture with nothing in it but the time."""
    clock = datetime.fromtimestamp(time_s, UTC)
    names = (same(site.name), same(""))
    return Snapshot(
        time_s, clock, Mode.DRILL, site.name, *names, "LOAD_PICKUP", same(""), None, {}, "", ()
    )


def frames_ms(span_s: float, held_s: float) -> float:
    """Median of one frame: a new sample, six plots of `span_s` drawn anew and painted."""
    site, names = load_site("odawara"), tuple(f"x{n}" for n in range(PLOTS))
    names = measured(site)[:PLOTS]
    translation, history = Translation("en"), History(names)
    rows = round(held_s / PERIOD_S)
    for first in range(0, rows, 50 * BATCH_ROWS):
        history.add(names, *samples(first, min(50 * BATCH_ROWS, rows - first), PLOTS))
    data = PlotData(history, PlotMarks(site), TimeWindow())
    ground = QWidget()
    column = QVBoxLayout(ground)
    plots = []
    for name in names:
        trend = Trend(name, same(name), "", span_s, 48.0, 52.0, (name,), False, ())
        plot = TrendPlot(site, trend, data, translation)
        plot.resize_to(ROOMY)
        column.addWidget(plot)
        plots.append(plot)
    ground.resize(480, 1000)
    ground.show()
    QApplication.processEvents()

    def frame(number: int) -> None:
        history.add(names, *samples(rows + number, 1, PLOTS))
        picture = at(site, (rows + number) * PERIOD_S)
        for plot in plots:
            plot.present(picture)
            plot.plot.viewport().repaint()

    times = [spent_ms(lambda n=number: frame(n)) for number in range(FRAMES)]
    translation.close()
    return median(times)


def window_of(site: Site) -> tuple[MainWindow, Translation]:
    """The real window, shown."""
    translation = Translation("en")
    window = MainWindow(site, translation, settings())
    window.resize(1920, 1080)
    window.show()
    QApplication.processEvents()
    return window, translation


def memory_mb() -> dict[str, float]:
    """What is resident after a day of samples that came through bridge, window and plots."""
    site = load_site("odawara")
    window, translation = window_of(site)
    bridge, names = Bridge(), measured(site)
    bridge.trend.connect(window.add_trend)
    bridge.snapshot.connect(window.present_words)
    bridge.drawings.connect(window.present_drawings)
    found = {"begun": rss_mb()}
    for first in range(0, round(DAY_S / PERIOD_S), BATCH_ROWS):
        times_s, values = samples(first, BATCH_ROWS, len(names))
        bridge.add_trend(TrendBatch(names, times_s, values))
        bridge.publish(at(site, float(times_s[-1])))
        for _ in ("samples", "words", "drawings"):  # now, not ten times a second
            bridge._take_turn()
        QApplication.processEvents()
        hour = (first + BATCH_ROWS) * PERIOD_S / HOUR_S
        if hour in (2.0, 12.0, 24.0):
            found[f"{hour:g} h"] = rss_mb()
    window.close()
    translation.close()
    return found


def language_ms() -> float:
    """Median of switching a full window, until everything is laid out and painted."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "console"))
    from conftest import picture_of, trend_of  # noqa: PLC0415 - the picture that the tests show

    site = load_site("odawara")
    window, translation = window_of(site)
    window.add_trend(trend_of(site))
    window.present(picture_of(site))
    QApplication.processEvents()

    def switch() -> None:
        window.switch_language()
        QApplication.processEvents()
        window.grab()

    times = [spent_ms(switch) for _ in range(SWITCHES)]
    window.close()
    translation.close()
    return median(times)


FIGURES: dict[str, Callable[[], object]] = {
    "frame_6x36000_ms": lambda: frames_ms(HOUR_S, HOUR_S),
    "frame_24h_ms": lambda: frames_ms(DAY_S, DAY_S),
    "rss_24h_mb": memory_mb,
    "language_switch_ms": language_ms,
}


def main() -> None:
    """Measure what is asked for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application_of_the_console()
    with tempfile.TemporaryDirectory() as folder:  # as at a first start
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        found = FIGURES[sys.argv[1]]()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
