"""SunSpec: devices that say themselves where their registers are. Data only, no wire."""

from __future__ import annotations

from devices.sunspec.definitions import ModelDef, PointDef, definition
from devices.sunspec.discovery import BASES, discover
from devices.sunspec.layout import FoundModel, Layout
from devices.sunspec.load import is_sunspec_map, load_any_map, load_sunspec_map
from devices.sunspec.map import SunSpecMap
from devices.sunspec.resolve import NotThisDevice, resolve

__all__ = [
    "BASES",
    "FoundModel",
    "Layout",
    "ModelDef",
    "NotThisDevice",
    "PointDef",
    "SunSpecMap",
    "definition",
    "discover",
    "is_sunspec_map",
    "load_any_map",
    "load_sunspec_map",
    "resolve",
]
