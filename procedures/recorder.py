"""What is written down of a sitting: its events and samples, to the disk before to any screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from devices.events import Event, Json
from devices.picture import Picture
from devices.site import Site
from procedures.record import Journal
from procedures.sampling import Sampler, TrendBatch
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

    def close(self) -> None:
        """There is nothing to finish."""


class Recorder:
    """The record of one sitting on the disk, and the logs and trends that screens get of it."""

    def __init__(self, site: Site, path: Path, facts: Mapping[str, Json]) -> None:
        """Make the record at `path`, headed by `facts`; raises RecordError."""
        self.path = path
        self.logs = Logs(site)
        self._sampler = Sampler(site)
        self._journal = Journal.create(path, facts, self._sampler.columns())
        self._events: list[Event] = []

    def note(self, event: Event) -> None:
        """Take an event; it waits for `commit`."""
        self._events.append(event)

    def sample(self, picture: Picture, now_s: float) -> None:
        """Take a sample of everything that is measured, where the last one is old enough."""
        row = self._sampler.sample(picture, now_s)
        if row is not None:
            self._journal.telemetry(now_s, row)

    def commit(self) -> None:
        """Write the events to the disk; only then can anybody see them. Raises RecordError."""
        if self._events:
            events, self._events = self._events, []
            self._journal.append(events)
            self.logs.observe(events)

    def take_trend(self) -> TrendBatch:
        """The samples of the plotted signals since the last call."""
        return self._sampler.take()

    def close(self) -> None:
        """Finish the record. Idempotent; raises RecordError."""
        self._journal.close()
