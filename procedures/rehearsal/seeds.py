"""One drill with many seeds: how often it succeeds, and how it goes where it goes worst."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from devices.events import Event, EventKind, Json
from devices.site import Site, load_site
from devices.words import Words, same
from procedures.phase import Phase
from procedures.record import Record, Summary, Telemetry, summarise
from procedures.rehearsal.rehearse import rehearse
from procedures.rehearsal.workers import asked_to_stop, spread
from procedures.scenario import Scenario, load_scenario, with_skill
from procedures.sitting import Sitting
from procedures.snapshot import Mode
from procedures.sources import Sources

COMPLETED, INTERRUPTED = "completed", "interrupted"
_SUPPLY = "island.supply"
_BEGUN_S = 1.0  # the first measurements are there


@dataclass(frozen=True, slots=True)
class Task:
    """A drill to be rehearsed once, by names and paths: every process reads it for itself.

    chain: the chapters; skill: that of all simulated people, from 0 to 1; record: a new file.
    """

    sources: Sources
    chain: tuple[str, ...]
    skill: float
    seed: int
    record: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one seed.

    why: what ended it, where it was not completed. reached_s: when each phase was declared first,
    in plant time, in the order in which they came; without phases none. chapters_s: when each
    chapter of the chain began. supplies_s: when each supply came first after another.
    """

    seed: int
    summary: Summary
    why: Words
    reached_s: tuple[tuple[str, float], ...]
    chapters_s: tuple[tuple[str, float], ...] = ()
    supplies_s: tuple[tuple[str, float], ...] = ()

    @property
    def completed(self) -> bool:
        """Whether the whole chain was gone through."""
        return self.summary.outcome == COMPLETED

    @property
    def badness(self) -> tuple[float, ...]:
        """The greater, the worse: not completed, alarms, energy not served, time; then seeds."""
        figures = self.summary
        unserved_kwh = figures.unserved_kwh or 0.0
        return (
            not self.completed, figures.alarms, unserved_kwh, figures.plant_seconds, -self.seed
        )  # fmt: skip

    def as_json(self) -> dict[str, Json]:
        """The figures but those that depend on the computer."""
        figures = self.summary.as_json()
        for name in ("wall_seconds", "record"):
            del figures[name]
        times: dict[str, Json] = {
            "reached_s": dict(self.reached_s),
            "chapters_s": dict(self.chapters_s),
            "supplies_s": dict(self.supplies_s),
        }
        why: Json = {"en": self.why.en, "ja": self.why.ja}
        return {"seed": self.seed, **figures, "why": why, **times}


