"""What was really said and done beside the plant, as far as the events of a sitting show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json
from procedures.hazards.truth import Said
from procedures.language.steps import Confirm, Enter, Say
from procedures.run import Engine


@dataclass(slots=True)
class Hearsay:
    """Follows talk and acts. unconfirmed: roles that were told something not yet confirmed.

    sent: run -> the devices at which people are to act in its last two steps; what they did shows
    when the next step has begun. signed: hold -> who has signed it alone so far. ordered: devices
    that somebody ordered something of. astray: devices that somebody worked who had been sent to
    another, since the last look; rash: somebody acted before it was confirmed.
    """

    engine: Engine
    notices: frozenset[str]
    unconfirmed: set[str] = field(default_factory=set)
    untold: set[str] = field(default_factory=set)
    ordered: set[str] = field(default_factory=set)
    sent: dict[str, list[list[str]]] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    astray: set[str] = field(default_factory=set)
    rash: bool = False

    def observe(self, event: Event) -> None:
        """Follow one event."""
        match event.kind:
            case EventKind.TALK:
                self._talk(event)
            case EventKind.STEP_STARTED:
                run = str(event.data.get("run"))
                self.sent[run] = [*self.sent.get(run, [])[-1:], sorted(self._acts_of(run))]
            case EventKind.COMMAND_SENT:
                self.ordered.add(event.subject)
            case EventKind.FIELD:
                self._field(event)
            case EventKind.STEP_SKIPPED:
                name = f"{event.data.get('procedure')}/{event.subject}"
                if name in self.notices:
                    self.untold.add(name)
            case EventKind.HOLD_SIGNED:
                self.signed.setdefault(event.subject, event.who)
            case EventKind.STEP_DONE:
                self.signed.pop(event.subject, None)
                self.untold.discard(f"{event.data.get('procedure')}/{event.subject}")
            case _:
                return

    def _talk(self, event: Event) -> None:
        listener = str(event.data.get("listener", ""))
        if event.subject == "order":
            self.unconfirmed.add(listener)
        elif event.subject == "confirm":
            self.unconfirmed.discard(listener)

    def _field(self, event: Event) -> None:
        member = self.engine.world.people.known(event.who)
        if member is None or not member.simulated:
            return
        self.rash = self.rash or bool(self.unconfirmed & set(member.roles))
        sent = {device for steps in self.sent.values() for step in steps for device in step}
        if sent and event.subject not in sent | self.ordered:
            self.astray.add(event.subject)

    def _acts_of(self, run_id: str) -> Iterator[str]:
        """The devices at which people are to act in the step that a run is at."""
        for run in self.engine.active:
            step = run.frame.step
            action = step.action if step is not None and run.id == run_id else None
            if isinstance(action, Say | Enter | Confirm):
                yield from (act.device for act in action.acts)

    def said(self) -> Said:
        """The same for the truth. What was entered counts as said: a drill knows no lies."""
        readings = self.engine.world.manual.readings()
        return Said(
            board={name: one.value for name, one in readings.items() if one.value is not None},
            untold=frozenset(self.untold),
            astray=frozenset(self.astray),
            rash=self.rash,
        )

    def forget(self) -> None:
        """What happened since the last look has been looked at."""
        self.astray.clear()
        self.rash = False

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """What was heard, as JSON."""
        return {
            "unconfirmed": [*sorted(self.unconfirmed)],
            "untold": [*sorted(self.untold)],
            "ordered": [*sorted(self.ordered)],
            "sent": {run: [[*step] for step in steps] for run, steps in self.sent.items()},
            "signed": dict(self.signed),
            "astray": [*sorted(self.astray)],
            "rash": self.rash,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self.unconfirmed, self.untold = set(state["unconfirmed"]), set(state["untold"])
        self.ordered, self.astray = set(state["ordered"]), set(state["astray"])
        self.sent = {run: [list(step) for step in steps] for run, steps in state["sent"].items()}
        self.rash, self.signed = state["rash"], dict(state["signed"])
