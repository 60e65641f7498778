"""Where scenarios are: those that ship by their names or numbers, one's own by a path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from devices.documents import DocumentError, Problem, nearest

_IS_NUMBER = re.compile(r"[A-Z]{1,3}[0-9]{1,2}(?:-[0-9]{1,2})?")
_NUMBER = re.compile(rf"(?m)^number: *[\"']?({_IS_NUMBER.pattern})\b")


def scenario_for(site: str) -> str:
    """The shipped scenario that a site begins with; raises DocumentError when it has none."""
    names = _names_for(site)
    first = f"{site}-first-activation"
    if not names:
        return str(_find(first))  # says what there is
    return first if first in names else names[0]


def has_scenario(site: str) -> bool:
    """Whether a scenario ships that the site begins with."""
    return bool(_names_for(site))


def scenario_names() -> tuple[str, ...]:
    """The names of the scenarios that ship, sorted."""
    return tuple(path.stem for path in sorted(_folder().glob("*.yaml")))


def scenario_numbers() -> Mapping[str, str]:
    """The names of the drills that ship by their numbers: of S3, and so on."""
    found = {}
    for path in sorted(_folder().glob("*.yaml")):
        number = _NUMBER.search(path.read_text(encoding="utf-8"))
        if number is not None:
            found[number[1]] = path.stem
    return found


def scenario_named(given: str) -> str:
    """The name of the drill that ships with this number, in small or capital letters.

    Everything else stays as it is.
    """
    wanted = given.upper()
    return scenario_numbers().get(wanted, given) if _IS_NUMBER.fullmatch(wanted) else given


def scenario_path(name: str | Path) -> Path:
    """The file of a scenario given by name, number or path; raises DocumentError."""
    if Path(name).suffix in (".yaml", ".yml"):
        return Path(name)
    return _find(scenario_named(str(name)))


def _find(name: str) -> Path:
    path = _folder() / f"{name}.yaml"
    if path.is_file():
        return path
    numbers = scenario_numbers() if _IS_NUMBER.fullmatch(name.upper()) else ()
    near = [*nearest(name.upper(), numbers), *nearest(name, scenario_names())]
    key = "scenario_unknown_near" if near else "scenario_unknown"
    raise DocumentError([Problem(str(path), 1, 1, key, {"given": name, "near": near})])


def _names_for(site: str) -> list[str]:
    return [name for name in scenario_names() if name.startswith(f"{site}-")]


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "scenarios"
