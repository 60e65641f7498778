"""The strip below the top bar of a live sitting: the key to the devices, and their lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.models.board import unreported
from console.models.link_table import LinkCounts
from console.theme import Density
from console.translation import Translation
from console.views.live.board_button import BoardButton
from console.views.live.board_dialog import BoardDialog
from console.views.live.key_switch import KeySwitch
from console.views.live.links_button import LinksButton
from console.views.live.links_dialog import LinksDialog
from console.views.text import label, tight
from devices.site.site import Site
from procedures.intents import Intent
from procedures.snapshot import Snapshot


class LiveStrip(QFrame):
    """Hidden in a simulated sitting."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Intent], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("livestrip")
        self._site = site
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self.key = KeySwitch(site, translation, send)
        self._name = label("strong")  # which site is live, where the top bar has no room for it
        self.board = BoardButton()
        self.links = LinksButton()
        self._board: BoardDialog | None = None
        self._list: LinksDialog | None = None
        row = QHBoxLayout(self)
        tight(row, 10)
        row.setContentsMargins(10, 0, 10, 5)
        row.addWidget(self.key, 1)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.board, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.links, 0, Qt.AlignmentFlag.AlignVCenter)
        self.board.clicked.connect(self._ask_board)
        self.links.clicked.connect(self.open_list)
        self.hide()

    def resize_to(self, density: Density) -> None:
        """Take the height of `density`."""
        self.setFixedHeight(density.button + 3)
        self.key.resize_to(density)
        self._name.setVisible(density.name != "roomy")
        self.links.shorten(density.name == "tight")

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.board.retranslate()
        self.links.retranslate()
        self.key.retranslate()

    def present(self, snapshot: Snapshot) -> None:
        """Show how a live sitting stands towards its devices; hide for any other."""
        self._snapshot = snapshot
        live = snapshot.live
        self.setVisible(live is not None)
        self._name.setText(self._translation.of(snapshot.site_title))
        if live is None:
            return
        self.key.present(live, snapshot)
        self.board.setVisible(snapshot.replay is None)
        self.board.present(unreported(self._site, snapshot))
        self.links.present(LinkCounts.of(live.links))
        if self._board is not None and self._board.isVisible():
            self._board.present(snapshot)
        if self._list is not None and self._list.isVisible():
            self._list.present(snapshot)

    def open_board(self, points: Sequence[str] = ()) -> BoardDialog:
        """Open the board, or bring it to the front, at the first of `points`; return it."""
        if self._board is None:
            self._board = BoardDialog(self._site, self._translation, self._send, self.window())
        if self._snapshot is not None:
            self._board.present(self._snapshot)
        self._board.show()
        self._board.raise_()
        self._board.activateWindow()
        self._board.ask_for(points)
        return self._board

    def _ask_board(self) -> None:
        self.open_board()

    def open_list(self) -> LinksDialog:
        """Open the list of connections, or bring it to the front, and return it."""
        if self._list is None:
            self._list = LinksDialog(self._site, self._translation, self.window())
        if self._snapshot is not None:
            self._list.present(self._snapshot)
        self._list.show()
        self._list.raise_()
        return self._list
