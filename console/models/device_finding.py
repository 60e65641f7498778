"""Finds devices by what somebody types: a number, a name in either language, kana, or nearly so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from devices.site.site import Device

_KATAKANA, _HIRAGANA = ord("ァ"), ord("ぁ")
_KANA = range(_KATAKANA, ord("ヶ") + 1)
_LEFT_OUT = " 　-‐‑–—・･_.,()（）「」"
_NEAR = 0.6  # how much alike two words must be, 1 for the same
_NEAR_COUNT = 5
_NOTHING = 5  # the rank of what is not called so


@dataclass(frozen=True, slots=True)
class Found:
    """A device that was found; near: it is not called so, but nearly."""

    device: str
    near: bool = False


class DeviceFinder:
    """Knows under which words every device of a site can be found.

    readings: how Japanese terms are read, in kana, by the term.
    """

    def __init__(self, devices: Iterable[Device], readings: Mapping[str, str]) -> None:
        self._numbers: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        longest = sorted(readings, key=len, reverse=True)
        for device in devices:
            numbers = {device.name, device.short.en, device.short.ja}
            self._numbers[device.name] = tuple({plain(one) for one in numbers})
            read = device.title.ja
            for term in longest:
                read = read.replace(term, readings[term])
            names = (device.title.en, device.title.ja, read)
            self._names[device.name] = tuple(plain(one) for one in names)

    def find(self, typed: str) -> list[Found]:
        """Return what was meant, best first; what is only nearly called so where nothing is."""
        wanted = plain(typed)
        ranked = [(self._rank(name, wanted), name) for name in self._numbers]
        hits = [name for rank, name in sorted(ranked, key=lambda one: one[0]) if rank < _NOTHING]
        if hits:
            return [Found(name) for name in hits]
        alike = sorted((-self._alike(name, wanted), name) for name in self._numbers)
        return [Found(name, near=True) for share, name in alike[:_NEAR_COUNT] if -share >= _NEAR]

    def _rank(self, name: str, wanted: str) -> int:
        numbers, names = self._numbers[name], self._names[name]
        if wanted in numbers:
            return 0
        if any(one.startswith(wanted) for one in numbers):
            return 1
        if any(wanted in one for one in numbers):
            return 2
        if any(one.startswith(wanted) for one in names):
            return 3
        return 4 if any(wanted in one for one in names) else _NOTHING

    def _alike(self, name: str, wanted: str) -> float:
        """How much the number of a device, or a piece of its name, is like `wanted`."""
        best = max(_alike(one, wanted) for one in self._numbers[name])
        size = len(wanted)
        for one in self._names[name]:
            for start in range(max(1, len(one) - size + 1)):
                best = max(best, _alike(one[start : start + size], wanted) - 0.05)
        return best


def plain(text: str) -> str:
    """Return `text` as it is compared: no capitals, no dashes, full width as half, one kana."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        chr(ord(char) - _KATAKANA + _HIRAGANA) if ord(char) in _KANA else char
        for char in folded
        if char not in _LEFT_OUT
    )


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
