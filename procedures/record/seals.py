"""What an event says of rows that were written before it and are not its parent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SEAL = re.compile(r"(event|telemetry|snapshot):([0-9]{1,15}):([0-9a-f]{64})")


class Seal(NamedTuple):
    """The table, the number and the hash of a row."""

    table: str
    number: int
    hash: str


def seals_text(seals: Iterable[Seal]) -> str:
    """Seals as they stand in the record."""
    return " ".join(f"{seal.table}:{seal.number}:{seal.hash}" for seal in seals)


def seals_in(text: str) -> Iterator[Seal]:
    """The seals of an event; what is none is passed over."""
    for word in text.split():
        found = _SEAL.fullmatch(word)
        if found is not None:
            yield Seal(found[1], int(found[2]), found[3])
