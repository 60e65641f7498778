"""The events of a record in words, and which of them weigh enough for the printed log."""

from __future__ import annotations

from collections.abc import Sequence

from devices.events import Event, EventKind
from devices.phrases import said
from devices.site import Site
from devices.words import Words
from procedures.drill.report.course import LogRow
from procedures.drill.report.names import person_words
from procedures.drill.report.timeline import Titles, inject_words
from procedures.event_words import event_words
from procedures.record import Entry

# Steps, talk and readings of meters have tables of their own or are of no weight by themselves.
_WEIGHTY = frozenset(
    {
        EventKind.SITTING_OPENED,
        EventKind.SITTING_CLOSED,
        EventKind.SITTING_RESUMED,
        EventKind.SITTING_BRANCHED,
        EventKind.SITTING_ARMED,
        EventKind.SITTING_DISARMED,
        EventKind.PHASE,
        EventKind.HAPPENING,
        EventKind.COMMAND_REFUSED,
        EventKind.COMMAND_SENT,
        EventKind.COMMAND_NO_ANSWER,
        EventKind.ALARM_RAISED,
        EventKind.ALARM_ACKNOWLEDGED,
        EventKind.ALARM_FLOOD,
        EventKind.STEP_FAILED,
        EventKind.STEP_SKIPPED,
        EventKind.STEP_BACK,
        EventKind.HOLD_SIGNED,
        EventKind.HOLD_REFUSED,
        EventKind.NOTE,
        EventKind.DRILL,
        EventKind.INJECT,
        EventKind.MESSAGE,
        EventKind.ANSWER,
        EventKind.TASK,
        EventKind.HINT,
        EventKind.MARK,
        EventKind.HAZARD,
    }
)


def log_of(entries: Sequence[Entry], titles: Titles, site: Site) -> tuple[LogRow, ...]:
    """Every event."""
    return tuple(
        LogRow(
            number=entry.number,
            time_s=entry.event.time_s,
            kind=entry.event.kind.value,
            who=person_words(entry.event.who, site),
            words=_words(entry.event, titles, site),
            weighty=_weighs(entry.event),
        )
        for entry in entries
    )


def _weighs(event: Event) -> bool:
    if event.kind is EventKind.HAPPENING:
        return event.data.get("what") == "scenario"  # its single acts follow it
    if event.kind is EventKind.TASK:
        return event.data.get("what") != "open"
    return event.kind in _WEIGHTY


def _words(event: Event, titles: Titles, site: Site) -> Words:
    if event.kind is EventKind.INJECT and "title" in event.data:
        what = str(event.data.get("what", "sent"))
        return said(f"report.inject_{what}", title=inject_words(event, site))
    task = titles.of_task(event.subject)
    if event.kind is EventKind.TASK and task is not None:
        return said(f"report.log_task_{event.data.get('what')}", task=task)
    if event.kind is EventKind.HINT and task is not None:
        return said("report.log_hint", task=task)
    words = event_words(event, site)
    if event.kind in (EventKind.STEP_STARTED, EventKind.STEP_DONE):
        procedure = str(event.data.get("procedure", ""))
        title = titles.of_step(procedure, event.subject)
        return said("report.log_step", words=words, title=title)
    return words
