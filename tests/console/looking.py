"""How a test looks at a window: cut-off texts, contrast of its pixels, names, the way of Tab."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QRegion, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from console.theme import contrast, palette
from console.views.one_line_text import OneLineText
from console.views.wide_button import WideButton
from devices.documents import is_japanese

Pixels = NDArray[np.uint8]

# where least fits, in both languages; make soak looks at the wide screen, too
LOOKS = pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(size, language, marks=() if size[0] < 1900 else pytest.mark.long)
        for size in ((1280, 800), (1920, 1080))
        for language in ("en", "ja")
    ],
)

READ_LEAST = 7.0  # values and steps
REST_LEAST = 4.5
_WRAP = int(Qt.TextFlag.TextWordWrap)
_FEW_PX = 3  # of one colour: fewer are the chance of a smoothed edge
_CLOSER = 4
_TABS_AT_MOST = 400


def settle() -> None:
    """Let layouts that ask for a new turn have it."""
    for _ in range(4):
        QApplication.processEvents()


def seen(root: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    """Go through the visible widgets of `kind` within `root`, other windows aside."""
    for widget in root.findChildren(kind):
        if widget.isVisible() and widget.window() is root.window():
            yield widget


# --- cut-off texts -------------------------------------------------------------------------------


def needed(label: QLabel) -> tuple[int, int]:
    """Width and height that the text of a label takes."""
    room = label.contentsRect()
    if label.textFormat() is Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(label.font())
        document.setHtml(label.text())
        document.setTextWidth(room.width())
        return int(document.idealWidth()), int(document.size().height())
    if label.wordWrap():
        box = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 10_000), _WRAP, label.text()
        )
        return box.width(), box.height()
    metrics, lines = label.fontMetrics(), label.text().split("\n")
    higher = (len(lines) - 1) * metrics.lineSpacing()
    return max(map(metrics.horizontalAdvance, lines)), metrics.height() + higher


def clipped(window: QWidget) -> list[str]:
    """Name every visible label and button whose text does not fit."""
    found = []
    for label in seen(window, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() or isinstance(label, OneLineText):
            continue
        width, height = needed(label)
        room = label.contentsRect()
        if width > room.width() + 1 or height > room.height() + 2:
            found.append(f"{label.text()!r}: {width}x{height} in {room.width()}x{room.height()}")
    for button in seen(window, QPushButton):
        assert isinstance(button, QPushButton)
        if button.text() and not _fits(button):
            found.append(f"{button.text()!r} in {button.width()}x{button.height()}")
    for area in seen(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        if area.widget().width() > area.viewport().width() + 1:
            found.append(f"{area.widget().width()} px wide in {area.viewport().width()}")
    for tabs in seen(window, QTabBar):
        if tabs.sizeHint().width() > tabs.width() + 1:
            found.append(f"tabs {tabs.width()} px wide, not {tabs.sizeHint().width()}")
    return found


def _fits(button: QPushButton) -> bool:
    if isinstance(button, WideButton):
        room = button.text_box()
        box = button.fontMetrics().boundingRect(room, _WRAP, button.text())
        return room.adjusted(-1, -1, 1, 1).contains(box)
    return button.minimumSizeHint().width() <= button.width() + 1


def outside(window: QWidget) -> list[str]:
    """Name every panel part that sticks out of its parent, scrolled contents aside."""
    found = []
    for label in seen(window, QLabel):
        assert isinstance(label, QLabel)
        parent = label.parentWidget()
        scrolled = isinstance(parent.parentWidget(), QWidget) and isinstance(
            parent.parentWidget().parentWidget(), QScrollArea
        )
        if not scrolled and not parent.rect().contains(label.geometry()):
            found.append(f"{label.text()!r} at {label.geometry()} in {parent.rect()}")
    return found


# --- the language --------------------------------------------------------------------------------

_LATIN = re.compile(r"(?!kvar)[a-z]{4}")
# In a Japanese window too: a name of the program, the button that leads to the other language, and
# keys as a Japanese keyboard names them.
KEYS = frozenset({"Space, Enter", "Space", "Enter", "Space, F", "Ctrl+Shift+P"})
ENGLISH_IN_JAPANESE = frozenset({"English", "Kairetsu"}) | KEYS
# ... and files, licences and what carries a version.
_NAMES = re.compile(r"^\W*/|\.\w+$|\d\.\d|-\d|^BIZ ")


def not_japanese(window: QWidget) -> list[str]:
    """Name every visible text of a Japanese window that is English: a word of four letters."""
    said = [label.text() for label in seen(window, QLabel) if isinstance(label, QLabel)]
    for button in seen(window, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        said += [button.text(), button.toolTip(), button.accessibleName()]
    for box in seen(window, QComboBox):
        assert isinstance(box, QComboBox)
        said += [box.itemText(number) for number in range(box.count())]
    for widget in seen(window, QWidget):
        said += [widget.accessibleName(), widget.toolTip()]
    said.append(window.windowTitle())
    return sorted(
        {
            words
            for words in said
            if _LATIN.search(words)
            and not is_japanese(words)
            and words not in ENGLISH_IN_JAPANESE
            and not _NAMES.search(words)
        }
    )


# --- the picture ---------------------------------------------------------------------------------


def pixels(image: QImage) -> Pixels:
    """Return an image as (height, width, 3) of red, green, blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(plain.height(), -1)
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def is_blank(picture: Pixels) -> bool:
    """Whether hardly anything is drawn: nearly all pixels have one colour."""
    packed = picture.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    counts = np.unique(packed, return_counts=True)[1]
    return len(counts) < 8 or counts.max() > 0.995 * packed.size


