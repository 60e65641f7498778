"""Cars that carry energy: they drive at their speed, use energy on the way and feed a shelter."""

from __future__ import annotations

from collections.abc import Mapping

from devices.events import Event, EventKind
from devices.signals import Value
from devices.simulated.truth import Act, FieldRefused, Seen, Truth, World
from devices.site.parameters import VehicleParameters
from devices.site.site import Site

HOME = "base"
ON_THE_WAY = "away"
SHELTER_LOAD_KW = 1.5  # one external feeder, 100 V 15 A [F]
FEEDING_LOSS = 1.075  # energy drawn for each that the shelter gets [K]
WAY_HOME_RESERVE_PCT = 20.0  # [P]


class Trips:
    """The cars of one site; the simulator holds their charge, the truth their places."""

    def __init__(self, site: Site, world: World, truth: Truth) -> None:
        self._site = site
        self._world = world
        self._truth = truth
        self.cars = tuple(
            device.name
            for device in site.devices.values()
            if isinstance(device.parameters, VehicleParameters) and not device.planned
        )

    def acts(self) -> dict[str, Act]:
        """What can be asked of a driver."""
        return {"dispatch": self._dispatch, "return": self._return, "report": self._report}

    def _dispatch(self, car: str, arguments: Mapping[str, Value]) -> Seen:
        away = [place.id for place in self._site.places if place.id not in (HOME, ON_THE_WAY)]
        place = str(arguments.get("place", away[0] if away else ""))
        return self._drive(car, place, arguments)

    def _return(self, car: str, arguments: Mapping[str, Value]) -> Seen:
        return self._drive(car, HOME, arguments)

    def _report(self, car: str, arguments: Mapping[str, Value]) -> Seen:
        return {f"{car}.place": self._truth[f"{car}.place"], f"{car}.soc_pct": self.soc_pct(car)}

    def soc_pct(self, car: str) -> float:
        """Return the charge of `car` in percent, wherever it is."""
        used = float(self._truth[f"{car}.used_kwh"]) / self._parameters(car).energy_kwh
        return 100.0 * max(0.0, self._world.get(f"{car}.soc") - used)

    def _drive(self, car: str, place: str, arguments: Mapping[str, Value]) -> Seen:
        """Leave now for `place`; the energy of the whole way is taken at the start."""
        own = self._parameters(car)
        here = str(self._truth[f"{car}.place"])
        if here == ON_THE_WAY:
            raise FieldRefused("plant.field.car_on_the_way", device=car)
        if here == place:
            return self._report(car, arguments)
        km = float(arguments.get("km", self._distance_km(place if here == HOME else here)))
        used_pct = 100.0 * km * own.consumption_kwh_per_km / own.energy_kwh
        if used_pct >= self.soc_pct(car):
            raise FieldRefused("plant.field.car_too_far", device=car, km=km)
        self._use_kwh(car, km * own.consumption_kwh_per_km)
        self._world.set(f"{car}.present", 0.0)
        self._truth[f"{car}.place"] = ON_THE_WAY
        self._truth[f"{car}.going_to"] = place
        self._truth[f"{car}.arrives_s"] = self._world.t_s + 3600.0 * km / own.speed_km_per_h
        self._truth[f"{car}.feeds_kw"] = float(arguments.get("feeds_kw", SHELTER_LOAD_KW))
        return self._report(car, arguments)

    def _distance_km(self, place: str) -> float:
        for known in self._site.places:
            if known.id == place:
                return known.distance_km
        raise FieldRefused("plant.field.no_such_place", place=place)

    def _parameters(self, car: str) -> VehicleParameters:
        own = self._site.devices[car].parameters
        if not isinstance(own, VehicleParameters):
            raise FieldRefused("plant.field.unknown_act", device=car, act="dispatch")
        return own

    def _use_kwh(self, car: str, kwh: float) -> None:
        """Used away from the charger: the simulator learns of it when the car is back."""
        self._truth[f"{car}.used_kwh"] = float(self._truth[f"{car}.used_kwh"]) + kwh

    def follow(self, step_s: float) -> list[Event]:
        """Let cars that are on the way arrive, and those at a shelter feed it for `step_s`."""
        events: list[Event] = []
        for car in self.cars:
            if self._truth[f"{car}.going_to"]:
                events += self._arrive(car)
            elif self._truth[f"{car}.place"] != HOME:
                events += self._feed(car, step_s)
        return events

    def _arrive(self, car: str) -> list[Event]:
        at_s = float(self._truth[f"{car}.arrives_s"])
        if at_s > self._world.t_s:
            return []
        place = str(self._truth[f"{car}.going_to"])
        self._truth[f"{car}.place"] = place
        self._truth[f"{car}.going_to"] = ""
        if place == HOME:
            self._world.set(f"{car}.soc", self.soc_pct(car) / 100.0)
            self._world.set(f"{car}.present", 1.0)
            self._truth[f"{car}.used_kwh"] = 0.0
        seen: dict[str, str | float | bool | None] = {
            f"{car}.place": place,
            f"{car}.soc_pct": self.soc_pct(car),
        }
        return [Event(at_s, EventKind.FIELD, car, "", {"what": "arrived", "seen": dict(seen)})]

    def _feed(self, car: str, step_s: float) -> list[Event]:
        feeds_kw = float(self._truth[f"{car}.feeds_kw"])
        if feeds_kw <= 0.0:
            return []
        self._use_kwh(car, feeds_kw * FEEDING_LOSS * step_s / 3600.0)
        if self.soc_pct(car) > WAY_HOME_RESERVE_PCT:
            return []
        self._truth[f"{car}.feeds_kw"] = 0.0
        return [
            Event(self._world.t_s, EventKind.FIELD, car, "", {"what": "stopped_feeding"}),
        ]
