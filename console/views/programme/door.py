"""The programme from the View menu of a sitting: to look at, for one sitting is open already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from console.placing import stand_beside
from console.views.main_window import MainWindow
from console.views.programme.window import ProgrammeWindow
from procedures.record import records_folder


def open_programme(window: MainWindow) -> ProgrammeWindow:
    """Open it; the record of this sitting is left alone, for this process writes it."""
    picture = window.snapshot
    own = Path(picture.record) if picture is not None and picture.record else None
    made = ProgrammeWindow(window.translation, records_folder(), window.site.name, without=own)
    made.only_look()
    made.setParent(window, Qt.WindowType.Window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    stand_beside(made, window, "programme")
    made.show()
    return made
