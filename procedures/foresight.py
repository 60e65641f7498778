"""What the simulator expects: previews of a selected command, and the charge of the coming days.

It starts from where the plant stands: a simulated one itself, or a likeness of a real one.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from devices import forecast
from devices.clock import Clock
from devices.phrases import listed, said
from devices.picture import Picture
from devices.plant import CannotSend, Command
from devices.simulated import CannotLiken, Likeness, Likenesses, SimulatedPlant
from devices.site import Site
from devices.words import Words, same
from procedures.snapshot import CommandView, ConditionView, Outlook

OUTLOOK_EVERY_S = 60.0
LIVE_EVERY_S = 2.0  # so long a preview from measured values stands while its command is selected
# from here on the model is not the plant: Hz, per unit of nominal, kW of the battery inverter [P]
APART_HZ, APART_PU, APART_KW = 0.1, 0.02, 20.0


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A plant to fork, and what is to be said of it: how far it can be trusted."""

    plant: SimulatedPlant
    trust: tuple[ConditionView, ...] = ()


class Stand(Protocol):
    """Where forecasts begin. fresh_s: how long one of them stands."""

    fresh_s: float

    def now(self) -> Standpoint:
        """Where the plant stands now; raises CannotLiken where that cannot be said."""


class SimulatedStand:
    """The simulated plant itself, of which everything is known."""

    fresh_s = math.inf

    def __init__(self, plant: SimulatedPlant) -> None:
        self._plant = plant

    def now(self) -> Standpoint:
        """The plant."""
        return Standpoint(self._plant)


class MeasuredStand:
    """A likeness of the real plant, made of what is measured and reported, and of assumptions."""

    fresh_s = LIVE_EVERY_S

    def __init__(self, site: Site, picture: Picture, clock: Clock) -> None:
        self._picture, self._clock = picture, clock
        self._likenesses = Likenesses(site)
        self._likenesses.warm(clock.time_of_day())

    def now(self) -> Standpoint:
        """The likeness of this moment; raises CannotLiken."""
        likeness = self._likenesses.at(self._picture, self._clock.time_of_day())
        return Standpoint(likeness.plant, tuple(_trust(likeness)))


class Foresight:
    """Forecasts for screens only, each made once and kept while it is fresh."""

    def __init__(self, stand: Stand, site: Site) -> None:
        self._stand, self._site = stand, site
        self._outlook = Outlook()
        self._preview: tuple[ConditionView, ...] = ()
        self.forget()

    def forget(self) -> None:
        """The plant went elsewhere: what was foreseen does not count."""
        self._outlook_s = self._preview_s = -math.inf
        self._previewed: Command | None = None

    def outlook(self, now_s: float) -> Outlook:
        """State of charge to come, renewed once a minute of plant time; why there is none."""
        if now_s - self._outlook_s >= OUTLOOK_EVERY_S:
            self._outlook_s = now_s
            try:
                coming = forecast.outlook(self._stand.now().plant)
            except CannotLiken as error:
                self._outlook = Outlook(missing=said("preview.no_outlook", why=error.reasons[0]))
                self._outlook_s = now_s - OUTLOOK_EVERY_S + self._stand.fresh_s  # look again soon
            else:
                self._outlook = Outlook(
                    coming.hours, coming.p10_pct, coming.p50_pct, coming.p90_pct
                )
        return self._outlook

    def with_preview(self, view: CommandView, command: Command, now_s: float) -> CommandView:
        """The view with what the next minute would bring if `command` were executed.

        From measured values it is made anew while the command stays selected.
        """
        if command != self._previewed or now_s - self._preview_s >= self._stand.fresh_s:
            self._previewed, self._preview_s = command, now_s
            self._preview = self._look_ahead(command)
        return dataclasses.replace(view, preview=self._preview)

    def _look_ahead(self, command: Command) -> tuple[ConditionView, ...]:
        if self._site.verb(command.target).manual:
            return ()  # words to a person: no equipment moves by them
        try:
            stand = self._stand.now()
        except CannotLiken as error:
            return (ConditionView(said("preview.impossible"), _each(error.reasons), None),)
        try:
            seen = forecast.preview(stand.plant, command)
        except CannotSend:
            return ()
        none = said("preview.none")
        f = "–" if seen.f_min_hz is None else f"{seen.f_min_hz:.2f}–{seen.f_max_hz:.2f} Hz"
        hz = said("preview.then_dead", f=f) if seen.ends_dead else same(f)
        v = f"{seen.v_min_pu:.2f}–{seen.v_max_pu:.2f} pu"
        trips = listed(same(trip.replace("_", " ")) for trip in seen.trips) if seen.trips else none
        inrush = _each(self._inrush(*one) for one in seen.inrush) if seen.inrush else none
        told = (
            ConditionView(said("preview.f"), hz, None),
            ConditionView(said("preview.v"), same(v), None),
            ConditionView(said("preview.load"), same(f"{seen.load_peak_pct:.0f} %"), None),
            ConditionView(said("preview.inrush"), inrush, None),
            ConditionView(said("preview.trips"), trips, not seen.trips),
            *stand.trust,
        )
        return tuple(sorted(told, key=lambda one: one.truth is not False))  # what is amiss first

    def _inrush(self, device: str, kva: float, times: float) -> Words:
        known = self._site.devices.get(device)
        title = same(device) if known is None else known.short
        return said("preview.inrush_of", device=title, kva=f"{kva:.0f}", times=f"{times:.0f}")


def _trust(likeness: Likeness) -> Iterable[ConditionView]:
    """What a likeness rests on, and how far it is from what is measured at the same moment."""
    apart = likeness.apart
    percent = None if apart.v_pu is None else 100.0 * apart.v_pu
    battery = f"{_signed(apart.battery_kw, 1)} kW"
    figures = same(f"{_signed(apart.f_hz, 3)} Hz, {_signed(percent, 2)} %, {battery}")
    close = (
        abs(apart.f_hz or 0.0) <= APART_HZ
        and abs(apart.v_pu or 0.0) <= APART_PU
        and abs(apart.battery_kw or 0.0) <= APART_KW
    )
    yield ConditionView(said("preview.apart"), figures, close)
    counts = said(
        "preview.basis_counts",
        measured=likeness.measured,
        reported=likeness.reported,
        assumed=len(likeness.assumed),
    )
    yield ConditionView(said("preview.basis"), counts, None)
    yield ConditionView(said("preview.assumed"), _each(likeness.assumed), None)


def _signed(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value + 0.0:+.{decimals}f}"


def _each(parts: Iterable[Words]) -> Words:
    """Several sentences in one text."""
    every = tuple(parts)
    return Words("; ".join(part.en for part in every), "。".join(part.ja for part in every))