@dataclass(frozen=True, slots=True)
class ReachedTime:
    """When something was reached: by how many seeds, median and latest in s, and by which seed.

    name: of a phase, a chapter or a supply; "" for the end.
    """

    name: str
    seeds: int
    median_s: float
    worst_s: float
    worst_seed: int

    def as_json(self) -> dict[str, Json]:
        """All but the name."""
        return {
            "seeds": self.seeds,
            "median_s": round(self.median_s, 3),
            "worst_s": round(self.worst_s, 3),
            "worst_seed": self.worst_seed,
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of all seeds that were rehearsed to their end, in the order of the seeds."""

    asked: int
    outcomes: tuple[Outcome, ...]

    @property
    def completed(self) -> int:
        """How many went through the whole chain."""
        return sum(outcome.completed for outcome in self.outcomes)

    @property
    def share(self) -> float:
        """The completed share of those that were rehearsed; 0 without any."""
        return self.completed / len(self.outcomes) if self.outcomes else 0.0

    @property
    def worst(self) -> Outcome | None:
        """The one that went worst."""
        return max(self.outcomes, key=lambda one: one.badness, default=None)

    def phase_times(self) -> tuple[ReachedTime, ...]:
        """When each phase was reached, in the order of the median."""
        return _times((one.seed, one.reached_s) for one in self.outcomes)

    def chapter_times(self) -> tuple[ReachedTime, ...]:
        """When each chapter of the chain began, in the order of the median."""
        return _times((one.seed, one.chapters_s) for one in self.outcomes)

    def supply_times(self) -> tuple[ReachedTime, ...]:
        """When each supply came first after another, in the order of the median."""
        return _times((one.seed, one.supplies_s) for one in self.outcomes)

    def end_time(self) -> ReachedTime | None:
        """When the whole chain was gone through; None where no seed completed it."""
        ends = ((o.seed, (("", o.summary.plant_seconds),)) for o in self.outcomes if o.completed)
        return next(iter(_times(ends)), None)

    def as_json(self) -> dict[str, Json]:
        """Everything as one JSON object; equal drills give equal objects."""
        times: dict[str, Json] = {
            f"{kind}s" if kind != "supply" else "supplies": [
                {kind: one.name, **one.as_json()} for one in found
            ]
            for kind, found in (
                ("phase", self.phase_times()),
                ("chapter", self.chapter_times()),
                ("supply", self.supply_times()),
            )
        }
        end = self.end_time()
        return {
            "asked": self.asked,
            "done": len(self.outcomes),
            "completed": self.completed,
            "success_share": round(self.share, 4),
            "worst_seed": self.worst.seed if self.worst else None,
            **times,
            "completed_at": end.as_json() if end else None,
            "seeds": [outcome.as_json() for outcome in self.outcomes],
        }


def _times(
    reached: Iterable[tuple[int, Iterable[tuple[str, float]]]],
) -> tuple[ReachedTime, ...]:
    """Over all seeds, of each seed what it reached when, in the order of the median."""
    by_name: dict[str, list[tuple[float, int]]] = {}
    for seed, moments in reached:
        for name, time_s in moments:
            by_name.setdefault(name, []).append((time_s, seed))
    times = []
    for name, found in by_name.items():
        worst_s, seed = max(found, key=lambda one: (one[0], -one[1]))
        median_s = statistics.median(time_s for time_s, _ in found)
        times.append(ReachedTime(name, len(found), median_s, worst_s, seed))
    return tuple(sorted(times, key=lambda one: one.median_s))


def rehearse_seeds(
    tasks: Sequence[Task],
    *,
    workers: int,
    keep_all: bool = False,
    on_done: Callable[[int, Outcome], None] = lambda _count, _outcome: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Findings:
    """Rehearse every task, `workers` at a time, and return what came of them.

    keep_all: every record stays; otherwise that of the worst alone. on_done: told how many are
    done. Seeds that are cut off by `stopped` do not count, and leave no record.
    """
    done: list[Outcome] = []
    for task, outcome in spread(rehearse_once, tasks, workers=workers, stopped=stopped):
        if outcome.summary.outcome == INTERRUPTED:
            task.record.unlink()
            continue
        done.append(outcome)
        if not keep_all:
            _drop_all_but_the_worst(done)
        on_done(len(done), outcome)
    return Findings(len(tasks), tuple(sorted(done, key=lambda one: one.seed)))


def _drop_all_but_the_worst(done: Sequence[Outcome]) -> None:
    worst = max(done, key=lambda one: one.badness)
    for outcome in done:
        if outcome is not worst:
            Path(outcome.summary.record).unlink(missing_ok=True)


# --- in the process of a worker -------------------------------------------------------------------


def rehearse_once(task: Task) -> Outcome:
    """Rehearse one seed in this process; raises DocumentError or RecordError."""
    site, scenario = _read(task.sources, task.chain)
    sitting = Sitting.open(
        site,
        with_skill(scenario, task.skill),
        mode=Mode.REHEARSAL,
        sitter=None,
        record=task.record,
        seed=task.seed,
        sources=task.sources,
    )
    rehearse(sitting, stopped=asked_to_stop)
    with Record(task.record) as record:
        events, supplies = record.events(), tuple(_supplies(record.telemetry()))
    return Outcome(
        task.seed,
        summarise(task.record),
        _why(events),
        reached_s=tuple(_reached(events)) if scenario.tells(Phase.GRID) else (),
        chapters_s=tuple(_chapters(events, scenario.chain)),
        supplies_s=supplies,
    )


@cache
def _read(sources: Sources, chain: tuple[str, ...]) -> tuple[Site, Scenario]:
    site = load_site(sources.site)
    return site, replace(load_scenario(sources.scenario, site), chain=chain)


def _why(events: Sequence[Event]) -> Words:
    """What the run that was aborted last gave as its reason: where a step of it failed, that."""
    aborted = [e for e in events if e.kind is EventKind.RUN_STATE and e.data["state"] == "aborting"]
    if not aborted:
        return same("")
    last = aborted[-1]
    for event in events:
        if event.kind is EventKind.STEP_FAILED and event.time_s == last.time_s:
            return Words(*(f"{event.subject}: {event.data.get(name, '')}" for name in ("en", "ja")))
    return Words(str(last.data.get("en", "")), str(last.data.get("ja", "")))


def _reached(events: Sequence[Event]) -> Iterator[tuple[str, float]]:
    """Every phase that was declared, and when first."""
    known = set()
    for event in events:
        declared = event.kind is EventKind.PHASE and event.data.get("what") == "declared"
        if declared and event.subject not in known:
            known.add(event.subject)
            yield event.subject, event.time_s


def _chapters(events: Sequence[Event], chain: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Every chapter of the chain that was at work, and when first."""
    known = set()
    for event in events:
        began = event.kind is EventKind.RUN_STATE and event.data["state"] == "running"
        name = event.data.get("procedure")
        if began and name in chain and name not in known:
            known.add(name)
            yield str(event.data["chain"]), event.time_s


def _supplies(telemetry: Telemetry) -> Iterator[tuple[str, float]]:
    """Every supply that came after another one, and when first."""
    if _SUPPLY not in {column.name for column in telemetry.columns}:
        return
    states, known = telemetry.states(_SUPPLY), set()
    last = np.nan
    for time_s, value in zip(telemetry.times_s, telemetry.of(_SUPPLY), strict=True):
        if np.isnan(value):
            continue
        if time_s > _BEGUN_S and value != last and value not in known:
            known.add(float(value))
            yield states[int(value)], float(time_s)
        last = value
