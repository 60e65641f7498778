"""What a person has chosen for all windows; kept in the same .ini file as the layout."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from PySide6.QtCore import QSettings

from console.theme import SCALES_PCT, SwitchColours, Theme
from devices.words import Language

_log = logging.getLogger(__name__)

_GROUP = "preferences"
SOUNDS = ("chime", "bell", "horn")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices of the settings dialog.

    language: what windows speak where the command line does not say it, "" for the system's.
    sound: which sound calls for an alarm, one of SOUNDS; volume_pct: 0 to 100; muted: no sound.
    """

    language: Language | Literal[""] = ""
    theme: Theme = "day"
    scale_pct: int = 100
    switch_colours: SwitchColours = "power"
    sound: str = SOUNDS[0]
    volume_pct: int = 75
    muted: bool = False


# What each may be; whatever is not listed here is taken as it is read.
CHOICES: dict[str, tuple[object, ...]] = {
    "language": ("", *get_args(Language)),
    "theme": get_args(Theme),
    "scale_pct": SCALES_PCT,
    "switch_colours": get_args(SwitchColours),
    "sound": SOUNDS,
    "volume_pct": tuple(range(101)),
    "muted": (False, True),
}


def read(store: QSettings) -> Preferences:
    """Return what is kept in `store`; a value that cannot be used is named in the log."""
    found, wrong = checked((name, store.value(f"{_GROUP}/{name}")) for name in CHOICES)
    for line in wrong:
        _log.warning("%s: %s", store.fileName(), line)
    return found


def checked(kept: Iterable[tuple[str, object]]) -> tuple[Preferences, tuple[str, ...]]:
    """Return the preferences that texts of a file mean, and a line for each that means none."""
    good: dict[str, Any] = {}
    wrong = []
    for name, text in kept:
        if text is None:
            continue
        meant = {str(choice).lower(): choice for choice in CHOICES[name]}
        choice = meant.get(str(text).lower())
        if choice is None:
            usual = getattr(Preferences(), name)
            wrong.append(f"{name} cannot be {text!r}; the usual {usual!r} is taken")
        else:
            good[name] = choice
    return Preferences(**good), tuple(wrong)


def keep(preferences: Preferences, store: QSettings) -> None:
    """Write everything down."""
    for name, value in asdict(preferences).items():
        store.setValue(f"{_GROUP}/{name}", str(value).lower() if isinstance(value, bool) else value)
    store.sync()


def keep_language(language: Language, store: QSettings) -> None:
    """Write down what a person wants every window to speak from now on."""
    store.setValue(f"{_GROUP}/language", language)
    store.sync()


assert set(CHOICES) == {field.name for field in fields(Preferences)}
