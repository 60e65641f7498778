"""The top bar: what kind of sitting, where, and the figures that everybody asks for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console import formatting
from console.icons import icon
from console.models.alarm_table import AlarmCounts
from console.models.drill import alone
from console.pace import keeps_real_time
from console.theme import Density, px
from console.translation import Translation
from console.views.alarm_counts import AlarmCountsChip
from console.views.figure import Figure
from console.views.one_line_text import OneLineText
from console.views.speed_control import SpeedControl
from console.views.text import button, label, set_stage, tight
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import Mode, Snapshot

_MODE_WORDS = {
    Mode.REHEARSAL: Words("REHEARSAL", "訓練リハーサル"),
    Mode.DRILL: Words("DRILL", "訓練"),
    Mode.LIVE: Words("LIVE", "実"),
}
_LOAD = "island.load_kw"
_FIGURES = (
    "bess.soc_pct",
    "island.hours_left_h",
    "island.f_hz",
    "island.v_kv",
    _LOAD,
)


_AT_WORK = ("running", "ramping", "standby")

_NAMES_FROM_PX = 1760  # narrower, the figures need the room


class TopBar(QFrame):
    """One row of figures, 64 pixels high."""

    speed_chosen = Signal(float)
    language_asked = Signal()
    help_asked = Signal()
    view_asked = Signal()

    def __init__(
        self, site: Site, translation: Translation, speed: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._site = site
        self._translation = translation
        self._snapshot: Snapshot | None = None
        self._expected: tuple[Mode, bool] | None = None
        self._batteries = tuple(
            f"{device.name}.state"
            for device in site.devices.values()
            if device.kind == "battery_inverter" and not device.planned
        )
        self._badge = label("badge")
        self._badge.hide()
        self._title = _Name("header")
        self._subtitle = _Name("soft")
        self._phase = Figure(in_words=True)
        self._figures = {name: Figure() for name in _FIGURES}
        self._chip = AlarmCountsChip()
        self._clock = label("header")
        self._since = label("soft")
        self._speed = SpeedControl(speed)
        self._language = button("bar", "language")
        self._roomy = True
        self.view = button("bar", "view")
        self._help = button("bar")
        self._help.setIcon(icon("help", "bar_ink"))
        self._build()
        self._speed.chosen.connect(self.speed_chosen)
        self._language.clicked.connect(self.language_asked)
        self._help.clicked.connect(self.help_asked)
        self.view.clicked.connect(self.view_asked)
        self.retranslate()

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 10, 0)
        self._row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(_pair(self._title, self._subtitle))
        self._row.addStretch(1)
        for figure in (self._phase, *self._figures.values()):
            self._row.addWidget(figure)
            self._row.addStretch(1)
        self._row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        right = QVBoxLayout()
        tight(right, 1)
        right.addStretch(1)
        right.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._since, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        self._row.addLayout(right)
        self._row.addSpacing(4)
        for tool in (self._speed, self._language, self.view, self._help):
            self._row.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)

    def expect(self, mode: Mode, *, replayed: bool) -> None:
        """Say what is being opened; what is real has no speed, a replay a bar of its own."""
        self._expected = mode, replayed
        self._show_badge(mode, replayed=replayed)
        self._speed.hide()

    def _show_badge(self, mode: Mode, *, replayed: bool) -> None:
        kind = self._translation.of(_MODE_WORDS[mode])
        words = self.tr("REPLAY (%1)").replace("%1", kind) if replayed else kind
        self._badge.setText(words)
        set_stage(self._badge, "replay" if replayed else "live" if mode is Mode.LIVE else "")
        self._badge.show()

    def resize_to(self, density: Density) -> None:
        """Take the height and the gaps of `density`; a narrow bar leaves the scenario out."""
        self.setFixedHeight(density.bar)
        self._row.setSpacing(density.gap if density.name == "roomy" else density.gap - 2)
        self._roomy = density.name == "roomy"
        self._show_names()
        self._phase.resize_to(density)
        self._figures[_LOAD].setVisible(density.name != "tight")  # the one-line shows it too
        self._name_language()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the names of site and scenario out where they would be cut off."""
        super().resizeEvent(event)
        self._show_names()

    def _show_names(self) -> None:
        shown = self._roomy and self.width() >= px(_NAMES_FROM_PX)
        self._title.setVisible(shown)
        self._subtitle.setVisible(shown)

    def choose_speed(self, speed: float) -> None:
        """Choose `speed`; 0 pauses."""
        self._speed.choose(speed)

    def toggle_pause(self) -> None:
        """Pause plant time, or let it go on; real time and an instructor's cannot be paused."""
        if self._snapshot is None or not self._speed.isHidden():
            self._speed.pause.toggle()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        captions = (
            self.tr("SoC"),
            self.tr("Supply left"),
            self.tr("Frequency"),
            self.tr("Voltage"),
            self.tr("Island load"),
        )
        for figure, caption in zip(self._figures.values(), captions, strict=True):
            figure.name(caption)
        self._phase.name(self.tr("Phase"))
        self._name_language()
        self._language.setAccessibleName(self.tr("switch to Japanese"))
        self._help.setAccessibleName(self.tr("help"))
        self.view.setAccessibleName(self.tr("view: panels, layout, windows (Alt+V)"))
        self._speed.retranslate()
        if self._snapshot is not None:
            self.present(self._snapshot)
        else:
            if self._expected is not None:
                mode, replayed = self._expected
                self._show_badge(mode, replayed=replayed)
            self._chip.present(AlarmCounts.of(()))
            for figure in (self._phase, *self._figures.values()):
                figure.present(formatting.NOTHING, "")

    def _name_language(self) -> None:
        """The other language by its own name; where room is short, by its mark alone."""
        other = "日本語" if self._translation.language == "en" else "English"
        self._language.setText(other if self._roomy else "")
        self._language.setIcon(QIcon() if self._roomy else icon("language", "bar_ink"))
        self._language.setToolTip(other)

    def present(self, snapshot: Snapshot) -> None:
        """Show a picture of the sitting."""
        self._snapshot = snapshot
        of = self._translation.of
        live, replayed = snapshot.mode is Mode.LIVE, snapshot.replay is not None
        self._show_badge(snapshot.mode, replayed=replayed)
        # what is real passes in real time; a replay has a bar of its own
        led = snapshot.drill is not None and not alone(snapshot)  # time is the instructor's
        self._speed.setVisible(not live and not replayed and not led)
        self._title.setText(of(snapshot.site_title))
        self._subtitle.setText(of(snapshot.scenario_title))
        self._phase.present(of(snapshot.phase_title), "")
        self._chip.present(AlarmCounts.of(snapshot.alarms))
        self._clock.setText(formatting.clock_time(snapshot.clock))
        self._show_blackout(snapshot)
        self._show_pace(snapshot)
        for name, figure in self._figures.items():
            self._show_figure(name, figure, snapshot)

    def _show_pace(self, snapshot: Snapshot) -> None:
        """Say that a fast sitting keeps real time for the moment."""
        if self._speed.speed > 1 and keeps_real_time(snapshot):
            self._since.setText(self.tr("1× while you act"))

    def _show_blackout(self, snapshot: Snapshot) -> None:
        """Since when the utility is away; nothing where it is, and nobody saw it go."""
        supply = snapshot.values.get("island.supply")
        if snapshot.blackout_s is not None:
            since = formatting.span(snapshot.blackout_s)
            self._since.setText(self.tr("blackout %1").replace("%1", since))
        else:
            fed = supply is not None and supply.known == "utility"
            self._since.setText(self.tr("no blackout") if fed else "")

    def _show_figure(self, name: str, figure: Figure, snapshot: Snapshot) -> None:
        signal = self._site.signals.get(name)
        reading, language = snapshot.values.get(name), self._translation.language
        if signal is None:
            figure.present(formatting.NOTHING, "")
        elif name == "island.hours_left_h":
            shown = formatting.shown(signal, reading, snapshot.time_s, language, unit=False)
            value = None if reading is None or shown.bad else reading.value
            # a battery that feeds nothing would last for days: that says nothing of the supply
            left_h = float(value) if isinstance(value, int | float) else None
            if self._feeds_nothing(snapshot):
                left_h = None
            stale = "" if shown.age_s is None else " ?"
            hours = formatting.hours(left_h) + stale
            figure.present_reading(replace(shown, text=hours), self.tr("h"))
        else:
            shown = formatting.shown(signal, reading, snapshot.time_s, language, unit=False)
            figure.present_reading(shown, signal.unit)

    def _feeds_nothing(self, snapshot: Snapshot) -> bool:
        """Whether the section is known to be dead, or every battery to be out of work."""
        supply = snapshot.values.get("island.supply")
        if supply is not None and supply.known == "dead":
            return True
        states = [snapshot.values.get(name) for name in self._batteries]
        known = [state.known for state in states if state is not None]
        return bool(known) and not any(state in _AT_WORK for state in known)


class _Name(OneLineText):
    """As wide as its words, and shortened before any figure has to give way."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size that shows everything."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(words, self.minimumSizeHint().height())


def _pair(upper: QWidget, lower: QWidget) -> QVBoxLayout:
    rows = QVBoxLayout()
    tight(rows, 1)
    rows.addStretch(1)
    rows.addWidget(upper)
    rows.addWidget(lower)
    rows.addStretch(1)
    return rows
