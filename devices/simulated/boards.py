"""People at the boards of a building: levers, transfer switches, cables, sockets, cars, engines.

Here too interlocks do not reach: a lever moves for whoever moves it, and a cable fits its socket.
"""

from __future__ import annotations

from collections.abc import Mapping

from devices.signals import Value
from devices.simulated.names import bus_name, switch_named
from devices.simulated.truth import Act, FieldRefused, Seen, Truth, World
from devices.site.parameters import GeneratorParameters, SocketParameters
from devices.site.site import Site

LEVERS = ("cubicle_switch", "lv_breaker", "load_circuit", "pv_pcs")
TURNS = {"off": 0.0, "utility": 1.0, "external": 2.0}
OUTLET_ON = 1.0
ENGINE_TURNS = (1.0, 2.0)  # cranking, running
LIT_PU = 0.5  # from here on a pilot lamp can be seen

Acts = dict[str, dict[str, Act]]


class Boards:
    """What is worked by hand in the buildings of one simulated site."""

    def __init__(self, site: Site, world: World, truth: Truth) -> None:
        self._site = site
        self._world = world
        self._truth = truth

    def acts(self) -> Acts:
        """Everything that people do there, by device kind and act."""
        handle: dict[str, Act] = {
            "open": lambda d, a: self._throw(d, "open"),
            "close": lambda d, a: self._throw(d, "closed"),
            "look": lambda d, a: self._see(d, "position"),
        }
        locks: dict[str, Act] = {
            "lock": lambda d, a: self._lock(d, True),
            "unlock": lambda d, a: self._lock(d, False),
        }
        plugs: dict[str, Act] = {
            f"plug_{word}": self._plugging(word)
            for word in ("vehicle", "generator", "gas_generator", "battery")
        }
        turns: dict[str, Act] = {word: self._turning(word) for word in TURNS}
        engine: dict[str, Act] = {
            "start": lambda d, a: self._set(f"{d}.start", 1.0),
            "stop": lambda d, a: self._set(f"{d}.stop", 1.0),
            "reset": lambda d, a: self._set(f"{d}.reset", 1.0),
            "refuel": self._refuel,
        }
        return {
            "cubicle_switch": handle | locks | {"replace": self._replace},
            "lv_breaker": handle | {"replace": self._replace},
            "load_circuit": handle | {"big_loads_off": self._big_loads_off},
            "pv_pcs": handle,
            "transfer_switch": turns | {"look": lambda d, a: self._look_at_transfer(d)},
            "external_inlet": plugs | {"unplug": lambda d, a: self._plug(d, "none")},
            "emergency_socket": {
                "plug": self._plug_in,
                "unplug": lambda d, a: self._appliances(d, 0.0),
            },
            "pcs_outlet": {
                "start": lambda d, a: self._set(f"{d}.enabled", 1.0),
                "stop": lambda d, a: self._set(f"{d}.enabled", 0.0),
                "reset": lambda d, a: self._set(f"{d}.reset", 1.0),
            },
            "v2h": {
                "start": lambda d, a: self._feed(d, 1.0),
                "stop": lambda d, a: self._feed(d, 0.0),
                "arrive": self._arrive,
                "leave": self._leave,
            },
            "diesel_generator": engine,
            "portable_generator": engine,
        }

    def observe(self, signal: str) -> Value | None:
        """What a person who looks at a board sees of `signal`; None for what is seen elsewhere."""
        device, _, what = signal.partition(".")
        there = self._site.devices.get(device)
        kind = there.kind if there else ""
        if kind in LEVERS and what == "position":
            return self._lever(device)
        if kind == "transfer_switch" and what == "external_live":
            return self._lamp(device)
        if kind == "v2h" and what == "present":
            return self._world.get(signal) > 0.5
        if kind == "pcs_outlet" and what == "lamp":
            return self._world.get(f"{device}.state") == OUTLET_ON
        if kind == "portable_generator" and what == "turning":
            return self._world.get(f"{device}.state") in ENGINE_TURNS
        return None

    # --- levers ---------------------------------------------------------------------------------

    def _lever(self, device: str) -> Value:
        """A lever that was left on while its contacts opened stands in the middle: tripped."""
        if self._truth[f"{device}.lever"] == "open":
            return "open"
        switch = f"switch.{switch_named(f'{device}.position')}"
        command = self._world.get(f"{switch}.command")
        moved = command != self._world.get(f"{switch}.last_command")
        closed = (command if moved else self._world.get(f"{switch}.closed")) > 0.5
        return "closed" if closed else "tripped"

    def _throw(self, device: str, word: str) -> Seen:
        if self._truth.get(f"{device}.locked", False):
            raise FieldRefused("plant.field.locked", device=self._number(device))
        if word == "closed" and self._lever(device) == "tripped":
            raise FieldRefused("plant.field.off_first", device=self._number(device))
        self._truth[f"{device}.lever"] = word
        close = 1.0 if word == "closed" else 0.0
        self._world.set(f"switch.{switch_named(f'{device}.position')}.command", close)
        return {f"{device}.position": word}

    def _replace(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        self._truth[f"{device}.lever"] = "open"
        return self._set(f"switch.{switch_named(f'{device}.position')}.replace", 1.0)

    def _lock(self, device: str, locked: bool) -> Seen:
        self._truth[f"{device}.locked"] = locked
        self._truth[f"{device}.tagged"] = locked
        return self._see(device, "position", "locked", "tagged")

    def _see(self, device: str, *what: str) -> Seen:
        seen: Seen = {}
        for one in what:
            signal = f"{device}.{one}"
            looked = self.observe(signal)
            seen[signal] = self._truth[signal] if looked is None else looked
        return seen

    def _number(self, device: str) -> str:
        return self._site.devices[device].number

    def _set(self, name: str, value: float) -> Seen:
        self._world.set(name, value)
        return {}

    def _big_loads_off(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Heaters, irons and air conditioners off: what is left of the demand."""
        return self._set(f"{device}.factor", float(arguments.get("factor", 0.6)))

    # --- transfer switch and inlet --------------------------------------------------------------

    def _turning(self, word: str) -> Act:
        return lambda d, a: self._turn(d, word)

    def _turn(self, device: str, word: str) -> Seen:
        self._truth[f"{device}.position"] = word
        self._world.set(f"{device}.position", TURNS[word])
        return self._look_at_transfer(device)

    def _look_at_transfer(self, device: str) -> Seen:
        return self._see(device, "position", "external_live")

    def _lamp(self, device: str) -> bool:
        """Lit while the external side of the switch is live, wherever the switch stands."""
        for one in self._site.network.switches:
            if one.signal == f"{device}.position" and one.closed_state == "external":
                return self._world.get(f"bus.{bus_name(one.from_bus)}.v_pu") >= LIT_PU
        return False

    def _plugging(self, word: str) -> Act:
        return lambda d, a: self._plug(d, word)

    def _plug(self, device: str, word: str) -> Seen:
        """One inlet takes one plug: what was in it comes out first."""
        signal = f"{device}.source"
        known = [one for one in self._site.network.switches if one.signal == signal]
        if word != "none" and all(one.closed_state != word for one in known):
            raise FieldRefused("plant.field.no_switch", signal=f"{signal} = {word}")
        for one in known:
            plugged = 1.0 if one.closed_state == word else 0.0
            self._world.set(f"switch.{switch_named(one.name)}.command", plugged)
        self._truth[signal] = word
        return {signal: word}

    # --- sockets, cars, engines -----------------------------------------------------------------

    def _plug_in(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Plug in appliances of `kw` in all; as the card of the site says when nothing is given."""
        own = self._site.devices[device].parameters
        planned_kw = own.planned_kw if isinstance(own, SocketParameters) else 0.0
        return self._appliances(device, float(arguments.get("kw", planned_kw)))

    def _appliances(self, device: str, kw: float) -> Seen:
        self._truth[f"{device}.plugged_kw"] = kw
        self._world.set(f"{device}.factor", kw)  # the socket's load is 1 kW times this
        return {f"{device}.plugged_kw": kw}

    def _feed(self, device: str, on: float) -> Seen:
        self._world.set(f"{device}.stand_alone", on)
        return self._see(device, "present")

    def _arrive(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        if "soc_pct" in arguments:
            self._world.set(f"{device}.soc", float(arguments["soc_pct"]) / 100.0)
        self._world.set(f"{device}.speed_km_h", 0.0)
        self._world.set(f"{device}.present", 1.0)
        return {f"{device}.present": True}

    def _leave(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Unplug and drive away at `speed_km_h`, which uses up charge until the car arrives."""
        self._world.set(f"{device}.stand_alone", 0.0)
        self._world.set(f"{device}.present", 0.0)
        self._world.set(f"{device}.speed_km_h", float(arguments.get("speed_km_h", 0.0)))
        return {f"{device}.present": False}

    def _refuel(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Fill up, or add `litres`; never more than the tank holds."""
        own = self._site.devices[device].parameters
        tank_l = own.fuel_l if isinstance(own, GeneratorParameters) else 0.0
        more_l = float(arguments.get("litres", tank_l))
        now_l = min(tank_l, self._world.get(f"{device}.fuel_l") + more_l)
        return self._set(f"{device}.fuel_l", now_l)
