"""What a condition can be at all: its truths, given the bounds and states of its signals.

Every signal is taken for itself, so what is called possible may still contradict itself, as
`a.b > 5 and a.b < 3` does (see `contradictions`); what is called impossible is.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise, product

from devices.conditions.compiler import ORDER_SIGNS, Compiler, wanted
from devices.conditions.words import to_python

Truths = frozenset[bool]

_BOTH: Truths = frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a signal or limit can have: words where it has any, else numbers.

    A flag has no numbers at all. whole: only whole numbers, as of what is counted.
    """

    low: float = -math.inf
    high: float = math.inf
    words: frozenset[str] = frozenset()
    whole: bool = False


ANYTHING = Domain()


def possible_truths(text: str, domain: Callable[[str], Domain]) -> Truths:
    """The truths that a condition can have; empty for an expression that gives a number.

    domain gives the values of a dotted name. Raises ConditionError.
    """
    line, _ = to_python(text)
    parsed = f"({line})"
    reach = Reach(Compiler(text, parsed), domain)
    return reach.truths(ast.parse(parsed, mode="eval").body)


class Reach:
    """The reach of the parts of one condition: truths, and bounds of numbers."""

    def __init__(self, compiler: Compiler, domain: Callable[[str], Domain]) -> None:
        self._name = compiler.source
        self._domain = domain

    def truths(self, node: ast.expr) -> Truths:
        """The truths that a part can have."""
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _all_of(self.truths(value) for value in values)
            case ast.BoolOp(op=ast.Or(), values=values):
                return _turned(_all_of(_turned(self.truths(value)) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _turned(self.truths(operand))
            case ast.Compare(left=left, ops=ops, comparators=rest):
                pairs = zip(pairwise([left, *rest]), ops, strict=True)
                return _all_of(self._pair(a, op, b) for (a, b), op in pairs)
        flag = wanted(node)
        return frozenset({flag}) if isinstance(flag, bool) else _BOTH

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Truths:
        match op, right:
            case ast.In(), ast.BinOp(left=low, right=high):
                return _all_of((self._ordered("<=", low, left), self._ordered("<=", left, high)))
            case ast.Eq(), _:
                return self._equal(left, right)
            case ast.NotEq(), _:
                return _turned(self._equal(left, right))
        return self._ordered(ORDER_SIGNS[type(op)], left, right)

    def _ordered(self, sign: str, left: ast.expr, right: ast.expr) -> Truths:
        if sign in (">", ">="):
            sign, left, right = sign.replace(">", "<"), right, left
        a, b = self.numbers(left), self.numbers(right)
        holds = a.low < b.high if sign == "<" else a.low <= b.high
        fails = a.high >= b.low if sign == "<" else a.high > b.low
        return frozenset(truth for truth, can in ((True, holds), (False, fails)) if can)

    def _equal(self, left: ast.expr, right: ast.expr) -> Truths:
        if wanted(left) is not None and wanted(right) is None:
            left, right = right, left
        value = wanted(right)
        if isinstance(value, bool):
            return frozenset(truth is value for truth in self.truths(left))
        if isinstance(value, str):
            words = self._domain(self._name(left)).words
            return _BOTH if not words or words > {value} else frozenset({words == {value}})
        a, b = self.numbers(left), self.numbers(right)
        meet = a.low <= b.high and b.low <= a.high
        alone = a.low == a.high == b.low == b.high
        return frozenset({True}) if alone else _BOTH if meet else frozenset({False})

    def numbers(self, node: ast.expr) -> Domain:
        """The numbers that a part can have."""
        match node:
            case ast.Attribute():
                return self._domain(self._name(node))
            case ast.Constant(value=int() | float() as value):
                return Domain(value, value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.numbers(operand)
                return Domain(-inner.high, -inner.low)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() as op, right=right):
                return _combined(op, self.numbers(left), self.numbers(right))
            case ast.Call(func=ast.Name(id="age")):
                return Domain(low=0.0)
            case ast.Call(func=ast.Name(id="abs"), args=[inside]):
                inner = self.numbers(inside)
                least = 0.0 if inner.low <= 0.0 <= inner.high else min(map(abs, _ends(inner)))
                return Domain(least, max(map(abs, _ends(inner))))
            case ast.Call(func=ast.Name(id="min" | "max" as name), args=args):
                choose = min if name == "min" else max
                parts = [self.numbers(arg) for arg in args]
                return Domain(choose(one.low for one in parts), choose(one.high for one in parts))
        return ANYTHING


def _all_of(parts: Iterable[Truths]) -> Truths:
    """The truths of parts joined by `and`; their number does not matter."""
    every = list(parts)
    true, false = all(True in part for part in every), any(False in part for part in every)
    return frozenset(truth for truth, can in ((True, true), (False, false)) if can)


def _turned(truths: Truths) -> Truths:
    return frozenset(not truth for truth in truths)


def _combined(op: ast.operator, a: Domain, b: Domain) -> Domain:
    match op:
        case ast.Add():
            return _spanned((a.low + b.low, a.high + b.high))
        case ast.Sub():
            return _spanned((a.low - b.high, a.high - b.low))
    return _spanned(x * y for x, y in product(_ends(a), _ends(b)))


def _spanned(ends: Iterable[float]) -> Domain:
    values = list(ends)
    if any(math.isnan(value) for value in values):  # infinity times nothing
        return ANYTHING
    return Domain(min(values), max(values))


def _ends(domain: Domain) -> tuple[float, float]:
    return domain.low, domain.high
