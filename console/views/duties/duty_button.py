"""A button with everything that the sitter may do at any time, beside the step at work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from console.models.edge import Edge, edge_of
from console.models.other_way import OtherWay
from console.translation import Translation
from console.views.duties.contacts_dialog import ContactsDialog
from console.views.duties.handover_dialog import HandoverDialog
from console.views.duties.hourly_dialog import HourlyDialog
from console.views.duties.start_dialog import StartDialog
from console.views.past.backtrack_dialog import BacktrackDialog
from console.views.past.branches_dialog import BranchesDialog
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, tight
from console.wishes import StandStill, Wish
from devices.site.site import Site
from devices.words import Words
from procedures import intents
from procedures.branches import Overlay
from procedures.past import Past
from procedures.snapshot import Snapshot


class DutyButton(QWidget):
    """Hidden where nobody sits. While the hourly word waits, it stands beside as a button."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        beside: Callable[[OtherWay], None],
        parent: QWidget | None = None,
    ) -> None:
        """beside: takes a branch of the record that is to lie in the trends too."""
        super().__init__(parent)
        self._site = site
        self._beside = beside
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self._handing_over: HandoverDialog | None = None
        self._looking_back: BacktrackDialog | BranchesDialog | None = None
        self.hourly = button("quiet", "speech")
        self.more = button("quiet")
        menu = QMenu(self)
        self.start = _entry(menu, self.ask_start)
        self.hand_over = _entry(menu, self._ask_handover)
        self.note = _entry(menu, self._ask_note)
        self.contacts = _entry(menu, self._show_contacts)
        menu.addSeparator()
        self.go_back = _entry(menu, self.ask_back)
        self.branches = _entry(menu, self.show_branches)
        self.more.setMenu(menu)
        row = QHBoxLayout(self)
        tight(row, 6)
        row.addWidget(self.hourly)
        row.addWidget(self.more)
        self.hourly.clicked.connect(self._ask_hourly)
        self.hide()

    def present(self, snapshot: Snapshot) -> None:
        """Offer what can be done now."""
        self._snapshot = snapshot
        self.setVisible(snapshot.handover is not None)
        self.more.setText(self.tr("More"))
        self.start.setText(self.tr("Start a procedure..."))
        self.hand_over.setText(self.tr("Hand over the shift..."))
        self.note.setText(self.tr("Write to the log..."))
        self.contacts.setText(self.tr("Contacts..."))
        self.hourly.setText(self.tr("Tell the city"))
        self.hourly.setVisible(snapshot.hourly is not None)
        self.go_back.setText(self.tr("Go back to an earlier moment... (Ctrl+B)"))
        self.branches.setText(self.tr("Branches of the record..."))
        self.branches.setVisible(snapshot.live is None)
        for action in (self.hand_over, self.note):
            action.setEnabled(not snapshot.finished)
        self.start.setEnabled(bool(snapshot.startable) and not snapshot.finished)
        if self._handing_over is not None:
            self._handing_over.present(snapshot)

    @property
    def _edge(self) -> Edge:
        return edge_of(self._snapshot)

    def ask_start(self) -> None:
        """Show what can be started by hand, and start what is chosen."""
        if self._snapshot is not None:
            offered = self._snapshot.startable
            dialog = StartDialog(
                offered, self._translation, self._start, edge=self._edge, parent=self
            )
            dialog.open()

    def _start(self, procedure: str) -> None:
        self._send(intents.StartProcedure(procedure))

    def _ask_handover(self) -> None:
        if self._snapshot is None:
            return
        dialog = HandoverDialog(
            self._site, self._translation, self._send, edge=self._edge, parent=self
        )
        dialog.finished.connect(self._handed_over)
        self._handing_over = dialog
        dialog.present(self._snapshot)
        dialog.open()

    def _handed_over(self) -> None:
        self._handing_over = None

    def ask_back(self) -> None:
        """Ask which moment to go back to; in a live sitting the console says why it cannot."""
        snapshot = self._snapshot
        if snapshot is None or not self.isVisible() or self._looking_back is not None:
            return
        if snapshot.live is not None:
            self._send(intents.Backtrack(snapshot.time_s))
        else:
            self._look_back(BacktrackDialog(self._translation, self._send, snapshot, self))

    def show_branches(self) -> None:
        """Open the list of branches."""
        if self._snapshot is not None and self._looking_back is None:
            self._look_back(
                BranchesDialog(
                    self._site,
                    self._translation,
                    self._send,
                    self._snapshot,
                    beside=self._beside,
                    parent=self,
                )
            )

    def _look_back(self, dialog: BacktrackDialog | BranchesDialog) -> None:
        dialog.finished.connect(self._looked_back)
        self._looking_back = dialog
        self._send(StandStill(True))
        dialog.open()

    def _looked_back(self) -> None:
        self._looking_back = None
        self._send(StandStill(False))

    def present_past(self, found: Past | Words) -> None:
        """Show what one can go back to, where somebody asks."""
        if self._looking_back is not None:
            self._looking_back.present_past(found)

    def present_overlay(self, found: Overlay | Words) -> None:
        """Show two branches, where somebody asks."""
        if isinstance(self._looking_back, BranchesDialog):
            self._looking_back.present_overlay(found)

    def _ask_hourly(self) -> None:
        if self._snapshot is not None and self._snapshot.hourly is not None:
            words = self._translation.of(self._snapshot.hourly.text)
            HourlyDialog(words, self._send, edge=self._edge, parent=self).open()

    def _ask_note(self) -> None:
        ReasonDialog(
            self.tr("Write to the log"),
            self.tr("Write"),
            lambda _choice, text: self._send(intents.Note(text)),
            edge=self._edge,
            parent=self,
        ).open()

    def _show_contacts(self) -> None:
        ContactsDialog(self._site, self._translation, edge=self._edge, parent=self).open()


def _entry(menu: QMenu, act: Callable[[], None]) -> QAction:
    """An action that is made here: one that a menu makes is lost with a window of its panel."""
    action = QAction(menu)
    action.triggered.connect(lambda: act())  # noqa: PLW0108 - it would be given what is checked
    menu.addAction(action)
    return action
