"""A SunSpec map file becomes a SunSpecMap: read, validated, checked against its kind, frozen."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from devices.documents import Document, Problem, nearest, read_document, validate
from devices.kinds import KINDS, Kind
from devices.kinds.kind import SignalTemplate
from devices.registers import RegisterMap, load_map, map_path
from devices.signals import Value
from devices.sunspec.file import Alternatives, SourceModel, Sources, SunSpecFile, WriteModel
from devices.sunspec.layout import PointPath, parse_path
from devices.sunspec.map import Setting, Source, SunSpecMap
from devices.sunspec.units import factor

_KEY = "sunspec_map"
_FLAGS: Mapping[str, Value] = {"true": True, "false": False}
Step = str | int


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
    return _map_of(validate(document, SunSpecFile, then=_faults))


# --- from the form of the file --------------------------------------------------------------------


def _map_of(file: SunSpecFile) -> SunSpecMap:
    return SunSpecMap(
        name=file.sunspec_map,
        title=file.title.words(),
        kind=file.kind,
        points={
            name: tuple(_source(one) for _, one in _each(sources))
            for name, sources in file.points.items()
        },
        commands={
            verb: tuple(
                tuple(_setting(one) for _, one in alternative)
                for alternative in _alternatives(given)
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
        bit=None if one.bit is None else one.number(one.bit, ()),
        states=dict(_states(one)),
    )


def _states(one: SourceModel) -> Iterator[tuple[int, Value]]:
    for word, named in one.states.items():
        for symbol in named if isinstance(named, tuple) else (named,):
            yield one.number(symbol, ()), _FLAGS.get(word, word)


def _setting(one: WriteModel) -> Setting:
    number = 0 if one.value is None else one.number(one.value, ())
    return Setting(_source(one), one.argument or "", number, one.read_back)


def _each(sources: Sources) -> list[tuple[tuple[Step, ...], SourceModel]]:
    """Every source of a signal with the way to it from the signal."""
    if isinstance(sources, SourceModel):
        return [((), sources)]
    return [((index,), one) for index, one in enumerate(sources)]


def _alternatives(given: Alternatives) -> list[list[tuple[tuple[Step, ...], WriteModel]]]:
    """Every alternative of a verb: its writes with the way to each from the verb."""
    alone: list[tuple[tuple[Step, ...], WriteModel]] = [
        ((index,), one) for index, one in enumerate(given) if isinstance(one, WriteModel)
    ]
    if alone:
        return [alone]
    return [
        [((number, index), one) for index, one in enumerate(writes)]
        for number, writes in enumerate(given)
        if isinstance(writes, tuple)
    ]


# --- against the kind -----------------------------------------------------------------------------


def _faults(file: SunSpecFile, document: Document) -> list[Problem]:
    kind = KINDS.get(file.kind)
    if kind is None:
        return [_unknown(document, ("kind",), "sunspec_kind", file.kind, KINDS)]
    return [*_point_faults(file, document, kind), *_command_faults(file, document, kind)]


def _point_faults(file: SunSpecFile, document: Document, kind: Kind) -> Iterator[Problem]:
    signals = {signal.suffix: signal for signal in kind.wire_signals}
    for index, name in enumerate(file.needs):
        if name not in file.points:
            yield _unknown(document, ("needs", index), "sunspec_needs", name, file.points)
    for name, sources in file.points.items():
        if name not in signals:
            yield _unknown_key(document, ("points", name), "sunspec_signal", signals)
            continue
        if not _each(sources):
            yield document.problem(("points", name), "list_too_short", least=1)
        for way, one in _each(sources):
            place = ("points", name, *way)
            yield from _state_faults(document, place, one, signals[name])
            yield from _unit_faults(document, place, one, signals[name].unit)


def _state_faults(
    document: Document, place: tuple[Step, ...], one: SourceModel, signal: SignalTemplate
) -> Iterator[Problem]:
    """Words that the signal does not have, and a signal of words without any."""
    flag = not signal.states and signal.low is None
    known = [name for name, _ in signal.states] or (["true", "false"] if flag else [])
    for word in one.states:
        if word not in known:
            yield _unknown_key(document, (*place, "states", word), "sunspec_state", known)
    if signal.states and not one.states:
        yield document.problem(place, "sunspec_states_missing", name=signal.suffix, known=known)


def _unit_faults(
    document: Document, place: tuple[Step, ...], one: SourceModel, unit: str
) -> Iterator[Problem]:
    """A number in another unit than the signal's, or not scaled to it."""
    if not unit:
        return
    theirs = one.definition.units
    expected = factor(one.definition, unit)
    arguments = {"point": one.sunspec, "theirs": theirs, "unit": unit, "given": one.scale}
    if expected is None:
        yield document.problem((*place, "sunspec"), "sunspec_unit", **arguments)
    elif not math.isclose(abs(one.scale), expected):
        yield document.problem((*place, "scale"), "sunspec_scale", expected=expected, **arguments)


def _command_faults(file: SunSpecFile, document: Document, kind: Kind) -> Iterator[Problem]:
    verbs = {verb.name: verb for verb in kind.wire_verbs}
    for name, given in file.commands.items():
        place: tuple[Step, ...] = ("commands", name)
        if name not in verbs:
            yield _unknown_key(document, place, "sunspec_verb", verbs)
            continue
        arguments = {argument.name: argument.unit for argument in verbs[name].arguments}
        if not all(_alternatives(given)) or not _alternatives(given):
            yield document.problem(place, "list_too_short", least=1)
        for alternative in _alternatives(given):
            used = {one.argument for _, one in alternative if one.argument}
            for way, one in alternative:
                if one.argument and one.argument not in arguments:
                    where = (*place, *way, "argument")
                    yield _unknown(document, where, "site_argument", one.argument, arguments)
                elif one.argument:
                    yield from _unit_faults(document, (*place, *way), one, arguments[one.argument])
            for missing in sorted(arguments.keys() - used):
                arguments_of = {"target": name, "name": missing}
                yield document.problem(place, "site_argument_missing", **arguments_of)


def _unknown_key(
    document: Document, place: tuple[Step, ...], key: str, known: Collection[str]
) -> Problem:
    """A key that names nothing, with near misses."""
    given = str(place[-1])
    near = nearest(given, known)
    key = f"{key}_near" if near else key
    return document.problem_of_key(place, key, given=given, near=near, known=sorted(known))


def _unknown(
    document: Document, place: tuple[Step, ...], key: str, given: str, known: Collection[str]
) -> Problem:
    """A value that names nothing, with near misses."""
    near = nearest(given, known)
    key = f"{key}_near" if near else key
    return document.problem(place, key, given=given, near=near, known=sorted(known))
