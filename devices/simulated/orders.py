"""What a command does to the simulated equipment: obeyed physically, however unwise it is.

Interlocks are the gate's work. Here a breaker with a padlock does not close, a stop always stops,
and a black start onto an earthed line is a black start onto an earthed line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.plant import CannotSend, Command
from devices.signals import Value
from devices.simulated.names import car_at, switch_of
from devices.simulated.truth import Truth, World
from devices.site.site import Site

Order = Callable[[str, Mapping[str, Value]], None]

FOLLOWING, FORMING = 1.0, 2.0
MODES = {"grid_following": FOLLOWING, "grid_forming": FORMING}


class Orders:
    """Every verb that the simulated equipment of one site obeys, by device kind."""

    def __init__(self, site: Site, world: World, truth: Truth) -> None:
        self._site = site
        self._world = world
        self._truth = truth
        switching: dict[str, Order] = {"open": self._open, "close": self._close}
        self._orders: dict[str, dict[str, Order]] = {
            "breaker": switching,
            "premises_switch": switching,
            "load_feeder": switching,
            "diesel_generator": {
                "start": lambda d, a: self._world.set(f"{d}.start", 1.0),
                "stop": lambda d, a: self._world.set(f"{d}.stop", 1.0),
                "reset": lambda d, a: self._world.set(f"{d}.reset", 1.0),
                "set_p_kw": lambda d, a: self._set(d, "p_set_kw", a, "p_kw"),
            },
            "synchronism_relay": {
                "enable": lambda d, a: self._world.set(f"synchronism.{d}.enabled", 1.0),
                "disable": lambda d, a: self._world.set(f"synchronism.{d}.enabled", 0.0),
            },
            "battery_inverter": self._battery_orders(),
            "protection_relay": {"set_group": self._set_group, "reset": self._reset_relay},
            "evt": {
                "insert": lambda d, a: self._world.set("evt.in", 1.0),
                "remove": lambda d, a: self._world.set("evt.in", 0.0),
            },
            "pv_inverter": {
                "open": self._stop_pv,
                "close": self._release_pv,
                "set_limit_pct": lambda d, a: self._set(d, "limit_pu", a, "limit_pct", 0.01),
            },
            "regulating_load": {
                **switching,
                "set_kw": lambda d, a: self._set(d, "set_kw", a, "p_kw"),
            },
            "ev_charger": {**switching, "set_kw": self._set_charger},
            "load_block": {
                **switching,
                "connect": lambda d, a: self._switch(f"{d}.transformer", True),
                "disconnect": lambda d, a: self._switch(f"{d}.transformer", False),
            },
        }

    def obey(self, command: Command) -> None:
        """Do what `command` says; raise CannotSend for a device or verb that takes none."""
        device = self._site.devices.get(command.device)
        orders = self._orders.get(device.kind, {}) if device and not device.planned else {}
        if command.verb not in orders:
            raise CannotSend(f"{command.target}: the simulated equipment takes no such command")
        orders[command.verb](command.device, command.arguments)

    # --- switches -------------------------------------------------------------------------------

    def _switch(self, signal: str, close: bool) -> None:
        name = switch_of(self._site, signal)
        if name is None:
            raise CannotSend(f"{signal}: no such switch in the simulated network")
        self._world.set(f"switch.{name}.command", 1.0 if close else 0.0)

    def _open(self, device: str, arguments: Mapping[str, Value]) -> None:
        self._switch(f"{device}.position", False)

    def _close(self, device: str, arguments: Mapping[str, Value]) -> None:
        """A padlock holds the contacts: the order arrives and nothing moves."""
        if not self._truth.get(f"{device}.locked", False):
            self._switch(f"{device}.position", True)

    # --- battery --------------------------------------------------------------------------------

    def _battery_orders(self) -> dict[str, Order]:
        return {
            "set_mode": self._set_mode,
            "start_black": lambda d, a: self._start(d, "grid_forming"),
            "start_following": lambda d, a: self._start(d, "grid_following"),
            "stop": lambda d, a: self._stop(d, "stop"),
            "emergency_stop": lambda d, a: self._stop(d, "emergency_stop"),
            "reset": self._reset_battery,
            "set_p_kw": lambda d, a: self._set(d, "p_set_kw", a, "p_kw"),
            "set_anti_islanding": lambda d, a: self._set_flag(d, "anti_islanding", a),
            "set_secondary": lambda d, a: self._set_flag(d, "secondary_enabled", a),
        }

    def _set(
        self, device: str, what: str, arguments: Mapping[str, Value], name: str, scale: float = 1.0
    ) -> None:
        if name not in arguments:
            raise CannotSend(f"{device}: the command needs {name}")
        self._world.set(f"{device}.{what}", scale * float(arguments[name]))

    def _set_flag(self, device: str, what: str, arguments: Mapping[str, Value]) -> None:
        on = arguments.get("state") in ("on", True)
        self._world.set(f"{device}.{what}", 1.0 if on else 0.0)

    def _set_mode(self, device: str, arguments: Mapping[str, Value]) -> None:
        mode = str(arguments.get("mode"))
        if mode not in MODES:
            raise CannotSend(f"{device}: there is no mode {mode}")
        self._truth[f"{device}.mode"] = mode
        self._truth[f"{device}.standby"] = True
        self._world.set(f"{device}.mode", MODES[mode])

    def _start(self, device: str, mode: str) -> None:
        self._set_mode(device, {"mode": mode})
        self._world.set(f"{device}.start", 1.0)

    def _stop(self, device: str, how: str) -> None:
        self._truth[f"{device}.standby"] = False
        self._world.set(f"{device}.{how}", 1.0)

    def _reset_battery(self, device: str, arguments: Mapping[str, Value]) -> None:
        self._world.set(f"{device}.emergency_stop", 0.0)
        self._world.set(f"{device}.reset", 1.0)

    # --- the rest -------------------------------------------------------------------------------

    def _set_group(self, device: str, arguments: Mapping[str, Value]) -> None:
        group = float(arguments.get("group", 0.0))
        if group not in (1.0, 2.0):
            raise CannotSend(f"{device}: there is no setting group {group:g}")
        self._world.set("relay.group", group)

    def _reset_relay(self, device: str, arguments: Mapping[str, Value]) -> None:
        self._world.set("relay.reset", 1.0)

    def _stop_pv(self, device: str, arguments: Mapping[str, Value]) -> None:
        self._work_pv(device, False)

    def _release_pv(self, device: str, arguments: Mapping[str, Value]) -> None:
        self._work_pv(device, True)

    def _work_pv(self, device: str, release: bool) -> None:
        if switch_of(self._site, f"{device}.position"):
            self._switch(f"{device}.position", release)
        self._world.set(f"{device}.enabled", 1.0 if release else 0.0)

    def _set_charger(self, device: str, arguments: Mapping[str, Value]) -> None:
        car = car_at(self._site, device)
        if car is None:
            raise CannotSend(f"{device}: no car belongs to this charger")
        self._set(car, "set_kw", arguments, "p_kw")
