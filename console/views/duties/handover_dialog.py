"""Handing the shift over: who takes over, what is said to him, and what he repeats."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.models.people import name_of
from console.theme import px
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.edge_border import EdgeBorder
from console.views.say_box import marked
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from devices.site.site import Site
from devices.words import Words
from procedures import intents
from procedures.snapshot import HandoverView, Snapshot

_WIDE_PX = 720
_MARGIN_PX = 60  # of the window behind it, above and below


class HandoverDialog(QDialog):
    """Closes by itself when the next person sits.

    It is as tall as what is said, but no taller than the window behind it; then the words scroll.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[intents.Intent], None],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over the shift"))
        self._site = site
        self._translation = translation
        self._send = send
        self._before = ""
        self._border = EdgeBorder(self, edge)
        self.person = ChoiceBox()
        self._text = label("say", wrap=True)
        self._expected = label("soft", wrap=True)
        self._differing = label("wrong", wrap=True)
        self._repeats = label("strong", wrap=True)
        self._repeats.setTextFormat(Qt.TextFormat.RichText)
        self.heard = QLineEdit()
        self.say = button("main", "speech")
        self.right = button("main", "tick")
        self.wrong = button("big", "cross")
        self.cancel = button("big")
        self._build()
        self.say.clicked.connect(self._begin)
        self.right.clicked.connect(lambda: self._repeated(True))
        self.wrong.clicked.connect(lambda: self._repeated(False))
        self.cancel.clicked.connect(self.reject)
        self.rejected.connect(lambda: self._send(intents.GiveUpHandOver()))
        self.finished.connect(self.deleteLater)
        self._name_buttons()

    def _build(self) -> None:
        head = label("header", wrap=True)
        head.setText(self.windowTitle())
        self._words = QWidget()
        self._said = said = QVBoxLayout(self._words)
        tight(said, 10)
        for part in (self._text, self._expected, self._differing, self._repeats):
            said.addWidget(part)
        said.addStretch(1)
        self._scroll = SteadyScroll(self._words)
        line = QHBoxLayout()
        line.addStretch(1)
        for one in (self.cancel, self.wrong, self.right, self.say):
            line.addWidget(one)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(22, 20, 22, 20)
        self._rows.setSpacing(10)
        self._rows.addWidget(head)
        self._rows.addWidget(self.person)
        self._rows.addWidget(self._scroll, 1)
        self._rows.addWidget(self.heard)
        self._rows.addLayout(line)

    def _name_buttons(self) -> None:
        self.say.setText(self.tr("Say what stands"))
        self.right.setText(self.tr("Repeated rightly"))
        self.wrong.setText(self.tr("Repeated wrongly"))
        self.cancel.setText(self.tr("Cancel"))
        self.heard.setPlaceholderText(self.tr("or write what was repeated"))
        self.heard.setAccessibleName(self.heard.placeholderText())

    def present(self, snapshot: Snapshot) -> None:
        """Show how far it is; close when somebody else sits."""
        view, language = snapshot.handover, self._translation.language
        self._before = self._before or snapshot.sitter
        if view is None or snapshot.sitter != self._before:
            self.accept()
            return
        if self.person.count() != len(view.may):
            self.person.clear()
            for person in view.may:
                self.person.addItem(name_of(self._site, person, language), person)
        telling = view.to != ""
        self.say.setVisible(not telling)
        self.say.setEnabled(bool(view.may))
        self.person.setEnabled(not telling)
        for part in (self._scroll, self.right, self.wrong):
            part.setVisible(telling)
        self.heard.setVisible(telling and view.by_ear)
        for part in (self.right, self.wrong):
            part.setEnabled(view.by_ear or view.heard is not None)
        self._show_words(view)
        self._fit()

    def _show_words(self, view: HandoverView) -> None:
        of = self._translation.of
        self._text.setText(of(view.text))
        self._expected.setText(self.tr("Expected read-back:") + " " + of(view.read_back))
        again = bool(view.differences) and view.heard is None
        self._differing.setVisible(again)
        differs = self.tr("Differs, say it once more:") + " " + ", ".join(view.differences)
        self._differing.setText(differs)
        self._repeats.setVisible(not view.by_ear)
        name = name_of(self._site, view.to, self._translation.language)
        self._repeats.setText(self._what_he_says(escape(name), view.heard, view))

    def _what_he_says(self, name: str, heard: Words | None, view: HandoverView) -> str:
        if heard is None:
            return self.tr("%1 is about to repeat it...").replace("%1", name)
        words = self.tr("%1 repeats:").replace("%1", name)
        return words + " " + marked(self._translation.of(heard), view.differences)

    def _fit(self) -> None:
        """Be as tall as all of it, unless the window behind is not."""
        parent = self.parentWidget()
        most = parent.window().height() - _MARGIN_PX if parent is not None else 700
        wide = px(_WIDE_PX)
        inside = wide - 44 - self._scroll.verticalScrollBar().sizeHint().width()
        words = self._said.totalHeightForWidth(inside)
        shown = not self._scroll.isHidden()
        self._scroll.setMinimumHeight(0)
        rest = self._rows.totalHeightForWidth(wide)
        if shown:
            rest -= self._scroll.minimumSizeHint().height()
        room = min(words, most - rest) if shown else 0
        self._scroll.setMinimumHeight(room)
        wanted = QSize(wide, rest + room)
        if self.size() != wanted:
            self.setFixedSize(wanted)

    def _begin(self) -> None:
        self._send(intents.HandOver(self.person.currentData()))

    def _repeated(self, right: bool) -> None:
        self._send(intents.HandOverRepeated(self.heard.text() if right else "", right))
        self.heard.clear()
