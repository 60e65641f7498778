"""Register maps: what the registers of a device mean. Data and arithmetic only, no wire."""

from __future__ import annotations

from devices.registers.blocks import plan, plan_identity, plan_places, polled
from devices.registers.codec import (
    Mismatch,
    RegisterWrite,
    check_identity,
    decode,
    decode_point,
    encode,
    needed,
    read_heartbeat,
    read_label,
)
from devices.registers.coding import CannotEncode, Decoded, Missing
from devices.registers.image import Image
from devices.registers.load import load_map, map_names, map_path
from devices.registers.model import (
    Block,
    Coding,
    IdentityCheck,
    Place,
    Point,
    RegisterMap,
    Table,
    Type,
    Write,
)
from devices.registers.serving import Ordered, ServedRegisters, WriteRefused

__all__ = [
    "Block",
    "CannotEncode",
    "Coding",
    "Decoded",
    "IdentityCheck",
    "Image",
    "Mismatch",
    "Missing",
    "Ordered",
    "Place",
    "Point",
    "RegisterMap",
    "RegisterWrite",
    "ServedRegisters",
    "Table",
    "Type",
    "Write",
    "WriteRefused",
    "check_identity",
    "decode",
    "decode_point",
    "encode",
    "load_map",
    "map_names",
    "map_path",
    "needed",
    "plan",
    "plan_identity",
    "plan_places",
    "polled",
    "read_heartbeat",
    "read_label",
]
