"""IEEE 1547-2018 category III against OpenDER: trips, entering service, ride-through, droop."""

from __future__ import annotations

import re

import pytest

from sim import Bus, GridSource, Microgrid, MicrogridParameters, Photovoltaic
from sim.photovoltaic import frequency_droop_cut, frequency_shift_share

P_KW = 50.0
# OpenDER's own lag, read off its recovery: 49.9546 kW 50 ms after the voltage is back
LAG_S = 0.00714
TRIPS = ("UV2_V0.45", "UV1_V0.80", "OV1_V1.15", "OV2_V1.25")
TRIPS_F = ("OF2_62.5Hz", "UF2_56.0Hz", "OF1_61.5Hz", "UF1_58.0Hz")


@pytest.mark.parametrize("name", [*TRIPS, *TRIPS_F])
def test_category_iii_trips_after_the_time_that_opender_gives(data, name):
    case = data("opender_ieee1547.yaml")["trip"][name]
    plant = _plant()
    plant.advance(case["step_at_s"])
    level = float(re.search(r"_V?([\d.]+)", name).group(1))
    plant.set("grid.f_hz" if name in TRIPS_F else "grid.v_pu", level)
    events = plant.advance(case["step_at_s"] + case["trip_delay_s"] + 2.0)
    (trip,) = (event for event in events if event.kind == "pv_tripped")
    # OpenDER counts the trip step itself: up to one 10 ms step short
    assert trip.t_s == pytest.approx(case["trip_at_s"], abs=0.02)
    assert plant.get("pv.p_kw") == pytest.approx(case["P_after_kW"])


def test_category_iii_enters_service_after_its_delay_and_ramps(data):
    case = data("opender_ieee1547.yaml")["enter_service"]
    plant = _plant()
    plant.advance(5.0)
    plant.set("grid.v_pu", 0.45)
    events = plant.advance(20.0)
    (trip,) = (event for event in events if event.kind == "pv_tripped")
    assert trip.t_s == pytest.approx(case["trip_at_s"], abs=0.02)
    plant.set("grid.v_pu", 1.0)
    returned = []
    for at_s, p_kw in case["P_kW_at"].items():
        returned += [e.t_s for e in plant.advance(float(at_s)) if e.kind == "pv_returned"]
        assert plant.get("pv.p_kw") / P_KW == pytest.approx(p_kw / P_KW, abs=1e-3)
    assert returned == [pytest.approx(case["enter_service_at_s"], abs=0.02)]


@pytest.mark.parametrize(
    ("name", "v_pu", "begin_s", "end_s"),
    [("ride_through_v030_0p8s", 0.30, 2.0, 2.8), ("ride_through_v070_6s", 0.70, 2.0, 8.0)],
)
def test_category_iii_rides_through_a_short_dip(data, name, v_pu, begin_s, end_s):
    case = data("opender_ieee1547.yaml")[name]
    plant = _plant()
    for at_s, p_kw in case["P_kW_at"].items():
        for moment_s, level in ((begin_s, v_pu), (end_s, 1.0)):
            if plant.t_s <= moment_s < float(at_s):
                plant.advance(moment_s)
                plant.set("grid.v_pu", level)
        events = plant.advance(float(at_s))
        assert not [event for event in events if event.kind == "pv_tripped"]
        assert plant.get("pv.p_kw") / P_KW == pytest.approx(p_kw / P_KW, abs=1e-3)


def test_category_iii_droops_on_overfrequency(data):
    for level, row in data("opender_ieee1547.yaml")["frequency_droop_overfreq"].items():
        plant = _plant()
        plant.advance(1.0)
        plant.set("grid.f_hz", float(level))
        plant.advance(1.0 + row["t90_s"])
        p0_kw, end_kw = row["P0_kW"], row["P_end_kW"]
        done = (p0_kw - plant.get("pv.p_kw")) / (p0_kw - end_kw)
        assert done == pytest.approx(0.9, abs=0.005)
        plant.advance(60.0)
        assert plant.get("pv.p_kw") / P_KW == pytest.approx(end_kw / P_KW, abs=1e-3)


def test_a6_closed_forms_of_both_kinds_of_frequency_curtailment(analytic):
    shift = analytic["A6_frequency_shift_pv_curtailment"]
    inputs = shift["inputs"]
    share = frequency_shift_share(shift["f_ss_Hz"], inputs["f0_Hz"])
    assert share * inputs["P_pv_avail_kW"] == pytest.approx(shift["pv_kW"], abs=1e-9)
    droop = analytic["A6b_ieee1547_freq_droop"]
    i = droop["inputs"]
    for f_hz, p_pu in zip(i["f_Hz"], droop["p_pu"], strict=True):
        cut = frequency_droop_cut(f_hz, i["f_nom_Hz"], i["dbOF_Hz"], i["kOF"])
        assert i["P_pre_pu"] - cut == pytest.approx(p_pu, abs=1e-9)


def _plant():
    plant = Microgrid(
        MicrogridParameters(
            f_nominal_hz=60.0,
            buses=(Bus("mg", 0.2),),
            grids=(GridSource("grid", "mg", r_ohm=0.0, x_ohm=1e-6),),
            photovoltaics=(
                Photovoltaic(
                    "pv",
                    "mg",
                    P_KW,
                    personality="ieee1547_cat3",
                    return_step=False,
                    lag_s=LAG_S,
                ),
            ),
        )
    )
    plant.set("irradiance", 1.0)
    return plant
