"""The library of what can go wrong by an instructor's hand: equipment, wrong reports, the wire.

Each really happens in the simulator, by the door of the field or by the people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from devices import messages
from devices.phrases import said
from devices.signals import Value
from devices.site.site import Site
from devices.words import Words
from procedures.drill.instructor_view import FaultView
from procedures.people import People, Slip

EQUIPMENT, REPORT, WIRE = "equipment", "report", "wire"


@dataclass(frozen=True, slots=True)
class Fault:
    """An act of the world. things: device kinds, or a thing that is no device."""

    things: tuple[str, ...]
    act: str
    group: str = EQUIPMENT
    arguments: Mapping[str, Value] = field(default_factory=dict)


_PV = ("pv_inverter", "pv_pcs")
_SWITCHES = ("boundary_switch", "breaker")
_LOADS = ("load_block", "load_feeder", "load_circuit")
_SUPPLY = ("grid_connection", "utility_supply")

FAULTS: tuple[Fault, ...] = (
    Fault(_SUPPLY, "lose"),
    Fault(_SUPPLY, "restore"),
    Fault(("grid_connection",), "block_reclose"),
    Fault(("grid_connection",), "restore_reclose"),
    Fault(("section",), "short_circuit"),
    Fault(("section",), "earth_fault"),
    Fault(("section",), "open_phase"),
    Fault(("section",), "clear_fault"),
    Fault(("section",), "damage"),
    Fault(("section",), "repair"),
    Fault(("section",), "foreign_earth"),
    Fault(("crew",), "enter", arguments={"where": "section"}),
    Fault(("crew",), "leave", arguments={"where": "section"}),
    Fault(("weather",), "cloud", arguments={"factor": 0.3}),
    Fault(("weather",), "clear"),
    Fault(_LOADS, "surprise", arguments={"factor": 1.5}),
    Fault(("emergency_socket",), "plug", arguments={"kw": 2.4}),
    Fault(("emergency_socket",), "unplug"),
    Fault(("battery_inverter",), "trip"),
    Fault(("battery_inverter",), "aux_fail"),
    Fault(("battery_inverter",), "aux_restore"),
    Fault(("battery_inverter",), "soc", arguments={"pct": 20.0}),
    Fault(("battery_inverter",), "soc_error", REPORT, {"pct": 8.0}),
    Fault(("battery_inverter",), "bridge_contact"),
    Fault(("battery_inverter",), "cells", arguments={"celsius": 55.0}),
    Fault(("battery_inverter",), "fire"),
    Fault(("battery_inverter",), "fire_out"),
    Fault(_PV, "fail_to_start"),
    Fault(_PV, "repair"),
    Fault(("diesel_generator", "portable_generator"), "trip"),
    Fault(_SWITCHES, "stick"),
    Fault(_SWITCHES, "free"),
    Fault(("boundary_switch",), "block_timers"),
    Fault(("boundary_switch",), "restore_timers"),
    Fault(("boundary_switch",), "open"),
    Fault(("boundary_switch",), "close"),
    Fault(("boundary_switch",), "lose_tag"),
    Fault(("boundary_switch",), "lose_lock"),
    Fault(("telephone",), "accident"),
    Fault(("telephone",), "rescued"),
    Fault(("telephone",), "smoke"),
    Fault(("telephone",), "smoke_gone"),
)
_ON_THE_WIRE = ("silence", "speak_again", "stall", "go_on")
_COMMANDED = ("deafen", "hear_again")


def library(site: Site) -> tuple[FaultView, ...]:
    """Every fault that can happen at `site`: its equipment, then what is not ours, then the wire.

    Of the simulated people see `slips`.
    """
    return (*_at_devices(site), *_elsewhere(site), *_on_the_wire(site))


def fault(site: Site, device: str, act: str) -> FaultView | None:
    """The fault `act` of `device`; None where it has none of that name."""
    found = (one for one in library(site) if (one.device, one.act) == (device, act))
    return next(found, None)


def slips(site: Site, people: People) -> Iterator[FaultView]:
    """What simulated people can do wrong: `device` is the role, `act` the slip."""
    for role in site.roles.values():
        if people.holder(role.name).simulated:
            for slip in Slip:
                title = slip_words(slip)
                yield FaultView(role.name, slip.value, title, REPORT, where=role.title)


def slip_words(slip: Slip) -> Words:
    """What somebody does wrong."""
    return said(f"slip.{slip.value}")


def _at_devices(site: Site) -> Iterator[FaultView]:
    for device in site.devices.values():
        if not device.planned:
            yield from _of(device.name, device.kind, device.title)


def _elsewhere(site: Site) -> Iterator[FaultView]:
    """What befalls the line, the weather and the people, where the site has such a thing."""
    line = bool(site.network.section_bus)
    for thing in ("section", "crew", "weather"):
        if thing == "weather" or line:
            yield from _of(thing, thing, said(f"fault.at_{thing}"))


def _of(name: str, thing: str, where: Words) -> Iterator[FaultView]:
    for one in FAULTS:
        if thing in one.things:
            title = _title(thing, one.act)
            yield FaultView(name, one.act, title, one.group, one.arguments, where)


def _on_the_wire(site: Site) -> Iterator[FaultView]:
    """Every device that tells something of its own over a line."""
    for device in site.devices.values():
        measured = any(not site.signals[name].manual for name in _signals(site, device.name))
        commanded = any(not verb.manual for verb in device.verbs.values())
        if not measured or device.planned:
            continue
        for act in (*_ON_THE_WIRE, *(_COMMANDED if commanded else ())):
            title = _title(device.kind, act)
            yield FaultView(device.name, act, title, WIRE, where=device.title)


def _signals(site: Site, device: str) -> Iterator[str]:
    return (name for name in site.signals if name.partition(".")[0] == device)


def _title(thing: str, act: str) -> Words:
    """Of this thing where it has words of its own, else of all things."""
    own = f"fault.{act}.{thing}"
    return said(own if own in messages.keys("en") else f"fault.{act}")
