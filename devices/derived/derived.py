"""All derived figures of one site, worked out in an order in which each finds what it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict
from typing import Any

from devices.conditions import Lookup
from devices.derived import energy, pickup, supply
from devices.derived.asked import Asked
from devices.derived.facts import Facts, Figure, Memory, facts_of
from devices.derived.segments import Segments
from devices.events import Json
from devices.signals import Value
from devices.site.site import Site


class Derived:
    """The figures and their memory; the memory goes out and comes back as JSON."""

    def __init__(self, site: Site) -> None:
        self._facts = facts_of(site)
        self._memory = Memory()
        self._segments = Segments(site)
        self._figures = tuple(
            (name, figure) for name, figure in _figures(self._facts) if name in site.signals
        )

    def compute(
        self, values: Lookup, now_s: float, measured: Collection[str] = ()
    ) -> Iterator[tuple[str, Value | None]]:
        """Yield each figure; the caller puts it into the picture before it asks for the next.

        measured: the signals that the plant itself has told.
        """
        yield from self._segments.figures(values, measured)
        if self._facts.island is None:
            return
        supply.remember_supply(values, self._memory, self._facts)
        pickup.remember_steps(values, self._memory, self._facts, now_s)
        pickup.remember_feeding(values, self._memory, self._facts, now_s)
        for name, figure in self._figures:
            yield name, figure(values, self._memory, self._facts, now_s)

    def unknown_behind(self, name: str, values: Lookup, now_s: float) -> tuple[str, ...] | None:
        """Which unknown values keep the figure `name` unknown; None when it is no figure."""
        figure = dict(self._figures).get(name)
        if figure is None:
            return None
        asked, memory = Asked(values), deepcopy(self._memory)
        if memory.supply is None:
            supply.remember_supply(asked, memory, self._facts)
        figure(asked, memory, self._facts, now_s)
        return tuple(asked.unknown)

    def expect_step(self, device: str, verb: str, now_s: float) -> None:
        """Count the load of a command that was just sent, before any feedback shows it."""
        pickup.expect_step(device, verb, self._memory, self._facts, now_s)

    def export_state(self) -> dict[str, Json]:
        """The memory as JSON."""
        return asdict(self._memory)

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put the memory back as `export_state` gave it; raises TypeError for another form."""
        self._memory = Memory(**state)


def _figures(facts: Facts) -> Iterator[tuple[str, Figure]]:
    island = facts.island
    yield f"{island}.supply", supply.supply
    yield f"{facts.clock}.blackout_s", supply.blackout_s
    yield f"{island}.steady_s", supply.steady_s
    for name in facts.blocks:
        yield f"{name}.cold_kw", pickup.cold_figure(name)
        yield f"{name}.kva", pickup.kva_figure(name)
    yield f"{island}.recent_cold_kw", pickup.recent_blocks_kw
    yield f"{island}.recent_kva", pickup.recent_transformers_kva
    yield f"{island}.mains_open", pickup.mains_open
    if facts.battery is not None:
        yield f"{island}.sources_off", energy.sources_off
        yield f"{island}.hours_left_h", energy.hours_left_h
        yield f"{island}.room_kw", energy.room_kw
