"""A car that drives, comes back, and feeds a shelter on its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import Bus, GridSource, Load, MicrogridParameters, Vehicle


def shelter(grid=True, **car):
    return MicrogridParameters(
        buses=(Bus("board", 0.2),),
        grids=(GridSource("grid", "board", r_ohm=0.01, x_ohm=0.02, live=grid),),
        vehicles=(Vehicle("car", "board", 40.0, **car),),
        loads=(
            Load(
                "people",
                "board",
                1.5,
                1.0,
                zip=(0.0, 0.0, 1.0),
                frequency_factor=0.0,
                cold_factor=1.0,
            ),
        ),
    )


def test_a_car_drives_away_and_comes_back_with_less(tester):
    story = tester(shelter(soc0=0.37))
    story.plant.longest_step_s = 60.0
    story.set(car__present=0.0, car__speed_km_h=30.0, car__set_kw=5.0)
    story.run(2.0 * 3600.0)
    assert story.get("car.state") == 0.0
    assert story.get("car.p_kw") == 0.0
    assert story.get("car.distance_km") == pytest.approx(60.0, rel=1e-9)
    assert story.get("car.soc") == pytest.approx(0.37 - 60.0 * 0.155 / 40.0, abs=1e-9)
    assert story.get("energy.driving_kwh") == pytest.approx(9.3, rel=1e-9)
    assert abs(story.get("energy.balance_kwh")) < 1e-6 * story.get("energy.moved_kwh")
    story.set(car__speed_km_h=0.0, car__present=1.0)
    story.run(60.0)
    assert story.get("car.state") == 1.0
    assert story.get("car.p_kw") == pytest.approx(5.0, rel=0.01)


def test_an_empty_car_stops_where_it_is(tester):
    story = tester(shelter(soc0=0.01))
    story.set(car__present=0.0, car__speed_km_h=60.0)
    story.run(3600.0)
    assert story.get("car.soc") == pytest.approx(0.0, abs=1e-12)
    assert story.get("car.distance_km") == pytest.approx(0.4 / 0.155, rel=1e-9)


def test_a_car_that_stands_at_its_charger_does_not_drive(tester):
    story = tester(shelter())
    story.set(car__speed_km_h=60.0)
    story.run(600.0)
    assert story.get("car.distance_km") == 0.0


def test_a_car_on_a_live_board_refuses_to_stand_alone(tester):
    story = tester(shelter())
    story.set(car__stand_alone=1.0)
    story.run(5.0)
    assert story.of("input_refused", "car")
    assert story.get("car.state") == 1.0
    assert story.get("car.stand_alone") == 0.0


@pytest.fixture
def at_the_shelter(tester):
    """A dark shelter, and a car that has come back at 22 %."""

    def build(load_kw=1.5, **car):
        p = shelter(grid=False, soc0=0.22, **car)
        (people,) = p.loads
        story = tester(replace(p, loads=(replace(people, p_kw=load_kw),)))
        story.set(car__stand_alone=1.0)
        story.run(10.0)
        return story

    return build


def test_a_car_feeds_a_shelter_alone_until_its_reserve(at_the_shelter):
    story = at_the_shelter()
    assert story.get("car.state") == 2.0
    assert story.get("people.p_kw") == pytest.approx(1.5, rel=1e-6)
    assert 0.95 < story.get("car.v_pu") < 1.0
    assert story.get("bus.board.f_hz") == pytest.approx(50.0)
    cells_kw = 1.5 / 0.87**0.5 + 0.05
    story.run(3600.0)
    assert story.get("car.soc") == pytest.approx(0.22 - cells_kw * 3610.0 / 3600.0 / 40.0, rel=1e-3)
    story.plant.longest_step_s = 60.0
    story.run(3.0 * 3600.0)
    (trip,) = story.of("vehicle_tripped", "car")
    assert trip.value == 9.0  # battery empty
    assert story.get("car.soc") == pytest.approx(0.1, abs=1e-6)
    assert story.get("people.p_kw") == 0.0
    assert abs(story.get("energy.balance_kwh")) < 1e-6 * story.get("energy.moved_kwh")


def test_seven_kilowatts_are_too_much_for_a_car(at_the_shelter):
    story = at_the_shelter(load_kw=7.0)
    (trip,) = story.of("vehicle_tripped", "car")
    assert trip.value == 5.0  # overcurrent
    assert story.get("car.state") == 3.0
    assert story.get("people.p_kw") == 0.0
    story.run(60.0)
    assert story.get("car.state") == 3.0
    story.set(people__factor=0.2, car__stand_alone=0.0)
    story.run(1.0)
    story.set(car__stand_alone=1.0)
    story.run(5.0)
    assert story.get("people.p_kw") == pytest.approx(1.4, rel=1e-6)


def test_a_short_circuit_draws_the_limit_and_trips_the_car(at_the_shelter):
    story = at_the_shelter()
    story.set(bus__board__short_ohm=0.01)
    seen = story.samples("car.i_pu", 0.3)
    assert max(seen) == pytest.approx(1.2, rel=1e-6)
    story.run(1.0)
    assert story.of("vehicle_tripped", "car")


def test_a_car_that_leaves_takes_the_light_with_it(at_the_shelter):
    story = at_the_shelter()
    story.set(car__present=0.0, car__speed_km_h=40.0)
    story.run(60.0)
    assert story.get("people.p_kw") == 0.0
    assert story.get("car.state") == 0.0
    assert story.get("car.distance_km") == pytest.approx(40.0 / 60.0, rel=1e-6)
    story.set(car__present=1.0)
    story.run(10.0)
    assert story.get("people.p_kw") == 0.0, "nobody has started it again"


def test_a_copy_of_a_plant_with_a_car_that_stands_alone_goes_on_alike(at_the_shelter):
    story = at_the_shelter(load_kw=7.0)
    story.set(people__factor=0.5, car__stand_alone=0.0)
    story.run(1.0)
    story.set(car__stand_alone=1.0)
    story.run(0.7)
    copy = story.plant.fork()
    story.run(5.0)
    copy.advance(story.plant.t_s)
    assert (copy.snapshot() == story.plant.snapshot()).all()
