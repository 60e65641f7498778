"""A whole drill without a window: every role simulated, as fast as it goes or at a given pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from procedures.sitting import Sitting

SLICE_S = 30.0  # of plant time between two looks at progress and at a wish to stop
PACE_S = 0.1  # of wall time between two steps when a pace is kept


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rehearsal is: plant time in seconds, the phase, the chapter at work."""

    time_s: float
    phase: str
    chapter: str


def rehearse(
    sitting: Sitting,
    *,
    speed: float | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Run `sitting` to its end and close it.

    speed: plant seconds a wall second; None runs as fast as it goes. `stopped` is asked between
    slices; a sitting that is stopped is closed as interrupted, with everything in its record.
    """
    step_s = SLICE_S if speed is None else speed * PACE_S
    began = time.monotonic()
    told = Progress(-1.0, "", "")
    try:
        while not sitting.finished and not stopped():
            sitting.advance(sitting.now_s + step_s)
            now = Progress(sitting.now_s, sitting.phase, sitting.chapter)
            if (now.phase, now.chapter) != (told.phase, told.chapter):
                on_progress(now)
                told = now
            if speed is not None:
                time.sleep(max(0.0, began + sitting.now_s / speed - time.monotonic()))
    finally:
        sitting.close()
