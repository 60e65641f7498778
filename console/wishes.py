"""What the windows want of the I/O thread besides intents: speed, and something to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from procedures.drill.wishes import AnyWish
from procedures.stretches import ReadStretch

SPEEDS: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0, 60.0)


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Let plant time pass `speed` times as fast as the clock on the wall; 0 stands still."""

    speed: float


@dataclass(frozen=True, slots=True)
class StandStill:
    """Let simulated plant time stand while `still`, and then go on as fast as before."""

    still: bool


@dataclass(frozen=True, slots=True)
class ShowFaceplate:
    """Send the verbs of `device` with their interlocks, now and with every picture; "" stops."""

    device: str


@dataclass(frozen=True, slots=True)
class ShowPast:
    """Send the moments that one can go back to, and the branches of the record, once.

    branch: the moments on the way to its end; None for the branch that the sitting is on.
    """

    branch: int | None = None


@dataclass(frozen=True, slots=True)
class LayOver:
    """Send two branches of the record on one time axis, once.

    both False: the samples of the second alone, which costs less.
    """

    first: int
    second: int
    both: bool = True


@dataclass(frozen=True, slots=True)
class Seek:
    """Let a record that is shown again stand at `time_s` of plant time."""

    time_s: float


@dataclass(frozen=True, slots=True)
class TakeBranch:
    """Show another branch of a record that is shown again."""

    branch: int


@dataclass(frozen=True, slots=True)
class ForkFrom:
    """Go on from the moment before `time_s` of a replay, in a record of its own at `record`.

    person, roles: who sits.
    """

    time_s: float
    person: str
    roles: tuple[str, ...]
    record: Path


@dataclass(frozen=True, slots=True)
class WatchDrill:
    """Send what those who lead and judge a drill see, with every picture, while `on`."""

    on: bool


@dataclass(frozen=True, slots=True)
class ReadScore:
    """Send the score of the drill as far as its record goes, once."""


@dataclass(frozen=True, slots=True)
class SplitOff:
    """Make a record of its own, at `record`, that goes on from the moment before `time_s`.

    The drill at work goes on meanwhile; the new one waits until somebody takes it up. person,
    roles: who sits in it.
    """

    time_s: float
    person: str
    roles: tuple[str, ...]
    record: Path


ReplayWish = Seek | TakeBranch | ForkFrom
Look = ShowFaceplate | ShowPast | LayOver | ReadStretch | WatchDrill | ReadScore | SplitOff
Wish = AnyWish | ReplayWish | SetSpeed | StandStill | Look
