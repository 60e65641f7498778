"""Looking who answers on a line, without writing anything."""

from __future__ import annotations

from devices.modbus.probe.probe import EVERY_UNIT, Limits, probe, shipped_maps
from devices.modbus.probe.report import (
    ModelReport,
    ProbeReport,
    SunSpecReport,
    UnitReport,
)
from devices.modbus.probe.telling import probe_json, probe_lines

__all__ = [
    "EVERY_UNIT",
    "Limits",
    "ModelReport",
    "ProbeReport",
    "SunSpecReport",
    "UnitReport",
    "probe",
    "probe_json",
    "probe_lines",
    "shipped_maps",
]
