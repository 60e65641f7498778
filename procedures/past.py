"""What has been in a sitting: moments that one can go back to, and the branches of its record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.event_words import event_words
from procedures.language.steps import Procedure
from procedures.record import Branch, Entry, Record

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
    EventKind.SITTING_BRANCHED: "branch",
}
# of some kinds only what one would go back to
_WHAT: dict[EventKind, tuple[str, ...]] = {
    EventKind.NOTE: ("note",),
    EventKind.DRILL: ("begun", "frozen", "disaster", "kept"),
    EventKind.INJECT: ("sent",),
}


@dataclass(frozen=True, slots=True)
class MomentView:
    """One thing that happened, and where one stands after going back to it.

    like: step, alarm, happening, phase, note or branch. stands_s: the plant time of the moment
    that is stored, at or before `time_s`; None where there is none so early.
    """

    time_s: float
    like: str
    chapter: str
    words: Words
    stands_s: float | None


@dataclass(frozen=True, slots=True)
class BranchView:
    """One way that the sitting went, in plant time. of: the branch it left, 0 for the first.

    to_s: its end: its last sample or event, whichever came last.
    """

    number: int
    of: int
    from_s: float
    to_s: float
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Past:
    """The moments that led to the end of `branch`, newest first, and every branch of the record."""

    branch: int
    moments: tuple[MomentView, ...] = ()
    branches: tuple[BranchView, ...] = ()


@dataclass(slots=True)
class PastReader:
    """Reads the past of one sitting from its record.

    procedure: finds one by name, for titles. render: fills in what stands in braces in them.
    """

    site: Site
    procedure: Callable[[str], Procedure]
    render: Callable[[Words], Words]
    _titles: dict[str, dict[str, Words]] = field(default_factory=dict)

    def read(self, path: Path, branch: int) -> Past:
        """What led to the end of `branch`; raises RecordError, KeyError for no such branch."""
        with Record(path) as record:
            entries = list(record.entries(branch))
            stored_s = list(record.moments(branch))
            branches = branch_views(record)
        moments = tuple(self._moments(entries, stored_s))
        return Past(branch, tuple(reversed(moments)), branches)

    def _moments(self, entries: Iterable[Entry], stored_s: list[float]) -> Iterator[MomentView]:
        """In the order in which they happened; stored_s: when moments are stored, in order."""
        chapter = ""
        for entry in entries:
            event = entry.event
            if event.kind is EventKind.RUN_STATE:
                chapter = str(event.data.get("chain", chapter))
            like, wanted = _LIKE.get(event.kind), _WHAT.get(event.kind)
            if like is None or (wanted is not None and event.data.get("what") not in wanted):
                continue
            place = bisect_right(stored_s, event.time_s)
            stands_s = stored_s[place - 1] if place else None
            yield MomentView(event.time_s, like, chapter, self._words(event), stands_s)

    def _words(self, event: Event) -> Words:
        if event.kind is not EventKind.STEP_STARTED:
            return event_words(event, self.site)
        title = self._titles_of(str(event.data.get("procedure", ""))).get(event.subject)
        if title is None:
            return event_words(event, self.site)
        return said("past.step", id=event.subject, title=self.render(title))

    def _titles_of(self, name: str) -> dict[str, Words]:
        if name not in self._titles:
            try:
                steps = self.procedure(name).steps
            except DocumentError:  # an order beside the chain is a procedure without a file
                steps = ()
            self._titles[name] = {step.id: step.title for step in steps}
        return self._titles[name]


def branch_views(record: Record) -> tuple[BranchView, ...]:
    """Every branch of a record, the first one first; raises RecordError."""
    begun = {
        entry.number: entry.event
        for entry in record.entries()
        if entry.event.kind is EventKind.SITTING_BRANCHED
    }
    until_s = record.sampled_until_s()
    return tuple(
        _branch_view(one, begun.get(one.first_event), until_s.get(one.number, one.to_s))
        for one in record.branches()
    )


def _branch_view(branch: Branch, begun: Event | None, sampled_s: float) -> BranchView:
    who = "" if begun is None else begun.who
    reason = "" if begun is None else str(begun.data.get("reason", ""))
    to_s = max(branch.to_s, sampled_s)
    return BranchView(branch.number, branch.of, branch.from_s, to_s, who, reason)
