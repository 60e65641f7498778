"""A button with everything that the sitter may do at any time, beside the step at work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from console.translation import Translation
from console.views.duties.contacts_dialog import ContactsDialog
from console.views.duties.handover_dialog import HandoverDialog
from console.views.duties.hourly_dialog import HourlyDialog
from console.views.duties.start_dialog import StartDialog
from console.views.reason_dialog import ReasonDialog
from console.views.text import button, tight
from devices.site.site import Site
from procedures import intents
from procedures.snapshot import Snapshot


class DutyButton(QWidget):
    """Hidden where nobody sits. While the hourly word waits, it stands beside as a button."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[intents.Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self._handing_over: HandoverDialog | None = None
        self.hourly = button("quiet", "speech")
        self.more = button("quiet")
        menu = QMenu(self)
        self.start = menu.addAction("", self._ask_start)
        self.hand_over = menu.addAction("", self._ask_handover)
        self.note = menu.addAction("", self._ask_note)
        self.contacts = menu.addAction("", self._show_contacts)
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
        self.setVisible(snapshot.handover is not None and not snapshot.finished)
        self.more.setText(self.tr("More"))
        self.start.setText(self.tr("Start a procedure..."))
        self.hand_over.setText(self.tr("Hand over the shift..."))
        self.note.setText(self.tr("Write to the log..."))
        self.contacts.setText(self.tr("Contacts..."))
        self.hourly.setText(self.tr("Tell the city"))
        self.hourly.setVisible(snapshot.hourly is not None)
        self.start.setEnabled(bool(snapshot.startable))
        if self._handing_over is not None:
            self._handing_over.present(snapshot)

    @property
    def _hatched(self) -> bool:
        return self._snapshot is None or self._snapshot.live is None

    def _ask_start(self) -> None:
        if self._snapshot is not None:
            offered = self._snapshot.startable
            dialog = StartDialog(
                offered, self._translation, self._start, hatched=self._hatched, parent=self
            )
            dialog.open()

    def _start(self, procedure: str) -> None:
        self._send(intents.StartProcedure(procedure))

    def _ask_handover(self) -> None:
        if self._snapshot is None:
            return
        dialog = HandoverDialog(
            self._site, self._translation, self._send, hatched=self._hatched, parent=self
        )
        dialog.finished.connect(self._handed_over)
        self._handing_over = dialog
        dialog.present(self._snapshot)
        dialog.open()

    def _handed_over(self) -> None:
        self._handing_over = None

    def _ask_hourly(self) -> None:
        if self._snapshot is not None and self._snapshot.hourly is not None:
            words = self._translation.of(self._snapshot.hourly.text)
            HourlyDialog(words, self._send, hatched=self._hatched, parent=self).open()

    def _ask_note(self) -> None:
        ReasonDialog(
            self.tr("Write to the log"),
            self.tr("Write"),
            lambda _choice, text: self._send(intents.Note(text)),
            hatched=self._hatched,
            parent=self,
        ).open()

    def _show_contacts(self) -> None:
        ContactsDialog(self._site, self._translation, hatched=self._hatched, parent=self).open()
