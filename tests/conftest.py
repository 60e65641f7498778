"""What every test stands on: a Qt without a screen, and no thread left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Before any test imports Qt. To watch the windows, say QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The first example may compile a numba function, so no deadline; the same examples every time,
# so that a red run can be repeated.
settings.register_profile("kairetsu", deadline=None, derandomize=True, database=None)
settings.load_profile("kairetsu")

_LAST_WORDS_S = 2.0


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test whose threads outlive it: whoever starts a thread also ends it."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(_LAST_WORDS_S)
    left = sorted(thread.name for thread in started if thread.is_alive())
    assert not left, f"threads left behind: {', '.join(left)}"
