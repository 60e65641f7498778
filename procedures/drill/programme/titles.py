"""What steps and procedures are called, by the heads of their files: nothing is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from devices.documents import DocumentError
from devices.site import site_names, site_path
from devices.words import Words, same
from procedures.drill.programme.due import Roster
from procedures.language import find_procedure

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"\{([a-z0-9_]+)\.(?:number|name)\}")


def step_title(procedure: str, step: str, site: str = "") -> Words:
    """Label of the procedure, number and title of the step; the bare names of an unknown one.

    site: where it was done, for what its devices are called there.
    """
    label, titles = _titles(procedure)
    title = titles.get(step)
    if title is None:
        return same(f"{procedure} {step}")
    number = step if step.startswith(label) else f"{label} {step}".strip()
    devices = _numbers(site)

    def called(text: str) -> str:
        return _NUMBER.sub(lambda match: devices.get(match[1], match[1].upper()), text)

    return Words(f"{number} {called(title.en)}", f"{number} {called(title.ja)}")


def person_names(site: str) -> Mapping[str, Words]:
    """The persons of a site that ships, by id."""
    return {
        str(id): _words(one["name"])
        for id, one in _part(_read(_of_site, site), "persons").items()
        if isinstance(one, dict) and isinstance(one.get("name"), dict)
    }


def roster_of(site: str) -> Roster:
    """The persons of a site that ships, and what they may do there."""
    persons = _part(_read(_of_site, site), "persons")
    roles = {
        str(id): tuple(map(str, one.get("roles", ())))
        for id, one in persons.items()
        if isinstance(one, dict)
    }
    return Roster(site, roles)


@lru_cache(maxsize=200)
def _titles(procedure: str) -> tuple[str, Mapping[str, Words]]:
    read = _read(find_procedure, procedure)
    given = read.get("steps")
    steps = given if isinstance(given, list) else []
    titles = {str(one["id"]): _words(one["title"]) for one in steps if _told(one)}
    return str(read.get("chain", "")), titles


@lru_cache(maxsize=50)
def _numbers(site: str) -> Mapping[str, str]:
    devices = _part(_read(_of_site, site), "devices")
    return {
        str(id): str(one["number"])
        for id, one in devices.items()
        if isinstance(one, dict) and "number" in one
    }


def _of_site(name: str) -> Path:
    """The file of a site that ships; of others the records tell no path that can be trusted."""
    if name not in site_names():
        raise FileNotFoundError(name)
    return site_path(name)


@lru_cache(maxsize=200)
def _read(find: Callable[[str], Path], name: str) -> Mapping[str, Any]:
    """A file as it stands there; empty for what cannot be read."""
    try:
        read = yaml.load(find(name).read_text(encoding="utf-8"), Loader=_LOADER)
    except (DocumentError, OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _part(read: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = read.get(key)
    return part if isinstance(part, dict) else {}


def _told(step: Any) -> bool:
    return isinstance(step, dict) and "id" in step and isinstance(step.get("title"), dict)


def _words(title: Mapping[str, Any]) -> Words:
    english = str(title.get("en", ""))
    return Words(english, str(title.get("ja", english)))
