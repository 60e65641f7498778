"""A panel in a window of its own, for the second screen. Closing it puts the panel back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.models.panel_layout import Afloat, PanelLayout
from console.theme import Density
from console.views.docking.host import PanelHost
from console.views.edge_border import EdgeBorder

_LEAST_SEEN_PX = 120  # so much of the upper edge must be on a screen to take hold of it
_USUAL_SHARE = 0.6
_STAGGER_PX = 56
_LEAST_PX = 360  # narrower a panel cannot be read, whatever it covers then
# A dialog stands above the window that it belongs to, and has the buttons of a window all the same.
_KIND = (
    Qt.WindowType.Dialog
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowSystemMenuHint
    | Qt.WindowType.WindowMinMaxButtonsHint
    | Qt.WindowType.WindowCloseButtonHint
)
_FIRST_SHARES = {1: (1.0,), 2: (0.62, 0.38)}  # the one-line wants more than the trends


class FloatWindow(QWidget):
    """Bears the border and the kind of sitting in its title, as the main window does."""

    put_back = Signal(str)

    def __init__(self, host: PanelHost, main: QWidget) -> None:
        super().__init__(main, _KIND)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.host = host
        self._main = main
        self._leaves = False
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(host)
        host.show()
        self.border = EdgeBorder(self)
        main.installEventFilter(self)

    def present(self, title: str, edge: Edge) -> None:
        """Say what the window shows and of which kind of sitting."""
        self.setWindowTitle(title)
        self.border.present(edge)
        room = 4 + self.border.room_px
        self._rows.setContentsMargins(room, room, room, room)

    def resize_to(self, density: Density) -> None:
        """Take the width of the border."""
        self.border.set_width(density.border)

    def place(
        self,
        at: Afloat,
        clear: QRect | None = None,
        *,
        like_its_panel: bool = False,
        number: int = 0,
    ) -> None:
        """Stand where it stood; where that screen is gone, on one that is there.

        clear: what it shall not cover where it has never stood before, on the desktop.
        like_its_panel: as large as the panel wants to be; number: of the windows before it.
        """
        if at.box is None:
            screen = other_screen(self._main)
            around = (screen or self._main.screen()).availableGeometry()
            size = around.size() * _USUAL_SHARE
            if like_its_panel:
                size = self.host.panel.sizeHint().boundedTo(size)
            box = QRect(around.topLeft(), size)
            box.moveCenter(around.center())
            if screen is None and clear is not None:
                box = beside(box, clear, around)
            if like_its_panel:  # below the edge of the one before: none hides another
                room = max(around.height() - box.height(), 1)
                box.moveTop(around.top() + (_STAGGER_PX * (2 + number)) % room)
        else:
            box = on_a_screen(QRect(*at.box), at.screen)
        self.setGeometry(box)
        if at.full:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def afloat(self) -> Afloat:
        """Where it stands, as data."""
        box = self.normalGeometry() if self.isMaximized() else self.geometry()
        if not box.isValid():
            box = self.geometry()
        where = (box.x(), box.y(), box.width(), box.height())
        return Afloat(where, self.screen().name(), self.isMaximized())

    def leave(self) -> None:
        """Go for good, without its panel."""
        self._leaves = True
        self.close()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come forward with the main window: nothing that floats gets lost behind it."""
        if event.type() is QEvent.Type.WindowActivate and self.isVisible():
            self.raise_()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing here wanted goes to the main window: Space, /, Escape work here too."""
        QApplication.sendEvent(self._main, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put the panel back into the main window: nothing gets lost by closing."""
        if not self._leaves:
            event.ignore()
            self.put_back.emit(self.host.name)


def other_screen(main: QWidget) -> QScreen | None:
    """Return a screen that the main window is not on, if there is one."""
    return next((one for one in QGuiApplication.screens() if one is not main.screen()), None)


def beside(box: QRect, clear: QRect, around: QRect) -> QRect:
    """Return `box` on the wider side of `clear`, and as narrow as that makes it."""
    right, left = around.right() - clear.right(), clear.left() - around.left()
    found = QRect(box)
    found.setWidth(min(box.width(), max(right, left, _LEAST_PX)))
    if right >= left:
        found.moveRight(around.right())
    else:
        found.moveLeft(around.left())
    return found


def over_other_screen(layout: PanelLayout, main: QWidget) -> PanelLayout:
    """Give what floats without a box its part of the other screen; without one it stays docked."""
    unplaced = [name for name in layout.panels if layout.afloat.get(name) == Afloat()]
    screen = other_screen(main)
    for name in unplaced if screen is None else ():
        layout = layout.docking(name)
    if screen is None or not unplaced:
        return layout
    around = screen.availableGeometry()
    left = around.left()
    shares = _FIRST_SHARES.get(len(unplaced), (1 / len(unplaced),) * len(unplaced))
    for name, share in zip(unplaced, shares, strict=True):
        width = round(around.width() * share)
        box = (left, around.top(), width, around.height())
        layout = layout.floating(name, Afloat(box, screen.name()))
        left += width
    return layout


def on_a_screen(box: QRect, screen: str = "") -> QRect:
    """Return `box`, moved and made smaller so far that it can be seen and taken hold of."""
    screens = QGuiApplication.screens()
    named = next((one for one in screens if one.name() == screen), None)
    upper = QRect(box.x(), box.y(), box.width(), 40)
    for one in screens:
        seen = one.availableGeometry().intersected(upper)
        if seen.width() >= min(_LEAST_SEEN_PX, box.width()) and seen.height() >= 20:
            return box
    around = (named or QGuiApplication.primaryScreen()).availableGeometry()
    size = box.size().boundedTo(around.size())
    here = QRect(around.topLeft(), size)
    here.moveCenter(around.center())
    return here
