"""The real window on a live sitting, over real sockets, beside `kairetsu serve`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.app import run_window
from console.views.hold_button import HoldButton
from console.views.live.arm_dialog import ArmDialog
from console.views.main_window import MainWindow
from devices.clock import RealTime
from devices.links import LinkState
from devices.modbus import LivePlant
from devices.site import Site, load_connections
from devices.wiring import load_maps
from procedures.people import Sitter
from procedures.record import Record
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Snapshot

LEFT = Qt.MouseButton.LeftButton
PATIENCE_S = 120.0
PATIENCE_MS = 120_000
PERIOD_S = 0.2


@pytest.fixture(autouse=True)
def settings_of_this_test_alone(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


class Served:
    """The served site in a process of its own; `ask` sends it a control line."""

    def __init__(self) -> None:
        program = str(Path(sys.executable).with_name("kairetsu"))
        self._process = subprocess.Popen(
            [program, "serve", "odawara", "--port", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(json.loads(self._line())["port"])

    def ask(self, line: str) -> dict[str, object]:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        reply: dict[str, object] = json.loads(self._line())
        assert "error" not in reply, reply
        return reply

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def close(self) -> None:
        self._process.communicate("quit\n", timeout=PATIENCE_S)


@pytest.fixture
def served() -> Iterator[Served]:
    with closing(Served()) as made:
        yield made


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "live.kairetsu"


@contextmanager
def live(site: Site, port: int, record: Path) -> Iterator[Callable[[], Sitting]]:
    """The plant behind `port`, open, and what opens a live sitting on it."""
    override = record.with_suffix(".yaml")
    override.write_text(
        f"connections_of: {site.name}\nconnections:\n"
        f"  lines: {{plant: {{host: 127.0.0.1, port: {port}}}}}\n"
        f"  period: {{value: {PERIOD_S}, unit: s, origin: P}}\n",
        encoding="utf-8",
    )
    connections = load_connections(site, override)
    clock = RealTime()
    maps = load_maps(site, connections)
    plant = LivePlant(site, connections, maps, time_s=clock.elapsed_s)
    scenario = load_scenario("odawara-first-activation", site)
    sitter = Sitter.for_role(site, "MGC")
    try:
        plant.open()
        yield lambda: Sitting.open_live(
            site, scenario, plant, sitter=sitter, record=record, clock=clock
        )
    finally:
        plant.close()


class Hand:
    """A hand at the window; it fails when what it waits for does not come."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def wait(self, so: Callable[[Snapshot], bool]) -> Snapshot:
        pictures: list[Snapshot] = []

        def come() -> bool:
            picture = self.window._snapshot
            if picture is not None and so(picture):
                pictures.append(picture)
            return bool(pictures)

        self._qtbot.waitUntil(come, timeout=PATIENCE_MS)
        return pictures[0]

    def hold(self, button: HoldButton) -> None:
        """Hold a button down until it acts, after a second."""
        with self._qtbot.waitSignal(button.held):
            QTest.mousePress(button, LEFT)

    def arm(self, person: int) -> None:
        QTest.mouseClick(self.window.live.key.arm, LEFT)
        dialog = self.window.findChild(ArmDialog)
        assert dialog is not None
        dialog.persons.setCurrentRow(person)
        self.hold(dialog.hold)


def run(
    opened: Callable[[], Sitting], site: Site, qtbot: QtBot, act: Callable[[Hand], None]
) -> int:
    """Open the window, let `act` work it, close it; an error of `act` fails the test."""
    failed: list[BaseException] = []

    def begin(window: MainWindow) -> None:
        try:
            act(Hand(window, qtbot))
        except BaseException as error:  # noqa: BLE001 - raised again below, out of Qt's loop
            failed.append(error)
        window.close()

    code = run_window(opened, site, when_open=begin)
    if failed:
        raise failed[0]
    return code


def test_a_switch_opens_over_the_wire_only_after_somebody_has_armed(
    qtbot: QtBot, site: Site, served: Served, record: Path
) -> None:
    def act(hand: Hand) -> None:
        window, plate = hand.window, hand.window.centre.faceplate
        hand.wait(lambda picture: picture.values["b1.position"].known == "closed")
        window.centre.one_line.choose("b1")
        hand.wait(lambda _: "open" in plate.verbs.cards)
        QTest.mouseClick(plate.verbs.cards["open"].select_button, LEFT)
        refused = hand.wait(lambda picture: picture.refusal is not None)
        assert refused.selection is None
        assert served.ask("writes")["writes"] == []
        hand.arm(0)
        hand.wait(lambda picture: picture.live is not None and picture.live.armed_by == "ozawa")
        QTest.mouseClick(plate.verbs.cards["open"].select_button, LEFT)
        hand.wait(lambda picture: picture.selection is not None)
        hand.hold(plate.command.execute_button)
        hand.wait(lambda picture: picture.values["b1.position"].known == "open")
        assert served.ask("see b1.position")["value"] == "open"
        QTest.mouseClick(window.live.key.disarm, LEFT)
        hand.wait(lambda picture: picture.live is not None and picture.live.armed_by == "")

    with live(site, served.port, record) as opened:
        assert run(opened, site, qtbot, act) == 0
    with Record(record) as read:
        kinds = [event.kind.value for event in read.events()]
    assert kinds[-1] == "sitting.closed"
    assert {"sitting.armed", "sitting.disarmed", "command.confirmed"} <= set(kinds)


def test_a_window_closes_without_waiting_for_devices_that_hang(
    qtbot: QtBot, site: Site, served: Served, record: Path
) -> None:
    def act(hand: Hand) -> None:
        hand.wait(lambda picture: picture.time_s > 1)
        served.ask("fault all silence")
        hand.wait(
            lambda picture: (
                picture.live is not None
                and all(link.state is not LinkState.CONNECTED for link in picture.live.links)
            )
        )
        hand.window.close()
        assert hand.window.notice.closing  # it has said so, and is not closed yet

    with live(site, served.port, record) as opened:
        assert run(opened, site, qtbot, act) == 0
    with Record(record) as read:
        assert read.first_broken() is None
        assert [event.kind.value for event in read.events()][-1] == "sitting.closed"
