"""What can be done about an alarm: acknowledge, shelve, out of service and back, read its card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.icons import icon
from console.models.edge import Edge
from console.theme import Density
from console.translation import Translation
from console.views.alarm_list import UNSEEN, AlarmList
from console.views.guidance_dialog import GuidanceDialog
from console.views.reason_dialog import ReasonDialog
from console.views.shelve_dialog import ShelveDialog
from console.views.text import button, tight
from procedures.intents import (
    Acknowledge,
    Intent,
    OutOfService,
    ReturnToService,
    Shelve,
    Unshelve,
)
from procedures.snapshot import AlarmState, AlarmView


class AlarmVerbs(QWidget):
    """Buttons for the alarm that is chosen in the list; what makes no sense now is greyed."""

    place_asked = Signal(str)  # a device

    def __init__(
        self,
        alarms: AlarmList,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._list = alarms
        self._translation = translation
        self._send = send
        self.edge: Edge = "hatched"
        self.past = False
        self.withheld = False  # the drill goes without guidance
        self.acknowledge = button("tool", "tick")
        self.acknowledge_all = button("tool", "tick")
        self.comment = button("tool", "note")
        self.shelve = button("tool", "shelve")
        self.service = button("tool", "out-of-service")
        self.fold = button("tool", "fold")
        self.guidance = button("tool", "guidance")
        self.place = button("tool", "place")
        row = self._row = QHBoxLayout(self)
        tight(row, 5)
        for tool in self._tools():
            row.addWidget(tool)
        self.acknowledge.clicked.connect(self.acknowledge_chosen)
        self.acknowledge_all.clicked.connect(self._acknowledge_all)
        self.comment.clicked.connect(self._ask_comment)
        self.shelve.clicked.connect(self._shelve_or_not)
        self.service.clicked.connect(self._ask_service)
        self.fold.clicked.connect(self._list.toggle_fold)
        self.guidance.clicked.connect(self.show_guidance)
        self.place.clicked.connect(self.show_place)
        self._list.place_asked.connect(self.show_place)
        self._list.selectionModel().selectionChanged.connect(lambda *_: self.look())
        self._list.doubleClicked.connect(lambda _: self.show_guidance())
        self.retranslate()

    def _tools(self) -> tuple[QPushButton, ...]:
        return (
            self.acknowledge,
            self.acknowledge_all,
            self.comment,
            self.shelve,
            self.service,
            self.fold,
            self.guidance,
            self.place,
        )

    def resize_to(self, density: Density) -> None:
        """Leave the marks out where the words take all the room."""
        roomy = density.name == "roomy"
        side = 16 if roomy else 0
        self.fold.setVisible(roomy)  # else by Left and Right, and by a click on the mark
        self._row.setSpacing(5 if roomy else 2)
        for tool in self._tools():
            tool.setIconSize(QSize(side, side))

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.acknowledge.setText(self.tr("Acknowledge"))
        self.acknowledge_all.setText(self.tr("All"))
        self.acknowledge_all.setAccessibleName(self.tr("acknowledge all alarms"))
        self.comment.setText(self.tr("Comment…"))
        self.guidance.setText(self.tr("Guidance"))
        self.place.setText(self.tr("Place"))
        self.place.setAccessibleName(self.tr("show the place of the alarm on the one-line"))
        self.look()

    def look(self) -> None:
        """Offer what makes sense for the alarm that is chosen now."""
        chosen = self._list.chosen()
        unseen = any(alarm.state in UNSEEN for alarm in self._list.table.rows)
        shelved = chosen is not None and chosen.state is AlarmState.SHELVED
        out = chosen is not None and chosen.state is AlarmState.OUT_OF_SERVICE
        for tool in (self.acknowledge, self.acknowledge_all):
            tool.setEnabled(unseen)
        self.comment.setEnabled(chosen is not None and chosen.state in UNSEEN)
        self.shelve.setText(self.tr("Unshelve") if shelved else self.tr("Shelve…"))
        self.shelve.setEnabled(chosen is not None and (shelved or not out) and chosen.priority != 1)
        self.service.setText(self.tr("Into service…") if out else self.tr("Out of service…"))
        self.service.setEnabled(chosen is not None)
        unfolded = chosen is not None and chosen.id in self._list.table.unfolded
        self.fold.setText(self.tr("Fold") if unfolded else self.tr("Unfold"))
        self.fold.setIcon(icon("unfold" if unfolded else "fold"))
        self.fold.setEnabled(chosen is not None and chosen.folded > 0)
        self.guidance.setEnabled(chosen is not None and not self.withheld)
        without = self.tr("No guidance in this drill")
        self.guidance.setText(without if self.withheld else self.tr("Guidance"))
        self.place.setEnabled(chosen is not None)
        if self.past:  # a record is shown again
            for tool in self._tools()[:5]:
                tool.setEnabled(False)

    def acknowledge_chosen(self) -> None:
        """Acknowledge the chosen alarm, or else the gravest that waits, however they are sorted."""
        alarm = self._list.chosen()
        if alarm is None or alarm.state not in UNSEEN:
            waiting = [one for one in self._list.table.rows if one.state in UNSEEN]
            alarm = min(waiting, key=lambda one: (one.priority, -one.time_s), default=None)
        if alarm is not None:
            self._send(Acknowledge(alarm.id))

    def _acknowledge_all(self) -> None:
        """Acknowledge everything; under a filter only what is shown: nobody has seen the rest."""
        table = self._list.table
        if not table.wanted:
            self._send(Acknowledge(""))
            return
        for alarm in [one for one in table.rows if one.state in UNSEEN]:
            self._send(Acknowledge(alarm.id))

    def show_guidance(self) -> None:
        """Open the card of the chosen alarm."""
        alarm = self._list.chosen()
        if alarm is not None and not self.withheld:
            dialog = GuidanceDialog(alarm, self._translation, edge=self.edge, parent=self.window())
            dialog.place_asked.connect(self.place_asked)
            dialog.open()

    def show_place(self) -> None:
        """Ask for the place of the chosen alarm on the one-line."""
        alarm = self._list.chosen()
        if alarm is not None:
            self.place_asked.emit(alarm.device)

    def _ask_comment(self) -> None:
        alarm = self._list.chosen()
        if alarm is not None:
            self._ask(
                alarm,
                self.tr("Acknowledge with a comment: %1"),
                self.tr("Acknowledge"),
                lambda comment: Acknowledge(alarm.id, comment),
            )

    def _ask_service(self) -> None:
        alarm = self._list.chosen()
        if alarm is None:
            return
        if alarm.state is AlarmState.OUT_OF_SERVICE:
            self._ask(
                alarm,
                self.tr("Put back into service: %1"),
                self.tr("Into service"),
                lambda reason: ReturnToService(alarm.id, reason),
            )
        else:
            self._ask(
                alarm,
                self.tr("Take out of service: %1"),
                self.tr("Out of service"),
                lambda reason: OutOfService(alarm.id, reason),
            )

    def _ask(
        self, alarm: AlarmView, title: str, action: str, intent: Callable[[str], Intent]
    ) -> None:
        ReasonDialog(
            title.replace("%1", self._translation.of(alarm.title)),
            action,
            lambda _, reason: self._send(intent(reason)),
            edge=self.edge,
            parent=self.window(),
        ).open()

    def _shelve_or_not(self) -> None:
        alarm = self._list.chosen()
        if alarm is None:
            return
        if alarm.state is AlarmState.SHELVED:
            self._send(Unshelve(alarm.id))
            return
        ShelveDialog(
            self._translation.of(alarm.title),
            lambda minutes, reason, once: self._send(Shelve(alarm.id, minutes, reason, once)),
            edge=self.edge,
            parent=self.window(),
        ).open()
