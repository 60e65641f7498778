"""Words for people, one catalogue a language: `resources/messages/<language>/<room>.yaml`.

Every room has a file of its own in each language; together they form one flat catalogue of
`key: template`, where `{name}` in a template takes the argument of that name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times as fast as the other
_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_NO_VALUE = "–"


class CatalogueError(ValueError):
    """A catalogue file is not a flat mapping of key to template, or a key stands in it twice."""


@dataclass(frozen=True)
class _Entry:
    template: str
    place: str


def text(language: str, key: str, /, **arguments: object) -> str:
    """The words of `key` in `language`, its placeholders filled in.

    Raises KeyError, naming the nearest key, for an unknown language or key, and KeyError for a
    placeholder without an argument. Arguments that the template does not use are ignored.
    """
    template = _entry(language, key).template

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in arguments:
            raise KeyError(f"message {key!r} needs the argument {name!r}")
        return in_words(arguments[name])

    return _PLACEHOLDER.sub(fill, template)


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted."""
    root = resources.files("resources").joinpath("messages")
    return tuple(sorted(item.name for item in root.iterdir() if item.is_dir()))


def keys(language: str) -> frozenset[str]:
    """Every key of one language."""
    return frozenset(_catalogue(language))


def placeholders(language: str, key: str) -> frozenset[str]:
    """The names of the arguments that a message needs."""
    return frozenset(_PLACEHOLDER.findall(_entry(language, key).template))


def in_words(value: object) -> str:
    """A value as it stands in a sentence: at most six digits, lists with commas, None as a dash."""
    if value is None:
        return _NO_VALUE
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{in_words(name)}: {in_words(item)}" for name, item in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(in_words(item) for item in value)
    return str(value)


def _number(value: float) -> str:
    if abs(value) < 1e15 and value.is_integer():
        return str(int(value))
    return f"{value:.6g}"


def _entry(language: str, key: str) -> _Entry:
    catalogue = _catalogue(language)
    if key in catalogue:
        return catalogue[key]
    near = difflib.get_close_matches(key, catalogue, n=3)
    hint = f"; near: {', '.join(near)}" if near else ""
    raise KeyError(f"no message {key!r} in {language!r}{hint}")


@cache
def _catalogue(language: str) -> Mapping[str, _Entry]:
    if language not in languages():
        raise KeyError(f"no language {language!r}; there are: {', '.join(languages())}")
    folder = resources.files("resources").joinpath("messages", language)
    catalogue: dict[str, _Entry] = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".yaml"):
            read_into(catalogue, item.read_text(encoding="utf-8"), f"{language}/{item.name}")
    return catalogue


def read_into(catalogue: dict[str, _Entry], source: str, file: str) -> None:
    """Add one catalogue file to `catalogue`; raises CatalogueError with file and line."""
    try:
        root = yaml.compose(source, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CatalogueError(f"{file}: {error}") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise CatalogueError(f"{file}: expected lines of 'key: template'")
    for key_node, value_node in root.value:
        place = f"{file}:{key_node.start_mark.line + 1}"
        if not (isinstance(key_node, yaml.ScalarNode) and isinstance(value_node, yaml.ScalarNode)):
            raise CatalogueError(f"{place}: expected 'key: template'")
        key, template = key_node.value, value_node.value
        if not _KEY.fullmatch(key):
            raise CatalogueError(f"{place}: {key!r} is no key: small letters, digits, _ and .")
        if key in catalogue:
            raise CatalogueError(f"{place}: {key!r} is already at {catalogue[key].place}")
        if not template.strip():
            raise CatalogueError(f"{place}: {key!r} has no words")
        catalogue[key] = _Entry(template, place)
