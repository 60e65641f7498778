"""Near misses: what would have been so, had a dangerous act not been stopped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from devices.events import Event, EventKind
from devices.simulated import SimulatedPlant
from procedures.hazards.catalogue import BY_ID, Hazard, present
from procedures.hazards.hearsay import Hearsay
from procedures.hazards.truth import Said, Truth
from procedures.run import Engine

_CLOSES = frozenset({"close", "order_close", "enable_close"})
# Of what a refused start or closing would bring, only what may hurt somebody or something at once.
_COUNTS = frozenset({
    "back_feed", "onto_island", "out_of_phase", "earth_left", "boundary_unlocked", "no_permit",
    "line_not_proven", "not_tested", "timers_in_service", "reclose_in_service", "tag_missing",
    "group_1_island",
})  # fmt: skip


class IfForming(Truth):
    """The plant as it is, had a battery begun to make voltage."""

    @cached_property
    def forming(self) -> bool:
        """Supposed."""
        return True


class IfClosed(Truth):
    """The plant as it is, had the boundary switch closed."""

    def __init__(self, plant: SimulatedPlant, said_: Said, events: tuple[Event, ...]) -> None:
        super().__init__(plant, said_, events)
        data = {"what": "switch_closed", "signal": f"{self.boundary}.position"}
        self.events = (*events, Event(0.0, EventKind.PLANT, self.boundary, "", data))

    def closed(self, device: str) -> bool:
        """Supposed of the boundary."""
        return device == self.boundary or super().closed(device)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What a stopped act of `who` would have brought, and the barrier that stopped it."""

    hazard: Hazard
    stopped: str
    who: str


def supposed(
    act: Event, truth: Truth, found: Collection[Hazard], engine: Engine, hearsay: Hearsay
) -> Iterator[NearMiss]:
    """The worst hazard that a stopped act would have brought; nothing where it was harmless."""
    would: Truth | None = None
    barrier, who = "interlock", act.who
    match act.kind:
        case EventKind.COMMAND_REFUSED:
            would = _of_command(act, truth)
        case EventKind.HOLD_REFUSED:
            barrier, who = "hold", hearsay.signed.get(act.subject, "")
            if who and _opens(truth):
                would = IfForming(truth.plant, truth.said, truth.events)
        case EventKind.TALK if act.subject == "read_back" and act.data.get("right") is False:
            if _acts_follow(engine):
                yield NearMiss(BY_ID["wrong_device"], "verification", who)
        case _:
            return
    if would is not None:
        new = (one for one in present(would) if one.id in _COUNTS and one not in found)
        first = next(new, None)
        if first is not None:
            yield NearMiss(first, barrier, who)


def _of_command(act: Event, truth: Truth) -> Truth | None:
    verb, kind = str(act.data.get("verb")), ""
    if act.subject in truth.site.devices:
        kind = truth.site.devices[act.subject].kind
    if verb == "start_black" and kind == "battery_inverter":
        return IfForming(truth.plant, truth.said, truth.events)
    if verb in _CLOSES and kind in ("boundary_switch", "synchronism_relay"):
        return IfClosed(truth.plant, truth.said, truth.events)
    return None


def _opens(truth: Truth) -> bool:
    """Whether a refused hold stands before the start: nothing makes voltage yet."""
    return bool(truth.boundary) and not truth.forming and not truth.on_utility


def _acts_follow(engine: Engine) -> bool:
    """Whether somebody goes to the equipment by what he repeated."""
    steps = (run.frame.step for run in engine.active)
    return any(getattr(step.action, "acts", ()) for step in steps if step is not None)
