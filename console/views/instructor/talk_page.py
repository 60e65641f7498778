"""The talk of the drill, and a message to the trainee as any role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.talk_log import TalkLog
from console.views.text import button, tight
from console.wishes import Wish
from procedures.drill.guide import Channel
from procedures.drill.instructor_view import InstructorView
from procedures.drill.wishes import SendMessage
from procedures.snapshot import Snapshot


class TalkPage(QWidget):
    """Everything that was said; below it who says what next, by telephone or in writing."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation, self._send, self._person = translation, send, person
        self._offered: tuple[tuple[str, str], ...] = ()
        self.log = TalkLog(translation)
        self.log.show_title(False)
        self.role, self.channel = ChoiceBox(), ChoiceBox()
        self.text = QLineEdit()
        self.say = button("main", "speech")
        who, line = QHBoxLayout(), QHBoxLayout()
        for row in (who, line):
            tight(row, 6)
        who.addWidget(self.role, 1)
        who.addWidget(self.channel)
        line.addWidget(self.text, 1)
        line.addWidget(self.say)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.log, 1)
        self._rows.addLayout(who)
        self._rows.addLayout(line)
        self.text.textChanged.connect(lambda _: self._look())
        self.text.returnPressed.connect(self.say.click)
        self.say.clicked.connect(self._tell)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.log.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.log.retranslate()
        self.role.setAccessibleName(self.tr("who speaks to the trainee"))
        self.channel.setAccessibleName(self.tr("how it comes"))
        chosen = max(0, self.channel.currentIndex())
        self.channel.clear()
        self.channel.addItem(self.tr("by telephone"), Channel.PHONE.value)
        self.channel.addItem(self.tr("in writing"), Channel.TEXT.value)
        self.channel.setCurrentIndex(chosen)
        self.text.setPlaceholderText(self.tr("What he hears or reads"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.say.setText(self.tr("Tell him"))
        self._look()

    def present(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show the newest talk, and who can speak."""
        self.log.present(replace(snapshot, talk=view.talk))
        of = self._translation.of
        offered = tuple(
            (line.role, f"{line.role}  {of(line.title)}")
            for line in view.roles
            if line.holder != "sitter"
        )
        if offered != self._offered:
            chosen = self.role.currentData()
            self._offered = offered
            self.role.clear()
            for role, words in offered:
                self.role.addItem(words, role)
            self.role.setCurrentIndex(max(0, self.role.findData(chosen)))
            self._look()

    def _look(self) -> None:
        self.say.setEnabled(bool(self.text.text().strip()) and self.role.count() > 0)

    def _tell(self) -> None:
        words = self.text.text().strip()
        role, channel = self.role.currentData(), self.channel.currentData()
        if words and role:
            self._send(SendMessage(role, channel, words, self._person))
            self.text.clear()
