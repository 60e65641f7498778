"""Which procedures belong together on paper, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from procedures.language import Procedure, find_procedure, load_procedure


def with_called(
    procedures: Iterable[Procedure],
    beside: Path | None = None,
    read: Mapping[str, Procedure] = MappingProxyType({}),
) -> list[Procedure]:
    """`procedures`, and behind them every one that they can call, in the order of their labels.

    Paper that leads to a page which is not there would be of no use. Raises DocumentError.
    """
    chain = list(procedures)
    known = {procedure.name for procedure in chain}
    called: list[Procedure] = []
    open_ends = list(chain)
    while open_ends:
        for name in dict.fromkeys(open_ends.pop(0).calls()):
            if name not in known:
                known.add(name)
                called.append(read.get(name) or load_procedure(find_procedure(name, beside)))
                open_ends.append(called[-1])
    return chain + sorted(called, key=by_label)


def by_label(procedure: Procedure) -> tuple[tuple[int, str], ...]:
    """What to sort procedures by: P2 stands before P10, and P10-A before P10.1."""
    parts = re.findall(r"\d+|\D+", procedure.chain)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
