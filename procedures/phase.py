"""The operating phase: declared by the chain of procedures, checked against the plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from devices.conditions import Condition, Lookup, compile_condition
from devices.events import Emit, Event, EventKind, Json
from devices.signals import Value
from devices.words import Words

SETTLE_S = 10.0  # plant and declaration may differ this long: people speak while switches move


class Phase(StrEnum):
    """Where the microgrid stands between two times on the utility's supply."""

    GRID = "GRID"
    REQUESTED = "REQUESTED"
    AGREED = "AGREED"
    LINE_OK = "LINE_OK"
    ISOLATED = "ISOLATED"
    DEAD_VERIFIED = "DEAD_VERIFIED"
    READY_TO_ENERGISE = "READY_TO_ENERGISE"
    ISLAND_FORMING = "ISLAND_FORMING"
    LOAD_PICKUP = "LOAD_PICKUP"
    ISLAND = "ISLAND"
    STOP_PREP = "STOP_PREP"
    DEAD_AGAIN = "DEAD_AGAIN"
    GRID_CLOSE = "GRID_CLOSE"
    PV_REENTRY = "PV_REENTRY"
    ABORT = "ABORT"


TITLES: Mapping[Phase, Words] = {
    Phase.GRID: Words("On the utility's supply", "系統連系中"),
    Phase.REQUESTED: Words("Activation requested", "発動要請済み"),
    Phase.AGREED: Words("Activation agreed", "発動合意済み"),
    Phase.LINE_OK: Words("Line found sound", "線路健全性確認済み"),
    Phase.ISOLATED: Words("Separated from the utility", "解列済み"),
    Phase.DEAD_VERIFIED: Words("Found dead", "無電圧確認済み"),
    Phase.READY_TO_ENERGISE: Words("Permitted to energise", "送電許可済み"),
    Phase.ISLAND_FORMING: Words("Island being formed", "ブラックスタート中"),
    Phase.LOAD_PICKUP: Words("Picking up load", "負荷投入中"),
    Phase.ISLAND: Words("Island operation", "地域独立運転中"),
    Phase.STOP_PREP: Words("Preparing to stop", "停止準備中"),
    Phase.DEAD_AGAIN: Words("Island stopped, dead", "MG停止・無電圧"),
    Phase.GRID_CLOSE: Words("Being closed onto the utility", "再連系中"),
    Phase.PV_REENTRY: Words("Waiting for PV to return", "太陽光の復帰待ち"),
    Phase.ABORT: Words("Aborted, in the safe state", "中止・安全状態"),
}

# What may follow what. The order is that of the state model; the extra ways are a refusal or a
# withdrawal (back to GRID), the closed transitions (AGREED to ISLAND, ISLAND to GRID_CLOSE), a
# second try after a failed start, and the second blackout while returning (back to ISOLATED).
_NEXT: Mapping[Phase, frozenset[Phase]] = {
    Phase.GRID: frozenset({Phase.REQUESTED}),
    Phase.REQUESTED: frozenset({Phase.AGREED, Phase.GRID}),
    Phase.AGREED: frozenset({Phase.LINE_OK, Phase.ISLAND, Phase.GRID}),
    Phase.LINE_OK: frozenset({Phase.ISOLATED, Phase.GRID}),
    Phase.ISOLATED: frozenset({Phase.DEAD_VERIFIED, Phase.GRID_CLOSE}),
    Phase.DEAD_VERIFIED: frozenset({Phase.READY_TO_ENERGISE, Phase.ISOLATED, Phase.GRID_CLOSE}),
    Phase.READY_TO_ENERGISE: frozenset(
        {Phase.ISLAND_FORMING, Phase.ISOLATED, Phase.DEAD_AGAIN, Phase.GRID_CLOSE}
    ),
    Phase.ISLAND_FORMING: frozenset(
        {Phase.LOAD_PICKUP, Phase.READY_TO_ENERGISE, Phase.STOP_PREP, Phase.DEAD_AGAIN}
    ),
    Phase.LOAD_PICKUP: frozenset(
        {Phase.ISLAND, Phase.ISLAND_FORMING, Phase.STOP_PREP, Phase.DEAD_AGAIN}
    ),
    Phase.ISLAND: frozenset(
        {Phase.STOP_PREP, Phase.LOAD_PICKUP, Phase.DEAD_AGAIN, Phase.GRID_CLOSE}
    ),
    Phase.STOP_PREP: frozenset({Phase.DEAD_AGAIN, Phase.ISLAND}),
    Phase.DEAD_AGAIN: frozenset(
        {Phase.GRID_CLOSE, Phase.READY_TO_ENERGISE, Phase.ISLAND_FORMING, Phase.ISOLATED}
    ),
    Phase.GRID_CLOSE: frozenset({Phase.PV_REENTRY, Phase.GRID, Phase.ISOLATED}),
    Phase.PV_REENTRY: frozenset({Phase.GRID, Phase.ISOLATED, Phase.REQUESTED}),
    Phase.ABORT: frozenset(
        {
            *(Phase.GRID, Phase.REQUESTED, Phase.ISOLATED, Phase.DEAD_VERIFIED),
            *(Phase.READY_TO_ENERGISE, Phase.DEAD_AGAIN, Phase.GRID_CLOSE),
        }
    ),
}

