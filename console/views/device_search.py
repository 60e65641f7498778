"""Finds a device by its number or name, in either language or in kana, and looks at it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from console.models.device_finding import DeviceFinder
from console.models.device_names import full_name
from console.models.edge import Edge
from console.models.glossary import terms
from console.theme import px
from console.translation import Translation
from console.views.edge_border import EdgeBorder
from console.views.text import label
from devices.site.site import Site

_DEVICE = Qt.ItemDataRole.UserRole
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class DeviceSearch(QDialog):
    """Type, arrow down, Enter: the keys of the list work while the field has the focus."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        found: Callable[[str], object],
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a device"))
        self.resize(px(420), px(420))
        self._found = found
        self._site = site
        self._language = translation.language
        self._border = EdgeBorder(self, edge)
        listed = [d for d in site.devices.values() if d.signals or d.verbs]
        self._order = [device.name for device in listed]
        self._finder = DeviceFinder(listed, _readings())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Number or name"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.said = label("soft", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("devices"))
        self.list.setSpacing(px(2))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 20)
        rows.addWidget(self.field)
        rows.addWidget(self.said)
        rows.addWidget(self.list, 1)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._take)
        self.list.itemClicked.connect(lambda _: self._take())
        self.finished.connect(self.deleteLater)
        self._filter("")
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the keys of a list to the list, wherever the focus is."""
        if Qt.Key(event.key()) in _TO_LIST:
            self.list.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _filter(self, typed: str) -> None:
        found = self._finder.find(typed) if typed.strip() else []
        names = [one.device for one in found] if typed.strip() else self._order
        self.list.clear()
        for name in names:
            item = QListWidgetItem(full_name(self._site.devices[name], self._language))
            item.setData(_DEVICE, name)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if names else -1)
        near = bool(found) and found[0].near
        self.said.setText(self._words(typed, any_found=bool(names), near=near))
        self.said.setVisible(bool(self.said.text()))

    def _words(self, typed: str, *, any_found: bool, near: bool) -> str:
        if not any_found:
            return self.tr("No device is called %1.").replace("%1", typed)
        if near:
            return self.tr("No device is called %1. Perhaps you mean:").replace("%1", typed)
        return ""

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._found(item.data(_DEVICE))


@cache
def _readings() -> dict[str, str]:
    """How the words of the glossary and those in names of devices are read, in kana."""
    file = resources.files("resources").joinpath("device_readings.csv").read_text("utf-8")
    names = {row["ja"]: row["reading"] for row in csv.DictReader(file.splitlines())}
    return names | {way: one.reading for one in terms() for way in one.japanese if one.reading}
