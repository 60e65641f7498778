"""Which procedures belong together on paper, and their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from devices.site import Site
from procedures.language import Procedure, check, find_procedure, load_procedure, procedure_names


def with_called(
    procedures: Iterable[Procedure],
    beside: Path | None = None,
    read: Callable[[str], Procedure] | None = None,
) -> list[Procedure]:
    """`procedures`, and behind them every one that they can call, in the order of their labels.

    Paper that leads to a page which is not there would be of no use. read: who reads one by its
    name; without it, it is looked for beside and among those that ship. Raises DocumentError.
    """
    read = read or (lambda name: load_procedure(find_procedure(name, beside)))
    chain = list(procedures)
    known = {procedure.name for procedure in chain}
    called: list[Procedure] = []
    open_ends = list(chain)
    while open_ends:
        for name in dict.fromkeys(open_ends.pop(0).calls()):
            if name not in known:
                known.add(name)
                called.append(read(name))
                open_ends.append(called[-1])
    return chain + sorted(called, key=by_label)


def for_paper(given: str | Path, site: Site) -> Procedure:
    """One procedure by name or path, checked against `site`; raises DocumentError.

    What the site does not have could not be written down either.
    """
    path = find_procedure(given) if isinstance(given, str) else given
    known = procedure_names(path.parent)
    return load_procedure(path, then=lambda read: check(read, site, known).problems)


def files_of(procedures: Iterable[Procedure]) -> tuple[Path, ...]:
    """The files that these were read from."""
    return tuple(one.document.path for one in procedures if one.document is not None)


def by_label(procedure: Procedure) -> tuple[tuple[int, str], ...]:
    """What to sort procedures by: P2 stands before P10, and P10-A before P10.1."""
    parts = re.findall(r"\d+|\D+", procedure.chain)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
