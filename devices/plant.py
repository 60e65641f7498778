"""What both kinds of plant offer: the simulated one and the one behind Modbus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.events import Event
from devices.links import LinkView
from devices.signals import Reading, Value
from devices.words import Words, same


@dataclass(frozen=True, slots=True)
class Command:
    """One verb for one device, and who asks for it.

    origin: where the wish came from: "operator", "procedure <run> <step>", "abort <run>".
    seat: the console it was given at, by the person who sits there; his own when it is not said.
    """

    device: str
    verb: str
    role: str
    person: str
    arguments: Mapping[str, Value] = ()  # type: ignore[assignment]
    origin: str = "operator"
    seat: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", dict(self.arguments))
        object.__setattr__(self, "seat", self.seat or self.person)

    @property
    def target(self) -> str:
        """`device.verb`, as sites and procedures write it."""
        return f"{self.device}.{self.verb}"

    def same_as(self, other: Command) -> bool:
        """Whether both tell the device the same, with the same values, whoever asks for it."""
        return self.target == other.target and dict(self.arguments) == dict(other.arguments)


class CannotSend(Exception):
    """The plant cannot take the command at all: unknown verb, no connection. `words` say why."""

    def __init__(self, why: Words | str) -> None:
        self.words = same(why) if isinstance(why, str) else why
        super().__init__(self.words.en)


class Plant(Protocol):
    """Readings up, commands down. `command` returns at once; readings show what came of it."""

    def readings(self) -> Mapping[str, Reading]:
        """Return the newest reading of every measured signal."""

    def command(self, command: Command) -> None:
        """Hand `command` to the device; raise CannotSend when that is impossible."""

    def advance(self, until_s: float) -> tuple[Event, ...]:
        """Let plant time pass up to at most `until_s` and return what happened.

        May stop early, at a moment that is worth a look; `now_s` tells where it stands.
        """

    @property
    def now_s(self) -> float:
        """Plant time in seconds since the sitting opened."""

    def close(self) -> None:
        """Let go of every resource. Idempotent."""


class WiredPlant(Plant, Protocol):
    """A plant behind lines to real devices: they can fail, and writing needs a permission."""

    def links(self) -> tuple[LinkView, ...]:
        """Return how the line to each device stands."""

    def permit_writes(self, allowed: bool) -> None:
        """Let commands reach the wire, or not: the second key behind the authority's."""
