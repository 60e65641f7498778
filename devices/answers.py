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
        self._overdue: dict[str, Pending] = {}  # nobody could see yet whether it was done

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
        self._overdue.pop(device, None)
        return self._pending.pop(device, None)

    def look(self, picture: Picture, now_s: float) -> tuple[Confirmed | NoAnswer, ...]:
        """What was answered by now, and what was waited for too long."""
        outcomes = tuple(
            outcome
            for pending in self._pending.values()
            if (outcome := self._outcome(pending, picture, now_s)) is not None
        )
        for outcome in outcomes:
            device = outcome.command.device
            pending = self._pending.pop(device)
            if isinstance(outcome, NoAnswer) and not self._seen_since(pending, picture):
                self._overdue[device] = pending
        return outcomes

    def look_late(self, picture: Picture, now_s: float) -> tuple[Confirmed | NoAnswer, ...]:
        """What came of commands whose device could not be seen when it should have answered."""
        outcomes: list[Confirmed | NoAnswer] = []
        for device, pending in list(self._overdue.items()):
            if not self._seen_since(pending, picture):
                continue
            del self._overdue[device]
            command = pending.command
            if self._is_done(pending, picture):
                outcomes.append(Confirmed(command, now_s, now_s - pending.sent_s))
            else:
                words = said("gate.not_done", title=self._site.verb(command.target).title)
                outcomes.append(NoAnswer(command, now_s, words))
        return tuple(outcomes)

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
        return self._seen_since(pending, picture) and condition.evaluate(view) is True

    def _seen_since(self, pending: Pending, picture: Picture) -> bool:
        """Whether everything that tells of it was read after the command was sent."""
        command = pending.command
        condition = self._site.verb(command.target).done_when
        view = picture.with_target(command.device, command.arguments)
        for name in condition.names if condition is not None else ():
            signal, reading = view.signal(name), view.reading(name)
            if signal is None or signal.manual:
                continue
            if reading is None or reading.known is None or reading.time_s <= pending.sent_s:
                return False
        return True

    def export_state(self) -> dict[str, Json]:
        """The unanswered commands as JSON."""
        return {"pending": _json(self._pending), "overdue": _json(self._overdue)}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self._pending, self._overdue = _from_json(state["pending"]), _from_json(state["overdue"])


def _json(commands: Mapping[str, Pending]) -> list[Json]:
    return [
        {
            "command": command_json(pending.command),
            "sent_s": pending.sent_s,
            "answer_by_s": pending.answer_by_s,
        }
        for pending in commands.values()
    ]


def _from_json(items: list[Mapping[str, Any]]) -> dict[str, Pending]:
    pending = (
        Pending(command_from_json(item["command"]), item["sent_s"], item["answer_by_s"])
        for item in items
    )
    return {one.command.device: one for one in pending}
