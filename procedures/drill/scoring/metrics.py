"""Figures that are logged beside the points: times, errors, alarms, energy, cars, workload."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from devices.events import Event, EventKind
from devices.phrases import said
from procedures.drill.scoring.cars import cars
from procedures.drill.scoring.case import Case, Column, Mask
from procedures.drill.scoring.energy import SPILL, Compared, Course, dark
from procedures.drill.scoring.given import mapping, number
from procedures.drill.scoring.limits import island
from procedures.drill.scoring.sheet import Danger, Metric, TaskScore
from procedures.drill.scoring.steps import StepsDone
from procedures.drill.scoring.talk import Talked, rate
from procedures.record import Entry

ERROR_KINDS = ("omission", "commission", "order", "repetition", "wrong_object", "timing")
_PER_S = 600.0  # alarms are counted in stretches of ten minutes
_RISE_S = 0.5  # RoCoF is measured over half a second
_ACTS = frozenset({EventKind.COMMAND_SENT, EventKind.STEP_DONE, EventKind.TALK, EventKind.ANSWER})


@dataclass(frozen=True)
class Judged:
    """What the groups found out already."""

    dangers: tuple[Danger, ...]
    steps: StepsDone
    talk: Talked
    tasks: tuple[TaskScore, ...]
    energy: Course
    compared: tuple[Compared, ...]

    @property
    def near_misses(self) -> tuple[Danger, ...]:
        """Hazards that something stopped in time."""
        return tuple(one for one in self.dangers if one.stopped is not None)


def metrics(case: Case, found: Judged) -> tuple[Metric, ...]:
    """All figures, in the order in which they are shown."""
    return tuple(
        Metric(name, said(f"score.metric_{name}"), None if value is None else round(value, 3), unit)
        for name, value, unit in (
            *_times(case),
            *_errors(case, found),
            *_alarms(case),
            *_supply(case, found),
            *_island(case),
            *cars(case),
            *_people(case, found),
        )
    )


Figure = tuple[str, float | None, str]


# --- times ----------------------------------------------------------------------------------------


def _times(case: Case) -> Iterator[Figure]:
    begun_s = _began_s(case)
    phases = {one.event.subject: one.event.time_s for one in reversed(case.of(EventKind.PHASE))}

    def since(time_s: float | None) -> float | None:
        known = time_s is not None and begun_s is not None and time_s >= begun_s
        return time_s - begun_s if known and time_s is not None and begun_s is not None else None

    yield "detection", since(_first_act_s(case, begun_s)), "s"
    yield "decision", since(phases.get("AGREED")), "s"
    yield "isolate", since(phases.get("ISOLATED")), "s"
    yield "energise", since(_first_s(case, island(case))), "s"
    yield "first_load", since(_first_s(case, _fed(case, any_of=True))), "s"
    yield "all_a", since(_first_s(case, _fed(case, any_of=False))), "s"
    yield "duration", case.until_s, "s"


def _began_s(case: Case) -> float | None:
    """When the supply was lost, or else the first thing happened that the scenario brings."""
    lost = [one for one in case.of(EventKind.PLANT) if one.event.data.get("what") == "grid_lost"]
    first = [*lost[:1], *case.of(EventKind.INJECT)[:1], *case.of(EventKind.HAPPENING)[:1]]
    return first[0].event.time_s if first else None


def _first_act_s(case: Case, begun_s: float | None) -> float | None:
    if begun_s is None:
        return None
    acts = {*_ACTS, EventKind.ALARM_ACKNOWLEDGED}
    later = (one.event for one in case.entries if one.event.time_s > begun_s)
    return next((e.time_s for e in later if e.kind in acts and case.is_own(e)), None)


def _fed(case: Case, *, any_of: bool) -> Mask | None:
    """Where some load, or every load of tier A, is fed by the island."""
    live = island(case)
    known = [
        (block, without)
        for block in case.facts.blocks
        if (without := dark(case, block)) is not None
    ]
    fed = [~without for block, without in known if any_of or block.tier == "A"]
    if live is None or not fed:
        return None
    together = np.any(fed, axis=0) if any_of else np.all(fed, axis=0)
    return np.asarray(together & live)


def _first_s(case: Case, where: Mask | None) -> float | None:
    if where is None or not where.any():
        return None
    return float(case.samples.times_s[int(np.argmax(where))])


# --- errors, alarms -------------------------------------------------------------------------------


def _errors(case: Case, found: Judged) -> Iterator[Figure]:
    yield "steps", float(found.steps.steps), ""
    for kind in ERROR_KINDS:
        yield f"error_{kind}", float(found.steps.count(kind)), ""
    cancelled = sum(case.is_own(one.event) for one in case.of(EventKind.COMMAND_CANCELLED))
    noticed = sum(1 for one in found.near_misses if not one.counted)
    yield "slips_corrected", float(found.talk.corrected + cancelled + noticed), ""
    yield "refused", float(len(case.of(EventKind.COMMAND_REFUSED))), ""
    yield "near_misses", float(len(found.near_misses)), ""
    yield "three_part", _percent(rate(found.talk)), "%"
    repeats = [one.repeat_s for one in found.talk.orders if one.repeat_s is not None]
    yield "repeat_time", _mean(repeats), "s"


def _alarms(case: Case) -> Iterator[Figure]:
    raised = case.of(EventKind.ALARM_RAISED)
    times = [one.event.time_s for one in raised]
    minutes = case.until_s / 60.0
    yield "alarms", float(len(raised)), ""
    yield "alarms_per_10_min", len(raised) / minutes * 10.0 if minutes > 0 else None, ""
    yield "alarms_peak", float(max((_within(times, t) for t in times), default=0)), ""
    yield "ack_time", _mean(_waits(raised, case.of(EventKind.ALARM_ACKNOWLEDGED))), "s"
    acts = [one for one in case.entries if one.event.kind in _ACTS and case.is_own(one.event)]
    yield "response_time", _mean(_next_acts(raised, acts)), "s"


def _within(times: Sequence[float], begin_s: float) -> int:
    return sum(begin_s <= t < begin_s + _PER_S for t in times)


def _waits(raised: Sequence[Entry], acknowledged: Sequence[Entry]) -> list[float]:
    """How long each alarm waited for its acknowledgement."""
    open_s: dict[str, float] = {}
    waits: list[float] = []
    for entry in sorted((*raised, *acknowledged), key=lambda one: one.number):
        event = entry.event
        if event.kind is EventKind.ALARM_RAISED:
            open_s.setdefault(event.subject, event.time_s)
        elif event.subject in open_s:
            waits.append(event.time_s - open_s.pop(event.subject))
    return waits


def _next_acts(raised: Sequence[Entry], acts: Sequence[Entry]) -> list[float]:
    times = np.array([one.event.time_s for one in acts])
    found = []
    for entry in raised:
        at = int(np.searchsorted(times, entry.event.time_s, side="right"))
        if at < len(times):
            found.append(float(times[at]) - entry.event.time_s)
    return found


# --- supply ---------------------------------------------------------------------------------------


def _supply(case: Case, found: Judged) -> Iterator[Figure]:
    for tier in ("A", "B", "C"):
        sums = found.energy.kwh.get(tier)
        yield (
            f"ens_{tier.lower()}",
            float(sums[-1]) if sums is not None and len(sums) else None,
            "kWh",
        )
    spilled = found.energy.kwh.get(SPILL)
    yield "spill", float(spilled[-1]) if spilled is not None and len(spilled) else None, "kWh"
    yield "saidi", _saidi(case), "min"
    soc = _known(case.samples.of("bess.soc_pct"))
    yield "soc_min", float(soc.min()) if len(soc) else None, "%"
    yield "soc_end", float(soc[-1]) if len(soc) else None, "%"


def _saidi(case: Case) -> float | None:
    """Minutes without supply for each load on average."""
    minutes = case.samples.lasts_s / 60.0
    known = (dark(case, block) for block in case.facts.blocks)
    return _mean([float(minutes[without].sum()) for without in known if without is not None])


def _island(case: Case) -> Iterator[Figure]:
    live, f_hz = island(case), case.samples.of("island.f_hz")
    if live is None or f_hz is None or not live.any():
        yield from (("f_min", None, "Hz"), ("f_max", None, "Hz"), ("rocof", None, "Hz/s"))
        return
    inside = live & ~np.isnan(f_hz)
    times_s, own = case.samples.times_s[inside], f_hz[inside]
    yield "f_min", float(own.min()) if len(own) else None, "Hz"
    yield "f_max", float(own.max()) if len(own) else None, "Hz"
    yield "rocof", _rocof(times_s, own), "Hz/s"


def _rocof(times_s: Column, f_hz: Column) -> float | None:
    """The steepest change of frequency between samples at most a few seconds apart."""
    steps_s = np.diff(times_s)
    close = (steps_s > 0) & (steps_s <= 4 * _RISE_S)
    if not close.any():
        return None
    return float(np.max(np.abs(np.diff(f_hz)[close]) / np.maximum(steps_s[close], _RISE_S)))


# --- people ---------------------------------------------------------------------------------------


def _people(case: Case, found: Judged) -> Iterator[Figure]:
    signed: dict[tuple[str, int], set[str]] = {}
    turn = 0
    for entry in case.entries:
        if entry.event.kind is EventKind.STEP_DONE:
            turn += 1
        elif entry.event.kind is EventKind.HOLD_SIGNED:
            signed.setdefault((entry.event.subject, turn), set()).add(entry.event.who)
    yield "holds", float(sum(len(who) >= 2 for who in signed.values())), ""
    yield "hints", float(len({one.event.subject for one in case.of(EventKind.HINT)})), ""
    left = [one.event.kind for one in case.left]
    back = EventKind.SITTING_BRANCHED
    yield "went_back", float(len(case.of(back)) + left.count(back)), ""
    yield "left_hints", float(left.count(EventKind.HINT)), ""
    frozen = [one for one in case.of(EventKind.DRILL) if one.event.data.get("what") == "frozen"]
    yield "freezes", float(len(frozen)), ""
    washes = _last_washes(case)
    yield "workload", _mean([w for one in washes if (w := _workload(one)) is not None]), "/100"
    for when in ("before", "after"):
        given = [number(one.data.get(f"confidence_{when}")) for one in washes]
        yield f"confidence_{when}", _mean([one for one in given if one is not None]), "/5"


def _last_washes(case: Case) -> list[Event]:
    """The newest hot wash of each person."""
    by_person = {one.event.who: one.event for one in case.of(EventKind.HOT_WASH)}
    return list(by_person.values())


def _workload(event: Event) -> float | None:
    """NASA-TLX without weights: the mean of the items that were answered."""
    given = [number(one) for one in mapping(event.data.get("workload")).values()]
    return _mean([one for one in given if one is not None])


def _known(column: Column | None) -> Column:
    return np.empty(0) if column is None else column[~np.isnan(column)]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _percent(share: float | None) -> float | None:
    return None if share is None else 100.0 * share
