"""The injects: what comes, what came, and to send it early, late, again, or not at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.models.edge import HasEdge
from console.models.lead_tables import InjectTable, is_overdue
from console.theme import Density, palette
from console.translation import Translation
from console.views.calm_list import Mark
from console.views.instructor.lead_list import REST, LeadList
from console.views.reason_dialog import ReasonDialog
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from console.wishes import Wish
from procedures.drill.instructor_view import InjectLine, InstructorView
from procedures.drill.wishes import SendInject, SkipInject

_WIDTHS_EM = (2.2, 3.3, 5.2, REST, 6.6)


class InjectPanel(QFrame):
    """A list, and of the chosen one how it comes, what is said, and what can be done with it."""

    chosen = Signal(str)

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
        self.table = InjectTable(translation, self)
        self.list = LeadList(self.table, _WIDTHS_EM, self._mark_of, wraps=True)
        self._title = label("strong", wrap=True)
        self._how = label("soft", wrap=True)
        self._says = label(wrap=True)
        self._why = label("wrong", wrap=True)
        self.send_now = button("main", "arrow")
        self.skip = button("big", "skip")
        self._build()
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())
        self.list.activated.connect(lambda _: self.send_now.setFocus())
        self.send_now.clicked.connect(self._send_chosen)
        self.skip.clicked.connect(self._ask_skip)

    def _build(self) -> None:
        head, line = QHBoxLayout(), QHBoxLayout()
        tight(head, 8)
        tight(line, 8)
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._count)
        words = QWidget()
        said = QVBoxLayout(words)
        tight(said, 4)
        for part in (self._title, self._how, self._says, self._why):
            said.addWidget(part)
        said.addStretch(1)
        self._detail = SteadyScroll(words)
        line.addWidget(self.send_now, 1)
        line.addWidget(self.skip)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self.list, 1)
        self._rows.addWidget(self._detail)
        self._rows.addLayout(line)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._rows.setContentsMargins(density.gap + 2, density.gap, density.gap + 2, density.gap)
        self._rows.setSpacing(density.gap - 1)
        self._detail.setFixedHeight(density.text * 7)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Injects"))
        self.list.setAccessibleName(self.tr("injects, numbered as on the time line"))
        self.skip.setText(self.tr("Skip…"))
        self.table.tell_all_changed()
        self._show_chosen()

    def present(self, view: InstructorView) -> None:
        """Show the injects of a view."""
        self._view = view
        self.table.take(view)
        sent = sum(1 for line in view.injects if line.sent_s)
        words = self.tr("%1 of %2 sent").replace("%1", str(sent))
        self._count.setText(words.replace("%2", str(len(view.injects))))
        if self.picked is None and self.table.rows:
            self.list.selectRow(self._next_row())
        self._show_chosen()

    def choose(self, inject: str) -> None:
        """Choose an inject, as somebody did on the time line."""
        for row, line in enumerate(self.table.rows):
            if line.id == inject:
                self.list.selectRow(row)

    @property
    def picked(self) -> InjectLine | None:
        """The inject that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _next_row(self) -> int:
        """The first that has not come yet."""
        waits = (row for row, line in enumerate(self.table.rows) if line.state == "waiting")
        return next(waits, 0)

    def _mark_of(self, line: InjectLine) -> Mark:
        now_s = self._view.time_s if self._view is not None else 0.0
        if is_overdue(line, now_s):
            return Mark("caution", palette().wrong, bold=True, plate=True)
        marks = {
            "waiting": Mark("clock"),
            "sent": Mark("tick", palette().good),
            "skipped": Mark("skipped"),
            "refused": Mark("cross", palette().wrong, plate=True),
        }
        return marks.get(line.state, Mark())

    def _tell_chosen(self) -> None:
        self._show_chosen()
        line = self.picked
        self.chosen.emit("" if line is None else line.id)

    def _show_chosen(self) -> None:
        line = self.picked
        for part in (self.send_now, self.skip):
            part.setEnabled(line is not None)
        self._title.setText("" if line is None else self._translation.of(line.title))
        self._how.setText("" if line is None else self._described(line))
        of = self._translation.of
        said = None if line is None else line.text
        self._says.setText("" if said is None else self.tr("“%1”").replace("%1", of(said)))
        self._says.setVisible(bool(self._says.text()))
        self._why.setText("" if line is None or line.why is None else of(line.why))
        self._why.setVisible(bool(self._why.text()))
        again = line is not None and bool(line.sent_s)
        self.send_now.setText(self.tr("Send again") if again else self.tr("Send now"))
        self.skip.setEnabled(line is not None and line.state == "waiting")

    def _described(self, line: InjectLine) -> str:
        of = self._translation.of
        kind = self.tr("happening") if line.happening else self.table.channel_word(line)
        parts = (kind, of(line.by), of(line.trigger))
        return " · ".join(part for part in parts if part)

    def _send_chosen(self) -> None:
        if self.picked is not None:
            self._send(SendInject(self.picked.id, self._person))

    def _ask_skip(self) -> None:
        line, window = self.picked, self.window()
        if line is None:
            return
        title = self.tr("Skip: %1").replace("%1", self._translation.of(line.title))
        ReasonDialog(
            title,
            self.tr("Skip it"),
            lambda _, reason: self._send(SkipInject(line.id, self._person, reason)),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()
