"""Drills written for a check, on the real site, with the real simulator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.events import Event, EventKind
from devices.site import Site, load_site
from procedures.drill.at_work import Led
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import Scenario, load_scenario, with_skill
from procedures.sitting import Sitting
from procedures.snapshot import Mode

HEAD = """
scenario: try
site: odawara
title: {en: Try, ja: 試し}
role: MGC
number: T1
level: operations
lasts: 20 min
briefing: {en: The line is dead., ja: 配電線は停電中。}
for_instructor: {en: Look at the talk., ja: 連絡に注目。}
objectives: [O1, O4]
start: {clock: "08:40", soc_pct: 70}
"""
LEADER = "kondo"
Write = Callable[..., Path]
Open = Callable[..., Sitting]
Told = Callable[..., list[Event]]


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A scenario file with these keys behind the head; `chain` is none unless given."""

    def written(text: str, *, head: str = HEAD, chain: str = "[]") -> Path:
        path = tmp_path / "try.yaml"
        path.write_text(f"{head}chain: {chain}\n{text}", encoding="utf-8")
        return path

    return written


@pytest.fixture
def read(write: Write, odawara: Site) -> Callable[..., Scenario]:
    return lambda text, **more: load_scenario(write(text, **more), odawara)


@pytest.fixture
def problems(write: Write, odawara: Site) -> Callable[..., list[tuple[str, int, int]]]:
    """The key, line and column of everything that is wrong in such a file."""

    def found(text: str, **more: str) -> list[tuple[str, int, int]]:
        with pytest.raises(DocumentError) as caught:
            load_scenario(write(text, **more), odawara)
        return [(p.key, p.line, p.column) for p in caught.value.problems]

    return found


@pytest.fixture
def opened(read: Callable[..., Scenario], odawara: Site, tmp_path: Path) -> Iterator[Open]:
    """A sitting on such a drill; without a sitter it has begun."""
    sittings: list[Sitting] = []

    def sit(
        text: str,
        *,
        sitter: Sitter | None = None,
        led: bool = False,
        skill: float = 1.0,
        **more: str,
    ) -> Sitting:
        sitting = Sitting.open(
            odawara,
            with_skill(read(text, **more), skill),
            mode=Mode.DRILL,
            sitter=sitter,
            record=tmp_path / f"{len(sittings)}.sqlite",
            led=Led(LEADER if led else ""),
        )
        sittings.append(sitting)
        return sitting

    yield sit
    for sitting in sittings:
        sitting.close()


@pytest.fixture
def told() -> Told:
    """What the record says of a drill."""

    def events(sitting: Sitting, *kinds: EventKind) -> list[Event]:
        with Record(sitting.recording.path) as record:
            return [event for event in record.events() if event.kind in kinds]

    return events


@pytest.fixture
def became(told: Told) -> Callable[[Sitting], list[tuple[str, str]]]:
    """What became of the expected actions, in order."""

    def all_of(sitting: Sitting) -> list[tuple[str, str]]:
        return [(e.subject, str(e.data["what"])) for e in told(sitting, EventKind.TASK)]

    return all_of
