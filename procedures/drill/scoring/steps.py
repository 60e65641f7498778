"""Procedure: the steps that were done beside those that the expert did, as an edit distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from devices.events import EventKind
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Group
from procedures.drill.scoring.alignment import Alignment, align
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.given import items, mapping, number
from procedures.drill.scoring.sheet import Danger, Loss
from procedures.record import Entry

WRONG_OBJECTS = frozenset({"wrong_switch", "wrong_device"})


@dataclass(frozen=True, slots=True)
class StepError:
    """One error. kind: omission, commission, order, repetition, wrong_object or timing."""

    kind: str
    words: Words
    weight: float
    event_number: int
    time_s: float


@dataclass(frozen=True, slots=True)
class StepsDone:
    """What was done of what was expected. expected: the weight of all of it.

    undone: the share of it that a drill which is over never came to. compared: with the expert's.
    """

    errors: tuple[StepError, ...]
    expected: float
    steps: int
    measured: bool
    undone: float = 0.0
    compared: bool = False

    def count(self, kind: str) -> int:
        """How many errors there are of one kind."""
        return sum(1 for error in self.errors if error.kind == kind)


def steps_done(case: Case, dangers: Sequence[Danger]) -> StepsDone:
    """Compare the list of steps with the reference run's.

    Without one only what the record itself shows counts: skipped, gone back to, failed.
    Steps of two runs at once are compared run by run.
    """
    executed = by_run(case.of(EventKind.STEP_DONE))
    expected = list(items(mapping(case.facts.reference).get("steps"), "key"))
    errors = [*_failed(case), *_wrong_objects(dangers)]
    undone = 0.0
    if expected:
        aligned = align([str(one["key"]) for one in expected], [step_key(one) for one in executed])
        errors += _compared(case, expected, executed, aligned)
        total = sum(_weight(one) for one in expected)
        undone = (
            sum(_weight(one) for one in expected[aligned.reached :]) / total if case.over else 0.0
        )
    else:
        errors += _shown(case)
        total = float(max(1, len({step_key(one) for one in executed}) + len(errors)))
        undone = _left(case, executed)
    errors.sort(key=lambda one: (one.time_s, one.event_number))
    return StepsDone(
        tuple(errors), total, len(executed), bool(expected or executed), undone, bool(expected)
    )


def procedure_losses(case: Case, done: StepsDone, of: float) -> Iterator[Loss]:
    """Each error costs its share: `(omitted + out of order + wrong + extra) / expected`."""
    if not done.compared:
        yield from undone_loss(case, done, Group.PROCEDURE, of)
    for error in done.errors:
        worth = of * error.weight / done.expected
        yield Loss(Group.PROCEDURE, worth, error.words, error.event_number, error.time_s)


def undone_loss(case: Case, done: StepsDone, group: Group, of: float) -> Iterator[Loss]:
    """What was never come to earns nothing: a drill that was aborted kept no limit there."""
    if done.undone > 0.0:
        percent = f"{100.0 * done.undone:.0f}"
        words = said("score.undone", percent=percent)
        yield Loss(group, of * done.undone, words, case.number_at(case.until_s), case.until_s)


def step_key(entry: Entry) -> str:
    """The name of the step of an event: "procedure/step"."""
    return f"{entry.event.data.get('procedure')}/{entry.event.subject}"


def by_run(entries: Iterable[Entry]) -> list[Entry]:
    """The events run after run, in the order in which the runs begin."""
    runs: dict[str, list[Entry]] = {}
    for entry in entries:
        runs.setdefault(str(entry.event.data.get("run", "")), []).append(entry)
    return [entry for run in runs.values() for entry in run]


def _weight(one: Mapping[str, Any]) -> float:
    weight = number(one.get("weight"))
    return weight if weight is not None and weight > 0.0 else 1.0


def _compared(
    case: Case,
    expected: Sequence[Mapping[str, Any]],
    executed: Sequence[Entry],
    found: Alignment,
) -> Iterator[StepError]:
    keys = [str(one["key"]) for one in expected]
    weights = {key: _weight(one) for key, one in zip(keys, expected, strict=True)}
    for kind, positions in (
        ("order", found.moved),
        ("repetition", found.repeated),
        ("commission", found.extra),
    ):
        for at in positions:
            key = step_key(executed[at])
            yield _error(case, kind, key, weights.get(key, 1.0), executed[at])
    skipped = {step_key(one): one for one in case.of(EventKind.STEP_SKIPPED)}
    for at in found.omitted:
        if case.over or at < found.reached:
            yield _error(case, "omission", keys[at], weights[keys[at]], skipped.get(keys[at]))


def _left(case: Case, executed: Sequence[Entry]) -> float:
    """The share of the chain that lies behind the last step done, where a drill was aborted."""
    if case.outcome != "aborted" or not case.facts.steps:
        return 0.0
    done = {step_key(one) for one in executed}
    reached = max((at for at, key in enumerate(case.facts.steps, 1) if key in done), default=0)
    return 1.0 - reached / len(case.facts.steps)


def _shown(case: Case) -> Iterator[StepError]:
    """Errors that show without a reference."""
    for entry in case.of(EventKind.STEP_SKIPPED):
        yield _error(case, "omission", step_key(entry), 1.0, entry)
    for entry in case.of(EventKind.STEP_BACK):
        yield _error(case, "repetition", step_key(entry), 1.0, entry)


def _failed(case: Case) -> Iterator[StepError]:
    """Steps that did not come out within their limit, although they did for the expert."""
    free = Counter(case.facts.brought("failed"))
    for entry in case.of(EventKind.STEP_FAILED):
        if free[step_key(entry)] > 0:
            free[step_key(entry)] -= 1
        else:
            yield _error(case, "timing", step_key(entry), 1.0, entry)


def _wrong_objects(found: Sequence[Danger]) -> Iterator[StepError]:
    for one in found:
        if one.hazard in WRONG_OBJECTS and one.stopped is None and one.counted:
            words = said("score.step_wrong_object", hazard=one.words)
            yield StepError("wrong_object", words, 1.0, one.event_number, one.time_s)


def _error(case: Case, kind: str, key: str, weight: float, entry: Entry | None) -> StepError:
    words = said(f"score.step_{kind}", step=case.facts.step_title(key))
    if entry is None:
        return StepError(kind, words, weight, case.number_at(case.until_s), case.until_s)
    return StepError(kind, words, weight, entry.number, entry.event.time_s)
