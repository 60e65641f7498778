"""Real devices as a plant: identity, readings, faults, commands, the end. Over real sockets."""

from __future__ import annotations

import asyncio
import itertools
import random
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.events import Event, EventKind
from devices.links import LinkState
from devices.modbus import IdentityMismatch, LivePlant
from devices.modbus.client import RETRY_S
from devices.plant import CannotSend, Command
from devices.registers import (
    Block,
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
)
from devices.signals import Quality
from devices.site import Site, load_site
from devices.site.connections import Connection, Connections
from devices.words import Words

NAME, LABEL, BEAT, P_KW, SOC, STATE, SET_P, STOP, FLAGS = (
    700,
    701,
    900,
    901,
    902,
    903,
    910,
    911,
    912,
)
MODES = {0: "grid_following", 1: "grid_forming"}


def at(address: int, type_: Type = Type.UINT16) -> Place:
    return Place(Table.HOLDING, address, type_)


TENTH = Coding(scale=0.1)
MAP = RegisterMap(
    "test-battery",
    Words("test battery", "試験用蓄電池"),
    "battery_inverter",
    points=(
        Point("p_kw", at(P_KW, Type.INT16), TENTH),
        Point("soc_pct", at(SOC), TENTH),
        Point("mode", at(STATE), Coding(states=MODES)),
    ),
    commands={
        "set_p_kw": (Write(at(SET_P, Type.INT16), TENTH, argument="p_kw"),),
        "stop": (Write(at(STOP), pattern=1, read_back=False),),
        "set_secondary": (Write(at(FLAGS), Coding(mask=0b100), pattern=0b100),),
        "start_black": (
            Write(at(SET_P, Type.INT16), pattern=0),
            Write(at(STOP), pattern=2, read_back=False),
        ),
    },
    identity=(IdentityCheck(at(NAME), 700),),
    heartbeat=at(BEAT),
    blocks=(Block(Table.HOLDING, BEAT, 1), Block(Table.HOLDING, P_KW, 3)),
)
VALUES = {P_KW: 1234, SOC: 653, STATE: 1}


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


class Console:
    """What a sitting does with its plant, as far as these tests need it."""

    def __init__(self, plant: LivePlant) -> None:
        self.plant = plant
        self.told: list[Event] = []

    def link(self, device: str) -> Any:
        return next(view for view in self.plant.links() if view.device == device)

    def value(self, name: str) -> Any:
        return self.plant.readings()[name].value

    def events(self, what: str) -> list[Event]:
        self.told += self.plant.advance(0.0)
        return [event for event in self.told if event.data["what"] == what]

    def order(self, verb: str, **arguments: float) -> None:
        self.plant.command(Command("bess", verb, "MGC", "sato", arguments))


async def until(so: Callable[[], Any]) -> None:
    """Let the devices work until it is so; the test's own time limit ends a vain wait."""
    while not so():  # noqa: ASYNC110 - it happens on the plant's own thread
        await asyncio.sleep(0.005)


@asynccontextmanager
async def console(
    site: Site,
    devices: dict[str, Any],
    *,
    time_s: Callable[[], float] = time.monotonic,
    deadline_s: float = 0.3,
    period_s: float = 0.02,
    read_only: bool = False,
    permit: bool = True,
    retry_s: float = 0.2,
    map_: RegisterMap = MAP,
) -> AsyncIterator[Console]:
    """A plant of `devices`, open until the block ends."""
    connections = {}
    for name, device in devices.items():
        device.registers.update(VALUES)
        connections[name] = Connection(
            name, device.line, 6, "test", Path(), period_s=period_s, deadline_s=deadline_s
        )
    maps = dict.fromkeys(devices, map_)
    plant = LivePlant(
        site, Connections(connections), maps, time_s=time_s, read_only=read_only, retry_s=retry_s
    )
    try:
        await asyncio.to_thread(plant.open)
        plant.permit_writes(permit)
        yield Console(plant)
    finally:
        await asyncio.to_thread(plant.close)


async def silence(frame: Any, writer: Any) -> None:
    """The device takes the request and says nothing."""


# --- opening --------------------------------------------------------------------------------


