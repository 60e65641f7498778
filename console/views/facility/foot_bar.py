"""The line at the bottom: back, whom to call, print, dark or light, the other language, help."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console import icons
from console.appearance import appearance
from console.models.facility import in_trouble
from console.models.facility_step import easy
from console.theme import palette
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.sizes import Sizes
from console.views.ruby_label import RubyLabel
from devices.phrases import said
from devices.site.site import Site

_OTHER_LANGUAGE = {"en": "日本語", "ja": "English"}  # each by its own name


class FootBar(QWidget):
    """Small buttons, never smaller than a finger; the telephone line stands between them."""

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._role = in_trouble(site)
        self.back = BigButton("plain", 20)
        self.print = BigButton("link", 20)
        self.night = BigButton("link", 20)
        self.language = BigButton("link", 20)
        self.help = BigButton("link", 20)
        self._mark = _Telephone()
        self.telephone = RubyLabel(22, bold=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back)
        self._row.addStretch(1)
        self._row.addWidget(self._mark)
        self._row.addWidget(self.telephone, 100, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.print, self.night, self.language, self.help):
            self._row.addWidget(button)
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def buttons(self) -> tuple[BigButton, ...]:
        """All of them."""
        return (self.back, self.print, self.night, self.language, self.help)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._row.setContentsMargins(sizes.of(28), 0, sizes.of(20), 0)
        self._row.setSpacing(sizes.of(4))
        self.telephone.set_size(sizes.of(20))
        self._mark.setFixedSize(QSize(sizes.of(26), sizes.of(26)))
        for button in self.buttons:
            button.set_sizes(sizes)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        language = self._translation.language
        dark = appearance().theme == "night"
        for button, key in (
            (self.back, "back"),
            (self.print, "print"),
            (self.night, "day" if dark else "night"),
            (self.help, "help"),
        ):
            button.set_words(easy(said(f"facility.{key}"), language))
            button.stand_level(roomy=language == "ja")
        self.language.set_words(_OTHER_LANGUAGE[language])
        self.language.stand_level(roomy=language == "ja")
        if self._role is not None and self._role.contact is not None:
            words = said(
                "facility.in_trouble", who=self._role.title, number=self._role.contact.number
            )
            self.telephone.set_text(self._translation.of(words))
            self._mark.setAccessibleName(self.telephone.accessibleName())


class _Telephone(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, "speech", QRectF(self.rect()), palette().ink)
