"""A compiled condition, and the parts of it that a screen shows one by one."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from devices.conditions.closures import Lookup, Number, Truth
from devices.conditions.compiler import ORDER_SIGNS, Compiler, wanted
from devices.conditions.errors import ConditionError
from devices.conditions.words import MAX_DEPTH, to_python

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Condition:
    """A compiled condition; two are equal when their texts are.

    names: every dotted name in it, `site.` limits included.
    """

    source: str
    names: frozenset[str] = field(compare=False)
    _truth: Truth | None = field(repr=False, compare=False)
    _number: Number | None = field(repr=False, compare=False)
    _atoms: tuple[Atom, ...] = field(repr=False, compare=False, default=())

    def evaluate(self, values: Lookup) -> bool | None:
        """True, False or None for unknown; None also for an expression that gives a number."""
        return None if self._truth is None else self._truth(values)

    def number(self, values: Lookup) -> float | None:
        """The number that an expression gives; None when unknown or when it gives a truth."""
        return None if self._number is None else self._number(values)

    def atoms(self) -> tuple[Atom, ...]:
        """The parts joined by `and` at the top, in order; a single part for anything else."""
        return self._atoms or (Atom(self.source, self),)

    @property
    def gives_truth(self) -> bool:
        """Whether the text can be true or false at all (a lone signal name can be either)."""
        return self._truth is not None

    @property
    def gives_number(self) -> bool:
        """Whether the text can give a number (a lone signal name can be either)."""
        return self._number is not None

    def __reduce__(self) -> tuple[Callable[[str], Condition], tuple[str]]:
        # closures do not pickle; the text says everything
        return compile_condition, (self.source,)


@dataclass(frozen=True)
class Atom:
    """One part of a condition, for a screen to show with its live value.

    subject is the signal that a simple comparison is about, low and high its bounds (conditions
    that give a number; `.source` is how they were written), equal_to what it shall equal.
    """

    source: str
    condition: Condition
    subject: str | None = None
    low: Condition | None = None
    high: Condition | None = None
    equal_to: float | bool | str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every dotted name in this part."""
        return self.condition.names


@lru_cache(maxsize=2048)
def compile_condition(text: str) -> Condition:
    """Compile a text; raises ConditionError with the column of the first fault.

    Equal texts give the same condition, which is frozen: files are read several times over.
    """
    line, names = to_python(text)
    # In brackets, so that neither leading blanks nor the end of the line mean anything.
    try:
        tree = ast.parse(f"({line})", mode="eval").body
    except SyntaxError as error:
        column = min(max((error.offset or 2) - 1, 1), len(text))
        raise ConditionError("condition_syntax", column, given=text[column - 1 :][:20]) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise ConditionError("condition_too_deep", 1, limit=MAX_DEPTH) from error
    parts = _Parts(Compiler(text, f"({line})"))
    truth, number = parts.compiler.either(tree)
    return Condition(text, names, truth, number, parts.atoms(tree))


class _Parts:
    """Takes a tree apart at its top-level `and`, and says what each part is about."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler

    def atoms(self, tree: ast.expr) -> tuple[Atom, ...]:
        return tuple(
            Atom(self.compiler.source(node), self._part(node), **self._simple(node))
            for node in self._conjuncts(tree)
        )

    def _conjuncts(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            return [part for value in node.values for part in self._conjuncts(value)]
        return [node]

    def _part(self, node: ast.expr) -> Condition:
        truth, number = self.compiler.either(node)
        names = self.compiler.names(node)
        return Condition(self.compiler.source(node), names, truth, number)

    def _simple(self, node: ast.expr) -> dict[str, Any]:
        """What Atom says of a comparison between one signal and its bounds."""
        match node:
            case ast.Attribute():
                return {"subject": self.compiler.source(node), "equal_to": True}
            case ast.UnaryOp(op=ast.Not(), operand=ast.Attribute() as operand):
                return {"subject": self.compiler.source(operand), "equal_to": False}
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._simple_pair(left, op, right)
            case ast.Compare(
                left=low, ops=[ast.Lt() | ast.LtE(), ast.Lt() | ast.LtE()],
                comparators=[ast.Attribute() as middle, high],
            ):  # fmt: skip
                return {
                    "subject": self.compiler.source(middle),
                    "low": self._part(low),
                    "high": self._part(high),
                }
        return {}

    def _simple_pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> dict[str, Any]:
        if not isinstance(left, ast.Attribute):
            sign = ORDER_SIGNS.get(type(op))
            if sign and isinstance(right, ast.Attribute):
                bound = "high" if _TURNED[sign] in ("<", "<=") else "low"
                return {"subject": self.compiler.source(right), bound: self._part(left)}
            return {}
        subject = self.compiler.source(left)
        match op, right:
            case ast.In(), ast.BinOp(left=low, right=high):
                return {"subject": subject, "low": self._part(low), "high": self._part(high)}
            case ((ast.GtE() | ast.Gt()), _):
                return {"subject": subject, "low": self._part(right)}
            case ((ast.LtE() | ast.Lt()), _):
                return {"subject": subject, "high": self._part(right)}
            case ast.Eq(), _:
                return {"subject": subject, "equal_to": wanted(right)}
        return {"subject": subject}
