"""A bare island, in which every number of a hazard can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sim import Battery, BatteryInverter, Bus, Load, MicrogridParameters, Switch


@pytest.fixture
def bare_island(tester: Callable[..., Any]) -> Callable[..., Any]:
    """An inverter that forms the bus "mg" of 6.6 kV, its secondary control off; add the rest.

    `inverter` and `battery` are fields of theirs, `buses` come beside "mg".
    """

    def build(
        *,
        s_kva: float = 630.0,
        soc0: float = 0.8,
        inverter: Mapping[str, Any] | None = None,
        battery: Mapping[str, Any] | None = None,
        buses: tuple[Bus, ...] = (),
        **elements: Any,
    ) -> Any:
        cells = Battery(**{"energy_kwh": 1580.0, "soc0": soc0, **(battery or {})})
        unit = BatteryInverter("bess", "mg", s_kva, cells, mode0="grid_forming", **(inverter or {}))
        story = tester(
            MicrogridParameters(buses=(Bus("mg", 6.6), *buses), inverters=(unit,), **elements)
        )
        story.set(bess__anti_islanding=0.0, bess__secondary_enabled=0.0, bess__start=1.0)
        story.run(10.0)
        assert story.get("bess.state") == 3.0
        return story

    return build


def steady_load(name: str, bus: str, p_kw: float) -> Load:
    """A load that voltage, frequency and outages do not change."""
    return Load(name, bus, p_kw, 1.0, (0.0, 0.0, 1.0), 0.0, cold_factor=1.0)


@pytest.fixture
def steady_blocks() -> Callable[..., dict[str, Any]]:
    """Elements for `bare_island`: a steady load of so many kW behind a switch, each by its name."""

    def build(**p_kw: float) -> dict[str, Any]:
        return {
            "buses": tuple(Bus(f"{name}_bus", 6.6) for name in p_kw),
            "switches": tuple(Switch(f"{name}_main", "mg", f"{name}_bus") for name in p_kw),
            "loads": tuple(steady_load(name, f"{name}_bus", kw) for name, kw in p_kw.items()),
        }

    return build
