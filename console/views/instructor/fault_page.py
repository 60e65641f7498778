"""The library of faults: what can really happen at the devices of the site, by name and kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console import formatting
from console.models.device_names import full_name
from console.models.edge import HasEdge
from console.models.lead_lists import FaultTable
from console.theme import Density
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.instructor.confirm_dialog import ConfirmDialog
from console.views.instructor.lead_list import REST, LeadList
from console.views.text import button, label, tight
from console.wishes import Wish
from devices.site.site import Site
from procedures.drill.instructor_view import FaultView, InstructorView
from procedures.drill.wishes import LetHappen, LetSlip
from procedures.people import Slip

_WIDTHS_EM = (10.4, 6.6, REST)
_LAST_SHOWN = 3


class FaultPage(QWidget):
    """A search, a kind, a list; nothing happens before it is confirmed."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._translation, self._send = site, translation, send
        self._person = person
        self.search, self.group = QLineEdit(), ChoiceBox()
        self.table = FaultTable(translation, self._device_name, self)
        self.list = LeadList(self.table, _WIDTHS_EM, wraps=True)
        self.happened = label("soft", wrap=True)
        self._words = label("strong", wrap=True)
        self.happen = button("main", "caution")
        find = QHBoxLayout()
        tight(find, 6)
        find.addWidget(self.search, 1)
        find.addWidget(self.group)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(find)
        self._rows.addWidget(self.list, 1)
        self._rows.addWidget(self.happened)
        self._rows.addWidget(self._words)
        self._rows.addWidget(self.happen)
        self.search.textChanged.connect(lambda _: self._look_for())
        self.search.returnPressed.connect(self.list.setFocus)
        self.group.currentIndexChanged.connect(lambda _: self._look_for())
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.list.activated.connect(lambda _: self.happen.click())
        self.happen.clicked.connect(self._ask)

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.list.resize_to(density)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.search.setPlaceholderText(self.tr("Search: device or fault"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.group.setAccessibleName(self.tr("kind of fault"))
        self.list.setAccessibleName(self.tr("faults that can really happen"))
        chosen = max(0, self.group.currentIndex())
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(self.tr("all kinds"), "")
        for group in ("equipment", "report", "wire"):
            self.group.addItem(self.table.group_word(group), group)
        self.group.setCurrentIndex(chosen)
        self.group.blockSignals(False)
        self.happen.setText(self.tr("Let it happen…"))
        self.table.tell_all_changed()
        self._look()

    def present(self, view: InstructorView) -> None:
        """Show what can happen."""
        self.table.take(view)
        self._tell_happened(view)
        self._look()

    def _tell_happened(self, view: InstructorView) -> None:
        """The last of what was let happen, newest first: nobody does it twice unawares."""
        newest = view.by_hand[: -_LAST_SHOWN - 1 : -1]
        rows = (
            f"{formatting.time_at(view.clock, view.time_s, one.time_s)}  "
            f"{self._translation.of(one.words)}"
            for one in newest
        )
        self.happened.setText("\n".join((self.tr("Let happen by hand:"), *rows)))
        self.happened.setVisible(bool(newest))

    @property
    def picked(self) -> FaultView | None:
        """The fault that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _device_name(self, device: str) -> str:
        known = self._site.devices.get(device)
        if known is None:
            role = self._site.roles.get(device)
            return device if role is None else self._translation.of(role.title)
        return full_name(known, self._translation.language)

    def _look_for(self) -> None:
        self.table.look_for(self.search.text(), self.group.currentData() or "")
        self._look()

    def _look(self) -> None:
        one = self.picked
        self.happen.setEnabled(one is not None)
        self._words.setText("" if one is None else self._described(one))
        self._words.setVisible(one is not None)

    def _described(self, one: FaultView) -> str:
        of = self._translation.of
        return f"{of(one.where) or self._device_name(one.device)} · {of(one.title)}"

    def _wish(self, one: FaultView) -> Wish:
        """A wrong report is somebody's slip; everything else happens at a device."""
        if one.device in self._site.roles:
            return LetSlip(one.device, Slip(one.act), self._person)
        return LetHappen(one.device, one.act, self._person, dict(one.arguments))

    def _ask(self) -> None:
        one, window = self.picked, self.window()
        if one is None:
            return
        ConfirmDialog(
            self._described(one),
            self.tr("It really happens in the simulated plant. To take it back, go back in time."),
            self.tr("Let it happen"),
            lambda: self._send(self._wish(one)),
            edge=window.edge if isinstance(window, HasEdge) else "hatched",
            parent=window,
        ).open()
