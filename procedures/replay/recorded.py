"""What is read of a record before it is shown: its site and scenario, and one way through it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from devices.documents import DocumentError
from devices.phrases import said
from devices.simulated import StartState
from devices.site import Site, load_site
from devices.words import Words, same
from procedures.blindness import watched
from procedures.opening import live_scenario
from procedures.past import BranchView, branch_views
from procedures.record import Entry, RecordError, Telemetry
from procedures.record.packing import Damaged, unpack_state
from procedures.record.sound import PackedMoment, SoundRecord
from procedures.scenario import Scenario, load_scenario
from procedures.snapshot import Mode
from procedures.sources import Sources


@dataclass(frozen=True)
class Way:
    """One branch from the opening of the sitting to its end.

    events_s [n]: when each of `entries` happened, never going back. ends_s: the last of all.
    """

    branch: int
    entries: tuple[Entry, ...]
    events_s: NDArray[np.float64]
    telemetry: Telemetry
    moments: tuple[PackedMoment, ...]
    ends_s: float


@dataclass(frozen=True)
class Recorded:
    """A record as far as it holds, and what is needed to show it.

    damage: what of it does not hold, in words; None when all does. others: the files that are not
    what they were when it was made. standing: it was not closed, or it is still being written.
    """

    path: Path
    header: Mapping[str, Any]
    mode: Mode
    site: Site
    scenario: Scenario
    clock: datetime
    branches: tuple[BranchView, ...]
    way: Way
    damage: Words | None
    others: tuple[Words, ...]
    standing: bool


def read_recorded(path: Path, branch: int | None = None) -> Recorded:
    """Read the record at `path`. branch: which way through it; None the one written last.

    Raises RecordError; DocumentError for a site that is gone.
    """
    path = path.expanduser().absolute()
    with SoundRecord(path) as record:
        numbers = [one.number for one in record.branches()]
        if not numbers:
            raise RecordError("replay.nothing_holds", path=str(path))
        if branch is not None and branch not in numbers:
            raise RecordError("replay.no_branch", branch=branch, branches=numbers)
        way = _way(record, branch or record.newest_branch() or numbers[-1])
        header, verdict, branches = record.header, record.verdict, branch_views(record)
    try:
        mode = Mode(str(header.get("mode", Mode.REHEARSAL.value)))
        clock = datetime.fromisoformat(str(header["clock"]))
        sources, others = _sources(header)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError("record_damaged", path=str(path), why=repr(error)) from error
    site, scenario, gone = _files(sources, header, mode)
    others += gone
    damage = None if verdict.whole else _damage(way, len(verdict.others))
    ended = verdict.closed and damage is None
    return Recorded(
        path, header, mode, site, scenario, clock, branches, way, damage, others, not ended
    )


def state_of(moment: PackedMoment) -> Mapping[str, Any] | None:
    """The state in a moment; None for what cannot be read."""
    try:
        read = json.loads(unpack_state(moment.data))
    except (Damaged, ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _way(record: SoundRecord, branch: int) -> Way:
    entries = tuple(record.entries(branch))
    events_s = np.maximum.accumulate(np.array([entry.event.time_s for entry in entries]))
    telemetry = record.telemetry(branch)
    ends_s = max([0.0, *events_s[-1:], *telemetry.times_s[-1:]])
    moments = tuple(record.packed_moments(branch))
    return Way(branch, entries, events_s, telemetry, moments, float(ends_s))


def _damage(way: Way, others: int) -> Words:
    """Until where the record holds, and how much that is stored beside the events does not."""
    last = way.entries[-1]
    return said("replay.damaged", number=last.number, others=others)


def _sources(header: Mapping[str, Any]) -> tuple[Sources, tuple[Words, ...]]:
    """What the record was made of, and what of it is not as it was."""
    given = header.get("sources")
    if given is None:  # an older record names them only
        older = Sources(str(header["site"]), str(header.get("scenario", "")))
        return older, (said("replay.older"),)
    sources = Sources(**given)
    return sources, sources.differences(header["made_with"])


def _files(
    sources: Sources, header: Mapping[str, Any], mode: Mode
) -> tuple[Site, Scenario, tuple[Words, ...]]:
    """Site and scenario as their files have them now, and which of them are gone."""
    site = load_site(sources.site)
    chain = tuple(map(str, header.get("chain", ())))
    gone: tuple[Words, ...] = ()
    try:
        scenario = replace(load_scenario(sources.scenario, site), chain=chain)
    except DocumentError:
        scenario = _without_file(site, sources.scenario)
        gone = (said("replay.no_scenario", name=sources.scenario),)
    if mode is Mode.LIVE:
        return watched(site), live_scenario(scenario, bool(header.get("read_only"))), gone
    return site, scenario, gone


def _without_file(site: Site, name: str) -> Scenario:
    """What stands for a scenario whose file is gone: events alone tell what was done."""
    return Scenario(name, site.name, same(name), StartState(), (), ())
