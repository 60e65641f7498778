"""What is missing before the sitting: each with a tick, or with why it matters and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout

from console.models.start_page import WordTable, check_mark, check_told
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.start.background import Background
from console.views.text import button, label, tight
from procedures.readiness import Check, Found, Plan, how_many, look

_COLOURS = {Found.FINE: "good", Found.OPEN: "ink_soft", Found.MUST: "wrong"}


def _mark(check: Check) -> Mark:
    return Mark(
        check_mark(check), _COLOURS[check.state], bold=check.state is Found.MUST, plate=True
    )


class ChecksPanel(QFrame):
    """A list of checks, and below it what is to know of the chosen one."""

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self.setProperty("frame", "panel")
        self._translation = translation
        self._plan: Plan | None = None
        self._found: list[Check] = []
        self.head, self.sum = label("header"), label("strong", wrap=True)
        self.again, self.stop = button("tool"), button("tool")
        self.table: WordTable[Check] = WordTable(
            lambda check: check.id, self._cells, self._headings, self
        )
        self.list = CalmList(self.table, _mark)
        self.list.setProperty("role", "choice")
        self.list.lay_out((28, 150), 28)
        self.list.fit(1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(8)
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.background = Background(self)
        self._build()
        self.again.clicked.connect(self._look_again)
        self.stop.clicked.connect(self._stop)
        self.background.came.connect(self._take)
        self.background.ended.connect(self._end)
        self.background.failed.connect(self._fail)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._tell())

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head)
        top.addStretch(1)
        top.addWidget(self.stop)
        top.addWidget(self.again)
        rows = tight(QVBoxLayout(self), 8, 12)
        rows.addLayout(top)
        rows.addWidget(self.progress)
        rows.addWidget(self.list, 5)
        rows.addWidget(self.told, 3)
        rows.addWidget(self.sum)

    def look(self, plan: Plan) -> None:
        """Look at everything that `plan` needs, beside the page."""
        self._plan, self._found = plan, []
        self.progress.setRange(0, how_many(plan))
        self.progress.setValue(0)
        self.background.start(lambda: look(plan))
        self._show()

    @property
    def must(self) -> int:
        """How many things are missing without which nothing opens."""
        return sum(check.state is Found.MUST for check in self._found)

    def must_words(self) -> list[str]:
        """The same in words, with all that is to know of each."""
        must = (check for check in self._found if check.state is Found.MUST)
        return [check_told(check, self._translation) for check in must]

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.head.setText(self.tr("Before you begin"))
        self.again.setText(self.tr("Check again (F5)"))
        self.stop.setText(self.tr("Stop"))
        self.list.setAccessibleName(self.tr("What is missing before the sitting"))
        self.progress.setAccessibleName(self.tr("How much has been checked"))
        self.told.setAccessibleName(self.tr("Why it matters and what to do"))
        self.table.tell_all_changed()
        self._show()

    def _look_again(self) -> None:
        if self._plan is not None:
            self.look(self._plan)

    def _stop(self) -> None:
        self.background.stop()
        self._show()

    def _take(self, check: Check) -> None:
        self._found.append(check)
        self.progress.setValue(len(self._found))
        self._show()

    def _end(self) -> None:
        self.progress.setValue(self.progress.maximum())
        self._show(ended=True)
        worst = (Found.MUST, Found.OPEN)
        first = next(
            (n for state in worst for n, c in enumerate(self._found) if c.state is state), 0
        )
        if self._found:
            self.list.selectRow(first)
        self._tell()

    def _fail(self, words: str) -> None:
        self.sum.setText(words)

    def _show(self, *, ended: bool = False) -> None:
        self.table.follow(self._found)
        running = self.background.running and not ended
        self.stop.setVisible(running)
        self.again.setVisible(not running)
        self.progress.setVisible(running)
        self.sum.setText(self._summary(running=running))
        self._tell()

    def _summary(self, *, running: bool) -> str:
        if running:
            return self.tr("Checking…")
        open_ = sum(check.state is Found.OPEN for check in self._found)
        if self.must:
            words = self.tr("%1 must be done first, %2 more to do.")
            return words.replace("%1", str(self.must)).replace("%2", str(open_))
        if self._plan is not None and len(self._found) < self.progress.maximum():
            return self.tr("Stopped before the end.")
        if open_:
            return self.tr("%1 to do; the sitting can open.").replace("%1", str(open_))
        return self.tr("Nothing is missing.") if self._found else ""

    def _tell(self) -> None:
        index = self.list.selectionModel().currentIndex()
        text = (
            check_told(self.table.rows[index.row()], self._translation) if index.isValid() else ""
        )
        if text != self.told.toPlainText():
            self.told.setPlainText(text)

    def _cells(self, check: Check) -> tuple[str, ...]:
        of = self._translation.of
        return ("", of(check.title), of(check.found))

    def _headings(self) -> tuple[str, ...]:
        return ("", self.tr("Check"), self.tr("Found"))
