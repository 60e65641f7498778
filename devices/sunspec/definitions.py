"""SunSpec model definitions: pysunspec2's packaged JSON, read by a parser of our own.

Only the JSON files are used (`sunspec2/models/json`, from github.com/sunspec/models, Apache-2.0);
none of the library's code runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

HEADER_REGISTERS = 2  # ID and L, which the length of a model does not count


class PointType(StrEnum):
    """The types of the SunSpec Device Information Model Specification 1.1, section 4.1."""

    INT16 = "int16"
    UINT16 = "uint16"
    COUNT = "count"
    ACC16 = "acc16"
    ENUM16 = "enum16"
    BITFIELD16 = "bitfield16"
    PAD = "pad"
    INT32 = "int32"
    UINT32 = "uint32"
    ACC32 = "acc32"
    ENUM32 = "enum32"
    BITFIELD32 = "bitfield32"
    IPADDR = "ipaddr"
    INT64 = "int64"
    UINT64 = "uint64"
    ACC64 = "acc64"
    BITFIELD64 = "bitfield64"
    IPV6ADDR = "ipv6addr"
    FLOAT32 = "float32"
    FLOAT64 = "float64"
    STRING = "string"
    SUNSSF = "sunssf"
    EUI48 = "eui48"

    @property
    def is_bitfield(self) -> bool:
        """Whether its symbols are numbers of bits."""
        return self.value.startswith("bitfield")

    @property
    def is_float(self) -> bool:
        """Whether it is a binary fraction."""
        return self.value.startswith("float")

    @property
    def is_text(self) -> bool:
        """Whether it is no number at all."""
        return self in (PointType.STRING, PointType.IPV6ADDR, PointType.EUI48)

    @property
    def is_enum(self) -> bool:
        """Whether its symbols are its values."""
        return self.value.startswith("enum")


@dataclass(frozen=True, slots=True)
class PointDef:
    """One point of a model. offset: registers from the beginning of its group.

    scale: the name of its scale factor, or the exponent itself where the definition fixes it.
    symbols: the numbers of its enumeration, or of its bits, by name.
    """

    name: str
    type: PointType
    size: int
    offset: int
    scale: str | int | None = None
    units: str = ""
    writable: bool = False
    symbols: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupDef:
    """Points, then groups within. count: how often it stands there.

    A name is the point of the model that holds the count; 0 means as often as the model's length
    has room for.
    """

    name: str
    count: int | str
    points: tuple[PointDef, ...]
    groups: tuple[GroupDef, ...]

    @property
    def size(self) -> int:
        """Registers of its own points, without the groups within."""
        return sum(point.size for point in self.points)


@dataclass(frozen=True, slots=True)
class ModelDef:
    """A model: its number, its name ("DERMeasureAC"), and the group of everything in it."""

    id: int
    name: str
    group: GroupDef

    @property
    def fixed_length(self) -> int | None:
        """The length that it always has; None when groups repeat as the device likes."""
        return _fixed_size(self.group, -HEADER_REGISTERS)


def _fixed_size(group: GroupDef, more: int = 0) -> int | None:
    size = group.size + more
    for inner in group.groups:
        own = _fixed_size(inner)
        if own is None or isinstance(inner.count, str) or inner.count == 0:
            return None
        size += own * inner.count
    return size


@cache
def definition(model_id: int) -> ModelDef | None:
    """The definition of a model, None for a number that nobody has registered."""
    file = _folder() / f"model_{model_id}.json"
    if not file.is_file():
        return None
    return parse_definition(json.loads(file.read_text(encoding="utf-8")))


def known_models() -> tuple[int, ...]:
    """The numbers of all models that have a definition."""
    stems = (item.name.removesuffix(".json") for item in _folder().iterdir())
    numbers = (stem.removeprefix("model_") for stem in stems if stem.startswith("model_"))
    return tuple(sorted(int(number) for number in numbers))


def _folder() -> Any:
    return resources.files("sunspec2") / "models" / "json"


# --- from JSON ------------------------------------------------------------------------------------


def parse_definition(data: Mapping[str, Any]) -> ModelDef:
    """A definition as the JSON files hold it. Raises KeyError or ValueError for another form."""
    group = data["group"]
    return ModelDef(int(data["id"]), group["name"], _group(group))


def _group(data: Mapping[str, Any]) -> GroupDef:
    return GroupDef(
        name=data["name"],
        count=data.get("count", 1),
        points=tuple(_points(data["points"])),
        groups=tuple(_group(inner) for inner in data.get("groups", ())),
    )


def _points(items: list[Mapping[str, Any]]) -> Iterator[PointDef]:
    offset = 0
    for item in items:
        size = int(item["size"])
        yield PointDef(
            name=item["name"],
            type=PointType(item["type"]),
            size=size,
            offset=offset,
            scale=item.get("sf"),
            units=item.get("units", ""),
            writable=item.get("access") == "RW",
            symbols={one["name"]: int(one["value"]) for one in item.get("symbols", ())},
        )
        offset += size
