"""A machine without a regulator holds E at its voltage set-point from the first instant."""

from __future__ import annotations

from sim import Bus, DieselGenerator, Load, Microgrid, MicrogridParameters


def test_e_is_the_set_point_at_the_start_and_stays():
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("one", 6.6),),
            machines=(
                DieselGenerator("g", "one", 500.0, avr_gain=0.0, mode0="running", p_set0_kw=150.0),
            ),
            loads=(Load("first", "one", 200.0, frequency_factor=0.0),),
        )
    )
    assert plant.get("g.e_pu") == 1.0
    plant.advance(60.0)
    before = plant.get("bus.one.v_pu")
    plant.set("load.first.factor", 1.0001)
    plant.advance(60.1)
    assert abs(plant.get("bus.one.v_pu") - before) < 1e-4
