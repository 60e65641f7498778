"""The sounds of alarms, synthesised: three sets, in each one for priority 1 and one for priority 2.

And the telephone of a drill, which is taken for no alarm: 400 Hz that trembles, twice.

The two differ in rhythm, not only in pitch: quick strokes without rest for an emergency, two slow
ones and a long rest for the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 44_100
EMERGENCY_S, HIGH_S = 1.6, 3.2  # how long a pattern lasts before it begins again
_LOUDEST = 0.8  # of what samples can hold
_EDGE_S = 0.004  # a stroke swells so long, or it would click
Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tone:
    """What is to sound. sound: chime, bell, horn or telephone. priority: 1 or 2."""

    sound: str
    priority: int
    volume_pct: int

    def pattern(self) -> bytes:
        """One turn of it: 16-bit samples of one channel at 44,100 Hz, little-endian."""
        samples = _pattern(self.sound, self.priority) * (_LOUDEST * self.volume_pct / 100)
        return np.round(samples * 32_767).astype("<i2").tobytes()


@cache
def _pattern(sound: str, priority: int) -> Samples:
    """Samples between -1 and 1."""
    strokes = _STROKES[sound][priority]
    length_s = EMERGENCY_S if priority == 1 else HIGH_S
    samples = np.zeros(round(length_s * RATE_HZ))
    for at_s, pitch_hz, lasts_s in strokes:
        stroke = _VOICES[sound](pitch_hz, lasts_s)
        first = round(at_s * RATE_HZ)
        room = min(len(stroke), len(samples) - first)
        samples[first : first + room] += stroke[:room]
    return samples / max(1e-9, float(np.abs(samples).max()))


def _chime(pitch_hz: float, lasts_s: float) -> Samples:
    """A soft note with its octave, that dies away."""
    t = _times(lasts_s)
    tone = np.sin(2 * np.pi * pitch_hz * t) + 0.3 * np.sin(4 * np.pi * pitch_hz * t)
    return _faded(tone * np.exp(-5.0 * t / lasts_s), t)


def _bell(pitch_hz: float, lasts_s: float) -> Samples:
    """A struck bell: partials that are no whole multiples, the high ones gone first."""
    t = _times(lasts_s)
    partials = ((1.0, 1.0, 3.0), (2.0, 0.6, 4.0), (2.4, 0.5, 5.0), (3.0, 0.3, 6.0), (4.5, 0.2, 8.0))
    tone = sum(
        share * np.exp(-decay * t / lasts_s) * np.sin(2 * np.pi * pitch_hz * ratio * t)
        for ratio, share, decay in partials
    )
    return _faded(np.asarray(tone), t)


def _horn(pitch_hz: float, lasts_s: float) -> Samples:
    """A steady reed: the odd multiples."""
    t = _times(lasts_s)
    tone = sum(np.sin(2 * np.pi * pitch_hz * n * t) / n for n in (1, 3, 5, 7))
    return _faded(np.asarray(tone), t)


def _telephone(pitch_hz: float, lasts_s: float) -> Samples:
    """A Japanese ring: the pitch swells and falls sixteen times a second."""
    t = _times(lasts_s)
    return _faded(np.sin(2 * np.pi * pitch_hz * t) * (1 + np.sin(2 * np.pi * 16 * t)) / 2, t)


def _times(lasts_s: float) -> Samples:
    return np.arange(round(lasts_s * RATE_HZ)) / RATE_HZ


def _faded(tone: Samples, t: Samples) -> Samples:
    """The same, in from silence and out to it."""
    rising, falling = t / _EDGE_S, (t[-1] - t) / _EDGE_S
    faded: Samples = tone * np.clip(np.minimum(rising, falling), 0.0, 1.0)
    return faded


_VOICES = {"chime": _chime, "bell": _bell, "horn": _horn, "telephone": _telephone}

# (at s, pitch in Hz, lasts s) of every stroke
_STROKES: Mapping[str, Mapping[int, tuple[tuple[float, float, float], ...]]] = {
    "chime": {
        1: tuple((n * 0.2, (880, 1175, 1568)[n % 3], 0.35) for n in range(6)),
        2: ((0.0, 784, 0.7), (0.6, 587, 1.0)),
    },
    "bell": {
        1: tuple((n * 0.2, 932, 0.5) for n in range(8)),
        2: ((0.0, 698, 1.2), (0.9, 698, 1.6)),
    },
    "horn": {
        1: tuple((n * 0.4, (740, 554)[n % 2], 0.4) for n in range(4)),
        2: ((0.0, 440, 0.35), (0.6, 440, 0.35)),
    },
    "telephone": {2: ((0.0, 400, 1.0), (1.6, 400, 1.0))},
}
