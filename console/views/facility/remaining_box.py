"""What is left: hours, telephones, and how full the outlet is."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console import formatting
from console.models.facility import Amount, Gauge, Remaining
from console.theme import palette
from console.translation import Translation
from console.views.facility.sizes import Sizes
from console.views.facility.water_glass import WaterGlass
from console.views.ruby_label import RubyLabel
from devices.phrases import said
from devices.words import Words

_MANY_HOURS = 96.0
_NEARLY_FULL = 0.8


class RemainingBox(QWidget):
    """Three figures, or plain words where nothing is known; a stale one says how old it is."""

    def __init__(self, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = translation
        self._shown: Remaining | None = None
        self.hours = _Figure()
        self.phones = _Figure()
        self.gauge = _Figure()
        self.glass = WaterGlass()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.hours, 11)
        self._row.addWidget(self.phones, 11)
        self._row.addWidget(self.gauge, 12)
        self._row.addWidget(self.glass)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._row.setContentsMargins(sizes.of(16), sizes.of(8), sizes.of(12), sizes.of(8))
        self._row.setSpacing(sizes.of(10))
        for part in (self.hours, self.phones, self.gauge, self.glass):
            part.set_sizes(sizes)

    def present(self, left: Remaining) -> None:
        """Show what is left."""
        self._shown = left
        self._retell()

    def _retell(self) -> None:
        left, of = self._shown, self._translation.of
        if left is None:
            return
        for figure in (self.hours, self.phones, self.gauge):
            figure.stand_level(roomy=self._translation.language == "ja")
        source = of(said(f"facility.from_{left.source}")) if left.source else ""
        self.phones.setVisible(left.fed)
        if left.fed:
            self._show_figure(self.hours, "left", _hours(left), left.hours, source)
            at_once = of(said("facility.at_once")) if left.at_once else source
            self._show_figure(self.phones, "phones", _phones(left), left.phones, at_once)
        else:
            self.hours.present(of(said("facility.power_now")), of(_unfed(left)), "")
        self._show_gauge(left)
        figures = [one.told for one in (self.hours, self.phones, self.gauge)]
        self.setAccessibleName(", ".join(told for told in figures if told))

    def _show_figure(
        self, figure: _Figure, name: str, value: Words, amount: Amount | None, source: str
    ) -> None:
        """A value with its age, or else with what feeds."""
        of = self._translation.of
        known = amount is not None or name == "left"
        remark = self._age(amount) or (source if known else "")
        figure.present(of(said(f"facility.{name}")), of(value), remark, stale=_is_stale(amount))

    def _show_gauge(self, left: Remaining) -> None:
        of, gauge = self._translation.of, left.gauge
        self.gauge.setVisible(gauge is not None)
        self.glass.setVisible(gauge is not None)
        if gauge is None:
            return
        used = gauge.used_kw
        words = said("facility.not_known")
        if used is not None:
            shown = formatting.plain(max(0.0, used.value), 1)
            words = said(
                "facility.kw_of",
                used=shown,
                limit=formatting.plain(gauge.limit_kw, 0 if gauge.limit_kw >= 10 else 1),
            )
        age = self._age(used) or of(_fullness(gauge))
        self.gauge.present(of(said("facility.used")), of(words), age, stale=_is_stale(used))
        share = None if used is None else gauge.share
        self.glass.present(share, f"{of(words)} {age}")

    def _age(self, amount: Amount | None) -> str:
        if amount is None or amount.age_s is None:
            return ""
        age = formatting.age(amount.age_s, self._translation.language)
        return self._translation.of(said("facility.stale", age=age))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint its card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().edge), 1))
        painter.setBrush(QColor(palette().card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class _Figure(QWidget):
    """A name, a large value, and a small remark."""

    def __init__(self) -> None:
        super().__init__()
        self.name = RubyLabel(18, ink="ink_soft")
        self.value = RubyLabel(28, bold=True)
        self.remark = RubyLabel(18, ink="ink_soft")
        self._sizes = Sizes()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for part in (self.name, self.value, self.remark):
            rows.addWidget(part)
        rows.addStretch(1)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self.name.set_size(sizes.of(19))
        self._sizes = sizes
        self.remark.set_size(sizes.of(18))

    @property
    def told(self) -> str:
        """What it says, as a screen reader says it; nothing while it is hidden."""
        parts = (self.name, self.value, self.remark)
        return " ".join(part.accessibleName() for part in parts) if not self.isHidden() else ""

    def stand_level(self, *, roomy: bool) -> None:
        """Let names and values of all figures stand on the same lines."""
        self.name.stand_level(roomy=roomy)
        self.value.stand_level(roomy=roomy)

    def present(self, name: str, value: str, remark: str, *, stale: bool | None = None) -> None:
        """Show a value; a remark about its age makes it one that is known no longer."""
        old = bool(remark) if stale is None else stale
        self.name.set_text(name)
        figures = any(letter.isdigit() for letter in value)
        self.value.set_size(self._sizes.of(27 if figures else 20))  # words say that there is none
        self.value.set_text(f"{value} ?" if old else value)
        self.value.set_ink("ink_soft" if old else "ink")
        self.remark.set_text(remark)


def _is_stale(amount: Amount | None) -> bool:
    return amount is not None and amount.age_s is not None


def _hours(left: Remaining) -> Words:
    if left.at_once and left.source == "pcs_outlet":
        return said("facility.while_sun")
    if left.hours is None:
        return said("facility.not_known")
    if left.hours.value < 1.0:
        return said("facility.one_hour")
    if left.hours.value > _MANY_HOURS:
        return said("facility.many_hours")
    return said("facility.hours", count=f"{int(left.hours.value)}")


def _phones(left: Remaining) -> Words:
    if left.phones is None:
        return said("facility.not_known")
    return said("facility.phone_count", count=f"{left.phones.value:,.0f}")


def _unfed(left: Remaining) -> Words:
    """Why there are no figures: nothing of the building feeds."""
    return said("facility.usual_supply" if left.usual else "facility.not_fed")


def _fullness(gauge: Gauge) -> Words:
    if gauge.used_kw is None:
        return Words("", "")
    if gauge.share > 1.0:
        return said("facility.too_much")
    return said("facility.nearly_full" if gauge.share >= _NEARLY_FULL else "facility.room_left")
