"""The client side of Modbus: lines to real devices, polled, identified and written to."""

from __future__ import annotations

from devices.modbus.client.failures import (
    BadReply,
    ConnectionBroke,
    DeviceException,
    Failure,
    NoAnswer,
    NoConnection,
    NotAllowed,
)
from devices.modbus.client.link import RETRY_S, Link
from devices.modbus.client.orders import Order
from devices.modbus.client.schedule import Lateness, Schedule
from devices.modbus.client.standing import Standing
from devices.modbus.client.unit import Unit
from devices.modbus.client.wire import Answer, Wire

__all__ = [
    "RETRY_S",
    "Answer",
    "BadReply",
    "ConnectionBroke",
    "DeviceException",
    "Failure",
    "Lateness",
    "Link",
    "NoAnswer",
    "NoConnection",
    "NotAllowed",
    "Order",
    "Schedule",
    "Standing",
    "Unit",
    "Wire",
]
