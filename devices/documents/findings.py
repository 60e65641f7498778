"""What pydantic finds wrong with a document: each fault at its own line and column, readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from devices import messages
from devices.conditions import ConditionError
from devices.documents.document import Document, Place
from devices.documents.problems import Problem, nearest
from devices.documents.schema import Spot, follow

NOTHING = object()
STAND_IN = "仮"  # a text that passes in either language

_AT = "_at"
_OFFSET = "_offset"
_INSTEAD = "_instead"

# pydantic's error types that say the same thing to the author of a file
_SAME: Mapping[str, str] = {
    "missing": "value_missing",
    "string_type": "value_not_text",
    "string_sub_type": "value_not_text",
    "bool_type": "value_not_flag",
    "bool_parsing": "value_not_flag",
    "int_type": "value_not_whole",
    "int_parsing": "value_not_whole",
    "int_from_float": "value_not_whole",
    "int_parsing_size": "value_not_whole",
    "float_type": "value_not_number",
    "float_parsing": "value_not_number",
    "decimal_type": "value_not_number",
    "decimal_parsing": "value_not_number",
    "finite_number": "value_not_number",
    "list_type": "value_not_list",
    "tuple_type": "value_not_list",
    "set_type": "value_not_list",
    "frozen_set_type": "value_not_list",
    "dict_type": "value_not_mapping",
    "mapping_type": "value_not_mapping",
    "model_type": "value_not_mapping",
    "model_attributes_type": "value_not_mapping",
    "dataclass_type": "value_not_mapping",
    "none_required": "value_not_empty",
    "greater_than": "value_out_of_range",
    "greater_than_equal": "value_out_of_range",
    "less_than": "value_out_of_range",
    "less_than_equal": "value_out_of_range",
    "multiple_of": "value_not_multiple",
    "string_too_short": "text_too_short",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "text_pattern",
    "too_short": "list_too_short",
    "too_long": "list_too_long",
    "literal_error": "value_not_known",
    "enum": "value_not_known",
    "union_tag_invalid": "value_not_known",
    "union_tag_not_found": "value_tag_missing",
    "extra_forbidden": "key_unknown",
    "unexpected_keyword_argument": "key_unknown",
    "invalid_key": "key_unknown",
}
_AT_KEY = frozenset({"key_unknown"})
_WITH_NEAR = frozenset({"key_unknown", "value_not_known"})


@dataclass(frozen=True)
class Fault:
    """A problem, and what is known about putting it right.

    value: the place of the value that was examined; the guilty part of it is `problem.place`.
    instead: what would have passed there, NOTHING where nobody knows; limits: of a number.
    """

    problem: Problem
    value: Place
    instead: object = NOTHING
    limits: Mapping[str, float] = field(default_factory=dict)
    of_key: bool = False


def invalid(
    key: str,
    /,
    *,
    at: Sequence[str | int] = (),
    offset: int | None = None,
    instead: object = NOTHING,
    **arguments: object,
) -> PydanticCustomError:
    """The error for a validator of a model to raise: a message key with its arguments.

    at points from the value that is being validated to the guilty part of it; offset is the
    number of characters into a text where the fault stands; instead is something that would have
    passed there, with which the rest of the file can still be examined.
    """
    context = {**arguments, _AT: tuple(at), _OFFSET: offset, _INSTEAD: instead}
    return PydanticCustomError(key, messages.text("en", key, **arguments), context)


class _Finding:
    """One pydantic error, with the place in the file and in the model that it is about."""

    def __init__(self, document: Document, model: type[BaseModel], error: ErrorDetails) -> None:
        self.error = error
        self.spot: Spot = follow(model, document.data, error["loc"])
        self.place: Place = self.spot.place

    def inside(self, union: Place) -> bool:
        """Whether the fault lies in the parts of a value, not in its kind."""
        return len(self.place) > len(union) or self.error["type"] == "missing"

    @property
    def alternative(self) -> tuple[Place, str] | None:
        return self.spot.alternatives[0] if self.spot.alternatives else None


def read_errors(
    document: Document, model: type[BaseModel], errors: Iterable[ErrorDetails]
) -> list[Fault]:
    """Errors as faults; of a union without discriminator only the likeliest form is told."""
    by_union: dict[Place | None, dict[str, list[_Finding]]] = {}
    for error in errors:
        finding = _Finding(document, model, error)
        place, form = finding.alternative or (None, "")
        by_union.setdefault(place, {}).setdefault(form, []).append(finding)
    faults: list[Fault] = []
    for union, forms in by_union.items():
        if union is None or len(forms) == 1:
            chosen = [finding for group in forms.values() for finding in group]
            faults += [_fault(document, finding) for finding in chosen]
            continue
        # A form whose errors all lie deeper than the union itself had the right shape.
        fitting = [group for group in forms.values() if all(f.inside(union) for f in group)]
        if fitting:
            best = min(fitting, key=len)
            faults += [_fault(document, finding) for finding in best]
        else:
            faults.append(_no_form(document, union, forms))
    return faults


def _no_form(document: Document, union: Place, forms: Mapping[str, list[_Finding]]) -> Fault:
    own = [f for group in forms.values() for f in group if f.error["type"] not in _SAME]
    own += [f for g in forms.values() for f in g if f.error["type"] in ("literal_error", "enum")]
    if own:  # a validator or a list of words says more than "wrong form"
        return _fault(document, own[0])
    return Fault(document.problem(union, "value_no_form", forms=list(forms)), union)


def _fault(document: Document, finding: _Finding) -> Fault:
    error, spot, place = finding.error, finding.spot, finding.place
    context = dict(error.get("ctx", {}))
    offset: int | None = context.pop(_OFFSET, None)
    instead = context.pop(_INSTEAD, NOTHING)
    guilty: Place = (*place, *context.pop(_AT, ()))
    cause = context.get("error")
    if isinstance(cause, ConditionError):
        column = cause.column - 1
        problem = document.problem_inside(guilty, column, cause.key, **cause.arguments)
        return Fault(problem, place, "true")
    kind = error["type"]
    if kind in messages.keys("en") and kind not in _SAME:
        if offset is None:
            return Fault(document.problem(guilty, kind, **context), place, instead)
        return Fault(document.problem_inside(guilty, offset, kind, **context), place, instead)
    of_key = error["loc"][-1:] == ("[key]",)
    return Fault(_problem(document, finding, context), place, instead, spot.limits, of_key)


def _problem(document: Document, finding: _Finding, context: Mapping[str, Any]) -> Problem:
    """The problem behind one of pydantic's own errors."""
    error, spot, place = finding.error, finding.spot, finding.place
    key = _SAME.get(error["type"], "value_refused")
    if key == "value_tag_missing" and spot.tag is None:
        key = "value_tag_unclear"  # the form is chosen by a function that found none
    arguments = _arguments(key, error, spot, context)
    if key in _WITH_NEAR:
        arguments["near"] = nearest(str(arguments["given"]), spot.known_for(key))
        arguments["known"] = _short_list(spot.known_for(key))
        key += "_near" if arguments["near"] else ""
    if error["type"] == "union_tag_invalid" and spot.tag is not None:
        place = (*place, spot.tag)
    if key == "value_missing":
        place = (*place, error["loc"][-1])
    if any(key.startswith(prefix) for prefix in _AT_KEY):
        return document.problem_of_key(place, key, **arguments)
    return document.problem(place, key, **arguments)


