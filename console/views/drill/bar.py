"""The bar that announces a drill: begun, standing still, a message that came, ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console import formatting
from console.icons import Mark
from console.models.drill import Announcement, alone, announced
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.one_line_text import OneLineText
from console.views.text import button, label, set_frame, set_role
from console.wishes import Wish
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words, same
from procedures.drill.views import FrozenView, MessageView
from procedures.drill.wishes import Thaw
from procedures.snapshot import Snapshot

_MARKS = {"frozen": "pause", "ended": "stop", "begun": "play", "message": "speech"}
_LONG_AGO_S = 60.0
_LONGEST = 90  # of a message: the rest is read in the panel


class DrillBar(QFrame):
    """Shows the gravest announcement until somebody has understood it; a freeze until it is over.

    None goes by its age alone: all that stands below would move under the hand of the trainee.
    in_sight: whether the messages themselves can be seen; `read_asked` asks for them. keeps_room:
    whether they have no place of their own: then the bar stands from the beginning to the end of
    the drill, and says quietly who waits.
    """

    read_asked = Signal()

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        in_sight: Callable[[], bool],
        *,
        keeps_room: Callable[[], bool] = lambda: False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "caution")
        self._site = site
        self._translation = translation
        self._send = send
        self._in_sight = in_sight
        self._keeps_room = keeps_room
        self._snapshot: Snapshot | None = None
        self._shown: Announcement | None = None
        self._understood: frozenset[str] = frozenset()
        self._mark = Mark("play", 24, "caution_ink")
        self.text = label("caution-head", wrap=True)
        self.line = OneLineText()  # of a message: the bar is as high as without one
        self.act = button()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 1, 14, 1)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.act, 0, Qt.AlignmentFlag.AlignVCenter)
        self.act.clicked.connect(self._press)
        self.hide()

    @property
    def shown(self) -> str:
        """What is announced now: frozen, ended, begun, message, "" for nothing."""
        return "" if self._shown is None else self._shown.what

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._row.setSpacing(density.gap + 4)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        if self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Announce what is to be announced of a picture."""
        before = self._snapshot
        if (before is None or before.replay is not None) and snapshot.time_s > _LONG_AGO_S:
            self._understood |= {"begun"}  # taken up again, or gone on from: everybody knows
        self._snapshot = snapshot
        if snapshot.drill is not None and self._in_sight():
            self._understood |= {one.id for one in snapshot.drill.messages}
        self._shown = found = announced(snapshot, self._understood)
        told = found is not None and found.what != "message"
        self.text.setVisible(told)
        self.line.setVisible(not told)
        set_frame(self, "quiet" if found is None else "caution")
        if found is None:
            self._say_who_waits(snapshot)
            return
        self.show()
        self._mark.choose(_MARKS[found.what], "caution_ink")
        set_role(self.text, "step" if found.what == "frozen" else "caution-head")
        set_role(self.line, "caution-head")
        (self.text if told else self.line).setText(
            self._translation.of(self._words(found, snapshot))
        )
        self._offer(found, snapshot)

    def _say_who_waits(self, snapshot: Snapshot) -> None:
        """Nothing is announced: say so in the room that the next announcement will need."""
        drill = snapshot.drill
        running = drill is not None and drill.begun and not drill.ended and snapshot.replay is None
        self.setVisible(running and self._keeps_room())
        waiting = [one.speaker for one in drill.messages if one.open] if drill is not None else []
        names = " · ".join(dict.fromkeys(map(self._translation.of, waiting)))
        words = self.tr("Waits for your answer: %1").replace("%1", names)
        self._mark.choose("speech", "ink_soft")
        set_role(self.line, "strong" if waiting else "soft")
        self.line.setText(words if waiting else self.tr("Nobody waits for an answer."))
        self.act.show()
        self.act.setText(self.tr("Read (F7)"))

    def _words(self, found: Announcement, snapshot: Snapshot) -> Words:
        if found.frozen is not None:
            return self._of_freeze(found.frozen, snapshot)
        if found.message is not None:
            return self._of_message(found.message, snapshot)
        return said(f"trainee.said_{found.what}")

    def _of_freeze(self, frozen: FrozenView, snapshot: Snapshot) -> Words:
        if frozen.disaster:
            return said("trainee.real_bar")
        when = formatting.time_at(snapshot.clock, snapshot.time_s, frozen.since_s)
        words = said("trainee.said_frozen", time=when)
        by = name_of(self._site, frozen.by, self._translation.language)
        why = said("trainee.frozen_why", by=by, reason=frozen.reason) if frozen.reason else same("")
        return Words(f"{words.en} {why.en}".strip(), f"{words.ja}{why.ja}")

    def _of_message(self, message: MessageView, snapshot: Snapshot) -> Words:
        when = formatting.time_at(snapshot.clock, snapshot.time_s, message.time_s)
        text = Words(_cut(message.text.en), _cut(message.text.ja))
        return said("trainee.came", time=when, who=message.speaker, text=text)

    def _offer(self, found: Announcement, snapshot: Snapshot) -> None:
        """The one button: read, understood, or, for who is alone, go on."""
        self.act.setVisible(found.what != "frozen" or alone(snapshot))
        if found.what == "frozen":
            self.act.setText(self.tr("Let time go on"))
        elif found.what == "message":
            self.act.setText(self.tr("Read (F7)"))
        else:
            self.act.setText(self.tr("Understood"))

    def _press(self) -> None:
        found, snapshot = self._shown, self._snapshot
        if snapshot is None:
            return
        if found is None:
            self.read_asked.emit()
            return
        if found.what == "frozen":
            self._send(Thaw(snapshot.sitter))
            return
        if found.what == "message":
            self.read_asked.emit()
        self._understood |= {found.key}
        self.present(snapshot)


def _cut(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
