"""The condition language of procedures, interlocks and alarms: whitelisted and three-valued."""

from __future__ import annotations

from devices.conditions.closures import Lookup
from devices.conditions.compiler import Atom, Condition, compile_condition
from devices.conditions.errors import ConditionError

__all__ = ["Atom", "Condition", "ConditionError", "Lookup", "compile_condition"]
