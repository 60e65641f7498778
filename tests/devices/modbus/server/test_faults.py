"""Each way to misbehave, seen from the client; everybody else is served as before."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.modbus.server import ALL, FaultKind, Faults, NoSuchFault
from devices.registers import decode, load_map, read_heartbeat

BATTERY = load_map("served-battery-inverter")
METER = load_map("served-meter")
READ_TEN = b"\x04\0\x13\0\x0a"
STOP = BATTERY.commands["stop"][0].place.address


@pytest.fixture
def bess(served: Any) -> Iterator[int]:
    """The unit of the battery; the meter beside it must be served whatever happens to it."""
    yield served.units["bess"]
    client, unit = served.client(), served.units["m1"]
    assert decode(METER, client.image(unit, METER))["p_kw"].value is not None


def test_a_silent_device_hears_nothing_and_answers_nothing(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "silence")
    client.send(client.frame(bess, READ_TEN))
    client.send(client.frame(bess, bytes((6, STOP >> 8, STOP & 0xFF, 0, 1))))
    assert client.hears_nothing()
    assert served.commands == []
    served.server.faults.clear("bess")
    client.send(client.frame(bess, READ_TEN))
    assert client.take()[0] == 3


def test_a_device_that_the_plant_has_lost_is_silent_on_the_wire(served: Any, bess: int) -> None:
    client = served.client()
    served.plant.field.act("bess", "silence", "instructor")
    served.do(served.server.pace.until(1.0))
    client.send(client.frame(bess, READ_TEN))
    assert client.hears_nothing()
    served.plant.field.act("bess", "speak_again", "instructor")
    served.do(served.server.pace.until(2.0))
    assert client.ask(bess, READ_TEN)[0] == 4


def test_a_refusing_device_does_nothing(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "exception", 6)
    assert client.ask(bess, READ_TEN) == bytes((0x84, 6))
    assert client.write(bess, STOP, 1) == 6
    assert served.commands == []


def test_a_late_device_answers_late_and_in_order(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "delay", 0.2)
    began = time.monotonic()
    client.send(client.frame(bess, READ_TEN) + client.frame(served.units["m1"], b"\x04\0\0\0\1"))
    assert [client.take()[1] for _ in range(2)] == [bess, served.units["m1"]]
    assert time.monotonic() - began >= 0.2


def test_a_late_device_holds_up_its_own_connection_only(served: Any, bess: int) -> None:
    late, other = served.client(), served.client()
    served.server.faults.set("bess", "delay", 30.0)
    late.send(late.frame(bess, READ_TEN) * 5000)  # more than the server holds for one client
    began = time.monotonic()
    assert other.ask(served.units["m1"], b"\x04\0\0\0\1")[0] == 4
    assert time.monotonic() - began < 30.0  # before the late one has its first answer


def test_the_wrong_unit_answers(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "wrong_unit")
    client.send(client.frame(bess, READ_TEN))
    assert client.take()[:2] == (1, bess + 1)


def test_a_short_reply_is_a_whole_frame_with_too_little_in_it(served: Any, bess: int) -> None:
    client = served.client()
    whole = client.ask(bess, READ_TEN)
    served.server.faults.set("bess", "short_reply")
    assert client.ask(bess, READ_TEN) == bytes((4, 2)) + whole[2:4]
    assert client.ask(bess, b"\x04\0\x13\0\1") == bytes((4, 0))
    assert len(client.ask(bess, bytes((6, STOP >> 8, STOP & 0xFF, 0, 1)))) == 3


def test_stale_values_stand_still_with_their_heartbeat(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "stale_values")
    first = client.image(bess, BATTERY)
    assert client.order(bess, BATTERY, "set_p_kw", p_kw=200.0) == 0
    served.do(served.server.pace.until(30.0))
    again = client.image(bess, BATTERY)
    assert read_heartbeat(BATTERY, again) == read_heartbeat(BATTERY, first)
    assert decode(BATTERY, again) == decode(BATTERY, first)
    served.server.faults.clear("bess")
    fresh = decode(BATTERY, client.image(bess, BATTERY))["p_kw"].value
    assert fresh == pytest.approx(200.0, abs=1.0)


def test_a_dropped_connection_ends_instead_of_an_answer(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "drop")
    client.send(client.frame(bess, READ_TEN))
    assert client.is_gone()


def test_half_a_frame_comes(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set("bess", "half_frame")
    client.send(client.frame(bess, READ_TEN))
    whole = 7 + 2 + 20
    assert len(client.exactly(whole // 2)) == whole // 2
    assert client.hears_nothing()


@pytest.mark.parametrize("kind", ["delay", "wrong_unit", "short_reply", "drop", "half_frame"])
def test_a_spoilt_answer_does_not_undo_the_command(served: Any, bess: int, kind: str) -> None:
    """The hard case for a client: done, and not told so."""
    client = served.client()
    served.server.faults.set("bess", kind)
    client.send(client.frame(bess, bytes((6, STOP >> 8, STOP & 0xFF, 0, 1))))
    other = served.client()
    while not served.server.counts.devices["bess"].writes:
        other.ask(served.units["m1"], b"\x04\0\0\0\1")
    assert [command.target for command in served.commands] == ["bess.stop"]
    assert served.server.counts.devices["bess"].writes == 1


def test_two_faults_hold_at_once(served: Any, bess: int) -> None:
    client = served.client()
    served.server.faults.set(ALL, "delay", 0.1)
    served.server.faults.set("bess", "exception", 4)
    began = time.monotonic()
    assert client.ask(bess, READ_TEN) == bytes((0x84, 4))
    assert time.monotonic() - began >= 0.1
    served.server.faults.clear()


# --- as they are written -------------------------------------------------------------------------


def test_unknown_devices_and_faults_name_the_nearest() -> None:
    faults = Faults(("bess", "k12"))
    with pytest.raises(NoSuchFault, match="bess"):
        faults.set("bes", "silence")
    with pytest.raises(NoSuchFault, match="silence"):
        faults.set("bess", "silense")
    with pytest.raises(NoSuchFault):
        faults.set("bess", "delay", 1e9)
    with pytest.raises(NoSuchFault):
        faults.set("bess", "silence", 1.0)
    assert faults.all() == {}


@given(st.lists(st.tuples(st.sampled_from(("bess", "k12", ALL)), st.sampled_from(FaultKind))))
def test_clearing_all_leaves_no_fault(told: list[tuple[str, FaultKind]]) -> None:
    faults = Faults(("bess", "k12"))
    for device, kind in told:
        fault = faults.set(device, kind)
        assert fault.kind is kind
    assert bool(faults.all()) is bool(told)
    faults.clear()
    assert faults.all() == {}
