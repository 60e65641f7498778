"""What is so at the equipment and is no physics: locks, tags, timers, permits, places, people."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Protocol

from devices.signals import Value
from devices.simulated.start import StartState
from devices.simulated.switches import stands_closed
from devices.site.parameters import BatteryParameters
from devices.site.site import Device, Site

IN_WORDS = frozenset(("side", "where", "place", "block"))  # arguments that are no numbers

Seen = dict[str, Value]
Truth = dict[str, Value]
Act = Callable[[str, Mapping[str, Value]], Seen]

SILENT = "plant.silent"  # the devices whose communication is lost, with commas between them
STALLED = "plant.stalled"  # those that go on telling what they told then
DEAF = "plant.deaf"  # those that take a command and do nothing of it


class World(Protocol):
    """What acts need of the simulator: named outputs to read and named inputs to set."""

    @property
    def t_s(self) -> float:
        """Plant time in s."""

    def get(self, name: str) -> float:
        """Return the named output."""

    def set(self, name: str, value: float) -> None:
        """Set the named input."""


class FieldRefused(Exception):
    """It could not be done. `key` and `arguments` name the message that says why."""

    def __init__(self, key: str, **arguments: object) -> None:
        said = ", ".join(f"{name} {value}" for name, value in arguments.items())
        super().__init__(f"{key}: {said}")
        self.key = key
        self.arguments = arguments


def check_numbers(device: str, arguments: Mapping[str, Value]) -> None:
    """Refuse what is no finite number, so that it reaches neither the truth nor the simulator."""
    for name, value in arguments.items():
        if name not in IN_WORDS and (isinstance(value, str) or not math.isfinite(value)):
            raise FieldRefused("plant.field.no_number", device=device, name=name, given=str(value))


def silent_devices(truth: Mapping[str, Value]) -> frozenset[str]:
    """The devices that tell nothing and hear nothing."""
    return frozenset(str(truth[SILENT]).split(",")) - {""}


def deaf_devices(truth: Mapping[str, Value]) -> frozenset[str]:
    """The devices that take a command and do nothing of it."""
    return frozenset(str(truth.get(DEAF, "")).split(",")) - {""}


def stalled_devices(truth: Mapping[str, Value]) -> frozenset[str]:
    """The devices whose values stand still, though they answer."""
    return frozenset(str(truth.get(STALLED, "")).split(",")) - {""}


def held_value(signal: str) -> str:
    """Where the truth keeps what a device whose values stand still goes on telling."""
    return f"held.{signal}"


def truth_at(site: Site, start: StartState) -> Truth:
    """Return the truth of every device of `site` at `start`."""
    truth: Truth = {
        SILENT: "",
        "section.damaged": False,
        "section.fault": False,
        "section.foreign_earth": False,
        "section.crew": 0.0,
        "feeder.crew": 0.0,
    }
    for device in site.devices.values():
        truth.update(_truth_of(device, start))
        truth.update(_at_board(site, device, start))
    return truth


def _at_board(site: Site, device: Device, start: StartState) -> Truth:
    """Levers as they stand in normal operation, nothing plugged in, the utility chosen."""
    name = device.name
    lever: Truth = {
        f"{name}.lever": "closed" if stands_closed(device, one, start) else "open"
        for one in site.network.switches
        if one.name == f"{name}.position"
    }
    unlocked: Truth = {f"{name}.locked": False, f"{name}.tagged": False}
    by_kind: dict[str, Truth] = {
        "cubicle_switch": lever | unlocked,
        "lv_breaker": lever,
        "load_circuit": lever,
        "pv_pcs": lever,
        "transfer_switch": {f"{name}.position": "utility"},
        "external_inlet": {f"{name}.source": "none"},
        "emergency_socket": {f"{name}.plugged_kw": 0.0},
    }
    return by_kind.get(device.kind, {})


def _portable(device: Device) -> bool:
    own = device.parameters
    return isinstance(own, BatteryParameters) and own.portable


def _crew(device: Device) -> str:
    """The role whose tag hangs there when a sitting opens: who is ordered to lock it."""
    verb = device.verbs.get("order_lock")
    return verb.order.to if verb and verb.order else ""


def _truth_of(device: Device, start: StartState) -> Truth:
    name, isolated = device.name, not start.k12_closed
    blocked = "blocked" if isolated else "in_service"
    not_stored = (f"{name}.line_ok", f"{name}.dead")  # looked at anew each time
    by_kind: dict[str, Truth] = {
        "boundary_switch": {
            f"{name}.locked": isolated,
            f"{name}.tagged": isolated,
            f"{name}.owners": _crew(device) if isolated else "",
            f"{name}.timer_utility": blocked,
            f"{name}.timer_island": blocked,
            f"{name}.pointer": "open" if isolated else "closed",
            f"{name}.stuck": False,
        },
        "premises_switch": {
            f"{name}.locked": isolated,
            f"{name}.tagged": isolated,
            f"{name}.pointer": "open" if isolated else "closed",
            f"{name}.stuck": False,
        },
        "breaker": {f"{name}.locked": False, f"{name}.tagged": False, f"{name}.stuck": False},
        "grid_connection": {f"{name}.reclose": blocked},
        "earth_switch": {f"{name}.count": 0.0},
        "permits": {signal: False for signal in device.signals if signal not in not_stored},
        "telephone": {f"{name}.injured": False, f"{name}.smoke": False},
        "battery_inverter": {
            f"{name}.mode": "grid_forming" if _portable(device) else start.bess_mode,
            f"{name}.standby": start.bess_running and not _portable(device),
            f"{name}.fire": False,
        },
        "car_share": {f"{name}.state": "running" if start.share_running else "stopped"},
        "ev": {
            f"{name}.place": start.ev_place,
            f"{name}.going_to": "",
            f"{name}.arrives_s": 0.0,
            f"{name}.feeds_kw": 0.0,
            f"{name}.used_kwh": 0.0,
        },
    }
    return by_kind.get(device.kind, {})
