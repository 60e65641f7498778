"""A diesel whose throttle is shut or fully open is at rest where its damping holds it."""

from __future__ import annotations

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    DieselGenerator,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
)


@pytest.mark.parametrize(
    ("inverter_kw", "load_kw", "diesel_kw", "throttle"),
    [(90.0, 50.0, 0.0, 0.0), (-150.0, 280.0, 90.0, 1.0)],
)
@pytest.mark.parametrize("dt_s", [None, 0.01])
def test_it_rests_where_its_damping_holds_it(inverter_kw, load_kw, diesel_kw, throttle, dt_s):
    damping, mp, s_kva, d_kva = 8.0, 0.02, 200.0, 100.0
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("one", 6.6), Bus("two", 6.6)),
            lines=(Line("line", "one", "two", 1e-6, 0.5),),
            inverters=(
                BatteryInverter(
                    "i",
                    "one",
                    s_kva,
                    Battery(2000.0),
                    mp=mp,
                    mode0="grid_forming",
                    p_set0_kw=inverter_kw,
                ),
            ),
            machines=(
                DieselGenerator(
                    "d",
                    "two",
                    d_kva,
                    damping=damping,
                    mode0="running",
                    p_set0_kw=diesel_kw,
                    overcurrent=(),
                ),
            ),
            loads=(
                Load(
                    "load",
                    "one",
                    load_kw,
                    zip=(0.0, 0.0, 1.0),
                    frequency_factor=0.0,
                    cold_factor=1.0,
                ),
            ),
        )
    )
    # load = inverter + machine at one speed w: S (Pset - (w-1)/mp) + D_kva (throttle - D (w-1))
    u = (inverter_kw + d_kva * throttle - load_kw) / (s_kva / mp + d_kva * damping)
    for t_s in (0.0, 1.0, 20.0, 60.0, 61.0, 200.0):
        plant.advance(t_s, dt_s)
        assert plant.get("d.f_hz") / 50.0 - 1.0 == pytest.approx(u, abs=2e-6), t_s
        assert plant.get("d.p_kw") == pytest.approx(d_kva * (throttle - damping * u), abs=0.02), t_s
