"""What stands in place of the step before a drill begins and after it has ended."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.models.drill import waits_to_begin
from console.models.edge import edge_of
from console.theme import Density
from console.translation import Translation
from console.views.drill.briefing_card import BriefingCard
from console.views.drill.end_card import EndCard
from console.views.drill.hot_wash_dialog import HotWashDialog
from console.views.drill.score_reading import ScoreReading
from console.views.start.command import own_command
from console.wishes import Wish
from devices.site.site import Site
from procedures.snapshot import Snapshot


class DrillCards(QStackedWidget):
    """Hidden while a drill runs, and where there is none."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self.briefing = BriefingCard(site, translation, send)
        self.score = ScoreReading(parent=self)
        self.end = EndCard(translation, self.score)
        self.addWidget(self.briefing)
        self.addWidget(self.end)
        self.end.wash_asked.connect(self.ask_wash)
        self.end.report_asked.connect(self._report)
        self.end.replay_asked.connect(self._replay)
        self.hide()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self.briefing.resize_to(density)
        self.end.resize_to(density)

    def present(self, snapshot: Snapshot) -> bool:
        """Show the card that stands in place of the step; False where the step stands itself."""
        self._snapshot = snapshot
        drill = None if snapshot.replay is not None else snapshot.drill
        card: QWidget | None = None
        if drill is not None and drill.ended:
            card = self.end
            self.end.present(snapshot, drill)
        elif drill is not None and waits_to_begin(snapshot):
            card = self.briefing
            self.briefing.present(snapshot, drill)
        if card is not None:
            self.setCurrentWidget(card)
        self.setVisible(card is not None)
        return card is not None

    def ask_wash(self) -> HotWashDialog | None:
        """Open the form of the hot wash."""
        snapshot = self._snapshot
        if snapshot is None:
            return None
        dialog = HotWashDialog(
            self._translation,
            snapshot.sitter,
            self._send,
            edge=edge_of(snapshot),
            parent=self.window(),
        )
        dialog.open()
        return dialog

    def _report(self, record: str) -> None:
        """Open the report: its window is loaded when somebody asks for it."""
        opening = import_module("console.views.report.opening")
        opening.open_report(self, self._translation, record)

    def _replay(self, record: str) -> None:
        """Watch the record in a window of its own, in the language that is spoken here."""
        language = self._translation.language
        program, *arguments = own_command(("replay", record, "--language", language))
        QProcess.startDetached(program, arguments)
