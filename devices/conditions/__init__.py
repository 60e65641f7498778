"""The condition language of procedures, interlocks and alarms: whitelisted and three-valued."""

from __future__ import annotations

from devices.conditions.closures import Lookup
from devices.conditions.condition import Atom, Condition, compile_condition
from devices.conditions.contradictions import Contradiction, contradiction
from devices.conditions.errors import ConditionError
from devices.conditions.kinds import Kind, Mismatch, kind_of_signal, mismatches
from devices.conditions.reach import ANYTHING, Domain, possible_truths
from devices.conditions.words import MAX_LENGTH, PATTERN

__all__ = [
    "ANYTHING",
    "MAX_LENGTH",
    "PATTERN",
    "Atom",
    "Condition",
    "ConditionError",
    "Contradiction",
    "Domain",
    "Kind",
    "Lookup",
    "Mismatch",
    "compile_condition",
    "contradiction",
    "kind_of_signal",
    "mismatches",
    "possible_truths",
]
