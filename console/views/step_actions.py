"""The buttons of the current step: what makes sense now, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.translation import Translation
from console.views.text import set_role, tight
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
from procedures.snapshot import CurrentStep, OptionView, RunState, RunView, SayView


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
        self._differs = False  # what was repeated is not what was said
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
        judged = (self.wrong, self.right) if self._differs else (self.right, self.wrong)
        return (
            *judged,
            self.speak,
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
        amiss = _entered_amiss(step, failed=failed)
        self._offer_words(step.say, can)
        offers = (
            (self.confirm, "confirm" in can, self.tr("Seen and confirmed")),
            (self.deny, "deny" in can, self._deny_word(step)),
            (self.proceed, "proceed" in can, self._proceed_word(step)),
            (self.again, "repeat" in can and (failed or amiss), self._again_word(amiss)),
        )
        for part, offered, words in offers:
            part.setVisible(offered)
            part.setText(words)
        self._offer_ways(step.options if "choose" in can else ())

    def _offer_words(self, say: SayView | None, can: frozenset[str]) -> None:
        """The buttons of an exchange: of his own words, or of what real people say elsewhere."""
        entered = say.sitter_enters if say is not None else ""
        by_ear = {"judge", "read_back"} <= can
        self._differs = say is not None and bool(say.differences)
        set_role(self.right, "big" if self._differs else "main")
        set_role(self.wrong, "main" if self._differs else "big")
        own_answer = by_ear and not entered  # he repeats it over the telephone
        self.speak.setVisible("speak" in can)
        self.right.setVisible("judge" in can)
        self.wrong.setVisible("judge" in can and not own_answer)
        self.read_back.setVisible("read_back" in can and not by_ear)
        self.speak.setText(self._speak_word(say, late=by_ear))
        self.right.setText(self._right_word(say, own_answer=own_answer))
        self.wrong.setText(self._wrong_word(say))
        self.read_back.setText(self.tr("Read back"))

    def _speak_word(self, say: SayView | None, *, late: bool) -> str:
        entered = say.sitter_enters if say is not None else ""
        if say is None or (not entered and not late):
            reports = say is not None and say.stage == "report"
            return self.tr("Report it") if reports else self.tr("Say it")
        if late:
            return self.tr("It was said again")
        if entered == "report":
            return self.tr("%1 reported it in these words").replace("%1", say.listener)
        return self.tr("%1 said it in these words").replace("%1", say.speaker)

    def _right_word(self, say: SayView | None, *, own_answer: bool) -> str:
        entered = say.sitter_enters if say is not None else ""
        if own_answer:
            return self.tr("I have read it back")
        if entered in ("read_back", "report_back"):
            return self.tr("Repeated, and right")
        if say is not None and entered == "judge":
            return self.tr("%1: that is right").replace("%1", say.speaker)
        return self.tr("That is right")

    def _wrong_word(self, say: SayView | None) -> str:
        entered = say.sitter_enters if say is not None else ""
        if entered in ("read_back", "report_back"):
            return self.tr("Not right")
        if say is not None and entered == "judge":
            return self.tr("%1 says it again").replace("%1", say.speaker)
        return self.tr("Say it again")

    def _deny_word(self, step: CurrentStep) -> str:
        others = step.say is not None and bool(step.say.sitter_enters or "enter" in step.can)
        return self.tr("It cannot be done…") if others else self.tr("Not so…")

    def _proceed_word(self, step: CurrentStep) -> str:
        if step.kind == "enter":  # offered where the sitter stands at simulated equipment
            return self.tr("Do it and look")
        return self.tr("Next step") if step.kind in ("note", "check", "wait") else self.tr("Go on")

    def _again_word(self, amiss: bool) -> str:
        return self.tr("Enter again") if amiss else self.tr("Do this step again")

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


def _entered_amiss(step: CurrentStep, *, failed: bool) -> bool:
    """Whether the sitter has entered a value that is not the one expected."""
    begun = failed or all(one.truth is True for one in step.requires)
    done = step.kind == "enter" and step.mine and "enter" not in step.can
    return done and begun and any(one.truth is not True for one in step.expected)
