"""The state vector: names, numbers and inputs."""

from __future__ import annotations

import numpy as np
import pytest

from sim import EVENT_KINDS, TRIP_CAUSES, Bus, Microgrid, MicrogridParameters, state

BLOCKS = {
    "GLOBAL": "G_",
    "BUS": "BUS_",
    "SWITCH": "SW_",
    "GRID": "GRID_",
    "INVERTER": "INV_",
    "PHOTOVOLTAIC": "PV_",
    "LOAD": "LOAD_",
    "REGULATING": "REG_",
    "VEHICLE": "EV_",
    "TRANSFER": "TS_",
    "OUTLET": "OUT_",
    "RELAY": "RELAY_",
    "TRANSFORMER": "TR_",
    "BRANCH": "BR_",
    "STAGE": "STAGE_",
    "MACHINE": "MA_",
    "SYNCHRONISM": "SY_",
}


@pytest.mark.parametrize("block", BLOCKS)
def test_names_and_numbers_of_a_block_agree(block):
    for number, name in enumerate(getattr(state, block)):
        constant = BLOCKS[block] + name.removesuffix("!").replace(".", "_").upper()
        assert getattr(state, constant) == number, name


def test_event_kinds_and_trip_causes_agree_with_their_numbers():
    for number, kind in enumerate(EVENT_KINDS):
        assert getattr(state, f"EV_{kind.upper()}") == number
    for number, cause in TRIP_CAUSES.items():
        assert getattr(state, f"CAUSE_{cause.upper()}") == number


def test_every_name_reads_its_own_place_and_only_inputs_can_be_set(tester):
    plant = tester().plant
    assert len(plant.names()) == plant.outputs.size
    assert np.all(np.isfinite(plant.outputs))
    for number, name in enumerate(plant.names()):
        assert plant.index(name) == number
    with pytest.raises(KeyError, match="v_pu is not an input"):
        plant.set("bus.mg.v_pu", 1.0)
    with pytest.raises(KeyError):
        plant.set("no.such.thing", 1.0)


def test_setting_what_already_stands_changes_nothing(tester):
    plant = tester().plant
    plant.advance(60.0)
    before = plant.snapshot()
    for name in plant.inputs():
        plant.set(name, plant.get(name))
    assert np.array_equal(plant.snapshot(), before)


def test_equal_names_are_refused_by_name():
    with pytest.raises(ValueError, match=r"Bus .a.: there are two"):
        Microgrid(MicrogridParameters(buses=(Bus("a", 6.6), Bus("a", 6.6))))


def test_a_snapshot_of_another_plant_is_refused(tester):
    plant = tester().plant
    with pytest.raises(ValueError, match="another microgrid"):
        plant.restore(plant.snapshot()[:-1])
