"""Energy: what was not supplied, by tier, and sunshine that was not used, beside the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from devices.phrases import said
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case, Column, Mask
from procedures.drill.scoring.facts import Block
from procedures.drill.scoring.given import mapping, number, numbers
from procedures.drill.scoring.sheet import Loss

TIER_WEIGHTS: Mapping[str, float] = {"A": 3.0, "B": 1.0, "C": 0.3}
SPILL_WEIGHT = 0.3  # sunshine that was not used counts as comfort that was not given [P]
LEAST_KWH = 1.0  # so much above the reference costs all points where the reference is almost none
_DARK_SHARE = 0.005  # of its planned power: less is no supply
SPILL = "spill"


@dataclass(frozen=True)
class Course:
    """Energy not supplied (kWh) until each time, by tier, and unused PV under SPILL.

    dark: tiers that were dark at the end, with the planned power of those loads in kW.
    """

    times_s: Column
    kwh: Mapping[str, Column]
    dark: Mapping[str, float]

    def at(self, time_s: float, name: str) -> float:
        """The sum until `time_s`; what was dark at the end stays dark."""
        sums = self.kwh.get(name)
        if sums is None or not len(self.times_s):
            return 0.0
        after_s = max(0.0, time_s - float(self.times_s[-1]))
        held = self.dark.get(name, 0.0) * after_s / 3600.0
        return float(np.interp(time_s, self.times_s, sums)) + held


def dark(case: Case, block: Block) -> Mask | None:
    """Where a load has no supply; None where it was not recorded or needs nothing."""
    power_kw = case.samples.of(f"{block.device}.p_kw")
    if power_kw is None or block.planned_kw <= 0.0:
        return None
    return np.asarray(~(np.abs(np.nan_to_num(power_kw)) > _DARK_SHARE * block.planned_kw))


def course(case: Case) -> Course:
    """Integrate planned power over the time without supply, load by load."""
    samples = case.samples
    hours = samples.lasts_s / 3600.0
    sums: dict[str, Column] = {}
    dark_kw: dict[str, float] = {}
    for block in case.facts.blocks:
        without = dark(case, block)
        if without is None or not len(without):
            continue
        missed = _until(np.where(without, block.planned_kw, 0.0) * hours)
        sums[block.tier] = sums.get(block.tier, np.zeros(len(missed))) + missed
        if without[-1]:
            dark_kw[block.tier] = dark_kw.get(block.tier, 0.0) + block.planned_kw
    spilled = _spilled_kw(case)
    if spilled is not None:
        sums[SPILL] = _until(spilled * hours)
    return Course(samples.times_s, sums, dark_kw)


def _until(each: Column) -> Column:
    """The sum until the beginning of each sample."""
    return np.concatenate([[0.0], np.cumsum(each)[:-1]]) if len(each) else each


def _spilled_kw(case: Case) -> Column | None:
    """What the sun would give and nobody took."""
    total: Column | None = None
    for name in case.samples.place:
        if not name.endswith(".available_kw"):
            continue
        device = name.removesuffix(".available_kw")
        could, given = case.samples.of(name), case.samples.of(f"{device}.p_kw")
        if could is None or given is None or case.samples.of(f"{device}.v_v") is not None:
            continue  # an outlet shares the sun of its inverter
        could = np.nan_to_num(could)
        left = np.maximum(0.0, could - np.maximum(0.0, np.nan_to_num(given)))
        total = left if total is None else total + left
    return total


def reference_course(reference: Mapping[str, Any]) -> Course | None:
    """The course of the reference run; None where it has none."""
    given = mapping(reference.get("energy"))
    times_s = np.array(numbers(given.get("times_s")))
    curves = {name: np.array(numbers(one)) for name, one in mapping(given.get("kwh")).items()}
    if not len(times_s) or any(len(curve) != len(times_s) for curve in curves.values()):
        return None
    dark_kw = {name: number(one) or 0.0 for name, one in mapping(given.get("dark_kw")).items()}
    return Course(times_s, curves, dark_kw)


@dataclass(frozen=True, slots=True)
class Compared:
    """One tier, or spilled sunshine: own and reference kWh at the time of comparison."""

    name: str
    own_kwh: float
    reference_kwh: float

    @property
    def weight(self) -> float:
        """How much a kWh of it counts."""
        return SPILL_WEIGHT if self.name == SPILL else TIER_WEIGHTS.get(self.name, 0.0)


def compared(case: Case, own: Course, reference: Course | None) -> tuple[Compared, ...]:
    """Both runs until the same moment: now, or, when it is over, the end of the longer one."""
    if reference is None or not len(reference.times_s) or not len(own.times_s):
        return ()
    until_s = case.until_s
    if case.over:
        until_s = max(until_s, float(reference.times_s[-1]))
    names = sorted({*own.kwh} & {*reference.kwh})
    return tuple(
        Compared(name, own.at(until_s, name), reference.at(until_s, name)) for name in names
    )


def energy_losses(case: Case, of: float, found: Sequence[Compared]) -> Iterator[Loss]:
    """Full points up to the reference's weighted energy, none at twice that."""
    base = max(sum(one.weight * one.reference_kwh for one in found), LEAST_KWH)
    saved = sum(one.weight * min(0.0, one.own_kwh - one.reference_kwh) for one in found)
    missed = sum(one.weight * max(0.0, one.own_kwh - one.reference_kwh) for one in found)
    share = max(0.0, missed + saved) / missed if missed > 0 else 0.0
    for one in found:
        more = one.weight * max(0.0, one.own_kwh - one.reference_kwh)
        if more > 0.0:
            key = "score.energy_spill" if one.name == SPILL else "score.energy_tier"
            own, expert = f"{one.own_kwh:.1f}", f"{one.reference_kwh:.1f}"
            words = said(key, tier=one.name, own=own, reference=expert)
            number = case.number_at(case.until_s)
            yield Loss(Group.ENERGY, of * more * share / base, words, number, case.until_s)
