"""Commands to a live plant: one frame each, before all reads, and told when in doubt."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from devices.links import LinkState
from devices.plant import CannotSend, Command

TRIGGER, FLAGS = 911, 912  # registers of the device in conftest


def test_a_command_is_one_frame_and_comes_before_the_next_read(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            desk.order("set_p_kw", p_kw=-12.3)
            await stage.until(lambda: device.writes)
            await stage.until(
                lambda: len(device.frames) > device.frames.index(device.writes[0]) + 8
            )
            assert [frame.pdu for frame in device.writes] == [b"\x06\x03\x8e\xff\x85"]
            assert desk.plant.advance(1.0) == ()

    stage.play(story)


def test_a_click_does_not_wait_for_the_next_poll(stage: Any) -> None:
    async def story() -> None:
        async with (
            stage.device() as device,
            stage.desk(bess=device, period_s=60.0, deadline_s=1.0) as desk,
        ):
            clicked = time.monotonic()
            for _ in range(5):
                device.came.clear()
                desk.order("set_p_kw", p_kw=1.0)
                await device.came.wait()
            assert time.monotonic() - clicked < 60.0
            assert len(device.writes) == 5

    stage.play(story)


def test_an_unanswered_write_is_read_back_and_told_and_never_repeated(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def obeys_in_silence(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                if not frame.is_write:
                    writer.write(frame.reply(reply))

            device.answer = obeys_in_silence
            desk.order("set_p_kw", p_kw=20.0)
            await stage.until(lambda: len(desk.events("write_unanswered")) == 2)
            sent, found = desk.events("write_unanswered")
            assert (sent.data["result"], found.data["result"]) == ("pending", "arrived")
            assert (sent.who, sent.subject, sent.data["verb"]) == ("sato", "bess", "set_p_kw")
            assert len(device.writes) == 1

    stage.play(story)


def test_a_write_that_did_not_arrive_is_told_so(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def deaf_to_writes(frame: Any, writer: Any) -> None:
                if not frame.is_write:
                    await device.right(frame, writer)

            device.answer = deaf_to_writes
            desk.order("set_p_kw", p_kw=20.0)
            await stage.until(lambda: len(desk.events("write_unanswered")) == 2)
            assert desk.events("write_unanswered")[1].data["result"] == "missing"
            assert len(device.writes) == 1

    stage.play(story)


def test_a_trigger_that_was_not_answered_cannot_be_read_back(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def deaf_to_writes(frame: Any, writer: Any) -> None:
                if not frame.is_write:
                    await device.right(frame, writer)

            device.answer = deaf_to_writes
            desk.order("stop")
            await stage.until(lambda: desk.events("back"))
            assert [e.data["result"] for e in desk.events("write_unanswered")] == ["unknown"]
            assert len(device.writes) == 1

    stage.play(story)


def test_a_trigger_never_follows_a_set_point_that_was_refused(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def refuses_writes(frame: Any, writer: Any) -> None:
                if frame.is_write:
                    writer.write(frame.reply(b"\x86\x03"))
                else:
                    await device.right(frame, writer)

            device.answer = refuses_writes
            desk.order("start_black")
            await stage.until(lambda: desk.events("write_refused"))
            assert "exception 3" in str(desk.events("write_refused")[0].data["en"])
            assert len(device.writes) == 1
            assert desk.link().state is LinkState.CONNECTED

    stage.play(story)


def test_a_trigger_that_is_refused_after_its_set_point_is_told_as_half_done(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def refuses_the_trigger(frame: Any, writer: Any) -> None:
                if frame.is_write and frame.span[0] == TRIGGER:
                    writer.write(frame.reply(b"\x86\x06"))
                else:
                    await device.right(frame, writer)

            device.answer = refuses_the_trigger
            desk.order("start_black")
            await stage.until(lambda: desk.events("write_refused"))
            assert desk.events("write_refused")[0].data["result"] == "partly"
            assert len(device.writes) == 2

    stage.play(story)


def test_a_gateway_whose_device_did_not_answer_leaves_a_write_in_doubt(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def gateway(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                writer.write(frame.reply(b"\x86\x0b" if frame.is_write else reply))

            device.answer = gateway
            desk.order("set_p_kw", p_kw=20.0)
            await stage.until(lambda: len(desk.events("write_unanswered")) == 2)
            results = [event.data["result"] for event in desk.events("write_unanswered")]
            assert results == ["pending", "arrived"]
            assert desk.link().state is LinkState.CONNECTED
            assert len(device.writes) == 1

    stage.play(story)


def test_a_device_that_is_not_done_yet_has_accepted(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:

            async def takes_its_time(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                writer.write(frame.reply(b"\x86\x05" if frame.is_write else reply))

            device.answer = takes_its_time
            desk.order("start_black")
            await stage.until(lambda: len(device.writes) == 2)
            await stage.until(lambda: device.frames[-1].function == 3)
            assert desk.plant.advance(1.0) == ()

    stage.play(story)


def test_bits_around_the_one_that_is_written_stay_as_they_are(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.registers[FLAGS] = 0b1010
            desk.order("set_secondary")
            await stage.until(lambda: device.registers[FLAGS] != 0b1010)
            assert device.registers[FLAGS] == 0b1110

    stage.play(story)


@pytest.mark.parametrize(
    ("options", "why"),
    [({"permit": False}, "not armed"), ({"read_only": True}, "only watches")],
)
def test_nothing_is_written_without_the_key(stage: Any, options: dict[str, bool], why: str) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device, **options) as desk:
            with pytest.raises(CannotSend, match=why) as refusal:
                desk.order("stop")
            assert refusal.value.words.ja != refusal.value.words.en
            assert device.writes == []

    stage.play(story)


def test_disarming_stops_a_command_that_still_waits(stage: Any) -> None:
    async def story() -> None:
        async with (
            stage.device() as device,
            stage.desk(bess=device, deadline_s=5.0) as desk,
        ):
            may_answer = asyncio.Event()

            async def when_allowed(frame: Any, writer: Any) -> None:
                await may_answer.wait()
                await device.right(frame, writer)

            device.answer = when_allowed
            device.came.clear()
            await device.came.wait()
            desk.order("stop")
            desk.plant.permit_writes(False)
            may_answer.set()
            await stage.until(lambda: desk.events("write_refused"))
            assert device.writes == []
            assert desk.link().state is LinkState.CONNECTED

    stage.play(story)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("reset", {}), ("set_p_kw", {}), ("set_p_kw", {"p_kw": 5000.0})],
)
def test_what_the_registers_cannot_say_is_refused_at_once(
    stage: Any, verb: str, arguments: dict[str, float]
) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            with pytest.raises(CannotSend):
                desk.order(verb, **arguments)
            with pytest.raises(CannotSend):
                desk.plant.command(Command("pv", "open", "MGC", "sato", {}))
            assert device.writes == []

    stage.play(story)


def test_a_command_to_a_lost_device_is_refused(stage: Any) -> None:
    async def story() -> None:
        async with stage.device() as device, stage.desk(bess=device) as desk:
            device.answer = stage.silence
            await stage.until(lambda: desk.link().state is LinkState.SILENT)
            with pytest.raises(CannotSend, match="no answer"):
                desk.order("stop")

    stage.play(story)
