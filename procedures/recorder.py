"""What is written down of a sitting: its events and samples, to the disk before to any screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from devices.events import Event, EventKind, Json, event_json
from devices.picture import Picture
from devices.site import Site
from procedures.energy import EnergyCounter, EnergyView
from procedures.record import Journal, Record, RecordError
from procedures.record.hashing import as_json
from procedures.sampling import Sampler, TrendBatch
from procedures.stored import MomentStore, StoredMoment, Take, latest_until
from procedures.views import Logs


class Recording(Protocol):
    """What a sitting does with its events and samples."""

    path: Path
    logs: Logs

    def note(self, event: Event) -> None:
        """Take an event; it waits for `commit`."""

    def sample(self, picture: Picture, now_s: float) -> None:
        """Take a sample of everything that is measured."""

    def commit(self) -> None:
        """Let the events be seen."""

    def take_trend(self) -> TrendBatch:
        """The samples of the plotted signals since the last call."""

    def keep(self, take: Take, *, by_hand: bool) -> None:
        """Store moments beside the events, as `take` gives them. by_hand: somebody sits there."""

    def keep_now(self) -> None:
        """Store the moment of the next `commit`, whenever the last one was stored."""

    def energy(self) -> EnergyView | None:
        """The sums of the day; None where the site has no PV."""

    def stored_s(self) -> Sequence[float]:
        """When the moments were stored that one can go back to, in s; oldest first."""

    @property
    def branch(self) -> int:
        """The number of the branch that is being written, from 1."""

    def go_back(self, time_s: float, branch: int | None = None) -> StoredMoment | None:
        """Begin a branch at the latest stored moment until `time_s`; None when there is none.

        branch: on the way to the end of that one; None for the one that is being written.
        """

    def close(self) -> None:
        """Finish. Idempotent."""


class Unwritten:
    """What happens in a fork: `events` are kept in memory, samples are not taken."""

    def __init__(self, site: Site) -> None:
        self.path = Path()
        self.logs = Logs(site)
        self.events: list[Event] = []
        self._sampler = Sampler(site)
        self._shown = 0

    def note(self, event: Event) -> None:
        """Take an event."""
        self.events.append(event)

    def sample(self, picture: Picture, now_s: float) -> None:
        """Nobody looks at the trends of a fork."""

    def commit(self) -> None:
        """Let the logs follow."""
        self.logs.observe(self.events[self._shown :])
        self._shown = len(self.events)

    def take_trend(self) -> TrendBatch:
        """No samples."""
        return self._sampler.take()

    def keep(self, take: Take, *, by_hand: bool) -> None:
        """Nothing is stored."""

    def keep_now(self) -> None:
        """Nothing is stored."""

    def energy(self) -> EnergyView | None:
        """Nobody looks at the day of a fork."""
        return None

    def stored_s(self) -> Sequence[float]:
        """None is stored."""
        return ()

    @property
    def branch(self) -> int:
        """There is only one."""
        return 1

    def go_back(self, time_s: float, branch: int | None = None) -> StoredMoment | None:
        """A fork does not go back; another one can be made."""
        return None

    def close(self) -> None:
        """There is nothing to finish."""


class Recorder:
    """The record of one sitting on the disk, and the logs and trends that screens get of it."""

    def __init__(self, site: Site, path: Path, facts: Mapping[str, Json] | None) -> None:
        """Make the record at `path`, headed by `facts`; None goes on with the one that is there.

        Raises RecordError.
        """
        self.path = path
        self.logs = Logs(site)
        self._sampler = Sampler(site)
        if facts is None:
            self._journal = Journal.resume(path)
        else:
            self._journal = Journal.create(path, facts, self._sampler.columns())
        try:
            self._energy = EnergyCounter(site, self._sampler.names, self._midnight_s(facts))
        except BaseException:
            self._journal.close()
            raise
        self._events: list[Event] = []
        self._expected: deque[Event] = deque()
        self._now_s = 0.0
        self._store: MomentStore | None = None
        self._stored_s: list[float] = []

    def keep(self, take: Take, *, by_hand: bool) -> None:
        """Store moments beside the events from now on."""
        self._store = MomentStore(take, by_hand)

    def keep_now(self) -> None:
        """Store the moment of the next `commit`, whenever the last one was stored."""
        if self._store is not None:
            self._store.wanted = True

    def note(self, event: Event) -> None:
        """Take an event; it waits for `commit`."""
        self._events.append(event)

    def sample(self, picture: Picture, now_s: float) -> None:
        """Take a sample of everything that is measured, where the last one is old enough."""
        self._now_s = now_s
        row = self._sampler.sample(picture, now_s)
        if row is not None:
            self._journal.telemetry(now_s, row)
            self._energy.add(now_s, row)

    def commit(self) -> None:
        """Write the events to the disk; only then can anybody see them. Raises RecordError."""
        events, self._events = self._events, []
        new = [event for event in events if not self._was_expected(event)]
        time_s = self._now_s = max([self._now_s, *(event.time_s for event in new)])
        closes = any(event.kind is EventKind.SITTING_CLOSED for event in new)
        due = self._store is not None and self._store.is_due(time_s, quiet=not new)
        state = None
        # nothing follows the closing, so that no event could seal a moment that is stored then
        if self._store is not None and not closes and (due or (new and self._store.by_hand)):
            state = self._store.taken()
        if new:
            self._journal.append(new, standing=None if state is None else (time_s, state))
            self.logs.observe(new)
        if self._store is not None and state is not None and due:
            self._journal.snapshot(time_s, state)
            self._store.stored(time_s)
            self._stored_s.append(time_s)

    def take_trend(self) -> TrendBatch:
        """The samples of the plotted signals since the last call."""
        return self._sampler.take()

    def energy(self) -> EnergyView | None:
        """The sums of the day that is now; None where the site has no PV."""
        return self._energy.view(self._now_s)

    def _midnight_s(self, facts: Mapping[str, Json] | None) -> float:
        """When the day of the opening began, in plant time: before 0 s. Raises RecordError."""
        if facts is None:
            with Record(self.path) as record:
                facts = record.header
        if "clock" not in facts:
            return 0.0
        try:
            opened = datetime.fromisoformat(str(facts["clock"]))
        except ValueError as error:
            raise RecordError("record_damaged", path=str(self.path), why=str(error)) from error
        midnight = opened.replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - opened).total_seconds()

    def close(self) -> None:
        """Finish the record. Idempotent; raises RecordError."""
        self._journal.close()

    # --- other moments ------------------------------------------------------------------------

    @property
    def last_sample_s(self) -> float | None:
        """When the last sample was taken that stands in the record."""
        return self._journal.last_sample_s

    @property
    def expected(self) -> int:
        """How many events of the record are still to come again."""
        return len(self._expected)

    def go_on(self, after: int) -> None:
        """Go on behind the event with this number; those behind it will come again as they are.

        Raises RecordError, and so does `commit` when another one comes in their place.
        """
        with Record(self.path) as record:
            entries = list(record.entries(self._journal.branch))
            past = record.telemetry(self._journal.branch)
            self._stored_s = list(record.moments(self._journal.branch))
        self.logs.observe(entry.event for entry in entries)
        self._energy.add_all(past.times_s, past.values)
        behind = (entry.event for entry in entries if entry.number > after)
        self._expected.extend(e for e in behind if e.kind is not EventKind.SITTING_RESUMED)
        if self._journal.last_sample_s is not None:
            self._sampler.go_on(self._journal.last_sample_s)
            self._sampler.remember(past.times_s, past.values)

    def stored_s(self) -> Sequence[float]:
        """When the moments were stored that one can go back to, in s; oldest first."""
        return self._stored_s

    @property
    def branch(self) -> int:
        """The number of the branch that is being written."""
        return self._journal.branch

    def go_back(self, time_s: float, branch: int | None = None) -> StoredMoment | None:
        """Begin a branch at the latest stored moment until `time_s`; None when there is none.

        branch: on the way to the end of that one; None for the one that is being written.
        """
        with Record(self.path) as record:
            if branch not in (None, *(one.number for one in record.branches())):
                return None
            on = self.branch if branch is None else branch
            moment = latest_until(record, time_s, on)
            if moment is None:
                return None
            way = [e for e in record.entries(on) if e.number <= moment.after]
            past = record.telemetry(on)
            stored_s = list(record.moments(on))
        self._journal.branch_off(moment.after)
        self._sampler.go_on(moment.time_s)
        self._now_s = moment.time_s
        self._stored_s = [one for one in stored_s if one <= moment.time_s]
        until = past.times_s <= moment.time_s
        self._energy.forget()
        self._energy.add_all(past.times_s[until], past.values[until])
        self.logs.forget()
        self.logs.observe(entry.event for entry in way)
        return moment

    def _was_expected(self, event: Event) -> bool:
        """Whether the record has this event already, from before the sitting was cut off."""
        if not self._expected:
            return False
        expected = self._expected.popleft()
        if as_json(event_json(event)) != as_json(event_json(expected)):
            words = f"{expected.kind.value} {expected.subject}"
            raise RecordError("record_not_repeated", path=str(self.path), event=words)
        return True
