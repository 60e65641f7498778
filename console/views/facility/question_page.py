"""A calm screen with one question, a few sentences and large choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.readings import with_readings
from console.theme import font
from console.views.facility.big_button import BigButton
from console.views.facility.drawing import DrawingView
from console.views.facility.quiet_scroll import QuietScroll
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from console.views.ruby_text import has_readings, without_readings

_WIDTH_PX, _PICTURE_PX = 900, 400
_MANY = 8  # lines and choices that fill a page; with more, the choices stand in two columns


@dataclass(frozen=True, slots=True)
class Way:
    """One choice. looks: main, plain, danger. remark: a smaller word in front ("now")."""

    name: str
    words: str
    act: Callable[[], None]
    look: str = "plain"
    hold: bool = False


class QuestionPage(QWidget):
    """Filled anew by `ask`; scrolls when there are more choices than room.

    passes: whether a press counts now; a second tap of the same finger does not.
    """

    def __init__(self, passes: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passes = passes
        self._sizes = Sizes()
        self._ways: Sequence[Way] = ()
        self._asked: tuple[object, ...] = ()
        self.title = RubyLabel(36, bold=True)
        self.lines: list[RubyLabel] = []
        self.buttons: list[BigButton] = []
        self.drawing = DrawingView()
        self.field = QLineEdit()
        self.field.setMaxLength(400)
        self.field.hide()
        self._texts = QVBoxLayout()
        self._choices = QGridLayout()
        column = QWidget()
        self._column = column
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addStretch(1)
        rows.addWidget(self.title)
        rows.addLayout(self._texts)
        rows.addWidget(self.field)
        rows.addLayout(self._choices)
        rows.addStretch(2)
        self._rows = rows
        inner = QWidget()
        self._middle = QHBoxLayout(inner)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.addStretch(1)
        self._middle.addWidget(self.drawing, 0, Qt.AlignmentFlag.AlignVCenter)
        self._middle.addWidget(column)
        self._middle.addStretch(1)
        self.drawing.hide()
        self.room = QuietScroll(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.room)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self._give_room()
        self._rows.setSpacing(sizes.of(18))
        self._texts.setSpacing(sizes.of(8))
        self._choices.setSpacing(sizes.of(12))
        self.field.setFont(font(sizes.of(26)))
        self.field.setMinimumHeight(sizes.of(64))
        self.title.set_size(sizes.of(36))
        for line in self.lines:
            line.set_size(sizes.of(26))
        for button in self.buttons:
            button.set_sizes(sizes)

    @property
    def shown(self) -> dict[str, BigButton]:
        """The buttons that are offered now, by the names of their choices."""
        return {way.name: button for way, button in zip(self._ways, self.buttons, strict=False)}

    @property
    def main(self) -> Way | None:
        """The choice that Enter takes: a main one, where there is a single one."""
        mains = [way for way in self._ways if way.look == "main" and not way.hold]
        return mains[0] if len(mains) == 1 else None

    def ask(
        self,
        title: str,
        lines: Sequence[str],
        ways: Sequence[Way],
        *,
        field: bool = False,
        picture: tuple[str, str] = ("", ""),
    ) -> None:
        """Ask something; what stands there already is left as it is.

        field: the answer is written, in words of one's own. picture: the name of a drawing and
        what stands on its plate.
        """
        names = tuple((w.name, w.words, w.look, w.hold) for w in ways)
        looks = (title, tuple(lines), names, field, picture)
        self._ways = tuple(ways)
        if looks == self._asked:
            return
        self._asked = looks
        self.title.set_text(title)
        while len(self.lines) < len(lines):
            line = RubyLabel(26, parent=self)
            line.set_size(self._sizes.of(26))
            self.lines.append(line)
            self._texts.addWidget(line)
        level = any(has_readings(with_readings(line)) for line in lines)
        for at, line in enumerate(self.lines):
            line.stand_level(roomy=level)
            line.set_text(lines[at] if at < len(lines) else "")
        while len(self.buttons) < len(ways):
            self._add_button()
        self.drawing.present(*picture, without_readings(title))
        self.drawing.setVisible(bool(picture[0]))
        self._give_room()
        across = 2 if len(lines) + len(ways) > _MANY else 1
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(ways))
            if at < len(ways):
                self._choices.addWidget(button, at // across, at % across)
                button.set_words(ways[at].words)
                button.set_look(ways[at].look)
                button.hold = ways[at].hold
        for button in self.buttons:
            button.clearFocus()
        self.field.clear()
        self.field.setVisible(field)
        self.field.setAccessibleName(without_readings(title))
        if field:
            self.field.setFocus()

    def _give_room(self) -> None:
        """The words take what a drawing leaves."""
        sizes, shown = self._sizes, not self.drawing.isHidden()
        self._middle.setSpacing(sizes.of(28))
        self.drawing.setFixedSize(sizes.of(_PICTURE_PX), sizes.of(_PICTURE_PX * 3 // 4))
        wide_px = _WIDTH_PX if not shown else 1200 - _PICTURE_PX - 28
        self._column.setFixedWidth(sizes.of(wide_px))

    def _add_button(self) -> None:
        button = BigButton("plain", 28, self._column)
        button.set_sizes(self._sizes)
        at = len(self.buttons)
        button.pressed_once.connect(lambda: self._take(at))
        self.buttons.append(button)

    def _take(self, at: int) -> None:
        self.take(self._ways[at])

    def take(self, way: Way) -> None:
        """Take a choice, as its button does."""
        if self._passes():
            way.act()
