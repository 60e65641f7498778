"""A panel of which parts can be taken out, docked elsewhere, and put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget


class Lender(Protocol):
    """A panel out of which parts can be taken, each to be a panel like the others meanwhile."""

    home: str  # the panel's own name: what is docked stands below it first

    def titles(self) -> Mapping[str, str]:
        """Every part by its name, which begins with LENT, in the language spoken now."""

    def lend(self, name: str) -> QWidget:
        """Give a part out of hand; its size hint is that of its window."""

    def take_back(self, name: str) -> None:
        """Have it again."""
