"""What was done when: steps and procedures, beside those of the reference run, and their marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.site import Site
from devices.words import Words, same, words_from_json
from procedures.drill.report.course import ChapterRow, Mark, StepRow
from procedures.drill.report.names import person_words
from procedures.event_words import event_words
from procedures.language import Procedure, find_procedure, load_procedure
from procedures.record import Entry

_ENDS = {
    EventKind.STEP_DONE: "done",
    EventKind.STEP_SKIPPED: "skipped",
    EventKind.STEP_FAILED: "failed",
}
Span = tuple[float, float | None]


@dataclass(frozen=True)
class Plan:
    """The reference run: when each step and each procedure began and ended, in plant time s."""

    steps: Mapping[tuple[str, str], Span]
    chapters: Mapping[str, Span]


class Titles:
    """What steps and procedures are called: as the head of the record says, else their files."""

    def __init__(self, drill: Mapping[str, Any], chain: Sequence[Procedure] = ()) -> None:
        """drill: the facts in the head of the record, as far as it has any; chain: read already."""
        told = (*_lines(drill, "steps"), *_lines(drill, "steps_called"))
        self._known = {str(line["key"]): line["title"] for line in told}
        self._tasks = {str(line["id"]): line["words"] for line in _lines(drill, "tasks")}
        self._files: dict[str, Procedure | None] = {one.name: one for one in chain}

    def of_step(self, procedure: str, step: str) -> Words:
        """The title of a step, its live placeholders as they stand."""
        given = self._known.get(f"{procedure}/{step}")
        if given is not None:
            return _words(given)
        file = self._file(procedure)
        every = file.steps if file is not None else ()
        return next((one.title for one in every if one.id == step), same(step))

    def of_task(self, task: str) -> Words | None:
        """An expected action; None for one that the record does not know."""
        return _words(self._tasks[task]) if task in self._tasks else None

    def of_procedure(self, procedure: str) -> tuple[str, Words]:
        """The label and the title of a procedure."""
        file = self._file(procedure)
        return ("", same(procedure)) if file is None else (file.chain, file.title)

    def _file(self, name: str) -> Procedure | None:
        if name not in self._files:
            try:
                self._files[name] = load_procedure(find_procedure(name))
            except DocumentError:  # an order beside the chain, or a file that is gone
                self._files[name] = None
        return self._files[name]


def steps_of(
    entries: Sequence[Entry], titles: Titles, plan: Plan, site: Site
) -> tuple[StepRow, ...]:
    """Every step that was begun, in that order; one that was begun again has a row for each."""
    rows: list[StepRow] = []
    at: dict[tuple[str, str], int] = {}
    counts: dict[tuple[str, str], int] = {}
    for entry in entries:
        event = entry.event
        key = (str(event.data.get("procedure", "")), event.subject)
        if event.kind is EventKind.STEP_STARTED:
            at[key] = len(rows)
            planned = plan.steps.get(key, (None, None))
            row = _begun(entry, key, titles.of_step(*key), planned)
            who = person_words(event.who, site)
            rows.append(replace(row, who=who, again=counts.get(key, 0)))
            counts[key] = counts.get(key, 0) + 1
        elif event.kind in _ENDS and key in at:
            done = replace(rows[at[key]], ended_s=event.time_s, state=_ENDS[event.kind])
            rows[at[key]] = replace(done, who=person_words(event.who, site), event=entry.number)
    return tuple(rows)


def _begun(
    entry: Entry,
    key: tuple[str, str],
    title: Words,
    planned: tuple[float | None, float | None],
) -> StepRow:
    event = entry.event
    target = event.data.get("target_s")
    return StepRow(
        procedure=key[0],
        step=key[1],
        title=title,
        who=same(event.who),
        role=str(event.data.get("role", "")),
        began_s=event.time_s,
        ended_s=None,
        state="begun",
        target_s=float(target) if isinstance(target, int | float) else None,
        plan_began_s=planned[0],
        plan_ended_s=planned[1],
        event=entry.number,
    )


def chapters_of(
    entries: Sequence[Entry], chain: Sequence[str], titles: Titles, plan: Plan
) -> tuple[ChapterRow, ...]:
    """Every procedure that ran or should have, those of the chain first."""
    began, ended = _spans(entries)
    rows = []
    for procedure in dict.fromkeys((*chain, *plan.chapters, *began)):
        planned: tuple[float | None, float | None] = plan.chapters.get(procedure, (None, None))
        label, title = titles.of_procedure(procedure)
        span = (began.get(procedure), ended.get(procedure))
        rows.append(ChapterRow(procedure, label, title, *span, *planned))
    return tuple(rows)


def _spans(entries: Sequence[Entry]) -> tuple[dict[str, float], dict[str, float]]:
    """When each procedure began and ended; one that was called only has the times of its steps."""
    began: dict[str, float] = {}
    ended: dict[str, float] = {}
    runs: set[str] = set()
    for entry in entries:
        event = entry.event
        procedure = str(event.data.get("procedure", ""))
        if event.kind is EventKind.RUN_STATE:
            runs.add(procedure)
            began.setdefault(procedure, event.time_s)
            if event.data.get("state") == "ended":
                ended[procedure] = event.time_s
        elif event.kind is EventKind.STEP_STARTED:
            began.setdefault(procedure, event.time_s)
        elif event.kind in _ENDS and procedure not in runs:
            ended[procedure] = event.time_s
    return began, ended


def marks_of(
    entries: Sequence[Entry],
    steps: Sequence[StepRow],
    chapters: Sequence[ChapterRow],
    site: Site,
) -> tuple[Mark, ...]:
    """What the plots mark: procedures and steps as they began, injects, hazards, happenings."""
    marks = [
        Mark(one.began_s, "chapter", one.label or one.procedure, one.title)
        for one in chapters
        if one.began_s is not None
    ]
    marks += [Mark(one.began_s, "step", one.step, one.title) for one in steps]
    count = 0
    for entry in entries:
        event = entry.event
        if _is_inject(event):
            count += 1
            marks.append(Mark(event.time_s, "inject", str(count), inject_words(event, site)))
        elif event.kind is EventKind.HAZARD:
            words = Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))
            marks.append(Mark(event.time_s, "hazard", "!", words))
    return tuple(sorted(marks, key=lambda one: one.time_s))


def _is_inject(event: Event) -> bool:
    if event.kind is EventKind.INJECT:
        return event.data.get("what") == "sent"
    return event.kind is EventKind.HAPPENING and event.data.get("what") == "scenario"


def inject_words(event: Event, site: Site) -> Words:
    """What an inject or happening is called."""
    title = event.data.get("title")
    if isinstance(title, Mapping):
        return _words(title)
    if "en" in event.data:
        return Words(str(event.data["en"]), str(event.data.get("ja", "")))
    return event_words(event, site)


def plan_of(drill: Mapping[str, Any]) -> Plan:
    """The reference trace in the head of a record; an empty plan where there is none."""
    reference = drill.get("reference")
    lines = reference.get("steps", ()) if isinstance(reference, Mapping) else ()
    steps: dict[tuple[str, str], Span] = {}
    chapters: dict[str, Span] = {}
    for line in lines:
        procedure, _, step = str(line["key"]).rpartition("/")
        began_s, done_s = float(line["began_s"]), line.get("done_s")
        ended_s = None if done_s is None else float(done_s)
        steps.setdefault((procedure, step), (began_s, ended_s))
        first, last = chapters.get(procedure, (began_s, None))
        ends = [one for one in (last, ended_s) if one is not None]
        chapters[procedure] = (min(first, began_s), max(ends) if ends else None)
    return Plan(steps, chapters)


def _lines(drill: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list of the drill's facts; an older record may have none."""
    given = drill.get(name)
    return given if isinstance(given, list) else ()


def _words(given: Any) -> Words:
    if isinstance(given, Mapping):
        read = words_from_json({"en": given.get("en", ""), "ja": given.get("ja", "")})
        assert read is not None
        return read
    return same(str(given))
