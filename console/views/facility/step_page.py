"""One step on the screen: the drawing at the left, the words at the right, the answers below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.facility import Progress, remaining
from console.models.facility_picture import picture_of, sight_of
from console.models.facility_step import Answer, Asked, asked, easy
from console.theme import palette
from console.translation import Translation
from console.views.facility.answer_row import AnswerRow
from console.views.facility.do_not_touch import DoNotTouch
from console.views.facility.drawing import DrawingView, drawing_names
from console.views.facility.number_pad import NumberPad
from console.views.facility.quiet_scroll import QuietScroll
from console.views.facility.remaining_box import RemainingBox
from console.views.facility.sizes import Sizes
from console.views.facility.step_words import StepWords
from console.views.facility.time_words import span_words
from console.views.facility.wait_ring import WaitRing
from console.views.ruby_text import without_readings
from devices.phrases import said
from devices.site.site import Site
from procedures.intents import EnterValue
from procedures.snapshot import CurrentStep, RunView, Snapshot

_LEFT_PX, _GAP_PX = 520, 28
_ON_THE_TELEPHONE = ("say", "judge", "repeat")  # the words need the room of the figures


class StepPage(QWidget):
    """Shows the step at work of one card. `press` takes every answer that is given."""

    different_asked = Signal()

    def __init__(
        self,
        site: Site,
        translation: Translation,
        press: Callable[[Answer], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._shown: tuple[Snapshot, RunView, Progress] | None = None
        self._step = ""
        self.asked = Asked("answer")
        self.offered: tuple[Answer, ...] = ()
        self.drawing = DrawingView()
        self.ring = WaitRing()
        self.pad = NumberPad(translation)
        self.hands_off = DoNotTouch(translation)
        self.words = StepWords(site, translation)
        self.room = QuietScroll(self.words)
        self.left = RemainingBox(translation)
        self.answers = AnswerRow(translation, press)
        self.answers.different_asked.connect(self.different_asked)
        self.pad.changed.connect(self._offer)
        self.room.resized.connect(self._fit)
        self._build()

    def _build(self) -> None:
        self._pictures = _Card(self.drawing, self.ring, self.pad)
        self._side = QWidget()
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._pictures, 1)
        left.addWidget(self.hands_off)
        self._right = QVBoxLayout()
        self._right.addWidget(self.room, 1)
        self._right.addWidget(self.left)
        self._body = QHBoxLayout()
        self._body.addWidget(self._side)
        self._body.addLayout(self._right, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._body, 1)
        self._rows.addWidget(self.answers)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._side.setFixedWidth(sizes.of(_LEFT_PX))
        self._body.setSpacing(sizes.of(_GAP_PX))
        self._rows.setSpacing(sizes.of(14))
        self._right.setSpacing(sizes.of(10))
        for part in (self.words, self.left, self.hands_off, self.answers, self.ring, self.pad):
            part.set_sizes(sizes)
        self._fit()

    def _fit(self) -> None:
        """Write the step as large as there is room now."""
        self.words.fit(self.room.width(), self.room.height())

    # --- showing a step -----------------------------------------------------------------------

    def present(self, snapshot: Snapshot, run: RunView, progress: Progress) -> bool:
        """Show the step at work in `run`; say whether it is another than before."""
        step = run.current
        assert step is not None, "a run at work has a step"
        self._shown = (snapshot, run, progress)
        name = f"{run.id}/{run.at}/{step.id}"
        another = name != self._step
        if another:
            self._step = name
            self.pad.begin_anew()
            self.room.begin_at_top()
            self.answers.clear_focus()
        self._show(snapshot, run, step, str(progress.at))
        return another

    def _show(self, snapshot: Snapshot, run: RunView, step: CurrentStep, number: str) -> None:
        self.asked = asked(self._site, snapshot, run, self._translation.language)
        self.words.present(snapshot, step, number, self.asked)
        self.left.present(remaining(self._site, snapshot, step))
        self.left.setVisible(step.say is None and self.asked.kind not in _ON_THE_TELEPHONE)
        self._show_picture(step)
        self.hands_off.retranslate()
        self._offer()
        self._fit()

    def _show_picture(self, step: CurrentStep) -> None:
        language = self._translation.language
        if self.asked.kind == "number" and step.enter is not None:
            self.pad.present(step.enter)
            self._pictures.choose(self.pad)
        elif self.asked.kind in ("wait", "check"):
            self._show_ring(step)
            self._pictures.choose(self.ring)
        else:
            drawn = picture_of(self._site, sight_of(step), drawing_names(), language)
            words = without_readings(easy(step.title, language))
            self.drawing.present(drawn.name, drawn.number, words)
            self._pictures.choose(self.drawing)

    def _show_ring(self, step: CurrentStep) -> None:
        of = self._translation.of
        whole_s = step.wait_s if step.wait_s is not None else step.hold_for_s
        passed_s = step.elapsed_s if step.wait_s is not None else step.held_s or 0.0
        if whole_s:
            left = span_words(max(0.0, whole_s - passed_s))
            self.ring.present(passed_s / whole_s, of(said("facility.left_of", time=left)))
        else:
            waited = span_words(step.elapsed_s)
            self.ring.present(None, of(said("facility.waited", time=waited)))

    def _offer(self) -> None:
        """Offer the answers; that of the number pad is there once its number may be entered."""
        if self._shown is None:
            return
        snapshot, run, _ = self._shown
        answers = self.asked.answers
        step = run.current
        if self.asked.kind == "number" and step is not None and step.enter is not None:
            value = self.pad.value
            if value is not None:
                words = said(
                    "facility.enter", number=formatting.plain(value, 3).rstrip("0").rstrip("."),
                    unit=step.enter.unit,
                )  # fmt: skip
                answers = (Answer("enter", words, EnterValue(run.id, value)),)
        self.offered = answers
        works = snapshot.replay is None
        differs = works and (self.asked.kind != "others" or bool(answers))
        self.answers.present(answers, can_differ=differs)


class _Card(QFrame):
    """One of several pictures on a card."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(6, 6, 6, 6)
        for page in pages:
            self._stack.addWidget(page)

    def choose(self, page: QWidget) -> None:
        """Show `page`."""
        self._stack.setCurrentWidget(page)
        self.setAccessibleName(page.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().edge), 1))
        painter.setBrush(QColor(palette().panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
