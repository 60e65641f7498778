"""What stands in a record, taken for what it should be: it may come from anybody."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any


def number(given: object) -> float | None:
    """A finite number; None for anything else."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return float(given) if math.isfinite(given) else None


def mapping(given: object) -> Mapping[str, Any]:
    """A mapping; an empty one for anything else."""
    return given if isinstance(given, Mapping) else {}


def items(given: object, key: str) -> Iterator[Mapping[str, Any]]:
    """The mappings of a list that have `key`."""
    if isinstance(given, list):
        yield from (one for one in given if isinstance(one, Mapping) and key in one)


def numbers(given: object) -> list[float]:
    """A list of finite numbers; an empty one for anything else."""
    found = [number(one) for one in given] if isinstance(given, list) else []
    return [] if None in found else [one for one in found if one is not None]
