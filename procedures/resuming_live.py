"""Going on with a live sitting that was cut off: its steps, talk, board and alarms as they stood.

The plant went on by itself meanwhile. Nothing of it is taken from the record: the devices are read
anew, and nothing is enabled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from devices.clock import RealTime
from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.plant import WiredPlant
from devices.site import Site, load_site
from procedures.live import LiveTerms
from procedures.opening import live_scenario
from procedures.people import Sitter
from procedures.record import Record, RecordError
from procedures.record.reading import Entry
from procedures.recorder import Recorder
from procedures.resuming import CannotResume
from procedures.scenario import Scenario, load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode
from procedures.sources import Sources
from procedures.stored import StoredMoment, newest
from procedures.taking_up import CutOff, not_live_any_more


@dataclass(frozen=True, slots=True)
class InterruptedLive:
    """A live sitting that was cut off: what it was opened on, and how it stood last.

    time_s, wall: plant time and time of day of the last thing that is known of it. armed: writes
    were enabled then.
    """

    path: Path
    sources: Sources
    site: Site
    scenario: Scenario
    sitter: Sitter
    read_only: bool
    moment: StoredMoment
    time_s: float
    wall: datetime
    armed: bool


def read_interrupted_live(path: Path) -> InterruptedLive:
    """What the record at `path` says of a live sitting that was cut off.

    Raises CannotResume, RecordError; DocumentError for a site or scenario that is gone.
    """
    path = path.expanduser().absolute()
    with Record(path) as record:
        header, entries, moment = record.header, list(record.entries()), newest(record)
    if header.get("mode") != Mode.LIVE.value:
        raise CannotResume(said("resume.not_live", path=path))
    if any(entry.event.kind is EventKind.SITTING_CLOSED for entry in entries):
        raise CannotResume(said("resume.closed", path=path))
    if moment is None or "sources" not in header:
        raise CannotResume(said("resume.no_moment", path=path))
    try:
        return _interrupted(path, header, entries, moment)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError("record_damaged", path=str(path), why=repr(error)) from error


def _interrupted(
    path: Path, header: Mapping[str, Any], entries: list[Entry], moment: StoredMoment
) -> InterruptedLive:
    sources = Sources(**header["sources"])
    others = sources.differences(header["made_with"])
    if others:
        raise CannotResume(said("resume.not_resumed", path=path), *others, said("resume.open_new"))
    site = load_site(sources.site)
    scenario = load_scenario(sources.scenario, site)
    sitter = Sitter.from_state(moment.state["people"]["sitter"])
    if sitter is None or moment.after != entries[-1].number:
        raise ValueError("the moment that stood last")
    keys = (EventKind.SITTING_ARMED, EventKind.SITTING_DISARMED)
    turned = [entry.event.kind for entry in entries if entry.event.kind in keys]
    return InterruptedLive(
        path,
        sources,
        site,
        replace(scenario, chain=tuple(header["chain"])),
        sitter,
        bool(header["read_only"]),
        moment,
        time_s=moment.time_s,
        wall=entries[-1].wall,
        armed=turned[-1:] == [EventKind.SITTING_ARMED],
    )


def resume_live(found: InterruptedLive, plant: WiredPlant, clock: RealTime) -> Sitting:
    """Stand where the sitting stood when it was cut off, and wait until somebody has looked.

    plant: open, its devices asked. clock: `RealTime.going_on` from where the record ends. Raises
    RecordError, and then nothing is added to the record.
    """
    recorder = Recorder(found.site, found.path, None)
    last_s = max(found.time_s, recorder.last_sample_s or 0.0)
    gap_s = max(0.0, clock.elapsed_s() - last_s)
    try:
        recorder.go_on(found.moment.after)
        sitting = _standing(found, plant, clock, recorder, gap_s)
    except BaseException:
        recorder.close()
        raise
    sitter = found.sitter.person
    now_s = sitting.real_now_s
    data: dict[str, Json] = {"after": found.moment.after, "gap_s": round(gap_s, 3)}
    recorder.note(Event(now_s, EventKind.SITTING_RESUMED, found.site.name, sitter, data))
    if found.armed:
        why = said("resume.disarmed")
        words: dict[str, Json] = {"en": why.en, "ja": why.ja}
        recorder.note(Event(now_s, EventKind.SITTING_DISARMED, found.site.name, "", words))
    sitting.advance(now_s)
    return sitting


def _standing(
    found: InterruptedLive, plant: WiredPlant, clock: RealTime, recorder: Recorder, gap_s: float
) -> Sitting:
    try:
        cut_off = CutOff.from_state(found.moment.state, gap_s, found.armed)
        return Sitting(
            found.site,
            live_scenario(found.scenario, found.read_only),
            plant,
            None,
            mode=Mode.LIVE,
            sitter=found.sitter,
            recorder=recorder,
            live=LiveTerms(plant, clock, found.sitter, found.read_only, cut_off),
            moment=not_live_any_more(found.moment.state),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise RecordError("record_damaged", path=str(found.path), why=repr(error)) from error
