"""Putting an alarm aside for some minutes, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from console.models.edge import Edge
from console.views.reason_dialog import ReasonDialog

MINUTES = (5, 10, 15, 30)
LONGEST_MIN = 30.0
_ONCE = "once"


class ShelveDialog(ReasonDialog):
    """A reason dialog whose choice is a number of minutes, thirty at most, or until it has gone.

    shelve: takes the minutes, the reason, and whether it is for this once only.
    """

    def __init__(
        self,
        alarm: str,
        shelve: Callable[[float, str, bool], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Shelve: %1").replace("%1", alarm),
            self.tr("Shelve the alarm"),
            lambda choice, reason: (
                shelve(LONGEST_MIN, reason, True)
                if choice == _ONCE
                else shelve(float(choice), reason, False)
            ),
            [
                *((str(m), self.tr("for %1 minutes").replace("%1", str(m))) for m in MINUTES),
                (_ONCE, self.tr("until it goes, 30 minutes at most")),
            ],
            edge=edge,
            parent=parent,
        )
