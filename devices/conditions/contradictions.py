"""Whether a condition contradicts itself: parts that can each be true, and never together.

Every part is read as a claim about one signal or expression; claims joined by `and` have to leave
a value over. What is called contradictory is; two alternatives that each need another way out
(`(a or b) and (c or d)`) are not weighed against each other.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from devices.conditions.compiler import ORDER_SIGNS, Compiler, wanted
from devices.conditions.reach import ANYTHING, Domain, Reach
from devices.conditions.words import to_python

_OTHERWISE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`given`, at `offset` (from 0) into the text, cannot be true together with `other`.

    other is empty when `given` cannot be true at all.
    """

    offset: int
    given: str
    other: str


def contradiction(text: str, domain: Callable[[str], Domain]) -> Contradiction | None:
    """The first contradiction for which a condition can never be true, None when there is none.

    domain gives the values of a dotted name. Raises ConditionError.
    """
    line, _ = to_python(text)
    parsed = f"({line})"
    claims = _Claims(Compiler(text, parsed), domain)
    return _weighed(claims.read(ast.parse(parsed, mode="eval").body), ())


# --- claims ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Claim:
    """That a subject lies between two bounds, is one of some words or flags, or is none of some."""

    subject: str
    domain: Domain
    offset: int
    source: str
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    one_of: frozenset[bool | str] | None = None
    none_of: frozenset[float | str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Form:
    """Claims and choices that hold together; each choice is one of several forms."""

    claims: tuple[_Claim, ...] = ()
    choices: tuple[tuple[_Form, ...], ...] = field(default=())


def _together(forms: Sequence[_Form]) -> _Form:
    return _Form(
        tuple(claim for form in forms for claim in form.claims),
        tuple(choice for form in forms for choice in form.choices),
    )


class _Claims:
    """Reads claims off a tree, with every `not` taken inwards."""

    def __init__(self, compiler: Compiler, domain: Callable[[str], Domain]) -> None:
        self._compiler = compiler
        self._domain = domain
        self._reach = Reach(compiler, domain)

    def read(self, node: ast.expr, holds: bool = True, shown: ast.expr | None = None) -> _Form:
        """What follows from a node that is true (or false).

        shown: what people are told of it, the whole of a negation.
        """
        told, shown = shown, shown or node
        match node:
            case ast.BoolOp(op=op, values=values):
                forms = [self.read(value, holds, told) for value in values]
                if isinstance(op, ast.And) is holds:
                    return _together(forms)
                return _Form(choices=(tuple(forms),))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.read(operand, not holds, shown)
            case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.BinOp() as ends]):
                pairs = [(ends.left, "<=", left), (left, "<=", ends.right)]
                return self._ordered(pairs, holds, shown)
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as op], comparators=[right]):
                return self._equal(left, right, holds is isinstance(op, ast.Eq), shown)
            case ast.Compare(left=left, ops=ops, comparators=rest):
                sides = zip(pairwise([left, *rest]), ops, strict=True)
                signs = [(a, ORDER_SIGNS[type(op)], b) for (a, b), op in sides]
                return self._ordered(signs, holds, shown)
        value = wanted(node)
        one_of = frozenset({holds}) if value is None else frozenset({holds} & {value is True})
        return _Form((replace(self._about(node, shown), one_of=one_of),))

    def _equal(self, left: ast.expr, right: ast.expr, holds: bool, shown: ast.expr) -> _Form:
        if wanted(right) is None:
            left, right = right, left
        value = wanted(right)
        if isinstance(value, bool):
            return self.read(left, holds is value, shown)
        claim = self._about(left, shown)
        if value is None:
            return _Form()
        if not holds:
            return _Form((replace(claim, none_of=frozenset({value})),))
        if isinstance(value, str):
            return _Form((replace(claim, one_of=frozenset({value})),))
        return _Form((replace(claim, low=value, high=value),))

    def _ordered(
        self, pairs: list[tuple[ast.expr, str, ast.expr]], holds: bool, shown: ast.expr
    ) -> _Form:
        if holds:
            return _Form(
                tuple(one for a, sign, b in pairs for one in self._bounds(a, sign, b, shown))
            )
        forms = [_Form(tuple(self._bounds(a, _OTHERWISE[s], b, shown))) for a, s, b in pairs]
        return forms[0] if len(forms) == 1 else _Form(choices=(tuple(forms),))

    def _bounds(
        self, left: ast.expr, sign: str, right: ast.expr, shown: ast.expr
    ) -> Iterator[_Claim]:
        """Each side is bounded by what the other can be, and their difference by nothing at all."""
        yield _bounded(self._about(left, shown), sign, self._reach.numbers(right))
        yield _bounded(self._about(right, shown), _TURNED[sign], self._reach.numbers(left))
        first, second = ast.unparse(left), ast.unparse(right)
        if first > second:
            first, second, sign = second, first, _TURNED[sign]
        apart = replace(self._about(left, shown), subject=f"{first} & {second}", domain=ANYTHING)
        yield _bounded(apart, sign, Domain(0.0, 0.0))

    def _about(self, node: ast.expr, shown: ast.expr) -> _Claim:
        compiler = self._compiler
        domain = self._reach.numbers(node)
        return _Claim(ast.unparse(node), domain, compiler.column(shown), compiler.source(shown))


