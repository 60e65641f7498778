"""Quiet buttons under the step: pause, repeat, back, skip, abort, each with a reason where due."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.models.edge import Edge
from console.theme import Density
from console.translation import Translation
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, tight
from procedures.intents import Abort, Confirm, GoBack, Intent, Pause, Repeat, Resume, Skip
from procedures.snapshot import RunView, StepState


class RunControls(QWidget):
    """What a person may do with the run besides going on."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._send = send
        self._run: RunView | None = None
        self.edge: Edge = "hatched"
        self.pause = button("quiet", "pause")
        self.resume = button("quiet", "current")
        self.repeat = button("quiet", "repeat")
        self.back = button("quiet", "back")
        self.skip = button("quiet", "skip")
        self.abort = button("quiet", "stop")
        row = QHBoxLayout(self)
        tight(row, 5)
        for part in (self.pause, self.resume, self.repeat, self.back, self.skip):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.abort)
        self.pause.clicked.connect(lambda: self._say(Pause))
        self.resume.clicked.connect(lambda: self._say(Resume))
        self.repeat.clicked.connect(lambda: self._say(Repeat))
        self.back.clicked.connect(self._ask_back)
        self.skip.clicked.connect(self._ask_skip)
        self.abort.clicked.connect(self._ask_abort)

    def resize_to(self, density: Density) -> None:
        """Leave the marks out where the words take all the room."""
        side = 16 if density.name == "roomy" else 0
        for part in (self.pause, self.resume, self.repeat, self.back, self.skip, self.abort):
            part.setIconSize(QSize(side, side))

    def present(self, run: RunView) -> None:
        """Offer what `run` allows; the rest stays in its place, greyed."""
        self._run = run
        can = run.current.can if run.current else frozenset()
        offers: tuple[tuple[QPushButton, str, str], ...] = (
            (self.pause, "pause", self.tr("Pause")),
            (self.resume, "resume", self.tr("Resume")),
            (self.repeat, "repeat", self.tr("Repeat")),
            (self.back, "back", self.tr("Back…")),
            (self.skip, "skip", self.tr("Skip…")),
            (self.abort, "abort", self.tr("Abort…")),
        )
        self.pause.setVisible("resume" not in can)
        self.resume.setVisible("resume" in can)
        for part, word, words in offers:
            part.setEnabled(word in can)
            part.setText(words)

    def ask_denial(self) -> None:
        """Ask why the step's look-and-tick is not so."""
        run = self._run
        if run is not None:
            self._ask(
                self.tr("What is not so?"),
                self.tr("Report: not so"),
                lambda _, reason: self._send(Confirm(run.id, False, reason)),
            )

    def _say(self, intent: type[Pause] | type[Resume] | type[Repeat]) -> None:
        if self._run is not None:
            self._send(intent(self._run.id))

    def _ask_back(self) -> None:
        run = self._run
        if run is None:
            return
        earlier = [
            (step.id, f"{step.id}  {self._translation.of(step.title)}")
            for step in run.steps[: run.at]
            if step.depth == 0 and step.state is not StepState.WAITING
        ]
        self._ask(
            self.tr("Go back to an earlier step"),
            self.tr("Go back"),
            lambda step, reason: self._send(GoBack(run.id, step, reason)),
            earlier[::-1],
        )

    def _ask_skip(self) -> None:
        run = self._run
        if run is not None:
            self._ask(
                self.tr("Skip this step"),
                self.tr("Skip the step"),
                lambda _, reason: self._send(Skip(run.id, reason)),
            )

    def _ask_abort(self) -> None:
        run = self._run
        if run is not None:
            self._ask(
                self.tr("Abort the procedure to its safe state"),
                self.tr("Abort the procedure"),
                lambda _, reason: self._send(Abort(run.id, reason)),
            )

    def _ask(
        self,
        title: str,
        action: str,
        accepted: Callable[[str, str], None],
        choices: list[tuple[str, str]] | None = None,
    ) -> None:
        dialog = ReasonDialog(
            title, action, accepted, choices or (), edge=self.edge, parent=self.window()
        )
        dialog.open()
