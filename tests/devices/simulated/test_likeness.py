"""A model that is put where the readings of a plant say that it stands."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from devices.forecast import preview
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Value
from devices.simulated import CannotLiken, Likenesses, SimulatedPlant, StartState
from devices.site import load_site, site_names

START = StartState()
DAY = datetime(START.year, 1, 1, tzinfo=timezone(timedelta(hours=9)))
NOW = DAY + timedelta(days=START.day_of_year - 1, seconds=START.clock_s + 20.0)


def settled(site_name: str) -> SimulatedPlant:
    plant = SimulatedPlant(load_site(site_name), start=START)
    while plant.now_s < 20.0:
        plant.advance(20.0)
    return plant


def picture_of(plant: SimulatedPlant, *, without: str = "") -> Picture:
    """Every reading but one, and everything that people report."""
    manual = ManualPoints(plant.site)
    picture = Picture(plant.site, manual)
    board: dict[str, Value] = {}
    for name, signal in plant.site.signals.items():
        if signal.manual and plant.site.device_of(name).kind != "permits":
            try:
                board[name] = plant.field.observe(name)
            except KeyError:
                continue
    manual.take_over(board, "tester", plant.now_s)
    readings = {name: one for name, one in plant.readings().items() if name != without}
    picture.update(readings, plant.now_s)
    return picture


@pytest.mark.parametrize("name", site_names())
def test_every_site_is_met_at_the_utilitys_supply(name: str) -> None:
    plant = settled(name)
    likeness = Likenesses(plant.site).at(picture_of(plant), NOW)
    assert likeness.apart.v_pu == pytest.approx(0.0, abs=0.005)
    assert likeness.apart.f_hz == pytest.approx(0.0, abs=0.001)
    assert likeness.apart.battery_kw == pytest.approx(0.0, abs=0.1)
    assert likeness.assumed
    assert plant.now_s == 20.0, "the plant itself stays where it stands"


def test_what_is_not_measured_is_assumed_by_name_or_stands_against_it() -> None:
    plant = settled("odawara")
    likenesses = Likenesses(plant.site)
    known = {words.en for words in likenesses.at(picture_of(plant), NOW).assumed}
    without = likenesses.at(picture_of(plant, without="b4.p_kw"), NOW)
    more = {words.en for words in without.assumed} - known
    assert more == {"B4: draw what the site file says for this hour"}
    for name in ("bess.soc_pct", "cb52b.position", "pv.state", "grid.v_kv"):
        with pytest.raises(CannotLiken, match="not known"):
            likenesses.at(picture_of(plant, without=name), NOW)


def test_the_inrush_of_a_transformer_is_told() -> None:
    plant = settled("odawara")
    for order in ("open", "disconnect"):
        plant.command(Command("b2", order, "MGC", "tester", {}))
        plant.advance(plant.now_s + 1.0)
    while plant.now_s < 30.0:
        plant.advance(30.0)
    likeness = Likenesses(plant.site).at(picture_of(plant), NOW)
    wish = Command("b2", "connect", "MGC", "tester", {})
    live, true = preview(likeness.plant, wish), preview(plant, wish)
    assert live.inrush == true.inrush
    assert [(device, times) for device, _, times in live.inrush] == [("b2", 10.0)]
