"""The sound of alarms: it lasts until every alarm that calls is acknowledged, or silenced.

`AlarmSound` decides what sounds; an output makes it heard. The loudspeaker has a thread of its own,
and opens the device only while something sounds.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from console.preferences import Preferences
from console.tones import RATE_HZ, Tone
from procedures.snapshot import AlarmState, AlarmView, Snapshot

_log = logging.getLogger(__name__)

_CALLS = (AlarmState.UNACKNOWLEDGED, AlarmState.RETURNED)
_LOUD_PRIORITIES = (1, 2)
_BYTES_A_FRAME = 2
_UNSEEN = ("offscreen", "minimal")  # platforms of Qt without a screen
_BUFFER_S = 0.2
_PATIENCE_S = 2.0
_TRY_AGAIN_MS = 5000  # while an alarm calls that nobody hears


class Output(Protocol):
    """Where tones are heard. No call waits; what fails is told to whoever was given."""

    def loop(self, tone: Tone | None) -> None:
        """Sound again and again, instead of whatever sounds now; None is silence."""

    def once(self, tone: Tone) -> None:
        """Sound one time."""

    def close(self) -> None:
        """Be silent, and let go of the device."""


class AlarmSound(QObject):
    """Which tone the alarms of a picture call for.

    Silence is for the alarms that call at that moment; a new one sounds again. A record that is
    shown again is silent unless `sound_in_replay` asks for it.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._output: Output | None = None
        self._preferences = Preferences()
        self._calling: dict[tuple[str, float], int] = {}  # an alarm as it came: its priority
        self._silenced: set[tuple[str, float]] = set()
        self._replayed = self._in_replay = False
        self._sounding: Tone | None = None
        self._again = QTimer(self)
        self._again.setInterval(_TRY_AGAIN_MS)
        self._again.timeout.connect(self.try_again)
        self.trouble = ""

    # --- what is known ------------------------------------------------------------------------

    @property
    def sounding(self) -> Tone | None:
        """What is to be heard now."""
        return self._sounding

    @property
    def replayed(self) -> bool:
        """Whether what is shown is past."""
        return self._replayed

    @property
    def in_replay(self) -> bool:
        """Whether the alarms of a record sound too."""
        return self._in_replay

    # --- what comes in ------------------------------------------------------------------------

    def use(self, output: Output) -> None:
        """Be heard from `output` from now on."""
        self._output = output
        self._sounding = None
        self._sound()

    def wear(self, preferences: Preferences) -> None:
        """Sound as somebody has chosen."""
        self._preferences = preferences
        self._sound()

    def take(self, snapshot: Snapshot) -> None:
        """Follow the alarms of a new picture."""
        replayed = snapshot.replay is not None
        if replayed != self._replayed:
            self._replayed = replayed
            self.changed.emit()
        calling = {(a.id, a.time_s): a.priority for a in snapshot.alarms if _calls(a)}
        if calling != self._calling:
            self._calling = calling
            self._silenced &= calling.keys()
        self._sound()

    def silence(self) -> None:
        """Silence the alarms that call now."""
        self._silenced |= self._calling.keys()
        self._sound()

    def sound_in_replay(self, on: bool) -> None:
        """Let the alarms of a record sound too, or not."""
        self._in_replay = on
        self._sound()

    def try_out(self, preferences: Preferences) -> None:
        """Let somebody hear what he is about to choose: that of an emergency, once."""
        if self._output is not None and not preferences.muted:
            self._output.once(Tone(preferences.sound, 1, preferences.volume_pct))

    def ring(self) -> None:
        """Let a telephone ring, once: somebody calls in a drill. Alarms that sound go before."""
        chosen = self._preferences
        if self._output is not None and not chosen.muted and self._sounding is None:
            self._output.once(Tone("telephone", 2, chosen.volume_pct))

    def tell_trouble(self, why: str) -> None:
        """There is no sound, and why: said once, alarms are shown all the same.

        What calls is tried again every few seconds, until it is heard.
        """
        if not self.trouble:
            _log.warning("no sound: %s", why)
            self.trouble = why
            self._again.start()
            self.changed.emit()

    def tell_heard(self) -> None:
        """A tone is heard: whatever was the matter is over."""
        if self.trouble:
            _log.warning("there is sound again")
            self.trouble = ""
            self._again.stop()
            self.changed.emit()

    def try_again(self) -> None:
        """Let the output try once more what could not be heard."""
        if self._output is not None and self.trouble and self._sounding is not None:
            self._output.loop(self._sounding)

    def close(self) -> None:
        """Be silent for good."""
        self._again.stop()
        if self._output is not None:
            self._output.close()

    def _sound(self) -> None:
        tone = self._wanted()
        if tone == self._sounding:
            return
        self._sounding = tone
        if self._output is not None:
            self._output.loop(tone)
        self.changed.emit()

    def _wanted(self) -> Tone | None:
        chosen = self._preferences
        loud = [p for key, p in self._calling.items() if key not in self._silenced]
        if not loud or chosen.muted or (self._replayed and not self._in_replay):
            return None
        return Tone(chosen.sound, min(loud), chosen.volume_pct)


