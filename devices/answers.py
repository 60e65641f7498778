"""Commands on their way: sent, and until now neither confirmed by the device nor given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices.events import Json
from devices.outcomes import (
    Confirmed,
    NoAnswer,
    Pending,
    command_from_json,
    command_json,
)
from devices.phrases import said
from devices.picture import Picture
from devices.plant import Command
from devices.site.site import Site


class Answers:
    """What every device still has to answer; at most one command each."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pending: dict[str, Pending] = {}

    def of(self, device: str) -> Pending | None:
        """The command that `device` has not answered yet."""
        return self._pending.get(device)

    def wait_for(self, command: Command, now_s: float) -> Pending | None:
        """Wait for the answer to `command`; returns the earlier one whose place it takes."""
        earlier = self.give_up(command.device)
        limit_s = self._site.verb(command.target).answer_within_s
        self._pending[command.device] = Pending(command, now_s, now_s + limit_s)
        return earlier

    def give_up(self, device: str) -> Pending | None:
        """Wait no longer for what `device` was told last."""
        return self._pending.pop(device, None)

    def look(self, picture: Picture, now_s: float) -> tuple[Confirmed | NoAnswer, ...]:
        """What was answered by now, and what was waited for too long."""
        outcomes = tuple(
            outcome
            for pending in self._pending.values()
            if (outcome := self._outcome(pending, picture, now_s)) is not None
        )
        for outcome in outcomes:
            del self._pending[outcome.command.device]
        return outcomes

    def _outcome(
        self, pending: Pending, picture: Picture, now_s: float
    ) -> Confirmed | NoAnswer | None:
        command = pending.command
        if self._is_done(pending, picture):
            return Confirmed(command, now_s, now_s - pending.sent_s)
        if now_s < pending.answer_by_s:
            return None
        verb = self._site.verb(command.target)
        words = said("gate.no_answer", title=verb.title, seconds=verb.answer_within_s)
        return NoAnswer(command, now_s, words)

    def _is_done(self, pending: Pending, picture: Picture) -> bool:
        """True when readings taken after the command was sent say that it is done."""
        command = pending.command
        condition = self._site.verb(command.target).done_when
        if condition is None:
            return True
        view = picture.with_target(command.device, command.arguments)
        for name in condition.names:
            signal, reading = view.signal(name), view.reading(name)
            if signal is None or signal.manual:
                continue
            if reading is None or reading.time_s <= pending.sent_s:
                return False
        return condition.evaluate(view) is True

    def export_state(self) -> list[Json]:
        """The unanswered commands as JSON."""
        return [
            {
                "command": command_json(pending.command),
                "sent_s": pending.sent_s,
                "answer_by_s": pending.answer_by_s,
            }
            for pending in self._pending.values()
        ]

    def import_state(self, state: list[Mapping[str, Any]]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self._pending = {}
        for item in state:
            command = command_from_json(item["command"])
            self._pending[command.device] = Pending(command, item["sent_s"], item["answer_by_s"])
