"""From words to a Condition: a whitelist over Python's syntax tree, nothing else is understood."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from devices.conditions import closures
from devices.conditions.closures import Lookup, Number, Truth
from devices.conditions.errors import ConditionError
from devices.conditions.words import FUNCTIONS, MAX_DEPTH, to_python

MAX_NUMBER = 1e9

_ORDER: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


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


def compile_condition(text: str) -> Condition:
    """Compile a text; raises ConditionError with the column of the first fault."""
    line, names = to_python(text)
    # In brackets, so that neither leading blanks nor the end of the line mean anything.
    try:
        tree = ast.parse(f"({line})", mode="eval").body
    except SyntaxError as error:
        column = min(max((error.offset or 2) - 1, 1), len(text))
        raise ConditionError("condition_syntax", column, given=text[column - 1 :][:20]) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise ConditionError("condition_too_deep", 1, limit=MAX_DEPTH) from error
    return _Compiler(text, f"({line})").condition(tree, text, names)


class _Compiler:
    """Turns nodes of one text into closures; every method refuses what it does not know."""

    def __init__(self, text: str, parsed: str) -> None:
        self._text = text
        self._bytes = parsed.encode()

    def condition(self, tree: ast.expr, source: str, names: frozenset[str]) -> Condition:
        truth, number = self._either(tree, 1)
        parts = self._conjuncts(tree)
        atoms = tuple(self._atom(part) for part in parts)
        if len(atoms) == 1:  # the condition is its own only part; do not hold it twice
            return self._single(tree, source, names, truth, number)
        return Condition(source, names, truth, number, atoms)

    def _single(
        self,
        tree: ast.expr,
        source: str,
        names: frozenset[str],
        truth: Truth | None,
        number: Number | None,
    ) -> Condition:
        bare = Condition(source, names, truth, number)
        return Condition(source, names, truth, number, (Atom(source, bare, **self._simple(tree)),))

    def _part(self, tree: ast.expr) -> Condition:
        truth, number = self._either(tree, 1)
        return Condition(self._slice(tree), self._names(tree), truth, number)

    # --- the two kinds of value ------------------------------------------------------------

    def _either(self, node: ast.expr, depth: int) -> tuple[Truth | None, Number | None]:
        """A whole condition may be a truth, a number, or a signal that is one or the other."""
        match node:
            case ast.Attribute():
                name = self._name(node)
                return closures.signal_truth(name), closures.signal_number(name)
            case ast.BinOp() | ast.Constant(value=int() | float()) if not _is_flag(node):
                return None, self._number(node, depth)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return None, self._number(node, depth)
            case ast.Call(func=ast.Name(id="age" | "min" | "max" | "abs")):
                return None, self._number(node, depth)
        return self._truth(node, depth), None

    def _truth(self, node: ast.expr, depth: int) -> Truth:
        self._check_depth(node, depth)
        match node:
            case ast.Attribute():
                return closures.signal_truth(self._name(node))
            case ast.BoolOp(op=op, values=values):
                parts = [self._truth(value, depth + 1) for value in values]
                if isinstance(op, ast.And):
                    return closures.conjunction(parts)
                return closures.disjunction(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return closures.negation(self._truth(operand, depth + 1))
            case ast.Compare():
                return self._comparison(node, depth)
            case ast.Call(func=ast.Name(id="changed"), args=args):
                return closures.changed(self._only_signal(node, "changed", args))
        flag = _flag(node)
        if flag is None:
            raise self._error(node, "condition_not_truth")
        return closures.constant(flag)

    def _number(self, node: ast.expr, depth: int) -> Number:
        self._check_depth(node, depth)
        match node:
            case ast.Attribute():
                return closures.signal_number(self._name(node))
            case ast.Constant(value=int() | float()) if not _is_flag(node):
                return closures.literal(self._literal(node))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return closures.minus(self._number(operand, depth + 1))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._number(operand, depth + 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                a, b = self._number(left, depth + 1), self._number(right, depth + 1)
                return closures.division(a, b)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                a, b = self._number(left, depth + 1), self._number(right, depth + 1)
                return closures.arithmetic(_ARITHMETIC[type(op)], a, b)
            case ast.BinOp(op=ast.BitOr()):
                raise self._error(node, "condition_range_alone")
            case ast.Call(func=ast.Name(id=function), args=args):
                return self._call(node, function, args, depth)
        raise self._error(node, "condition_not_number")

    def _call(self, node: ast.Call, function: str, args: list[ast.expr], depth: int) -> Number:
        if function == "age":
            return closures.age(self._only_signal(node, function, args))
        if function == "changed" or function not in FUNCTIONS:
            raise self._error(node, "condition_not_number")
        if function == "abs":
            if len(args) != 1:
                raise self._error(node, "condition_arguments", name="abs", wanted="1")
            return closures.magnitude(self._number(args[0], depth + 1))
        if len(args) < 2:
            raise self._error(node, "condition_arguments", name=function, wanted=">= 2")
        operands = [self._number(arg, depth + 1) for arg in args]
        return closures.extreme(min if function == "min" else max, operands)

    def _only_signal(self, node: ast.expr, function: str, args: list[ast.expr]) -> str:
        if len(args) != 1 or not isinstance(args[0], ast.Attribute):
            raise self._error(node, "condition_needs_signal", name=function)
        return self._name(args[0])

    # --- comparisons -----------------------------------------------------------------------

    def _comparison(self, node: ast.Compare, depth: int) -> Truth:
        operands = [node.left, *node.comparators]
        if len(node.ops) == 1:
            return self._pair(node.left, node.ops[0], node.comparators[0], depth)
        if any(type(op) not in _ORDER for op in node.ops):
            raise self._error(node, "condition_chain")
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        return closures.conjunction([self._pair(a, op, b, depth) for a, op, b in pairs])

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr, depth: int) -> Truth:
        deeper = depth + 1
        match op:
            case ast.In():
                low, high = self._range(right)
                return closures.within(
                    self._number(left, deeper),
                    self._number(low, deeper),
                    self._number(high, deeper),
                )
            case ast.Eq():
                return self._equality(left, right, deeper)
            case ast.NotEq():
                return closures.negation(self._equality(left, right, deeper))
        for side in (left, right):
            if isinstance(side, ast.Constant) and isinstance(side.value, str):
                raise self._error(side, "condition_string_order")
        a, b = self._number(left, deeper), self._number(right, deeper)
        return closures.compare(_ORDER[type(op)], a, b)

    def _range(self, node: ast.expr) -> tuple[ast.expr, ast.expr]:
        match node:
            case ast.BinOp(left=low, op=ast.BitOr(), right=high):
                ends = (_number_literal(low), _number_literal(high))
                if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
                    raise self._error(node, "condition_range_empty", low=ends[0], high=ends[1])
                return low, high
        raise self._error(node, "condition_range_missing")

    def _equality(self, left: ast.expr, right: ast.expr, depth: int) -> Truth:
        """`==` is for words, flags and whole numbers: two measured values never equal exactly."""
        if _is_wanted(left) and not _is_wanted(right):
            left, right = right, left
        if not _is_wanted(right):
            raise self._error(right, "condition_equality")
        flag = _flag(right)
        if flag is not None:
            return closures.equals_flag(self._truth(left, depth), flag)
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            if not isinstance(left, ast.Attribute):
                raise self._error(left, "condition_string_signal")
            return closures.equals_string(self._name(left), right.value)
        number = _number_literal(right)
        assert number is not None  # the last kind of wanted value
        self._number(right, depth)  # its size is checked there
        return closures.equals_number(self._number(left, depth), number)

    # --- parts for the screen --------------------------------------------------------------

    def _conjuncts(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            return [part for value in node.values for part in self._conjuncts(value)]
        return [node]

    def _atom(self, node: ast.expr) -> Atom:
        return Atom(self._slice(node), self._part(node), **self._simple(node))

    def _simple(self, node: ast.expr) -> dict[str, Any]:
        """What Atom says of a comparison between one signal and its bounds."""
        match node:
            case ast.Attribute():
                return {"subject": self._name(node), "equal_to": True}
            case ast.UnaryOp(op=ast.Not(), operand=ast.Attribute() as operand):
                return {"subject": self._name(operand), "equal_to": False}
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._simple_pair(left, op, right)
            case ast.Compare(
                left=low, ops=[ast.Lt() | ast.LtE(), ast.Lt() | ast.LtE()],
                comparators=[ast.Attribute() as middle, high],
            ):  # fmt: skip
                return {
                    "subject": self._name(middle),
                    "low": self._part(low),
                    "high": self._part(high),
                }
        return {}

    def _simple_pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> dict[str, Any]:
        if not isinstance(left, ast.Attribute):
            sign = _ORDER.get(type(op))
            if sign and isinstance(right, ast.Attribute):
                bound = "high" if _TURNED[sign] in ("<", "<=") else "low"
                return {"subject": self._name(right), bound: self._part(left)}
            return {}
        subject = self._name(left)
        match op, right:
            case ast.In(), ast.BinOp(left=low, right=high):
                return {"subject": subject, "low": self._part(low), "high": self._part(high)}
            case ((ast.GtE() | ast.Gt()), _):
                return {"subject": subject, "low": self._part(right)}
            case ((ast.LtE() | ast.Lt()), _):
                return {"subject": subject, "high": self._part(right)}
            case ast.Eq(), _:
                return {"subject": subject, "equal_to": _wanted(right)}
        return {"subject": subject}

    # --- names, places, limits -------------------------------------------------------------

    def _name(self, node: ast.expr) -> str:
        """The signal name as written: the tree may hold a substitute for a Python keyword."""
        return self._slice(node)

    def _names(self, node: ast.expr) -> frozenset[str]:
        found: set[str] = set()
        waiting: list[ast.AST] = [node]
        while waiting:
            item = waiting.pop()
            if isinstance(item, ast.Attribute):
                found.add(self._name(item))  # its parts are no names of their own
            else:
                waiting.extend(ast.iter_child_nodes(item))
        return frozenset(found)

    def _slice(self, node: ast.expr) -> str:
        assert node.end_col_offset is not None
        return self._text[self._column(node.col_offset) : self._column(node.end_col_offset)]

    def _column(self, offset: int) -> int:
        """Characters into the text, from bytes into the bracketed copy of it."""
        return len(self._bytes[:offset].decode()) - 1

    def _literal(self, node: ast.Constant) -> float:
        value = node.value
        assert isinstance(value, int | float)
        if abs(value) > MAX_NUMBER:
            raise self._error(node, "condition_number_large", limit=MAX_NUMBER)
        return float(value)

    def _check_depth(self, node: ast.expr, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise self._error(node, "condition_too_deep", limit=MAX_DEPTH)

    def _error(self, node: ast.expr, key: str, **arguments: object) -> ConditionError:
        arguments.setdefault("given", self._slice(node)[:40])
        return ConditionError(key, self._column(node.col_offset) + 1, **arguments)


def _flag(node: ast.expr) -> bool | None:
    match node:
        case ast.Name(id="true") | ast.Constant(value=True):
            return True
        case ast.Name(id="false") | ast.Constant(value=False):
            return False
    return None


def _is_flag(node: ast.expr) -> bool:
    return _flag(node) is not None


def _number_literal(node: ast.expr) -> float | None:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as operand):
            number = _number_literal(operand)
            return None if number is None else -number
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
    return None


def _wanted(node: ast.expr) -> float | bool | str | None:
    flag = _flag(node)
    if flag is not None:
        return flag
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return _number_literal(node)


def _is_wanted(node: ast.expr) -> bool:
    """Whether `==` may stand beside it: a word, a flag or a whole number as written."""
    wanted = _wanted(node)
    return wanted is not None and (not isinstance(wanted, float) or wanted.is_integer())
