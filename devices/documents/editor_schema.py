"""JSON Schema for editors, generated from the very models that read the files.

Draft 7 is written, because that is what the YAML servers of editors read. A schema can say less
than a model: it takes every file that the reader takes, and refuses most of what he refuses.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from devices import messages
from devices.words import Language

DRAFT = "http://json-schema.org/draft-07/schema#"

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SUFFIX = re.compile(r"(Model|File)$")


def editor_schema(form: Any, title: str, language: Language) -> dict[str, Any]:
    """The schema of a model, or of a union of models, with its descriptions in one language.

    A key is described by the message `schema.<model>.<key>`, a model by `schema.<model>`.
    """
    generator = _Generator(by_alias=True, ref_template="#/definitions/{model}")
    schema = generator.generate(TypeAdapter(form).core_schema, mode="validation")
    if "$defs" in schema:
        schema["definitions"] = schema.pop("$defs")
    _put_words(schema, language)
    return {"$schema": DRAFT, "title": title, **schema}


def described(name: str) -> JsonSchemaValue:
    """The part of a schema that is filled with the message `schema.<name>`."""
    return {"description": f"schema.{name}"}


class _Generator(GenerateJsonSchema):
    """Pydantic's schema in draft 7, with the keys of messages for descriptions."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A key says its own name already."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default that a file could hold is shown; one that only programs know is not."""
        inner = super().default_schema(schema)
        default = inner.get("default")
        counted = inner.get("type") == "string" and not isinstance(default, str)
        if default in (None, "", [], {}) or counted:
            inner.pop("default", None)
        return inner

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A key that does not look as it must is refused, not let through."""
        inner = super().dict_schema(schema)
        if "patternProperties" in inner:
            inner["additionalProperties"] = False
        return inner

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """Draft 7 lists the entries of a list of fixed length under `items`."""
        inner = super().tuple_schema(schema)
        if "prefixItems" in inner:
            inner["items"] = inner.pop("prefixItems")
        return inner

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Draft 7 has no discriminator: the constants of the forms tell them apart."""
        inner = super().tagged_union_schema(schema)
        inner.pop("discriminator", None)
        return inner

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model with the keys of the messages about it."""
        inner = super().model_schema(schema)
        inner.pop("title", None)
        name = _message_name(schema["cls"])
        inner |= described(name)
        for key, part in inner.get("properties", {}).items():
            part.update(described(f"{name}.{key}") if _is_said(f"{name}.{key}") else {})
        return inner


def _is_said(name: str) -> bool:
    return f"schema.{name}" in messages.keys("en")


def _message_name(model: type) -> str:
    """`OnFailModel` is on_fail."""
    return _WORD_START.sub("_", _SUFFIX.sub("", model.__name__)).lower()


def _put_words(part: Any, language: Language) -> None:
    """Messages for their keys everywhere in a schema; what is said in no catalogue goes."""
    if isinstance(part, list):
        for item in part:
            _put_words(item, language)
        return
    if not isinstance(part, dict):
        return
    key = part.get("description")
    if isinstance(key, str):
        if key in messages.keys(language):
            part["description"] = messages.text(language, key)
        else:
            del part["description"]
    for item in part.values():
        _put_words(item, language)
