"""The one alarm that a caretaker has to know of: a sentence, what to do, and "I understand"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.models.facility import pressing_alarm
from console.models.facility_step import easy
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.notices import Notice
from console.views.facility.sizes import Sizes
from console.wishes import Wish
from devices.phrases import said
from procedures.intents import Acknowledge
from procedures.snapshot import Snapshot


class AlarmBar(QWidget):
    """Hidden while there is none."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._send = send
        self._alarm = ""
        self.notice = Notice("alarm", 22)
        self.seen = BigButton("plain", 22)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.notice, 1)
        self._row.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignVCenter)
        self.seen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.seen.pressed_once.connect(self._acknowledge)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._row.setSpacing(sizes.of(12))
        self.notice.set_sizes(sizes)
        self.seen.set_sizes(sizes)

    def present(self, snapshot: Snapshot | None) -> None:
        """Show the gravest alarm that nobody has seen yet."""
        alarm = None if snapshot is None else pressing_alarm(snapshot)
        self._alarm = "" if alarm is None else alarm.id
        if alarm is not None:
            language = self._translation.language
            title, action = easy(alarm.title, language), easy(alarm.action, language)
            words = said("facility.alarm", title=title, action=action)
            self.notice.present(words.in_language(language))
            self.seen.set_words(easy(said("facility.seen"), language))
        past = snapshot is not None and snapshot.replay is not None
        self.seen.setVisible(not past)  # nobody can acknowledge what is past
        self.setVisible(alarm is not None)

    def _acknowledge(self) -> None:
        if self._alarm:
            self._send(Acknowledge(self._alarm))
