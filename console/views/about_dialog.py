"""About: version, licences of what ships, and where the records are."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.theme import FAMILY
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, frame, label
from procedures.record import records_folder

if TYPE_CHECKING:
    from console.views.main_window import MainWindow

# Packages that run with the program, and the licence each of them ships under.
LIBRARIES: tuple[tuple[str, str], ...] = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pyqtgraph", "MIT"),
    ("numpy", "BSD-3-Clause"),
    ("numba", "BSD-2-Clause"),
    ("pydantic", "MIT"),
    ("PyYAML", "MIT"),
    ("pymodbus", "BSD-3-Clause"),
    ("pyserial", "BSD-3-Clause"),
    ("pysunspec2", "Apache-2.0"),
    ("miniaudio", "MIT"),
)
_COLUMNS = 2
_WIDE_PX = 700


def open_about(window: MainWindow) -> AboutDialog:
    """Open the dialog over the main window."""
    record = window.snapshot.record if window.snapshot is not None else ""
    dialog = AboutDialog(record, edge=window.edge, parent=window)
    dialog.open()
    return dialog


class AboutDialog(WordsDialog):
    """record: the file of the sitting that is open, "" for none."""

    def __init__(self, record: str = "", *, edge: Edge, parent: QWidget | None = None) -> None:
        super().__init__(_WIDE_PX, parent)
        self.setWindowTitle(self.tr("About Kairetsu"))
        self._border = EdgeBorder(self, edge)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(26, 22, 26, 22)
        rows.setSpacing(10)
        name = label("step")
        name.setText("Kairetsu 解列")
        what = label(wrap=True)
        what.setText(self.tr("Operator console for microgrid drills"))
        version = label("strong")
        version.setText(self.tr("Version %1").replace("%1", metadata.version("kairetsu")))
        for line in (name, what, version):
            rows.addWidget(line)
        rows.addWidget(frame("line"))
        rows.addLayout(self._places(record))
        rows.addWidget(frame("line"))
        rows.addLayout(self._licences())
        rows.addStretch(1)
        rows.addLayout(self._foot())
        self.finished.connect(self.deleteLater)

    def _places(self, record: str) -> QGridLayout:
        places = [(self.tr("Records"), str(records_folder()))]
        if record:
            places.append((self.tr("This record"), record))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        for row, (caption, path) in enumerate(places):
            head, where = label("soft"), label(wrap=True)
            head.setText(caption)
            # a path has no spaces to break at: it may break after each of its folders
            where.setText(path.replace("/", "/\u200b"))
            where.setAccessibleName(f"{caption}: {path}")
            where.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(where, row, 1)
        return grid

    def _licences(self) -> QGridLayout:
        own = (
            ("Kairetsu", "MIT"),
            (FAMILY, "OFL-1.1"),
        )
        lines = [*own, *((f"{name} {_version(name)}", licence) for name, licence in LIBRARIES)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        head = label("strong")
        head.setText(self.tr("Licences of what ships"))
        grid.addWidget(head, 0, 0, 1, 2 * _COLUMNS)
        for at, (what, licence) in enumerate(_down(lines)):
            row, column = 1 + at // _COLUMNS, 2 * (at % _COLUMNS)
            for offset, role, words in ((0, "", what), (1, "soft", licence)):
                cell = label(role)
                cell.setText(words)
                grid.addWidget(cell, row, column + offset)
        grid.setColumnStretch(2 * _COLUMNS - 1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        close = button("big")
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        return line


def _version(package: str) -> str:
    """The version installed; nothing where a frozen program carries no metadata."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _down(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Order the lines so that they read down the columns of a grid that is filled by rows."""
    height = -(-len(lines) // _COLUMNS)
    return [
        lines[row + column * height]
        for row in range(height)
        for column in range(_COLUMNS)
        if row + column * height < len(lines)
    ]
