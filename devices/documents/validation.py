"""Documents against pydantic models: every error at its own line and column, with a near miss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from devices import messages
from devices.conditions import ConditionError
from devices.documents.builder import MAX_PROBLEMS
from devices.documents.document import Document, Place
from devices.documents.problems import DocumentError, Problem, nearest
from devices.documents.schema import Spot, follow

ModelT = TypeVar("ModelT", bound=BaseModel)

_AT = "_at"
_OFFSET = "_offset"

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


def invalid(
    key: str, /, *, at: Sequence[str | int] = (), offset: int | None = None, **arguments: object
) -> PydanticCustomError:
    """The error for a validator of a model to raise: a message key with its arguments.

    at points from the value that is being validated to the guilty part of it; offset is the
    number of characters into a text where the fault stands.
    """
    context: dict[str, object] = {**arguments, _AT: tuple(at), _OFFSET: offset}
    return PydanticCustomError(key, messages.text("en", key, **arguments), context)


def validate(document: Document, model: type[ModelT]) -> ModelT:
    """The document as a model. Raises DocumentError with every problem at once.

    Values are not converted: `"5"` is no number, `true` is no 1, `5.0` is no whole number;
    lists become tuples and words become enum members where the model says so.
    """
    try:
        # JSON's strict mode is the one that takes lists for tuples and refuses "5" for 5.
        return model.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        # A file of nonsense has thousands of errors; nobody reads more than the first.
        details = error.errors(include_url=False)[: 4 * MAX_PROBLEMS]
        problems = _readable(document, model, details)
        distinct = [p for n, p in enumerate(problems) if p not in problems[:n]]
        raise DocumentError(distinct[:MAX_PROBLEMS]) from error


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


def _readable(
    document: Document, model: type[BaseModel], errors: Iterable[ErrorDetails]
) -> list[Problem]:
    """Errors as problems; of a union without discriminator only the likeliest form is told."""
    by_union: dict[Place | None, dict[str, list[_Finding]]] = {}
    for error in errors:
        finding = _Finding(document, model, error)
        place, form = finding.alternative or (None, "")
        by_union.setdefault(place, {}).setdefault(form, []).append(finding)
    problems: list[Problem] = []
    for union, forms in by_union.items():
        if union is None or len(forms) == 1:
            chosen = [finding for group in forms.values() for finding in group]
            problems += [_problem(document, finding) for finding in chosen]
            continue
        # A form whose errors all lie deeper than the union itself had the right shape.
        fitting = [group for group in forms.values() if all(f.inside(union) for f in group)]
        if fitting:
            best = min(fitting, key=len)
            problems += [_problem(document, finding) for finding in best]
        else:
            problems.append(_no_form(document, union, forms))
    return problems


def _no_form(document: Document, union: Place, forms: Mapping[str, list[_Finding]]) -> Problem:
    own = [f for group in forms.values() for f in group if f.error["type"] not in _SAME]
    own += [f for g in forms.values() for f in g if f.error["type"] in ("literal_error", "enum")]
    if own:  # a validator or a list of words says more than "wrong form"
        return _problem(document, own[0])
    return document.problem(union, "value_no_form", forms=list(forms))


def _problem(document: Document, finding: _Finding) -> Problem:
    error, spot, place = finding.error, finding.spot, finding.place
    context = dict(error.get("ctx", {}))
    kind = error["type"]
    offset = context.pop(_OFFSET, None)
    place = (*place, *context.pop(_AT, ()))
    cause = context.get("error")
    if isinstance(cause, ConditionError):
        return document.problem_inside(place, cause.column - 1, cause.key, **cause.arguments)
    if kind in messages.keys("en") and kind not in _SAME:
        if offset is not None:
            return document.problem_inside(place, offset, kind, **context)
        return document.problem(place, kind, **context)
    key = _SAME.get(kind, "value_refused")
    if key == "value_tag_missing" and spot.tag is None:
        key = "value_tag_unclear"  # the form is chosen by a function that found none
    arguments = _arguments(key, error, spot, context)
    if key in _WITH_NEAR:
        arguments["near"] = nearest(str(arguments["given"]), spot.known_for(key))
        arguments["known"] = _short_list(spot.known_for(key))
        key += "_near" if arguments["near"] else ""
    if key.startswith("value_not_known") and spot.tag is not None and kind == "union_tag_invalid":
        place = (*place, spot.tag)
    if any(key.startswith(prefix) for prefix in _AT_KEY):
        line, column = document.where_key(place)
        return Problem(str(document.path), line, column, key, arguments)
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
