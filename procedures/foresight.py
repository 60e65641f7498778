"""What the simulator expects: previews of a selected command, and the charge of the coming days."""

from __future__ import annotations

import dataclasses
import math

from devices import forecast
from devices.phrases import listed, said
from devices.plant import CannotSend, Command
from devices.simulated import SimulatedPlant
from devices.words import same
from procedures.snapshot import CommandView, ConditionView, Outlook

OUTLOOK_EVERY_S = 60.0


class Foresight:
    """Forecasts for screens only, each made once and kept while it is fresh.

    plant None: the plant is real; nothing is forecast, and that is said in its place.
    """

    def __init__(self, plant: SimulatedPlant | None) -> None:
        self._plant = plant
        self._none = said("preview.live")
        self._outlook = Outlook(missing=self._none if plant is None else None)
        self._preview: tuple[ConditionView, ...] = ()
        self.forget()

    def forget(self) -> None:
        """The plant went elsewhere: what was foreseen does not count."""
        self._outlook_s = -math.inf
        self._previewed: Command | None = None

    def outlook(self, now_s: float) -> Outlook:
        """State of charge to come, renewed once a minute of plant time."""
        if self._plant is not None and now_s - self._outlook_s >= OUTLOOK_EVERY_S:
            self._outlook_s = now_s
            coming = forecast.outlook(self._plant)
            self._outlook = Outlook(coming.hours, coming.p10_pct, coming.p50_pct, coming.p90_pct)
        return self._outlook

    def with_preview(self, view: CommandView, command: Command) -> CommandView:
        """The view with what the next minute would bring if `command` were executed."""
        if self._plant is None:
            missing = ConditionView(self._none, same("—"), None)
            return dataclasses.replace(view, preview=(missing,))
        if command != self._previewed:
            self._previewed = command
            self._preview = self._look_ahead(self._plant, command)
        return dataclasses.replace(view, preview=self._preview)

    def _look_ahead(self, plant: SimulatedPlant, command: Command) -> tuple[ConditionView, ...]:
        try:
            seen = forecast.preview(plant, command)
        except CannotSend:
            return ()
        none = said("preview.none")
        f = "–" if seen.f_min_hz is None else f"{seen.f_min_hz:.2f}–{seen.f_max_hz:.2f} Hz"
        v = f"{seen.v_min_pu:.2f}–{seen.v_max_pu:.2f} pu"
        trips = listed(same(trip.replace("_", " ")) for trip in seen.trips) if seen.trips else none
        return (
            ConditionView(said("preview.f"), same(f), None),
            ConditionView(said("preview.v"), same(v), None),
            ConditionView(said("preview.load"), same(f"{seen.load_peak_pct:.0f} %"), None),
            ConditionView(said("preview.trips"), trips, not seen.trips),
        )
