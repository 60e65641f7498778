"""Files from outside: the strict YAML reader and its errors with file, line and column."""

from __future__ import annotations

from devices.documents.builder import MAX_PROBLEMS
from devices.documents.collected import Findings
from devices.documents.document import Document
from devices.documents.editor_schema import described, editor_schema
from devices.documents.findings import invalid
from devices.documents.problems import DocumentError, Problem, nearest
from devices.documents.reader import parse_document, read_document, stamp
from devices.documents.schema import range_words
from devices.documents.validation import validate
from devices.documents.values import (
    ConditionField,
    FileModel,
    Quantity,
    Tagged,
    Text,
    in_unit,
    is_japanese,
    quantity_field,
    tagged,
)

__all__ = [
    "MAX_PROBLEMS",
    "ConditionField",
    "Document",
    "DocumentError",
    "FileModel",
    "Findings",
    "Problem",
    "Quantity",
    "Tagged",
    "Text",
    "described",
    "editor_schema",
    "in_unit",
    "invalid",
    "is_japanese",
    "nearest",
    "parse_document",
    "quantity_field",
    "range_words",
    "read_document",
    "stamp",
    "tagged",
    "validate",
]
