"""Opening a live plant: every device is reached, named, and looked at."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from devices.links import LinkState
from devices.modbus import IdentityMismatch
from devices.registers import Place, Table, Type
from devices.signals import Quality

NAME, LABEL = 700, 701  # registers of the device in conftest


def test_opening_waits_for_the_first_answer_and_readings_are_good(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            readings = desk.plant.readings()
            assert {name: reading.value for name, reading in readings.items()} == {
                "bess.p_kw": 123.4,
                "bess.soc_pct": 65.3,
                "bess.mode": "grid_forming",
            }
            assert {reading.quality for reading in readings.values()} == {Quality.GOOD}
            view = desk.link()
            assert view.state is LinkState.CONNECTED
            assert view.address == f"127.0.0.1:{device.port} #6"
            assert view.errors == 0

    stage.play(story)


def test_a_device_that_answers_as_something_else_stops_the_opening_by_name(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as right, stage.device() as wrong, stage.device() as other:
            wrong.registers[NAME] = 5
            other.registers[NAME] = 6
            with pytest.raises(IdentityMismatch) as failure:
                async with stage.desk(bess=right, pv=wrong, m1=other):
                    pass
            assert len(failure.value.problems) == 2
            assert str(wrong.port) in failure.value.problems[0].en
            assert "address 700: 5, not 700" in failure.value.problems[0].en
            assert "別の機器" in failure.value.problems[1].ja
            assert "modbus" not in {thread.name for thread in threading.enumerate()}

    stage.play(story)


def test_two_devices_of_one_make_are_told_apart_by_their_labels(stage: Any) -> None:
    async def story() -> None:
        labelled = replace(stage.map, label=Place(Table.HOLDING, LABEL, Type.STRING, length=2))
        async with stage.device() as right, stage.device() as swapped, stage.device() as nameless:
            right.registers.update({LABEL: 0x6265, LABEL + 1: 0x7373})  # bess
            swapped.registers.update({LABEL: 0x6D32, LABEL + 1: 0})  # m2
            nameless.registers.update({LABEL: 0, LABEL + 1: 0})
            devices = {"bess": right, "m1": swapped, "pv": nameless}
            with pytest.raises(IdentityMismatch, match='"m2", not "m1"') as failure:
                async with stage.desk(**devices, map_=labelled):
                    pass
            assert len(failure.value.problems) == 1

    stage.play(story)


def test_a_device_without_the_identity_registers_is_something_else(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device:

            async def illegal_address(frame: Any, writer: Any) -> None:
                writer.write(frame.reply(b"\x83\x02"))

            device.answer = illegal_address
            with pytest.raises(IdentityMismatch, match="no identity"):
                async with stage.desk(bess=device):
                    pass

    stage.play(story)


def test_a_device_that_is_not_there_does_not_keep_the_others_from_opening(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as silent, stage.device() as good:
            silent.answer = stage.silence
            async with stage.desk(bess=silent, pv=good) as desk:
                assert desk.link().state is LinkState.SILENT
                assert desk.link("pv").state is LinkState.CONNECTED
                assert "bess.p_kw" not in desk.plant.readings()
                assert [event.subject for event in desk.events("lost")] == ["bess"]

    stage.play(story)
