"""What the simulator expects in a live sitting, from measured values, and how far to trust it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from devices import forecast
from devices.plant import Command
from devices.signals import Reading
from devices.simulated import Likenesses
from devices.site import Site
from procedures import intents
from procedures.scenario import load_scenario
from procedures.snapshot import ConditionView

# a preview from measured values against that of the plant itself at the same state
F_HZ, V_PU, LOAD_PCT, SOC_PCT = 0.01, 0.005, 1.0, 0.01


def command(target: str, **arguments: Any) -> Command:
    device, verb = target.split(".")
    return Command(device, verb, "MGC", "ozawa", arguments)


def rows(s: Any) -> dict[str, ConditionView]:
    """The preview of the command that is selected, by what each row says."""
    selection = s.look.selection
    assert selection is not None
    return {row.words.en: row for row in selection.preview}


def selected(s: Any, target: str, **arguments: Any) -> dict[str, ConditionView]:
    device, verb = target.split(".")
    s.sitting.accept(intents.Select(device, verb, arguments, "MGC"))
    return rows(s)


def assert_close(s: Any, wanted: Command) -> None:
    """The likeness and the plant behind the lines expect the same of `wanted`."""
    likeness = Likenesses(s.site).at(s.sitting.picture, s.sitting.clock.time_of_day())
    live = forecast.preview(likeness.plant, wanted)
    true = forecast.preview(s.plant.world._plant, wanted)
    assert (live.f_min_hz is None) == (true.f_min_hz is None)
    if live.f_min_hz is not None:
        assert live.f_min_hz == pytest.approx(true.f_min_hz, abs=F_HZ)
        assert live.f_max_hz == pytest.approx(true.f_max_hz, abs=F_HZ)
    assert live.v_min_pu == pytest.approx(true.v_min_pu, abs=V_PU)
    assert live.v_max_pu == pytest.approx(true.v_max_pu, abs=V_PU)
    assert live.load_peak_pct == pytest.approx(true.load_peak_pct, abs=LOAD_PCT)
    assert live.soc_end_pct == pytest.approx(true.soc_end_pct, abs=SOC_PCT)
    assert [trip for trip in live.trips if trip in true.trips] == list(live.trips)
    assert live.inrush == true.inrush


def test_a_command_at_the_utilitys_supply_is_previewed_as_by_the_plant_itself(seat: Any) -> None:
    s = seat()
    s.take_over_board()
    s.granted(intents.Arm("ozawa"))
    seen = selected(s, "server.set_kw", p_kw=20.0)
    assert seen["Frequency in the next 60 s"].live.en == "50.00–50.00 Hz"
    assert seen["Trips"].truth is True
    assert seen["Model less measurement, now"].truth is True
    assert "BESS: the state of charge is as the battery reckons it" in seen["Assumed"].live.en
    assert "the sun stays as it is" in seen["Assumed"].live.en
    assert s.plant.written == []
    for wanted in (command("server.set_kw", p_kw=20.0), command("b1.open")):
        assert_close(s, wanted)


def test_what_is_done_to_an_island_is_previewed_as_by_the_plant_itself(
    seat: Any, odawara: Site
) -> None:
    s = seat(plant_of=load_scenario("odawara-fire", odawara))
    s.take_over_board()
    s.wait(60.0)
    s.granted(intents.Arm("ozawa"))
    assert s.look.values["bess.mode"].value == "grid_forming"
    for wanted in (command("b1.open"), command("b4.close"), command("bess.stop")):
        assert_close(s, wanted)
    seen = selected(s, "b1.open")
    assert "assumptions" in seen["Rests on"].live.en
    assert seen["Model less measurement, now"].truth is True


def test_a_black_start_is_previewed_as_by_the_plant_itself(seat: Any, odawara: Site) -> None:
    scenario = load_scenario("odawara-first-activation", odawara)
    dead = replace(scenario.start, grid_live=False, k12_closed=False, blocks_closed=False)
    ready = replace(dead, bess_mode="grid_forming", relay_group=2, evt_in=True, pv_running=False)
    s = seat(plant_of=replace(scenario, start=ready, happenings=()))
    s.take_over_board()
    s.go(10.0)
    for wanted in (command("bess.start_black"), command("b1.close")):
        assert_close(s, wanted)


def test_no_preview_where_a_value_that_decides_is_unknown_or_old(seat: Any) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    (only,) = selected(s, "server.set_kw", p_kw=20.0).values()
    assert only.words.en == "No preview"
    assert only.live.en == "K-12 position: not known"
    assert s.look.outlook.missing.en == "No forecast: K-12 position: not known"
    s.take_over_board()
    s.plant.silent.add("bess")
    s.go(10.0)
    (only,) = selected(s, "server.set_kw", p_kw=20.0).values()
    assert "BESS state of charge: 10 s old" in only.live.en


def test_the_outlook_begins_from_the_measured_charge(seat: Any) -> None:
    s = seat()
    s.take_over_board()
    s.go(70.0)
    outlook = s.look.outlook
    assert outlook.missing is None
    assert outlook.p50_pct[0] == pytest.approx(s.look.values["bess.soc_pct"].value, abs=0.1)


def test_a_model_far_from_the_measurement_says_so(seat: Any) -> None:
    s = seat()
    s.take_over_board()
    s.granted(intents.Arm("ozawa"))
    told = s.plant.readings

    def one_instrument_is_wrong() -> dict[str, Reading]:
        readings = dict(told())
        readings["island.f_hz"] = replace(readings["island.f_hz"], value=49.5)
        return readings

    s.plant.readings = one_instrument_is_wrong
    s.go(1.0)
    row = selected(s, "server.set_kw", p_kw=20.0)["Model less measurement, now"]
    assert row.truth is False
