"""The pictures that ship, which a step may name."""

from __future__ import annotations

from importlib import resources

_SUFFIX = ".svg"


def picture_names() -> tuple[str, ...]:
    """The names of the pictures in `resources/pictures`, sorted."""
    files = resources.files("resources").joinpath("pictures").iterdir()
    return tuple(sorted(f.name.removesuffix(_SUFFIX) for f in files if f.name.endswith(_SUFFIX)))
