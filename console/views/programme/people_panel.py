"""The people: who is due comes first; of the chosen one the rules, the steps and the sittings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.programme import sitting_cells
from console.models.start_page import WordTable
from console.theme import Density
from console.translation import Translation
from console.views.calm_list import CalmList, Mark
from console.views.text import button, frame, label, tight
from devices.words import Words
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.due import Again, Due, Person
from procedures.drill.programme.suggestion import suggested
from procedures.drill.programme.titles import step_title
from procedures.drill.programme.words import again_words, due_words, person_words
from procedures.shelf import DrillCard, drills

_ROW_PX, _MARK_PX = 28, 30


class PeoplePanel(QWidget):
    """Four lists: people; and of the chosen person what is due, what to do again, what he did.

    opened: the words that start the drill which he should do next.
    """

    opened = Signal(object)  # tuple[str, ...]

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation
        self._today = date.min
        self.head, self.due_head, self.again_head, self.did_head = (
            label("header") for _ in range(4)
        )
        of = translation.of
        self.people: WordTable[Person] = WordTable(
            lambda person: person.id, self._person, self._of_people, self
        )
        self.due: WordTable[Due] = WordTable(lambda due: due.rule.id, self._due, self._of_due, self)
        self.again: WordTable[Again] = WordTable(
            lambda again: again.deed.place,
            lambda again: ("", of(self._title(again)), of(again_words(again)), f"{again.last}"),
            self._of_again,
            self,
        )
        self.did: WordTable[Digest] = WordTable(
            lambda digest: digest.record,
            lambda digest: sitting_cells(digest, translation, self._chosen_id())[1:],
            self._of_did,
            self,
        )
        self.people_list = CalmList(self.people, self._mark_person)
        self.due_list = CalmList(self.due, self._mark_due)
        self.again_list = CalmList(self.again, _mark_again)
        self.did_list = CalmList(self.did)
        self.next, self.start = label("strong", wrap=True), button("main")
        self._cards = drills()
        self._build()
        self.start.clicked.connect(self._open)
        self.people_list.selectionModel().currentRowChanged.connect(lambda *_: self._choose())

    def _build(self) -> None:
        self.people_list.setProperty("role", "choice")
        self.people_list.lay_out((_MARK_PX,), _ROW_PX)
        self.due_list.lay_out((_MARK_PX,), _ROW_PX)
        self.again_list.lay_out((_MARK_PX,), _ROW_PX)
        self.did_list.lay_out((130,), _ROW_PX)
        for view, fitted in (
            (self.people_list, (2, 3, 4)),
            (self.due_list, (2, 3)),
            (self.again_list, (3,)),
            (self.did_list, (0, 2, 3, 4, 5, 6, 7)),
        ):
            view.fit(*fitted)
        left, right = frame("panel"), frame("panel")
        rows = tight(QVBoxLayout(left), 8, 12)
        rows.addWidget(self.head)
        rows.addWidget(self.people_list, 1)
        rows = tight(QVBoxLayout(right), 8, 12)
        for head, shown, share in (
            (self.due_head, self.due_list, 3),
            (self.again_head, self.again_list, 5),
            (self.did_head, self.did_list, 4),
        ):
            rows.addWidget(head)
            rows.addWidget(shown, share)
        foot = tight(QHBoxLayout(), 8)
        foot.addWidget(self.next, 1)
        foot.addWidget(self.start)
        rows.addLayout(foot)
        columns = tight(QHBoxLayout(self), 10, 8)
        columns.addWidget(left, 38)
        columns.addWidget(right, 62)

    def take(self, people: Sequence[Person], today: date) -> None:
        """Show these; whoever was chosen stays chosen."""
        self._today = today
        self.people.follow(people)
        self.people.tell_all_changed()
        if people and self.chosen() is None:
            self.people_list.selectRow(0)
        self._choose()

    def chosen(self) -> Person | None:
        """The person that is chosen."""
        index = self.people_list.selectionModel().currentIndex()
        return self.people.rows[index.row()] if index.isValid() else None

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.head.setText(self.tr("People"))
        self.due_head.setText(self.tr("What is asked"))
        self.again_head.setText(self.tr("Steps to do again"))
        self.did_head.setText(self.tr("Sittings of this person"))
        self.start.setText(self.tr("Start this drill"))
        self._suggest()
        for view, head in (
            (self.people_list, self.head),
            (self.due_list, self.due_head),
            (self.again_list, self.again_head),
            (self.did_list, self.did_head),
        ):
            view.setAccessibleName(head.text())
        self.again_list.say_empty(self.tr("nothing to do again"))
        self.did_list.say_empty(self.tr("no sittings yet"))
        for table in (self.people, self.due, self.again, self.did):
            table.tell_all_changed()

    def resize_to(self, density: Density) -> None:
        """Take the sizes of now."""
        self.again_list.setColumnWidth(2, 15 * density.text)

    # --- cells ---

    def _choose(self) -> None:
        person = self.chosen()
        self.due.follow(() if person is None else person.due)
        self.again.follow(() if person is None else person.again)
        self.did.follow(() if person is None else person.drills)
        for table in (self.due, self.again, self.did):
            table.tell_all_changed()
        self._suggest()

    def _suggested(self) -> DrillCard | None:
        person = self.chosen()
        return None if person is None else suggested(person, self._cards, self._today)

    def _suggest(self) -> None:
        """Say which drill comes next for the chosen person."""
        card = self._suggested()
        self.start.setEnabled(card is not None)
        words = self.tr("Next: %1 %2")
        title = "" if card is None else self._translation.of(card.title)
        number = "" if card is None else card.number
        self.next.setText("" if card is None else words.replace("%1", number).replace("%2", title))

    def _open(self) -> None:
        person, card = self.chosen(), self._suggested()
        if person is not None and card is not None:
            words = ["run", card.site, "--scenario", card.given, "--trainee", person.id]
            self.opened.emit((*words, *(("--view", "facility") if card.for_facilities else ())))

    def only_look(self) -> None:
        """Offer nothing that opens a sitting."""
        self.start.hide()

    def _chosen_id(self) -> str:
        person = self.chosen()
        return "" if person is None else person.id

    def _person(self, person: Person) -> tuple[str, ...]:
        last = formatting.NOTHING if person.last is None else person.last.isoformat()
        owed = person.overdue(self._today)
        name = self._translation.of(person_words(person))
        return ("", name, ", ".join(person.roles), str(owed) if owed else "", last)

    def _due(self, due: Due) -> tuple[str, ...]:
        of = self._translation.of
        words = self.tr("%1 of %2").replace("%1", str(due.done))
        when = of(due_words(due, self._today))
        return ("", of(due.rule.title), words.replace("%2", str(due.rule.times)), when)

    def _title(self, again: Again) -> Words:
        person = self.chosen()
        drills = () if person is None else person.drills
        site = next((one.site for one in drills if one.record == again.record), "")
        return step_title(again.deed.procedure, again.deed.step, site)

    def _mark_person(self, person: Person) -> Mark:
        return _due_mark(overdue=person.overdue(self._today) > 0)

    def _mark_due(self, due: Due) -> Mark:
        return _due_mark(overdue=due.overdue(self._today))

    # --- headings ---

    def _of_people(self) -> tuple[str, ...]:
        return ("", self.tr("Name"), self.tr("Role"), self.tr("Due"), self.tr("Last"))

    def _of_due(self) -> tuple[str, ...]:
        return ("", self.tr("Drill"), self.tr("Done"), self.tr("Next"))

    def _of_again(self) -> tuple[str, ...]:
        return ("", self.tr("Step"), self.tr("Why"), self.tr("Last"))

    def _of_did(self) -> tuple[str, ...]:
        return (
            self.tr("Day"),
            self.tr("Drill"),
            self.tr("Score"),
            self.tr("In time"),
            self.tr("Late"),
            self.tr("Failed"),
            self.tr("Left out"),
            self.tr("Refused"),
        )


def _due_mark(*, overdue: bool) -> Mark:
    """A clock where a drill is due, a tick where all is done."""
    return Mark("clock" if overdue else "tick", "ink" if overdue else "good", overdue, plate=True)


def _mark_again(again: Again) -> Mark:
    icon = {"late": "hourglass", "failed": "cross", "skipped": "skip"}.get(again.worst.value)
    return Mark(icon or "earlier", "wrong" if icon == "cross" else "ink_soft", plate=True)
