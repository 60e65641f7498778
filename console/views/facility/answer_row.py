"""The big buttons at the foot of a step: ちがう at the left, the answers at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from console.models.facility_step import Answer, easy
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.sizes import Sizes
from devices.phrases import said

_ACROSS = 3
_SIDE_PX, _GAP_PX = 300, 24


class AnswerRow(QWidget):
    """Up to three answers stand in a row, more in two. `different` is the light button."""

    different_asked = Signal()

    def __init__(
        self,
        translation: Translation,
        press: Callable[[Answer], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._press = press
        self._answers: Sequence[Answer] = ()
        self._sizes = Sizes()
        self.different = BigButton("plain", 32)
        self.buttons: list[BigButton] = []
        self._grid = QGridLayout()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.different)
        self._row.addLayout(self._grid, 1)
        self._row.addStretch()
        self.different.pressed_once.connect(self.different_asked)

    @property
    def shown(self) -> tuple[BigButton, ...]:
        """The answers that are offered now, in their order."""
        return tuple(self.buttons[: len(self._answers)])

    def button_of(self, name: str) -> BigButton:
        """The button of the answer `name`; raises KeyError where it is not offered."""
        for answer, button in zip(self._answers, self.buttons, strict=False):
            if answer.name == name:
                return button
        raise KeyError(name)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self._row.setSpacing(sizes.of(_GAP_PX))
        self._grid.setSpacing(sizes.of(12))
        self.different.setFixedWidth(sizes.of(_SIDE_PX))
        for button in (self.different, *self.buttons):
            button.set_sizes(sizes)

    def present(self, answers: Sequence[Answer], *, can_differ: bool) -> None:
        """Offer `answers`."""
        language = self._translation.language
        self.different.set_words(easy(said("facility.different"), language))
        self.different.setVisible(can_differ)
        while len(self.buttons) < len(answers):
            self._add_button()
        across = 2 if len(answers) == 4 else _ACROSS
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(answers))
            if at < len(answers):
                self._grid.addWidget(button, at // across, at % across)
                button.set_words(easy(answers[at].words, language))
                button.set_look("main" if answers[at].main else "plain")
                button.hold = answers[at].hold
        if [(one.name, one.wish) for one in answers] != [
            (one.name, one.wish) for one in self._answers
        ]:
            self.clear_focus()
            for button in self.buttons:
                button.let_go()  # what is held down means something else now
        self._answers = tuple(answers)

    def clear_focus(self) -> None:
        """Let no button have the keyboard: Enter is the window's then."""
        for button in (self.different, *self.buttons):
            button.clearFocus()

    def _add_button(self) -> None:
        button = BigButton("main", 32, self)
        button.set_sizes(self._sizes)
        at = len(self.buttons)
        button.pressed_once.connect(lambda: self._press(self._answers[at]))
        self.buttons.append(button)
