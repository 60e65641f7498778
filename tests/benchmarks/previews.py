"""How long a person waits for the preview of a command, worst of all verbs of the section.

Run by run.py as a child: prints one JSON object. Simulated: a fork of the plant. Measured: as in a
live sitting, a likeness made anew from the readings of every device and the board of reports.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from statistics import median

from measures import ISLAND, order, settled_island

from devices.forecast import preview
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.simulated import Likenesses, SimulatedPlant

REPEATS = 7
WISHES = (
    order("b2.open"),
    order("bess.stop"),
    order("pv.open"),
    order("server.set_kw", p_kw=20.0),
    order("evc.set_kw", p_kw=6.0),
)


def pictured(plant: SimulatedPlant) -> Picture:
    """What a live console knows of `plant`: every reading, and everything reported."""
    site, board = plant.site, {}
    for name, signal in site.signals.items():
        if signal.manual and site.device_of(name).kind != "permits":
            try:
                board[name] = plant.field.observe(name)
            except KeyError:
                continue  # nothing to be seen of it from outside
    manual = ManualPoints(site)
    picture = Picture(site, manual)
    manual.take_over(board, "bench", plant.now_s)
    picture.update(plant.readings(), plant.now_s)
    return picture


def worst_ms(look: Callable[[Command], object]) -> float:
    """The slowest command, each by its median."""
    worst_s = 0.0
    for wish in WISHES:
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            look(wish)
            times.append(time.perf_counter() - begun)
        worst_s = max(worst_s, median(times))
    return 1000.0 * worst_s


def main() -> None:
    """Measure both and print."""
    plant = settled_island()
    picture, likenesses = pictured(plant), Likenesses(plant.site)
    day = datetime(ISLAND.year, 1, 1, tzinfo=timezone(timedelta(hours=9)))
    now = day + timedelta(days=ISLAND.day_of_year - 1, seconds=ISLAND.clock_s + plant.now_s)
    likenesses.warm(now)
    figures = {
        "simulated": worst_ms(lambda wish: preview(plant, wish)),
        "measured": worst_ms(lambda wish: preview(likenesses.at(picture, now).plant, wish)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
