"""With a second screen: the preset fills it, and what stood there comes back when it is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_CHILD = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from console.app import application_of_the_console
from console.translation import Translation
from console.views.main_window import MainWindow
from devices.site import load_site

application = application_of_the_console()
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = MainWindow(load_site("kobe-shelter"), Translation("en"), store, layout="two-monitors")
window.show()
for _ in range(4):
    QApplication.processEvents()
for part in (window.centre, window.trends):
    apart = part.window() is not window
    print(part.window().screen().name(), apart, part.window().geometry().getRect())
window.close()
"""


_STATION = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from console.app import application_of_the_console
from console.staff import Staff
from console.translation import Translation
from console.views.main_window import MainWindow
from devices.site import load_site

application = application_of_the_console()
site, translation = load_site("kobe-shelter"), Translation("en")
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
trainee = MainWindow(site, translation, store, layout="laptop")
trainee.show()
station = Staff(site, translation, lambda wish: None).open("instructor", "nakamura", trainee)
for _ in range(4):
    QApplication.processEvents()
print(trainee.screen().name(), station.screen().name())
station.close()
trainee.close()
"""


def screens(*names: str) -> str:
    """The screens of Qt's platform without a display, side by side, as its file has them."""
    made = [
        {
            "name": name,
            "x": 1920 * number,
            "y": 0,
            "width": 1920,
            "height": 1080,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for number, name in enumerate(names)
    ]
    return json.dumps({"screens": made})


def test_the_station_of_whoever_leads_stands_on_the_other_screen(tmp_path: Path) -> None:
    assert child(tmp_path, _STATION, "LEFT", "RIGHT")[0].split()[:2] == ["LEFT", "RIGHT"]


def child(folder: Path, program: str, *names: str) -> list[str]:
    """Run `program` in a process of its own that has these screens; return what it printed."""
    file = folder / "screens.json"
    file.write_text(screens(*names), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder / "layout.ini")],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def test_two_monitors_fill_the_other_screen_and_come_back_when_it_is_gone(tmp_path: Path) -> None:
    two = child(tmp_path, _CHILD, "LEFT", "RIGHT")
    assert [line.split()[:2] for line in two] == [["RIGHT", "True"]] * 2
    one = child(tmp_path, _CHILD, "LEFT")
    assert [line.split()[:2] for line in one] == [["LEFT", "True"]] * 2
    for line in one:
        x, y, *_ = (int(number) for number in line.split("(")[1].rstrip(")").split(", "))
        assert 0 <= x < 1920
        assert 0 <= y < 1080
