"""`led_by_hand.py LANGUAGE mouse|keys RECORD [PHASE]`: a hand leads the Odawara drill.

In the real window, up to a phase, or to its end. Prints how many presses it took. Nothing is sent
to the sitting but by what stands on the screen; the speed alone is chosen from here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hand import Fingers, Hand, Keyboard, Mouse, step_in_hand
from PySide6.QtCore import QSettings, QTimer

from console.app import run_window
from console.views.main_window import MainWindow
from console.wishes import SetSpeed
from devices.site import load_site
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot

WAITING, AT_WORK = 240.0, 30.0  # times real time: a crew is awaited faster than a step is done
GLANCE_MS = 50
FINGERS = {"mouse": Mouse, "keys": Keyboard}


class Leading:
    """Lets a hand act whenever the window shows something new, until the drill has ended."""

    def __init__(self, window: MainWindow, fingers: Fingers, until: str) -> None:
        self._window = window
        self._until = until
        self._busy = False
        self._speed = WAITING
        self.hand = Hand(window, fingers)

    def glance(self) -> None:
        """Look at the window and do one thing; what the hand waits for lets timers run on."""
        picture = self._window._snapshot
        if picture is None or self._busy:
            return
        self._busy = True
        try:
            ended = picture.finished or picture.phase == self._until
            if ended or self._window.trouble.trouble is not None:
                self._window.close()
            else:
                self._pace(picture)
                self.hand.act(picture)
        except AssertionError as error:
            sys.stderr.write(f"{picture.phase}: {error}\n")
            self._window.close()
        finally:
            self._busy = False

    def _pace(self, picture: Snapshot) -> None:
        step = step_in_hand(picture)
        speed = AT_WORK if step is not None and step.mine else WAITING
        if speed != self._speed:
            self._speed = speed
            self._window.wished.emit(SetSpeed(speed))


def main() -> int:
    """Lead the drill to its end and return 0 when the window closed without an error."""
    language, fingers, path, *until = sys.argv[1:]
    site = load_site("odawara")
    scenario = load_scenario("odawara-first-activation", site)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(Path(path).parent))
    leading: list[Leading] = []

    def open_sitting() -> Sitting:
        return Sitting.open(
            site,
            scenario,
            mode=Mode.REHEARSAL,
            sitter=Sitter.for_role(site, "MGC"),
            record=Path(path),
            seed=0,
        )

    def opened(window: MainWindow) -> None:
        window.resize(1920, 1080)
        window.activateWindow()
        leading.append(Leading(window, FINGERS[fingers](), "".join(until)))
        timer = QTimer(window, interval=GLANCE_MS)
        timer.timeout.connect(leading[0].glance)
        timer.start()

    spoken = "ja" if language == "ja" else "en"
    code = run_window(open_sitting, site, language=spoken, speed=WAITING, when_open=opened)
    sys.stdout.write(f"{leading[0].hand.pressed}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
