"""Which drawing stands beside a step: that of the very thing, in the position it shall have."""

from __future__ import annotations

from dataclasses import dataclass

from devices.signals import Value
from devices.site.site import Site
from devices.words import Language
from procedures.snapshot import CurrentStep

_OF_A_KIND = {
    "load_circuit": "breaker",
    "load_feeder": "breaker",
    "breaker": "special-load-board",
    "lv_breaker": "main-breaker",
    "pv_pcs": "pv-breaker",
    "pcs_outlet": "pcs-panel",
    "transfer_switch": "transfer-switch",
    "external_inlet": "external-inlet",
    "v2h": "v2h",
    "emergency_socket": "emergency-socket",
    "battery_inverter": "battery-panel",
    "portable_generator": "generator",
    "diesel_generator": "generator",
    "ev": "ev-place",
    "ev_charger": "v2h",
    "utility_supply": "street",
}
_OF_A_STEP = {
    "say": "telephone",
    "wait": "clock",
    "check": "meter",
    "confirm": "people-safe",
    "note": "card-and-pencil",
    "choose": "look-around",
    "hold": "two-people",
    "call": "card-and-pencil",
}
_WITH_A_LAMP = ("pcs_outlet", "transfer_switch")
# What a thing looks like when it is as it shall be: the ending of the name of its drawing.
_POSITIONS = {
    "open": "off",
    "closed": "on",
    "off": "off",
    "on": "on",
    "external": "external",
    "utility": "utility",
    "stand_alone": "on",
    "none": "unplugged",
    "0": "unplugged",  # nothing draws from the socket
    "0.0": "unplugged",
    "standby": "off",
    "stopped": "off",
    "plugged": "off",
    "grid_forming": "on",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing by its name, with the number of the device on its plate."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What a drawing has to tell: of which step and device, in which position, lamp or not."""

    kind: str
    picture: str = ""
    subject: str = ""
    position: Value | None = None
    flag: bool = False
    looking: bool = False  # the thing itself is looked at, whatever the picture of the step
    listener: str = ""  # the role that is called


def sight_of(step: CurrentStep) -> Sight:
    """What the drawing beside `step` tells: what is seen already, else what shall be seen."""
    enter = step.enter
    seen = enter.seen if enter is not None else None
    return Sight(
        kind=step.kind,
        picture=step.picture,
        subject=step.subject,
        position=step.reaches if seen is None else seen,
        flag=enter is not None and enter.is_flag,
        looking=seen is not None,
        listener="" if step.say is None or step.say.sitter_listens else step.say.listener,
    )


def picture_of(site: Site, sight: Sight, drawn: frozenset[str], language: Language) -> Drawn:
    """The drawing of a step; drawn: the names of the large drawings that there are."""
    device = site.devices.get(sight.subject)
    number = "" if device is None else device.short.in_language(language)
    if sight.listener:
        return Drawn("telephone", _telephone(site, sight.listener))
    own = "" if device is None else _OF_A_KIND.get(device.kind, "")
    if sight.flag and device is not None and device.kind in _WITH_A_LAMP:
        if not sight.looking:
            return Drawn("lamp", number)
        return Drawn("lamp-on" if sight.position is True else "lamp-off", number)
    usual = _OF_A_STEP.get(sight.kind, "people-safe")
    if sight.kind in ("say", "check"):
        own = ""
    name = (own if sight.looking else "") or sight.picture or own or usual
    ending = "" if sight.position is None else _POSITIONS.get(str(sight.position), "")
    placed = f"{name}-{ending}"
    return Drawn(placed if ending and placed in drawn else name, number)


def _telephone(site: Site, role: str) -> str:
    known = site.roles.get(role)
    return "" if known is None or known.contact is None else known.contact.number
