"""Putting an alarm aside for some minutes, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from console.views.reason_dialog import ReasonDialog

MINUTES = (5, 10, 15, 30)


class ShelveDialog(ReasonDialog):
    """A reason dialog whose choice is a number of minutes, thirty at most."""

    def __init__(
        self,
        alarm: str,
        shelve: Callable[[float, str], None],
        *,
        hatched: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Shelve: %1").replace("%1", alarm),
            self.tr("Shelve the alarm"),
            lambda minutes, reason: shelve(float(minutes), reason),
            [(str(m), self.tr("for %1 minutes").replace("%1", str(m))) for m in MINUTES],
            hatched=hatched,
            parent=parent,
        )
