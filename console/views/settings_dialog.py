"""Settings: language, day or night, size, colours of the switches, the sound of alarms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console import preferences
from console.appearance import appearance
from console.models.edge import Edge
from console.preferences import SOUNDS, Preferences
from console.theme import SCALES_PCT, scales_for
from console.translation import Translation
from console.views.choice_box import ChoiceBox
from console.views.edge_border import EdgeBorder
from console.views.switch_badge import BadgeSample
from console.views.text import button, label

_VOLUMES_PCT = (100, 75, 50, 25, 0)


class SettingsDialog(QDialog):
    """Every choice shows at once; Keep writes it down, Esc leaves all as it was.

    `chosen` tells the preferences whenever they are others, also when they are taken back.
    """

    chosen = Signal(object)  # Preferences
    heard = Signal(object)  # Preferences of which somebody wants to hear the sound

    def __init__(
        self,
        translation: Translation,
        store: QSettings,
        *,
        edge: Edge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation = translation
        self._store = store
        look = appearance()
        self._before = self._now = replace(
            preferences.read(store),
            language=translation.language,
            theme=look.theme,
            scale_pct=look.scale_pct,
            switch_colours=look.switch_colours,
        )
        self._border = EdgeBorder(self, edge)
        self._rows: dict[str, tuple[QLabel, ChoiceBox]] = {}
        self._sample = BadgeSample()
        self.hear = button("tool", "sound")
        self._keep, self._leave = button("main"), button("big")
        self._build()
        self.retranslate()
        self._show(self._before)
        for _, box in self._rows.values():
            box.currentIndexChanged.connect(self._take)
        translation.changed.connect(self.retranslate)
        self.hear.clicked.connect(lambda: self.heard.emit(self._now))
        self._keep.clicked.connect(self.accept)
        self._leave.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        for row, name in enumerate(_CHOICES):
            caption, box = label(), ChoiceBox()
            for choice in self._offered(name):
                box.addItem("", choice)
            caption.setBuddy(box)
            grid.addWidget(caption, row, 0)
            grid.addWidget(box, row, 1)
            self._rows[name] = (caption, box)
        grid.addWidget(self._sample, len(_CHOICES), 1)
        grid.addWidget(self.hear, tuple(_CHOICES).index("sound"), 2)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._keep)
        self._note = label("soft", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 22, 24, 22)
        rows.setSpacing(16)
        rows.addLayout(grid)
        rows.addWidget(self._note)
        rows.addLayout(buttons)

    def _offered(self, name: str) -> tuple[object, ...]:
        """The choices of one row; no scale for which this screen has no room."""
        if name != "scale_pct":
            return _CHOICES[name]
        parent = self.parentWidget()
        widest = max(
            self.screen().availableSize().width(),
            0 if parent is None else parent.window().width(),
        )
        return tuple(sorted({*scales_for(widest), self._before.scale_pct}))

    def box(self, name: str) -> ChoiceBox:
        """Return the box of one field of Preferences; "volume_pct" says "no sound" too."""
        return self._rows[name][1]

    @property
    def now(self) -> Preferences:
        """What is chosen now."""
        return self._now

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.setWindowTitle(self.tr("Settings"))
        captions = {
            "language": self.tr("Language"),
            "theme": self.tr("Theme"),
            "scale_pct": self.tr("Size of everything"),
            "switch_colours": self.tr("Colours of switches"),
            "sound": self.tr("Sound of alarms"),
            "volume_pct": self.tr("Volume"),
        }
        for name, (caption, box) in self._rows.items():
            caption.setText(captions[name])
            box.setAccessibleName(captions[name])
            words = self._words(name)
            for number in range(box.count()):
                box.setItemText(number, words[number])
        self._note.setText(self.tr("Every choice shows at once. Esc leaves everything as it was."))
        self.hear.setText(self.tr("Test"))
        self.hear.setAccessibleName(self.tr("hear the sound of an emergency once"))
        self._keep.setText(self.tr("Keep"))
        self._leave.setText(self.tr("Leave as it was"))
        self._sample.retranslate()

    def _words(self, name: str) -> tuple[str, ...]:
        """The choices of one row, in the order of _CHOICES."""
        percent = tuple(f"{value} %" for value in self._offered(name) if isinstance(value, int))
        return {
            "language": ("English", "日本語"),
            "theme": (self.tr("Day"), self.tr("Night")),
            "switch_colours": (
                self.tr("Power utility: red is closed, green is open"),
                self.tr("Neutral: shape and word only"),
                self.tr("Industry: green is closed, red is open"),
            ),
            "sound": (self.tr("Chime"), self.tr("Bell"), self.tr("Horn")),
            "volume_pct": (*percent[:-1], self.tr("No sound")),
        }.get(name, percent)

    # --- choosing ---

    def _take(self) -> None:
        chosen: dict[str, Any] = {n: box.currentData() for n, (_, box) in self._rows.items()}
        chosen["muted"] = chosen["volume_pct"] == 0
        if chosen["muted"]:
            chosen["volume_pct"] = self._now.volume_pct
        self._wear(Preferences(**chosen))

    def _wear(self, wanted: Preferences) -> None:
        self._now = wanted
        appearance().choose(
            theme=wanted.theme,
            scale_pct=wanted.scale_pct,
            switch_colours=wanted.switch_colours,
        )
        if wanted.language:
            self._translation.choose(wanted.language)
        self._sample.update()
        self.chosen.emit(wanted)
        self.adjustSize()

    def _show(self, wanted: Preferences) -> None:
        for name, (_, box) in self._rows.items():
            value = 0 if name == "volume_pct" and wanted.muted else getattr(wanted, name)
            if name == "volume_pct":
                value = min(_VOLUMES_PCT, key=lambda step: abs(step - value))
            box.setCurrentIndex(box.findData(value))

    def accept(self) -> None:
        """Keep what is chosen."""
        preferences.keep(self._now, self._store)
        super().accept()

    def reject(self) -> None:
        """Leave everything as it was."""
        if self._now != self._before:
            self._wear(self._before)
        super().reject()


_CHOICES: dict[str, tuple[object, ...]] = {
    "language": ("en", "ja"),
    "theme": ("day", "night"),
    "scale_pct": SCALES_PCT,
    "switch_colours": ("power", "neutral", "industrial"),
    "sound": SOUNDS,
    "volume_pct": _VOLUMES_PCT,
}
