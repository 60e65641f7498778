"""Draw the windows in both languages into docs/images: a drill, a live sitting, and all others.

The drill of the site runs in the real window; a hand that presses the real buttons leads it
through, and at chosen moments it stands still for a picture. `make screenshots` runs it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from drill_screenshots import draw_desk
from hand import Hand, Mouse, step_in_hand
from live_screenshots import draw_live
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication
from waiting import wait
from window_screenshots import draw_windows

from console.app import run_window
from console.models.presets import usual_preset
from console.views.main_window import MainWindow
from console.wishes import SetSpeed
from devices.site import Site, load_site
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import CurrentStep, Mode, Snapshot

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SPEED = 60.0
GLANCE_MS = 120
LONGEST_S = 1500
COLOURS = 256
SMALL_TOO = "main-window"
SIZES = {"": (1920, 1080), "-small": (1280, 800)}


@dataclass(frozen=True)
class Moment:
    """When to take a picture, and which device to look at in it."""

    name: str
    when: Callable[[Snapshot, CurrentStep | None], bool]
    device: str = ""


def in_phase(phase: str) -> Callable[[Snapshot, CurrentStep | None], bool]:
    return lambda picture, step: picture.phase == phase and step is not None and step.mine


def selected(target: str) -> Callable[[Snapshot, CurrentStep | None], bool]:
    def when(picture: Snapshot, step: CurrentStep | None) -> bool:
        chosen = picture.selection
        return chosen is not None and f"{chosen.device}.{chosen.verb}" == target

    return when


def heard(picture: Snapshot, step: CurrentStep | None) -> bool:
    return step is not None and step.say is not None and step.say.heard is not None


def held(picture: Snapshot, step: CurrentStep | None) -> bool:
    return step is not None and step.hold is not None


MOMENTS = (
    Moment("blackout", in_phase("GRID")),
    Moment("talk", heard),
    Moment("hold-point", held),
    Moment("black-start", selected("bess.start_black"), "bess"),
    Moment("main-window", selected("b2.close"), "b2"),
    Moment("island", in_phase("ISLAND")),
    Moment("finished", lambda picture, _: picture.finished),
)


def save(image: QImage, path: Path) -> None:
    """Write a picture with its 256 commonest colours: half the size, and nobody sees it."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    packed = pixels.view(np.uint32)[:, :, 0]
    colours, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(counts)[::-1][:COLOURS]]
    apart = colours.view(np.uint8).reshape(-1, 1, 4).astype(int) - kept.view(np.uint8).reshape(
        1, -1, 4
    ).astype(int)
    nearest = np.abs(apart).sum(axis=2).argmin(axis=1).astype(np.uint8)
    indexed = np.ascontiguousarray(nearest[places].reshape(packed.shape))
    small = QImage(
        indexed.data, image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8
    )
    small.setColorTable([int(colour) for colour in kept])
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(small):
        raise OSError(f"{path}: {writer.errorString()}")


class Painter:
    """Lets a hand lead the drill, and stands still for a picture at every moment of a list."""

    def __init__(self, window: MainWindow, moments: tuple[Moment, ...], images: Path) -> None:
        self._window = window
        self._hand = Hand(window, Mouse())
        self._left = list(moments)
        self._images = images
        self._busy = False

    @property
    def missing(self) -> list[str]:
        """The moments that did not come yet."""
        return [moment.name for moment in self._left]

    def glance(self) -> None:
        """Look at the window and do one thing."""
        picture = self._window._snapshot
        if picture is None or self._busy:
            return
        self._busy = True
        try:
            self._act(picture)
        finally:
            self._busy = False

    def _act(self, picture: Snapshot) -> None:
        step = step_in_hand(picture)
        for moment in [one for one in self._left if one.when(picture, step)]:
            self._left.remove(moment)
            self._draw(moment)
        if picture.finished or self._window.trouble.trouble is not None:
            self._window.close()
        else:
            self._hand.act(picture)

    def _draw(self, moment: Moment) -> None:
        window = self._window
        for read in (window.drill.bar.act, window.refusal.understood):
            if read.isVisible():
                read.click()
        window.centre.one_line.choose(moment.device)
        window.wished.emit(SetSpeed(0.0))
        wait(600)
        for _ in range(2):
            for suffix, size in SIZES.items():
                if suffix and moment.name != SMALL_TOO:
                    continue
                window.resize(*size)
                window.choose_preset(usual_preset(size[0]))
                wait(250)
                name = f"{moment.name}{suffix}-{window.language}.png"
                save(window.grab().toImage(), self._images / name)
                print(name, flush=True)
            window.switch_language()
        window.resize(*SIZES[""])
        window.choose_preset(usual_preset(SIZES[""][0]))
        window.wished.emit(SetSpeed(SPEED))


def main() -> int:
    """Draw everything and return 0 when every picture was drawn."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--images", type=Path, default=IMAGES)
    parser.add_argument(
        "--only", choices=("drill", "live", "windows"), help="draw one of them alone"
    )
    options = parser.parse_args()
    options.images.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:  # as for somebody who has never begun it
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        return draw(options)


def draw(options: argparse.Namespace) -> int:
    """Draw what is asked for; return 0 when every picture was drawn."""
    site = load_site("odawara")
    code = 0
    if options.only in (None, "windows"):
        code = draw_windows(options.images, save) or draw_desk(options.images, save)
    if options.only in (None, "drill"):
        code = draw_drill(site, options.images) or code
    if options.only in (None, "live"):
        code = draw_live(site, options.images, save) or code
    return code


def draw_drill(site: Site, images: Path) -> int:
    """Draw the moments of the drill into `images`; return 0 when all were drawn."""
    scenario = load_scenario("odawara-first-activation", site)
    painters: list[Painter] = []

    with tempfile.TemporaryDirectory() as folder:

        def open_sitting() -> Sitting:
            return Sitting.open(
                site,
                scenario,
                mode=Mode.REHEARSAL,
                sitter=Sitter.for_role(site, "MGC"),
                record=Path(folder) / "screenshots.kairetsu",
                seed=0,
            )

        def opened(window: MainWindow) -> None:
            window.resize(*SIZES[""])
            painter = Painter(window, MOMENTS, images)
            painters.append(painter)
            timer = QTimer(window, interval=GLANCE_MS)
            timer.timeout.connect(painter.glance)
            timer.start()
            QTimer.singleShot(LONGEST_S * 1000, window, window.close)

        code = run_window(open_sitting, site, speed=SPEED, when_open=opened)
    missing = [name for painter in painters for name in painter.missing]
    if missing:
        print("not reached:", ", ".join(missing), file=sys.stderr)
    return code or (1 if missing else 0)


if __name__ == "__main__":
    code = main()
    application = QApplication.instance()
    if application is not None:
        application.shutdown()
    sys.exit(code)
