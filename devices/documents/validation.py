"""Documents against pydantic models, and on to what only the whole file can tell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from devices.documents.builder import MAX_PROBLEMS
from devices.documents.document import Document
from devices.documents.findings import Fault, read_errors
from devices.documents.problems import DocumentError, Problem
from devices.documents.repair import Repair

ModelT = TypeVar("ModelT", bound=BaseModel)

MAX_ROUNDS = 20


def _nothing_more(_read: BaseModel, _document: Document) -> Iterable[Problem]:
    return ()


def validate(
    document: Document,
    model: type[ModelT],
    then: Callable[[ModelT, Document], Iterable[Problem]] = _nothing_more,
) -> ModelT:
    """The document as a model. Raises DocumentError with every problem at once.

    Values are not converted: `"5"` is no number, `true` is no 1, `5.0` is no whole number;
    lists become tuples and words become enum members where the model says so.

    then examines what the model cannot. Faults that the reader or the model finds do not keep it
    from that: it is given a repaired copy of model and document, of which nothing is kept but the
    problems that it finds in what was not repaired.
    """
    problems = list(document.problems)
    repair = Repair(document)
    read: ModelT | None = None
    for _ in range(MAX_ROUNDS):
        read, faults = _attempt(repair.document, model)
        if read is not None:
            more = (p for p in then(read, repair.document) if not repair.explains(p))
            problems += islice(more, MAX_PROBLEMS)  # nobody reads more, and each costs time
            break
        problems += [fault.problem for fault in faults if not repair.explains_fault(fault)]
        # A file of nonsense has thousands of errors; nobody reads more than the first.
        if len(problems) >= MAX_PROBLEMS or not repair.mend(faults):
            break
    if problems or read is None:
        distinct = [p for n, p in enumerate(problems) if p not in problems[:n]]
        raise DocumentError(distinct[:MAX_PROBLEMS])
    return read


def _attempt(document: Document, model: type[ModelT]) -> tuple[ModelT | None, list[Fault]]:
    try:
        # JSON's strict mode is the one that takes lists for tuples and refuses "5" for 5.
        return model.model_validate_json(json.dumps(document.data), strict=True), []
    except ValidationError as error:
        details = error.errors(include_url=False)[: 4 * MAX_PROBLEMS]
        return None, read_errors(document, model, details)
