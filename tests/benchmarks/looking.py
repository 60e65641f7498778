"""What one round of readings costs: the picture of all signals, and the alarms that look at it.

Run by run.py as a child: prints one JSON object, in microseconds of processor time.
"""

from __future__ import annotations

import json
import time

from devices.alarms import Alarms
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.signals import Quality, Reading
from devices.site import load_site

ROUNDS = 2000


def main() -> None:
    """Measure and print."""
    site = load_site("odawara")
    picture = Picture(site, ManualPoints(site))
    alarms = Alarms(site, lambda event: None)
    names = [n for n, s in site.signals.items() if s.low is not None and not s.manual]
    spent_s = {"picture": 0.0, "alarms": 0.0}
    for i in range(ROUNDS):
        now_s = i / 10
        readings = {n: Reading(i / 1000, Quality.GOOD, now_s) for n in names}
        begun = time.process_time()
        picture.update(readings, now_s)
        between = time.process_time()
        alarms.update(picture, now_s)
        spent_s["picture"] += between - begun
        spent_s["alarms"] += time.process_time() - between
    print(json.dumps({what: 1e6 * spent / ROUNDS for what, spent in spent_s.items()}))


if __name__ == "__main__":
    main()
