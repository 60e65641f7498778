"""Going on from a moment of a record in a record of its own. The old one is read, never written.

The new record begins with all that led to the moment, as that of a sitting that was cut off there;
its header says from which record, which event and which time it comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import numpy as np

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.simulated import SimulatedPlant
from procedures.people import Sitter
from procedures.record import Journal, RecordError, Telemetry
from procedures.record.packing import Damaged, unpack_state
from procedures.record.place import Claim
from procedures.recorder import Recorder
from procedures.replay.forkable import Forkable, moment_at
from procedures.replay.recorded import Recorded, read_recorded
from procedures.scenario import with_skill
from procedures.sitting import Sitting, quiet_step_s

# what the new record says of itself
_OWN = frozenset(
    {"format_version", "sitter", "sitter_roles", "opened", "forked_from", "instructor", "evaluator"}
)


def fork(recorded: Recorded, time_s: float, sitter: Sitter | None, path: Path) -> Sitting:
    """Open a sitting at the stored moment at or before `time_s`, with `sitter` in it.

    sitter None: everybody is simulated. path: where its record is made. Raises CannotFork,
    RecordError.
    """
    moment = moment_at(recorded, time_s)
    path = path.expanduser().absolute()
    with _said(recorded), ExitStack() as undo:
        events = _make(recorded, moment, sitter, path)
        undo.callback(path.unlink, missing_ok=True)  # nothing came of it
        recorder = Recorder(recorded.site, path, None)
        undo.callback(recorder.close)
        recorder.go_on(events)
        sitting = _standing(recorded, moment, sitter, recorder)
        _seat(sitting, sitter)
        _tell(sitting, recorded, moment, sitter)
        undo.pop_all()
    return sitting


def split_off(record: Path, time_s: float, sitter: Sitter | None, path: Path) -> None:
    """Make a record at `path` that goes on from the moment of `record` at or before `time_s`.

    It stands as that of a sitting that was cut off there, until somebody takes it up. `record` may
    be at work. Raises CannotFork, RecordError.
    """
    fork(read_recorded(record), time_s, sitter, path).recording.close()


@contextmanager
def _said(recorded: Recorded) -> Iterator[None]:
    """Whatever in the old record nobody understands is damage of it."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, Damaged) as error:
        raise RecordError("record_damaged", path=str(recorded.path), why=repr(error)) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise RecordError("record_not_writable", path=str(error.filename), why=why) from error


def _make(recorded: Recorded, moment: Forkable, sitter: Sitter | None, path: Path) -> int:
    """Make the record at `path` as a whole or not at all; return how many events it has.

    It is written beside, while its name is held.
    """
    part = path.with_name(f"{path.name}.part")
    claim = Claim.new(path)
    try:
        events = _write_past(recorded, moment, sitter, part)
        part.replace(path)
    except BaseException:
        claim.give_up()
        raise
    claim.release()
    return events


def _standing(
    recorded: Recorded, moment: Forkable, sitter: Sitter | None, recorder: Recorder
) -> Sitting:
    header, site = recorded.header, recorded.site
    skill = float(header.get("skill", recorded.scenario.habits.skill))
    scenario, seed = with_skill(recorded.scenario, skill), int(header.get("seed", 0))
    plant = SimulatedPlant(site, seed, scenario.start, step_s=quiet_step_s(sitter))
    return Sitting(
        site,
        scenario,
        plant,
        plant.field,
        mode=recorded.mode,
        sitter=sitter,
        recorder=recorder,
        seed=seed,
        moment=moment.state,
    )


def _seat(sitting: Sitting, sitter: Sitter | None) -> None:
    """Let `sitter` sit; what somebody else was doing is begun anew by whoever has to do it now.

    Nobody leads any more: everybody whom an instructor led is simulated again.
    """
    people = sitting.world.people
    led = any(member.led for member in people.members)
    if people.sitter == sitter and not led:
        return
    people.lead_only(())
    sitting.world.seat(sitter)
    sitting.world.gate.cancel()
    for run in sitting.engine.active:
        run.attempt = None


def _tell(sitting: Sitting, recorded: Recorded, moment: Forkable, sitter: Sitter | None) -> None:
    clock = sitting.clock.time_of_day(moment.time_s)
    words = said("fork.begun", record=recorded.path.name, clock=f"{clock:%H:%M:%S}")
    data: dict[str, Json] = {
        "what": "forked",
        "record": recorded.path.name,
        "event": moment.event,
        "roles": list(sitter.roles) if sitter else [],
        "en": words.en,
        "ja": words.ja,
    }
    who = sitter.person if sitter else ""
    sitting.recording.note(Event(moment.time_s, EventKind.NOTE, "", who, data))
    sitting.lead_on()
    sitting.recording.commit()


# --- the past of the new record -------------------------------------------------------------------


def _write_past(recorded: Recorded, moment: Forkable, sitter: Sitter | None, path: Path) -> int:
    """Make the record at `path` with everything until the moment; return how many events.

    Raises RecordError. In the order in which it was: samples, events, then moments.
    """
    way = recorded.way
    entries = [entry for entry in way.entries if entry.number <= moment.event]
    stored = defaultdict(list)
    for one in way.moments[: moment.place + 1]:
        stored[one.after].append(one)
    journal = Journal.create(path, _header(recorded, moment, sitter), way.telemetry.columns)
    try:
        samples = _Samples(journal, way.telemetry)
        waiting: list[Event] = []
        for entry in entries:
            waiting.append(entry.event)
            if entry.number not in stored:
                continue
            samples.write_until(entry.event.time_s)
            newest = unpack_state(stored[entry.number][-1].data)
            journal.append(waiting, standing=(stored[entry.number][-1].time_s, newest))
            waiting = []
            for one in stored[entry.number]:
                samples.write_until(one.time_s)
                journal.snapshot(one.time_s, unpack_state(one.data))
        journal.close()
    except BaseException:
        journal.close()
        path.unlink(missing_ok=True)
        raise
    return len(entries)


def _header(recorded: Recorded, moment: Forkable, sitter: Sitter | None) -> dict[str, Json]:
    way = recorded.way
    last = next((entry for entry in way.entries if entry.number == moment.event), None)
    if last is None:
        raise LookupError(f"event {moment.event}")
    kept = {key: value for key, value in recorded.header.items() if key not in _OWN}
    return kept | {
        "sitter": sitter.person if sitter else "",
        "sitter_roles": list(sitter.roles) if sitter else [],
        "opened": datetime.now().astimezone().isoformat(),
        "forked_from": {
            "record": recorded.path.name,
            "branch": way.branch,
            "event": last.number,
            "seal": last.hash,
            "time_s": moment.time_s,
        },
    }


class _Samples:
    """The samples of the way, written as far as they are due."""

    def __init__(self, journal: Journal, telemetry: Telemetry) -> None:
        self._journal, self._telemetry, self._written = journal, telemetry, 0

    def write_until(self, time_s: float) -> None:
        """Write those that were taken until `time_s`."""
        times_s, values = self._telemetry.times_s, self._telemetry.values
        until = int(np.searchsorted(times_s, time_s, side="right"))
        for place in range(self._written, until):
            self._journal.telemetry(float(times_s[place]), values[place].astype(np.float64))
        self._written = max(self._written, until)
