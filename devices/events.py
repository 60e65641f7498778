"""Events: everything that happens, in the one form that is recorded, folded and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class EventKind(StrEnum):
    """What kind of thing happened. The value is what stands in the record."""

    # the sitting
    SITTING_OPENED = "sitting.opened"
    SITTING_CLOSED = "sitting.closed"
    SITTING_RESUMED = "sitting.resumed"  # it had been cut off, and goes on where it stood
    SITTING_BRANCHED = "sitting.branched"  # it went back to an earlier moment, on a new branch
    PHASE = "sitting.phase"
    SPEED = "sitting.speed"
    NOTE = "sitting.note"
    SITTING_ARMED = "sitting.armed"  # live: a named person has enabled writes to real devices
    SITTING_DISARMED = "sitting.disarmed"
    CLOCK = "clock"  # live: the computer was suspended, or its time of day was set
    LINK = "link"  # live: what became of the line to a device
    # the plant: what the equipment did
    PLANT = "plant"
    FIELD = "field"  # what a person did at the equipment
    HAPPENING = "happening"  # what the scenario did to the world
    # the gate
    COMMAND_SELECTED = "command.selected"
    COMMAND_REFUSED = "command.refused"
    COMMAND_SENT = "command.sent"
    COMMAND_CONFIRMED = "command.confirmed"
    COMMAND_NO_ANSWER = "command.no_answer"
    COMMAND_CANCELLED = "command.cancelled"
    ENTRY = "entry"  # a manual point was entered
    # alarms
    ALARM_RAISED = "alarm.raised"
    ALARM_CLEARED = "alarm.cleared"
    ALARM_ACKNOWLEDGED = "alarm.acknowledged"
    ALARM_SHELVED = "alarm.shelved"
    ALARM_UNSHELVED = "alarm.unshelved"
    ALARM_SUPPRESSED = "alarm.suppressed"
    ALARM_FLOOD = "alarm.flood"  # more come than a person can take in, or no longer
    # runs of procedures
    RUN_STATE = "run.state"
    STEP_STARTED = "step.started"
    STEP_DONE = "step.done"
    STEP_FAILED = "step.failed"
    STEP_SKIPPED = "step.skipped"
    STEP_BACK = "step.back"
    HOLD_SIGNED = "hold.signed"
    HOLD_REFUSED = "hold.refused"
    # talk
    TALK = "talk"
    # a drill
    DRILL = "drill"  # it began, stood still, went on, ended; who plays which role
    INJECT = "drill.inject"  # sent, left out, or it could not happen
    MESSAGE = "drill.message"  # what the trainee is told beside the procedure
    ANSWER = "drill.answer"  # and what he answers
    TASK = "drill.task"  # what became of an expected action
    HINT = "drill.hint"
    MARK = "drill.mark"  # a note of the instructor
    HAZARD = "drill.hazard"  # something that must never be so was so, or nearly
    HOT_WASH = "drill.hot_wash"  # what people say right after it


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    time_s: plant time of the sitting in seconds since it opened.
    who: the person or "" for the plant itself. subject: the device, alarm, step or signal.
    data: plain JSON values only.
    """

    time_s: float
    kind: EventKind
    subject: str = ""
    who: str = ""
    data: Mapping[str, Json] = field(default_factory=dict)


def event_json(event: Event) -> dict[str, Json]:
    """An event as plain JSON."""
    return {
        "time_s": event.time_s,
        "kind": event.kind.value,
        "subject": event.subject,
        "who": event.who,
        "data": dict(event.data),
    }


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The event that `event_json` wrote; raises KeyError or ValueError for another form."""
    kind = EventKind(data["kind"])
    return Event(data["time_s"], kind, data["subject"], data["who"], data["data"])


Emit = Callable[[Event], None]
