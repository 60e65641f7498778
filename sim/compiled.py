"""One decorator for every compiled function, and a compile cache that cannot go stale.

numba looks only at the file of the function itself when it decides whether a cached machine code is
still good; an equation that was inlined from another file would stay old. So the cache lives in a
folder named after a digest of all source files of this package.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


# rooms of plain Python, from which nothing is pasted into machine code
_PLAIN = frozenset({
    "__init__", "build", "directory", "examples", "initial", "microgrid", "names", "parameters",
    "rows", "trips", "validate", "warm",
})  # fmt: skip


def _digest() -> str:
    """Sixteen hex digits over all source files that machine code is made of."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        text = source.read_bytes()
        if source.stem not in _PLAIN or b"sim.compiled" in text:
            digest.update(text)
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    """A writable folder for the machine code: beside the sources, else in the temporary folder."""
    beside = Path(__file__).parent / "__pycache__"
    root = beside if os.access(beside if beside.exists() else beside.parent, os.W_OK) else None
    if root is None:
        root = Path(tempfile.gettempdir()) / f"kairetsu-sim-{os.getuid()}"
    return str(root / _digest())


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = _cache_folder()  # type: ignore[attr-defined] # made at import


_njit: Any = numba.njit  # `_nrt` is in none of its declared signatures

# No reference counts (`_nrt`): these functions never make an array, and the counts of a dozen
# arrays at every call took two thirds of a step.
_OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,
    "_nrt": False,
}


def compiled(function: Function) -> Function:
    """Compile to machine code on first call (cached on disk), releasing the interpreter lock."""
    return cast("Function", _njit(**_OPTIONS)(function))


def inner(function: Function) -> Function:
    """Compile into its callers, which are compiled too; Python never calls it.

    A call hands over some hundred words that describe the arrays, which costs more than most of
    what is done with them.
    """
    return cast("Function", _njit(no_cpython_wrapper=True, forceinline=True, **_OPTIONS)(function))


def outlying(function: Function) -> Function:
    """Compile what compiled code alone calls, and seldom: one copy, called, not pasted in."""
    return cast("Function", _njit(no_cpython_wrapper=True, **_OPTIONS)(function))
