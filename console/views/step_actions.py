"""The buttons of the current step: what makes sense now, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.translation import Translation
from console.views.text import tight
from console.views.wide_button import WideButton
from procedures.intents import (
    Choose,
    Confirm,
    Intent,
    JudgeReadBack,
    Proceed,
    ReadBack,
    Repeat,
    Speak,
)
from procedures.snapshot import CurrentStep, OptionView, RunState, RunView


class StepActions(QWidget):
    """Main buttons in the row `buttons`, choices one below the other here.

    `deny_asked` wants a reason first; the read-back text is asked for when it is needed.
    """

    deny_asked = Signal()

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Intent], None],
        read_back: Callable[[], str],
        buttons: QHBoxLayout,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._send = send
        self._run = ""
        self._options: list[WideButton] = []
        self._shown: Sequence[OptionView] = ()
        self.speak = WideButton("main", "speech")
        self.right = WideButton("main", "tick")
        self.wrong = WideButton("big", "repeat")
        self.read_back = WideButton("main", "speech")
        self.confirm = WideButton("main", "tick")
        self.deny = WideButton("big", "cross")
        self.proceed = WideButton("main", "arrow")
        self.again = WideButton("main", "repeat")
        self._ways = QVBoxLayout()
        tight(self._ways, 6)
        rows = QVBoxLayout(self)
        tight(rows)
        rows.addLayout(self._ways)
        for part in self.mains:
            buttons.addWidget(part, 2 if part.property("role") == "main" else 1)
        self.speak.clicked.connect(lambda: self._send(Speak(self._run)))
        self.right.clicked.connect(lambda: self._send(JudgeReadBack(self._run, True)))
        self.wrong.clicked.connect(lambda: self._send(JudgeReadBack(self._run, False)))
        self.read_back.clicked.connect(lambda: self._send(ReadBack(self._run, read_back())))
        self.confirm.clicked.connect(lambda: self._send(Confirm(self._run, True)))
        self.deny.clicked.connect(self.deny_asked)
        self.proceed.clicked.connect(lambda: self._send(Proceed(self._run)))
        self.again.clicked.connect(lambda: self._send(Repeat(self._run)))

    @property
    def options(self) -> tuple[WideButton, ...]:
        """The buttons of a choice that are offered now."""
        return tuple(way for way in self._options if way.isVisible())

    @property
    def mains(self) -> tuple[WideButton, ...]:
        """The buttons in the order in which Enter looks for one to press."""
        return (
            self.speak,
            self.right,
            self.wrong,
            self.read_back,
            self.confirm,
            self.deny,
            self.proceed,
            self.again,
        )

    def present(self, run: RunView, step: CurrentStep) -> None:
        """Offer what `step` allows."""
        self._run = run.id
        can = step.can
        failed = run.state is RunState.FAILED
        offers = (
            (self.speak, "speak" in can, self.tr("Say it")),
            (self.right, "judge" in can, self.tr("That is right")),
            (self.wrong, "judge" in can, self.tr("Say it again")),
            (self.read_back, "read_back" in can, self.tr("Read back")),
            (self.confirm, "confirm" in can, self.tr("Seen and confirmed")),
            (self.deny, "deny" in can, self.tr("Not so…")),
            (self.proceed, "proceed" in can, self._proceed_word(step)),
            (self.again, failed and "repeat" in can, self.tr("Do this step again")),
        )
        for part, offered, words in offers:
            part.setVisible(offered)
            part.setText(words)
        self._offer_ways(step.options if "choose" in can else ())

    def _proceed_word(self, step: CurrentStep) -> str:
        return self.tr("Next step") if step.kind in ("note", "check", "wait") else self.tr("Go on")

    def _offer_ways(self, options: Sequence[OptionView]) -> None:
        while len(self._options) < len(options):
            way = WideButton("main")
            number = len(self._options)
            way.clicked.connect(lambda _=False, at=number: self._choose(at))
            self._ways.addWidget(way)
            self._options.append(way)
        self._shown = options
        self.setVisible(bool(options))
        for number, way in enumerate(self._options):
            way.setVisible(number < len(options))
            if number < len(options):
                way.setText(self._translation.of(options[number].words))

    def _choose(self, number: int) -> None:
        self._send(Choose(self._run, self._shown[number].id))
