"""Why a value is not known, in words: how old its last reading is, or that there never was one."""

from __future__ import annotations

from devices.phrases import listed, said
from devices.picture import TargetView
from devices.signals import Quality
from devices.words import Words


def why_unknown(name: str, view: TargetView) -> Words:
    """The signal `name` with what is the matter with it; it must be unknown now."""
    label, behind = view.label(name), view.unknown_behind(name)
    if behind is None:
        return _measured(name, view)
    if not behind:  # everything it needs is there, and does not fit together
        return said("gate.contradiction", label=label)
    why = listed(_measured(one, view) for one in behind)
    return said("gate.not_worked_out", label=label, why=why)


def unreported_behind(name: str, view: TargetView) -> tuple[str, ...]:
    """The points that people report and nobody reported yet, without which `name` is unknown."""
    behind = view.unknown_behind(name)
    names = (view.full_name(name),) if behind is None else behind
    return tuple(one for one in names if _waits_for_report(one, view))


def _waits_for_report(name: str, view: TargetView) -> bool:
    signal = view.signal(name)
    return signal is not None and signal.manual and view.reading(name) is None


def _measured(name: str, view: TargetView) -> Words:
    """A measured or reported signal with the age of its last reading."""
    label, signal, reading = view.label(name), view.signal(name), view.reading(name)
    if _waits_for_report(name, view):
        return said("gate.never_reported", label=label)
    if signal is None or reading is None:
        return said("gate.never_read", label=label)
    age_s = view.age_s(name)
    if age_s is None:
        return said("gate.bad", label=label)
    value = signal.words(reading.value)
    if signal.unit:
        value = Words(f"{value.en} {signal.unit}", f"{value.ja} {signal.unit}")
    key = "gate.stale" if reading.quality is Quality.STALE else "gate.bad_since"
    return said(key, label=label, value=value, age=f"{age_s:.0f}")
