"""Under a refusal or a condition: what nobody has reported yet, and the way to enter it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.icons import Mark
from console.translation import Translation
from console.views.text import button, label
from devices.site.site import Site


class BoardHint(QFrame):
    """Hidden while everything that is asked for was reported. `asked` names the points."""

    asked = Signal(object)  # tuple[str, ...]

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._site = site
        self._translation = translation
        self._points: tuple[str, ...] = ()
        self._text = label("strong", wrap=True)
        self.enter = button("", "pencil")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(Mark("unknown", 18, "ink"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignVCenter)
        self.enter.clicked.connect(lambda: self.asked.emit(self._points))
        self.hide()

    def present(self, points: Sequence[str]) -> None:
        """Show which points have to be reported; hide for none."""
        self._points = tuple(dict.fromkeys(points))
        self.setVisible(bool(self._points))
        of, ja = self._translation.of, self._translation.language == "ja"
        labels = [of(self._site.signals[point].label) for point in self._points]
        words = self.tr("Nobody has reported yet: %1")
        self._text.setText(words.replace("%1", ("、" if ja else ", ").join(labels)))
        self.enter.setText(self.tr("Enter on the board…"))