def _bounded(claim: _Claim, sign: str, bound: Domain) -> _Claim:
    if sign in ("<", "<="):
        return replace(claim, high=bound.high, high_open=sign == "<")
    return replace(claim, low=bound.low, low_open=sign == ">")


# --- weighing --------------------------------------------------------------------------------


def _weighed(form: _Form, context: tuple[_Claim, ...]) -> Contradiction | None:
    claims = (*context, *form.claims)
    for number in range(len(context), len(claims)):
        found = _against(claims[number], claims[:number])
        if found is not None:
            return found
    for choice in form.choices:
        found_each = [_weighed(one, claims) for one in choice]
        met = [one for one in found_each if one is not None]
        if len(met) == len(choice):
            return next((one for one in met if one.other), met[0])
    return None


def _against(claim: _Claim, earlier: Sequence[_Claim]) -> Contradiction | None:
    """What of the earlier claims leaves nothing over for this one."""
    beside = [one for one in earlier if one.subject == claim.subject]
    if _leaves_some([*beside, claim]):
        return None
    own = [one for one in beside if (one.offset, one.source) == (claim.offset, claim.source)]
    if not _leaves_some([*own, claim]):
        return Contradiction(claim.offset, claim.source, "")
    alone = [one for one in beside if not _leaves_some([one, claim])]
    others = dict.fromkeys(one.source for one in alone[:1] or beside)
    return Contradiction(claim.offset, claim.source, " and ".join(others))


def _leaves_some(claims: Sequence[_Claim]) -> bool:
    """Whether any value satisfies all of these claims, which are about the same subject."""
    domain = claims[0].domain
    none_of = frozenset().union(*(claim.none_of for claim in claims))
    sets = [claim.one_of for claim in claims if claim.one_of is not None]
    if domain.words:
        sets.append(frozenset(domain.words))
    if sets and not frozenset.intersection(*sets) - none_of:
        return False
    low, low_open = max([(domain.low, False), *((one.low, one.low_open) for one in claims)])
    high, closed = min([(domain.high, True), *((one.high, not one.high_open) for one in claims)])
    if domain.whole:
        return _leaves_whole(low, low_open, high, closed, none_of)
    if low == high:
        return not low_open and closed and low not in none_of
    return low < high


def _leaves_whole(
    low: float, low_open: bool, high: float, high_closed: bool, none_of: frozenset[float | str]
) -> bool:
    if math.isinf(low) or math.isinf(high):
        return low < high
    first = math.floor(low) + 1 if low_open else math.ceil(low)
    last = math.floor(high) if high_closed else math.ceil(high) - 1
    # no more values can be shut out than are named
    return any(value not in none_of for value in range(first, min(last, first + len(none_of)) + 1))
