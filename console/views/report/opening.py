"""Opens the report of a record over a window, each at most once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.placing import stand_beside
from console.translation import Translation
from console.views.report.window import ReportWindow

_WANTED_PX = (1320, 920)


def open_report(parent: QWidget, translation: Translation, record: str) -> ReportWindow:
    """Show the report of `record`, or bring it forward; it goes with the window below."""
    below = parent.window()
    path = Path(record)
    for known in below.findChildren(ReportWindow):
        if known.record == path:
            known.raise_()
            known.activateWindow()
            return known
    window = ReportWindow(path, translation, parent=below)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    closing = getattr(below, "closing", None)
    if closing is not None:
        closing.connect(window.close)
    room = below.screen().availableSize()
    window.resize(min(_WANTED_PX[0], room.width()), min(_WANTED_PX[1], room.height()))
    stand_beside(window, below, "report")
    window.show()
    return window
