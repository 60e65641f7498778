"""Lengths of time as one says them."""

from __future__ import annotations

from devices.phrases import said
from devices.words import Words

_IN_SECONDS = 120


def span_words(seconds: float) -> Words:
    """A length of time in whole minutes, rounded up; in seconds below two minutes."""
    whole = max(0, int(seconds))
    if whole < _IN_SECONDS:
        return said("facility.seconds", count=whole)
    return said("facility.minutes", count=-(-whole // 60))
