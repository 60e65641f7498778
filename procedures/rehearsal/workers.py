"""One task on many items in processes of their own: as many at once as there are workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import connection
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

LOOK_EVERY_S = 0.2  # how soon a wish to stop is heard


class _Wish(Protocol):
    """What a multiprocessing Event is."""

    def is_set(self) -> bool:
        """Whether the wish was made."""


def cores() -> int:
    """How many processes this one may keep busy."""
    return len(os.sched_getaffinity(0))


def spread(
    task: Callable[[T], R],
    items: Sequence[T],
    *,
    workers: int,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[T, R]]:
    """Yield each item with `task(item)`, in the order in which they are done.

    Task, items and results are pickled. Once `stopped` says so nothing new begins, and a task at
    work that asks `asked_to_stop` can end early; what it returns is yielded too. Raises what a task
    raises, and BrokenProcessPool when a process ends by itself; then nothing is left running.
    """
    context = multiprocessing.get_context("spawn")  # a fork of a process with threads can hang
    wish = context.Event()
    ahead, at_work = iter(items), dict[Future[R], T]()
    with ProcessPoolExecutor(
        min(workers, len(items)) or 1, context, initializer=_begin, initargs=(wish,)
    ) as pool:
        try:
            while True:
                if stopped():
                    wish.set()
                while not wish.is_set() and len(at_work) < workers:
                    item = next(ahead, None)
                    if item is None:
                        break
                    at_work[pool.submit(task, item)] = item
                if not at_work:
                    return
                done, _ = wait(at_work, timeout=LOOK_EVERY_S, return_when=FIRST_COMPLETED)
                for future in done:
                    yield at_work.pop(future), future.result()
        finally:
            wish.set()


# --- in the process of a worker -------------------------------------------------------------------

_wish: _Wish | None = None


def asked_to_stop() -> bool:
    """Whether whoever spread the tasks wants to end; False outside of a worker."""
    return _wish is not None and _wish.is_set()


def _begin(wish: _Wish) -> None:
    """Leave Ctrl-C to the parent, who then asks; and end when there is no parent any more."""
    global _wish  # noqa: PLW0603 - a worker has one parent, and a task no other way to hear of it
    _wish = wish
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
