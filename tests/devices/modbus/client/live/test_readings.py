"""Readings of a live plant: values, their time, and what makes them bad."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from devices.links import LinkState
from devices.signals import Quality

P_KW, SOC, MODE = 901, 902, 903  # registers of the device in conftest


def test_readings_follow_the_device_and_carry_the_time_of_their_request(stage: Any) -> None:
    async def story() -> None:
        now = itertools.count(100)
        async with (
            stage.device() as device,
            stage.desk(bess=device, time_s=lambda: float(next(now))) as desk,
        ):
            device.registers[P_KW] = 0xFFFF
            await stage.until(lambda: desk.value("bess.p_kw") == -0.1)
            assert desk.plant.readings()["bess.p_kw"].time_s > 100.0

    stage.play(story)


def test_polls_keep_to_the_grid_and_their_lateness_is_told(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            await stage.until(lambda: len(desk.plant.lateness_s()) >= 10)
            assert all(late_s >= 0.0 for late_s in desk.plant.lateness_s())

    stage.play(story)


@pytest.mark.parametrize(
    ("address", "raw", "name"),
    [(SOC, 1001, "bess.soc_pct"), (P_KW, 0x7FFF, "bess.p_kw"), (MODE, 7, "bess.mode")],
)
def test_what_the_site_says_cannot_be_is_bad(
    stage: Any, *, address: int, raw: int, name: str
) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.registers[address] = raw
            await stage.until(lambda: desk.plant.readings()[name].quality is Quality.BAD)
            others = [r for n, r in desk.plant.readings().items() if n != name]
            assert {reading.quality for reading in others} == {Quality.GOOD}
            assert desk.link().state is LinkState.CONNECTED

    stage.play(story)


def test_time_stands_still_with_the_heartbeat(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.beats = False
            frames = len(device.frames)
            await stage.until(lambda: len(device.frames) > frames + 6)
            stood_s = desk.plant.readings()["bess.p_kw"].time_s
            frames = len(device.frames)
            await stage.until(lambda: len(device.frames) > frames + 6)
            assert desk.plant.readings()["bess.p_kw"].time_s == stood_s
            device.beats = True
            await stage.until(lambda: desk.plant.readings()["bess.p_kw"].time_s > stood_s)

    stage.play(story)


def test_an_exception_makes_its_block_bad_and_is_told_once(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def failing(frame: Any, writer: Any) -> None:
                if frame.span[0] == P_KW:
                    writer.write(frame.reply(b"\x83\x04"))
                else:
                    await device.right(frame, writer)

            device.answer = failing
            await stage.until(lambda: desk.link().errors > 3)
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.BAD
            assert desk.link().state is LinkState.CONNECTED
            assert "failure in the device" in desk.link().why.en
            assert len(desk.events("exception")) == 1
            device.answer = None
            await stage.until(lambda: desk.plant.readings()["bess.p_kw"].quality is Quality.GOOD)
            assert desk.link().why.en == ""

    stage.play(story)