def has_hatched_border(picture: Pixels) -> bool:
    """Whether both colours of the hatching stand along all four edges."""
    wanted = [np.array(QColor(name).getRgb()[:3]) for name in _hatch()]
    edges = (picture[2, :], picture[-3, :], picture[:, 2], picture[:, -3])
    shares = [
        float((np.abs(edge.astype(int) - colour).max(axis=1) < 24).mean())
        for edge in edges
        for colour in wanted
    ]
    return min(shares) > 0.15


def _hatch() -> tuple[str, str]:
    return palette().hatch, palette().hatch_light


# --- contrast of the pixels ----------------------------------------------------------------------


def low_contrast(window: QWidget, picture: Pixels) -> list[str]:
    """Name every visible text whose pixels stand out too little from those around it.

    What cannot be pressed now is left out (WCAG 2.2, 1.4.3); what is stale may be paler.
    """
    found = []
    for words, box, least in _texts(window):
        ratio = contrast_within(picture, box)
        if ratio is None or ratio >= least:
            continue
        # thin strokes hardly have a pixel that is all ink: look closer before complaining
        ratio = contrast_within(_closer(window, box), QRect(QPoint(), box.size() * _CLOSER))
        if ratio is not None and ratio < least:
            found.append(f"{words!r}: {ratio:.1f}")
    return found


def _closer(window: QWidget, box: QRect) -> Pixels:
    """Paint the part `box` of `window` anew, several times as large."""
    image = QImage(box.size() * _CLOSER, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_CLOSER)
    window.render(image, QPoint(), QRegion(box))
    return pixels(image)


def contrast_within(picture: Pixels, box: QRect) -> float | None:
    """Return the contrast of the ink within `box` against the commonest colour there.

    The ink is the colour that stands out most among those of more than a few pixels; None where
    there is one colour only, as of a text that is scrolled out of sight.
    """
    part = picture[
        max(box.top(), 0) : max(box.bottom() + 1, 0), max(box.left(), 0) : max(box.right() + 1, 0)
    ]
    if part.size == 0:
        return None
    packed = part.reshape(-1, 3).astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    ground = f"#{colours[counts.argmax()]:06X}"
    inks = [f"#{colour:06X}" for colour in colours[counts >= _FEW_PX]]
    return max((contrast(ink, ground) for ink in inks), default=1.0) if len(colours) > 1 else None


