"""What both kinds of plant offer: the simulated one and the one behind Modbus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.events import Event
from devices.signals import Reading, Value


@dataclass(frozen=True, slots=True)
class Command:
    """One verb for one device, and who asks for it.

    origin: where the wish came from: "operator", "procedure <run> <step>", "instructor".
    """

    device: str
    verb: str
    role: str
    person: str
    arguments: Mapping[str, Value] = ()  # type: ignore[assignment]
    origin: str = "operator"

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", dict(self.arguments))

    @property
    def target(self) -> str:
        """`device.verb`, as sites and procedures write it."""
        return f"{self.device}.{self.verb}"


class CannotSend(Exception):
    """The plant cannot take the command at all: unknown verb, no connection."""


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
