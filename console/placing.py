"""Where a window opens that is not the only one: as it was left, and never over all of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from console.layout_memory import settings

STEP_PX = 40  # what stays in sight of the window behind: its title and its edge
_STEPS = 9


@runtime_checkable
class Closes(Protocol):
    """A window that tells when it is closed: `closing` is a Qt signal."""

    closing: Any


def free_place(wanted: QRect, room: QRect, taken: Sequence[QRect], least: QSize) -> QRect:
    """Return `wanted` moved into `room`, and by steps until it hides none of `taken`.

    It is made smaller for that where it must be, never than `least`. On a screen too small for
    that, its far edges go out of sight, and the others stay in sight.
    """
    places = [
        place for size in _sizes(wanted, room, least) for place in _inside(wanted, size, room)
    ]
    first = places[0]
    beyond = (first.translated(STEP_PX * n, STEP_PX * n) for n in range(1, _STEPS))
    free = (one for one in (*places, *beyond) if not any(_hides(one, other) for other in taken))
    return next(free, first)


def stand_beside(window: QWidget, opener: QWidget, name: str) -> None:
    """Let a window that `opener` opens stand a step from its corner, or as it was left."""
    if not _as_left(window, name):
        room = opener.screen().availableGeometry()
        corner = opener.geometry().topLeft() + QPoint(STEP_PX, STEP_PX)
        _stand(window, QRect(corner, window.size()), room)


def stand_apart(window: QWidget, trainee: QWidget, name: str) -> None:
    """Put `window` on a screen where the trainee's is not; else beside it, as far as there is room.

    On one screen it stands at the right, so that his badge and his procedure stay in sight.
    """
    if _as_left(window, name):
        return
    here = trainee.screen()
    others = [screen for screen in QApplication.screens() if screen is not here]
    room = (others[0] if others else here).availableGeometry()
    if others and not any(room.intersects(one) for one in _taken(window)):
        window.setGeometry(room)
        return
    size = window.size().boundedTo(room.size())
    corner = room.bottomRight() - QPoint(size.width() - 1, size.height() - 1)
    _stand(window, QRect(corner, size), room)


def stand_off(window: QWidget) -> None:
    """Let the window of another process leave the edge of the one that opened it in sight."""
    screens = QApplication.screens()
    room = screens[1 if len(screens) > 1 else 0].availableGeometry()
    window.setGeometry(room.adjusted(STEP_PX, STEP_PX, 0, 0) & QRect(room.topLeft(), window.size()))


def _as_left(window: QWidget, name: str) -> bool:
    """Put the window of that name where it was, and remember where it is closed."""
    key, store = f"places/{name}", settings()
    if isinstance(window, Closes):
        window.closing.connect(lambda: store.setValue(key, window.saveGeometry()))
    kept = store.value(key)
    if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
        return False
    if not window.windowState() & (
        Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
    ):
        _stand(window, window.geometry(), window.screen().availableGeometry())
    return True


def _stand(window: QWidget, wanted: QRect, room: QRect) -> None:
    window.setGeometry(free_place(wanted, room, _taken(window), window.minimumSize()))


def _taken(window: QWidget) -> list[QRect]:
    """Where the other windows stand that somebody looks at; dialogs belong to theirs."""
    kind = Qt.WindowType.Window
    return [
        one.geometry()
        for one in QApplication.topLevelWidgets()
        if one is not window and one.isVisible() and one.windowType() == kind
    ]


def _sizes(wanted: QRect, room: QRect, least: QSize) -> Iterator[QSize]:
    """The size that is wanted, then smaller ones that leave more of the room free."""
    for step in range(_STEPS):
        free = room.size() - QSize(STEP_PX, STEP_PX) * step
        yield wanted.size().boundedTo(free).expandedTo(least).boundedTo(room.size())


def _inside(wanted: QRect, size: QSize, room: QRect) -> Iterator[QRect]:
    """The place that is wanted, then by steps: left and up, along one edge, right and down."""
    for way in (QPoint(-1, -1), QPoint(-1, 0), QPoint(0, -1), QPoint(1, 1)):
        for step in range(_STEPS):
            corner = wanted.topLeft() + way * (STEP_PX * step)
            x = max(room.left(), min(corner.x(), room.right() + 1 - size.width()))
            y = max(room.top(), min(corner.y(), room.bottom() + 1 - size.height()))
            yield QRect(QPoint(x, y), size)


def _hides(place: QRect, other: QRect) -> bool:
    """Whether nothing of `other` is left in sight, or its corner lies under that of `place`."""
    away = place.topLeft() - other.topLeft()
    return place.contains(other) or max(abs(away.x()), abs(away.y())) < STEP_PX
