"""The picture of a step: a line drawing of what stands before whoever works at the equipment."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.theme import Density, palette, px

_HEIGHTS_PX = {"roomy": 150, "compact": 92}
_LEAST_PX = 64  # it gives way to words, and smaller than this nobody could read it


@cache
def _drawing(name: str) -> QSvgRenderer:
    """The renderer of a picture that ships; ValueError for one that cannot be drawn."""
    file = resources.files("resources").joinpath("pictures", f"{name}.svg")
    made = QSvgRenderer(QByteArray(file.read_bytes()))
    if not made.isValid():
        raise ValueError(f"the picture {name} cannot be read")
    return made


class StepPicture(QWidget):
    """As large as there is room. Hidden where a step names none, or where there is no room.

    Its name for screen readers is the title of the step.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._height_px = self._most_px = _HEIGHTS_PX["roomy"]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def name(self) -> str:
        """The picture that is shown, "" for none."""
        return self._name

    @property
    def least_px(self) -> int:
        """The height below which it is not drawn."""
        return _LEAST_PX

    def resize_to(self, density: Density) -> None:
        """Take the height of `density`."""
        self._most_px = px(_HEIGHTS_PX.get(density.name, _HEIGHTS_PX["compact"]))
        self.fit(self._most_px)

    def fit(self, room_px: int) -> None:
        """Become as high as `room_px`, up to its most; hide where that is less than its least."""
        self.setVisible(bool(self._name) and room_px >= _LEAST_PX)
        height_px = max(_LEAST_PX, min(self._most_px, room_px))
        if height_px != self._height_px:
            self._height_px = height_px
            self.updateGeometry()

    def present(self, name: str, title: str) -> None:
        """Show the picture `name` of the step `title`."""
        self.setAccessibleName(title)
        if name != self._name:
            self._name = name
            self.setVisible(bool(name))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The height that there is room for, and the width that goes with it."""
        if not self._name:
            return QSize(0, 0)
        shape = _drawing(self._name).defaultSize()
        return QSize(round(self._height_px * shape.width() / shape.height()), self._height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self._name:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            size = self.sizeHint()
            room = QRectF(0, 0, size.width(), size.height())
            painter.fillRect(room, QColor(palette().plate))  # drawn in dark ink
            _drawing(self._name).render(painter, room)
