"""What happened in a record, as marks on its time and lines that can be searched and jumped to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.phrases import said
from devices.words import Words
from procedures.event_words import event_words
from procedures.record import Entry
from procedures.replay.stage import Stage
from procedures.snapshot import ReplayMark

LIKES = ("step", "alarm", "happening", "note", "command", "phase", "talk", "branch")
_LIKE: dict[EventKind, str] = {
    EventKind.SITTING_OPENED: "phase",
    EventKind.PHASE: "phase",
    EventKind.STEP_STARTED: "step",
    EventKind.ALARM_RAISED: "alarm",
    EventKind.HAPPENING: "happening",
    EventKind.DRILL: "note",
    EventKind.INJECT: "happening",
    EventKind.MESSAGE: "happening",
    EventKind.MARK: "note",
    EventKind.HAZARD: "alarm",
    EventKind.NOTE: "note",
    EventKind.COMMAND_SENT: "command",
    EventKind.TALK: "talk",
    EventKind.SITTING_BRANCHED: "branch",
}


def marks_of(entries: Iterable[Entry], stage: Stage) -> Iterator[ReplayMark]:
    """Everything that one can jump to, oldest first."""
    titles = _Titles(stage)
    for entry in entries:
        event = entry.event
        like = _LIKE.get(event.kind)
        if like is not None:
            yield ReplayMark(event.time_s, like, titles.words(event))


class _Titles:
    """Words for events; a step by its title."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._steps: dict[str, dict[str, Words]] = {}

    def words(self, event: Event) -> Words:
        """One event in words."""
        if event.kind is EventKind.STEP_STARTED:
            title = self._of(str(event.data.get("procedure", ""))).get(event.subject)
            if title is not None:
                return said("past.step", id=event.subject, title=self._stage.world.render(title))
        return event_words(event, self._stage.site)

    def _of(self, name: str) -> dict[str, Words]:
        if name not in self._steps:
            try:
                steps = self._stage.engine.load(name).steps
            except DocumentError:  # an order beside the chain is a procedure without a file
                steps = ()
            self._steps[name] = {step.id: step.title for step in steps}
        return self._steps[name]
