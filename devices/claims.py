"""Who holds a device: one step of one run, until that step is done, aborted or paused.

Two runs, or a run and a person at another console, would otherwise work against each other on one
device without noticing. To stop never asks who holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Json
from devices.plant import Command
from devices.words import Words

# To stop never waits: neither for an answer, nor for a selection, nor for who holds the device.
STOPS = frozenset({"stop", "emergency_stop"})
_ABORT = "abort "  # the safe state of a run is sent whoever holds its devices


@dataclass(frozen=True, slots=True)
class Claim:
    """A step that holds a device.

    origin: what its commands carry, "procedure <run> <step>". seat: whose console it is done at.
    words: the sentence for whoever is refused; it names the holder.
    """

    origin: str
    seat: str
    words: Words


class Claims:
    """The devices that are held now. Who came first keeps his device until he lets it go."""

    def __init__(self) -> None:
        self._of: dict[str, Claim] = {}

    def renew(self, wanted: Mapping[str, Claim]) -> None:
        """Say what the steps at work hold; whatever is not among it is released."""
        self._of = dict(wanted)

    def holder(self, device: str) -> Claim | None:
        """Who holds `device`."""
        return self._of.get(device)

    def against(self, command: Command) -> Claim | None:
        """The claim that stands in the way of `command`; its own step's does not."""
        claim = self._of.get(command.device)
        if claim is None or command.verb in STOPS or command.origin.startswith(_ABORT):
            return None
        return None if command.origin == claim.origin else claim

    def export_state(self) -> dict[str, Json]:
        """The claims as JSON, by device."""
        return {
            device: {"origin": c.origin, "seat": c.seat, "en": c.words.en, "ja": c.words.ja}
            for device, c in self._of.items()
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError for another form."""
        self._of = {
            device: Claim(one["origin"], one["seat"], Words(one["en"], one["ja"]))
            for device, one in state.items()
        }
