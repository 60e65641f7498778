"""The look-ahead of hours is no guess: without chance it goes as a fork of the simulator does."""

from __future__ import annotations

import pytest

from devices import forecast
from devices.plant import Command
from devices.simulated import SimulatedPlant, StartState
from devices.site import load_site

HOURS = 12
SETTLED_S = 400.0


def island() -> SimulatedPlant:
    """Odawara's section fed by its battery, with blocks and PV connected."""
    start = StartState(
        grid_live=False, k12_closed=False, relay_group=2, evt_in=True, bess_mode="grid_forming",
        anti_islanding=False, secondary=True,
    )  # fmt: skip
    plant = SimulatedPlant(load_site("odawara"), start=start)
    plant.command(Command("bess", "start_black", "MGC", "test", {}))
    while plant.now_s < SETTLED_S:
        plant.advance(SETTLED_S)
    return plant


@pytest.mark.long
def test_without_chance_the_charge_goes_as_in_a_fork_losses_included(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forecast, "LOAD_SPREAD", 0.0)
    monkeypatch.setattr(forecast, "CLOUD_LOW", 1.0)
    plant = island()
    foreseen = forecast.outlook(plant, hours=HOURS, futures=2).p50_pct
    future = plant.fork()
    future.simulator.longest_step_s = 60.0
    until_s = plant.now_s + HOURS * 3600.0
    while future.now_s < until_s:
        future.advance_by(60.0, until_s)
    charge = future.readings()["bess.soc_pct"].value
    assert charge == pytest.approx(foreseen[-1], abs=0.6)
    assert foreseen[0] - foreseen[-1] > 10.0
