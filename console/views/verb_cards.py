"""All that the chosen device can be told, one card a verb; made once and followed from then on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from console.translation import Translation
from console.views.text import tight
from console.views.verb_card import VerbCard
from devices.site.site import Device
from procedures.intents import Intent
from procedures.snapshot import VerbView


class VerbCards(QVBoxLayout):
    """The cards below each other."""

    def __init__(self, translation: Translation, send: Callable[[Intent], None]) -> None:
        super().__init__()
        tight(self, 6)
        self._translation = translation
        self._send = send
        self._made_for = ("", "")
        self.cards: dict[str, VerbCard] = {}

    def present(
        self, device: Device, views: Sequence[VerbView], instructors: Sequence[tuple[str, str]]
    ) -> bool:
        """Show what `device` can do; say whether the cards had to be made anew."""
        wanted = (device.name, self._translation.language)
        anew = self._made_for != wanted or set(self.cards) != {view.verb for view in views}
        if anew:
            self.clear()
            self._made_for = wanted
            for view in views:
                verb = device.verbs[view.verb]
                card = VerbCard(self._translation, self._send, view, verb, instructors=instructors)
                self.cards[view.verb] = card
                self.addWidget(card)
        for view in views:
            self.cards[view.verb].follow(view)
        return anew

    def wear(self, role: str) -> None:
        """Select in the name of `role` from now on."""
        for card in self.cards.values():
            card.role = role

    def clear(self) -> None:
        """Take all cards away: another device is looked at."""
        for card in self.cards.values():
            self.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        self._made_for = ("", "")
