"""What a device turned out to have: its SunSpec models, and the register of every point in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from devices.sunspec.definitions import (
    HEADER_REGISTERS,
    GroupDef,
    ModelDef,
    PointDef,
    PointType,
)
from devices.words import Words

_PATH = re.compile(
    r"(?P<model>\d{1,5})(?:\[(?P<instance>\d{1,3})\])?\.(?P<rest>[A-Za-z]\w*(?:\[\d{1,3}\])?(?:\.[A-Za-z]\w*(?:\[\d{1,3}\])?)*)"
)


@dataclass(frozen=True, slots=True)
class PointPath:
    """One point: `701.W`, `203[2].W` for the second model 203, `160.module[1].DCW` in a group.

    rest: the part behind the model, with a number at every group that repeats.
    """

    model: int
    rest: str
    instance: int = 1

    def __str__(self) -> str:
        again = f"[{self.instance}]" if self.instance > 1 else ""
        return f"{self.model}{again}.{self.rest}"

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the groups and of the point, without numbers."""
        return tuple(re.sub(r"\[\d+\]", "", step) for step in self.rest.split("."))


def parse_path(text: str) -> PointPath | None:
    """The path in `text`, or None where it is none."""
    match = _PATH.fullmatch(text)
    if match is None:
        return None
    return PointPath(int(match["model"]), match["rest"], int(match["instance"] or 1))


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point of a device's model with the address of its first register.

    scale_address: of its scale factor's register; None without one.
    """

    definition: PointDef
    address: int
    scale_address: int | None = None


@dataclass(frozen=True, slots=True)
class FoundModel:
    """One model in a device's chain.

    address: of its ID register. length: as the device says it, without ID and L. instance: 1 for
    the first model of this number. definition None: nobody has registered it. counts: what the
    device says of groups that repeat. note: what is odd about it.
    """

    id: int
    address: int
    length: int
    instance: int = 1
    definition: ModelDef | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    note: Words | None = None

    @property
    def end(self) -> int:
        """The address after its last register."""
        return self.address + HEADER_REGISTERS + self.length

    @property
    def name(self) -> str:
        """What the definition calls it, "" without one."""
        return self.definition.name if self.definition else ""

    def points(self) -> dict[str, PlacedPoint]:
        """Every point that lies within the model as the device has it, by path without the model.

        Where the device's model is shorter than the definition the rest is not there.
        """
        if self.definition is None:
            return {}
        placed = dict(_Placing(self, self.definition.group).points())
        return {
            path: point
            for path, point in placed.items()
            if point.address + point.definition.size <= self.end
        }


@dataclass(frozen=True, slots=True)
class Layout:
    """All models of a device in the order of their addresses. base: where "SunS" stands.

    note: why the chain could not be followed to its end marker; None when it could.
    """

    base: int
    models: tuple[FoundModel, ...]
    note: Words | None = None

    def model(self, model_id: int, instance: int = 1) -> FoundModel | None:
        """The model of that number, or None."""
        for model in self.models:
            if (model.id, model.instance) == (model_id, instance):
                return model
        return None


class _Placing:
    """Walks through the groups of one model, never beyond its end."""

    def __init__(self, model: FoundModel, top: GroupDef) -> None:
        self._model = model
        self._top = top
        self._scales = _scales(top, model.address)

    def points(self) -> Iterator[tuple[str, PlacedPoint]]:
        yield from self._own(self._top, "", self._model.address, self._scales)
        address = self._model.address + self._top.size
        for group in self._top.groups:
            for path, point, end in self._repeated(group, "", address, self._scales):
                yield path, point
                address = max(address, end)

    def _repeated(
        self, group: GroupDef, prefix: str, address: int, scales: Mapping[str, int]
    ) -> Iterator[tuple[str, PlacedPoint, int]]:
        """The points of all repeats of a group, each with the end of what was walked so far."""
        once = group.count == 1
        least = 1 if once else max(group.size, 1)  # half a repeat is none
        number = 0
        while address + least <= self._model.end and number < self._times(group):
            number += 1
            name = group.name if once else f"{group.name}[{number}]"
            inner_prefix = f"{prefix}{name}."
            known = {**scales, **_scales(group, address)}
            end = address + group.size
            for path, point in self._own(group, inner_prefix, address, known):
                yield path, point, end
            for inner in group.groups:
                start = end
                for path, point, reached in self._repeated(inner, inner_prefix, start, known):
                    end = max(end, reached)
                    yield path, point, end
            address = max(end, address + 1)  # a group without registers must not stand still

    def _times(self, group: GroupDef) -> int:
        if isinstance(group.count, str):
            return self._model.counts.get(group.count, 0)
        # As often as there is room; every repeat takes a register at least.
        return group.count or self._model.length

    def _own(
        self, group: GroupDef, prefix: str, address: int, scales: Mapping[str, int]
    ) -> Iterator[tuple[str, PlacedPoint]]:
        for point in group.points:
            scale = scales.get(point.scale) if isinstance(point.scale, str) else None
            yield prefix + point.name, PlacedPoint(point, address + point.offset, scale)


def _scales(group: GroupDef, address: int) -> dict[str, int]:
    """The scale factors of a group, by name."""
    return {
        point.name: address + point.offset
        for point in group.points
        if point.type is PointType.SUNSSF
    }
