"""What was commanded and reported, device by device: a fold over events, one line a command."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from devices.events import Event, EventKind
from devices.signals import Value
from devices.site.site import Site
from devices.words import Words, same
from procedures.snapshot import CommandLine

LINES = 400
_OUTCOMES = {
    EventKind.COMMAND_SELECTED: "selected",
    EventKind.COMMAND_SENT: "sent",
    EventKind.COMMAND_CONFIRMED: "confirmed",
    EventKind.COMMAND_REFUSED: "refused",
    EventKind.COMMAND_NO_ANSWER: "no_answer",
    EventKind.COMMAND_CANCELLED: "cancelled",
}
_ENDED = frozenset({"confirmed", "refused", "no_answer", "cancelled", "entered"})
_NOTHING = Words("", "")


@dataclass(slots=True)
class CommandLog:
    """The newest lines; a command keeps its line from its selection to what came of it."""

    site: Site
    _lines: deque[CommandLine] = field(default_factory=lambda: deque(maxlen=LINES))
    _number: int = 0
    _shown: tuple[CommandLine, ...] | None = ()

    def observe(self, event: Event) -> None:
        """Take what happened; what is no command and no report is left."""
        if event.kind is EventKind.ENTRY:
            self._begin(event, event.subject.split(".", 1)[0], "", self._entered(event), "entered")
            return
        outcome = _OUTCOMES.get(event.kind)
        if outcome is None:
            return
        verb = str(event.data.get("verb", ""))
        if not self._go_on(event, verb, outcome):
            self._begin(event, event.subject, verb, self._ordered(event, verb), outcome)

    def _go_on(self, event: Event, verb: str, outcome: str) -> bool:
        """Whether it is told in the line of a command that is still open."""
        if outcome == "selected":
            return False
        for place in range(len(self._lines) - 1, -1, -1):
            line = self._lines[place]
            if line.device == event.subject and line.verb == verb:
                if line.outcome in _ENDED:
                    return False
                self._lines[place] = replace(line, outcome=outcome, why=_why(event))
                self._shown = None
                return True
        return False

    def _begin(self, event: Event, device: str, verb: str, title: Words, outcome: str) -> None:
        self._number += 1
        line = CommandLine(
            number=self._number,
            time_s=event.time_s,
            device=device,
            verb=verb,
            who=event.who,
            title=title,
            outcome=outcome,
            why=_why(event),
        )
        self._lines.append(line)
        self._shown = None

    def _ordered(self, event: Event, verb: str) -> Words:
        """The verb with what it was given."""
        device = self.site.devices.get(event.subject)
        known = None if device is None else device.verbs.get(verb)
        if known is None:
            return same(verb)
        given = event.data.get("arguments")
        told = [known.title]
        for name, value in (given if isinstance(given, Mapping) else {}).items():
            argument = known.arguments.get(str(name))
            unit = "" if argument is None else argument.unit
            told.append(same(f"{value:g} {unit}" if isinstance(value, float) else str(value)))
        return Words(" ".join(w.en for w in told).strip(), " ".join(w.ja for w in told).strip())

    def _entered(self, event: Event) -> Words:
        """The point with what was reported of it."""
        signal, value = self.site.signals.get(event.subject), event.data.get("value")
        if signal is None:
            return same(f"{event.subject}: {value}")
        words = signal.words(_value(value))
        unit = f" {signal.unit}" if signal.unit else ""
        return Words(f"{signal.label.en}: {words.en}{unit}", f"{signal.label.ja}：{words.ja}{unit}")

    def lines(self) -> tuple[CommandLine, ...]:
        """The lines, newest first."""
        if self._shown is None:
            self._shown = tuple(reversed(self._lines))
        return self._shown

    def forget(self) -> None:
        """Begin anew: what happened is of another branch."""
        self._lines.clear()
        self._number, self._shown = 0, ()


def _why(event: Event) -> Words:
    """The reasons of a refusal, or the words of a lost answer."""
    reasons = event.data.get("reasons")
    told: list[Any] = list(reasons) if isinstance(reasons, list) else [event.data]
    both = [
        (str(one.get("en", "")), str(one.get("ja", ""))) for one in told if isinstance(one, Mapping)
    ]
    known = [one for one in both if one[0] or one[1]]
    if not known:
        return _NOTHING
    return Words(" ".join(en for en, _ in known), "".join(ja for _, ja in known))


def _value(value: object) -> Value | None:
    return value if isinstance(value, bool | float | str) else None
