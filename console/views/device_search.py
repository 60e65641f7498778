"""Finds a device by its number or name and looks at it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from console.models.device_names import full_name
from console.translation import Translation
from console.views.dialog_size import open_at
from console.views.hatched_border import HatchedBorder
from devices.site.site import Site

_DEVICE = 0x0100  # Qt.ItemDataRole.UserRole


class DeviceSearch(QDialog):
    """Type, arrow down, Enter."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        found: Callable[[str], None],
        *,
        hatched: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a device"))
        open_at(self, 420, 420)
        self._found = found
        self._border = HatchedBorder(self) if hatched else None
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Number or name"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("devices"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 20, 20, 20)
        rows.addWidget(self.field)
        rows.addWidget(self.list, 1)
        for device in site.devices.values():
            if device.signals or device.verbs:
                item = QListWidgetItem(full_name(device, translation.language))
                item.setData(_DEVICE, device.name)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._take)
        self.list.itemActivated.connect(lambda _: self._take())
        self.finished.connect(self.deleteLater)
        self.field.setFocus()

    def _filter(self, wanted: str) -> None:
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            shown = wanted.lower() in item.text().lower()
            item.setHidden(not shown)
            if shown and first is None:
                first = row
        self.list.setCurrentRow(-1 if first is None else first)

    def _take(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() >= 0 and not item.isHidden():
            self.accept()
            self._found(item.data(_DEVICE))
