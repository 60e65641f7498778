"""Faults on demand: how a served device misbehaves, set and cleared while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from devices.documents import nearest
from devices.phrases import said
from devices.words import Words

ALL = "all"  # instead of a device: every one of them


class FaultKind(StrEnum):
    """How a device can misbehave. In all but the first two a command that was written is obeyed."""

    SILENCE = "silence"  # it hears nothing and answers nothing
    EXCEPTION = "exception"  # it refuses every request with a code
    DELAY = "delay"  # it answers late, by so many seconds
    WRONG_UNIT = "wrong_unit"  # it answers as the next unit
    SHORT_REPLY = "short_reply"  # it answers with one register, or none, instead of many
    STALE_VALUES = "stale_values"  # its values and its heartbeat stand still
    DROP = "drop"  # the connection ends instead of an answer
    HALF_FRAME = "half_frame"  # only the first half of each answer comes


_NUMBER = {  # kinds that take a number: the default, the lowest and the highest
    FaultKind.DELAY: (2.0, 0.0, 60.0),
    FaultKind.EXCEPTION: (4.0, 1.0, 255.0),
}


class NoSuchFault(ValueError):
    """There is no such device or kind of fault, or its number will not do; `words` say which."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to misbehave. amount: seconds of a delay, code of an exception, else 0."""

    kind: FaultKind
    amount: float = 0.0

    @property
    def text(self) -> str:
        """As it is written: `delay=2.5`."""
        return f"{self.kind}={self.amount:g}" if self.kind in _NUMBER else str(self.kind)


class Faults:
    """The faults of every device of a served site; a device may have several kinds at once."""

    def __init__(self, devices: Iterable[str]) -> None:
        self._of: dict[str, dict[FaultKind, Fault]] = {device: {} for device in devices}

    def set(self, device: str, kind: str, amount: float | None = None) -> Fault:
        """Let `device`, or ALL, misbehave from now on; raises NoSuchFault."""
        fault = self._fault(kind, amount)
        for one in self._devices(device):
            self._of[one][fault.kind] = fault
        return fault

    def clear(self, device: str = ALL) -> None:
        """Let `device`, or ALL, behave again; raises NoSuchFault for an unknown one."""
        for one in self._devices(device):
            self._of[one].clear()

    def of(self, device: str) -> Mapping[FaultKind, Fault]:
        """The faults of `device` now, by kind."""
        return self._of[device]

    def all(self) -> Mapping[str, tuple[Fault, ...]]:
        """The faults of every device that has any."""
        return {device: tuple(kinds.values()) for device, kinds in self._of.items() if kinds}

    def _devices(self, given: str) -> tuple[str, ...]:
        if given == ALL:
            return tuple(self._of)
        if given not in self._of:
            known = (ALL, *self._of)
            raise NoSuchFault(_unknown("serve.no_device", given, known))
        return (given,)

    @staticmethod
    def _fault(given: str, amount: float | None) -> Fault:
        known = [kind.value for kind in FaultKind]
        if given not in known:
            raise NoSuchFault(_unknown("serve.no_fault", given, known))
        kind = FaultKind(given)
        if kind not in _NUMBER:
            if amount is not None:
                raise NoSuchFault(said("serve.fault_number_none", fault=given))
            return Fault(kind)
        default, low, high = _NUMBER[kind]
        amount = default if amount is None else amount
        if not low <= amount <= high:
            raise NoSuchFault(said("serve.fault_number", fault=given, low=low, high=high))
        return Fault(kind, amount)


def _unknown(key: str, given: str, known: Iterable[str]) -> Words:
    """Say that there is no `given`, with what is nearest to it, and all that there is."""
    known = list(known)
    near = nearest(given, known)
    if not near:
        return said(key, given=given, known=known)
    return said(f"{key}_near", given=given, near=near, known=known)
