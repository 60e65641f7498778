"""What the tests of one site and of every site share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from devices.conditions import Condition
from devices.words import Words


def _every_words(value: Any, place: str) -> Iterator[tuple[str, Words]]:
    if isinstance(value, Words):
        yield place, value
    elif isinstance(value, Condition | str | float | bool):
        return
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _every_words(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _every_words(item, f"{place}.{key}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _every_words(item, f"{place}.{index}")


@pytest.fixture
def every_words() -> Callable[[Any, str], Iterator[tuple[str, Words]]]:
    """Walk through everything that a site holds: each pair of texts with its place."""
    return _every_words
