"""The stage on which a record is shown: everything that a sitting has, but nothing moves by itself.

The parts are those of a sitting, so that screens get of them what they got then. The plant takes no
command, nobody emits anything, and no attempt at a step is ever advanced.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from devices.alarms import Alarms
from devices.alarms.lifecycle import Entry
from devices.authority import Authority
from devices.clock import Clock
from devices.commands import CommandGate
from devices.events import Event, EventKind, Json
from devices.manual import ManualPoints
from devices.phrases import said
from devices.plant import CannotSend, Command
from devices.signals import Reading
from devices.simulated import CannotLiken, SimulatedPlant, plant_state_from_json
from devices.words import words_from_json
from procedures.by_hand import ByHand
from procedures.chapters import Chapters
from procedures.drill.at_work import NOT_GUIDED, Led
from procedures.drill.guide_json import guide_from_json
from procedures.drill.roles import Roles
from procedures.drill.shown import DrillOfRecord
from procedures.foresight import Foresight, MeasuredStand, Stand, Standpoint
from procedures.handover import Handover
from procedures.hourly import HourlyWord
from procedures.moments import PLANT, Moments
from procedures.people import People, Sitter
from procedures.phase import PhaseTracker
from procedures.replay.recorded import Recorded
from procedures.replay.shown import RecordedPicture, Samples
from procedures.run import Engine, World
from procedures.scenario import HappeningsAtWork
from procedures.screen import Screen
from procedures.snapshot import Mode
from procedures.standing import WhatStands
from procedures.views import Logs


class RecordedPlant:
    """A plant that is past: it tells nothing new and takes no command."""

    now_s = 0.0

    def readings(self) -> Mapping[str, Reading]:
        """Nothing: the picture has its readings from the record."""
        return {}

    def command(self, command: Command) -> None:
        """Nothing can be sent to it."""
        raise CannotSend(said("replay.refused"))

    def advance(self, until_s: float) -> tuple[Event, ...]:
        """Nothing happens by itself."""
        return ()

    def close(self) -> None:
        """There is nothing to let go of."""


class RecordedStand:
    """Where the simulated plant of a record stood at a stored moment, to look ahead from there.

    state: that moment's; None where none is understood, and of a real plant.
    """

    fresh_s = math.inf

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded
        self._plant: SimulatedPlant | None = None
        self.state: Any = None

    def now(self) -> Standpoint:
        """The plant as it stood; raises CannotLiken where that cannot be said."""
        recorded = self._recorded
        if self.state is None or recorded.others:
            raise CannotLiken(said("replay.no_outlook"))
        plant = self._made()
        plant.restore(plant_state_from_json(self.state))
        return Standpoint(plant)

    def warm(self) -> None:
        """Load the simulator now, so that the first look ahead is as fast as the others."""
        if self._recorded.mode is not Mode.LIVE and not self._recorded.others:
            self._made().fork().advance(1.0)

    def _made(self) -> SimulatedPlant:
        if self._plant is None:
            recorded = self._recorded
            seed = int(recorded.header.get("seed", 0))
            self._plant = SimulatedPlant(recorded.site, seed, recorded.scenario.start)
        return self._plant


class RecordedAlarms(Alarms):
    """Alarms that follow the events about them instead of judging the picture."""

    def look(self, picture: RecordedPicture, now_s: float) -> None:
        """Let figures and values be those of `now_s`."""
        self._picture, self._now_s = picture, now_s
        self._tally.advance(now_s)

    def take(self, event: Event) -> None:
        """Follow one event; one about an alarm that the site has no more is passed over."""
        watch = self._watches.get(event.subject)
        if watch is None:
            return
        entry, now_s, data = watch.entry, event.time_s, event.data
        self._tally.advance(now_s)
        match event.kind:
            case EventKind.ALARM_RAISED:
                self._become_active(entry, now_s)
                entry.shown = entry.unacknowledged = True
                entry.suppressed = entry.expected = False
                entry.parent = ""
                self._tally.count_shown(watch.rule.id, watch.rule.priority, now_s)
            case EventKind.ALARM_SUPPRESSED:
                self._hold_back(entry, event)
            case EventKind.ALARM_CLEARED:
                latched = watch.rule.latches and entry.shown
                entry.active = entry.shown = entry.expected = False
                entry.parent = ""
                entry.unacknowledged = entry.unacknowledged or latched
                entry.turned(now_s)
            case EventKind.ALARM_ACKNOWLEDGED:
                entry.unacknowledged = False
                entry.acknowledged_by, entry.comment = event.who, str(data.get("comment", ""))
            case EventKind.ALARM_SHELVED:
                minutes = data.get("minutes")
                entry.shelved_until_s = now_s + 60.0 * float(str(minutes))
                entry.shelved_once, entry.shelved_by = bool(data.get("once")), event.who
                entry.comment = str(data.get("reason", ""))
                entry.shown = entry.unacknowledged = False
            case EventKind.ALARM_UNSHELVED if data.get("why") == "out_of_service":
                entry.out_of_service, entry.comment = False, str(data.get("reason", ""))
            case EventKind.ALARM_UNSHELVED:
                entry.shelved_until_s, entry.shelved_once = None, False
            case _:
                pass

    def _become_active(self, entry: Entry, now_s: float) -> None:
        if entry.active:
            return
        entry.active, entry.raised_s = True, now_s
        entry.acknowledged_by = entry.comment = ""
        entry.turned(now_s)
        self._tally.count_raw(now_s)

    def _hold_back(self, entry: Entry, event: Event) -> None:
        why = event.data.get("why")
        if why == "out_of_service":
            entry.out_of_service, entry.comment = True, str(event.data.get("reason", ""))
        else:
            self._become_active(entry, event.time_s)
            entry.suppressed = entry.suppressed or why == "state"
            entry.expected = entry.expected or why == "expected"
            entry.parent = str(event.data.get("of", "")) if why == "folded" else entry.parent
        entry.shown = entry.unacknowledged = False


class Stage:
    """All parts of one recorded sitting, and its blank moment: before anything had happened."""

    def __init__(self, recorded: Recorded, samples: Samples) -> None:
        site, scenario = recorded.site, recorded.scenario
        real = recorded.mode is Mode.LIVE
        self.site, self.scenario, self.mode = site, scenario, recorded.mode
        self.clock = Clock(recorded.clock)
        self.manual = ManualPoints(site)
        self.picture = RecordedPicture(site, self.manual, samples)
        sitter = _sitter(recorded.header)
        people = (
            People.real(site, sitter)
            if real and sitter is not None
            else People.of(site, sitter, 0, scenario.habits)
        )
        self.logs = Logs(site)
        authority = Authority(site, people.roles_of())
        gate = CommandGate(site, RecordedPlant(), self.clock, _emit_nothing, authority=authority)
        self.alarms = RecordedAlarms(site, _emit_nothing)
        self.phase = PhaseTracker(_emit_nothing, scenario.phase, follows=real)
        self.world = World(
            site, self.picture, gate, self.manual, people, self.clock, _emit_nothing, None
        )
        self.engine = Engine(self.world, self.phase, scenario.procedure)
        self.roles = Roles(self.world, self.engine)
        self.chapters = Chapters(scenario, self.engine)
        handover = Handover(self.world, WhatStands(self.engine, self.alarms, self.logs))
        hourly = HourlyWord(self.world, self.phase)
        self._moments = Moments(
            None, scenario, self.engine, self.alarms, self.chapters,
            HappeningsAtWork.of(scenario), handover, hourly,
        )  # fmt: skip
        self._stand = RecordedStand(recorded)
        stand: Stand = MeasuredStand(site, self.picture, self.clock) if real else self._stand
        self.screen = Screen(
            self.world, self.engine, self.alarms, self.logs, Foresight(stand, site), scenario,
            recorded.mode, ByHand(self.engine, self.chapters, live=real), handover, hourly,
        )  # fmt: skip
        self.drill = drill_of(recorded)
        # NaN and infinity of a blank picture have no JSON form, and need none
        self._blank: Mapping[str, Json] = self._moments.take_rest()

    def warm(self) -> None:
        """Load what a look ahead needs."""
        self._stand.warm()

    def clear(self) -> None:
        """Stand where nothing has happened yet."""
        self._stand.state = None
        self._moments.go_to(self._blank)
        if self.drill is not None:
            self.drill.clear()
        self.screen.forget()

    def go_to(self, state: Mapping[str, Any]) -> bool:
        """Stand at a stored moment; False, and cleared, where it cannot be understood here."""
        try:
            self._moments.go_to(state)
            if self.drill is not None:
                self.drill.import_state(state["drill"])
        except (LookupError, TypeError, ValueError, AttributeError, AssertionError):
            self.clear()
            return False
        self._stand.state = state.get(PLANT)
        self.screen.forget()
        return True

    def seat(self, person: str, roles: tuple[str, ...]) -> None:
        """Somebody else sits from now on."""
        self.world.seat(Sitter(person, roles))


def _sitter(header: Mapping[str, Any]) -> Sitter | None:
    person = str(header.get("sitter", ""))
    return Sitter(person, tuple(map(str, header.get("sitter_roles", ())))) if person else None


def drill_of(recorded: Recorded) -> DrillOfRecord | None:
    """The drill of a recorded sitting; None where it was none."""
    header, scenario = recorded.header, recorded.scenario
    instructor, told = Led.from_header(header).instructor, header.get("drill")
    if recorded.mode is Mode.LIVE or (told is None and not instructor):
        return None
    title, guide = scenario.title, NOT_GUIDED
    if isinstance(told, dict):
        try:
            guide = guide_from_json(told)
            title = words_from_json(told["title"]) or title
        except (LookupError, TypeError, ValueError, AttributeError):
            guide = scenario.guide or NOT_GUIDED  # of another program: what the file says now
    return DrillOfRecord(title, guide, instructor, recorded.site)


def _emit_nothing(event: Event) -> None:
    """What is past is told by the record alone."""
