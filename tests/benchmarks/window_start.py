"""How soon the window can be used: `window_start.py BEGUN_S` is `kairetsu run odawara`.

Somebody else began it, at BEGUN_S of the monotonic clock. What the command loads only when it needs
it is loaded no sooner here. Prints the seconds until the window shows a picture and has done what a
click asked for.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.views.main_window import MainWindow

LOOK_MS = 2


def usable_s(begun_s: float, folder: Path) -> float:
    """Run the command until the window has done what a click asked for; return how long it took."""
    gc.disable()  # the command's own first act
    from console.cli import main, window  # noqa: PLC0415

    took_s: list[float] = []

    def act(opened: MainWindow) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        if opened._snapshot is None:
            # the window's own loop goes on: QTest.qWait would keep the other thread waiting, too
            QTimer.singleShot(LOOK_MS, functools.partial(act, opened))
            return
        click(opened)
        took_s.append(time.monotonic() - begun_s)
        opened.close()

    window._load_qt = functools.partial(load_qt_and_lend_a_hand, window._load_qt, act)
    sys.argv = ["kairetsu", "run", "odawara", "--record", str(folder / "drill.kairetsu")]
    with contextlib.suppress(SystemExit):
        main()
    return took_s[0]


def load_qt_and_lend_a_hand(load_qt: Callable[[], None], act: Callable[[MainWindow], None]) -> None:
    """What the command loads for its window, which then is given to somebody who clicks."""
    load_qt()
    import console.app  # noqa: PLC0415

    console.app.run_window = functools.partial(console.app.run_window, when_open=act)


def click(opened: MainWindow) -> None:
    """Ask for the other language, and see it painted."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    spoken = opened.language
    QTest.mouseClick(opened.top_bar._language, Qt.MouseButton.LeftButton)
    assert opened.language != spoken
    QApplication.processEvents()
    opened.grab()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder  # as for somebody who has never begun it
        print(usable_s(float(sys.argv[1]), Path(folder)))
