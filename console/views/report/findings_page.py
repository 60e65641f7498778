"""Where people write strengths, areas, the analysis of objectives, and who stands for the drill."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.models.report_book import ReportBook
from console.translation import Translation
from console.views.report.writing import WritingField
from console.views.steady_scroll import SteadyScroll
from console.views.text import label, tight
from procedures.drill.report.edits import FINDINGS

_KINDS = ("strengths", "areas")
_FACTS = ("sponsor", "contact", "remarks")
_LINES = {"sponsor": 1, "contact": 1, "remarks": 3}


class FindingsPage(SteadyScroll):
    """A field for each; where nobody has written, what the rules found stands in grey."""

    def __init__(self, book: ReportBook, translation: Translation) -> None:
        self._inside = QWidget()
        super().__init__(self._inside)
        self._book, self._translation = book, translation
        self._heads: dict[str, QLabel] = {}
        self.fields: dict[str, WritingField] = {}
        self._labels: dict[str, QLabel] = {}
        self._rows = tight(QVBoxLayout(self._inside), 6, 12)
        self._build()

    def _build(self) -> None:
        for kind in _KINDS:
            self._head(kind)
            for place in range(FINDINGS):
                field = self._field(f"{kind}-{place}", 2)
                field.written.connect(partial(self._write, kind, place))
        objectives = [one for one in self._book.report.objectives if one.id]
        if objectives:
            self._head("notes")
        for one in objectives:
            field = self._field(f"note-{one.id}", 2)
            field.written.connect(partial(self._book.note, one.id))
        self._head("facts")
        for name in _FACTS:
            field = self._field(name, _LINES[name])
            field.written.connect(partial(self._book.fill_in, name))
        self._rows.addStretch(1)

    def _head(self, key: str) -> None:
        head = label("header", wrap=True)
        self._heads[key] = head
        self._rows.addWidget(head)

    def _field(self, key: str, lines: int) -> WritingField:
        field, about = WritingField(lines), label("soft", wrap=True)
        about.setBuddy(field)
        self.fields[key], self._labels[key] = field, about
        self._rows.addWidget(about)
        self._rows.addWidget(field)
        return field

    def _write(self, kind: str, place: int, text: str) -> None:
        self._book.write(kind, place, self._translation.language, text)

    def tell(self) -> None:
        """Let every field tell what is not kept yet."""
        for field in self.fields.values():
            field.tell()

    def present(self) -> None:
        """Show what is written now; a field that somebody writes in is left alone."""
        edits, language = self._book.report.edits, self._translation.language
        for kind in _KINDS:
            for place in range(FINDINGS):
                written = getattr(edits, kind)[place]
                self.fields[f"{kind}-{place}"].show_text(getattr(written, language))
        for one in self._book.report.objectives:
            if one.id:
                self.fields[f"note-{one.id}"].show_text(edits.notes.get(one.id, ""))
        for name in _FACTS:
            self.fields[name].show_text(getattr(edits, name))
        self._show_found()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        heads = {
            "strengths": self.tr("Strengths"),
            "areas": self.tr("Areas for improvement"),
            "notes": self.tr("Analysis by objective"),
            "facts": self.tr("About the drill"),
        }
        for key, head in self._heads.items():
            head.setText(heads[key])
        facts = {
            "sponsor": self.tr("Sponsor"),
            "contact": self.tr("Point of contact"),
            "remarks": self.tr("Remarks"),
        }
        for name, words in facts.items():
            self._name(name, words)
        for kind in _KINDS:
            for place in range(FINDINGS):
                self._name(f"{kind}-{place}", f"{heads[kind]} {place + 1}")
        for one in self._book.report.objectives:
            if one.id:
                self._name(f"note-{one.id}", f"{one.id}  {self._translation.of(one.title)}")
        for field in self.fields.values():
            field.fit()
        self.present()

    def _name(self, key: str, words: str) -> None:
        self._labels[key].setText(words)
        self.fields[key].setAccessibleName(words)

    def _show_found(self) -> None:
        """In grey, and below the name, what stands in the report where nobody writes."""
        report = self._book.report
        for kind in _KINDS:
            found = getattr(report, kind)
            for place in range(FINDINGS):
                words = self._translation.of(found[place].words) if place < len(found) else ""
                key = f"{kind}-{place}"
                heading = self._heads[kind].text()
                note = self.tr("found by the rules: %1").replace("%1", words) if words else ""
                self._labels[key].setText(f"{heading} {place + 1}" + (f" – {note}" if note else ""))
                self._labels[key].setTextFormat(Qt.TextFormat.PlainText)
