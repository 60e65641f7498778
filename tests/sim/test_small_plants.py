"""One matter at a time in the smallest plant that shows it: closing, overload, islands."""

from __future__ import annotations

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Photovoltaic,
    Switch,
    Transformer,
    UnderfrequencyShed,
)


def stiff(name, bus, p_kw):
    """Constant power that minds neither frequency nor outages."""
    return Load(name, bus, p_kw, 1.0, (0.0, 0.0, 1.0), frequency_factor=0.0, cold_factor=1.0)


def formed(story, p_set_kw=0.0):
    """Start the inverter `bess` of a plant without a grid."""
    story.set(bess__anti_islanding=0.0, bess__secondary_enabled=0.0, bess__start=1.0)
    story.set(bess__p_set_kw=p_set_kw)
    story.run(10.0)
    assert story.get("bess.state") == 3.0
    return story


@pytest.mark.parametrize(("kva", "dip_pu", "below_08_s"), [(100.0, 0.755, 0.0), (300, 0.25, 0.12)])
def test_a_hard_close_dips_the_voltage_by_the_size_of_the_transformer(
    tester, kva, dip_pu, below_08_s
):
    story = tester(
        MicrogridParameters(
            buses=(Bus("mg", 6.6), Bus("hv", 6.6), Bus("lv", 0.21)),
            switches=(Switch("cutout", "mg", "hv"),),
            transformers=(Transformer("tr", "hv", "lv", kva, 0.013, 0.021),),
            inverters=(BatteryInverter("bess", "mg", 630.0, Battery(1580.0), mode0="standby"),),
        )
    )
    formed(story)
    story.switch("cutout", True)
    story.now()
    assert story.get("bus.mg.v_pu") == pytest.approx(dip_pu, abs=0.02)
    volts = story.samples("bus.mg.v_pu", 1.0)
    assert sum(0.01 for v in volts if v < 0.8) == pytest.approx(below_08_s, abs=0.02)
    assert volts[-1] == pytest.approx(1.0, abs=0.02)
    (inrush,) = story.of("inrush")
    assert inrush.value == pytest.approx(kva)


def test_sun_beyond_the_load_of_a_full_battery_trips_at_51_hz(tester):
    story = tester(
        MicrogridParameters(
            buses=(Bus("mg", 0.21),),
            inverters=(
                BatteryInverter("bess", "mg", 630.0, Battery(1580.0, soc0=0.97), mode0="standby"),
            ),
            photovoltaics=(Photovoltaic("pv", "mg", 50.0, wait_s=60.0),),
            loads=(stiff("people", "mg", 20.0),),
        )
    )
    story.set(irradiance=1.0)
    formed(story, p_set_kw=20.0)
    story.run(75.0)
    (returned,) = story.of("pv_returned")
    (trip,) = story.of("pv_tripped")
    # 3.96 s up to 51.0 Hz (case A16) and 1.0 s of the limit's own delay
    assert trip.t_s - returned.t_s == pytest.approx(3.964 + 1.0, abs=0.05)
    assert trip.value == 3.0  # overfrequency
    assert story.get("bess.p_kw") == pytest.approx(20.0, abs=0.01)
    assert story.get("bus.mg.f_hz") == pytest.approx(50.0, abs=0.02)


def test_overload_sheds_in_the_order_of_the_stages(tester):
    stages = ((49.5, 0.1, ("s1",)), (49.2, 0.1, ("s2",)), (48.8, 0.1, ("s3",)))
    names = ("s1", "s2", "s3", "big")
    story = tester(
        MicrogridParameters(
            buses=(Bus("mg", 6.6), *(Bus(name + "_bus", 6.6) for name in names)),
            switches=tuple(Switch(n, "mg", n + "_bus", closed=n != "big") for n in names),
            inverters=(
                BatteryInverter("bess", "mg", 630.0, Battery(1580.0), mode0="standby", imax_pu=3.0),
            ),
            loads=(
                stiff("a", "s1_bus", 40.0),
                stiff("b", "s2_bus", 40.0),
                stiff("c", "s3_bus", 100.0),
                stiff("d", "big_bus", 600.0),
            ),
            shedding=(UnderfrequencyShed("ufls", "mg", stages),),
        )
    )
    formed(story, p_set_kw=180.0)
    story.switch("big", True)
    story.run(10.0)
    assert [(e.element, e.value) for e in story.of("shed")] == [
        ("s1", 49.5),
        ("s2", 49.2),
        ("s3", 48.8),
    ]
    assert story.get("bess.p_kw") == pytest.approx(600.0, abs=0.1)
    story.run(60.0)
    assert story.get("bus.mg.f_hz") > 49.2, "frequency comes back once the overload is gone"


def test_two_islands_live_at_once_with_their_own_frequencies(tester):
    def unit(name, bus):
        return BatteryInverter(name, bus, 630.0, Battery(1580.0), mode0="standby")

    story = tester(
        MicrogridParameters(
            buses=(Bus("a", 6.6), Bus("b", 6.6), Bus("c", 6.6), Bus("dead", 6.6)),
            lines=(Line("line", "c", "dead", 0.1, 0.1),),
            switches=(Switch("tie", "a", "b"), Switch("tail", "b", "c")),
            grids=(GridSource("grid", "a", f_hz=50.1),),
            inverters=(unit("bess", "b"),),
            loads=(stiff("la", "a", 100.0), stiff("lb", "b", 63.0)),
        )
    )
    formed(story)
    assert story.get("bus.a.island") != story.get("bus.b.island")
    assert story.get("bus.dead.island") == -1.0
    assert story.get("bus.a.f_hz") == 50.1
    assert story.get("bus.b.f_hz") == pytest.approx(50.0 - 0.5 * 0.1, abs=1e-6)
    assert story.get("switch.tie.slip_hz") == pytest.approx(-0.15, abs=1e-6)
    assert story.get("grid.p_kw") == pytest.approx(100.0, abs=0.1)
    assert story.get("bess.p_kw") == pytest.approx(63.0, abs=1e-3)
    story.run(1.0)
    before_deg = story.get("switch.tie.angle_deg")
    story.run(0.5)
    turned_deg = (story.get("switch.tie.angle_deg") - before_deg + 180.0) % 360.0 - 180.0
    assert turned_deg == pytest.approx(360.0 * -0.15 * 0.5, abs=0.01)
