"""The button that silences the alarms that call now, and the words where nothing can be heard."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from console.icons import icon
from console.sound import AlarmSound
from console.views.text import label


class SilenceButton(QPushButton):
    """Silence while something sounds; for a record that is shown again it asks for its sound.

    Where nothing can be heard it says so; what calls can be silenced all the same, so that it does
    not begin when the device is there again. trouble: the same in a sentence, where there is room.
    """

    def __init__(self, sound: AlarmSound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self.trouble = label("soft")
        self.trouble.hide()
        self.setProperty("role", "tool")
        self.setAutoDefault(False)
        self.clicked.connect(self.press)
        sound.changed.connect(self.retranslate)
        self.retranslate()

    def press(self) -> None:
        """Silence what calls; in a record, let it be heard or not."""
        if self._sound.replayed:
            self._sound.sound_in_replay(not self._sound.in_replay)
            self.retranslate()
        else:
            self._sound.silence()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        with_sound = self.tr("Sound off") if self._sound.in_replay else self.tr("With sound")
        self.setText(with_sound if self._sound.replayed else self.tr("Silence"))
        self.setAccessibleName(self.tr("silence the alarms that sound now"))
        self.trouble.setText(self.tr("no sound device: alarms are shown only"))
        self.setIcon(icon("sound" if self._sound.replayed else "silence"))
        self.setEnabled(self._sound.replayed or self._sound.sounding is not None)
        if self._sound.trouble:
            self.setText(self.tr("No sound"))
            self.setAccessibleName(self.trouble.text())
