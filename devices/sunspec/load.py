"""A SunSpec map file becomes a SunSpecMap: read, validated, checked against its kind, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from devices.documents import read_document, validate
from devices.registers import RegisterMap, load_map, map_path
from devices.signals import Value
from devices.sunspec.check import check
from devices.sunspec.file import SourceModel, SunSpecFile, WriteModel, alternatives, sources
from devices.sunspec.layout import PointPath, parse_path
from devices.sunspec.map import Setting, Source, SunSpecMap

_KEY = "sunspec_map"
_FLAGS: Mapping[str, Value] = {"true": True, "false": False}


def load_any_map(path_or_name: Path | str) -> RegisterMap | SunSpecMap:
    """The map in a file or under a plain name, of whichever of the two forms it is.

    Raises DocumentError with everything that is wrong, each with line and column.
    """
    path = map_path(path_or_name)
    return load_sunspec_map(path) if is_sunspec_map(path) else load_map(path)


def is_sunspec_map(path: Path) -> bool:
    """Whether a map file names points of SunSpec models. Raises DocumentError."""
    data = read_document(path).data
    return isinstance(data, dict) and _KEY in data


def load_sunspec_map(path_or_name: Path | str) -> SunSpecMap:
    """The SunSpec map in a file or under a plain name; raises DocumentError."""
    document = read_document(map_path(path_or_name))
    return _map_of(validate(document, SunSpecFile, then=check))


# --- from the form of the file --------------------------------------------------------------------


def _map_of(file: SunSpecFile) -> SunSpecMap:
    return SunSpecMap(
        name=file.sunspec_map,
        title=file.title.words(),
        kind=file.kind,
        points={
            name: tuple(_source(one) for _, one in sources(given))
            for name, given in file.points.items()
        },
        commands={
            verb: tuple(
                tuple(_setting(one) for _, one in alternative)
                for alternative in alternatives(given)
            )
            for verb, given in file.commands.items()
        },
        needs=file.needs,
        without=file.without,
        heartbeat=_path(file.heartbeat) if file.heartbeat else None,
    )


def _path(text: str) -> PointPath:
    path = parse_path(text)
    assert path is not None  # the file's model has validated it
    return path


def _source(one: SourceModel) -> Source:
    return Source(
        path=one.path,
        scale=one.scale,
        offset=one.offset,
        bit=None if one.bit is None else one.number(one.bit),
        states=dict(_states(one)),
    )


def _states(one: SourceModel) -> Iterator[tuple[int, Value]]:
    for word, named in one.states.items():
        for symbol in named if isinstance(named, tuple) else (named,):
            yield one.number(symbol), _FLAGS.get(word, word)


def _setting(one: WriteModel) -> Setting:
    number = 0 if one.value is None else one.number(one.value)
    return Setting(_source(one), one.argument or "", number, one.read_back)
