"""What the trainee is told beside the procedure (状況付与), hints, and the code word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console import formatting
from console.models.drill import HINTS, alone, as_listed, given_hints, hint_to_ask
from console.theme import Density, density_for
from console.translation import Translation
from console.views.drill.hint_card import HintCard
from console.views.drill.message_card import MessageCard
from console.views.hold_button import HoldButton
from console.views.steady_scroll import SteadyScroll
from console.views.text import label, tight
from console.views.wide_button import WideButton
from console.wishes import Wish
from procedures.drill.views import DrillView, MessageView
from procedures.drill.wishes import AnswerMessage, EndDrill, Freeze, GiveHint
from procedures.snapshot import Snapshot


class MessagesPanel(QFrame):
    """What waits comes first; what waits for an answer has a strong edge. A hint is paid for.

    moved: cards changed their places, maybe under somebody's hand.
    """

    moved = Signal()

    def __init__(
        self,
        translation: Translation,
        send: Callable[[Wish], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self._translation = translation
        self._send = send
        self._snapshot: Snapshot | None = None
        self._density: Density = density_for(1920)
        self.cards: dict[str, MessageCard] = {}
        self.hints: dict[str, HintCard] = {}
        self._order: tuple[str, ...] = ()
        self._head = label("strong")
        self._nothing = label("soft", wrap=True)
        self.hint = WideButton("tool", "guidance")
        self._why = label("soft", wrap=True)
        self.end = HoldButton(role="tool")
        self.real = HoldButton(role="tool")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        body = QWidget()
        self._column = QVBoxLayout(body)
        tight(self._column, 6)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self.list = SteadyScroll(body)
        self.list.setObjectName("messagelist")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows go through the list
        feet = QHBoxLayout()
        tight(feet, 6)
        for foot in (self.hint, self.end, self.real):
            feet.addWidget(foot)
        feet.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 6, 8, 8)
        rows.setSpacing(4)
        rows.addWidget(self._head)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._why)
        rows.addLayout(feet)
        self.hint.clicked.connect(self._ask_hint)
        self.end.held.connect(self._end)
        self.real.held.connect(self._say_real)

    def resize_to(self, density: Density) -> None:
        """Take the text sizes of `density`."""
        self._density = density
        for card in self.cards.values():
            card.resize_to(density)
        for hint in self.hints.values():
            hint.resize_to(density)

    def show_title(self, on: bool) -> None:
        """Write the name of the panel, or leave it to what stands above it."""
        self._head.setVisible(on)

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self._head.setText(self.tr("Messages"))
        self.list.setAccessibleName(self._head.text())
        self._nothing.setText(self.tr("Nobody has called or written yet."))
        self.hint.setText(self.tr("Hint (-2 points)"))
        self.end.setText(self.tr("End: hold 1 s"))
        self.real.setText(self.tr("Real event: hold 1 s"))
        self.hint.setAccessibleName(self.tr("ask for a hint; it costs 2 points"))
        self.end.setAccessibleName(self.tr("end the drill: hold for one second"))
        self.real.setAccessibleName(self.tr("say that something real happens: stops the drill"))
        if self._snapshot is not None:
            self.present(self._snapshot)

    def present(self, snapshot: Snapshot) -> None:
        """Show the messages and hints of a picture."""
        self._snapshot = snapshot
        drill = snapshot.drill
        past = snapshot.replay is not None
        running = drill is not None and drill.begun and not drill.ended and not past
        self.real.setVisible(running)
        self.end.setVisible(running and alone(snapshot))
        self.hint.setVisible(running)
        self._why.hide()
        if drill is None:
            self._put(())
            return
        self._show_hint_button(drill)
        for message in drill.messages:
            card = self.cards.get(message.id) or self._new_card(message.id)
            card.present(message, self._when(message.time_s), past=not running)
        for hint in given_hints(drill):
            self._hint_card(hint.task).present(hint, self._when(hint.time_s))
        self._put(
            tuple(
                f"m:{one.id}" if isinstance(one, MessageView) else f"h:{one.task}"
                for one in as_listed(drill)
            )
        )

    def first(self) -> QWidget:
        """What takes the keyboard: the oldest message that waits for an answer, else the list."""
        waiting = [one.id for one in self._drill_messages() if one.open]
        if waiting:
            return self.cards[waiting[0]].first
        return self.list

    def _drill_messages(self) -> tuple[MessageView, ...]:
        drill = None if self._snapshot is None else self._snapshot.drill
        return () if drill is None else drill.messages

    def _show_hint_button(self, drill: DrillView) -> None:
        allowed, there = HINTS in drill.help, hint_to_ask(drill) is not None
        self.hint.setEnabled(allowed and there and drill.frozen is None)
        if not allowed:
            self._why.setText(self.tr("This drill is without hints."))
        elif not there:
            self._why.setText(self.tr("There is no hint for what is asked of you now."))
        else:
            self._why.setText("")
        self._why.setVisible(bool(self._why.text()) and not self.hint.isHidden())

    def _put(self, order: tuple[str, ...]) -> None:
        """Bring the cards into their order; what is gone goes."""
        if order == self._order:
            return
        self._order = order
        for known in (self.cards, self.hints):
            mark = "m:" if known is self.cards else "h:"
            for gone in [name for name in known if f"{mark}{name}" not in order]:
                known.pop(gone).deleteLater()
        for at, name in enumerate(order):
            kind, _, key = name.partition(":")
            card = self.cards[key] if kind == "m" else self.hints[key]
            self._column.insertWidget(at, card)
        self._nothing.setVisible(not order)
        self.moved.emit()

    def _new_card(self, message: str) -> MessageCard:
        made = MessageCard(self._translation, partial(self._answer, message))
        made.resize_to(self._density)
        self.cards[message] = made
        return made

    def _hint_card(self, task: str) -> HintCard:
        if task not in self.hints:
            self.hints[task] = HintCard(self._translation)
            self.hints[task].resize_to(self._density)
        return self.hints[task]

    def _when(self, time_s: float) -> str:
        assert self._snapshot is not None
        return formatting.time_at(self._snapshot.clock, self._snapshot.time_s, time_s)

    @property
    def _sitter(self) -> str:
        return "" if self._snapshot is None else self._snapshot.sitter

    def _answer(self, message: str, answer: str, text: str) -> None:
        self._send(AnswerMessage(message, self._sitter, answer, text))

    def _ask_hint(self) -> None:
        drill = None if self._snapshot is None else self._snapshot.drill
        hint = None if drill is None else hint_to_ask(drill)
        if hint is not None:
            self._send(GiveHint(hint.task, self._sitter))

    def _end(self) -> None:
        self._send(EndDrill(self._sitter))

    def _say_real(self) -> None:
        self._send(Freeze(self._sitter, disaster=True))
