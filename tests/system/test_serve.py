"""kairetsu serve as people start it: a process of its own, asked by pymodbus's own client."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from pymodbus.client import ModbusTcpClient, ModbusTlsClient
from pymodbus.exceptions import ModbusException

from console.cli import main

KAIRETSU = str(Path(sys.executable).with_name("kairetsu"))
PATIENCE_S = 300.0  # where the compile cache is cold, the first start takes minutes
ANSWER_S = 1.0  # what the client waits for an answer
BESS, METER = 4, 17
NO_LOW_PORTS = "ctypes.CDLL(None).prctl(24, 10, 0, 0, 0)"  # drops CAP_NET_BIND_SERVICE
POWER = 19  # input registers of the battery that change with its heartbeat
STOP = 106


class Process:
    """`kairetsu serve odawara` with a person at its input."""

    def __init__(self, *options: str, site: str = "odawara") -> None:
        self.run = subprocess.Popen(
            [KAIRETSU, "serve", site, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told = self.reply()
        self.port = int(self.told["port"])

    def ask(self, line: str) -> dict[str, Any]:
        """Write a control line and read its reply."""
        assert self.run.stdin is not None
        self.run.stdin.write(f"{line}\n")
        self.run.stdin.flush()
        return self.reply()

    def reply(self) -> dict[str, Any]:
        """The next line of its output."""
        assert self.run.stdout is not None
        line = self.run.stdout.readline()
        if not line:
            raise AssertionError(f"the server ended: {self.run.communicate()[1]}")
        told: dict[str, Any] = json.loads(line)
        return told

    def end(self, number: int = signal.SIGTERM) -> str:
        """Stop it with a signal; return what it said to people."""
        self.run.send_signal(number)
        return self.run.communicate(timeout=PATIENCE_S)[1]


@pytest.fixture
def serve() -> Iterator[Callable[..., Process]]:
    """Start servers; whatever is still running at the end of the test is ended."""
    started: list[Process] = []

    def start(*options: str, site: str = "odawara") -> Process:
        started.append(Process("--port", "0", *options, site=site))
        return started[-1]

    yield start
    for one in started:
        if one.run.poll() is None:
            one.run.kill()
        one.run.communicate()


@pytest.fixture(scope="module")
def shared() -> Iterator[Process]:
    """One server for all that leaves none of its marks; plant time stands, faults are cleared."""
    served = Process("--port", "0", "--frozen", "--fault", "bess:silence")
    yield served
    assert "Traceback" not in served.end()


@pytest.fixture
def served(shared: Process) -> Iterator[Process]:
    """The same for one test, which finds and leaves it without faults."""
    shared.ask("clear")
    yield shared
    shared.ask("clear")


@pytest.fixture
def connect() -> Iterator[Callable[[int], ModbusTcpClient]]:
    """Clients of pymodbus that never repeat a request; they hang up at the end."""
    clients: list[ModbusTcpClient] = []

    def connected(port: int) -> ModbusTcpClient:
        clients.append(ModbusTcpClient("127.0.0.1", port=port, timeout=ANSWER_S, retries=0))
        assert clients[-1].connect()
        return clients[-1]

    yield connected
    for client in clients:
        client.close()


def refused(said: pytest.CaptureFixture[str], *options: str) -> str:
    """What a server says that cannot begin."""
    assert main(["serve", *options]) == 2
    return said.readouterr().err


# --- served --------------------------------------------------------------------------------------


def test_a_fault_of_the_command_line_is_there_from_the_start(shared: Process) -> None:
    assert shared.ask("state")["faults"] == {"bess": ["silence"]}


def test_a_foreign_client_reads_and_writes(
    served: Process, connect: Callable[[int], ModbusTcpClient]
) -> None:
    client = connect(served.port)
    assert client.read_input_registers(0, count=2, device_id=BESS).registers
    assert client.write_register(STOP, 1, device_id=BESS).function_code == 6
    assert client.read_holding_registers(STOP, count=1, device_id=BESS).registers == [0]
    assert client.read_holding_registers(0, count=1, device_id=99).exception_code == 11
    written = served.ask("writes bess")["writes"]
    assert [bytes.fromhex(one["data"])[0] for one in written] == [6]
    served.ask(f"until {served.ask('state')['now_s'] + 4}")
    assert served.ask("see bess.state")["value"] == "stopped"


def test_plant_time_passes_by_itself_and_the_scenario_with_it(served: Process) -> None:
    began, wanted_s = time.monotonic(), served.ask("state")["now_s"] + 20.0
    served.ask("go 50")
    while served.ask("state")["now_s"] < wanted_s:
        assert time.monotonic() - began < PATIENCE_S
    assert "blackout" not in served.ask("state")["waiting"]
    assert served.ask("freeze")["frozen"]


def spoilt(client: ModbusTcpClient) -> str:
    """How an answer of the battery is spoilt: "" when it is not."""
    try:
        told = client.read_input_registers(POWER, count=10, device_id=BESS)
    except ModbusException:
        return "no answer"
    if told.isError():
        return "exception"
    return "" if len(told.registers) == 10 else "short"


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("silence", "no answer"),
        ("delay 3", "no answer"),
        ("exception 4", "exception"),
        ("wrong_unit", "no answer"),
        ("short_reply", "short"),
        ("drop", "no answer"),
        ("half_frame", "no answer"),
    ],
)
def test_each_fault_reaches_a_foreign_client_and_goes_again(
    served: Process, connect: Callable[[int], ModbusTcpClient], fault: str, seen: str
) -> None:
    served.ask(f"fault bess {fault}")
    assert spoilt(connect(served.port)) == seen
    assert not connect(served.port).read_input_registers(0, count=2, device_id=METER).isError()
    served.ask("clear bess")
    assert spoilt(connect(served.port)) == ""


def test_stale_values_stand_still(
    served: Process, connect: Callable[[int], ModbusTcpClient]
) -> None:
    client = connect(served.port)
    served.ask("fault bess stale_values")
    held = client.read_input_registers(POWER, count=10, device_id=BESS).registers
    served.ask(f"until {served.ask('state')['now_s'] + 60}")
    assert client.read_input_registers(POWER, count=10, device_id=BESS).registers == held
    served.ask("clear")
    assert client.read_input_registers(POWER, count=10, device_id=BESS).registers != held


def test_a_console_with_a_certificate_is_served_inside_tls(
    serve: Callable[..., Process], authority: Any
) -> None:
    certificate, key = authority.issue("server")
    files = ("--tls-certificate", certificate, "--tls-key", key, "--tls-ca", authority.ca)
    served = serve(*map(str, files))
    assert served.told["tls"] is True
    tls = ssl.create_default_context(cafile=authority.ca)
    tls.check_hostname = False  # pymodbus's client tells ssl no name to check
    tls.load_cert_chain(*authority.issue("console"))
    client = ModbusTlsClient("localhost", port=served.port, sslctx=tls, timeout=10, retries=0)
    assert client.connect()
    assert not client.read_input_registers(POWER, count=10, device_id=BESS).isError()
    client.close()


def test_a_site_of_ones_own_is_served_in_normal_operation(
    serve: Callable[..., Process], tmp_path: Path
) -> None:
    """No scenario ships for it, so nothing happens by itself."""
    shipped = Path(str(resources.files("resources"))) / "sites" / "odawara.yaml"
    mine = tmp_path / "mine.yaml"
    mine.write_text(shipped.read_text().replace("site: odawara", "site: mine", 1))
    served = serve("--frozen", site=str(mine))
    assert served.told["serving"] == "mine"
    assert served.ask("state")["waiting"] == []
    served.ask("until 10")
    assert served.ask("see grid.v_kv")["value"] > 6.0


# --- its end -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_signal_ends_it_cleanly_with_clients_connected(
    serve: Callable[..., Process],
    connect: Callable[[int], ModbusTcpClient],
    number: signal.Signals,
) -> None:
    served = serve("--fault", "bess:delay=60")
    client = connect(served.port)
    client.send(b"", client.framer.encode(bytes((4, 0, 19, 0, 10)), BESS, 1))
    said = served.end(number)
    assert served.run.returncode == 0
    assert "Traceback" not in said
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", served.port), 5.0)


def test_ctrl_c_while_it_reads_its_files_ends_it_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        assert main(["serve", "odawara", "--port", "0"]) == 130
    finally:
        signal.signal(signal.SIGALRM, kept)
    assert capsys.readouterr().err == ""


def test_quit_and_the_end_of_its_lines_end_it(serve: Callable[..., Process]) -> None:
    by_word, by_end = serve(), serve()
    assert by_word.ask("quit") == {"quit": True}
    assert by_word.run.wait(PATIENCE_S) == 0
    by_end.ask("state")
    assert by_end.run.stdin is not None
    by_end.run.stdin.close()
    by_end.run.stdin = None
    assert by_end.run.wait(PATIENCE_S) == 0


def test_a_service_without_an_input_goes_on_serving() -> None:
    run = subprocess.Popen(
        [KAIRETSU, "serve", "odawara", "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert run.stdout is not None
    port = int(json.loads(run.stdout.readline())["port"])
    for _ in range(3):
        with ModbusTcpClient("127.0.0.1", port=port, retries=0) as client:
            assert not client.read_input_registers(0, count=2, device_id=METER).isError()
    run.terminate()
    assert run.wait(PATIENCE_S) == 0
    run.stdout.close()


# --- where it cannot begin -----------------------------------------------------------------------


def test_a_second_server_at_one_port_says_so_and_leaves_the_first(
    served: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "odawara", "--port", str(served.port))
    assert f"Port {served.port}" in said
    assert "in use" in said
    assert "使用中" in refused(capsys, "odawara", "--language=ja", "--port", str(served.port))
    assert served.ask("state")["site"] == "odawara"


def test_a_port_that_needs_permission_is_told() -> None:
    """Without the right to low ports: as everybody who is not the administrator."""
    lowest = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not lowest.exists() or int(lowest.read_text()) <= 80:
        pytest.skip("this computer gives low ports to everybody")
    without = f"import ctypes, os, sys; {NO_LOW_PORTS}; os.execv(sys.argv[1], sys.argv[1:])"
    run = subprocess.run(
        [sys.executable, "-c", without, KAIRETSU, "serve", "odawara", "--port", "80"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert run.returncode == 2, run.stdout
    assert "administrator" in run.stderr


def test_an_address_of_another_computer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "192.0.2.1" in refused(capsys, "odawara", "--host", "192.0.2.1", "--port", "0")
    assert "no.host.invalid" in refused(capsys, "odawara", "--host", "no.host.invalid")
    assert "99999" in refused(capsys, "odawara", "--port", "99999")


def test_an_open_address_is_warned_of(serve: Callable[..., Process]) -> None:
    assert "WARNING: 0.0.0.0" in serve("--host", "0.0.0.0").end()


def test_wrong_options_name_what_there_is(
    tmp_path: Path, authority: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "odawara" in refused(capsys, "odawra")
    assert "bess" in refused(capsys, "odawara", "--fault", "bes:silence")
    assert "silence" in refused(capsys, "odawara", "--fault", "bess:silense")
    assert "bess:delay=2" in refused(capsys, "odawara", "--fault", "bess")
    assert "0.1" in refused(capsys, "odawara", "--speed", "0")
    certificate, key = authority.issue("server")
    assert "--tls-key" in refused(capsys, "odawara", "--tls-certificate", str(certificate))
    open_key = tmp_path / "open.key"
    open_key.write_bytes(key.read_bytes())
    open_key.chmod(0o644)
    files = ("--tls-certificate", str(certificate), "--tls-key", str(open_key))
    assert "0644" in refused(capsys, "odawara", *files)
