"""What stands in the way of a deviation: interlock, hold, verification, protection, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.site import Site
from devices.words import Words
from procedures.event_words import event_words
from procedures.run import Run
from procedures.run.commanding import CommandWork
from procedures.run.holding import HoldWork
from procedures.run.saying import SayWork

_TRIPS = frozenset({
    "inverter_tripped", "pv_tripped", "relay_tripped", "machine_tripped", "outlet_tripped",
    "vehicle_tripped", "breaker_tripped", "fuse_blown", "shed", "start_failed",
})  # fmt: skip
# Trips that protect nobody: the deviation itself, an order, and what the blackout brought.
_NO_PROTECTION = frozenset({"inject", "emergency_stop", "grid_lost"})


class Barrier(StrEnum):
    """What stopped a deviation, in the order of the way from the wish to the plant."""

    INTERLOCK = "interlock"  # the gate refused, or a padlock held
    HOLD = "hold"
    VERIFICATION = "verification"  # a condition was not true, a read-back differed
    PROTECTION = "protection"
    NOTHING = "nothing"

    @property
    def words(self) -> Words:
        """Its name."""
        return said(f"explore.barrier_{self.value}")


@dataclass(frozen=True, slots=True)
class Stop:
    """A barrier that acted, when (plant time in s), and in which words.

    final: the run does not go on from here as it would have.
    """

    barrier: Barrier
    time_s: float
    words: Words
    final: bool = True


def stop_of(event: Event, standing: Stop | None, site: Site) -> Stop | None:
    """The barrier that shows in an event; standing: what held the step up before it failed."""
    match event.kind:
        case EventKind.COMMAND_REFUSED:
            return Stop(Barrier.INTERLOCK, event.time_s, _reasons(event.data.get("reasons")))
        case EventKind.HOLD_REFUSED:
            return Stop(Barrier.HOLD, event.time_s, _words(event.data))
        case EventKind.STEP_FAILED:
            barrier = Barrier.VERIFICATION if standing is None else standing.barrier
            words = _words(event.data) if standing is None else standing.words
            return Stop(barrier, event.time_s, words)
        case EventKind.TALK:
            return _of_talk(event)
        case EventKind.NOTE if event.data.get("what") == "watch":
            alert = event.data.get("reaction") == "alert"
            return Stop(Barrier.VERIFICATION, event.time_s, _words(event.data), final=not alert)
        case EventKind.FIELD if event.data.get("what") == "unlock_refused":
            words = said("explore.padlock", device=site.devices[event.subject].short)
            return Stop(Barrier.INTERLOCK, event.time_s, words)
        case EventKind.PLANT:
            return _of_plant(event, site)
        case _:
            return None


def _of_talk(event: Event) -> Stop | None:
    if event.data.get("right") is False and event.subject in ("read_back", "report_back"):
        words = said("explore.heard_wrong")
        return Stop(Barrier.VERIFICATION, event.time_s, words, final=False)
    if event.subject == "reissue":
        return Stop(Barrier.VERIFICATION, event.time_s, said("explore.said_again"), final=False)
    return None


def _of_plant(event: Event, site: Site) -> Stop | None:
    what, cause = str(event.data.get("what")), str(event.data.get("cause", ""))
    if what not in _TRIPS or cause in _NO_PROTECTION:
        return None
    words = event_words(event, site)
    return Stop(Barrier.PROTECTION, event.time_s, words, final=False)


def standing(run: Run | None, now_s: float) -> Stop | None:
    """What holds the step at work up now: an interlock, or a signature that is refused."""
    work = run.attempt.work if run is not None and run.attempt is not None else None
    match work:
        case CommandWork(stage="offered", reason=Words() as reason):
            return Stop(Barrier.INTERLOCK, now_s, reason)
        case SayWork(reason=Words() as reason):
            return Stop(Barrier.INTERLOCK, now_s, reason)
        case HoldWork(refused=Words() as refused):
            return Stop(Barrier.HOLD, now_s, refused)
        case _:
            return None


def _words(data: Mapping[str, Json]) -> Words:
    return Words(str(data.get("en", "")), str(data.get("ja", "")))


def _reasons(reasons: Json) -> Words:
    """The reasons of a refusal as the gate tells them."""
    if not isinstance(reasons, list):
        return Words("", "")
    return listed(_words(one) for one in reasons if isinstance(one, dict))