def _calls(alarm: AlarmView) -> bool:
    """Whether an alarm sounds until somebody has seen it; what is folded calls by its first-out."""
    return (
        alarm.state in _CALLS
        and alarm.priority in _LOUD_PRIORITIES
        and (not alarm.parent or alarm.priority == 1)
    )


def be_heard(sound: AlarmSound, preferences: Preferences) -> Callable[[], None]:
    """Give `sound` the computer's loudspeaker, and return what ends it.

    Where windows are drawn for nobody, offscreen, nothing is to be heard either.
    """
    sound.wear(preferences)
    if QGuiApplication.platformName() not in _UNSEEN:
        loudspeaker = Loudspeaker()
        loudspeaker.failed.connect(sound.tell_trouble)
        loudspeaker.heard.connect(sound.tell_heard)
        sound.use(loudspeaker)
    return sound.close


# --- the loudspeaker -----------------------------------------------------------------------------


class Loudspeaker(QObject):
    """An output by miniaudio, on a thread of its own.

    failed: no device, or what went wrong. heard: a tone began.
    """

    failed = Signal(str)
    heard = Signal()

    def __init__(self, open_device: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self._open_device = open_device or _device
        self._wanted: queue.SimpleQueue[tuple[Tone, bool] | None] = queue.SimpleQueue()
        self._ending = False
        self._thread: threading.Thread | None = None

    def loop(self, tone: Tone | None) -> None:
        """As Output.loop; the thread is there from the first tone on."""
        self._ask(None if tone is None else (tone, True))

    def once(self, tone: Tone) -> None:
        """As Output.once."""
        self._ask((tone, False))

    def close(self) -> None:
        """As Output.close; waits for the thread, but not for a device that does not answer."""
        self._ending = True
        self._wanted.put(None)
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
            self._thread = None

    def _ask(self, what: tuple[Tone, bool] | None) -> None:
        if self._ending or (self._thread is None and what is None):
            return
        self._wanted.put(what)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sound", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        device: Any = None
        rests_s: float | None = None  # until what sounds once is over
        while not self._ending:
            try:
                what = self._wanted.get(timeout=rests_s)
            except queue.Empty:
                what = None
            rests_s = None
            if what is None:
                _close(device)
                device = None
                continue
            tone, again = what
            try:
                device = device or self._open_device()
                rests_s = _play(device, tone, again=again)
                self.heard.emit()
            # miniaudio has errors of its own, cffi others; the alarms are shown all the same, and
            # with the next tone a device may be there
            except Exception as error:  # noqa: BLE001
                _close(device)
                device = None
                self.failed.emit(str(error.args[0] if error.args else error))
        _close(device)


def _play(device: Any, tone: Tone, *, again: bool) -> float | None:
    """Begin a tone; return after how many seconds it is over, None for one that repeats."""
    pattern = tone.pattern()
    device.stop()
    source = _frames(pattern, again=again)
    next(source)
    device.start(source)
    return None if again else len(pattern) / (RATE_HZ * _BYTES_A_FRAME) + _BUFFER_S


def _close(device: Any) -> None:
    if device is not None:
        device.close()


def _frames(pattern: bytes, *, again: bool) -> Generator[bytes, int, None]:
    """What the device asks for, frame by frame: the pattern, again and again or one time."""
    asked = yield b""
    at = 0
    while again or at < len(pattern):
        count = asked * _BYTES_A_FRAME
        part = pattern[at : at + count]
        at += len(part)
        while again and len(part) < count:
            at = min(count - len(part), len(pattern))
            part += pattern[:at]
        asked = yield part


def _device() -> Any:
    """The computer's own loudspeaker; raises miniaudio.MiniaudioError where there is none."""
    import miniaudio  # noqa: PLC0415 - its library is loaded when something is to be heard

    backends = None
    if sys.platform == "linux" and not Path("/dev/snd").exists():
        # without a card ALSA writes twenty lines to the terminal before it says so
        backends = [miniaudio.Backend.PULSEAUDIO]
    return miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE_HZ,
        buffersize_msec=round(1000 * _BUFFER_S / 2),
        backends=backends,
        app_name="Kairetsu",
    )
