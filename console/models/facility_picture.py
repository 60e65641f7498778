"""Which drawing stands beside a step: that of the very thing, in the position it shall have."""

from __future__ import annotations

from dataclasses import dataclass

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
    "check": "meter",
    "confirm": "people-safe",
    "note": "card-and-pencil",
    "choose": "look-around",
    "hold": "two-people",
    "call": "card-and-pencil",
}
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


def picture_of(site: Site, step: CurrentStep, drawn: frozenset[str], language: Language) -> Drawn:
    """The drawing of `step`; drawn: the names of the large drawings that there are."""
    device = site.devices.get(step.subject)
    number = "" if device is None else device.short.in_language(language)
    kind = "" if device is None else _OF_A_KIND.get(device.kind, "")
    name = step.picture or kind or _OF_A_STEP.get(step.kind, "people-safe")
    if step.kind in ("say", "check") and not step.picture:
        name = _OF_A_STEP[step.kind]
    ending = _POSITIONS.get(str(step.reaches), "") if step.reaches is not None else ""
    lamp = step.enter is not None and step.enter.is_flag and kind != ""
    if lamp and "lamp" in drawn:
        return Drawn("lamp", number)
    placed = f"{name}-{ending}"
    return Drawn(placed if ending and placed in drawn else name, number)