def _texts(window: QWidget) -> Iterator[tuple[str, QRect, float]]:
    """Words, place in the picture and least contrast of every text that can be seen."""
    for label in seen(window, QLabel):
        assert isinstance(label, QLabel)
        if label.text().strip() and label.isEnabled():
            stale = label.property("trust") in ("stale", "bad")
            box = _place(window, label, label.contentsRect())
            if box is not None:
                yield label.text(), box, REST_LEAST if stale else READ_LEAST
    for button in seen(window, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        if button.text() and button.isEnabled():
            edge = 0 if isinstance(button, QRadioButton) else 5  # it has none, and is low
            box = _place(window, button, button.rect().adjusted(5, edge, -5, -edge))
            if box is not None:
                yield button.text(), box, REST_LEAST
    for view in seen(window, QAbstractItemView):
        assert isinstance(view, QAbstractItemView)
        if view.isEnabled():
            yield from _cells(window, view)


def _cells(window: QWidget, view: QAbstractItemView) -> Iterator[tuple[str, QRect, float]]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(), 12)):
        for column in range(columns):
            index = model.index(row, column)
            words = index.data(Qt.ItemDataRole.DisplayRole)
            inside = view.visualRect(index).intersected(view.viewport().rect())
            whole = min(view.visualRect(index).height(), 16)
            if words and inside.height() >= whole and inside.width() > 8:
                box = _place(window, view.viewport(), inside.adjusted(2, 2, -2, -2))
                if box is not None:
                    yield str(words), box, REST_LEAST


def _place(window: QWidget, widget: QWidget, inside: QRect) -> QRect | None:
    """Where `inside` of `widget` stands in the picture of `window`; None for what is scrolled."""
    visible = widget.visibleRegion().boundingRect().intersected(inside)
    if visible.width() < 4 or visible.height() < 0.8 * min(inside.height(), 16):
        return None
    return visible.translated(widget.mapTo(window, QPoint()))


# --- names and the way of Tab --------------------------------------------------------------------


def unnamed(window: QWidget) -> list[str]:
    """Name every visible widget that can have the focus or paints itself, but says nothing."""
    found = []
    for widget in seen(window, QWidget):
        if _speaks(widget):
            face = QAccessible.queryAccessibleInterface(widget)
            said = face.text(QAccessible.Text.Name) if face is not None else ""
            if not said.strip() and not isinstance(widget, QLabel):
                found.append(f"{type(widget).__name__} {widget.objectName()} in {_path(widget)}")
    return found


def _speaks(widget: QWidget) -> bool:
    if isinstance(widget.parent(), QAbstractItemView) or isinstance(widget, QScrollArea):
        return False  # a list speaks for its header and viewport, its contents for a scroll area
    focusable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    own = type(widget).__module__.startswith("console.")
    return bool(focusable) or (own and "paintEvent" in vars(type(widget)))


def _path(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return type(parent).__name__ if parent is not None else "nothing"


def unreachable(window: QWidget) -> list[str]:
    """Press Tab until it comes round, and name every button that never had the focus."""
    window.activateWindow()
    settle()
    reached: list[QWidget] = []
    for _ in range(_TABS_AT_MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus in reached:
            break
        reached.append(focus)
    return [
        f"{button.text() or button.accessibleName()!r} in {_path(button)}"
        for button in _wanted(window)
        if not _reached(button, reached)
    ]


def _reached(button: QAbstractButton, reached: list[QWidget]) -> bool:
    """One radio button of a row takes Tab for all of them: the arrows lead on from there."""
    row = [button, button.focusProxy()]
    if isinstance(button, QRadioButton):
        row += button.parentWidget().findChildren(QRadioButton)
    return any(one in reached for one in row)


def _wanted(window: QWidget) -> Iterable[QAbstractButton]:
    for button in seen(window, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        inside = isinstance(button.parent(), QAbstractItemView | QTabBar)
        if button.isEnabled() and not inside and not button.visibleRegion().isEmpty():
            yield button
