"""From syntax tree to closures: a whitelist over Python's tree, nothing else is understood."""

from __future__ import annotations

import ast

from devices.conditions import closures
from devices.conditions.closures import Number, Truth
from devices.conditions.errors import ConditionError
from devices.conditions.words import FUNCTIONS, MAX_DEPTH

MAX_NUMBER = 1e9

ORDER_SIGNS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


class Compiler:
    """Turns nodes of one text into closures; every method refuses what it does not know."""

    def __init__(self, text: str, parsed: str) -> None:
        self._text = text
        self._bytes = parsed.encode()

    # --- the two kinds of value ------------------------------------------------------------

    def either(self, node: ast.expr) -> tuple[Truth | None, Number | None]:
        """A whole condition may be a truth, a number, or a signal that is one or the other."""
        match node:
            case ast.Attribute():
                name = self._name(node)
                return closures.signal_truth(name), closures.signal_number(name)
            case ast.BinOp() | ast.Constant(value=int() | float()) if not _is_flag(node):
                return None, self._number(node, 1)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return None, self._number(node, 1)
            case ast.Call(func=ast.Name(id="age" | "min" | "max" | "abs")):
                return None, self._number(node, 1)
        return self._truth(node, 1), None

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
        if any(type(op) not in ORDER_SIGNS for op in node.ops):
            raise self._error(node, "condition_chain")
        pairs = zip(operands, node.ops, operands[1:], strict=False)
        return closures.conjunction([self._pair(a, op, b, depth) for a, op, b in pairs])

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr, depth: int) -> Truth:
        deeper = depth + 1
        match op:
            case ast.In():
                low, high = self._range(left, right)
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
        return closures.compare(ORDER_SIGNS[type(op)], a, b)

    def _range(self, subject: ast.expr, node: ast.expr) -> tuple[ast.expr, ast.expr]:
        match node:
            case ast.BinOp(left=low, op=ast.BitOr(), right=high):
                ends = (_number_literal(low), _number_literal(high))
                if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
                    raise self._empty_range(subject, node, low, high)
                return low, high
        raise self._error(node, "condition_range_missing")

    def _empty_range(
        self, subject: ast.expr, node: ast.expr, low: ast.expr, high: ast.expr
    ) -> ConditionError:
        name, first, last = (self.source(one) for one in (subject, low, high))
        if self.is_time(low) and self.is_time(high):
            key = "condition_range_midnight"
            return self._error(node, key, low=first, high=last, name=name[:40])
        return self._error(node, "condition_range_empty", low=first, high=last)

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

    # --- names, places, limits -------------------------------------------------------------

    def _name(self, node: ast.expr) -> str:
        """The signal name as written: the tree may hold a substitute for a Python keyword."""
        return self.source(node)

    def names(self, node: ast.expr) -> frozenset[str]:
        """Every dotted name under a node."""
        found: set[str] = set()
        waiting: list[ast.AST] = [node]
        while waiting:
            item = waiting.pop()
            if isinstance(item, ast.Attribute):
                found.add(self._name(item))  # its parts are no names of their own
            else:
                waiting.extend(ast.iter_child_nodes(item))
        return frozenset(found)

    def source(self, node: ast.expr) -> str:
        """The part of the text that a node was read from."""
        assert node.end_col_offset is not None
        return self._text[self._column(node.col_offset) : self._column(node.end_col_offset)]

    def is_time(self, node: ast.expr) -> bool:
        """Whether a time of day such as 07:00 stands there, which Python's parser sees as 420.0."""
        return _number_literal(node) is not None and ":" in self.source(node)

    def column(self, node: ast.expr) -> int:
        """Where the node begins in the text, counted from 0."""
        return self._column(node.col_offset)

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
        arguments.setdefault("given", self.source(node)[:40])
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


def wanted(node: ast.expr) -> float | bool | str | None:
    """The word, flag or number that stands in the text; None for anything else."""
    flag = _flag(node)
    if flag is not None:
        return flag
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return _number_literal(node)


def _is_wanted(node: ast.expr) -> bool:
    """Whether `==` may stand beside it: a word, a flag or a whole number as written."""
    value = wanted(node)
    return value is not None and (not isinstance(value, float) or value.is_integer())
