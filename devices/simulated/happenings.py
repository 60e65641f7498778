"""What the world does by itself: the utility, the weather, faults, people on the line.

Scenarios and instructors use these; nobody at the equipment does them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.signals import Reading, Value
from devices.simulated.names import switch_of
from devices.simulated.truth import (
    DEAF,
    SILENT,
    STALLED,
    Act,
    FieldRefused,
    Seen,
    Truth,
    World,
    deaf_devices,
    held_value,
    silent_devices,
    stalled_devices,
)
from devices.site.site import Site

SOLID_OHM = 1e-3  # a fault without resistance; 0 would be none
BRIDGED = 2.0  # secondary control enabled whatever the boundary's contact says
RESTORED_OFFSET_HZ = (
    0.02  # off nominal, so that a live island and the utility slip against each other
)


class Happenings:
    """The acts of the world on one simulated site, by device kind or by the name of the thing."""

    def __init__(
        self, site: Site, world: World, truth: Truth, told: Callable[[], Mapping[str, Reading]]
    ) -> None:
        """told: what the devices tell now."""
        self._site = site
        self._world = world
        self._truth = truth
        self._told = told

    def acts(self) -> dict[str, dict[str, Act]]:
        """Everything that can happen, by device kind (or thing) and act."""
        sun: dict[str, Act] = {
            "fail_to_start": lambda d, a: self._set(f"{d}.fails_to_start", 1.0),
            "repair": lambda d, a: self._set(f"{d}.fails_to_start", 0.0),
        }
        supply: dict[str, Act] = {
            "lose": self._lose,
            "trip": lambda d, a: self._set("grid.trip", 1.0),
            "second_blackout": self._lose,
            "restore": self._restore,
        }
        acts = self._by_kind(sun, supply)
        for kind in {device.kind for device in self._site.devices.values()}:
            acts.setdefault(kind, {}).update(
                silence=lambda d, a: self._silence(d, True),
                speak_again=lambda d, a: self._silence(d, False),
                stall=lambda d, a: self._stall(d, True),
                go_on=lambda d, a: self._stall(d, False),
                deafen=lambda d, a: self._among(DEAF, deaf_devices(self._truth), d, True),
                hear_again=lambda d, a: self._among(DEAF, deaf_devices(self._truth), d, False),
            )
        return acts

    def _by_kind(self, sun: dict[str, Act], supply: dict[str, Act]) -> dict[str, dict[str, Act]]:
        return {
            "telephone": {
                "accident": lambda d, a: self._know(f"{d}.injured", True),
                "rescued": lambda d, a: self._know(f"{d}.injured", False),
                "smoke": lambda d, a: self._know(f"{d}.smoke", True),
                "smoke_gone": lambda d, a: self._know(f"{d}.smoke", False),
            },
            "grid_connection": dict(supply),
            "utility_supply": dict(supply),
            "section": {
                "short_circuit": self._fault("fault.short_ohm", 0.5),
                "earth_fault": self._fault("fault.earth_ohm", 100.0),
                "open_phase": self._input("phase_open", "phases", 1.0),
                "clear_fault": self._clear_fault,
                "damage": self._fact("section.damaged", True),
                "repair": self._fact("section.damaged", False),
                "foreign_earth": self._foreign_earth,
            },
            "crew": {"enter": self._enter, "leave": self._leave},
            "weather": {
                "cloud": self._cloud,
                "clear": lambda d, a: self._set("irradiance_factor", 1.0),
                "temperature": self._input("ambient_c", "celsius", 2.0),
            },
            "load_block": {"surprise": self._surprise},
            "load_feeder": {"surprise": self._surprise},
            "load_circuit": {"surprise": self._surprise},
            "load": {"surprise": self._surprise},
            "battery_inverter": {
                "trip": lambda d, a: self._set(f"{d}.trip", 1.0),
                "aux_fail": lambda d, a: self._set(f"{d}.aux_failed", 1.0),
                "aux_restore": lambda d, a: self._set(f"{d}.aux_failed", 0.0),
                "fire": lambda d, a: self._know(f"{d}.fire", True),
                "fire_out": lambda d, a: self._know(f"{d}.fire", False),
                "bridge_contact": lambda d, a: self._set(f"{d}.secondary_enabled", BRIDGED),
                "soc": lambda d, a: self._set(f"{d}.soc", _given(d, a, "pct") / 100.0),
                "soc_error": self._soc_error,
                "cells": lambda d, a: self._set(f"{d}.cell_temperature_c", _given(d, a, "celsius")),
            },
            "pv_inverter": dict(sun),
            "pv_pcs": dict(sun),
            "diesel_generator": {"trip": lambda d, a: self._set(f"{d}.trip", 1.0)},
            "portable_generator": {"trip": lambda d, a: self._set(f"{d}.trip", 1.0)},
            "boundary_switch": {
                "stick": lambda d, a: self._stick(d, True),
                "free": lambda d, a: self._stick(d, False),
                "lose_tag": lambda d, a: self._know(f"{d}.tagged", False),
                "lose_lock": lambda d, a: self._know(f"{d}.locked", False),
            },
            "breaker": {
                "stick": lambda d, a: self._stick(d, True),
                "free": lambda d, a: self._stick(d, False),
            },
        }

    def _set(self, name: str, value: float) -> Seen:
        self._world.set(name, value)
        return {}

    def _know(self, name: str, value: Value) -> Seen:
        self._truth[name] = value
        return {}

    def _silence(self, device: str, silent: bool) -> Seen:
        """Its communication is lost, or comes back; it works on all the same."""
        return self._among(SILENT, silent_devices(self._truth), device, silent)

    def _stall(self, device: str, stalled: bool) -> Seen:
        """Its values stand still, though it answers; or they are those of now again."""
        told = self._told()
        for name in [name for name in told if name.partition(".")[0] == device]:
            self._truth.pop(held_value(name), None)
            value = told[name].known
            if stalled and value is not None:
                self._truth[held_value(name)] = value
        return self._among(STALLED, stalled_devices(self._truth), device, stalled)

    def _among(self, kept: str, now: frozenset[str], device: str, belongs: bool) -> Seen:
        """Write down that a device belongs to those of `kept`, or no longer."""
        then = now - {device} | ({device} if belongs else frozenset())
        return self._know(kept, ",".join(sorted(then)))

    def _input(self, name: str, argument: str, default: float) -> Act:
        return lambda d, a: self._set(name, float(a.get(argument, default)))

    def _fact(self, name: str, value: Value) -> Act:
        return lambda d, a: self._know(name, value)

    def _fault(self, name: str, default_ohm: float) -> Act:
        def happen(device: str, arguments: Mapping[str, Value]) -> Seen:
            self._truth["section.fault"] = True
            return self._set(name, max(SOLID_OHM, float(arguments.get("ohm", default_ohm))))

        return happen

    def _stick(self, device: str, stuck: bool) -> Seen:
        switch = switch_of(self._site, f"{device}.position")
        self._world.set(f"switch.{switch}.stuck", 1.0 if stuck else 0.0)
        return self._know(f"{device}.stuck", stuck)

    def _lose(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        return self._set("grid.live", 0.0)

    def _restore(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        usual_hz = self._site.f_nominal_hz + RESTORED_OFFSET_HZ
        self._world.set("grid.f_hz", float(arguments.get("f_hz", usual_hz)))
        self._world.set("grid.v_pu", float(arguments.get("v_pu", self._world.get("grid.v_pu"))))
        return self._set("grid.live", 1.0)

    def _cloud(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Every plant gets `factor` of its own moving sun, until it is clear again."""
        return self._set("irradiance_factor", max(0.0, float(arguments.get("factor", 0.3))))

    def _clear_fault(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        self._world.set("fault.short_ohm", 0.0)
        self._world.set("phase_open", 0.0)
        self._truth["section.fault"] = False
        return self._set("fault.earth_ohm", 0.0)

    def _foreign_earth(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Somebody else's earth on the section: the crew's own count does not know of it."""
        self._world.set("earth.count", self._world.get("earth.count") + 1.0)
        return self._know("section.foreign_earth", True)

    def _enter(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        return self._people(str(arguments.get("where", "section")), 1.0)

    def _leave(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        return self._people(str(arguments.get("where", "section")), -1.0)

    def _people(self, where: str, more: float) -> Seen:
        place = f"{'feeder' if where == 'feeder' else 'section'}.crew"
        count = max(0.0, float(self._truth[place]) + more)
        self._truth[place] = count
        if place == "section.crew":
            self._world.set("crew_on_line", count)
        return {}

    def _surprise(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        block = str(arguments.get("block", device))
        if block not in self._site.devices:
            raise FieldRefused("plant.field.unknown_act", device=block, act="surprise")
        return self._set(f"{block}.factor", float(arguments.get("factor", 1.5)))

    def _soc_error(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        return self._set(f"{device}.soc_estimate_error", float(arguments.get("pct", 8.0)) / 100.0)


def _given(device: str, arguments: Mapping[str, Value], name: str) -> float:
    if name not in arguments:
        raise FieldRefused("plant.field.no_number", device=device, name=name, given="")
    return float(arguments[name])