_DEAD = compile_condition("island.supply == 'dead'")
_ISLAND = compile_condition("island.supply == 'island'")
_NOT_ISLAND = compile_condition("island.supply != 'island'")
_NOT_UTILITY = compile_condition("island.supply != 'utility'")
_UTILITY = compile_condition("island.supply == 'utility'")

# What the plant must show in a phase; the phases that are left out prove nothing by themselves.
_PHYSICAL: Mapping[Phase, Condition] = {
    Phase.GRID: _NOT_ISLAND,
    Phase.REQUESTED: _NOT_ISLAND,
    Phase.ISOLATED: _DEAD,
    Phase.DEAD_VERIFIED: _DEAD,
    Phase.READY_TO_ENERGISE: _DEAD,
    Phase.ISLAND_FORMING: _NOT_UTILITY,
    Phase.LOAD_PICKUP: _ISLAND,
    Phase.ISLAND: _ISLAND,
    Phase.STOP_PREP: _NOT_UTILITY,
    Phase.DEAD_AGAIN: _DEAD,
    Phase.PV_REENTRY: _UTILITY,
    Phase.ABORT: _NOT_ISLAND,
}


def phase_title(phase: str) -> Words:
    """What people call a phase; the name itself for one that is not known."""
    return TITLES[Phase(phase)] if phase in Phase.__members__ else Words(phase, phase)


_BY_SUPPLY: Mapping[Value, Words] = {
    "utility": TITLES[Phase.GRID],
    "dead": Words("Blackout", "停電中"),
    "island": Words("On its own supply", "自立運転中"),
}


def supply_title(supply: Value | None) -> Words:
    """What to call the state of a site that no procedure leads: what feeds it, by the plant."""
    return _BY_SUPPLY.get(supply or "", Words("Supply not known", "給電元不明"))


def standing_title(phase: str, supply: Value | None) -> Words:
    """What a person is told of a declared phase: nobody is on a utility's supply that is dead."""
    if phase == Phase.GRID.value and supply == "dead":
        return _BY_SUPPLY["dead"]
    return phase_title(phase)


def may_follow(now: Phase, then: Phase) -> bool:
    """Whether `then` may be declared in `now`; a phase may be declared again, ABORT always."""
    return then is now or then is Phase.ABORT or then in _NEXT[now]


@dataclass(slots=True)
class PhaseTracker:
    """Holds the declared phase and says when the plant shows something else.

    follows: until somebody declares a phase, it is the island when the plant shows one: a live
    sitting may open on a plant that is at work.

    Emits PHASE events: subject is the phase in force; data what: declared, assumed,
    refused, mismatch or agreed.
    """

    emit: Emit
    phase: Phase = Phase.GRID
    mismatch: bool = False
    follows: bool = False
    _differs_since_s: float | None = None

    def declare(self, phase: Phase, now_s: float, who: str) -> bool:
        """Move to `phase`; False, and an event that says so, when the order forbids it."""
        if phase is self.phase:
            return True
        allowed = may_follow(self.phase, phase)
        data = {"what": "declared", "from": self.phase.value}
        if allowed:
            self.phase, self._differs_since_s, self.mismatch = phase, None, False
            self.follows = False
        else:
            data = {"what": "refused", "wanted": phase.value}
        self.emit(Event(now_s, EventKind.PHASE, self.phase.value, who, dict(data)))
        return allowed

    def advance(self, picture: Lookup, now_s: float) -> None:
        """Compare declaration and plant; a difference must last before it is said."""
        if self.follows:
            self._follow(picture, now_s)
        condition = _PHYSICAL.get(self.phase)
        agrees = condition is None or condition.evaluate(picture) is not False
        if agrees:
            self._differs_since_s = None
            if self.mismatch:
                self.mismatch = False
                self._say("agreed", now_s)
            return
        if self._differs_since_s is None:
            self._differs_since_s = now_s
        if not self.mismatch and now_s - self._differs_since_s >= SETTLE_S:
            self.mismatch = True
            self._say("mismatch", now_s)

    def export_state(self) -> dict[str, Json]:
        """The phase in force and since when the plant shows another, as JSON."""
        return {
            "phase": self.phase.value,
            "mismatch": self.mismatch,
            "follows": self.follows,
            "differs_since_s": self._differs_since_s,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.phase, self.mismatch = Phase(state["phase"]), state["mismatch"]
        self.follows, self._differs_since_s = state["follows"], state["differs_since_s"]

    def _follow(self, picture: Lookup, now_s: float) -> None:
        shown = Phase.ISLAND if _ISLAND.evaluate(picture) is True else Phase.GRID
        if shown is not self.phase:
            before, self.phase = self.phase, shown
            data: dict[str, Json] = {"what": "assumed", "from": before.value}
            self.emit(Event(now_s, EventKind.PHASE, shown.value, "", data))

    def _say(self, what: str, now_s: float) -> None:
        self.emit(Event(now_s, EventKind.PHASE, self.phase.value, "", {"what": what}))
