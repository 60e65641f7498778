"""From events and state to the one picture that screens get: folds, made only when asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from devices.alarms import Alarm
from devices.events import Event, EventKind
from devices.site.site import Site
from devices.words import Words
from procedures.command_log import CommandLog
from procedures.drill_words import is_secret
from procedures.event_words import event_words
from procedures.language.steps import Procedure
from procedures.run.state import Run
from procedures.snapshot import (
    AlarmState,
    AlarmView,
    ChapterView,
    CommandLine,
    EventLine,
    StepState,
    TalkLine,
)

TALK_LINES = 300
EVENT_LINES = 500
_QUIET = frozenset({EventKind.SPEED})


@dataclass(slots=True)
class Logs:
    """The talk and event logs as a fold over events; words are made only for what is looked at."""

    site: Site
    secret: bool = False  # a trainee reads along, and must not learn what is prepared for him
    number: int = 0
    _talk: deque[TalkLine] = field(default_factory=lambda: deque(maxlen=TALK_LINES))
    _events: deque[tuple[int, Event]] = field(default_factory=lambda: deque(maxlen=EVENT_LINES))
    _lines: deque[EventLine] = field(default_factory=lambda: deque(maxlen=EVENT_LINES))
    _commanded: CommandLog = field(init=False)
    _talk_shown: tuple[TalkLine, ...] | None = None
    _lines_shown: tuple[EventLine, ...] = ()

    def __post_init__(self) -> None:
        self._commanded = CommandLog(self.site)

    def observe(self, events: Iterable[Event]) -> None:
        """Take what happened."""
        for event in events:
            self.number += 1
            self._commanded.observe(event)
            if event.kind is EventKind.TALK:
                self._talk.append(_talk_line(event))
                self._talk_shown = None
            if event.kind not in _QUIET and not (self.secret and is_secret(event)):
                self._events.append((self.number, event))

    def forget(self) -> None:
        """Begin anew: what happened is of another branch."""
        self.number, self._talk_shown, self._lines_shown = 0, None, ()
        for kept in (self._talk, self._events, self._lines):
            kept.clear()
        self._commanded.forget()

    def talk(self) -> tuple[TalkLine, ...]:
        """The newest utterances, oldest first."""
        if self._talk_shown is None:
            self._talk_shown = tuple(self._talk)
        return self._talk_shown

    def commands(self) -> tuple[CommandLine, ...]:
        """What was commanded and reported, newest first."""
        return self._commanded.lines()

    def lines(self) -> tuple[EventLine, ...]:
        """The newest events in words, oldest first."""
        if self._events:
            for number, event in self._events:
                self._lines.append(self._line(number, event))
            self._events.clear()
            self._lines_shown = tuple(self._lines)
        return self._lines_shown

    def _line(self, number: int, event: Event) -> EventLine:
        return EventLine(
            number=number,
            time_s=event.time_s,
            kind=event.kind.value,
            subject=event.subject,
            who=event.who,
            words=event_words(event, self.site),
        )


def _talk_line(event: Event) -> TalkLine:
    data = event.data
    right = data.get("right")
    return TalkLine(
        time_s=event.time_s,
        speaker=str(data.get("speaker", "")),
        listener=str(data.get("listener", "")),
        part=event.subject,
        words=Words(str(data.get("en", "")), str(data.get("ja", ""))),
        right=right if isinstance(right, bool) else None,
    )


def alarm_views(rows: Iterable[Alarm]) -> tuple[AlarmView, ...]:
    """The alarms that are not normal, in the order of the alarm room."""
    return tuple(
        AlarmView(
            id=row.id,
            priority=row.rule.priority,
            device=row.rule.device,
            title=row.rule.title,
            cause=row.rule.cause,
            consequence=row.rule.consequence,
            action=row.rule.action,
            state=_alarm_state(row),
            active=row.active,
            time_s=row.time_s,
            value=row.value,
            folded=row.folded,
            parent=row.parent,
            held_back=row.held_back,
            chattering=row.chattering,
            acknowledged_by=row.acknowledged_by,
            comment=row.comment,
            shelved_until_s=row.shelved_until_s,
            act_within_s=row.rule.act_within_s,
            delay_s=row.rule.delay_s,
            off_delay_s=row.rule.off_delay_s,
            deadband=row.rule.deadband,
            deadband_unit=row.rule.deadband_unit,
        )
        for row in rows
    )


def _alarm_state(row: Alarm) -> AlarmState:
    known = {state.value: state for state in AlarmState}
    return known.get(row.state.value, AlarmState.SUPPRESSED)


def chapter_views(chain: Sequence[Procedure], runs: Sequence[Run]) -> tuple[ChapterView, ...]:
    """The tabs of the chain: what is done, current and ahead."""
    views = []
    for procedure in chain:
        own = [run for run in runs if run.procedure.name == procedure.name]
        if any(run.active for run in own):
            state = "current"
        else:
            state = "done" if any(run.outcome == "completed" for run in own) else "ahead"
        views.append(ChapterView(procedure.chain, procedure.title, state, _left_out(own)))
    return tuple(views)


def _left_out(runs: Sequence[Run]) -> tuple[str, ...]:
    """The steps of the newest of `runs` that somebody skipped."""
    steps = runs[-1].steps() if runs else ()
    marks = ((step.id, frame.marks.get(step.id)) for frame, step, _ in steps)
    return tuple(id for id, mark in marks if mark is not None and mark.state is StepState.SKIPPED)
