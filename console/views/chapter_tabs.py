"""The chain of procedures P1..P9 as a row of tabs: done, in view, at work beside it, ahead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.translation import Translation
from console.views.text import label, set_stage, tight
from procedures.snapshot import ChapterView, RunState, RunView

_MARKS = {
    RunState.RUNNING: "current",
    RunState.WAITING: "hourglass",
    RunState.HELD: "hand",
    RunState.PAUSED: "pause",
    RunState.FAILED: "cross",
    RunState.ABORTING: "stop",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a tab looks. stage: done, current (in view), beside (at work, not in view), ahead.

    mark: the sign before its label, "" for none; told: what stands behind its title.
    """

    stage: str
    mark: str = ""
    colour: str = ""  # that of ink
    told: str = ""


class ChapterTab(QFrame):
    """One chapter: a tick when it is done, dark when it is in view, a sign when it waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "tab")
        self._mark = Mark("tick", 11)
        self._name = label("tab")
        row = QHBoxLayout(self)
        tight(row, 1)
        row.setContentsMargins(2, 3, 2, 3)
        row.addStretch(1)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._name)
        row.addStretch(1)

    def present(self, name: str, title: str, look: _Look, state_word: str) -> None:
        """Show one chapter."""
        self._name.setText(name)
        self._mark.setVisible(look.mark != "")
        if look.mark:
            self._mark.choose(look.mark, look.colour)
        set_stage(self, look.stage)
        set_stage(self._name, look.stage)
        self.setToolTip(f"{title}: {look.told}" if look.told else title)
        self.setAccessibleName(f"{name} {title}, {look.told or state_word}")


class ChapterTabs(QWidget):
    """All chapters side by side, equally wide; last what is in view beside the chain."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._tabs: list[ChapterTab] = []
        self._row = QHBoxLayout(self)
        tight(self._row, 3)

    def present(
        self, chapters: tuple[ChapterView, ...], runs: tuple[RunView, ...], shown: RunView | None
    ) -> None:
        """Show the chain; shown: the run that is in view."""
        active = {run.chain: run for run in runs if run.state is not RunState.ENDED}
        rows = [(chapter, active.get(chapter.label)) for chapter in chapters]
        if chapters and shown is not None and shown.chain not in (one.label for one in chapters):
            rows.append((ChapterView(shown.chain, shown.title, "current"), shown))
        while len(self._tabs) < len(rows):
            tab = ChapterTab()
            self._row.addWidget(tab, 1)
            self._tabs.append(tab)
        words = {
            "done": self.tr("done"),
            "current": self.tr("at work"),
            "ahead": self.tr("ahead"),
        }
        for tab, (chapter, run) in zip(self._tabs, rows, strict=False):
            in_view = shown is not None and shown.chain == chapter.label
            word = words.get(chapter.state, chapter.state)
            look = self._look(chapter, run, in_view=in_view, word=word)
            tab.present(chapter.label, self._translation.of(chapter.title), look, word)
        for number, tab in enumerate(self._tabs):
            tab.setVisible(number < len(rows))
        self.setVisible(bool(rows))

    def _look(
        self, chapter: ChapterView, run: RunView | None, *, in_view: bool, word: str
    ) -> _Look:
        """A chapter at work says what it waits for unless it is in view; too long, always."""
        if chapter.state != "current":
            if not chapter.left_out:
                return _Look(chapter.state, "tick" if chapter.state == "done" else "")
            left_out = self.tr("without %1").replace("%1", ", ".join(chapter.left_out))
            mark = "skipped" if chapter.state == "done" else ""
            return _Look(chapter.state, mark, told=f"{word} ({left_out})")
        stage = "current" if in_view else "beside"
        told = [word if in_view else self.tr("at work, but not in view")]
        step = None if run is None else run.current
        mark = "" if in_view else "hourglass" if run is None else _MARKS.get(run.state, "current")
        if step is not None:
            told.append(self.tr("step %1").replace("%1", step.id))
            waiting = self._translation.of(step.waiting_for)
            told += [self.tr("waits for: %1").replace("%1", waiting)] if waiting else []
            if step.limit_s is not None and step.elapsed_s > step.limit_s:
                over = formatting.span(step.elapsed_s - step.limit_s)
                told.append(self.tr("over time by %1").replace("%1", over))
                mark = "clock"
        colour = "card" if in_view else "wrong" if mark == "clock" else "ink"
        return _Look(stage, mark, colour, " · ".join(told) if mark else "")
