"""What an event says of how a sitting stood after it, put on the stage.

The same events made these states when they happened; here they are followed, never worked out.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.commands import SELECTION_S
from devices.events import Event, EventKind
from devices.manual import BadEntry
from devices.outcomes import Selection, selection_json
from devices.plant import Command
from procedures.phase import Phase
from procedures.replay.run_fold import RunFold
from procedures.replay.stage import Stage
from procedures.run.attempt import Stage as Attempted
from procedures.run.commanding import CommandWork
from procedures.run.making import origin_of

_log = logging.getLogger(__name__)

_ALARMS = frozenset(kind for kind in EventKind if kind.value.startswith("alarm."))
_COMMANDS = frozenset(kind for kind in EventKind if kind.value.startswith("command."))
_STAGES = {
    EventKind.COMMAND_SELECTED: "selected",
    EventKind.COMMAND_SENT: "sent",
    EventKind.COMMAND_CANCELLED: "offered",
}


@dataclass(slots=True)
class Fold:
    """Follows the events of one way. armed_by, armed_since_s: who enabled a live sitting's writes.

    closed: how the sitting ended, "" before it did. lines: the last event about each line. odd: how
    many events said something that nobody understands; what they changed is not shown.
    """

    stage: Stage
    armed_by: str = ""
    armed_since_s: float | None = None
    closed: str = ""
    lines: dict[str, Event] = field(default_factory=dict)
    odd: int = 0
    _runs: RunFold = field(init=False)

    def __post_init__(self) -> None:
        self._runs = RunFold(self.stage)

    def begin(self) -> None:
        """Nothing has been followed yet."""
        self.armed_by, self.armed_since_s, self.closed = "", None, ""
        self.lines.clear()
        self.odd = 0

    def look(self) -> None:
        """Let steps at work be as far as the picture lets them."""
        self._runs.look()

    def follow(self, event: Event) -> None:
        """Put on the stage what `event` changed; one that nobody understands is counted only."""
        try:
            self._follow(event)
        except (LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
            _log.warning("event not understood: %s %s (%r)", event.kind.value, event.subject, error)
            self.odd += 1

    def _follow(self, event: Event) -> None:
        self.stage.clock.restore(event.time_s)
        self.follow_sitting(event)
        if self.stage.drill is not None:
            self.stage.drill.observe(event)
        if event.kind in _ALARMS:
            self.stage.alarms.take(event)
        elif event.kind in _COMMANDS:
            self._follow_command(event)
        elif event.kind is EventKind.ENTRY:
            self._follow_entry(event)
        elif event.kind is EventKind.PHASE:
            self._follow_phase(event)
        elif event.kind is EventKind.NOTE and event.data.get("what") == "handover":
            roles = event.data.get("roles")
            self.stage.seat(event.who, tuple(map(str, roles if isinstance(roles, list) else ())))
        elif event.kind is EventKind.DRILL:
            self.stage.roles.observe(event)
        else:
            self._runs.follow(event)

    def follow_sitting(self, event: Event) -> None:
        """What no stored moment holds: the key, the lines, the end."""
        match event.kind:
            case EventKind.SITTING_ARMED:
                self.armed_by, self.armed_since_s = event.who, event.time_s
            case EventKind.SITTING_DISARMED:
                self.armed_by, self.armed_since_s = "", None
            case EventKind.LINK:
                self.lines[event.subject] = event
            case EventKind.SITTING_CLOSED:
                self.closed = str(event.data.get("outcome", "")) or "interrupted"
            case EventKind.SITTING_RESUMED | EventKind.SITTING_BRANCHED:
                self.closed = ""
            case _:
                pass

    # --- board, phase, gate ---------------------------------------------------------------------

    def _follow_entry(self, event: Event) -> None:
        value = event.data.get("value")
        if isinstance(value, bool | int | float | str):
            try:
                self.stage.manual.enter(event.subject, value, event.who, event.time_s)
            except BadEntry:
                return  # a point that the site has no more, or no longer so

    def _follow_phase(self, event: Event) -> None:
        phase, what = self.stage.phase, event.data.get("what")
        if event.subject in Phase.__members__:
            phase.phase = Phase(event.subject)
        phase.mismatch = what == "mismatch" or (phase.mismatch and what == "refused")
        if what == "declared":
            phase.follows = False

    def _follow_command(self, event: Event) -> None:
        world, gate = self.stage.world, self.stage.world.gate
        world.observe(event)
        selection = None
        if event.kind is EventKind.COMMAND_SELECTED:
            until_s = event.time_s + SELECTION_S
            seconds = self._second_roles(event)
            selection = Selection(command_of(event), event.time_s, until_s, seconds)
        elif event.kind not in (EventKind.COMMAND_CANCELLED, EventKind.COMMAND_SENT):
            selection = gate.selection
        told = None if selection is None else selection_json(selection)
        gate.import_state({**gate.export_state(), "selection": told})
        self._runs.said = command_of(event)
        for run in self.stage.engine.active:
            attempt, step = run.attempt, run.frame.step
            if attempt is None or step is None or not isinstance(attempt.work, CommandWork):
                continue
            if event.data.get("origin") != origin_of(run.id, step):
                continue
            attempt.work.stage = _STAGES.get(event.kind, attempt.work.stage)
            if event.kind is EventKind.COMMAND_CONFIRMED:
                attempt.stage = Attempted.VERIFY
            self._runs.show_waiting(run)

    def _second_roles(self, event: Event) -> tuple[str, ...]:
        for run in self.stage.engine.active:
            step = run.frame.step
            if step is not None and event.data.get("origin") == origin_of(run.id, step):
                return step.second
        return ()


def command_of(event: Event) -> Command:
    """The command that an event of the gate is about."""
    data = event.data
    given = data.get("arguments")
    arguments = {
        name: value
        for name, value in (given.items() if isinstance(given, Mapping) else ())
        if isinstance(value, bool | int | float | str)
    }
    verb, role, origin = (str(data.get(key, "")) for key in ("verb", "role", "origin"))
    return Command(event.subject, verb, role, event.who, arguments, origin)
