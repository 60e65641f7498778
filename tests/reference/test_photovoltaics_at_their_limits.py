"""PV trips, ride-through, waiting and return at a grid that is moved on purpose; UFLS; profiles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import (
    Bus,
    GridSource,
    Load,
    Microgrid,
    MicrogridParameters,
    Photovoltaic,
    Profile,
    Relay,
    RelayGroup,
    Switch,
    UnderfrequencyShed,
)

STIFF = {"r_ohm": 1e-7, "x_ohm": 1e-7}


def _plant(pv, f_hz=50.0, **more):
    plant = Microgrid(
        MicrogridParameters(
            f_nominal_hz=f_hz,
            buses=(Bus("lv", 0.202),),
            grids=(GridSource("grid", "lv", **STIFF),),
            photovoltaics=(pv,),
            **more,
        )
    )
    plant.set("irradiance", 0.8)
    plant.advance(10.0)
    assert plant.get("pv.p_kw") == pytest.approx(0.8 * pv.p_rated_kw, abs=1e-6)
    return plant


def _trip_s(plant, name, value, seconds):
    """When the plant trips after the grid is moved, None when it does not."""
    begun_s = plant.t_s
    plant.set(f"grid.{name}", value)
    events = plant.advance(begun_s + seconds)
    times = [e.t_s - begun_s for e in events if e.kind == "pv_tripped"]
    return times[0] if times else None


JAPAN_50 = Photovoltaic("pv", "lv", 50.0)
JAPAN_60 = Photovoltaic("pv", "lv", 30.0, "japan_60")
CAT_3 = Photovoltaic("pv", "lv", 40.0, "ieee1547_cat3")
OWN = replace(JAPAN_50, undervoltage=((0.7, 0.3), (0.85, 2.0)), overfrequency_hz=((50.6, 0.4),))

MOVES = [
    (JAPAN_50, 50.0, "v_pu", 159.0 / 202.0, 1.0, 1),
    (JAPAN_50, 50.0, "v_pu", 231.0 / 202.0, 1.0, 2),
    (JAPAN_50, 50.0, "f_hz", 51.05, 1.0, 3),
    (JAPAN_50, 50.0, "f_hz", 48.4, 1.0, 4),
    (JAPAN_60, 60.0, "f_hz", 61.3, 1.0, 3),
    (JAPAN_60, 60.0, "f_hz", 58.7, 1.0, 4),
    (CAT_3, 60.0, "v_pu", 0.8, 21.0, 1),
    (CAT_3, 60.0, "v_pu", 0.45, 2.0, 1),
    (CAT_3, 60.0, "v_pu", 1.15, 13.0, 2),
    (CAT_3, 60.0, "v_pu", 1.25, 0.16, 2),
    (CAT_3, 60.0, "f_hz", 62.1, 0.16, 3),
    (CAT_3, 60.0, "f_hz", 61.5, 300.0, 3),
    (CAT_3, 60.0, "f_hz", 56.0, 0.16, 4),
    (OWN, 50.0, "v_pu", 0.8, 2.0, 1),
    (OWN, 50.0, "v_pu", 0.6, 0.3, 1),
    (OWN, 50.0, "f_hz", 50.7, 0.4, 3),
]


@pytest.mark.parametrize(("pv", "f_hz", "name", "value", "delay_s", "cause"), MOVES)
def test_it_trips_after_its_delay_and_rides_through_less(*, pv, f_hz, name, value, delay_s, cause):
    plant = _plant(pv, f_hz)
    normal = plant.get(f"grid.{name}")
    for _ in range(3):  # what does not last is forgotten
        assert _trip_s(plant, name, value, delay_s - 0.03) is None
        plant.set(f"grid.{name}", normal)
        plant.advance(plant.t_s + 0.05)
    assert plant.get("pv.state") == 1.0
    assert _trip_s(plant, name, value, delay_s + 5.0) == pytest.approx(delay_s, abs=0.02)
    assert plant.get("pv.cause") == cause
    assert plant.get("pv.p_kw") == 0.0


@pytest.mark.parametrize(
    ("pv", "f_hz", "name", "value"),
    [
        (JAPAN_50, 50.0, "v_pu", 161.0 / 202.0),
        (JAPAN_50, 50.0, "v_pu", 229.0 / 202.0),
        (JAPAN_50, 50.0, "f_hz", 50.95),
        (JAPAN_60, 60.0, "f_hz", 58.85),
        (CAT_3, 60.0, "v_pu", 0.89),
        (CAT_3, 60.0, "v_pu", 1.09),
    ],
)
def test_it_stays_within_its_limits_for_ever(pv, f_hz, name, value):
    assert _trip_s(_plant(pv, f_hz), name, value, 600.0) is None


@pytest.mark.parametrize(
    ("wait_s", "step", "ramp_s", "f_hz", "personality"),
    [
        (300.0, True, 1.0, 50.0, "japan_50"),
        (120.0, False, 200.0, 60.0, "japan_60"),
        (300.0, False, 300.0, 60.0, "ieee1547_cat3"),
    ],
)
@pytest.mark.parametrize("dt_s", [None, 0.01])
def test_it_waits_and_returns_by_step_or_ramp(*, wait_s, step, ramp_s, f_hz, personality, dt_s):
    pv = Photovoltaic("pv", "lv", 50.0, personality, wait_s=wait_s, return_step=step, ramp_s=ramp_s)
    plant = _plant(pv, f_hz)
    assert _trip_s(plant, "v_pu", 0.3, 3.0) is not None
    begun_s = plant.t_s
    plant.set("grid.v_pu", 1.0)
    plant.advance(begun_s + 0.6 * wait_s, dt_s)
    plant.set("grid.f_hz", f_hz - 3.0)  # out of the band: the waiting begins anew
    plant.advance(plant.t_s + 0.5, dt_s)
    plant.set("grid.f_hz", f_hz)
    begun_s = plant.t_s
    events = plant.advance(begun_s + wait_s + 0.5 * ramp_s, dt_s)
    (back,) = [e for e in events if e.kind == "pv_returned"]
    assert back.t_s - begun_s == pytest.approx(wait_s, abs=0.03)
    plant.advance(begun_s + wait_s + 0.5 * ramp_s, dt_s)
    wanted = 40.0 if step else min(50.0 * 0.5, 40.0)
    assert plant.get("pv.p_kw") == pytest.approx(wanted, abs=0.02 + 50.0 * 0.03 / ramp_s)
    plant.advance(begun_s + wait_s + ramp_s + 1.0, dt_s)
    assert plant.get("pv.p_kw") == pytest.approx(40.0, abs=1e-3)


def _shedding(f_hz, stages):
    """A relay of stages at one grid bus, with a switch for each stage."""
    names = [f"s{k}" for k in range(len(stages))]
    return Microgrid(
        MicrogridParameters(
            f_nominal_hz=f_hz,
            buses=(Bus("mg", 6.6), *(Bus(f"u{k}", 6.6) for k in range(len(stages)))),
            switches=tuple(
                Switch(name, "mg", f"u{k}", closed=True) for k, name in enumerate(names)
            ),
            grids=(GridSource("grid", "mg", **STIFF),),
            shedding=(
                UnderfrequencyShed(
                    "ufls",
                    "mg",
                    tuple((hz, s, (name,)) for (hz, s), name in zip(stages, names, strict=True)),
                ),
            ),
        )
    )


@pytest.mark.parametrize("offset_s", [0.0, 0.003, 0.0077])
@pytest.mark.parametrize("rate_hz_per_s", [-0.5, -1.3])
@pytest.mark.parametrize("f_hz", [50.0, 60.0])
def test_load_is_shed_its_delay_after_the_interpolated_crossing(f_hz, rate_hz_per_s, offset_s):
    stages = [(f_hz - 0.5, 0.2), (f_hz - 0.8, 0.3), (f_hz - 1.2, 0.1)]
    plant = _shedding(f_hz, stages)
    events = list(plant.advance(1.0 + offset_s))
    begun_s = plant.t_s
    for n in range(1, 400):
        plant.set("grid.f_hz", max(f_hz + rate_hz_per_s * 0.01 * n, f_hz - 2.0))
        events += plant.advance(begun_s + 0.01 * n)
    times = {e.element: e.t_s for e in events if e.kind == "shed"}
    for k, (hz, delay_s) in enumerate(stages):
        expected = begun_s + (hz - f_hz) / rate_hz_per_s + delay_s
        assert times[f"s{k}"] == pytest.approx(expected, abs=1e-3 + 1e-9), k


def test_a_definite_time_element_forgets_what_noise_interrupts():
    group = RelayGroup(undervoltage=((0.9, 0.5),))
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("mg", 6.6), Bus("u", 6.6)),
            switches=(Switch("cb", "mg", "u", closed=True),),
            grids=(GridSource("grid", "mg", **STIFF),),
            relays=(Relay("r", "mg", (group, group), switch="cb"),),
            loads=(Load("load", "u", 10.0),),
        )
    )
    plant.advance(1.0)
    events = []
    for n in range(400):  # 30 ms low, 10 ms high: never long enough
        plant.set("grid.v_pu", 0.91 if n % 4 == 3 else 0.85)
        events += plant.advance(1.0 + 0.01 * (n + 1))
    assert not [e for e in events if e.kind == "relay_tripped"]
    begun_s = plant.t_s
    plant.set("grid.v_pu", 0.85)
    (trip,) = [e for e in plant.advance(begun_s + 2.0) if e.kind == "relay_tripped"]
    assert trip.t_s - begun_s == pytest.approx(0.5, abs=0.011)
    assert plant.get("switch.cb.closed") == 0.0


@pytest.mark.parametrize("start_s", [0.0, 3.5 * 3600.0, 23.9 * 3600.0])
@pytest.mark.parametrize("longest_s", [1.0, 60.0])
def test_profiles_are_linear_between_their_points_and_wrap_at_their_period(start_s, longest_s):
    sun = Profile(
        "sun", 86_400.0, 7200.0, (0.0, 0.0, 0.0, 0.3, 0.7, 0.9, 1.0, 0.8, 0.4, 0.1, 0.0, 0.0)
    )
    use = Profile("use", 3600.0, 600.0, (1.0, 0.4, 0.8, 0.2, 0.6, 1.2))
    plant = Microgrid(
        MicrogridParameters(
            buses=(Bus("lv", 0.21),),
            grids=(GridSource("grid", "lv", **STIFF),),
            photovoltaics=(Photovoltaic("pv", "lv", 100.0, profile="sun"),),
            loads=(Load("load", "lv", 50.0, 1.0, zip=(0.0, 0.0, 1.0), profile="use"),),
            profiles=(sun, use),
            start_s=start_s,
        )
    )
    plant.longest_step_s = longest_s

    def at(profile, t_s):
        position = (t_s % profile.period_s) / profile.step_s
        k = int(position)
        a, b = profile.values[k], profile.values[(k + 1) % len(profile.values)]
        return a + (b - a) * (position - k)

    for t_s in (1.0, 299.0, 601.5, 1234.0, 4000.0, 30_000.0, 86_399.0, 86_400.0, 100_000.0):
        plant.advance(t_s)
        assert plant.get("load.p_kw") == pytest.approx(50.0 * at(use, start_s + t_s), abs=1e-5)
        rate = 100.0 / 7200.0 * (longest_s + 0.02)  # its lag of 20 ms, and a step at the knee
        assert plant.get("pv.available_kw") == pytest.approx(
            100.0 * at(sun, start_s + t_s), abs=1e-6
        )
        assert plant.get("pv.p_kw") == pytest.approx(100.0 * at(sun, start_s + t_s), abs=rate)


@pytest.mark.parametrize(("f_hz", "too_fast_hz"), [(50.0, 51.1), (60.0, 61.3)])
def test_a_plant_without_a_named_personality_has_the_settings_of_its_frequency(f_hz, too_fast_hz):
    plant = Microgrid(
        MicrogridParameters(
            f_nominal_hz=f_hz,
            buses=(Bus("lv", 0.21),),
            grids=(GridSource("grid", "lv", **STIFF),),
            photovoltaics=(Photovoltaic("pv", "lv", 10.0),),
        )
    )
    plant.advance(1.0)
    assert plant.get("pv.p_kw") == pytest.approx(10.0, abs=1e-6)
    plant.set("grid.f_hz", too_fast_hz)
    (trip,) = [e for e in plant.advance(5.0) if e.kind == "pv_tripped"]
    assert trip.t_s == pytest.approx(2.0, abs=0.02)
