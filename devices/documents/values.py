"""Values that many files share: bilingual text, quantities with unit and origin, conditions."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from devices.conditions import MAX_LENGTH, Condition, ConditionError, compile_condition
from devices.documents.findings import STAND_IN, invalid
from devices.documents.schema import into_range, range_words
from devices.words import Words

_JAPANESE = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9d々]"
)
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


Filled = Annotated[str, AfterValidator(_filled)]


class Text(FileModel):
    """One text in English and Japanese; `easy_ja` is for people who are not electricians."""

    en: Filled
    ja: Filled
    easy_ja: Filled | None = None

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
    origin: str

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


_TAGGED = re.compile(r"(-?\d+(?:\.\d+)?) (\S+) \(([^()]*)\)")


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
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)? \S+ \([SFKP](, ?[SFKP])*\)$"}),
]


def is_japanese(words: str) -> bool:
    """Whether a text holds kana or kanji."""
    return bool(_JAPANESE.search(words))


def _is_code(words: str) -> bool:
    """Numbers, signs, placeholders and codes such as K-12 or PV: the same in every language."""
    return not _PROSE.search(_PLACEHOLDER.sub("", words))


def in_unit(
    unit: str,
    *,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
) -> AfterValidator:
    """Demand a unit and a range of a Quantity: `Annotated[Quantity, in_unit("kW", ge=0)]`.

    Nothing is converted: another unit is an error.
    """
    allowed = range_words(ge=ge, gt=gt, le=le, lt=lt, unit=unit)

    def check(quantity: Quantity) -> Quantity:
        if quantity.unit != unit:
            given = quantity.unit
            raise invalid("wrong_unit", at=("unit",), expected=unit, given=given, instead=unit)
        value = quantity.value
        inside = into_range(value, ge=ge, gt=gt, le=le, lt=lt)
        if value != inside:
            given = f"{value:g} {unit}"
            raise invalid(
                "quantity_out_of_range", at=("value",), given=given, allowed=allowed, instead=inside
            )
        return quantity

    return AfterValidator(check)


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
    WithJsonSchema({"type": "string", "maxLength": MAX_LENGTH}),
]
