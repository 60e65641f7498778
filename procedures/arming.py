"""The key to real devices: nothing is written before a named person turned it.

Two locks hang on it: the command gate's authority, and the plant's own. It is open in no sitting
from its beginning, and closes by itself when time can no longer be relied on.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.commands import CommandGate
from devices.events import Emit, Event, EventKind
from devices.links import LinkState
from devices.phrases import listed, said
from devices.plant import WiredPlant
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import LiveView


@dataclass(slots=True)
class Arming:
    """Who enabled control of the real devices of one live sitting, and since when (s)."""

    site: Site
    plant: WiredPlant
    gate: CommandGate
    emit: Emit
    read_only: bool
    armed_by: str = ""
    armed_since_s: float | None = None

    def __post_init__(self) -> None:
        self.gate.authority.read_only = self.read_only
        self._turn(False)

    def may_arm(self) -> tuple[str, ...]:
        """The persons who can: those of the site whose role commands some device of it."""
        if self.read_only:
            return ()
        roles = arming_roles(self.site)
        return tuple(person.id for person in self.site.persons if roles.intersection(person.roles))

    def arm(self, person: str, now_s: float) -> Words | None:
        """Enable writes, `person` answering for it; returns why not, None when it is done."""
        if self.read_only:
            return said("live.read_only")
        if self.armed_by:
            return said("live.armed_already", who=self.gate.authority.name(self.armed_by))
        may = self.may_arm()
        if person not in may:
            named = listed(map(self.gate.authority.name, may))
            return said("live.may_not_arm", who=self.gate.authority.name(person), may=named)
        if self.answering() == 0:
            return said("live.blind")
        self.armed_by, self.armed_since_s = person, now_s
        self._turn(True)
        self.emit(Event(now_s, EventKind.SITTING_ARMED, self.site.name, person))
        return None

    def answering(self) -> int | None:
        """How many devices answer as they should; None where no device has a line."""
        links = self.plant.links()
        return sum(link.state is LinkState.CONNECTED for link in links) if links else None

    def disarm(self, why: Words, who: str, now_s: float) -> bool:
        """Disable writes and let go of what is selected; False when they were not enabled."""
        if not self.armed_by:
            return False
        self.armed_by, self.armed_since_s = "", None
        self._turn(False)
        self.gate.cancel()
        data = {"en": why.en, "ja": why.ja}
        self.emit(Event(now_s, EventKind.SITTING_DISARMED, self.site.name, who, dict(data)))
        return True

    def view(self) -> LiveView:
        """The same for screens, with the lines to the devices."""
        return LiveView(
            read_only=self.read_only,
            armed_by=self.armed_by,
            armed_since_s=self.armed_since_s,
            may_arm=self.may_arm(),
            links=self.plant.links(),
        )

    def _turn(self, armed: bool) -> None:
        self.gate.authority.armed = armed
        self.plant.permit_writes(armed)


def arming_roles(site: Site) -> frozenset[str]:
    """The roles that command some device of `site` over its line."""
    verbs = (verb for device in site.devices.values() for verb in device.verbs.values())
    return frozenset(role for verb in verbs if not verb.manual for role in verb.roles)
