"""From which moments of a record somebody can go on, and why from others nobody can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.phrases import said
from devices.words import Words
from procedures.replay.recorded import Recorded, state_of
from procedures.snapshot import Mode


class CannotFork(Exception):
    """Nobody can go on from there; `reasons` say why, all at once."""

    def __init__(self, *reasons: Words) -> None:
        super().__init__("; ".join(words.en for words in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Forkable:
    """A stored moment to go on from. place: among those of the way; it follows event `event`."""

    place: int
    event: int
    time_s: float
    state: Mapping[str, Any]


def against_fork(recorded: Recorded) -> tuple[Words, ...]:
    """Every reason why nobody can go on from any moment of this record; () where one can."""
    if recorded.mode is Mode.LIVE:
        return (said("fork.live"),)
    if recorded.others:
        return (said("fork.other_files"), *recorded.others)
    return () if recorded.way.moments else (said("fork.no_moments"),)


def moment_at(recorded: Recorded, time_s: float) -> Forkable:
    """The stored moment at or before `time_s` in s of plant time; raises CannotFork."""
    reasons = against_fork(recorded)
    if reasons:
        raise CannotFork(*reasons)
    moments = recorded.way.moments
    for place in range(len(moments) - 1, -1, -1):
        state = state_of(moments[place]) if moments[place].time_s <= time_s else None
        if state is not None and state.get("plant") is not None:
            return Forkable(place, moments[place].after, moments[place].time_s, state)
    raise CannotFork(said("fork.too_early"))
