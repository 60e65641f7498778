"""A hold point: two named people must sign, each in a role of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.icons import Mark
from console.models.people import name_of
from console.theme import px
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.text import label, tight
from console.views.wide_button import WideButton
from devices.site.site import Site
from procedures.snapshot import HoldView

_NAME_PX = 150


class HoldBar(QFrame):
    """Full-width bar with two places for a name; who signs, and the button to do it, go into the
    row `buttons`, which stays in sight."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        sign: Callable[[str], None],
        buttons: QHBoxLayout,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "plain-card")
        self._site = site
        self._translation = translation
        self._sign = sign
        self._head = label("strong")
        self._places = (_Place(), _Place())
        self._refused = label("wrong", wrap=True)
        self.who = ChoiceBox()
        self.sign_button = WideButton("main", "pencil")
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(8)
        rows.addWidget(self._head)
        places = QHBoxLayout()
        tight(places, 8)
        for place in self._places:
            places.addWidget(place, 1)
        rows.addLayout(places)
        rows.addWidget(self._refused)
        self.who.setMinimumWidth(px(_NAME_PX))
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        buttons.addWidget(self.who, 2)
        buttons.addWidget(self.sign_button, 2)
        self.sign_button.clicked.connect(lambda: self._sign(self.who.currentData()))
        self.who.currentIndexChanged.connect(lambda _: self._look())
        for part in (self, self.who, self.sign_button):
            part.hide()

    def present(self, hold: HoldView | None, sitter: str, *, can_sign: bool, real: bool) -> None:
        """Show a hold point; hide for None. The sitter stands first among those who may sign.

        real: a live sitting, where both people sign at this console: each chooses his own name.
        """
        self.setVisible(hold is not None)
        if hold is None:
            self.who.hide()
            self.sign_button.hide()
            return
        self._head.setText(self.tr("Hold point %1").replace("%1", hold.id))
        for place, role in zip(self._places, hold.roles, strict=True):
            title = self._site.roles[role].title if role in self._site.roles else None
            place.present(role, self._translation.of(title), self._name(hold.signed.get(role)))
        self._refused.setVisible(hold.refused is not None)
        self._refused.setText(self._translation.of(hold.refused))
        persons = self._signers(hold, sitter, real=real) if can_sign else []
        self._offer(persons, choosing=real)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Never be pressed flat: the step above scrolls, a hold point does not."""
        self.setMinimumHeight(self._rows.heightForWidth(self.width()))

    def _offer(self, persons: Sequence[str], *, choosing: bool) -> None:
        self.who.setVisible(len(persons) > 1 or (choosing and bool(persons)))
        self.who.setAccessibleName(self.tr("who signs"))
        self.sign_button.setVisible(bool(persons))
        offered = ["", *persons] if choosing else list(persons)
        if [self.who.itemData(at) for at in range(self.who.count())] != offered:
            self.who.clear()
            for person in offered:
                self.who.addItem("", person)
        for at, person in enumerate(offered):
            words = self._with_roles(person) if choosing else self._name(person)
            self.who.setItemText(at, words or self.tr("Who signs?"))
        self._look()

    def _look(self) -> None:
        person = self.who.currentData()
        self.sign_button.setEnabled(bool(person))
        name = self._name(person) if person else None
        self.sign_button.setText(
            self.tr("Sign as %1").replace("%1", name) if name else self.tr("Sign")
        )

    def _with_roles(self, person: str) -> str:
        """A name with the roles that it can sign in; "" for nobody."""
        known = next((one for one in self._site.persons if one.id == person), None)
        name = self._name(person or None) or ""
        return f"{name} ({' / '.join(known.roles)})" if known is not None else name

    def _signers(self, hold: HoldView, sitter: str, *, real: bool) -> list[str]:
        """Those who hold an unsigned role and have not signed already; the sitter if he is one."""
        open_roles = {role for role in hold.roles if role not in hold.signed}
        able = [
            person.id
            for person in self._site.persons
            if open_roles & set(person.roles) and person.id not in hold.signed.values()
        ]
        if real:
            return sorted(able, key=lambda person: person != sitter)
        return [sitter] if sitter in able or not able else able

    def _name(self, person: str | None) -> str | None:
        if person is None:
            return None
        return name_of(self._site, person, self._translation.language)


class _Place(QFrame):
    """Where one person signs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "inset")
        self._mark = Mark("waiting", 20)
        self._role: QLabel = label("soft", wrap=True)
        self._name: QLabel = label("strong", wrap=True)
        texts = QVBoxLayout()
        tight(texts, 1)
        texts.addWidget(self._role)
        texts.addWidget(self._name)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def present(self, role: str, title: str, person: str | None) -> None:
        """Show who signed in `role`, or that it is still open."""
        self._role.setText(f"{role} · {title}" if title else role)
        self._name.setText(person or self.tr("not signed yet"))
        if person:
            self._mark.choose("tick", "good", self.tr("signed"))
        else:
            self._mark.choose("hourglass", "ink_soft", self.tr("open"))
