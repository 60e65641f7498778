"""What the windows want of the I/O thread besides intents: speed, and a device's faceplate."""

from __future__ import annotations

from dataclasses import dataclass

from procedures.intents import Intent

SPEEDS: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0, 60.0)


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Let plant time pass `speed` times as fast as the clock on the wall; 0 stands still."""

    speed: float


@dataclass(frozen=True, slots=True)
class ShowFaceplate:
    """Send the verbs of `device` with their interlocks, now and with every picture; "" stops."""

    device: str


Wish = Intent | SetSpeed | ShowFaceplate
