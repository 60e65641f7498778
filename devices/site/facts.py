"""Every number of a site file with its unit and origin, found where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from devices.documents import Document, tagged
from devices.site.site import Fact


def facts_of(document: Document) -> tuple[Fact, ...]:
    """All quantities of a file that has been validated, in file order."""
    return tuple(_find(document, document.data, ()))


def _find(document: Document, value: Any, place: tuple[str | int, ...]) -> Iterator[Fact]:
    if isinstance(value, dict):
        if {"value", "unit", "origin"} <= value.keys():
            yield _fact(document, value, place)
            return
        for key, item in value.items():
            yield from _find(document, item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _find(document, item, (*place, index))
    elif isinstance(value, str) and (parts := tagged(value)) is not None:
        yield _fact(document, parts, place)


def _fact(document: Document, value: dict[str, Any], place: tuple[str | int, ...]) -> Fact:
    line, _ = document.where(place)
    path = ".".join(str(step) for step in place)
    return Fact(path, float(value["value"]), str(value["unit"]), str(value["origin"]), line)
