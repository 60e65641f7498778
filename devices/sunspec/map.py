"""A SunSpec map: signals and verbs of a kind by points of models, good for any such device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.signals import Value
from devices.sunspec.layout import PointPath
from devices.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """A point, and what is made of its number after its scale factor: number * scale + offset.

    bit: only this bit counts. states: the value of each number that has one.
    """

    path: PointPath
    scale: float = 1.0
    offset: float = 0.0
    bit: int | None = None
    states: Mapping[int, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a verb writes at a point: an argument, or `number` where it names none.

    read_back: the point then holds what was written.
    """

    source: Source
    argument: str = ""
    number: int = 0
    read_back: bool = True


@dataclass(frozen=True, slots=True)
class SunSpecMap:
    """The points of one kind of device.

    points: where each signal is; of several sources the first that the device has. commands: what
    each verb writes, in order; of several alternatives the first that the device has completely.
    needs: signals without which it is another device. without: models that only others have.
    heartbeat: a counter that moves.
    serial_number: what the nameplate (model 1) must say, "" when any will do.
    """

    name: str
    title: Words
    kind: str
    points: Mapping[str, tuple[Source, ...]]
    commands: Mapping[str, tuple[tuple[Setting, ...], ...]]
    needs: tuple[str, ...] = ()
    without: tuple[int, ...] = ()
    heartbeat: PointPath | None = None
    serial_number: str = ""
