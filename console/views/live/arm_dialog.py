"""Enabling writes to real devices: choose who answers for it, then hold a button for a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.icons import Mark
from console.models.link_table import LinkCounts
from console.models.people import name_of
from console.theme import px
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.hold_button import HoldButton
from console.views.text import button, label
from devices.site.site import Site
from procedures.snapshot import LiveView

_PERSON = Qt.ItemDataRole.UserRole
_ROW_PX = 31
_MOST_ROWS = 5


class ArmDialog(WordsDialog):
    """Two actions and no default: no name is chosen before somebody chooses it."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        live: LiveView,
        arm: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(560, parent)
        self._site = site
        self._translation = translation
        self._arm = arm
        self.setWindowTitle(self.tr("Arm live control"))
        self.persons = QListWidget()
        self.persons.setProperty("role", "choice")
        self.persons.setAccessibleName(self.tr("who arms"))
        self.hold = HoldButton()
        self.cancel = button("big")
        self._offer(live.may_arm)
        self._build(live)
        self.persons.itemSelectionChanged.connect(self._look)
        self.hold.held.connect(self._done)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._look()

    def _build(self, live: LiveView) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 20, 22, 20)
        rows.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Mark("key", 28, "ink"))
        title = label("header", wrap=True)
        title.setText(
            self.tr("Arm live control of %1").replace("%1", self._translation.of(self._site.title))
        )
        head.addWidget(title, 1)
        rows.addLayout(head)
        for words in self._says():
            line = label(wrap=True)
            line.setText(words)
            rows.addWidget(line)
        counts = LinkCounts.of(live.links)
        if not counts.whole:
            missing = label("wrong", wrap=True)
            words = self.tr("%1 of %2 devices do not answer now; nothing reaches them.")
            words = words.replace("%1", str(counts.devices - counts.connected))
            missing.setText(words.replace("%2", str(counts.devices)))
            rows.addWidget(missing)
        who = label("strong")
        who.setText(self.tr("1. Who arms, and answers for it?"))
        rows.addWidget(who)
        rows.addWidget(self.persons)
        then = label("strong")
        then.setText(self.tr("2. Hold the button for one second."))
        rows.addWidget(then)
        self.cancel.setText(self.tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.hold, 1)
        buttons.addWidget(self.cancel)
        rows.addLayout(buttons)

    def _says(self) -> tuple[str, ...]:
        return (
            self.tr(
                "From then on what is executed at this console, by hand or by a procedure, is"
                " written to the real devices: switches move and batteries start."
            ),
            self.tr(
                "Interlocks, hold points and the two actions of every command stay as they are."
                " Who arms and when is written to the record."
            ),
            self.tr(
                "Anybody can disarm with one press or with F9, at any time. It is also disarmed"
                " when the computer slept or its clock was set, when no device answers any more,"
                " and when the sitting closes."
            ),
        )

    def _offer(self, persons: Sequence[str]) -> None:
        roles = {person.id: person.roles for person in self._site.persons}
        for person in persons:
            name = name_of(self._site, person, self._translation.language)
            titles = [self._role(role) for role in roles.get(person, ())]
            item = QListWidgetItem(f"{name}  ·  {' / '.join(titles)}")
            item.setData(_PERSON, person)
            self.persons.addItem(item)
        self.persons.setFixedHeight(min(_MOST_ROWS, max(2, len(persons))) * px(_ROW_PX) + 6)

    def _role(self, role: str) -> str:
        known = self._site.roles.get(role)
        return role if known is None else f"{role} {self._translation.of(known.title)}"

    def chosen(self) -> str:
        """The person who is chosen, "" for none yet."""
        # Not the current item: Qt makes the first one current as soon as the list has the focus.
        chosen = self.persons.selectedItems()
        return str(chosen[0].data(_PERSON)) if chosen else ""

    def _look(self) -> None:
        person = self.chosen()
        self.hold.setEnabled(bool(person))
        if person:
            name = name_of(self._site, person, self._translation.language)
            self.hold.setText(self.tr("Arm as %1").replace("%1", name))
        else:
            self.hold.setText(self.tr("Arm"))

    def _done(self) -> None:
        person = self.chosen()
        self.accept()
        self._arm(person)
