"""Reads the digest of one record: a fold over the events that led to its newest end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.drill.programme.digest import Deed, Digest, How, Marks
from procedures.drill.scoring import score
from procedures.record import Record, RecordError
from procedures.record.recent import RecentRecord


def digest_of(recent: RecentRecord) -> Digest:
    """The digest of a record; what cannot be read is said in it, and never raised."""
    plain = Digest(
        recent.path.name,
        site=recent.site,
        scenario=recent.scenario,
        mode=recent.mode,
        ending=recent.ending.value,
        opened=recent.opened or recent.changed,
        length_s=recent.length_s or 0.0,
    )
    if recent.error is not None:
        return replace(plain, trouble=_why(recent.error))
    if not recent.readable:
        return plain
    try:
        return _read(recent.path, plain)
    except RecordError as error:
        return replace(plain, trouble=_why(error))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # the events are of the form that we write, and what stands in them is not
        damaged = RecordError("record_damaged", path=str(recent.path), why=repr(error))
        return replace(plain, trouble=_why(damaged))


def everything_of(path: Path, digest: Digest) -> Digest:
    """The same of a sitting in which everybody was simulated, as if they were people.

    Raises RecordError.
    """
    header, events = _events(path)
    seen = _Seen({event.who for event in events if event.who})
    for event in events:
        seen.take(event)
    marks = marks_of(path) if "drill" in header else None
    return replace(digest, deeds=tuple(seen.deeds), wrong=dict(seen.wrong), marks=marks)


def _events(path: Path) -> tuple[Mapping[str, Json], list[Event]]:
    """The header, and the events that led to the newest end."""
    with Record(path) as record:
        branch = record.newest_branch()
        return record.header, [e.event for e in record.entries(branch)] if branch else []


def _read(path: Path, plain: Digest) -> Digest:
    header, events = _events(path)
    people = _people(header, events)
    seen = _Seen(people)
    for event in events:
        seen.take(event)
    drill = header.get("drill")
    facts = drill if isinstance(drill, dict) else {}
    return replace(
        plain,
        trainees=people,
        roles=_texts(header.get("sitter_roles")),
        number=str(facts.get("number", "")),
        level=str(facts.get("level", "")),
        title=_title(facts.get("title")),
        night=bool(facts.get("night", False)),
        instructor=seen.instructor or str(facts.get("instructor", "")),
        deeds=tuple(seen.deeds),
        wrong=dict(seen.wrong),
        tasks=Counter(seen.tasks.values()),
        hints=seen.hints,
        marks=marks_of(path) if facts and people else None,
        chapters=tuple(seen.chapters),
    )


def _people(header: Mapping[str, Json], events: Iterable[Event]) -> tuple[str, ...]:
    """Who really sat there: one after the other, where the seat was handed over."""
    sat = [str(header.get("sitter", ""))]
    sat += [
        event.who
        for event in events
        if event.kind is EventKind.NOTE and event.data.get("what") == "handover"
    ]
    return tuple(dict.fromkeys(person for person in sat if person))


@dataclass(slots=True)
class _Seen:
    """What of the events is of interest, of real people only."""

    people: Collection[str]
    deeds: list[Deed] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    tasks: dict[str, str] = field(default_factory=dict)  # the last word goes
    hints: int = 0
    instructor: str = ""
    chapters: list[tuple[str, float]] = field(default_factory=list)
    _targets_s: dict[tuple[str, str], float | None] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Take the next event."""
        match event.kind:
            case EventKind.STEP_STARTED:
                target = event.data.get("target_s")
                self._targets_s[self._step(event)] = None if target is None else _number(target)
            case EventKind.STEP_DONE | EventKind.STEP_FAILED | EventKind.STEP_SKIPPED:
                if event.who in self.people:
                    self.deeds.append(self._deed(event))
            case EventKind.COMMAND_REFUSED if event.who in self.people:
                self.wrong[event.who] += 1
            case EventKind.TASK if event.data.get("what") != "open":
                self.tasks[event.subject] = str(event.data.get("what", ""))
            case EventKind.HINT:
                self.hints += 1
            case EventKind.RUN_STATE if event.data.get("outcome") == "completed":
                self.chapters.append((str(event.data.get("procedure", "")), event.time_s))
            case EventKind.DRILL if event.data.get("what") == "begun":
                self.instructor = "" if event.who in self.people else event.who
            case _:
                pass

    def _step(self, event: Event) -> tuple[str, str]:
        return str(event.data.get("run", "")), event.subject

    def _deed(self, event: Event) -> Deed:
        data = event.data
        took = data.get("took_s")
        took_s = None if took is None else _number(took)
        target_s = self._targets_s.get(self._step(event))
        return Deed(
            who=event.who,
            role=str(data.get("role", "")),
            procedure=str(data.get("procedure", "")),
            step=event.subject,
            how=_how(event.kind, took_s, target_s),
            at_s=round(event.time_s, 1),
            took_s=took_s,
            target_s=target_s,
        )


def _how(kind: EventKind, took_s: float | None, target_s: float | None) -> How:
    if kind is EventKind.STEP_FAILED:
        return How.FAILED
    if kind is EventKind.STEP_SKIPPED:
        return How.SKIPPED
    if took_s is None or target_s is None:
        return How.DONE
    return How.MET if took_s <= target_s else How.LATE


def marks_of(path: Path) -> Marks:
    """The score of a drill; raises RecordError."""
    sheet = score(path)
    groups = {one.group.value: (one.points, one.of) for one in sheet.groups if one.measured}
    return Marks(sheet.total, bool(sheet.criticals), groups, sheet.cut_short)


def _number(given: Json) -> float:
    if not isinstance(given, int | float):
        raise TypeError(f"{given!r} is no number")
    return float(given)


def _title(given: Json) -> Words | None:
    if not isinstance(given, dict):
        return None
    english = str(given.get("en", ""))
    return Words(english, str(given.get("ja", english)))


def _texts(given: Json) -> tuple[str, ...]:
    return tuple(str(one) for one in given) if isinstance(given, list) else ()


def _why(error: RecordError) -> Words:
    return said(error.key, **error.arguments)
