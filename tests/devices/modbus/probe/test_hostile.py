"""Whatever bytes come back, the probe ends in time with a report."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.modbus.probe import Limits, probe, probe_json, probe_lines, shipped_maps
from devices.site.connections import Line

QUICK = Limits(answer_s=0.05, unit_s=1.0, whole_s=5.0, connections=2)
MAPS = shipped_maps()


class Babbler:
    """Answers each piece that comes with the next of its pieces, whatever they are."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, name="babbler")]
        self._threads[0].start()

    @property
    def line(self) -> Line:
        return Line("babbler", host="127.0.0.1", port=self._listening.getsockname()[1])

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed at the end
            while True:
                connection, _ = self._listening.accept()
                self._open.append(connection)
                thread = threading.Thread(target=self._talk, args=(connection,), name="babble")
                self._threads.append(thread)
                thread.start()

    def _talk(self, connection: socket.socket) -> None:
        said = 0
        with contextlib.suppress(OSError), connection:
            while asked := connection.recv(300):
                piece = self.pieces[said % len(self.pieces)]
                said += 1
                # A header that fits lets the bytes behind it be looked at at all.
                connection.sendall(asked[:4] + struct.pack(">HB", len(piece) + 1, asked[6]) + piece)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5.0)


@pytest.fixture(scope="module")
def babbler() -> Iterator[Babbler]:
    one = Babbler()
    yield one
    one.close()


PDUS = st.one_of(
    st.binary(max_size=40),
    st.binary(min_size=200, max_size=2000),
    st.builds(lambda cells: bytes((3, 2 * len(cells))) + struct.pack(f">{len(cells)}H", *cells),
              st.lists(st.sampled_from([0x5375, 0x6E53, 1, 103, 0, 2, 66, 0xFFFF]), max_size=3)),
    st.builds(lambda code: bytes((0x83, code)), st.integers(0, 255)),
    st.builds(lambda text: bytes((43, 14, 2, 2, 255, 9, 1, 0, len(text))) + text,
              st.binary(max_size=20)),
)  # fmt: skip


@settings(max_examples=12)
@given(st.lists(PDUS, min_size=1, max_size=6))
def test_the_probe_ends_with_a_report_whatever_it_is_answered(
    babbler: Babbler, pieces: list[bytes]
) -> None:
    babbler.pieces = pieces

    report = probe(babbler.line, (1, 2, 3), limits=QUICK, maps=MAPS)

    found = [one.unit for one in report.units]
    assert sorted((*found, *report.silent, *report.absent, *report.unasked)) == [1, 2, 3]
    assert all(line.isprintable() for line in probe_lines(report, "ja"))
    assert probe_json(report)
