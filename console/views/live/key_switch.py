"""Whether anything can be written to the real devices: said at all times, turned in two actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.live.arm_dialog import ArmDialog
from console.views.live.disarm_key import DisarmKey
from console.views.text import button, label, set_stage, tight
from devices.site.site import Site
from procedures.intents import Arm, Disarm, Intent
from procedures.snapshot import LiveView, Snapshot


class KeySwitch(QWidget):
    """Locked, armed or read-only: a shape, a word and a sentence. Disarming is one press."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._send = send
        self._live: LiveView | None = None
        self._snapshot: Snapshot | None = None
        self._mark = Mark("lock", 20, "bar_ink")
        self._state = label("key")
        self._says = label("soft")
        self.arm = button("strip", "key")
        self.disarm = button("key", "lock")
        row = QHBoxLayout(self)
        tight(row, 8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.arm, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.disarm, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._says, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.arm.clicked.connect(self._ask)
        self.disarm.clicked.connect(self._let_go)
        self._key: DisarmKey | None = None  # of a live sitting: it is asked at each event

    def resize_to(self, density: Density) -> None:
        """Leave the sentence out where there is no room for it."""
        self._says.setVisible(density.name == "roomy")

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        if self._live is not None and self._snapshot is not None:
            self.present(self._live, self._snapshot)

    def present(self, live: LiveView, snapshot: Snapshot) -> None:
        """Show how the key stands."""
        self._live, self._snapshot = live, snapshot
        self._key = self._key or DisarmKey(self._let_go, self)
        armed = bool(live.armed_by)
        self.arm.setText(self.tr("Arm…"))
        now = snapshot.replay is None  # who armed a record's sitting is told, and no more
        self.arm.setVisible(not armed and not live.read_only and now)
        self.disarm.setText(self.tr("Disarm"))
        self.disarm.setVisible(armed and now)
        set_stage(self._state, "armed" if armed else "")
        if armed:
            self._show_armed(live, snapshot)
        elif live.read_only:
            self._mark.choose("eye", "bar_ink")
            self._state.setText(self.tr("Read-only"))
            self._says.setText(
                self.tr("This console watches only. Nothing can be sent to a device.")
            )
        else:
            self._mark.choose("lock", "bar_ink")
            self._state.setText(self.tr("Writes are locked"))
            self._says.setText(self.tr("Nothing is sent to a device until somebody arms."))
        if not now:
            self._says.setText("")
        self.setAccessibleName(f"{self._state.text()}. {self._says.text()}")

    def _show_armed(self, live: LiveView, snapshot: Snapshot) -> None:
        who = name_of(self._site, live.armed_by, self._translation.language)
        since = formatting.time_at(snapshot.clock, snapshot.time_s, live.armed_since_s)
        words = self.tr("ARMED by %1 at %2").replace("%1", who).replace("%2", since)
        self._mark.choose("key", "bar_ink")
        self._state.setText(words)
        self._says.setText(self.tr("What is executed here is written to real devices."))

    def _let_go(self) -> None:
        if self._live is not None and self._live.armed_by:
            self._send(Disarm())

    def _ask(self) -> None:
        if self._live is not None:
            ArmDialog(
                self._site,
                self._translation,
                self._live,
                lambda person: self._send(Arm(person)),
                self.window(),
            ).open()
