"""Where garbage is collected while windows are open: on the thread of the windows and nowhere else.

Python collects on whatever thread happens to make an object. Windows that have gone would then be
destroyed on a thread that works beside them, and Qt lets nobody but the GUI thread do that.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY_MS = 200


@contextmanager
def collected_on_this_thread() -> Iterator[QTimer]:
    """Collect by a timer of this thread instead of by itself; yields it, to begin later."""
    by_itself = gc.isenabled()
    gc.disable()
    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()
    try:
        yield timer
    finally:
        timer.stop()
        if by_itself:
            gc.enable()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count has reached its threshold, as Python does."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    generation = max((at for at, (count, most) in enumerate(due) if count > most), default=None)
    if generation is not None:
        gc.collect(generation)
