"""The self-sustained outlet of a PV inverter: by the sun, up to its limit, until it trips."""

from __future__ import annotations

import pytest

from sim import Bus, GridSource, Load, MicrogridParameters, PcsOutlet, Photovoltaic, Switch


def stiff(name, bus, p_kw):
    return Load(name, bus, p_kw, 1.0, zip=(0.0, 0.0, 1.0), frequency_factor=0.0, cold_factor=1.0)


@pytest.fixture
def dark_school(tester):
    """A school in a blackout: 45 kW of PV, one emergency outlet, two appliances to plug in."""

    def build(sun=0.8):
        story = tester(
            MicrogridParameters(
                buses=tuple(Bus(n, 0.2) for n in ("board", "outlet", "kettle", "cooker")),
                grids=(GridSource("grid", "board", r_ohm=0.01, x_ohm=0.02),),
                switches=(Switch("plug1", "outlet", "kettle"), Switch("plug2", "outlet", "cooker")),
                photovoltaics=(Photovoltaic("pv", "board", 45.0, wait_s=60.0),),
                outlets=(PcsOutlet("pcs", "outlet", "pv"),),
                loads=(
                    stiff("rooms", "board", 5.0),
                    stiff("kettle_load", "kettle", 1.2),
                    stiff("cooker_load", "cooker", 0.6),
                ),
            )
        )
        story.set(irradiance=sun)
        story.run(30.0)
        story.set(grid__live=0.0)
        story.run(10.0)
        assert story.get("bus.board.v_pu") == 0.0
        story.set(pcs__enabled=1.0)
        story.run(5.0)
        return story

    return build


def test_the_outlet_carries_a_kettle_and_trips_on_the_rice_cooker_too(dark_school):
    story = dark_school()
    assert story.get("pcs.state") == 1.0
    assert story.get("pcs.v_pu") == pytest.approx(1.0, abs=1e-6)
    story.switch("plug1", True)
    story.run(600.0)
    assert story.get("pcs.p_kw") == pytest.approx(1.2, rel=1e-6)
    assert 0.94 < story.get("bus.kettle.v_pu") < 1.0
    assert story.get("bus.kettle.f_hz") == pytest.approx(50.0)
    assert story.get("pv.state") == 0.0, "its PV is off the grid"
    assert story.get("switch.plug1.p_kw") == pytest.approx(1.2, rel=1e-6)
    story.switch("plug2", True)
    begun_s = story.plant.t_s
    story.run(5.0)
    (trip,) = story.of("outlet_tripped", "pcs")
    assert trip.value == 5.0  # overcurrent
    assert trip.t_s - begun_s < 0.6
    assert story.get("bus.kettle.v_pu") == 0.0
    assert abs(story.get("energy.balance_kwh")) < 1e-6 * story.get("energy.moved_kwh")
    assert story.get("pcs.energy_kwh") == pytest.approx(1.2 * 600.0 / 3600.0, rel=0.01)


def test_it_stays_dark_after_a_trip_until_it_is_reset(dark_school):
    story = dark_school()
    story.switch("plug1", True)
    story.switch("plug2", True)
    story.run(10.0)
    assert story.get("pcs.state") == 2.0
    story.set(pcs__enabled=0.0)
    story.run(1.0)
    story.set(pcs__enabled=1.0)
    story.run(60.0)
    assert story.get("bus.outlet.v_pu") == 0.0
    story.switch("plug2", False)
    story.set(pcs__reset=1.0)
    story.run(5.0)
    assert story.get("pcs.p_kw") == pytest.approx(1.2, rel=1e-6)


def test_without_sun_there_is_no_outlet_and_with_the_sun_it_wakes(dark_school):
    story = dark_school(sun=0.0)
    assert story.get("pcs.state") == 0.0
    assert story.get("bus.outlet.v_pu") == 0.0
    story.set(irradiance=0.5)
    story.run(5.0)
    assert story.get("pcs.state") == 1.0
    assert story.get("bus.outlet.v_pu") == pytest.approx(1.0, abs=1e-6)
    story.set(irradiance=0.0)
    story.run(5.0)
    assert story.get("pcs.state") == 0.0
    assert not story.of("outlet_tripped"), "nothing hung at it"


def test_a_cloud_takes_the_outlet_away(dark_school):
    story = dark_school()
    story.switch("plug1", True)
    story.run(30.0)
    story.set(irradiance=0.02)
    story.run(30.0)
    assert story.get("pcs.available_kw") == pytest.approx(0.9)
    (trip,) = story.of("outlet_tripped", "pcs")
    assert trip.value == 22.0  # no sun
    story.set(irradiance=0.8)
    story.run(30.0)
    assert story.get("bus.kettle.v_pu") == 0.0


def test_back_on_the_grid_the_photovoltaics_wait_and_return(dark_school):
    story = dark_school()
    story.set(grid__live=1.0)
    story.run(120.0)
    assert story.get("pv.p_kw") == 0.0, "still switched to its own outlet"
    story.set(pcs__enabled=0.0)
    story.run(70.0)
    assert story.get("pcs.state") == 0.0
    assert story.of("pv_returned", "pv")
    assert story.get("pv.p_kw") == pytest.approx(36.0, rel=1e-3)
