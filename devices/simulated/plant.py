"""The simulated plant: the site's simulator behind the same door as real devices."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import sim
from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.plant import CannotSend, Command
from devices.signals import Quality, Reading, Value
from devices.simulated.air import Air
from devices.simulated.balance import Balance, balance_at
from devices.simulated.build import build
from devices.simulated.days import Days
from devices.simulated.drawn import days_of
from devices.simulated.field import Field
from devices.simulated.gather import Gatherer, Points
from devices.simulated.names import bus_name
from devices.simulated.orders import Orders
from devices.simulated.plant_state import PlantState, Told
from devices.simulated.points import TRIP_CAUSES, points_of
from devices.simulated.pumps import Pumps
from devices.simulated.settings import apply_settings
from devices.simulated.start import StartState
from devices.simulated.truth import (
    SILENT,
    STALLED,
    Truth,
    deaf_devices,
    held_value,
    silent_devices,
    stalled_devices,
    truth_at,
)
from devices.site.site import Site

CAUSED = frozenset((
    "inverter_tripped", "pv_tripped", "relay_tripped", "machine_tripped", "outlet_tripped",
    "vehicle_tripped",
))  # fmt: skip
CONTACT_PU = 0.05  # from here on a conductor is dangerous to touch, as on the section
REFRESH_S = 2.0  # an unchanged reading is told again after this long, so that it never goes stale


class SimulatedPlant:
    """A site in the simulator: noise-free readings, commands obeyed physically, a field door.

    step_s: how far one `advance` goes at most while nothing moves; transient_step_s: while the
    simulator is in a transient. Equal site, seed, start and acts give equal runs.
    """

    def __init__(
        self,
        site: Site,
        seed: int = 0,
        start: StartState | None = None,
        *,
        step_s: float = 1.0,
        transient_step_s: float = 0.1,
    ) -> None:
        start = start or StartState()
        self._step_s = step_s
        self._transient_step_s = transient_step_s
        self._days: Days = days_of(site, start, seed)
        if start.air_drawn and self._days.air_c is not None:
            start = replace(start, temperature_c=self._days.air_at(start.clock_s))
        self._start = start
        simulator = sim.Microgrid(build(site, start, self._days), seed)
        apply_settings(site, simulator, start)
        self._join(site, simulator, truth_at(site, start), points_of(site, simulator), ())

    @classmethod
    def standing(
        cls, site: Site, start: StartState, days: Days, simulator: sim.Microgrid, truth: Truth
    ) -> SimulatedPlant:
        """A plant that stands as `simulator` and `truth` do; `start` says what time it is."""
        other = cls.__new__(cls)
        other._start, other._days = start, days
        other._step_s, other._transient_step_s = 1.0, 0.1
        other._join(site, simulator, truth, points_of(site, simulator), ())
        return other

    def _join(
        self,
        site: Site,
        simulator: sim.Microgrid,
        truth: Truth,
        points: Points,
        queued: tuple[Event, ...],
    ) -> None:
        self.site = site
        self._simulator = simulator
        self._truth = truth
        self._points = points
        self._gatherer = Gatherer(points)
        self._last: list[float] = []
        self._readings: dict[str, Reading] = {}
        self._utility_v = simulator.index(f"bus.{bus_name(site.network.utility_bus)}.v_pu")
        self._utility = site.network.utility_bus
        self._at_utility = {
            one.name for one in site.network.switches if self._utility in (one.from_bus, one.to_bus)
        }
        self._section = site.network.section_buses()
        self._orders = Orders(site, simulator, truth)
        self.field = Field(site, simulator, truth, self.readings)
        self.field.queued.extend(queued)
        self._pumps = Pumps(site, simulator, truth, self._start.clock_s)
        self._air = Air(self._days, simulator, self._start.clock_s)

    # --- up -------------------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """Plant time in seconds since the sitting opened."""
        return self._simulator.t_s

    def readings(self) -> Mapping[str, Reading]:
        """Return the newest reading of every measured signal, all GOOD and at most 2 s old.

        A device whose communication is lost tells nothing; one whose values stand still goes on
        telling what it told then.
        """
        outputs, now_s = self._simulator.outputs, self._simulator.t_s
        values = self._gatherer.gather(outputs)
        last = self._last or [float("nan")] * len(values)
        readings, oldest_s = self._readings, now_s - REFRESH_S
        for signal, words, value, before in zip(
            self._gatherer.signals, self._gatherer.words, values, last, strict=True
        ):
            if value != before or readings[signal].time_s <= oldest_s:
                told: Value = value if words is None else words[int(value)]
                readings[signal] = Reading(told, Quality.GOOD, now_s)
        self._last = values
        for signal, compute in self._points.computed:
            told = compute(outputs, self._truth)
            known = readings.get(signal)
            if known is None or known.value != told or known.time_s <= oldest_s:
                readings[signal] = Reading(told, Quality.GOOD, now_s)
        return self._told_over_the_lines(readings)

    def _told_over_the_lines(self, readings: Mapping[str, Reading]) -> Mapping[str, Reading]:
        """What of it comes through: nothing of a lost line, and the old of what stands still."""
        told, truth = dict(readings), self._truth
        silent = silent_devices(truth) if truth[SILENT] else frozenset[str]()
        stalled = stalled_devices(truth) if truth.get(STALLED) else frozenset[str]()
        if not silent and not stalled:
            return told
        for name, reading in readings.items():
            device = name.partition(".")[0]
            if device in silent:
                del told[name]
            elif device in stalled:
                value = truth.get(held_value(name), reading.value)
                told[name] = Reading(value, reading.quality, reading.time_s)
        return told

    # --- down -----------------------------------------------------------------------------------

    def command(self, command: Command) -> None:
        """Let the equipment obey `command`; raises CannotSend for what it cannot hear or do."""
        if command.device in silent_devices(self._truth):
            raise CannotSend(said("plant.silent", device=self.site.devices[command.device].short))
        if command.device not in deaf_devices(self._truth):
            self._orders.obey(command)

    # --- time -----------------------------------------------------------------------------------

    def advance(self, until_s: float) -> tuple[Event, ...]:
        """Go one step towards `until_s` and return what happened; `now_s` tells where it stands.

        What people did since the last call comes first, with its own time.
        """
        step_s = self._transient_step_s if self._simulator.in_transient else self._step_s
        return self.advance_by(step_s, until_s)

    def advance_by(self, step_s: float, until_s: float) -> tuple[Event, ...]:
        """As `advance`, with a step of at most `step_s`."""
        events = self.field.queued[:]
        self.field.queued.clear()
        before_s = self._simulator.t_s
        was_live = self._feeder_is_live()
        if until_s > before_s:
            if before_s >= self._pumps.next_s:
                self._pumps.follow()
            raised = self._simulator.advance(min(until_s, before_s + step_s))
            self._air.follow()
            happened = [self._told(event) for event in raised]
            happened += self.field.trips.follow(self._simulator.t_s - before_s)
            if self._truth["feeder.crew"] or self._truth.get("feeder.contact"):
                happened += self._crew_on_feeder(happened, before_s if was_live else None)
                happened.sort(key=lambda event: event.time_s)
            events += happened
        return tuple(events)

    def _feeder_is_live(self) -> bool:
        return bool(self._simulator.outputs[self._utility_v] >= CONTACT_PU)

    def _crew_on_feeder(self, happened: list[Event], live_s: float | None) -> list[Event]:
        """People who work on the dead feeder beyond the boundary when voltage comes to them.

        It comes with what brought it, even when it is gone again at the end of the step; live_s:
        when they came to a feeder that was live already.
        """
        live, crew = self._feeder_is_live(), float(self._truth["feeder.crew"])
        known = bool(self._truth.get("feeder.contact", False))
        self._truth["feeder.contact"] = live and crew > 0.0
        feeds = [event.time_s for event in happened if self._feeds(event)]
        closes = [
            event.time_s for event in happened if event.data.get("signal") in self._at_utility
        ]
        if known or crew == 0.0 or not (live or feeds):
            return []
        came_s = [*feeds, *closes, self._simulator.t_s][0]
        data: dict[str, Json] = {"what": "crew_contact", "value": crew}
        subject = self._device_of("bus", self._utility)
        return [Event(came_s if live_s is None else live_s, EventKind.PLANT, subject, "", data)]

    def _feeds(self, event: Event) -> bool:
        """Whether the utility's side of the boundary is live from this event on."""
        what = event.data.get("what")
        return what == "grid_restored" or (
            what == "back_feed" and event.subject == self._device_of("bus", self._utility)
        )

    def _told(self, raised: sim.SimEvent) -> Event:
        value = raised.value if math.isfinite(raised.value) else None
        data: dict[str, Json] = {"what": raised.kind, "value": value}
        if raised.kind == "input_refused" and value is None:
            data["input"] = raised.element
        prefix, _, name = raised.element.rpartition(":")
        if not prefix and "." in raised.element:
            prefix, _, name = raised.element.partition(".")
        if prefix == "sw":
            data["signal"] = name
        if raised.kind in CAUSED:
            data["cause"] = TRIP_CAUSES[int(raised.value)]
        return Event(raised.t_s, EventKind.PLANT, self._device_of(prefix, name), "", data)

    def _device_of(self, prefix: str, name: str) -> str:
        """The device id behind an element of the simulator."""
        devices = self.site.devices
        if prefix in devices:  # a contact of a transfer switch
            return prefix
        if prefix == "bus" and name not in self._section:
            own = (one.device for one in self.site.network.connections if one.bus == name)
            if (device := next(own, None)) is not None:
                return device
        if prefix == "bus":
            utility = name in (self.site.network.utility_bus, self.site.network.grid.bus)
            kinds = ("grid_connection", "utility_supply") if utility else ("island",)
            return next((device.name for device in devices.values() if device.kind in kinds), name)
        if prefix == "transformer":
            return next((t.device for t in self.site.network.transformers if t.name == name), name)
        device = name.partition(".")[0]
        if device in devices:
            return device
        relays = (one.name for one in devices.values() if one.kind == "protection_relay")
        return next(relays, device) if name.endswith("_shedding") else device

    # --- other times ----------------------------------------------------------------------------

    def snapshot(self) -> PlantState:
        """Return everything that the future depends on, events not yet told included."""
        return PlantState(
            self._simulator.snapshot(),
            dict(self._truth),
            tuple(self.field.queued),
            Told(tuple(self._last), self._readings),
        )

    def restore(self, state: PlantState) -> None:
        """Go back to `state`, exactly: the same acts from there give the same run."""
        self._simulator.restore(state.simulator)
        self._truth.clear()
        self._truth.update(state.truth)
        self.field.queued[:] = state.queued
        self._last, self._readings = list(state.told.values), dict(state.told.readings)
        self._pumps.follow()
        self._air.look()

    def fork(self) -> SimulatedPlant:
        """Return a second plant that stands exactly where this one stands."""
        other = SimulatedPlant.__new__(SimulatedPlant)
        other._start, other._days = self._start, self._days
        other._step_s, other._transient_step_s = self._step_s, self._transient_step_s
        other._join(
            self.site,
            self._simulator.fork(),
            dict(self._truth),
            self._points,
            tuple(self.field.queued),
        )
        other._last, other._readings = list(self._last), dict(self._readings)
        return other

    def balance_at(self, battery: str, time_s: float) -> Balance:
        """Return what `battery` would have to give at plant time `time_s`, switched as now."""
        clock_s = self._start.clock_s + time_s
        return balance_at(self.site, self._days, self._simulator, battery, clock_s)

    @property
    def simulator(self) -> sim.Microgrid:
        """The simulator itself, for forecasts only."""
        return self._simulator

    def close(self) -> None:
        """Let go of every resource: there is none."""
