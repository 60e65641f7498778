"""A rehearsal of shipped content in the real simulator, with everybody simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from devices.events import Event, EventKind
from devices.signals import Value
from devices.site import Site, load_site, site_names
from procedures.record import Record
from procedures.run import Run
from procedures.scenario import Happening, Scenario, load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SLICE_S = 20.0
LONGEST_S = 4 * 3600.0


@dataclass
class Rehearsed:
    """One sitting without a sitter, and the words to ask what came of it."""

    sitting: Sitting
    path: Path

    @property
    def events(self) -> list[Event]:
        """Everything that the record holds by now."""
        with Record(self.path) as record:
            return record.events()

    def until(self, true: Callable[[], bool], within_s: float = LONGEST_S) -> None:
        end_s = self.sitting.now_s + within_s
        while not true():
            assert self.sitting.now_s < end_s, self.story()
            assert not self.sitting.finished, self.story()
            self.sitting.advance(self.sitting.now_s + SLICE_S)

    def to_its_end(self) -> None:
        self.until(lambda: self.sitting.finished)

    @property
    def run(self) -> Run:
        return self.sitting.engine.runs[-1]

    @property
    def outcome(self) -> str:
        return self.sitting.snapshot().outcome

    def value(self, signal: str) -> Value | None:
        return self.sitting.picture.value(signal)

    def steps(self, procedure: str = "") -> list[str]:
        """The steps that were done, in their order; of one procedure, or of all."""
        return [
            event.subject
            for event in self.events
            if event.kind is EventKind.STEP_DONE and procedure in ("", event.data.get("procedure"))
        ]

    def called(self) -> list[str]:
        """The procedures in the order in which steps of them began."""
        names = [
            str(event.data["procedure"])
            for event in self.events
            if event.kind is EventKind.STEP_STARTED
        ]
        return [name for n, name in enumerate(names) if n == 0 or names[n - 1] != name]

    def failed(self) -> list[str]:
        return [e.subject for e in self.events if e.kind is EventKind.STEP_FAILED]

    def watches(self) -> list[str]:
        return [e.subject for e in self.events if e.data.get("what") == "watch"]

    def story(self) -> str:
        ends = [f"{e.kind.value} {e.subject} {e.data}" for e in self.events[-12:]]
        return "\n".join(ends)


@dataclass
class Theatre:
    """Opens rehearsals; all of them are closed when the test ends."""

    folder: Path
    open: list[Sitting]

    def scenario(self, name: str, *more: Happening) -> Rehearsed:
        """A shipped scenario, with more that happens in it."""
        known = (site for site in site_names() if name.startswith(f"{site}-"))
        site = load_site(max(known, key=len))
        shipped = load_scenario(name, site)
        return self(site, replace(shipped, happenings=(*shipped.happenings, *more)))

    def __call__(self, site: Site, scenario: Scenario, seed: int = 0) -> Rehearsed:
        path = self.folder / f"{len(self.open)}.sqlite"
        sitting = Sitting.open(
            site, scenario, mode=Mode.REHEARSAL, sitter=None, record=path, seed=seed
        )
        self.open.append(sitting)
        return Rehearsed(sitting, path)


@pytest.fixture
def rehearsed(tmp_path: Path) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path, [])
    yield theatre
    for sitting in theatre.open:
        sitting.close()


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")
