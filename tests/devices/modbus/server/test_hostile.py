"""Hostile clients on loopback, while a good client beside them is served all the time."""

from __future__ import annotations

import contextlib
import resource
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.modbus.server import Limits

LIMITS = Limits(
    connections=32, idle_s=2.0, frame_s=0.5, unread_s=0.5, handshake_s=1.0, settled_s=0.5
)
GROWTH_KB = 60_000  # of the process that holds server and test; frames and threads included
FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class GoodClient:
    """Reads all the time, in a thread; remembers whatever went wrong."""

    def __init__(self, served: Any) -> None:
        self._client = served.client()
        self._unit = served.units["bess"]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, name="good client")
        self.wrong: list[BaseException] = []

    def __enter__(self) -> GoodClient:
        self._ask()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._ask()
        assert self.wrong == []

    def _read(self) -> None:
        try:
            while not self._over.wait(0.01):
                self._ask()
        except (AssertionError, OSError, EOFError) as wrong:
            self.wrong.append(wrong)

    def _ask(self) -> None:
        assert self._client.ask(self._unit, b"\x04\0\x13\0\x0a")[0] == 4


@pytest.fixture
def hardened(serving: Callable[..., Any]) -> Any:
    """A server that waits for nobody long."""
    return serving(LIMITS)


@pytest.fixture
def good(hardened: Any) -> Iterator[GoodClient]:
    """Somebody who is served while others misbehave."""
    with GoodClient(hardened) as client:
        yield client


def throw(served: Any, data: bytes) -> None:
    """Send bytes as a client that cares for nothing, and go."""
    with socket.create_connection(served.address, 5.0) as wire, contextlib.suppress(OSError):
        wire.sendall(data)
        wire.shutdown(socket.SHUT_WR)
        wire.settimeout(5.0)
        while wire.recv(65536):
            pass


def ends(act: Callable[[], object], within_s: float) -> bool:
    """Whether the connection ends when a client does one thing again and again."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            act()
        except OSError:
            return True
    return False


frames = st.builds(
    lambda transaction, protocol, length, unit, data: (
        struct.pack(">HHHB", transaction, protocol, length, unit) + data
    ),
    st.integers(0, 65535),
    st.sampled_from((0, 0, 0, 1, 65535)),
    st.integers(0, 300) | st.sampled_from((0, 1, 2, 254, 255, 65535)),
    st.integers(0, 255),
    st.binary(max_size=300),
)
requests = st.builds(
    lambda unit, pdu: struct.pack(">HHHB", 1, 0, len(pdu) + 1, unit) + pdu,
    st.integers(0, 30),
    st.builds(
        lambda function, data: bytes((function,)) + data,
        st.integers(0, 255),
        st.binary(max_size=252),
    ),
)


@FUZZ
@given(st.lists(frames | requests | st.binary(max_size=64), max_size=20))
def test_whatever_comes_everybody_else_is_served(
    hardened: Any, good: GoodClient, sent: list[bytes]
) -> None:
    throw(hardened, b"".join(sent))
    client = hardened.client()
    assert client.ask(hardened.units["bess"], b"\x04\0\x13\0\x0a")[0] == 4
    client.close()


writes = st.builds(
    lambda function, address, count, data: (
        struct.pack(">BHHB", function, address, count, len(data)) + data
    ),
    st.sampled_from((5, 6, 15, 16, 22, 23)),
    st.integers(0, 130),
    st.integers(0, 130),
    st.binary(max_size=246),
)


@FUZZ
@given(writes)
def test_any_write_is_answered(hardened: Any, good: GoodClient, pdu: bytes) -> None:
    """Whatever is written anywhere to the battery: an answer of that function, or a refusal."""
    client = hardened.client()
    assert client.ask(hardened.units["bess"], pdu)[0] & 0x7F == pdu[0]
    client.close()


def test_endless_garbage_ends_the_connection(hardened: Any, good: GoodClient) -> None:
    for _ in range(50):
        throw(hardened, b"\xff" * 100_000)
    assert hardened.server.door_counts.not_modbus == 50


def test_half_a_frame_is_not_waited_for_long(hardened: Any, good: GoodClient) -> None:
    client = hardened.client()
    client.send(b"\0\1\0\0\0\x06\4")
    assert client.is_gone(within_s=5.0)


def test_a_slow_drip_is_not_waited_for_long(hardened: Any, good: GoodClient) -> None:
    """One byte after the other, each in time, and never a whole frame."""
    client, byte = hardened.client(), b"\0"
    client.send(b"\0\1\0\0\0\xfe")
    assert ends(lambda: client.send(byte) or client.hears_nothing(0.05), within_s=5.0)


def test_a_client_that_never_reads_is_dropped(hardened: Any, good: GoodClient) -> None:
    client = hardened.client()
    request = struct.pack(">HHHBBHH", 1, 0, 6, hardened.units["bess"], 4, 19, 20)
    assert ends(lambda: client.send(request * 1000), within_s=20.0)
    assert hardened.server.door_counts.sent_away >= 1


def test_an_idle_client_is_sent_away(hardened: Any, good: GoodClient) -> None:
    assert hardened.client().is_gone(within_s=6.0)


def test_thousands_of_connections_are_turned_over(hardened: Any, good: GoodClient) -> None:
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for wave in range(1, 31):
        held = [socket.create_connection(hardened.address, 5.0) for _ in range(100)]
        while hardened.server.door_counts.taken <= 100 * wave:
            time.sleep(0.001)  # else the kernel lets the next ones wait a second
        for one in held:
            one.close()
    assert hardened.server.connections <= LIMITS.connections
    assert hardened.server.door_counts.sent_away >= 30 * (100 - LIMITS.connections)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < GROWTH_KB


def test_a_full_house_turns_away_newcomers_while_everybody_works(
    serving: Callable[..., Any],
) -> None:
    served = serving(Limits(connections=4, settled_s=60.0))
    clients = [served.client() for _ in range(4)]
    for client in clients:
        client.ask(served.units["bess"], b"\x04\0\x13\0\x0a")
    assert served.client().is_gone()
    for client in clients:
        assert client.ask(served.units["bess"], b"\x04\0\x13\0\x0a")[0] == 4


def test_a_newcomer_takes_the_place_of_who_asked_nothing(serving: Callable[..., Any]) -> None:
    served = serving(Limits(connections=2, settled_s=60.0))
    worker = served.client()
    worker.ask(served.units["bess"], b"\x04\0\x13\0\x0a")
    silent = served.client()
    newcomer = served.client()
    assert newcomer.ask(served.units["bess"], b"\x04\0\x13\0\x0a")[0] == 4
    assert silent.is_gone()
    assert worker.ask(served.units["bess"], b"\x04\0\x13\0\x0a")[0] == 4


def test_endless_pipelining_grows_nothing(hardened: Any, good: GoodClient) -> None:
    """A client that reads what it asks for may ask on; the server holds a buffer of it, no more."""
    client = hardened.client()
    request = struct.pack(">HHHBBHH", 1, 0, 6, hardened.units["bess"], 4, 19, 20)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(200):
        client.send(request * 100)
        client.exactly(100 * (9 + 40))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < GROWTH_KB
    assert len(hardened.server.counts.devices["bess"].written) == 0
