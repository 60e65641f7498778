"""Draw the live window and its dialogs in both languages, beside `kairetsu serve`.

Called by screenshots.py: a real sitting on real sockets, a hand that arms, and a fault at the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from waiting import wait, wait_until

from console.app import run_window
from console.views.live.arm_dialog import ArmDialog
from console.views.main_window import MainWindow
from console.views.point_dialog import PointDialog
from devices.clock import RealTime
from devices.modbus import LivePlant
from devices.site import Site, load_connections
from devices.wiring import load_maps
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Snapshot

Save = Callable[[QImage, Path], None]
LEFT = Qt.MouseButton.LeftButton
PATIENCE_S = 120.0
PATIENCE_MS = 120_000
SIZE = (1920, 1080)
STALE_AFTER_MS = 9000


@contextmanager
def served() -> Iterator[tuple[int, Callable[[str], None]]]:
    """Serve Odawara in a process of its own; yields its port and what tells it a line."""
    program = str(Path(sys.executable).with_name("kairetsu"))
    process = subprocess.Popen(
        [program, "serve", "odawara", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    control, answers = process.stdin, process.stdout

    def tell(line: str) -> None:
        control.write(f"{line}\n")
        control.flush()
        answers.readline()

    try:
        yield int(json.loads(answers.readline())["port"]), tell
    finally:
        process.communicate("quit\n", timeout=PATIENCE_S)


class LiveHand:
    """Arms, opens what can be opened, and draws."""

    def __init__(self, window: MainWindow, images: Path, save: Save) -> None:
        self._window = window
        self._images = images
        self._save = save

    def work(self, tell: Callable[[str], None]) -> None:
        """Draw everything once, and close the window."""
        window = self._window
        self._wait(lambda picture: picture.time_s > 3)
        window.centre.one_line.choose("b1")
        wait(600)
        self._draw("live-locked")
        self._draw_dialogs()
        self._arm()
        self._wait(lambda picture: picture.live is not None and picture.live.armed_by != "")
        tell("fault bess silence")
        tell("fault pv drop")
        window.centre.one_line.choose("bess")
        wait(STALE_AFTER_MS)
        self._draw("live-fault")
        self._draw_part("live-links", window.live.open_list)
        window.close()

    def _wait(self, so: Callable[[Snapshot], bool]) -> None:
        def come() -> bool:
            picture = self._window._snapshot
            return picture is not None and so(picture)

        if not wait_until(come, PATIENCE_MS):
            raise TimeoutError("the live sitting does not come so far")

    def _arm(self) -> None:
        QTest.mouseClick(self._window.live.key.arm, LEFT)
        dialog = self._window.findChild(ArmDialog)
        assert dialog is not None
        dialog.persons.setCurrentRow(0)
        QTest.mousePress(dialog.hold, LEFT)
        wait(1300)

    def _draw_dialogs(self) -> None:
        window = self._window

        def arming() -> QWidget:
            QTest.mouseClick(window.live.key.arm, LEFT)
            dialog = window.findChild(ArmDialog)
            assert dialog is not None
            dialog.persons.setCurrentRow(0)
            return dialog

        def entering() -> QWidget:
            window.centre.one_line.choose("k12")
            QTest.mouseClick(window.centre.faceplate._signals._rows[0].enter, LEFT)
            dialog = window.findChild(PointDialog)
            assert dialog is not None
            return dialog

        self._draw_part("live-arm", arming)
        self._draw_part("live-enter", entering)

    def _draw_part(self, name: str, opened: Callable[[], QWidget]) -> None:
        for _ in range(2):
            part = opened()
            wait(300)
            self._keep(part, f"{name}-{self._window.language}.png")
            part.close()
            wait(50)
            self._window.switch_language()

    def _draw(self, name: str) -> None:
        window = self._window
        for _ in range(2):
            wait(400)
            self._keep(window, f"{name}-{window.language}.png")
            window.switch_language()

    def _keep(self, part: QWidget, name: str) -> None:
        self._save(part.grab().toImage(), self._images / name)
        print(name, flush=True)


def draw_live(site: Site, images: Path, save: Save) -> int:
    """Draw the live pictures into `images`; return 0 when all were drawn."""
    drawn: list[bool] = []
    with tempfile.TemporaryDirectory() as folder, served() as (port, tell):
        override = Path(folder) / "connections.yaml"
        override.write_text(
            f"connections_of: {site.name}\nconnections:\n"
            f"  lines: {{plant: {{host: 127.0.0.1, port: {port}}}}}\n",
            encoding="utf-8",
        )
        connections = load_connections(site, override)
        clock = RealTime()
        maps = load_maps(site, connections)
        plant = LivePlant(site, connections, maps, time_s=clock.elapsed_s)

        def open_sitting() -> Sitting:
            return Sitting.open_live(
                site,
                load_scenario("odawara-first-activation", site),
                plant,
                sitter=Sitter.for_role(site, "MGC"),
                record=Path(folder) / "live.kairetsu",
                clock=clock,
            )

        def opened(window: MainWindow) -> None:
            window.resize(*SIZE)

            def work() -> None:
                try:
                    LiveHand(window, images, save).work(tell)
                    drawn.append(True)
                finally:
                    window.close()

            QTimer.singleShot(0, work)

        try:
            plant.open()
            code = run_window(open_sitting, site, when_open=opened)
        finally:
            plant.close()
    return code or (0 if drawn else 1)
