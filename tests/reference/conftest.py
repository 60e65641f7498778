"""Numbers of independent tools and closed forms, and the smallest plants that can meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    Load,
    Microgrid,
    MicrogridParameters,
    Switch,
)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Island:
    """A grid-forming inverter that has settled on its first load; the second waits at a switch."""

    plant: Microgrid
    begun_s: float

    def step_load(self) -> None:
        """Close the second load in."""
        self.plant.set("switch.step.command", 1.0)

    def f_after(self, t_s: float) -> float:
        """Frequency t_s after the step, Hz."""
        self.plant.advance(self.begun_s + t_s)
        return self.plant.get("bus.mg.f_hz")


@pytest.fixture(scope="session")
def data() -> Callable[[str], Any]:
    """Read one reference file by name."""

    def read(name: str) -> Any:
        path = DATA / name
        if path.suffix == ".yaml":
            return yaml.safe_load(path.read_text(encoding="utf-8"))
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        keys = head.split(",")
        return [dict(zip(keys, map(float, row.split(",")), strict=True)) for row in rows]

    return read


@pytest.fixture(scope="session")
def analytic(data: Callable[[str], Any]) -> Any:
    """The closed forms."""
    return data("analytic.yaml")


def _stiff_load(name: str, bus: str, p_kw: float) -> Load:
    """A load of constant power that minds neither frequency nor outages."""
    return Load(name, bus, p_kw, 1.0, zip=(0.0, 0.0, 1.0), frequency_factor=0.0, cold_factor=1.0)


@pytest.fixture
def forming_island() -> Callable[..., Island]:
    """Build an island of 630 kVA with a first load and a step, both at the inverter's bus."""

    def build(load_kw: float, step_kw: float, soc0: float = 0.6, **inverter: Any) -> Island:
        unit = BatteryInverter(
            "bess",
            "mg",
            630.0,
            Battery(1580.0, soc0=soc0),
            mode0="standby",
            p_set0_kw=load_kw,
            imax_pu=10.0,
            ramp_kw_per_s=1e6,
        )
        plant = Microgrid(
            MicrogridParameters(
                buses=(Bus("mg", 6.6), Bus("load", 6.6)),
                switches=(Switch("step", "mg", "load"),),
                inverters=(replace(unit, **inverter),),
                loads=(_stiff_load("first", "mg", load_kw), _stiff_load("second", "load", step_kw)),
            )
        )
        plant.set("bess.anti_islanding", 0.0)
        plant.set("bess.secondary_enabled", 0.0)
        plant.set("bess.start", 1.0)
        plant.advance(20.0)
        assert abs(plant.get("bus.mg.f_hz") - 50.0) < 1e-7
        return Island(plant, plant.t_s)

    return build
