"""A register map file becomes a RegisterMap: read, validated, checked against its kind, frozen."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from devices.documents import DocumentError, Problem, nearest, read_document, validate
from devices.registers.build import map_of
from devices.registers.check import check
from devices.registers.file import RegisterFile
from devices.registers.model import RegisterMap

SUFFIX = ".yaml"


def load_map(path_or_name: Path | str) -> RegisterMap:
    """The register map in a file, or the one that ships under a plain name.

    Raises DocumentError with everything that is wrong, each with line and column.
    """
    document = read_document(map_path(path_or_name))
    return map_of(validate(document, RegisterFile, then=check))


def map_path(path_or_name: Path | str) -> Path:
    """Where a map is: a path as it is, a plain name among the maps that ship.

    Raises DocumentError, with the nearest names, for a plain name that does not ship.
    """
    given = Path(path_or_name)
    if given.suffix or len(given.parts) > 1:
        return given
    path = _folder() / f"{given}{SUFFIX}"
    if path.is_file():
        return path
    near = nearest(str(given), map_names())
    key = "register_map_unknown_near" if near else "register_map_unknown"
    raise DocumentError([Problem(str(path), 1, 1, key, {"given": str(given), "near": near})])


def map_names() -> tuple[str, ...]:
    """The names of the maps that ship, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob(f"*{SUFFIX}")))


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "registers"
