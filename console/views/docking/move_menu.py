"""The moves of a panel as a menu, so that none of them needs the mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtWidgets import QMenu

from console.models.panel_layout import ALONE, SIDES, Side

Move: TypeAlias = Callable[[str, Side | None], None]  # beside whom ("" the window); None: a tab


class MoveMenu(QMenu):
    """To an edge of the window, beside another panel, or behind a tab with it."""

    def fill(self, panel: str, others: Sequence[str], names: Mapping[str, str], move: Move) -> None:
        """Offer every move of `panel` past the panels that are in the window now."""
        self.clear()
        edges: dict[Side, str] = {
            "left": self.tr("To the left edge"),
            "right": self.tr("To the right edge"),
            "above": self.tr("To the upper edge"),
            "below": self.tr("To the lower edge"),
        }
        beside: dict[Side, str] = {
            "left": self.tr("Left of it"),
            "right": self.tr("Right of it"),
            "above": self.tr("Above it"),
            "below": self.tr("Below it"),
        }
        for side in SIDES:
            self._offer(self, edges[side], "", side, move)
        self.addSeparator()
        for other in others:
            part = self.addMenu(names[other])
            for side in SIDES:
                self._offer(part, beside[side], other, side, move)
            if not {panel, other} & ALONE:
                self._offer(part, self.tr("Behind a tab with it"), other, None, move)

    @staticmethod
    def _offer(menu: QMenu, words: str, target: str, side: Side | None, move: Move) -> None:
        menu.addAction(words).triggered.connect(lambda: move(target, side))
