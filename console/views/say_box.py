"""The words to say and the exchange in three parts: said, read back, judged."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.icons import Mark
from console.theme import palette
from console.translation import Translation
from console.views.text import button, label, set_role, tight
from devices.words import Words
from procedures.snapshot import SayView


class SayBox(QFrame):
    """Who says what to whom, the read-back that is expected and the one that was heard.

    `heard` tells what real people repeated in other words than expected, `spoken` what they said in
    other words than those on the screen.
    """

    heard = Signal(str)
    spoken = Signal(str)

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._translation = translation
        self._for: tuple[str, int, str] | None = None
        self._ready = ""  # the read-back that was put there
        self._speaking = False  # what is written are words of somebody else, not a read-back
        self._head = label("soft", wrap=True)
        self._text = label("say", wrap=True)
        self._expected = label("soft", wrap=True)
        self._heard = label("strong", wrap=True)
        self._heard.setTextFormat(Qt.TextFormat.RichText)
        self._judgement = label("good")
        self._mark = Mark("tick", 18, "good")
        self._report = label("strong", wrap=True)
        self.read_back = QLineEdit()
        self.enter_heard = button("big", "pencil")
        speech = Mark("speech", 20, "ink_soft")
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(speech, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._head, 1)
        heard = QHBoxLayout()
        tight(heard, 6)
        heard.addWidget(self._heard, 1)
        heard.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        heard.addWidget(self._judgement, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(5)
        rows.addLayout(head)
        for part in (self._text, self._expected):
            rows.addWidget(part)
        rows.addLayout(heard)
        rows.addWidget(self._report)
        entry = QHBoxLayout()
        tight(entry, 6)
        entry.addWidget(self.read_back, 1)
        entry.addWidget(self.enter_heard)
        rows.addLayout(entry)
        self.enter_heard.clicked.connect(self._tell_heard)
        self.read_back.textChanged.connect(lambda _: self._look())
        self.hide()

    def present(self, say: SayView | None, can: frozenset[str]) -> None:
        """Show an exchange and the entries that it allows; hide for None."""
        self.setVisible(say is not None)
        if say is None:
            self._for = None
            return
        self._head.setText(self._headline(say))
        self._text.setText(self._quoted(say.text))
        self._expected.setText(
            self.tr("Expected read-back:") + " " + self._quoted(say.expected_read_back)
        )
        matched = say.heard is not None and not say.differences
        new = say.expected_read_back.en not in ("", say.text.en)
        self._expected.setVisible(new and not matched)
        self._show_heard(say)
        self._report.setVisible(say.report is not None and say.report != say.text)
        if say.report is not None:
            self._report.setText(self.tr("Report:") + " " + self._quoted(say.report))
        self._offer_entry(say, can)

    def _headline(self, say: SayView) -> str:
        if say.sitter_listens:
            words = self.tr("%1 says to you (%2)")
        elif say.sitter_speaks:
            words = self.tr("Say to %2 (you are %1)")
        else:
            words = self.tr("%1 says to %2")
        words = words.replace("%1", say.speaker).replace("%2", say.listener)
        if say.sitter_enters:
            words += " · " + self.tr("you enter what you hear")
        if say.attempt > 1:
            words += " · " + self.tr("attempt %1").replace("%1", str(say.attempt))
        if say.seconds_left is not None:
            left = self.tr("%1 s left").replace("%1", f"{max(0.0, say.seconds_left):.0f}")
            words += " · " + left
        return words

    def _show_heard(self, say: SayView) -> None:
        heard = say.heard
        for part in (self._heard, self._mark, self._judgement):
            part.setVisible(heard is not None)
        if heard is None:
            return
        spoken = self._quoted(heard)
        self._heard.setText(escape(self.tr("Heard:")) + " " + marked(spoken, say.differences))
        if say.differences:
            self._mark.choose("cross", "wrong")
            set_role(self._judgement, "wrong")
            self._judgement.setText(self.tr("differs"))
        else:
            self._mark.choose("tick", "good")
            set_role(self._judgement, "good")
            self._judgement.setText(self.tr("matches"))

    def _offer_entry(self, say: SayView, can: frozenset[str]) -> None:
        """His own read-back stands ready to be sent; what others said he writes as he heard it.

        Where two real people talk he says his own over the telephone: there is nothing to write.
        """
        self._speaking = say.sitter_enters in ("order", "report") and "speak" in can
        repeating = say.sitter_enters in ("read_back", "report_back") and "read_back" in can
        entering = self._speaking or repeating
        by_ear = "judge" in can
        own = say.sitter_listens and say.stage == "read_back" and not by_ear
        self.read_back.setVisible(own or entering)
        self.enter_heard.setVisible(entering)
        self.enter_heard.setText(self.tr("Said otherwise") if self._speaking else self.tr("Heard"))
        exchange = (say.text.en, say.attempt, say.sitter_enters)
        ready = "" if entering else self._translation.of(say.expected_read_back)
        untouched = self.read_back.text() == self._ready != ready  # the language was changed
        if (own or entering) and (self._for != exchange or untouched):
            self._for, self._ready = exchange, ready
            self.read_back.setText(ready)
            self.read_back.setCursorPosition(0)  # a long text is read from its beginning
        if entering:
            self.read_back.setPlaceholderText(self.tr("other words? write what was heard"))
            self.read_back.setAccessibleName(self.tr("what was heard"))
        elif own:
            self.read_back.setAccessibleName(self.tr("your read-back"))
        self._look()

    def _look(self) -> None:
        self.enter_heard.setEnabled(bool(self.read_back.text().strip()))

    def _tell_heard(self) -> None:
        told = self.spoken if self._speaking else self.heard
        told.emit(self.read_back.text().strip())

    def _quoted(self, words: Words) -> str:
        text = self._translation.of(words).strip()
        if text[:1] in '「“"':
            return text
        return f"「{text}」" if self._translation.language == "ja" else f"“{text}”"


def marked(text: str, differences: tuple[str, ...]) -> str:
    """Return rich text in which every differing word is underlined, bold and dark red."""
    safe = escape(text)
    for word in sorted({escape(word) for word in differences if word}, key=len, reverse=True):
        shown = f'<u style="color:{palette().wrong}">{word}</u>'
        safe = safe.replace(word, shown, 1)
    return safe
