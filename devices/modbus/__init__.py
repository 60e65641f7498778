"""The wire: real devices over Modbus as a plant, and the simulated site served as devices."""

from __future__ import annotations

from devices.modbus.plant import IdentityMismatch, LivePlant

__all__ = ["IdentityMismatch", "LivePlant"]