def test_opening_waits_for_the_first_answer_and_readings_are_good(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            readings = desk.plant.readings()
            assert {name: reading.value for name, reading in readings.items()} == {
                "bess.p_kw": 123.4,
                "bess.soc_pct": 65.3,
                "bess.mode": "grid_forming",
            }
            assert {reading.quality for reading in readings.values()} == {Quality.GOOD}
            view = desk.link("bess")
            assert view.state is LinkState.CONNECTED
            assert view.address == f"127.0.0.1:{device.port} #6"
            assert view.errors == 0

    run(story())


def test_a_device_that_answers_as_something_else_stops_the_opening_by_name(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as right, served() as wrong, served() as other:
            wrong.registers[NAME] = 5
            other.registers[NAME] = 6
            with pytest.raises(IdentityMismatch) as failure:
                async with console(site, {"bess": right, "pv": wrong, "m1": other}):
                    pass
            assert len(failure.value.problems) == 2
            assert str(wrong.port) in failure.value.problems[0].en
            assert "address 700: 5, not 700" in failure.value.problems[0].en
            assert "別の機器" in failure.value.problems[1].ja
            assert "modbus" not in {thread.name for thread in threading.enumerate()}

    run(story())


def test_two_devices_of_one_make_are_told_apart_by_their_labels(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        labelled = replace(MAP, label=Place(Table.HOLDING, LABEL, Type.STRING, length=2))
        async with served() as right, served() as swapped, served() as nameless:
            right.registers.update({LABEL: 0x6265, LABEL + 1: 0x7373})  # bess
            swapped.registers.update({LABEL: 0x6D32, LABEL + 1: 0})  # m2
            nameless.registers.update({LABEL: 0, LABEL + 1: 0})
            devices = {"bess": right, "m1": swapped, "pv": nameless}
            with pytest.raises(IdentityMismatch, match='"m2", not "m1"') as failure:
                async with console(site, devices, map_=labelled):
                    pass
            assert len(failure.value.problems) == 1

    run(story())


def test_a_device_without_the_identity_registers_is_something_else(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:

            async def illegal_address(frame: Any, writer: Any) -> None:
                writer.write(frame.reply(b"\x83\x02"))

            device.answer = illegal_address
            with pytest.raises(IdentityMismatch, match="no identity"):
                async with console(site, {"bess": device}):
                    pass

    run(story())


def test_a_device_that_is_not_there_delays_the_opening_by_its_deadline_only(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as silent, served() as good:
            silent.answer = silence
            started = time.monotonic()
            async with console(site, {"bess": silent, "pv": good}) as desk:
                assert time.monotonic() - started < 2.0
                assert desk.link("bess").state is LinkState.SILENT
                assert desk.link("pv").state is LinkState.CONNECTED
                assert "bess.p_kw" not in desk.plant.readings()
                assert [event.subject for event in desk.events("lost")] == ["bess"]

    run(story())


# --- readings ------------------------------------------------------------------------------------


def test_readings_follow_the_device_and_carry_the_time_of_their_request(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        now = itertools.count(100)
        async with (
            served() as device,
            console(site, {"bess": device}, time_s=lambda: float(next(now))) as desk,
        ):
            device.registers[P_KW] = 0xFFFF
            await until(lambda: desk.value("bess.p_kw") == -0.1)
            assert desk.plant.readings()["bess.p_kw"].time_s > 100.0

    run(story())


def test_polls_keep_to_the_grid_and_their_lateness_is_told(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            await until(lambda: len(desk.plant.lateness_s()) >= 10)
            assert all(late_s >= 0.0 for late_s in desk.plant.lateness_s())

    run(story())


@pytest.mark.parametrize(
    ("address", "raw", "name"),
    [(SOC, 1001, "bess.soc_pct"), (P_KW, 0x7FFF, "bess.p_kw"), (STATE, 7, "bess.mode")],
)
def test_what_the_site_says_cannot_be_is_bad(
    site: Site, served: Any, run: Any, *, address: int, raw: int, name: str
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.registers[address] = raw
            await until(lambda: desk.plant.readings()[name].quality is Quality.BAD)
            others = [r for n, r in desk.plant.readings().items() if n != name]
            assert {reading.quality for reading in others} == {Quality.GOOD}
            assert desk.link("bess").state is LinkState.CONNECTED

    run(story())


def test_time_stands_still_with_the_heartbeat(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.beats = False
            frames = len(device.frames)
            await until(lambda: len(device.frames) > frames + 6)
            stood_s = desk.plant.readings()["bess.p_kw"].time_s
            frames = len(device.frames)
            await until(lambda: len(device.frames) > frames + 6)
            assert desk.plant.readings()["bess.p_kw"].time_s == stood_s
            device.beats = True
            await until(lambda: desk.plant.readings()["bess.p_kw"].time_s > stood_s)

    run(story())


def test_an_exception_makes_its_block_bad_and_is_told_once(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def failing(frame: Any, writer: Any) -> None:
                if frame.span[0] == P_KW:
                    writer.write(frame.reply(b"\x83\x04"))
                else:
                    await device.right(frame, writer)

            device.answer = failing
            await until(lambda: desk.link("bess").errors > 3)
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.BAD
            assert desk.link("bess").state is LinkState.CONNECTED
            assert "failure in the device" in desk.link("bess").why.en
            assert len(desk.events("exception")) == 1
            device.answer = None
            await until(lambda: desk.plant.readings()["bess.p_kw"].quality is Quality.GOOD)
            assert desk.link("bess").why.en == ""

    run(story())


# --- losing and finding again ---------------------------------------------------------------------


def test_a_dropped_connection_is_opened_again_and_told(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.hang_up()
            await until(lambda: len(device.openings) == 2 and desk.events("back"))
            assert len(desk.events("lost")) == 1
            assert desk.link("bess").errors == 1

    run(story())


def test_a_device_that_stays_away_is_tried_every_two_seconds_and_found_within_three(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with (
            served() as device,
            console(site, {"bess": device}, retry_s=RETRY_S) as desk,
        ):
            device.answer = silence
            await until(lambda: len(device.openings) == 3)
            gap_s = device.openings[2] - device.openings[1]
            assert RETRY_S - 0.1 < gap_s < RETRY_S + 1.0
            assert desk.link("bess").state is LinkState.SILENT
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.GOOD  # it ages by its time
            device.answer = None
            returned = time.monotonic()
            await until(lambda: desk.link("bess").state is LinkState.CONNECTED)
            assert time.monotonic() - returned < 3.0
            assert len(desk.events("lost")) == len(desk.events("back")) == 1

    run(story())


def test_after_a_reconnection_something_else_is_noticed_and_not_written_to(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.registers[NAME] = 5
            device.hang_up()
            await until(lambda: desk.link("bess").state is LinkState.MISMATCH)
            assert desk.plant.readings()["bess.p_kw"].quality is Quality.BAD
            with pytest.raises(CannotSend, match="another device"):
                desk.order("set_p_kw", p_kw=1.0)
            device.registers[NAME] = 700
            await until(lambda: desk.link("bess").state is LinkState.CONNECTED)
            assert [event.kind for event in desk.events("mismatch")] == [EventKind.LINK]
            assert len(desk.events("back")) >= 1
            assert device.writes == []

    run(story())


def test_an_answer_that_is_none_makes_the_values_bad(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def one_of_three(frame: Any, writer: Any) -> None:
                writer.write(frame.reply(b"\x03\x02\x00\x01"))

            device.answer = one_of_three
            await until(lambda: desk.plant.readings()["bess.p_kw"].quality is Quality.BAD)
            assert desk.link("bess").state is LinkState.LOST

    run(story())


def test_good_devices_beside_hostile_ones_are_untouched(site: Site, served: Any, run: Any) -> None:
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
        async with served() as good, served() as a, served() as b, served() as c, served() as d:
            devices = {"bess": good, "pv": a, "m1": b, "m2": c, "m3": d}
            async with console(site, devices) as desk:
                hostile = (anything, any_registers, any_exception, drip)
                a.answer, b.answer, c.answer, d.answer = hostile
                for _ in range(300):
                    await asyncio.sleep(0.01)
                    desk.plant.readings()
                    desk.events("lost")
                assert desk.link("bess").state is LinkState.CONNECTED
                assert desk.link("bess").errors == 0
                assert len(good.openings) == 1
                assert {event.subject for event in desk.told} <= {"pv", "m1", "m2", "m3"}
                assert time.monotonic() - desk.plant.readings()["bess.p_kw"].time_s < 1.0
                lasted_s = a.openings[-1] - a.openings[0]
                assert len(a.openings) <= lasted_s / 0.2 + 2  # one a try, whatever it does
                a.answer = b.answer = c.answer = d.answer = None
                await until(
                    lambda: {view.state for view in desk.plant.links()} == {LinkState.CONNECTED}
                )

    run(story())


# --- commands -------------------------------------------------------------------------------------


def test_a_command_is_one_frame_and_comes_before_the_next_read(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            desk.order("set_p_kw", p_kw=-12.3)
            await until(lambda: device.writes)
            await until(lambda: len(device.frames) > device.frames.index(device.writes[0]) + 8)
            assert [frame.pdu for frame in device.writes] == [b"\x06\x03\x8e\xff\x85"]
            assert desk.plant.advance(1.0) == ()

    run(story())


def test_a_click_is_on_the_wire_within_50_ms(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with (
            served() as device,
            console(site, {"bess": device}, period_s=5.0, deadline_s=1.0) as desk,
        ):
            took_s = []
            for _ in range(5):
                device.came.clear()
                clicked = time.monotonic()
                desk.order("set_p_kw", p_kw=1.0)
                await device.came.wait()
                took_s.append(time.monotonic() - clicked)
            assert sorted(took_s)[2] < 0.05  # of five the middle one: others work here too
            assert len(device.writes) == 5

    run(story())


def test_an_unanswered_write_is_read_back_and_told_and_never_repeated(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def obeys_in_silence(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                if not frame.is_write:
                    writer.write(frame.reply(reply))

            device.answer = obeys_in_silence
            desk.order("set_p_kw", p_kw=20.0)
            await until(lambda: len(desk.events("write_unanswered")) == 2)
            sent, found = desk.events("write_unanswered")
            assert (sent.data["result"], found.data["result"]) == ("pending", "arrived")
            assert (sent.who, sent.subject, sent.data["verb"]) == ("sato", "bess", "set_p_kw")
            assert len(device.writes) == 1

    run(story())


def test_a_write_that_did_not_arrive_is_told_so(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def deaf_to_writes(frame: Any, writer: Any) -> None:
                if not frame.is_write:
                    await device.right(frame, writer)

            device.answer = deaf_to_writes
            desk.order("set_p_kw", p_kw=20.0)
            await until(lambda: len(desk.events("write_unanswered")) == 2)
            assert desk.events("write_unanswered")[1].data["result"] == "missing"
            assert len(device.writes) == 1

    run(story())


def test_a_trigger_that_was_not_answered_cannot_be_read_back(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def deaf_to_writes(frame: Any, writer: Any) -> None:
                if not frame.is_write:
                    await device.right(frame, writer)

            device.answer = deaf_to_writes
            desk.order("stop")
            await until(lambda: desk.events("back"))
            assert [e.data["result"] for e in desk.events("write_unanswered")] == ["unknown"]
            assert len(device.writes) == 1

    run(story())


def test_a_trigger_never_follows_a_set_point_that_was_refused(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def refuses_writes(frame: Any, writer: Any) -> None:
                if frame.is_write:
                    writer.write(frame.reply(b"\x86\x03"))
                else:
                    await device.right(frame, writer)

            device.answer = refuses_writes
            desk.order("start_black")
            await until(lambda: desk.events("write_refused"))
            assert "exception 3" in str(desk.events("write_refused")[0].data["en"])
            assert len(device.writes) == 1
            assert desk.link("bess").state is LinkState.CONNECTED

    run(story())


def test_a_trigger_that_is_refused_after_its_set_point_is_told_as_half_done(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def refuses_the_trigger(frame: Any, writer: Any) -> None:
                if frame.is_write and frame.span[0] == STOP:
                    writer.write(frame.reply(b"\x86\x06"))
                else:
                    await device.right(frame, writer)

            device.answer = refuses_the_trigger
            desk.order("start_black")
            await until(lambda: desk.events("write_refused"))
            assert desk.events("write_refused")[0].data["result"] == "partly"
            assert len(device.writes) == 2

    run(story())


def test_a_gateway_whose_device_did_not_answer_leaves_a_write_in_doubt(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def gateway(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                writer.write(frame.reply(b"\x86\x0b" if frame.is_write else reply))

            device.answer = gateway
            desk.order("set_p_kw", p_kw=20.0)
            await until(lambda: len(desk.events("write_unanswered")) == 2)
            results = [event.data["result"] for event in desk.events("write_unanswered")]
            assert results == ["pending", "arrived"]
            assert desk.link("bess").state is LinkState.CONNECTED
            assert len(device.writes) == 1

    run(story())


def test_a_device_that_is_not_done_yet_has_accepted(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:

            async def takes_its_time(frame: Any, writer: Any) -> None:
                reply = device.right_pdu(frame)
                writer.write(frame.reply(b"\x86\x05" if frame.is_write else reply))

            device.answer = takes_its_time
            desk.order("start_black")
            await until(lambda: len(device.writes) == 2)
            await until(lambda: device.frames[-1].function == 3)
            assert desk.plant.advance(1.0) == ()

    run(story())


def test_bits_around_the_one_that_is_written_stay_as_they_are(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.registers[FLAGS] = 0b1010
            desk.order("set_secondary")
            await until(lambda: device.registers[FLAGS] != 0b1010)
            assert device.registers[FLAGS] == 0b1110

    run(story())


@pytest.mark.parametrize(
    ("options", "why"),
    [({"permit": False}, "not armed"), ({"read_only": True}, "only watches")],
)
def test_nothing_is_written_without_the_key(
    site: Site, served: Any, run: Any, options: dict[str, bool], why: str
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}, **options) as desk:
            with pytest.raises(CannotSend, match=why) as refusal:
                desk.order("stop")
            assert refusal.value.words.ja != refusal.value.words.en
            assert device.writes == []

    run(story())


def test_disarming_stops_a_command_that_still_waits(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with (
            served() as device,
            console(site, {"bess": device}, deadline_s=5.0) as desk,
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
            await until(lambda: desk.events("write_refused"))
            assert device.writes == []
            assert desk.link("bess").state is LinkState.CONNECTED

    run(story())


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("reset", {}), ("set_p_kw", {}), ("set_p_kw", {"p_kw": 5000.0})],
)
def test_what_the_registers_cannot_say_is_refused_at_once(
    site: Site, served: Any, run: Any, verb: str, arguments: dict[str, float]
) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            with pytest.raises(CannotSend):
                desk.order(verb, **arguments)
            with pytest.raises(CannotSend):
                desk.plant.command(Command("pv", "open", "MGC", "sato", {}))
            assert device.writes == []

    run(story())


def test_a_command_to_a_lost_device_is_refused(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        async with served() as device, console(site, {"bess": device}) as desk:
            device.answer = silence
            await until(lambda: desk.link("bess").state is LinkState.SILENT)
            with pytest.raises(CannotSend, match="no answer"):
                desk.order("stop")

    run(story())


# --- the end --------------------------------------------------------------------------------------


def test_closing_takes_no_time_even_when_every_peer_hangs(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device, served() as other:
            devices = {"bess": device, "pv": other}
            async with console(site, devices, deadline_s=30.0) as desk:
                device.answer = other.answer = silence
                device.came.clear()
                other.came.clear()
                await device.came.wait()
                await other.came.wait()
                started = time.monotonic()
                await asyncio.to_thread(desk.plant.close)
                assert time.monotonic() - started < 1.0
                assert {view.state for view in desk.plant.links()} == {LinkState.CLOSED}
                await asyncio.to_thread(desk.plant.close)

    run(story())


def test_a_fault_of_the_program_is_not_kept_silent(site: Site, served: Any, run: Any) -> None:
    async def story() -> None:
        broken = threading.Event()

        def time_s() -> float:
            if broken.is_set():
                raise ZeroDivisionError("the clock")
            return 0.0

        async with served() as device, console(site, {"bess": device}, time_s=time_s) as desk:
            broken.set()
            await until(lambda: "modbus" not in {one.name for one in threading.enumerate()})
            with pytest.raises(ZeroDivisionError, match="the clock"):
                desk.plant.advance(1.0)
            broken.clear()

    run(story())


def test_a_host_may_be_a_name_and_its_look_up_leaves_no_thread(
    site: Site, served: Any, run: Any
) -> None:
    async def story() -> None:
        async with served() as device:
            device.host = "localhost"
            async with console(site, {"bess": device}) as desk:
                assert desk.link("bess").state is LinkState.CONNECTED
                assert desk.link("bess").address.startswith("localhost:")

    run(story())


def test_a_name_server_that_hangs_holds_nobody_up(
    site: Site, served: Any, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, look_up = threading.Event(), socket.getaddrinfo

    def hanging(host: str, *rest: Any, **more: Any) -> Any:
        if host == "battery.example":
            found.wait(10.0)
        return look_up("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", hanging)

    async def story() -> None:
        async with served() as named, served() as good:
            named.host = "battery.example"
            started = time.monotonic()
            async with console(site, {"bess": named, "pv": good}) as desk:
                assert desk.link("bess").state is LinkState.LOST
                assert desk.link("pv").state is LinkState.CONNECTED
            assert time.monotonic() - started < 3.0
            found.set()

    run(story())


def test_a_plant_that_was_never_opened_closes_too(site: Site) -> None:
    plant = LivePlant(site, Connections(), {}, time_s=time.monotonic)
    assert plant.readings() == {}
    assert plant.links() == ()
    plant.close()
