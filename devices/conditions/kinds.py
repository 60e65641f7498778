"""What can be compared with what: numbers, times of day, flags and words do not mix.

The language itself knows no signals, so this is asked with the kinds of a site's signals.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from devices.conditions.compiler import Compiler, wanted
from devices.conditions.words import to_python
from devices.signals import Signal


class Kind(StrEnum):
    """What a signal, a limit or a value as written is; the values end keys of messages."""

    NUMBER = "number"
    TIME = "time"
    FLAG = "flag"
    WORD = "word"


def kind_of_signal(signal: Signal) -> Kind:
    """What the values of a signal are."""
    if signal.is_time:
        return Kind.TIME
    return Kind.FLAG if signal.is_flag else Kind.WORD if signal.states else Kind.NUMBER


KindOf = Callable[[str], Kind | None]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value that does not go with what it stands beside; offset counts characters from 0.

    key and arguments name the words in `resources/messages/`.
    """

    offset: int
    key: str
    arguments: dict[str, str] = field(default_factory=dict)


def mismatches(text: str, kind_of: KindOf) -> tuple[Mismatch, ...]:
    """Every value in a condition that cannot be compared with the one beside it, in order.

    kind_of gives the kind of a dotted name, None where it is not known: that goes with all.
    Raises ConditionError.
    """
    line, _ = to_python(text)
    parsed = f"({line})"
    kinds = _Kinds(Compiler(text, parsed), kind_of)
    found = kinds.in_truth(ast.parse(parsed, mode="eval").body)
    return tuple(sorted(found, key=lambda one: one.offset))


class _Kinds:
    def __init__(self, compiler: Compiler, kind_of: KindOf) -> None:
        self._compiler = compiler
        self._kind_of = kind_of

    def in_truth(self, node: ast.expr) -> Iterator[Mismatch]:
        """Faults of what shall be true or false."""
        match node:
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self.in_truth(value)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield from self.in_truth(operand)
            case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.BinOp() as ends]):
                for end in (ends.left, ends.right):
                    yield from self._pair(left, end)
            case ast.Compare(left=left, comparators=rest):
                for a, b in pairwise([left, *rest]):
                    yield from self._pair(a, b)
            case ast.Attribute() if self._kind(node) not in (None, Kind.FLAG):
                yield self._mismatch("truth", node, node)

    def _pair(self, left: ast.expr, right: ast.expr) -> Iterator[Mismatch]:
        a, b = self._kind(left), self._kind(right)
        if a is None or b is None or a is b:
            return
        subject, given = (right, left) if self._is_written(left) else (left, right)
        if Kind.TIME in (a, b) and self._kind(subject) is Kind.NUMBER:
            yield self._mismatch("time_of", subject, given)  # a number that meets a time
        else:
            yield self._mismatch(str(self._kind(subject)), subject, given)

    def _mismatch(self, what: str, subject: ast.expr, given: ast.expr) -> Mismatch:
        source = self._compiler.source
        words = {"name": source(subject)[:40], "given": source(given)[:40]}
        if what == "truth":
            del words["name"]
        return Mismatch(self._compiler.column(given), f"condition_kind_{what}", words)

    def _is_written(self, node: ast.expr) -> bool:
        """Whether a value stands there as written, with no signal in it."""
        return not self._compiler.names(node)

    def _kind(self, node: ast.expr) -> Kind | None:
        match node:
            case ast.Attribute():
                return self._kind_of(self._compiler.source(node))
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return self._sum(self._kind(left), op, self._kind(right))
            case ast.Call(func=ast.Name(id="min" | "max"), args=args):
                kinds = {self._kind(arg) for arg in args}
                return kinds.pop() if len(kinds) == 1 else None
            case ast.Call(func=ast.Name(id="age")):
                return Kind.NUMBER
            case ast.Call(func=ast.Name(id="changed")) | ast.Compare() | ast.BoolOp():
                return Kind.FLAG
        return self._written(node)

    def _written(self, node: ast.expr) -> Kind | None:
        if self._compiler.is_time(node):
            return Kind.TIME
        value = wanted(node)
        if isinstance(value, bool):
            return Kind.FLAG
        if isinstance(value, str):
            return Kind.WORD
        return None if value is None else Kind.NUMBER

    def _sum(self, left: Kind | None, op: ast.operator, right: Kind | None) -> Kind | None:
        """A time and some minutes are a time, two times are minutes apart."""
        if left is Kind.TIME and right is Kind.TIME:
            return Kind.NUMBER if isinstance(op, ast.Sub) else None
        if Kind.TIME in (left, right) and Kind.NUMBER in (left, right):
            return Kind.TIME
        return Kind.NUMBER if left is right is Kind.NUMBER else None
