"""Which part of a model answers for a place in a file: names, words and ranges allowed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel

from devices.documents.document import Place

Schema = dict[str, Any]

# Wrappers that hold the schema of the value itself under "schema".
_WRAPPERS = frozenset(
    {"default", "nullable", "function-before", "function-after", "function-wrap", "model",
     "dataclass", "model-field", "dataclass-field", "chain", "definitions", "json-or-python",
     "lax-or-strict"}
)  # fmt: skip
_RANGE_NAMES = ("ge", "gt", "le", "lt")


@dataclass(frozen=True)
class Spot:
    """The end of a pydantic error location.

    place: where in the file; fields: key names of the mapping around the last step; known: the
    words allowed at the place; tag: the key that chooses the form; alternatives: unions without
    a discriminator on the way, each with its place and the form that was tried.
    """

    place: Place
    fields: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    tag: str | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)
    alternatives: tuple[tuple[Place, str], ...] = ()

    def known_for(self, key: str) -> tuple[str, ...]:
        """What a near miss is looked for in."""
        return self.fields if key == "key_unknown" else self.known

    def range_words(self) -> str:
        """The allowed range in signs that need no translation, `0..100` or `> 0`."""
        return range_words(**self.limits)


def range_words(
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    unit: str = "",
) -> str:
    """A range in signs that need no translation: `0..100 kW`, `> 0`, `>= 0, < 5`."""
    end = f" {unit}" if unit else ""
    if ge is not None and le is not None:
        return f"{ge:g}..{le:g}{end}"
    signs = ((">=", ge), (">", gt), ("<=", le), ("<", lt))
    return ", ".join(f"{sign} {bound:g}{end}" for sign, bound in signs if bound is not None)


def into_range(
    value: float,
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
) -> float:
    """The value itself where it lies in the range, else a value near the bound it breaks."""
    low = ge if gt is None else gt
    high = le if lt is None else lt
    middle = (low + high) / 2 if low is not None and high is not None else None
    if ge is not None and value < ge:
        return ge
    if gt is not None and value <= gt:
        return gt + 1 if middle is None or high is None or gt + 1 < high else middle
    if le is not None and value > le:
        return le
    if lt is not None and value >= lt:
        return lt - 1 if middle is None or low is None or lt - 1 > low else middle
    return value


def follow(model: type[BaseModel], data: object, loc: Sequence[str | int]) -> Spot:
    """Walk model and data along a pydantic location.

    A location also names the form of a union that was tried; those steps are not in the file.
    """
    return _Walk(model).follow(data, loc)


class _Walk:
    def __init__(self, model: type[BaseModel]) -> None:
        self._definitions: dict[str, Schema] = {}
        self._top = cast("Schema", model.__pydantic_core_schema__)

    def follow(self, data: object, loc: Sequence[str | int]) -> Spot:
        schema: Schema | None = self._peel(self._top)
        place: Place = ()
        fields: tuple[str, ...] = ()
        alternatives: list[tuple[Place, str]] = []
        for step in loc:
            if schema is not None and schema["type"] == "tagged-union":
                schema = self._peel(schema["choices"].get(step))
                continue
            if schema is not None and schema["type"] == "union":
                alternatives.append((place, _form_name(str(step))))
                schema = self._form(schema, str(step))
                continue
            if step == "[key]":
                break
            exists, data = _into(data, step)
            if not exists and schema is None:
                continue  # a step that pydantic added in a part of the model unknown here
            fields = self._field_names(schema)
            schema = self._child(schema, step)
            if exists:
                place = (*place, step)
        return Spot(
            place=place,
            fields=fields,
            known=_known(schema),
            tag=_tag(schema),
            limits=_limits(schema),
            alternatives=tuple(alternatives),
        )

    def _peel(self, schema: Schema | None) -> Schema | None:
        """The schema of the value itself, without defaults, validators and references."""
        while schema is not None:
            if schema["type"] == "definitions":
                for definition in schema["definitions"]:
                    self._definitions[definition["ref"]] = definition
                schema = schema["schema"]
            elif schema["type"] == "definition-ref":
                schema = self._definitions.get(schema["schema_ref"])
            elif schema["type"] == "chain":
                schema = schema["steps"][0]
            elif schema["type"] == "json-or-python":
                schema = schema["json_schema"]
            elif schema["type"] == "lax-or-strict":
                schema = schema["strict_schema"]
            elif schema["type"] in _WRAPPERS and "schema" in schema:
                schema = schema["schema"]
            else:
                return schema
        return None

    def _child(self, schema: Schema | None, step: str | int) -> Schema | None:
        if schema is None:
            return None
        match schema["type"]:
            case "model-fields":
                return self._peel(self._field(schema, str(step)))
            case "dataclass-args":
                named = {item["name"]: item for item in schema["fields"]}
                return self._peel(named.get(str(step)))
            case "list" | "set" | "frozenset":
                return self._peel(schema.get("items_schema"))
            case "tuple" if isinstance(step, int):
                items = schema["items_schema"]
                variadic = schema.get("variadic_item_index")
                last = variadic if variadic is not None else len(items) - 1
                return self._peel(items[min(step, last)])
            case "dict":
                return self._peel(schema.get("values_schema"))
        return None

    def _field(self, schema: Schema, name: str) -> Schema | None:
        for own, item in schema["fields"].items():
            if name in (own, item.get("validation_alias")):
                return cast("Schema", item)
        return None

    def _field_names(self, schema: Schema | None) -> tuple[str, ...]:
        if schema is None:
            return ()
        if schema["type"] == "model-fields":
            items = schema["fields"].items()
            aliases = ((own, item.get("validation_alias")) for own, item in items)
            return tuple(a if isinstance(a, str) else own for own, a in aliases)
        if schema["type"] == "dataclass-args":
            return tuple(item["name"] for item in schema["fields"])
        return ()

    def _form(self, union: Schema, label: str) -> Schema | None:
        for choice in union["choices"]:
            schema, name = choice if isinstance(choice, tuple) else (choice, None)
            peeled = self._peel(schema)
            if label in (name, _label(schema), peeled and _label(peeled)):
                return peeled
        return None


def _into(data: object, step: str | int) -> tuple[bool, object]:
    if isinstance(data, Mapping):
        for name in (step, str(step)):
            if name in data:
                return True, data[name]
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return True, data[step]
    return False, None


def _label(schema: Schema) -> str:
    if schema["type"] in ("model", "dataclass"):
        return str(schema["cls"].__name__)
    return str(schema["type"])


def _form_name(label: str) -> str:
    """Of pydantic's `function-after[check(), Quantity]` the word that people know."""
    return label.rstrip("]").replace("[", " ").replace(",", " ").split()[-1]


def _known(schema: Schema | None) -> tuple[str, ...]:
    if schema is None:
        return ()
    match schema["type"]:
        case "literal":
            return tuple(str(word) for word in schema["expected"])
        case "enum":
            members = cast("list[Enum]", schema["members"])
            return tuple(str(member.value) for member in members)
        case "tagged-union":
            return tuple(str(tag) for tag in schema["choices"])
    return ()


def _tag(schema: Schema | None) -> str | None:
    if schema is not None and schema["type"] == "tagged-union":
        discriminator = schema["discriminator"]
        return discriminator if isinstance(discriminator, str) else None
    return None


def _limits(schema: Schema | None) -> dict[str, float]:
    if schema is None or schema["type"] not in ("int", "float"):
        return {}
    return {name: schema[name] for name in _RANGE_NAMES if name in schema}
