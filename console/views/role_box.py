"""In whose role a person commands a device: his own stands first, and none is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from console.translation import Translation
from console.views.choice_box import ChoiceBox
from devices.site.site import Site
from procedures.snapshot import VerbView


class RoleBox(ChoiceBox):
    """Offers the roles that verbs want; what was chosen stays chosen while it is offered."""

    def __init__(self, site: Site, translation: Translation) -> None:
        super().__init__()
        self._site = site
        self._translation = translation

    @property
    def role(self) -> str:
        """The role that is worn, "" for none."""
        return self.currentData() or ""

    def offer(self, views: Sequence[VerbView], mine: Sequence[str]) -> None:
        """Offer the roles of `views`; mine: those of the sitter."""
        wanted = list(dict.fromkeys(role for view in views for role in view.roles))
        wanted.sort(key=lambda role: role not in mine)
        worn = self.role
        self.clear()
        for role in wanted:
            title = self._site.roles[role].title if role in self._site.roles else None
            self.addItem(role, role)
            words = self._translation.of(title)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        if worn in wanted:
            self.setCurrentIndex(wanted.index(worn))
        elif wanted and wanted[0] in mine:
            self.setCurrentIndex(0)
