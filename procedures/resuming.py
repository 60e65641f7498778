"""Going on with a drill that was cut off: at the newest moment in its record, and not otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site
from devices.words import Words
from procedures.drill.at_work import Led
from procedures.people import Sitter
from procedures.record import Record, RecordError
from procedures.recorder import Recorder
from procedures.rehearsal import next_look_s
from procedures.scenario import Scenario, load_scenario, with_skill
from procedures.sitting import Sitting, quiet_step_s
from procedures.snapshot import DifferenceView, Mode
from procedures.sources import Sources
from procedures.stored import StoredMoment, newest


class CannotResume(Exception):
    """A sitting cannot be gone on with; `reasons` say why, all at once."""

    def __init__(self, *reasons: Words) -> None:
        super().__init__("; ".join(words.en for words in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A drill that was cut off: what it was opened on, and the newest moment of it.

    sitter: who sat at that moment, which after a hand-over is not who opened it. led: who leads and
    judges it.
    """

    path: Path
    site: Site
    scenario: Scenario
    mode: Mode
    sitter: Sitter | None
    seed: int
    moment: StoredMoment
    led: Led


@dataclass(frozen=True, slots=True)
class Resumed:
    """A sitting that goes on. differences: where the plant is not as the record has it."""

    sitting: Sitting
    after: int
    differences: tuple[DifferenceView, ...]


def read_interrupted(path: Path) -> Interrupted:
    """What the record at `path` says of a drill that was cut off.

    Raises CannotResume, RecordError; DocumentError for a site or scenario that is gone.
    """
    path = path.expanduser().absolute()
    with Record(path) as record:
        header = record.header
        if header.get("mode") == Mode.LIVE.value:
            raise CannotResume(said("resume.live", path=path))
        if any(entry.event.kind is EventKind.SITTING_CLOSED for entry in record.entries()):
            raise CannotResume(said("resume.closed", path=path))
        moment = newest(record)
    if moment is None:
        raise CannotResume(said("resume.no_moment", path=path))
    try:
        return _interrupted(path, header, moment)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError("record_damaged", path=str(path), why=repr(error)) from error


def _interrupted(path: Path, header: Mapping[str, Any], moment: StoredMoment) -> Interrupted:
    sources = Sources(**header["sources"])
    others = sources.differences(header["made_with"])
    if others:
        raise CannotResume(said("resume.not_resumed", path=path), *others)
    site = load_site(sources.site)
    scenario = load_scenario(sources.scenario, site)
    skill = header.get("skill", scenario.habits.skill)  # older records did not know another
    return Interrupted(
        path,
        site,
        with_skill(replace(scenario, chain=tuple(header["chain"])), float(skill)),
        Mode(header["mode"]),
        Sitter.from_state(moment.state["people"]["sitter"]),
        int(header["seed"]),
        moment,
        Led.from_header(header),
    )


def resume(found: Interrupted) -> Resumed:
    """Stand where the drill stood when it was cut off, and say in the record that it goes on.

    What the record has behind the moment is worked out again, and must come out the same: else
    RecordError, and nothing is added.
    """
    plant = SimulatedPlant(
        found.site, found.seed, found.scenario.start, step_s=quiet_step_s(found.sitter)
    )
    recorder = Recorder(found.site, found.path, None)
    try:
        recorder.go_on(found.moment.after)
        sitting = _standing(found, plant, recorder)
        _catch_up(sitting, recorder)
    except BaseException:
        recorder.close()
        raise
    differences = differences_of(sitting, plant)
    data: dict[str, Json] = {"after": found.moment.after, "differences": len(differences)}
    sitter = sitting.world.people.sitter
    who = sitter.person if sitter else ""
    recorder.note(Event(sitting.now_s, EventKind.SITTING_RESUMED, found.site.name, who, data))
    recorder.commit()
    return Resumed(sitting, found.moment.after, differences)


def _standing(found: Interrupted, plant: SimulatedPlant, recorder: Recorder) -> Sitting:
    try:
        return Sitting(
            found.site,
            found.scenario,
            plant,
            plant.field,
            mode=found.mode,
            sitter=found.sitter,
            recorder=recorder,
            seed=found.seed,
            led=found.led,
            moment=found.moment.state,
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise RecordError("record_damaged", path=str(found.path), why=repr(error)) from error


def _catch_up(sitting: Sitting, recorder: Recorder) -> None:
    """Let happen again what the record has already; RecordError where it does not."""
    while recorder.expected:
        before_s = sitting.now_s
        sitting.advance(next_look_s(before_s))
        if sitting.now_s == before_s:  # it is over, or stands still
            raise RecordError("record_not_repeated", path=str(recorder.path), event="")


def differences_of(sitting: Sitting, plant: SimulatedPlant) -> tuple[DifferenceView, ...]:
    """Every measured value that the plant does not have as the picture has it."""
    picture = sitting.picture
    found = []
    for name, reading in plant.readings().items():
        signal = sitting.site.signals.get(name)
        if signal is not None and picture.value(name) != reading.known:
            now = signal.words(reading.known)
            if signal.unit:
                now = Words(f"{now.en} {signal.unit}", f"{now.ja} {signal.unit}")
            before = picture.words_with_unit(name)
            found.append(DifferenceView(signal.label, before, now, signal.low is None))
    return tuple(found)
