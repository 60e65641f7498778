"""What is expected of the trainee now: how long there is, what showed it, and the hint."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console import formatting
from console.models.lead_tables import TaskTable, is_over_time
from console.theme import Density, palette
from console.translation import Translation
from console.views.calm_list import Mark
from console.views.instructor.lead_list import REST, LeadList
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from console.wishes import Wish
from procedures.drill.guide import Verdict
from procedures.drill.instructor_view import InstructorView, TaskLine
from procedures.drill.wishes import GiveHint, Judge

_WIDTHS_EM = (2.2, 6.7, REST)


class TaskPanel(QFrame):
    """A list, and of the chosen one its evidence, its hint, and a verdict where nobody measures."""

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._translation, self._send, self._person = translation, send, person
        self._view: InstructorView | None = None
        self._head = label("header")
        self._count = label("soft")
        self.table = TaskTable(translation, self)
        self.list = LeadList(self.table, _WIDTHS_EM, _mark_of, wraps=True)
        self._words = label("strong", wrap=True)
        self._about = label("soft", wrap=True)
        self._evidence = label(wrap=True)
        self.hint = button("big", "guidance")
        self.note = QLineEdit()
        self.verdicts = {
            Verdict.MET: button("quiet", "tick"),
            Verdict.UNMET: button("quiet", "cross"),
            Verdict.NOT_APPLICABLE: button("quiet", "skipped"),
        }
        self._build()
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.hint.clicked.connect(self._give_hint)
        for verdict, one in self.verdicts.items():
            one.clicked.connect(lambda _=False, verdict=verdict: self._judge(verdict))

    def _build(self) -> None:
        head, judged = QHBoxLayout(), QHBoxLayout()
        tight(head, 8)
        tight(judged, 6)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._count)
        words = QWidget()
        said = QVBoxLayout(words)
        tight(said, 4)
        for part in (self._words, self._about, self._evidence):
            said.addWidget(part)
        said.addStretch(1)
        self._detail = SteadyScroll(words)
        judged.addWidget(self.note, 1)
        for one in self.verdicts.values():
            judged.addWidget(one)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self.list, 1)
        self._rows.addWidget(self._detail)
        self._rows.addLayout(judged)
        self._rows.addWidget(self.hint)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._rows.setContentsMargins(density.gap + 2, density.gap, density.gap + 2, density.gap)
        self._rows.setSpacing(density.gap - 1)
        self._detail.setFixedHeight(density.text * 7)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Expected actions"))
        self.list.setAccessibleName(self.tr("expected actions, those of now first"))
        self.note.setPlaceholderText(self.tr("Note with the verdict"))
        self.note.setAccessibleName(self.note.placeholderText())
        words = (self.tr("met"), self.tr("not met"), self.tr("not applicable"))
        for one, word in zip(self.verdicts.values(), words, strict=True):
            one.setText(word)
        self.table.tell_all_changed()
        self._show_chosen()

    def present(self, view: InstructorView) -> None:
        """Show the expected actions of a view."""
        self._view = view
        self.table.take(view)
        of_now = [task for task in view.tasks if task.state == "open"]
        met = sum(1 for task in view.tasks if task.state == "met")
        words = self.tr("%1 open · %2 met · %3 in all").replace("%1", str(len(of_now)))
        self._count.setText(words.replace("%2", str(met)).replace("%3", str(len(view.tasks))))
        if self.picked is None and self.table.rows:
            self.list.selectRow(0)
        self._show_chosen()

    @property
    def picked(self) -> TaskLine | None:
        """The expected action that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _show_chosen(self) -> None:
        task, of = self.picked, self._translation.of
        self._words.setText("" if task is None else of(task.words))
        self._about.setText("" if task is None else self._described(task))
        told = [] if task is None else [*self._told(task)]
        self._evidence.setText("\n".join(told))
        self._evidence.setVisible(bool(told))
        can_hint = task is not None and task.hint is not None and task.state == "open"
        self.hint.setEnabled(can_hint)
        given = task is not None and task.hinted
        self.hint.setText(self.tr("Give the hint again") if given else self.tr("Give the hint"))
        begun = task is not None and task.state != "ahead"
        for part in (self.note, *self.verdicts.values()):
            part.setEnabled(begun)

    def _described(self, task: TaskLine) -> str:
        parts = [self.table.spoken(task)]
        parts.append(self.tr("measured") if task.measured else self.tr("a person judges"))
        if task.evaluator:
            parts.append(task.evaluator)
        for words, span_s in (
            (self.tr("standard time %1"), task.limit_s),
            (self.tr("expert %1"), task.reference_s),
        ):
            if span_s is not None:
                parts.append(words.replace("%1", formatting.span(span_s)))
        return " · ".join(parts)

    def _told(self, task: TaskLine) -> list[str]:
        """Evidence, note and hint, a line each."""
        of, found = self._translation.of, []
        if task.evidence is not None:
            found.append(self.tr("Evidence: %1").replace("%1", of(task.evidence)))
        if task.note:
            found.append(self.tr("Note: %1").replace("%1", task.note))
        if task.hint is not None:
            words = self.tr("Hint given: %1") if task.hinted else self.tr("Hint: %1")
            found.append(words.replace("%1", of(task.hint)))
        return found

    def _give_hint(self) -> None:
        if self.picked is not None:
            self._send(GiveHint(self.picked.id, self._person))

    def _judge(self, verdict: Verdict) -> None:
        if self.picked is not None:
            note = self.note.text().strip()
            self._send(Judge(self.picked.id, verdict, self._person, note))
            self.note.clear()


def _mark_of(task: TaskLine) -> Mark:
    if is_over_time(task):
        return Mark("caution", palette().wrong, bold=True, plate=True)
    marks = {
        "ahead": Mark("waiting"),
        "open": Mark("hourglass", palette().ink, bold=True),
        "met": Mark("tick", palette().good),
        "unmet": Mark("cross", palette().wrong, plate=True),
        "not_applicable": Mark("skipped"),
    }
    return marks.get(task.state, Mark())
