"""The score of a drill as its report tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from devices.phrases import said
from devices.site import Site
from devices.words import Words, same
from procedures.drill.report.findings import proof, proofs
from procedures.drill.report.names import person_words
from procedures.drill.report.rows import (
    Evidence,
    GroupResult,
    HazardRow,
    LossLine,
    Metric,
    ObjectiveRow,
    Result,
    TaskRow,
)
from procedures.drill.scoring import Danger, ScoreSheet, TaskScore
from procedures.drill.scoring import Metric as Figure


def result_of(sheet: ScoreSheet) -> Result:
    """Points, losses and figures."""
    lost = (
        LossLine(one.group.value, one.points, one.words, _shown(one.event_number, one.time_s))
        for one in sheet.losses
        if one.points >= 0.005
    )
    return Result(
        total=sheet.total,
        capped=sheet.capped,
        cut_short=sheet.cut_short,
        went_back=round(sheet.metric("went_back").value or 0.0),
        groups=tuple(
            GroupResult(one.group.value, one.points, one.of, one.measured) for one in sheet.groups
        ),
        losses=(
            *(
                LossLine("safety", 0.0, one.words, (proof(one),), critical=True)
                for one in sheet.criticals
            ),
            *sorted(lost, key=lambda one: -one.points),
        ),
        metrics=tuple(Metric(one.label, _value(one)) for one in sheet.metrics),
    )


def _shown(event: int, time_s: float) -> tuple[Evidence, ...]:
    return (Evidence(event, time_s),) if event else ()


def _value(figure: Figure) -> Words:
    """A figure with its unit; times of more than two minutes as minutes and seconds."""
    value, unit = figure.value, figure.unit
    if value is None:
        return same("–")
    if unit == "s" and value >= 120.0:
        minutes, rest = divmod(round(value), 60)
        hours, minutes = divmod(minutes, 60)
        return same(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")
    number = f"{value:.{_decimals(value, unit)}f}".replace("-", "−")
    return same(f"{number} {unit}".strip())


def _decimals(value: float, unit: str) -> int:
    """As many as people write: what is measured finely keeps two."""
    if unit in ("Hz", "Hz/s"):
        return 2
    if unit in ("s", "%") or float(value).is_integer() or abs(value) >= 100.0:
        return 0
    return 0 if unit == "min" and abs(value) >= 10.0 else 1


def objectives_of(sheet: ScoreSheet, drill: Mapping[str, Any]) -> tuple[ObjectiveRow, ...]:
    """Each objective with its expected actions; those of none in a last one of their own."""
    told = drill.get("objectives")
    lines = told if isinstance(told, list) else ()
    can = {str(one.get("id")): _words(one.get("capability")) for one in lines}
    rows = {one.id: _task(one) for one in sheet.tasks}
    found = [
        ObjectiveRow(
            one.id,
            one.title,
            one.target,
            can.get(one.id, same("")),
            one.rating or "",
            tuple(rows[id] for id in one.tasks if id in rows),
            one.three_part,
        )
        for one in sheet.objectives
    ]
    listed = {id for one in sheet.objectives for id in one.tasks}
    rest = tuple(row for id, row in rows.items() if id not in listed)
    if rest:
        nothing = same("")
        found.append(ObjectiveRow("", said("report.other_tasks"), nothing, nothing, "", rest))
    return tuple(found)


def _words(given: object) -> Words:
    if not isinstance(given, Mapping):
        return same("")
    return Words(str(given.get("en", "")), str(given.get("ja", "")))


def _task(task: TaskScore) -> TaskRow:
    state = "open" if task.state == "ahead" else task.state
    return TaskRow(
        id=task.id,
        words=task.words,
        state=state,
        took_s=task.took_s,
        standard_s=task.standard_s,
        reference_s=task.reference_s,
        by=task.by,
        hinted=task.hinted,
        shown_by=task.evidence,
        note=task.note,
        evidence=proofs(task),
    )


def hazards_of(sheet: ScoreSheet, site: Site) -> Iterator[HazardRow]:
    """What came and what nearly did, in the order of time."""
    every = (*sheet.dangers, *sheet.near_misses)
    for one in sorted(every, key=lambda danger: danger.time_s):
        yield _hazard(one, site)


def left_behind_of(sheet: ScoreSheet, site: Site) -> tuple[HazardRow, ...]:
    """What was unsafe on ways that were left by going back, in the order of the record."""
    every = sorted(sheet.left_behind, key=lambda danger: danger.event_number)
    return tuple(_hazard(one, site) for one in every)


def _hazard(one: Danger, site: Site) -> HazardRow:
    return HazardRow(
        severity="critical" if one.critical else one.severity,
        words=_with_stop(one),
        near=one.stopped is not None,
        counted=one.counted,
        who=person_words(one.who, site),
        evidence=proof(one),
    )


def _with_stop(danger: Danger) -> Words:
    if danger.stopped is None:
        return danger.words
    return said("report.near_stopped", words=danger.words, stopped=danger.stopped)
