"""The words to say and the exchange in three parts: said, read back, judged."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.icons import Mark
from console.theme import PALETTE
from console.translation import Translation
from console.views.text import label, set_role, tight
from devices.words import Words
from procedures.snapshot import SayView


class SayBox(QFrame):
    """Who says what to whom, the read-back that is expected and the one that was heard."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "inset")
        self._translation = translation
        self._for: tuple[str, int] | None = None
        self._head = label("soft", wrap=True)
        self._text = label("say", wrap=True)
        self._expected = label("soft", wrap=True)
        self._heard = label("strong", wrap=True)
        self._heard.setTextFormat(Qt.TextFormat.RichText)
        self._judgement = label("good")
        self._mark = Mark("tick", 18, PALETTE.good)
        self._report = label("strong", wrap=True)
        self.read_back = QLineEdit()
        speech = Mark("speech", 20, PALETTE.ink_soft)
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
        rows.addWidget(self.read_back)
        self.hide()

    def present(self, say: SayView | None) -> None:
        """Show an exchange; hide for None."""
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
        self._offer_read_back(say)

    def _headline(self, say: SayView) -> str:
        if say.sitter_listens:
            words = self.tr("%1 says to you (%2)")
        elif say.sitter_speaks:
            words = self.tr("Say to %2 (you are %1)")
        else:
            words = self.tr("%1 says to %2")
        words = words.replace("%1", say.speaker).replace("%2", say.listener)
        if say.attempt > 1:
            words += " · " + self.tr("attempt %1").replace("%1", str(say.attempt))
        if say.seconds_left is not None:
            left = self.tr("%1 s left").replace("%1", f"{say.seconds_left:.0f}")
            words += " · " + left
        return words

    def _show_heard(self, say: SayView) -> None:
        heard = say.heard
        for part in (self._heard, self._mark, self._judgement):
            part.setVisible(heard is not None)
        if heard is None:
            return
        spoken = self._quoted(heard)
        self._heard.setText(escape(self.tr("Heard:")) + " " + _marked(spoken, say.differences))
        if say.differences:
            self._mark.choose("cross", PALETTE.wrong)
            set_role(self._judgement, "wrong")
            self._judgement.setText(self.tr("differs"))
        else:
            self._mark.choose("tick", PALETTE.good)
            set_role(self._judgement, "good")
            self._judgement.setText(self.tr("matches"))

    def _offer_read_back(self, say: SayView) -> None:
        listening = say.sitter_listens and say.stage == "read_back"
        self.read_back.setVisible(listening)
        exchange = (say.text.en, say.attempt)
        if listening and self._for != exchange:
            self._for = exchange
            self.read_back.setText(self._translation.of(say.expected_read_back))
            self.read_back.setCursorPosition(0)  # a long text is read from its beginning
            self.read_back.setAccessibleName(self.tr("your read-back"))

    def _quoted(self, words: Words) -> str:
        text = self._translation.of(words).strip()
        if text[:1] in '「“"':
            return text
        return f"「{text}」" if self._translation.language == "ja" else f"“{text}”"


def _marked(text: str, differences: tuple[str, ...]) -> str:
    """Return rich text in which every differing word is underlined, bold and dark red."""
    safe = escape(text)
    for word in sorted({escape(word) for word in differences if word}, key=len, reverse=True):
        shown = f'<u style="color:{PALETTE.wrong}">{word}</u>'
        safe = safe.replace(word, shown, 1)
    return safe
