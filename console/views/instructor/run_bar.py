"""How plant time passes: begin, freeze, go on, step, speed, the end, and the code word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.models.edge import HasEdge
from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.hold_button import HoldButton
from console.views.instructor.confirm_dialog import ConfirmDialog
from console.views.reason_dialog import ReasonDialog
from console.views.report.opening import open_report
from console.views.text import button, label, tight
from console.wishes import SPEEDS, SetSpeed, Wish
from procedures.drill.instructor_view import InstructorView
from procedures.drill.views import DrillView
from procedures.drill.wishes import BeginDrill, EndDrill, Freeze, StepTime, Thaw

STEPS_S = (10.0, 60.0, 300.0)


class RunBar(QFrame):
    """One row of buttons. Freeze and go on share a place, so that one key does both (F7)."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._translation, self._send, self._person = translation, send, person
        self._drill: DrillView | None = None
        self._record = ""
        self.begin = button("main", "play")
        self.freeze = button("main", "pause")
        self.thaw = button("main", "play")
        self.report = button("main", "note")
        self._step_word = label("soft")
        self.steps = tuple(button("big") for _ in STEPS_S)
        self._speed_word = label("soft")
        self.speeds = ChoiceBox()
        for one in SPEEDS:
            self.speeds.addItem(f"{one:g}×", one)
        self.end = button("big", "stop")
        self.disaster = HoldButton()
        self._row = QHBoxLayout(self)
        for way in (self.begin, self.freeze, self.thaw, self.report):
            self._row.addWidget(way)
        self._row.addSpacing(8)
        self._row.addWidget(self._step_word)
        for step in self.steps:
            self._row.addWidget(step)
        self._row.addSpacing(8)
        self._row.addWidget(self._speed_word)
        self._row.addWidget(self.speeds)
        self._row.addStretch(1)
        self._row.addWidget(self.end)
        self._row.addSpacing(16)
        self._row.addWidget(self.disaster)
        self.begin.clicked.connect(lambda: self._send(BeginDrill(self._person)))
        self.freeze.clicked.connect(lambda: self._send(Freeze(self._person)))
        self.thaw.clicked.connect(self._go_on)
        self.report.clicked.connect(self._open_report)
        self.report.hide()
        for step, seconds in zip(self.steps, STEPS_S, strict=True):
            step.clicked.connect(
                lambda _=False, seconds=seconds: self._send(StepTime(seconds, self._person))
            )
        self.speeds.activated.connect(lambda _: self._send(SetSpeed(self.speeds.currentData())))
        self.end.clicked.connect(self._ask_end)
        self.disaster.held.connect(lambda: self._send(Freeze(self._person, disaster=True)))

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._row, density.gap - 1)
        self._row.setContentsMargins(density.gap + 2, density.gap - 1, density.gap, density.gap - 1)
        roomy = density.name == "roomy"
        self._step_word.setVisible(roomy)
        self._speed_word.setVisible(roomy)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.begin.setText(self.tr("Begin the drill"))
        self.freeze.setText(self.tr("Freeze"))
        self.freeze.setToolTip("F7")
        self.thaw.setText(self.tr("Go on"))
        self.thaw.setToolTip("F7")
        self.report.setText(self.tr("Report of the drill…"))
        self._step_word.setText(self.tr("Step"))
        words = (self.tr("+10 s"), self.tr("+1 min"), self.tr("+5 min"))
        for step, word in zip(self.steps, words, strict=True):
            step.setText(word)
            step.setAccessibleName(self.tr("step %1, then stand again").replace("%1", word))
        self._speed_word.setText(self.tr("Speed"))
        self.speeds.setAccessibleName(self.tr("speed of plant time"))
        self.end.setText(self.tr("End…"))
        self.end.setAccessibleName(self.tr("end the drill"))
        self.disaster.setText(self.tr("REAL EMERGENCY (hold)"))
        said = self.tr("the code word: hold for one second, and everything freezes")
        self.disaster.setAccessibleDescription(said)
        self.disaster.setToolTip(said)
        if self._drill is not None:
            self._offer(self._drill)
        else:  # nothing is known yet
            self.freeze.hide()
            self.thaw.hide()
            self._enable(False)
            self.disaster.setEnabled(False)

    def present(self, view: InstructorView) -> None:
        """Offer what makes sense now."""
        first = self._drill is None
        self._drill, self._record = view.drill, view.record
        self._offer(view.drill)
        if first:
            self.take_focus()

    def _offer(self, drill: DrillView) -> None:
        held = any(way.hasFocus() for way in (self.begin, self.freeze, self.thaw))
        self._show_ways(drill)
        if held and not any(way.hasFocus() for way in (self.begin, self.freeze, self.thaw)):
            self.take_focus()  # Qt would give the keyboard to the speed

    def _show_ways(self, drill: DrillView) -> None:
        frozen, begun = drill.frozen, drill.begun
        self.report.setVisible(drill.ended)
        self.begin.setVisible(not begun and not drill.ended)
        self.freeze.setVisible(begun and frozen is None and not drill.ended)
        self.thaw.setVisible(begun and frozen is not None and not drill.ended)
        self._enable(not drill.ended)
        real = frozen is not None and frozen.disaster  # nothing goes on by steps, then
        for step in self.steps:
            step.setEnabled(begun and frozen is not None and not real and not drill.ended)
        self.disaster.setEnabled(not real)

    def choose_speed(self, speed: float) -> None:
        """Show a speed; one that is not offered is added."""
        if self.speeds.findData(speed) < 0:
            self.speeds.addItem(f"{speed:g}×", speed)
        self.speeds.setCurrentIndex(self.speeds.findData(speed))

    def take_focus(self) -> None:
        """Give the keyboard to what begins the drill, or lets it stand or go on."""
        every = (self.begin, self.freeze, self.thaw, self.report)
        ways = (way for way in every if way.isVisible())
        next(ways, self.freeze).setFocus()

    def toggle(self) -> None:
        """Freeze, or go on; before the beginning nothing."""
        for part in (self.freeze, self.thaw):
            if not part.isHidden() and part.isEnabled():
                part.click()
                return

    def _enable(self, on: bool) -> None:
        for part in (self.begin, self.freeze, self.thaw, self.speeds, self.end, *self.steps):
            part.setEnabled(on)

    def _go_on(self) -> None:
        """After the code word somebody has to say that the real emergency is over."""
        frozen = self._drill.frozen if self._drill is not None else None
        if frozen is None or not frozen.disaster:
            self._send(Thaw(self._person))
            return
        window = self.window()
        ConfirmDialog(
            self.tr("Go on with the drill?"),
            self.tr("The code word was said. Go on only when everybody knows that it is a drill."),
            self.tr("It is a drill: go on"),
            lambda: self._send(Thaw(self._person)),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()

    def _open_report(self) -> None:
        open_report(self, self._translation, self._record)

    def _ask_end(self) -> None:
        window = self.window()
        ReasonDialog(
            self.tr("End the drill"),
            self.tr("End it"),
            lambda _, reason: self._send(EndDrill(self._person, reason)),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()
