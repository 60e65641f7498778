"""Small functions that a condition is put together from; unknown is None throughout.

A value that is not a finite number is unknown where a number is needed; a comparison between a
number and a text is unknown. A flag may arrive as 0 or 1 from the wire.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

Value: TypeAlias = float | bool | str | None


class Lookup(Protocol):
    """Where a condition finds its signals; stale, bad and missing ones are None (unknown)."""

    def value(self, name: str) -> Value:
        """The value of a signal or site limit, None when unknown."""

    def age_s(self, name: str) -> float | None:
        """Seconds since the signal was measured, None when it never was."""

    def changed(self, name: str) -> bool | None:
        """Whether the signal changed lately, None when unknown."""


Truth: TypeAlias = Callable[[Lookup], bool | None]
Number: TypeAlias = Callable[[Lookup], float | None]

_HUGE = 1e300

ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def literal(value: float) -> Number:
    """A number that stands in the text."""
    return lambda _: value


def signal_number(name: str) -> Number:
    """A signal as a number; flags and texts are unknown here."""

    def read(values: Lookup) -> float | None:
        value = values.value(name)
        if isinstance(value, float | int) and value is not True and value is not False:
            return value if -_HUGE < value < _HUGE else None  # false for NaN as well
        return None

    return read


def signal_truth(name: str) -> Truth:
    """A signal as a flag; 0 and 1 count as false and true, anything else is unknown."""

    def read(values: Lookup) -> bool | None:
        value = values.value(name)
        if value is True or value is False:
            return value
        if isinstance(value, int | float) and value in (0, 1):
            return value == 1
        return None

    return read


def constant(truth: bool) -> Truth:
    """`true` or `false` as written."""
    return lambda _: truth


def compare(sign: str, left: Number, right: Number) -> Truth:
    """An order comparison; unknown when a side is."""
    holds = ORDER[sign]

    def test(values: Lookup) -> bool | None:
        a = left(values)
        if a is None:
            return None
        b = right(values)
        return None if b is None else holds(a, b)

    return test


def within(subject: Number, low: Number, high: Number) -> Truth:
    """low <= subject <= high; false as soon as one end is known to be violated."""

    def test(values: Lookup) -> bool | None:
        x = subject(values)
        if x is None:
            return None
        a, b = low(values), high(values)
        if (a is not None and x < a) or (b is not None and x > b):
            return False
        return None if a is None or b is None else True

    return test


def equals_number(operand: Number, wanted: float) -> Truth:
    """Equal to a whole number that stands in the text."""

    def test(values: Lookup) -> bool | None:
        x = operand(values)
        return None if x is None else x == wanted

    return test


def equals_string(name: str, wanted: str) -> Truth:
    """A signal's text is `wanted`; unknown when the signal is no text."""

    def test(values: Lookup) -> bool | None:
        value = values.value(name)
        return value == wanted if isinstance(value, str) else None

    return test


def equals_flag(operand: Truth, wanted: bool) -> Truth:
    """A flag is `wanted`."""

    def test(values: Lookup) -> bool | None:
        flag = operand(values)
        return None if flag is None else flag is wanted

    return test


def negation(operand: Truth) -> Truth:
    """Kleene not."""

    def test(values: Lookup) -> bool | None:
        truth = operand(values)
        return None if truth is None else not truth

    return test


def conjunction(parts: Sequence[Truth]) -> Truth:
    """Kleene and: false if any part is false, else unknown if any part is unknown."""
    every = tuple(parts)

    def test(values: Lookup) -> bool | None:
        result: bool | None = True
        for part in every:
            truth = part(values)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def disjunction(parts: Sequence[Truth]) -> Truth:
    """Kleene or: true if any part is true, else unknown if any part is unknown."""
    every = tuple(parts)

    def test(values: Lookup) -> bool | None:
        result: bool | None = False
        for part in every:
            truth = part(values)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return test


def arithmetic(sign: str, left: Number, right: Number) -> Number:
    """Plus, minus, times; unknown when a side is, or when the result is beyond all measure."""
    apply = _ARITHMETIC[sign]

    def calculate(values: Lookup) -> float | None:
        a = left(values)
        b = right(values)
        if a is None or b is None:
            return None
        result = apply(a, b)
        return result if -_HUGE < result < _HUGE else None

    return calculate


def division(left: Number, right: Number) -> Number:
    """A quotient; unknown when a side is, when the divisor is 0 or the result beyond measure."""

    def calculate(values: Lookup) -> float | None:
        a = left(values)
        b = right(values)
        if a is None or b is None or b == 0:
            return None
        try:
            result = a / b
        except OverflowError:
            return None
        return result if -_HUGE < result < _HUGE else None

    return calculate


def minus(operand: Number) -> Number:
    """The number with its sign turned."""

    def calculate(values: Lookup) -> float | None:
        a = operand(values)
        return None if a is None else -a

    return calculate


def magnitude(operand: Number) -> Number:
    """`abs(a)`."""

    def calculate(values: Lookup) -> float | None:
        a = operand(values)
        return None if a is None else abs(a)

    return calculate


def extreme(choose: Callable[[list[float]], float], operands: Sequence[Number]) -> Number:
    """`min(...)` or `max(...)`; unknown when any part is."""
    every = tuple(operands)

    def calculate(values: Lookup) -> float | None:
        found: list[float] = []
        for operand in every:
            a = operand(values)
            if a is None:
                return None
            found.append(a)
        return choose(found)

    return calculate


def age(name: str) -> Number:
    """`age(signal)` in seconds."""
    return lambda values: values.age_s(name)


def changed(name: str) -> Truth:
    """`changed(signal)`."""
    return lambda values: values.changed(name)
