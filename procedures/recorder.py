"""What is written down of a sitting: its events and samples, to the disk before to any screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from devices.events import Event, Json
from devices.picture import Picture
from devices.site import Site
from procedures.record import Journal
from procedures.sampling import Sampler, TrendBatch
from procedures.views import Logs


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
