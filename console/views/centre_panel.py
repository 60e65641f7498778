"""The middle of the window: the one-line with its legend, and the faceplate below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from console.theme import Density
from console.translation import Translation
from console.views.faceplate import Faceplate
from console.views.one_line.legend import Legend
from console.views.one_line.view import OneLineView
from console.views.text import label, tight
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import Snapshot, VerbView


class CentrePanel(QFrame):
    """Choosing a symbol shows its faceplate."""

    device_chosen = Signal(str)

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._head = label("header")
        self._legend = Legend()
        self._hint = label("soft", wrap=True)
        self.one_line = OneLineView(site, translation)
        self.faceplate = Faceplate(site, translation, send)
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._head, 1)
        head.addWidget(self._legend)
        upper = QWidget()
        upper_rows = QVBoxLayout(upper)
        tight(upper_rows, 4)
        upper_rows.addLayout(head)
        upper_rows.addWidget(self.one_line, 1)
        upper_rows.addWidget(self._hint)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(upper)
        self._parts.addWidget(self.faceplate)
        self._parts.setStretchFactor(0, 1)
        self._parts.setStretchFactor(1, 1)
        self.faceplate.hide()  # until a device is chosen the one-line has all the room
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._parts)
        self.one_line.device_chosen.connect(self.faceplate.look_at)
        self.one_line.device_chosen.connect(self._make_room)
        self.one_line.device_chosen.connect(self.device_chosen)
        self.faceplate.closed.connect(lambda: self.one_line.choose(""))

    def resize_to(self, density: Density) -> None:
        """Take the sizes of `density`."""
        self._rows.setContentsMargins(
            density.gap + 2, density.gap, density.gap + 2, density.gap + 2
        )
        self._parts.setHandleWidth(density.gap)
        self.one_line.resize_to(density)
        self.faceplate.resize_to(density)
        self._legend.resize_to(density)
        self._parts.setSizes([540, 460])

    def _make_room(self, device: str) -> None:
        self.faceplate.setVisible(bool(device))
        self._hint.setVisible(not device)

    def show_title(self, on: bool) -> None:
        """Write the name of the panel, or leave it to what stands above it."""
        self._head.setVisible(on)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("One-line"))
        self._hint.setText(
            self.tr("Choose a device on the one-line to see its values and what it can do.")
        )
        self._legend.retranslate()
        self.one_line.retranslate()
        self.faceplate.retranslate()

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self.one_line.present(snapshot)
        self.faceplate.present(snapshot)

    def present_verbs(self, device: str, verbs: tuple[VerbView, ...]) -> None:
        """Show what the chosen device can do."""
        self.faceplate.present_verbs(device, verbs)
