"""The chain of procedures P1..P9 as a row of tabs: done, current, ahead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.icons import Mark
from console.theme import PALETTE
from console.translation import Translation
from console.views.text import label, set_stage, tight
from procedures.snapshot import ChapterView


class ChapterTab(QFrame):
    """One chapter: a tick when it is done, dark when it is at work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "tab")
        self._mark = Mark("tick", 13)
        self._name = label("tab")
        row = QHBoxLayout(self)
        tight(row, 3)
        row.setContentsMargins(4, 3, 4, 3)
        row.addStretch(1)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._name)
        row.addStretch(1)

    def present(self, chapter: ChapterView, title: str, state_word: str) -> None:
        """Show one chapter."""
        self._name.setText(chapter.label)
        self._mark.setVisible(chapter.state == "done")
        self._mark.choose("skipped" if chapter.left_out else "tick", PALETTE.ink)
        set_stage(self, chapter.state)
        set_stage(self._name, chapter.state)
        self.setToolTip(f"{title}: {state_word}" if chapter.left_out else title)
        self.setAccessibleName(f"{chapter.label} {title}, {state_word}")


class ChapterTabs(QWidget):
    """All chapters side by side, equally wide."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._tabs: list[ChapterTab] = []
        self._row = QHBoxLayout(self)
        tight(self._row, 4)

    def present(self, chapters: tuple[ChapterView, ...]) -> None:
        """Show the chain."""
        while len(self._tabs) < len(chapters):
            tab = ChapterTab()
            self._row.addWidget(tab, 1)
            self._tabs.append(tab)
        words = {
            "done": self.tr("done"),
            "current": self.tr("at work"),
            "ahead": self.tr("ahead"),
        }
        for tab, chapter in zip(self._tabs, chapters, strict=False):
            title = self._translation.of(chapter.title)
            state = words.get(chapter.state, chapter.state)
            if chapter.left_out:
                left_out = self.tr("without %1").replace("%1", ", ".join(chapter.left_out))
                state = f"{state} ({left_out})"
            tab.present(chapter, title, state)
        for number, tab in enumerate(self._tabs):
            tab.setVisible(number < len(chapters))
        self.setVisible(bool(chapters))
