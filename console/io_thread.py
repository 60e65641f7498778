"""The one thread that owns the sitting: an asyncio loop that opens, advances and closes it.

The sitting's files and connections are made and used here only. Wishes come in through a queue
and wake the loop at once; pictures, trends and troubles go out to a feed.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from console.pace import pace
from console.questions import Answers, Questions, unread, words_of
from console.wishes import (
    ForkFrom,
    LayOver,
    ReadScore,
    ReplayWish,
    Seek,
    SetSpeed,
    ShowFaceplate,
    ShowPast,
    SplitOff,
    StandStill,
    TakeBranch,
    WatchDrill,
    Wish,
)
from devices.words import Words
from procedures.drill.instructor_view import InstructorView
from procedures.drill.wishes import AnyWish, StepTime
from procedures.intents import Backtrack
from procedures.past import Past
from procedures.snapshot import Mode, Snapshot, VerbView
from procedures.stretches import ReadStretch

_log = logging.getLogger(__name__)

TICK_S = 0.1
SLICE_S = 1.0  # of plant time: no longer step is taken before somebody is looked after
LONGEST_STEP_S = 0.25  # of wall time: after a stall the sitting goes on, it does not race


class Trend(Protocol):
    """Samples since the last look: times_s[n] and values[n, names], NaN where nothing is known."""

    @property
    def names(self) -> Sequence[str]:
        """Signal names, one a column."""

    @property
    def times_s(self) -> NDArray[np.float64]:
        """Plant time of every row in seconds since the sitting opened."""

    @property
    def values(self) -> NDArray[np.float64]:
        """One row a time, one column a name."""


class RunningSitting(Protocol):
    """What the thread needs of a sitting."""

    @property
    def finished(self) -> bool:
        """True when nothing more can happen."""

    @property
    def real_now_s(self) -> float:
        """Where a live sitting ought to stand now; where a simulated one stands."""

    @property
    def answer_runs_out(self) -> bool:
        """Whether the sitter has only seconds for what he is asked now."""

    def advance(self, until_s: float) -> None:
        """Let plant time pass up to `until_s`."""

    def accept(self, intent: AnyWish) -> None:
        """Take a person's wish."""

    def snapshot(self) -> Snapshot:
        """Return the picture of now."""

    def faceplate(self, device: str) -> tuple[VerbView, ...]:
        """Return the verbs of `device` with everything that stands in their way."""

    def take_trend(self) -> Trend:
        """Return the samples since the last call."""

    def past(self, branch: int | None = None) -> Past:
        """Return what one can go back to, and the branches of the record."""

    def close(self) -> None:
        """Finish the record and let go of everything. Idempotent."""


@runtime_checkable
class Replaying(RunningSitting, Protocol):
    """A record that is shown again: it can stand at any of its moments."""

    def seek(self, time_s: float) -> None:
        """Stand at any time of the record, in s of plant time."""

    def take_branch(self, branch: int) -> None:
        """Show another way through the record, at the same time."""

    def go_on_from(
        self, time_s: float, person: str, roles: tuple[str, ...], path: Path
    ) -> RunningSitting | None:
        """Open a sitting that goes on from there; None where nobody can."""


@runtime_checkable
class Led(Protocol):
    """A sitting that can be a drill, which somebody leads or judges."""

    def instructor_view(self) -> InstructorView | None:
        """Return what they see of it; None where it is no drill."""


