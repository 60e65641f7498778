"""The door for people at the equipment: what they do there is done, and what they see is the truth.

The console's picture is never asked and never touched here. An act changes the simulated world and
returns what the person then sees, by signal name. Interlocks do not reach this far: a padlock does,
an order does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.events import Event, EventKind, Json
from devices.signals import Reading, Value
from devices.simulated.boards import Boards
from devices.simulated.happenings import Happenings
from devices.simulated.names import bus_name, switch_of
from devices.simulated.tags import Tags
from devices.simulated.telephone import heard
from devices.simulated.trips import Trips
from devices.simulated.truth import Act, FieldRefused, Seen, Truth, World, check_numbers
from devices.site.site import Site

EARTH_SETS = 6
DEAD_PU = 0.02  # what a voltage detector still calls dead
# What a person at the wrong pole or panel believes to have done there: nothing stops him.
_AT_ANY_POLE: dict[str, Seen] = {
    "open": {"position": "open"},
    "close": {"position": "closed"},
    "lock": {"locked": True, "tagged": True},
    "unlock": {"locked": False, "tagged": False},
    "block_timers": {"timer_utility": "blocked", "timer_island": "blocked"},
    "restore_timers": {"timer_utility": "in_service", "timer_island": "in_service"},
}

Acts = dict[str, dict[str, Act]]


class Field:
    """People at the equipment of one simulated site, and what happens in the world around it.

    `truth` is the plant's, so that a snapshot takes it along; `queued` holds the events of acts
    until the plant hands them out.
    """

    def __init__(
        self, site: Site, world: World, truth: Truth, told: Callable[[], Mapping[str, Reading]]
    ) -> None:
        """told: what the devices tell now."""
        self._site = site
        self._world = world
        self.truth = truth
        self.queued: list[Event] = []
        self.trips = Trips(site, world, truth)
        self._tags = Tags(site, truth)
        self._boards = Boards(site, world, truth)
        self._people: Acts = self._at_equipment()
        self._world_acts: Acts = Happenings(site, world, truth, told).acts()

    def knows(self, device: str, act: str) -> bool:
        """True when `act` can be done at, or happen to, `device`; any switch can be worked."""
        thing = self._thing(device)
        if act in self._people.get(thing, {}) or act in self._world_acts.get(thing, {}):
            return True
        wrong_pole = device not in self._site.devices
        return wrong_pole and (act in _AT_ANY_POLE or act == "test_dead")

    def act(self, device: str, act: str, who: str, **arguments: Value) -> Seen:
        """Let `who` do `act` at `device` now, or let it happen; return what he then sees.

        Keys of the answer are signal names. A device that the site does not have is a wrong pole:
        nothing here changes and the answer names that pole. Raises FieldRefused when it cannot be
        done.
        """
        check_numbers(device, arguments)
        there = self._site.devices.get(device)
        if there is not None and there.planned:
            raise FieldRefused("plant.field.not_there", device=there.number)
        thing = self._thing(device)
        if act in self._world_acts.get(thing, {}):
            seen = self._world_acts[thing][act](device, arguments)
            self._tell(EventKind.HAPPENING, device, who, _told(act, seen, arguments))
            return seen
        if act in self._people.get(thing, {}):
            seen = self._by_hand(device, act, who, arguments)
        else:
            seen = self._at_wrong_pole(device, act)
        self._tell(EventKind.FIELD, device, who, _told(act, seen, arguments))
        return seen

    def _by_hand(self, device: str, act: str, who: str, arguments: Mapping[str, Value]) -> Seen:
        """A person does it; a lock or tag is taken off by its owner, and by nobody else."""
        if act == "lock":
            self._tags.hang(device, who)
        if act == "unlock":
            owners = self._tags.owners(device)
            try:
                free = self._tags.take_off(device, who)
            except FieldRefused:
                refused: dict[str, Json] = {"what": "unlock_refused", "owners": list(owners)}
                self._tell(EventKind.FIELD, device, who, refused)
                raise
            if not free:
                return self._look(device)
        return self._people[self._thing(device)][act](device, arguments)

    def observe(self, signal: str) -> Value:
        """Return what a person who looks sees of `signal`; KeyError when nothing can be seen."""
        device, _, what = signal.partition(".")
        told = self._boards.observe(signal)
        if told is None:
            told = heard(self._site, self._world, self.truth, signal)
        if told is not None:
            return told
        if what in ("position", "transformer") and switch_of(self._site, signal):
            return self._position(signal)
        if what == "line_ok":
            return self._line_is_healthy()
        if what == "dead":
            return self._is_dead(self._site.network.section_bus)
        if what == "soc_pct" and device in self.trips.cars:
            return self.trips.soc_pct(device)
        return self.truth[signal]

    def _thing(self, device: str) -> str:
        there = self._site.devices.get(device)
        return there.kind if there else device

    def _at_wrong_pole(self, device: str, act: str) -> Seen:
        if device not in self._site.devices and act == "test_dead":
            return self._for_permits("dead", self._is_dead(self._site.network.utility_bus))
        if device in self._site.devices or act not in _AT_ANY_POLE:
            raise FieldRefused("plant.field.unknown_act", device=self._number(device), act=act)
        return {f"{device}.{what}": value for what, value in _AT_ANY_POLE[act].items()}

    def _number(self, device: str) -> str:
        there = self._site.devices.get(device)
        return there.number if there and there.number else device

    def _tell(self, kind: EventKind, device: str, who: str, data: dict[str, Json]) -> None:
        self.queued.append(Event(self._world.t_s, kind, device, who, data))

    # --- what is done at each kind of equipment -------------------------------------------------

    def _at_equipment(self) -> Acts:
        switch: dict[str, Act] = {
            "open": lambda d, a: self._turn(d, "open"),
            "close": lambda d, a: self._turn(d, "closed"),
            "lock": lambda d, a: self._lock(d, True, a),
            "unlock": lambda d, a: self._lock(d, False, a),
            "look": lambda d, a: self._look(d),
        }
        return {
            "boundary_switch": {
                **switch,
                "block_timers": lambda d, a: self._timers(d, "blocked", a),
                "restore_timers": lambda d, a: self._timers(d, "in_service", a),
                "test_dead": lambda d, a: self._test_dead(d),
            },
            "breaker": switch,
            "premises_switch": switch,
            **self._boards.acts(),
            "earth_switch": {
                "fit": lambda d, a: self._earth(d, float(a.get("sets", 1.0))),
                "remove": lambda d, a: self._earth(d, -float(a.get("sets", EARTH_SETS))),
            },
            "grid_connection": {
                "block_reclose": lambda d, a: self._reclose(d, "blocked"),
                "restore_reclose": lambda d, a: self._reclose(d, "in_service"),
            },
            "permits": self._permit_acts(),
            "section": {
                "patrol": lambda d, a: self._patrol(),
                "insulation_test": lambda d, a: self._patrol(),
                "clear": lambda d, a: self._clear_line(),
                "test_dead": lambda d, a: self._test_dead(d),
            },
            "load_block": {
                "open_main": lambda d, a: self._work(f"{d}.position", "open"),
                "close_main": lambda d, a: self._work(f"{d}.position", "closed"),
                "disconnect": lambda d, a: self._work(f"{d}.transformer", "disconnected"),
                "connect": lambda d, a: self._work(f"{d}.transformer", "connected"),
                "big_loads_off": self._big_loads_off,
            },
            "load_feeder": {"big_loads_off": self._less_load},
            "battery_inverter": {"emergency_stop": lambda d, a: self._emergency_stop(d)},
            "car_share": {
                "stop": lambda d, a: self._note(f"{d}.state", "stopped"),
                "start": lambda d, a: self._note(f"{d}.state", "running"),
            },
            "ev": self.trips.acts(),
        }

    def _permit_acts(self) -> dict[str, Act]:
        """Permits between people: `grant_energise`, `withdraw_energise` and so on."""
        names = {
            signal.partition(".")[2]
            for device in self._site.devices.values()
            if device.kind == "permits"
            for signal in device.signals
        }
        acts: dict[str, Act] = {}
        for name in sorted(names):
            acts[f"grant_{name}"] = self._permit(name, True)
            acts[f"withdraw_{name}"] = self._permit(name, False)
        return acts

    def _permit(self, name: str, given: bool) -> Act:
        return lambda d, a: self._note(f"{d}.{name}", given)

    def _note(self, signal: str, value: Value) -> Seen:
        self.truth[signal] = value
        return {signal: value}

    # --- switches -------------------------------------------------------------------------------

    def _switch(self, signal: str) -> str:
        name = switch_of(self._site, signal)
        if name is None:
            raise FieldRefused("plant.field.no_switch", signal=signal)
        return name

    def _position(self, signal: str) -> Value:
        """Where the handle stands: what was just done by hand shows at once."""
        switch = f"switch.{self._switch(signal)}"
        command = self._world.get(f"{switch}.command")
        just_now = command != self._world.get(f"{switch}.last_command")
        closed = (command if just_now else self._world.get(f"{switch}.closed")) > 0.5
        if signal.endswith(".transformer"):
            return "connected" if closed else "disconnected"
        return "closed" if closed else "open"

    def _work(self, signal: str, word: str) -> Seen:
        close = word in ("closed", "connected")
        self._world.set(f"switch.{self._switch(signal)}.command", 1.0 if close else 0.0)
        return {signal: word}

    def _turn(self, device: str, word: str) -> Seen:
        """Work the handle. A stuck switch leaves its pointer between its two marks."""
        if self.truth[f"{device}.locked"]:
            raise FieldRefused("plant.field.locked", device=self._number(device))
        if self.truth[f"{device}.stuck"] and self._position(f"{device}.position") != word:
            self.truth[f"{device}.pointer"] = "between"
            seen = self._position(f"{device}.position")
            return {f"{device}.position": seen, f"{device}.pointer": "between"}
        self.truth[f"{device}.pointer"] = word
        return self._work(f"{device}.position", word)

    def _lock(self, device: str, locked: bool, arguments: Mapping[str, Value]) -> Seen:
        """Lock and hang the tag (`tag=False` forgets it), or take both off."""
        self.truth[f"{device}.locked"] = locked
        self.truth[f"{device}.tagged"] = locked and bool(arguments.get("tag", True))
        return self._look(device)

    def _look(self, device: str) -> Seen:
        names = ("position", "locked", "tagged")
        return {f"{device}.{name}": self.observe(f"{device}.{name}") for name in names}

    def _timers(self, device: str, word: str, arguments: Mapping[str, Value]) -> Seen:
        """Block or restore timed-sequence closing; `side` utility or island leaves the other."""
        side_wanted = str(arguments.get("side", "both"))
        switch = self._switch(f"{device}.position")
        utility_side_is_a = any(
            one.signal == f"{device}.position" and one.from_bus == self._site.network.utility_bus
            for one in self._site.network.switches
        )
        for side in ("utility", "island"):
            if side_wanted in ("both", side):
                self.truth[f"{device}.timer_{side}"] = word
                end = "a" if (side == "utility") == utility_side_is_a else "b"
                blocked = 1.0 if word == "blocked" else 0.0
                self._world.set(f"switch.{switch}.timer_{end}_blocked", blocked)
        sides = (f"{device}.timer_utility", f"{device}.timer_island")
        return {signal: self.truth[signal] for signal in sides}

    # --- line, earth, people --------------------------------------------------------------------

    def _earth(self, device: str, more: float) -> Seen:
        count = min(float(EARTH_SETS), max(0.0, float(self.truth[f"{device}.count"]) + more))
        foreign = 1.0 if self.truth["section.foreign_earth"] else 0.0
        self._world.set("earth.count", count + foreign)
        return self._note(f"{device}.count", count)

    def _reclose(self, device: str, word: str) -> Seen:
        self._world.set("grid.reclose_blocked", 1.0 if word == "blocked" else 0.0)
        return self._note(f"{device}.reclose", word)

    def _line_is_healthy(self) -> bool:
        nobody = float(self.truth["section.crew"]) == 0.0
        sound = not self.truth["section.damaged"] and not self.truth["section.fault"]
        return nobody and sound and not self.truth["section.foreign_earth"]

    def _is_dead(self, bus: str) -> bool:
        return self._world.get(f"bus.{bus_name(bus)}.v_pu") < DEAD_PU

    def _patrol(self) -> Seen:
        """Walk the section or test its insulation: sound, nobody on it, no earth of others."""
        return self._for_permits("line_ok", self._line_is_healthy())

    def _test_dead(self, device: str) -> Seen:
        """Voltage detector on all phases of the section."""
        return self._for_permits("dead", self._is_dead(self._site.network.section_bus))

    def _for_permits(self, what: str, value: Value) -> Seen:
        signals = (f"{d.name}.{what}" for d in self._site.devices.values() if d.kind == "permits")
        return dict.fromkeys(signals, value)

    def _clear_line(self) -> Seen:
        """Everybody off the line, and other people's earths taken away."""
        self.truth["section.crew"] = 0.0
        self.truth["section.foreign_earth"] = False
        self._world.set("crew_on_line", 0.0)
        own = (d.name for d in self._site.devices.values() if d.kind == "earth_switch")
        self._world.set("earth.count", sum(float(self.truth[f"{name}.count"]) for name in own))
        return self._patrol()

    def _big_loads_off(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Motors, heaters and air conditioners off: what is left of the demand."""
        self._world.set(f"{device}.factor", float(arguments.get("factor", 0.6)))
        self._world.set(f"{device}.motor_enabled", 0.0)
        self.truth[f"{device}.big_loads_off"] = True
        return {}

    def _less_load(self, device: str, arguments: Mapping[str, Value]) -> Seen:
        """Heaters and air conditioners behind a feeder off: what is left of the demand."""
        self._world.set(f"{device}.factor", float(arguments.get("factor", 0.6)))
        return {}

    def _emergency_stop(self, device: str) -> Seen:
        self._world.set(f"{device}.emergency_stop", 1.0)
        self.truth[f"{device}.standby"] = False
        return {}


def _told(act: str, seen: Mapping[str, Value], arguments: Mapping[str, Value]) -> dict[str, Json]:
    data: dict[str, Json] = {"what": act, "seen": dict(seen)}
    if arguments:
        data["with"] = dict(arguments)
    return data
