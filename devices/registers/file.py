"""The form of a register map file; what only the kind and the whole map can tell is in `check`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from devices.documents import FileModel, Text, invalid
from devices.registers.model import LAST_ADDRESS, MOST_BITS, MOST_REGISTERS, Endian, Table, Type

Address = Annotated[int, Field(ge=0, le=LAST_ADDRESS)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Numbers = int | tuple[int, ...]
Patterns = Literal["sunspec"] | tuple[Annotated[int, Field(ge=0)], ...]


class DefaultsModel(FileModel):
    """What holds for every place that does not say otherwise."""

    table: Table = Table.HOLDING
    type: Type = Type.UINT16
    words: Endian = "big"
    bytes: Endian = "big"
    missing: Patterns = ()


class PlaceModel(FileModel):
    """Where a value stands; address: on the wire, from 0."""

    address: Address
    table: Table | None = None
    type: Type | None = None
    words: Endian | None = None
    bytes: Endian | None = None
    length: Annotated[int, Field(ge=1, le=MOST_REGISTERS)] | None = None


class CodedModel(PlaceModel):
    """A place with what is made of its content."""

    unit: str = ""
    scale: Finite = 1.0
    offset: Finite = 0.0
    scale_at: PlaceModel | None = None
    bit: Annotated[int, Field(ge=0, le=63)] | None = None
    mask: Annotated[int, Field(gt=0)] | None = None
    states: Mapping[str, Numbers] = Field(default={})
    missing: Patterns | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.scale == 0.0:
            raise invalid("register_scale_zero", at=("scale",), instead=1)
        if self.bit is not None and self.mask is not None:
            raise invalid("register_bit_and_mask", at=("mask",), instead=None)
        return self


class PointModel(CodedModel):
    """One signal of the device."""

    shared: bool = False


class WriteModel(CodedModel):
    """One thing that a verb writes: an argument, or a fixed value."""

    argument: str | None = None
    value: Annotated[int, Field(ge=0)] | None = None
    multiple: bool = False
    read_back: bool | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if (self.argument is None) == (self.value is None):
            raise invalid("register_write_content", at=("value",), instead=None)
        return self


class IdentityModel(PlaceModel):
    """What stands at a place in every device of this make."""

    equals: Annotated[int, Field()] | str


class RangeModel(FileModel):
    """Cells from the first to the last, both included."""

    table: Table
    first: Address
    last: Address

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.last < self.first:
            given = f"{self.first}..{self.last}"
            raise invalid("register_range", at=("last",), given=given, instead=self.first)
        return self


class RegisterFile(FileModel):
    """One register map file."""

    map: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    kind: str
    gap: Annotated[int, Field(ge=0, le=MOST_REGISTERS)] = 8
    most: Annotated[int, Field(ge=1, le=MOST_REGISTERS)] = MOST_REGISTERS
    most_bits: Annotated[int, Field(ge=1, le=MOST_BITS)] = MOST_BITS
    forbidden: tuple[RangeModel, ...] = ()
    blocks: tuple[RangeModel, ...] = ()
    defaults: DefaultsModel = Field(default=DefaultsModel())
    identity: tuple[IdentityModel, ...] = ()
    heartbeat: PlaceModel | None = None
    label: PlaceModel | None = None
    points: Mapping[str, PointModel] = Field(default={})
    commands: Mapping[str, tuple[WriteModel, ...]] = Field(default={})
