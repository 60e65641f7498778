"""What a probe found, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.words import Words


@dataclass(frozen=True, slots=True)
class ModelReport:
    """One SunSpec model. address: of its first register; length: as the device says it."""

    id: int
    name: str
    address: int
    length: int
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class SunSpecReport:
    """The SunSpec side of a device: its nameplate (model 1) and its models.

    note: why the chain of models could not be followed to its end.
    """

    base: int
    manufacturer: str
    model: str
    version: str
    serial: str
    models: tuple[ModelReport, ...]
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One unit that answers.

    identification: the texts of function 43 by object number. label: the device's own name at its
    site. maps: the register maps that ship and fit, as a connection may name them. note: why it
    could not be asked everything.
    """

    unit: int
    round_trip_ms: float
    sunspec: SunSpecReport | None = None
    identification: Mapping[int, str] = field(default_factory=dict)
    label: str = ""
    maps: tuple[str, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """All that a line holds, as far as it was asked.

    silent: units without any answer; absent: those for which a gateway says that there is none;
    unasked: those that the time was too short for. trouble: why nothing could
    be asked, or what seems to stand there where no unit answers.
    """

    address: str
    units: tuple[UnitReport, ...] = ()
    silent: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    unasked: tuple[int, ...] = ()
    trouble: Words | None = None


def printable(text: str) -> str:
    """A device's text without anything that a terminal would obey."""
    return "".join(one if one.isprintable() else "?" for one in text).strip()
