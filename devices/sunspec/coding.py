"""SunSpec's types as places of a register map, and what stands for "not implemented"."""

from __future__ import annotations

from devices.registers.model import Place, Table, Type
from devices.sunspec.definitions import PointDef, PointType

_TYPES = {
    PointType.INT16: Type.INT16,
    PointType.SUNSSF: Type.INT16,
    PointType.UINT16: Type.UINT16,
    PointType.COUNT: Type.UINT16,
    PointType.ACC16: Type.UINT16,
    PointType.ENUM16: Type.UINT16,
    PointType.BITFIELD16: Type.UINT16,
    PointType.PAD: Type.UINT16,
    PointType.INT32: Type.INT32,
    PointType.UINT32: Type.UINT32,
    PointType.ACC32: Type.UINT32,
    PointType.ENUM32: Type.UINT32,
    PointType.BITFIELD32: Type.UINT32,
    PointType.IPADDR: Type.UINT32,
    PointType.INT64: Type.INT64,
    PointType.UINT64: Type.UINT64,
    PointType.ACC64: Type.UINT64,
    PointType.BITFIELD64: Type.UINT64,
    PointType.EUI48: Type.UINT64,
    PointType.FLOAT32: Type.FLOAT32,
    PointType.FLOAT64: Type.FLOAT64,
    PointType.STRING: Type.STRING,
    PointType.IPV6ADDR: Type.STRING,
}
# SunSpec Device Information Model Specification 1.1, section 4.2; a pad always reads 0x8000.
_NOT_IMPLEMENTED = {
    PointType.INT16: 0x8000,
    PointType.SUNSSF: 0x8000,
    PointType.PAD: 0x8000,
    PointType.UINT16: 0xFFFF,
    PointType.COUNT: 0xFFFF,
    PointType.ENUM16: 0xFFFF,
    PointType.BITFIELD16: 0xFFFF,
    PointType.INT32: 0x8000_0000,
    PointType.UINT32: 0xFFFF_FFFF,
    PointType.ENUM32: 0xFFFF_FFFF,
    PointType.BITFIELD32: 0xFFFF_FFFF,
    PointType.INT64: 0x8000_0000_0000_0000,
    PointType.UINT64: 0xFFFF_FFFF_FFFF_FFFF,
    PointType.BITFIELD64: 0xFFFF_FFFF_FFFF_FFFF,
    PointType.EUI48: 0x0000_FFFF_FFFF_FFFF,
    PointType.FLOAT32: 0x7FC0_0000,
    PointType.FLOAT64: 0x7FF8_0000_0000_0000,
}


def place_of(point: PointDef, address: int) -> Place:
    """Where and as what `point` stands when its first register is at `address`."""
    type_ = _TYPES[point.type]
    length = point.size if type_ is Type.STRING else 1
    return Place(Table.HOLDING, address, type_, length=length)


def not_implemented(point: PointDef) -> int:
    """The pattern of a point that the device does not have.

    0 for accumulators, addresses and texts.
    """
    return _NOT_IMPLEMENTED.get(point.type, 0)


def missing_patterns(point: PointDef) -> frozenset[int]:
    """The patterns that are no value of `point`.

    An accumulator that stands at 0 counts as not implemented, as the specification has it.
    """
    return frozenset({not_implemented(point)})
