"""Values that many files share: bilingual text, quantities with unit and origin, conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from devices.conditions import MAX_LENGTH, PATTERN, Condition, ConditionError, compile_condition
from devices.documents.editor_schema import described
from devices.documents.findings import STAND_IN, invalid
from devices.documents.schema import into_range, range_words
from devices.words import Words

_KANA_OR_KANJI = "[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9d々]"
_JAPANESE = re.compile(_KANA_OR_KANJI)
_PROSE = re.compile(r"\b[a-z]{4,}\b")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ORIGIN = re.compile(r"[SFKP](?:, ?[SFKP])*")


class FileModel(BaseModel):
    """A part of a file: frozen, and no key but those that it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _filled(words: str) -> str:
    if not words.strip():
        raise invalid("text_empty", instead=STAND_IN)
    return words


Filled = Annotated[str, AfterValidator(_filled), Field(json_schema_extra={"pattern": r"\S"})]
# What no word of prose is in: numbers, signs, placeholders, codes.
_ONLY_CODE = r"^(?:\{[^{}]*\}|(?!\b[a-z]{4,}\b)[^{])*$"
_JAPANESE_OR_CODE = {"anyOf": [{"pattern": _KANA_OR_KANJI}, {"pattern": _ONLY_CODE}]}


class Text(FileModel):
    """One text in English and Japanese; `easy_ja` is for people who are not electricians."""

    en: Filled
    ja: Annotated[Filled, Field(json_schema_extra=_JAPANESE_OR_CODE)]
    easy_ja: Annotated[Filled, Field(json_schema_extra={"pattern": _KANA_OR_KANJI})] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not is_japanese(self.ja) and not (self.ja == self.en and _is_code(self.ja)):
            raise invalid("text_ja_not_japanese", at=("ja",), given=self.ja, instead=STAND_IN)
        if self.easy_ja is not None and not is_japanese(self.easy_ja):
            given = self.easy_ja
            raise invalid("text_ja_not_japanese", at=("easy_ja",), given=given, instead=STAND_IN)
        return self

    def words(self) -> Words:
        """The same text as the record that travels to the screens."""
        return Words(self.en, self.ja, self.easy_ja or "")


class Quantity(FileModel):
    """A number with its unit and where it comes from.

    origin: S source document, F public source, K known practice, P proposal; `S,P` for both.
    """

    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: str
    origin: Annotated[str, Field(json_schema_extra={"pattern": f"^{_ORIGIN.pattern}$"})]

    @model_validator(mode="after")
    def _check(self) -> Self:
        letters = self.origin.replace(" ", "").split(",")
        if not _ORIGIN.fullmatch(self.origin) or len(set(letters)) < len(letters):
            raise invalid("origin_unknown", at=("origin",), given=self.origin, instead="P")
        return self

    @property
    def unconfirmed(self) -> bool:
        """Whether a real site has to confirm the number: any part of its origin is K or P."""
        return "K" in self.origin or "P" in self.origin


_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_TAGGED = re.compile(rf"({_NUMBER}) (\S+) \(([^()]*)\)")
_TAG = r"\([SFKP](?:, ?[SFKP])*\)"


def tagged(words: str) -> dict[str, Any] | None:
    """The parts of a quantity written as `5 s (P)`: value, unit, origin; None for another form."""
    match = _TAGGED.fullmatch(words.strip())
    if match is None:
        return None
    return {"value": float(match[1]), "unit": match[2], "origin": match[3]}


def _untagged(given: object) -> object:
    parts = tagged(given) if isinstance(given, str) else None
    if parts is None:
        raise invalid("tagged_form", given=str(given), instead="0 s (P)")
    return Quantity(**parts)


# A quantity on one line, for tables of many: `5 s (P)` is five seconds, a proposal.
Tagged = Annotated[
    Quantity,
    PlainValidator(_untagged),
    PlainSerializer(lambda q: f"{q.value:g} {q.unit} ({q.origin})", return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": rf"^\s*{_NUMBER} \S+ {_TAG}\s*$", **described("tagged")}
    ),
]


def is_japanese(words: str) -> bool:
    """Whether a text holds kana or kanji."""
    return bool(_JAPANESE.search(words))


def _is_code(words: str) -> bool:
    """Numbers, signs, placeholders and codes such as K-12 or PV: the same in every language."""
    return not _PROSE.search(_PLACEHOLDER.sub("", words))


@dataclass(frozen=True)
class _InUnit:
    """Demands a unit and a range of a Quantity, in files and in the schema for editors."""

    unit: str
    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        inner = handler(schema)
        if handler.resolve_ref_schema(inner).get("type") == "string":
            return inner | {"pattern": rf"^\s*{_NUMBER} {re.escape(self.unit)} {_TAG}\s*$"}
        bounds = {
            "minimum": self.ge,
            "exclusiveMinimum": self.gt,
            "maximum": self.le,
            "exclusiveMaximum": self.lt,
        }
        value = {name: bound for name, bound in bounds.items() if bound is not None}
        return {"allOf": [inner, {"properties": {"unit": {"const": self.unit}, "value": value}}]}

    def _checked(self, quantity: Quantity) -> Quantity:
        if quantity.unit != self.unit:
            given = quantity.unit
            raise invalid(
                "wrong_unit", at=("unit",), expected=self.unit, given=given, instead=self.unit
            )
        inside = into_range(quantity.value, ge=self.ge, gt=self.gt, le=self.le, lt=self.lt)
        if quantity.value != inside:
            given = f"{quantity.value:g} {self.unit}"
            limits = range_words(ge=self.ge, gt=self.gt, le=self.le, lt=self.lt, unit=self.unit)
            raise invalid(
                "quantity_out_of_range", at=("value",), given=given, allowed=limits, instead=inside
            )
        return quantity


def in_unit(unit: str, **limits: float) -> Any:
    """Demand a unit and a range of a Quantity: `Annotated[Quantity, in_unit("kW", ge=0)]`.

    limits: ge, gt, le, lt. Nothing is converted: another unit is an error.
    """
    return _InUnit(unit, **limits)


def quantity_field(unit: str, **limits: float) -> Any:
    """The annotated type itself, for `create_model` and aliases; see `in_unit` for the limits."""
    return Annotated[Quantity, in_unit(unit, **limits)]


def _compile(given: object) -> Condition:
    if isinstance(given, Condition):
        return given
    if isinstance(given, bool):
        given = "true" if given else "false"
    if not isinstance(given, str):
        raise invalid("condition_not_text", instead="true")
    try:
        return compile_condition(given)
    except ConditionError as error:
        raise invalid(
            error.key, offset=error.column - 1, instead="true", **error.arguments
        ) from error


ConditionField = Annotated[
    Condition,
    PlainValidator(_compile),
    PlainSerializer(lambda condition: condition.source, return_type=str),
    WithJsonSchema(
        {
            "type": ["string", "boolean"],
            "minLength": 1,
            "maxLength": MAX_LENGTH,
            "pattern": PATTERN,
            **described("condition"),
        }
    ),
]
