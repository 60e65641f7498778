"""Somebody calls or writes in a drill: a line above the step, and a button to read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.models.facility_step import easy
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.notices import Notice
from console.views.facility.sizes import Sizes
from devices.phrases import said


class MessageBar(QWidget):
    """Hidden while nobody calls."""

    def __init__(
        self,
        translation: Translation,
        read: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self.notice = Notice("say", 24)
        self.read = BigButton("main", 24)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.notice, 1)
        self._row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignVCenter)
        self.read.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.read.pressed_once.connect(read)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._row.setSpacing(sizes.of(12))
        self.notice.set_sizes(sizes)
        self.read.set_sizes(sizes)

    def present(self, heading: str) -> None:
        """Say who calls; "" for nobody."""
        if heading:
            self.notice.present(heading)
            self.read.set_words(easy(said("trainee.easy_read"), self._translation.language))
        self.setVisible(bool(heading))
