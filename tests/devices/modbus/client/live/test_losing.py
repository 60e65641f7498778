"""Devices that are lost, come back, come back as others, or never tell the truth."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from devices.events import EventKind
from devices.links import LinkState
from devices.modbus.client import RETRY_S
from devices.plant import CannotSend
from devices.signals import Quality

NAME = 700  # the identity register of the device in conftest


def test_a_dropped_connection_is_opened_again_and_told(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.hang_up()
            await stage.until(lambda: len(device.openings) == 2 and desk.events("back"))
            assert len(desk.events("lost")) == 1
            assert desk.link().errors == 1

    stage.play(story)


def test_a_device_that_stays_away_is_tried_again_and_again_and_found(
    stage: Any,
) -> None:
    async def story() -> None:
        async with (
            stage.device() as device,
            stage.desk(bess=device, retry_s=RETRY_S) as desk,
        ):
            device.answer = stage.silence
            await stage.until(lambda: len(device.openings) == 3)
            gap_s = device.openings[2] - device.openings[1]
            assert gap_s > RETRY_S - 0.1
            assert desk.link().state is LinkState.SILENT
            device.answer = None
            await stage.until(lambda: desk.link().state is LinkState.CONNECTED)
            assert len(desk.events("lost")) == len(desk.events("back")) == 1

    stage.play(story)


def test_what_a_silent_device_said_is_old_however_long_its_values_may_keep(stage: Any) -> None:
    now_s = 100.0

    def time_s() -> float:
        return now_s

    async def story() -> None:
        nonlocal now_s
        async with stage.device() as device, stage.desk(time_s=time_s, bess=device) as desk:
            device.answer = stage.silence
            await stage.until(lambda: desk.link().state is LinkState.SILENT)
            now_s += 2.9
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.GOOD  # a blip is none
            now_s += 0.2
            old = desk.plant.readings()["bess.p_kw"]
            assert (old.quality, old.time_s) == (Quality.STALE, 100.0)
            assert desk.plant.readings()["bess.p_kw"] is old, "made once"
            device.answer = None
            await stage.until(lambda: desk.link().state is LinkState.CONNECTED)
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.GOOD

    stage.play(story)


def test_after_a_reconnection_something_else_is_noticed_and_not_written_to(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.registers[NAME] = 5
            device.hang_up()
            await stage.until(lambda: desk.link().state is LinkState.MISMATCH)
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.BAD
            with pytest.raises(CannotSend, match="another device"):
                desk.order("set_p_kw", p_kw=1.0)
            device.registers[NAME] = 700
            await stage.until(lambda: desk.link().state is LinkState.CONNECTED)
            assert [event.kind for event in desk.events("mismatch")] == [EventKind.LINK]
            assert len(desk.events("back")) >= 1
            assert device.writes == []

    stage.play(story)


def test_an_answer_that_is_none_makes_the_values_bad(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def one_of_three(frame: Any, writer: Any) -> None:
                writer.write(frame.reply(b"\x03\x02\x00\x01"))

            device.answer = one_of_three
            await stage.until(lambda: desk.plant.readings()["bess.p_kw"].quality is Quality.BAD)
            assert desk.link().state is LinkState.LOST

    stage.play(story)


def test_good_devices_beside_hostile_ones_are_untouched(stage: Any) -> None:
    chance = random.Random(5)

    async def anything(frame: Any, writer: Any) -> None:
        writer.write(chance.randbytes(chance.randrange(400)))

    async def any_registers(frame: Any, writer: Any) -> None:
        _, count = frame.span
        writer.write(frame.reply(bytes((3, 2 * count)) + chance.randbytes(2 * count)))

    async def any_exception(frame: Any, writer: Any) -> None:
        writer.write(frame.reply(bytes((0x83, chance.randrange(256)))))

    async def drip(frame: Any, writer: Any) -> None:
        while not writer.is_closing():
            writer.write(b"\0")
            await asyncio.sleep(0.02)

    async def story() -> None:
        async with (
            stage.device() as good,
            stage.device() as a,
            stage.device() as b,
            stage.device() as c,
            stage.device() as d,
        ):
            devices = {"bess": good, "pv": a, "m1": b, "m2": c, "m3": d}
            async with stage.desk(**devices) as desk:
                hostile = (anything, any_registers, any_exception, drip)
                a.answer, b.answer, c.answer, d.answer = hostile
                for _ in range(300):
                    await asyncio.sleep(0.01)
                    desk.plant.readings()
                    desk.events("lost")
                assert desk.link().state is LinkState.CONNECTED
                assert desk.link().errors == 0
                assert len(good.openings) == 1
                assert {event.subject for event in desk.told} <= {"pv", "m1", "m2", "m3"}
                lasted_s = a.openings[-1] - a.openings[0]
                assert len(a.openings) <= lasted_s / 0.2 + 2  # one a try, whatever it does
                a.answer = b.answer = c.answer = d.answer = None
                await stage.until(
                    lambda: {view.state for view in desk.plant.links()} == {LinkState.CONNECTED}
                )

    stage.play(story)