class Feed(Answers, Protocol):
    """Where pictures go. Every method is called from the I/O thread."""

    def publish(self, snapshot: Snapshot) -> None:
        """Offer the newest picture; an older one that nobody took may be dropped."""

    def add_trend(self, trend: Trend) -> None:
        """Hand over samples; none may be dropped."""

    def show_faceplate(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Hand over the verbs of a device that was asked for."""

    def show_past(self, found: Past | Words) -> None:
        """Hand over the past that was asked for, or why it cannot be read."""

    def show_instructor(self, view: InstructorView) -> None:
        """Offer the newest picture of the drill for those who lead and judge it."""

    def fail(self, trouble: Words) -> None:
        """Tell that the sitting ended with an error."""

    def end(self) -> None:
        """Tell that the sitting is closed and its record complete. Called once, last of all."""


class IoThread:
    """Runs one sitting from opening to closing."""

    def __init__(
        self, open_sitting: Callable[[], RunningSitting], feed: Feed, speed: float = 1.0
    ) -> None:
        self._open_sitting = open_sitting
        self._feed = feed
        self._speed = speed
        self._still = False
        self._device = ""
        self._wishes: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._stopping = threading.Event()
        self._questions = Questions(feed, lambda: not self._stopping.is_set())
        self._watched = False  # whether somebody leads or judges a drill
        self._asked = False  # whether somebody wished something since the last picture
        self._sitting: RunningSitting
        self._thread = threading.Thread(target=self._run, name="sitting")

    def start(self) -> None:
        """Open the sitting on a thread of its own."""
        self._thread.start()

    def send(self, wish: Wish) -> None:
        """Hand a wish to the sitting. From any thread; returns at once."""
        self._wishes.put(wish)
        self._wake()

    def ask_stop(self) -> None:
        """Ask for the sitting to be closed, and return at once; the feed tells when it is."""
        self._stopping.set()
        self._wake()

    def stop(self) -> None:
        """Close the sitting and wait until its record is complete. Idempotent."""
        self.ask_stop()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join()

    @property
    def running(self) -> bool:
        """True while the sitting is open."""
        return self._thread.is_alive()

    def _wake(self) -> None:
        loop = self._loop
        if loop is not None:
            try:
                loop.call_soon_threadsafe(self._woken.set)
            except RuntimeError:  # the loop closed between the look and the call: nothing to wake
                _log.debug("a wish came after the sitting had closed")

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                self._loop = runner.get_loop()
                runner.run(self._hold_sitting())
        except Exception as error:  # noqa: BLE001 - logged, shown, and the sitting is closed
            _log.exception("the sitting ended with an error")
            self._feed.fail(words_of(error))
        finally:
            self._loop = None
            self._feed.end()

    async def _hold_sitting(self) -> None:
        self._sitting = self._open_sitting()
        try:
            await self._turn()
        finally:
            self._sitting.close()
            await self._questions.finish()

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        last_s = loop.time()
        picture = self._look(self._sitting)
        until_s = picture.time_s
        while not self._stopping.is_set():
            await self._sleep_until(last_s + TICK_S)
            self._asked = False
            moved = self._grant_wishes(picture)
            if picture.replay is not None and not self._asked and not self._speed:
                last_s = loop.time()
                # what stands need not be made anew, only shown; curves of days come piece by piece
                self._feed.add_trend(self._sitting.take_trend())
                self._feed.publish(picture)
                continue
            sitting = self._sitting
            if moved:
                until_s = sitting.real_now_s
            now_s = loop.time()
            if picture.mode is Mode.LIVE and picture.replay is None:
                sitting.advance(sitting.real_now_s)
            else:
                speed = 0.0 if self._still else self._speed
                until_s += pace(speed, picture) * min(now_s - last_s, LONGEST_STEP_S)
                if picture.replay is None:
                    until_s = advance(sitting, until_s)
                else:
                    sitting.advance(until_s)
            last_s = now_s
            picture = self._look(sitting)

    async def _sleep_until(self, due_s: float) -> None:
        """Wait for the next tick, or less when somebody wishes something."""
        wait_s = max(0.0, due_s - asyncio.get_running_loop().time())
        try:
            await asyncio.wait_for(self._woken.wait(), wait_s)
        except TimeoutError:
            return
        self._woken.clear()

    def _grant_wishes(self, picture: Snapshot) -> bool:
        """Grant what is wished; say whether somebody wished to stand at another moment."""
        moved = False
        while True:
            try:
                wish = self._wishes.get_nowait()
            except queue.Empty:
                return moved
            self._asked = True
            match wish:
                case SetSpeed(speed):
                    self._speed = speed
                case StandStill(still):
                    self._still = still
                case ShowFaceplate(device):
                    self._device = device
                case ShowPast(branch):
                    self._feed.show_past(self._look_back(branch))
                case WatchDrill(on):
                    self._watched = on
                case LayOver() | ReadStretch() | ReadScore() | SplitOff():
                    self._questions.ask(wish, Path(picture.record), picture.branch)
                case Seek() | TakeBranch() | ForkFrom():
                    self._to_replay(self._sitting, wish)
                    moved = True
                case _:
                    self._sitting.accept(wish)
                    moved = moved or isinstance(wish, Backtrack | StepTime)

    def _to_replay(self, sitting: RunningSitting, wish: ReplayWish) -> None:
        """Grant what only a record that is shown again can be asked for."""
        if not isinstance(sitting, Replaying):
            return
        match wish:
            case Seek(time_s):
                sitting.seek(time_s)
            case TakeBranch(branch):
                sitting.take_branch(branch)
            case ForkFrom():
                forked = sitting.go_on_from(wish.time_s, wish.person, wish.roles, wish.record)
                if forked is not None:  # the replay is over
                    sitting.close()
                    self._sitting = forked

    def _look_back(self, branch: int | None) -> Past | Words:
        """What one can go back to; what goes wrong is an answer, and no end of the sitting."""
        try:
            return self._sitting.past(branch)
        except Exception as error:  # noqa: BLE001 - logged, and said where it was asked
            return unread(error)

    def _look(self, sitting: RunningSitting) -> Snapshot:
        self._feed.add_trend(sitting.take_trend())
        if self._device:
            self._feed.show_faceplate(self._device, sitting.faceplate(self._device))
        picture = sitting.snapshot()
        if self._watched and isinstance(sitting, Led):
            view = sitting.instructor_view()
            if view is not None:
                self._feed.show_instructor(view)
        self._feed.publish(picture)
        return picture


def advance(sitting: RunningSitting, until_s: float) -> float:
    """Let a simulated sitting go to `until_s`, or only to where its sitter is asked something.

    Returns where it is to stand. At a high speed one step would be over his seconds to answer.
    """
    asked = sitting.answer_runs_out
    at_s = sitting.real_now_s
    while at_s < until_s:
        at_s = min(at_s + SLICE_S, until_s)
        sitting.advance(at_s)
        if sitting.answer_runs_out and not asked:
            return sitting.real_now_s
    return until_s
