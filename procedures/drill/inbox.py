"""What the trainee was told beside the procedure, and what he answered: a fold over events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from devices.events import Event, EventKind, Json, event_from_json, event_json
from devices.site import Site
from devices.words import Words, same
from procedures.drill.views import AnswerView, MessageView


@dataclass(slots=True)
class Inbox:
    """The messages of one drill in their order, each with the newest answer to it."""

    messages: dict[str, Event] = field(default_factory=dict)
    answers: dict[str, Event] = field(default_factory=dict)

    def observe(self, event: Event) -> None:
        """Take in a message or an answer."""
        if event.kind is EventKind.MESSAGE:
            self.messages[event.subject] = event
        elif event.kind is EventKind.ANSWER:
            self.answers[event.subject] = event

    def choices(self, message: str) -> Mapping[str, Words]:
        """The answers that can be given to a message, by their ids; empty for a free one."""
        event = self.messages.get(message)
        return {} if event is None else dict(_choices(event))

    def times(self, inject: str) -> int:
        """How often the message of this inject has come."""
        return sum(event.data.get("inject") == inject for event in self.messages.values())

    def views(self, site: Site) -> tuple[MessageView, ...]:
        """The same for the trainee's windows, in the order in which they came."""
        return tuple(self._view(event, site) for event in self.messages.values())

    def _view(self, event: Event, site: Site) -> MessageView:
        role, answer = str(event.data.get("by", "")), self.answers.get(event.subject)
        known = site.roles.get(role)
        return MessageView(
            id=event.subject,
            time_s=event.time_s,
            channel=str(event.data.get("channel", "")),
            speaker=same(role) if known is None else known.title,
            text=_words(event.data),
            picture=str(event.data.get("picture", "")),
            answers=tuple(AnswerView(id, words) for id, words in _choices(event)),
            answered=None if answer is None else _words(answer.data),
            open=answer is None and bool(event.data.get("answers")),
        )

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything in it, as JSON."""
        return {
            "messages": [event_json(event) for event in self.messages.values()],
            "answers": [event_json(event) for event in self.answers.values()],
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or ValueError for another form."""
        self.messages = _by_subject(state["messages"])
        self.answers = _by_subject(state["answers"])


def _by_subject(events: Sequence[Mapping[str, Any]]) -> dict[str, Event]:
    return {event.subject: event for event in map(event_from_json, events)}


def _choices(event: Event) -> list[tuple[str, Words]]:
    answers: Any = event.data.get("answers") or []
    return [(str(one["id"]), _words(one)) for one in answers]


def _words(data: Mapping[str, Any]) -> Words:
    return Words(str(data.get("en", "")), str(data.get("ja", "")), str(data.get("easy_ja", "")))
