"""Builds the report of a drill from its record, its score, and what people wrote beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from devices.events import Event, EventKind
from devices.phrases import said
from devices.site import Site
from devices.words import Words, same
from procedures.drill.improvements import Improvements, of_drill
from procedures.drill.report.alarm_table import alarms_of
from procedures.drill.report.curves import plots_of
from procedures.drill.report.edits import read_edits
from procedures.drill.report.facilities import cards_of, facilities_of
from procedures.drill.report.findings import areas_of, strengths_of
from procedures.drill.report.log import log_of
from procedures.drill.report.model import Cover, Participant, Report
from procedures.drill.report.names import person_words, role_words
from procedures.drill.report.rows import Evidence, Fact, HazardRow, HotWashRow, NoteRow
from procedures.drill.report.scored import (
    hazards_of,
    left_behind_of,
    objectives_of,
    result_of,
)
from procedures.drill.report.talk_table import talk_of
from procedures.drill.report.timeline import Titles, chapters_of, marks_of, plan_of, steps_of
from procedures.drill.report.unsafe import unsafe_of
from procedures.drill.scoring import ScoreSheet, score
from procedures.record import Entry, RecordError
from procedures.replay import Recorded, read_recorded


def read_report(path: Path) -> Report:
    """The report of the record at `path`: of the branch that was written last.

    Raises RecordError; DocumentError for a site that is gone.
    """
    recorded = read_recorded(path)
    drill = _drill(recorded)
    site, entries, way = recorded.site, recorded.way.entries, recorded.way
    titles, plan = Titles(drill, recorded.scenario.procedures), plan_of(drill)
    steps = steps_of(entries, titles, plan, site)
    chapters = chapters_of(entries, recorded.scenario.chain, titles, plan)
    figures, alarms = alarms_of(entries, way.ends_s, site)
    sheet, no_score = _score(recorded, drill)
    hazards = tuple(_hazards(entries, site) if sheet is None else hazards_of(sheet, site))
    unsafe = unsafe_of(entries, hazards)
    identity, cover = entries[0].hash, _cover(recorded, drill)
    end = Evidence(entries[-1].number, entries[-1].event.time_s)
    return Report(
        path=recorded.path,
        site=site.name,
        identity=identity,
        cover=cover,
        briefing=_words(drill.get("briefing")),
        participants=tuple(_participants(recorded)),
        result=None if sheet is None else result_of(sheet),
        no_score=no_score,
        strengths=() if sheet is None else strengths_of(sheet, end, _lasting(drill)),
        areas=() if sheet is None else areas_of(sheet),
        chapters=chapters,
        steps=steps,
        marks=marks_of(entries, steps, chapters, site),
        objectives=() if sheet is None else objectives_of(sheet, drill),
        plots=plots_of(way.telemetry, way.ends_s, site),
        alarm_figures=figures,
        alarms=alarms,
        talk=talk_of(entries),
        hazards=hazards,
        left_behind=() if sheet is None else left_behind_of(sheet, site),
        facilities=facilities_of(way.telemetry, unsafe, drill, site),
        cards=cards_of(chapters, steps, unsafe, site),
        hot_wash=tuple(_hot_wash(entries, site)),
        remarks=tuple(_remarks(entries, site)),
        log=log_of(entries, titles, site),
        facts=tuple(_facts(recorded, drill)),
        notes=tuple(_notes(recorded)),
        edits=read_edits(recorded.path, identity),
        actions=of_drill(Improvements(site.name).read(), identity, cover.held.isoformat()),
    )


def _drill(recorded: Recorded) -> Mapping[str, Any]:
    """The facts of the drill in the head of the record; none where it has no guide."""
    given = recorded.header.get("drill")
    return given if isinstance(given, Mapping) else {}


def _score(recorded: Recorded, drill: Mapping[str, Any]) -> tuple[ScoreSheet | None, Words | None]:
    """The score, or why there is none: no guide, or a record that is not as it was written."""
    if not drill:
        return None, said("report.no_guide")
    if recorded.damage is not None:
        return None, said("report.no_score", why=recorded.damage)
    try:
        return score(recorded.path), None
    except RecordError as error:
        return None, said("report.no_score", why=said(error.key, **error.arguments))


def _lasting(drill: Mapping[str, Any]) -> frozenset[str]:
    """The expected actions that are met by what does not happen."""
    given = drill.get("tasks")
    lines = given if isinstance(given, list) else ()
    return frozenset(str(one["id"]) for one in lines if one.get("never"))


def _words(given: object) -> Words | None:
    if not isinstance(given, Mapping):
        return None
    return Words(str(given.get("en", "")), str(given.get("ja", "")))


def _cover(recorded: Recorded, drill: Mapping[str, Any]) -> Cover:
    header, entries = recorded.header, recorded.way.entries
    closed = next(
        (e.event for e in reversed(entries) if e.event.kind is EventKind.SITTING_CLOSED), None
    )
    ended = next((e.event for e in reversed(entries) if _is_end(e.event)), None)
    lasts_s = drill.get("lasts_s")
    return Cover(
        title=recorded.scenario.title,
        site=recorded.site.title,
        number=str(drill.get("number", "")),
        level=str(drill.get("level", "")),
        mode=recorded.mode.value,
        clock=recorded.clock,
        held=datetime.fromisoformat(str(header.get("opened", recorded.clock.isoformat()))),
        took_s=recorded.way.ends_s,
        lasts_s=float(lasts_s) if isinstance(lasts_s, int | float) else None,
        outcome=_outcome(closed, ended),
        seal=entries[-1].hash,
        closed=closed is not None,
        reason="" if ended is None else str(ended.data.get("reason", "")),
        to_close=closed is None and ended is not None,
    )


def _is_end(event: Event) -> bool:
    return event.kind is EventKind.DRILL and event.data.get("what") == "ended"


def _outcome(closed: Event | None, ended: Event | None) -> str:
    """As the last of both says it; interrupted where there is neither."""
    for event in (closed, ended):
        outcome = "" if event is None else str(event.data.get("outcome", ""))
        if outcome in ("completed", "aborted"):
            return outcome
    if ended is not None:
        return "led"
    return "interrupted" if closed is None else "left"


def _participants(recorded: Recorded) -> Iterator[Participant]:
    """Whoever did something, with the roles that he holds; who sat and who led come first."""
    site, header = recorded.site, recorded.header
    sitter = str(header.get("sitter", ""))
    led = {str(header[part]): part for part in ("evaluator", "instructor") if header.get(part)}
    for entry in recorded.way.entries:
        if entry.event.who and _leads(entry):
            judged = entry.event.kind is EventKind.TASK
            led.setdefault(entry.event.who, "evaluator" if judged else "instructor")
    did = {entry.event.who for entry in recorded.way.entries}
    sitter_roles = tuple(map(str, header.get("sitter_roles", ())))
    if sitter:
        yield from _as(sitter, sitter_roles or ("",), "sitter", site)
    for who, part in led.items():
        if who != sitter:
            yield from _as(who, ("",), part, site)
    real = "real" if recorded.mode.value == "live" else "simulated"
    for person in site.persons:
        if person.id in did and person.id != sitter and person.id not in led:
            yield from _as(person.id, person.roles, real, site)


def _leads(entry: Entry) -> bool:
    kind, by = entry.event.kind, entry.event.data.get("by")
    return kind in (EventKind.DRILL, EventKind.MARK) or (
        kind is EventKind.TASK and by == "evaluator"
    )


def _as(who: str, roles: Sequence[str], part: str, site: Site) -> Iterator[Participant]:
    for role in roles:
        known = site.roles.get(role)
        title = role_words(role, site) if role else same("")
        organisation = known.organisation if known else same("")
        yield Participant(person_words(who, site), role, title, organisation, part)


def _hazards(entries: Sequence[Entry], site: Site) -> Iterator[HazardRow]:
    """What the hazards at work found, where nobody has judged it."""
    for entry in entries:
        event, evidence = entry.event, Evidence(entry.number, entry.event.time_s)
        who = person_words(event.who, site)
        if event.kind is EventKind.HAZARD:
            words = Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))
            near = bool(event.data.get("near"))
            yield HazardRow(
                str(event.data.get("severity", "minor")), words, near, True, who, evidence
            )


def _hot_wash(entries: Sequence[Entry], site: Site) -> Iterator[HotWashRow]:
    """The last that each said."""
    last = {e.event.who: e.event for e in entries if e.event.kind is EventKind.HOT_WASH}
    for who, event in last.items():
        data = event.data
        workload = data.get("workload")
        items = workload if isinstance(workload, Mapping) else {}
        yield HotWashRow(
            who=person_words(who, site),
            went_well=str(data.get("went_well", "")),
            went_badly=str(data.get("went_badly", "")),
            fix=str(data.get("fix", "")),
            workload={str(name): int(str(value)) for name, value in items.items()},
            before=_number(data.get("confidence_before")),
            after=_number(data.get("confidence_after")),
        )


def _remarks(entries: Sequence[Entry], site: Site) -> Iterator[NoteRow]:
    """What instructor and evaluator wrote down."""
    for entry in entries:
        event = entry.event
        if event.kind is EventKind.MARK:
            text = str(event.data.get("text", ""))
            evidence = Evidence(entry.number, event.time_s)
            yield NoteRow(event.time_s, person_words(event.who, site), text, evidence)


def _number(given: object) -> int | None:
    return given if isinstance(given, int) else None


def _facts(recorded: Recorded, drill: Mapping[str, Any]) -> Iterator[Fact]:
    """What the drill was made with: who doubts it can run it again and compare."""
    header = recorded.header
    made = header.get("made_with")
    made_with = made if isinstance(made, Mapping) else {}

    def fact(name: str, value: object) -> Fact:
        return Fact(said(f"report.fact_{name}"), str(value))

    yield fact("record", recorded.path.name)
    yield fact("seal", recorded.way.entries[-1].hash)
    yield fact("events", len(recorded.way.entries))
    yield fact("branch", f"{recorded.way.branch} / {len(recorded.branches)}")
    yield fact("scenario", header.get("scenario", ""))
    yield fact("scenario_hash", drill.get("hash") or made_with.get("scenario", "–"))
    yield fact("site_hash", made_with.get("site", "–"))
    yield fact("procedures_hash", made_with.get("procedures", "–"))
    yield fact("program", made_with.get("program", "–"))
    yield fact("seed", header.get("seed", "–"))
    yield fact("skill", header.get("skill", "–"))
    yield fact("nominal", f"{header.get('f_nominal_hz')} Hz, {header.get('v_nominal_kv')} kV")


def _notes(recorded: Recorded) -> Iterator[Words]:
    """What must be known of the record before one believes it."""
    if recorded.damage is not None:
        yield recorded.damage
    if recorded.standing:
        over = any(_is_end(entry.event) for entry in recorded.way.entries)
        yield said("report.to_close" if over else "report.standing")
    yield from recorded.others
