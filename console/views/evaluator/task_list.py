"""A list of expected actions as cards, which are made once and used again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.theme import ROOMY, Density
from console.translation import Translation
from console.views.evaluator.task_card import TaskCard
from console.views.steady_scroll import SteadyScroll
from console.views.text import label, tight
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import TaskLine


class TaskList(QFrame):
    """judge: takes the task, the verdict and the note."""

    picked = Signal(str)

    def __init__(
        self,
        translation: Translation,
        judge: Callable[[str, Verdict, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._translation = translation
        self._judge = judge
        self._density: Density = ROOMY
        self.cards: dict[str, TaskCard] = {}
        self._order: tuple[str, ...] = ()
        self.head = label("header", wrap=True)
        self.nothing = label("soft", wrap=True)
        body = QWidget()
        self._list = QVBoxLayout(body)
        tight(self._list, 8)
        self._list.addWidget(self.nothing)
        self._list.addStretch(1)
        self._scroll = SteadyScroll(body)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.head)
        self._rows.addWidget(self._scroll, 1)

    @property
    def order(self) -> tuple[str, ...]:
        """The tasks that are listed, from the top."""
        return self._order

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._density = density
        tight(self._rows, density.gap, density.gap + 2)
        for card in self.cards.values():
            card.resize_to(density)

    def present(self, lines: Sequence[TaskLine], picked: str, *, keys: bool) -> None:
        """Show `lines` in their order; `picked` has the strong edge."""
        order = tuple(line.id for line in lines)
        for line in lines:
            card = self.cards.get(line.id) or self._new_card(line.id)
            card.present(line, keys=keys)
            card.pick(on=line.id == picked)
        if order != self._order:
            self._put(order)
        self.nothing.setVisible(not order)

    def show_card(self, task: str) -> None:
        """Scroll to a card."""
        if task in self.cards:
            self._scroll.ensureWidgetVisible(self.cards[task])

    def _new_card(self, task: str) -> TaskCard:
        made = TaskCard(self._translation, partial(self._judge, task))
        made.picked.connect(partial(self.picked.emit, task))
        made.resize_to(self._density)
        self.cards[task] = made
        return made

    def _put(self, order: tuple[str, ...]) -> None:
        for gone in self.cards.keys() - set(order):
            self.cards.pop(gone).deleteLater()
        for at, task in enumerate(order):
            self._list.insertWidget(at, self.cards[task])
        self._order = order
