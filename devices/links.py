"""How the line to a real device stands, as screens and records tell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.words import Words


class LinkState(StrEnum):
    """What can be said of the line to one device."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    SILENT = "silent"  # the line stands, the device does not answer
    LOST = "lost"
    MISMATCH = "mismatch"  # something else answers than the site names
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkView:
    """The line to `device`. Times in s of plant time; why: what is wrong, in words.

    address: host and port, or serial line, and unit; never a secret. since_s: since when it has
    been in `state`. errors: requests without a proper answer since the sitting opened.
    """

    device: str
    state: LinkState
    address: str
    since_s: float
    last_answer_s: float | None
    round_trip_ms: float | None
    errors: int
    why: Words
