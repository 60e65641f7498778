"""What shows by itself that an expected action was done, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass

from devices.conditions import Condition
from devices.events import Event, EventKind, Json
from devices.phrases import listed, said
from devices.picture import Picture
from devices.site import Site
from devices.words import Words
from procedures.drill.guide import Task, Verdict
from procedures.drill.triggers import step_name
from procedures.event_words import event_words
from procedures.people import SHIFT
from procedures.snapshot import ConditionView
from procedures.wording import condition_views


@dataclass(frozen=True, slots=True)
class Evidence:
    """What showed it: an event of this kind about `subject`, or a condition of this source."""

    kind: str
    subject: str
    time_s: float
    words: Words

    def as_json(self) -> dict[str, Json]:
        """As it stands in the record."""
        return {
            "kind": self.kind,
            "subject": self.subject,
            "time_s": self.time_s,
            "en": self.words.en,
            "ja": self.words.ja,
        }


def seen_in(event: Event, task: Task) -> Verdict | None:
    """What an event says of an expected action that is open; None where it says nothing.

    A point that is entered as not so does not count, nor does what stood on the board before. An
    answer in one's own words says nothing by itself: a person judges it.
    """
    measure, met = task.measure, False
    match event.kind:
        case EventKind.STEP_DONE:
            met = step_name(event) == measure.step
        case EventKind.COMMAND_CONFIRMED:
            met = f"{event.subject}.{event.data.get('verb')}" == measure.command
        case EventKind.ENTRY:
            told = event.who != SHIFT and event.data.get("value") is not False
            met = told and event.subject == measure.entry
        case EventKind.ANSWER if measure.answer and event.data.get("inject") == task.id:
            given = event.data.get("answer")
            if given:
                return Verdict.MET if given == measure.answer else Verdict.UNMET
        case _:
            pass
    return Verdict.MET if met else None


def evidence_of(event: Event, site: Site) -> Evidence:
    """An event as evidence."""
    subject = step_name(event) if event.kind is EventKind.STEP_DONE else event.subject
    return Evidence(event.kind.value, subject, event.time_s, event_words(event, site))


def evidence_in(condition: Condition, picture: Picture) -> Evidence:
    """A condition that has come true as evidence, with the values of now."""
    words = listed(_so(view) for view in condition_views(condition, picture))
    return Evidence("condition", condition.source, picture.now_s, words)


def _so(view: ConditionView) -> Words:
    """One part with its value, unless its words name that already."""
    told = view.words.en.endswith(view.live.en)
    return view.words if told else said("guide.is_so", words=view.words, live=view.live)