def _arguments(
    key: str, error: ErrorDetails, spot: Spot, context: Mapping[str, Any]
) -> dict[str, Any]:
    given = error.get("input")
    arguments: dict[str, Any] = {"given": _shown(given), "name": _name(error)}
    match key:
        case "value_out_of_range":
            arguments["allowed"] = spot.range_words() or error["msg"]
        case "value_not_multiple":
            arguments["step"] = context.get("multiple_of")
        case "text_too_short" | "list_too_short":
            arguments["least"] = context.get("min_length")
        case "text_too_long" | "list_too_long":
            arguments["most"] = context.get("max_length")
        case "text_pattern":
            arguments["pattern"] = context.get("pattern")
        case "value_not_known":
            if error["type"] == "union_tag_invalid":
                arguments["given"] = context.get("tag")
        case "value_tag_missing" | "value_tag_unclear":
            arguments["name"] = spot.tag or ""
            arguments["known"] = _short_list(spot.known)
        case "key_unknown":
            arguments["given"] = arguments["name"]
        case "value_refused":
            arguments["reason"] = error["msg"]
        case _:
            pass
    return arguments


def _name(error: ErrorDetails) -> str:
    names = [step for step in error["loc"] if isinstance(step, str) and step != "[key]"]
    return names[-1] if names else ""


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    words = messages.in_words(value)
    return words if len(words) <= 60 else words[:59] + "…"


def _short_list(known: Iterable[object]) -> list[str]:
    names = [str(name) for name in known]
    return names if len(names) <= 12 else [*names[:12], "…"]
