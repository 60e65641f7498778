"""One message to the trainee: who says what, the picture, the answers that can be given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.icons import Mark
from console.models.drill import can_reply
from console.theme import Density
from console.translation import Translation
from console.views.step_picture import StepPicture
from console.views.text import button, label, set_frame, tight
from console.views.wide_button import WideButton
from devices.phrases import said
from procedures.drill.views import MessageView

_MARKS = {
    "phone": "speech",
    "text": "note",
    "picture": "eye",
    "measurement": "gauge",
    "equipment": "broken",
    "wire": "unplugged",
}


class MessageCard(QFrame):
    """Made once for each message. answer: takes the id of the answer and the own words."""

    def __init__(
        self,
        translation: Translation,
        answer: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._answer = answer
        self._view: MessageView | None = None
        self._mark = Mark("speech", 18)
        self.speaker = label("strong", wrap=True)
        self._when = label("soft")
        self.text = label("condition", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.picture = StepPicture()
        self.buttons: list[WideButton] = []
        self.words = QLineEdit()
        self.words.setMaxLength(400)
        self.reply = button()
        self._answered = label("good", wrap=True)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        tight(head, 6)
        head.addWidget(self._mark)
        head.addWidget(self.speaker, 1)
        head.addWidget(self._when)
        own = QHBoxLayout()
        tight(own, 6)
        own.addWidget(self.words, 1)
        own.addWidget(self.reply)
        self._ways = QVBoxLayout()
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self.text)
        self._rows.addWidget(self.picture)
        self._rows.addLayout(self._ways)
        self._rows.addLayout(own)
        self._rows.addWidget(self._answered)
        self.reply.clicked.connect(self._say)
        self.words.returnPressed.connect(self._say)
        self.words.textChanged.connect(self._look)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2, density.gap + 2)
        tight(self._ways, 4)
        self.picture.resize_to(density)

    @property
    def first(self) -> QWidget:
        """What takes the keyboard: the first answer, else the words of one's own."""
        return self.buttons[0] if self.buttons else self.words

    def present(self, view: MessageView, when: str, *, past: bool) -> None:
        """Show `view`; when: the time of day that it came; past: nobody can answer any more."""
        of = self._translation.of
        set_frame(self, "card" if view.open and not past else "plain-card")
        channel = of(said(f"trainee.channel_{view.channel}"))
        self._mark.choose(_MARKS.get(view.channel, "note"), "ink_soft", channel)
        speaker = of(view.speaker)
        self.speaker.setText(f"{speaker} · {channel}" if speaker else channel)
        self._when.setText(when)
        spoken = view.channel == "phone"
        self.text.setText(of(said("trainee.spoken", text=view.text)) if spoken else of(view.text))
        self.picture.present(view.picture, of(view.text))
        self._show_answers(view, past=past)
        self._view = view
        self._look()

    def _show_answers(self, view: MessageView, *, past: bool) -> None:
        of = self._translation.of
        if len(self.buttons) != len(view.answers):
            for one in self.buttons:
                one.deleteLater()
            self.buttons = [self._new_button(one.id) for one in view.answers]
        for made, answer in zip(self.buttons, view.answers, strict=True):
            made.setText(of(answer.words))
            made.setVisible(view.open and not past)
        replies = can_reply(view) and not past
        self.words.setVisible(replies)
        self.words.setPlaceholderText(self.tr("In your own words"))
        self.words.setAccessibleName(self.tr("answer in your own words"))
        self.reply.setVisible(replies)
        self.reply.setText(self.tr("Answer"))
        given = view.answered
        self._answered.setVisible(given is not None)
        self._answered.setText(self.tr("You answered: %1").replace("%1", of(given)))

    def _new_button(self, answer: str) -> WideButton:
        made = WideButton("big")
        made.clicked.connect(lambda: self._answer(answer, self.words.text().strip()))
        self._ways.addWidget(made)
        return made

    def _look(self) -> None:
        self.reply.setEnabled(bool(self.words.text().strip()))

    def _say(self) -> None:
        said_now = self.words.text().strip()
        if said_now:
            self._answer("", said_now)
