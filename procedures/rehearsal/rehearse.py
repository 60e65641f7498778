"""A whole drill without a window: every role simulated, as fast as it goes or at a given pace."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from procedures.sitting import Sitting

SLICE_S = 2.0  # of plant time between two looks at progress and at a wish to stop


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
    began = time.monotonic() - (0.0 if speed is None else sitting.now_s / speed)
    told = Progress(-1.0, "", "")
    try:
        while not sitting.finished and not stopped():
            sitting.advance(next_look_s(sitting.now_s))
            now = Progress(sitting.now_s, sitting.phase, sitting.chapter)
            if (now.phase, now.chapter) != (told.phase, told.chapter):
                on_progress(now)
                told = now
            if speed is not None:
                time.sleep(max(0.0, began + sitting.now_s / speed - time.monotonic()))
    finally:
        sitting.close()


def next_look_s(now_s: float) -> float:
    """When a rehearsal is looked at next: a moment that does not depend on where it began.

    So a drill that was cut off goes on in the same steps as one that was not.
    """
    return (math.floor(now_s / SLICE_S) + 1.0) * SLICE_S
