"""The public display: one screen in a hall that tells everybody what the sun and battery do now."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.appearance import appearance
from console.layout_memory import settings
from console.models.edge import Edge, edge_of
from console.models.public import PublicModel
from console.translation import Translation
from console.views.drill.curtain import Curtains
from console.views.edge_border import EdgeBorder
from console.views.public.canvas import PublicCanvas
from devices.phrases import said
from devices.site.site import Site
from devices.words import Language, Words
from procedures.snapshot import Mode, Snapshot

OLD_AFTER_MS = 5000  # without a new picture nothing here may look live any more
IN_TURN_MS = 15_000
_LOOK_MS = 1000
_KEY = "public/in_turn"
_BORDER_PX = 14
_LEAST = QSize(960, 540)
_TITLES = {
    Mode.REHEARSAL: Words("[DRILL REHEARSAL]", "【訓練リハーサル】"),
    Mode.DRILL: Words("[DRILL]", "【訓練】"),
    Mode.LIVE: Words("[LIVE]", "【実】"),
}


class PublicDisplay(QWidget):
    """Shows snapshots to everybody; it wishes nothing and knows no device.

    in_turn: whether it speaks English and Japanese in turn, kept in the settings (key A).
    """

    closing = Signal()

    def __init__(
        self, site: Site, translation: Translation, store: QSettings | None = None
    ) -> None:
        super().__init__()
        self._model = PublicModel(site)
        self._site = site
        self._translation = translation
        self._store = settings() if store is None else store
        self._mode: Mode | None = None
        self._replayed = False
        self._live_expected = False
        self._sitting_open = self._closing = False
        self.setObjectName("ground")
        self.canvas = PublicCanvas(self)
        self.border = EdgeBorder(self, "hatched", _BORDER_PX)
        self._edge: Edge = "hatched"
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.canvas)
        self._curtains = Curtains(self, None)
        self._since = QElapsedTimer()
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_at_age)
        self._turn = QTimer(self, interval=IN_TURN_MS)
        self._turn.timeout.connect(self._other_language)
        self.in_turn = self._store.value(_KEY, False, bool) is True
        translation.changed.connect(self.retranslate)
        appearance().changed.connect(self.restyle)
        for key, act in (
            ("F11", self.toggle_full_screen),
            ("Esc", self.showNormal),
            ("Ctrl+L", self.switch_language),
            ("A", self.toggle_in_turn),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.setMinimumSize(_LEAST)
        self.resize(1280, 720)
        self._leave_edge()
        self.retranslate()

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self._since.restart()
        self._curtains.present(snapshot)
        replayed = snapshot.replay is not None
        if (snapshot.mode, replayed) != (self._mode, self._replayed):
            self._mode, self._replayed = snapshot.mode, replayed
            self._edge = edge_of(snapshot)
            self._leave_edge()
            self._show_title()
        self.canvas.show_picture(self._model.picture(snapshot), old=False)

    def expect_live(self) -> None:
        """What is being opened is live: nothing may look simulated before its first picture."""
        self._live_expected = True
        self._edge = edge_of(None, live=True)
        self._leave_edge()
        self._show_title()

    # --- language and looks ---

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.canvas.speak(self._translation.language)
        self._show_title()

    def restyle(self) -> None:
        """Take the colours that are worn now."""
        self.border.set_width(_BORDER_PX)
        self._leave_edge()
        self.canvas.update()

    def switch_language(self) -> None:
        """Speak the other language."""
        self._translation.switch()

    def toggle_in_turn(self) -> None:
        """Speak both languages in turn, or only the chosen one again."""
        self.in_turn = not self.in_turn
        self._store.setValue(_KEY, self.in_turn)
        self._keep_turning()
        if not self.in_turn:
            self.canvas.speak(self._translation.language)

    def toggle_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _other_language(self) -> None:
        other: Language = "ja" if self.canvas.language == "en" else "en"
        self.canvas.speak(other)

    def _keep_turning(self) -> None:
        if self.in_turn and self.isVisible():
            self._turn.start()
        else:
            self._turn.stop()

    def _leave_edge(self) -> None:
        self.border.present(self._edge)
        edge = self.border.room_px
        self._rows.setContentsMargins(edge, edge, edge, edge)

    def _show_title(self) -> None:
        of = self._translation.of
        mode = self._mode or (Mode.LIVE if self._live_expected else Mode.REHEARSAL)
        told = said("replay.title", kind=_TITLES[mode]) if self._replayed else _TITLES[mode]
        words = (told, said("public.window"), self._site.title)
        kind, window, site = (of(one) for one in words)
        self.setWindowTitle(f"{kind} {window} – {site} – Kairetsu")

    def _look_at_age(self) -> None:
        picture = self.canvas.picture
        if picture is not None and self._since.elapsed() > OLD_AFTER_MS:
            self.canvas.show_picture(picture, old=True)

    # --- opening and closing ---

    def expect_sitting(self) -> None:
        """Stay until `let_go` when somebody closes the window: a sitting is open behind it."""
        self._sitting_open = True

    def let_go(self) -> None:
        """The sitting is closed: the window goes too, if it was closed."""
        self._sitting_open = False
        if self._closing:
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the age of the picture while it is seen."""
        super().showEvent(event)
        self._look.start()
        self._keep_turning()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no timer runs."""
        super().hideEvent(event)
        self._look.stop()
        self._turn.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let a sitting behind it close first."""
        self._closing = True
        self.closing.emit()
        if self._sitting_open:
            event.ignore()
            return
        super().closeEvent(event)
