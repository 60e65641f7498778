"""A SunSpec map against its kind: names, units and states are those of the kind and no others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from devices.documents import Document, Findings, Problem
from devices.kinds import KINDS, Kind
from devices.kinds.kind import ArgumentTemplate, SignalTemplate
from devices.sunspec.file import SourceModel, SunSpecFile, WriteModel, alternatives, sources
from devices.sunspec.units import factor

Loc = tuple[str | int, ...]

FLAGS = ("true", "false")


def check(file: SunSpecFile, document: Document) -> Sequence[Problem]:
    """Return what is wrong with a map whose form is right."""
    findings = Findings(document)
    for number, name in enumerate(file.needs):
        findings.known(("needs", number), name, file.points, "sunspec_needs")
    if findings.known(("kind",), file.kind, KINDS, "register_kind"):
        _check_points(findings, file, KINDS[file.kind])
        _check_commands(findings, file, KINDS[file.kind])
    return findings.problems


def _check_points(findings: Findings, file: SunSpecFile, kind: Kind) -> None:
    wired = {one.suffix: one for one in kind.wire_signals}
    others = {one.suffix: one for one in kind.signals if one.suffix not in wired}
    for name, given in file.points.items():
        loc: Loc = ("points", name)
        if not sources(given):
            findings.add(loc, "list_too_short", least=1)
        if name in others:
            key = "register_signal_derived" if others[name].derived else "register_signal_manual"
            findings.add_to_key(loc, key, given=name)
        elif findings.known(loc, name, wired, "register_signal", of_key=True):
            for way, model in sources(given):
                _check_meaning(findings, (*loc, *way), model, wired[name])


def _check_commands(findings: Findings, file: SunSpecFile, kind: Kind) -> None:
    verbs = {verb.name: verb for verb in kind.wire_verbs}
    by_people = {verb.name for verb in kind.verbs if verb.manual}
    for name, given in file.commands.items():
        loc: Loc = ("commands", name)
        every = alternatives(given)
        if not every or not all(every):
            findings.add(loc, "list_too_short", least=1)
        if name in by_people:
            findings.add_to_key(loc, "register_verb_manual", given=name)
        elif findings.known(loc, name, verbs, "register_verb", of_key=True):
            wanted = {argument.name: argument for argument in verbs[name].arguments}
            for writes in every:
                _check_arguments(findings, loc, writes, wanted)


def _check_arguments(
    findings: Findings,
    loc: Loc,
    writes: Sequence[tuple[Loc, WriteModel]],
    wanted: Mapping[str, ArgumentTemplate],
) -> None:
    for way, model in writes:
        given = model.argument
        if given and findings.known((*loc, *way, "argument"), given, wanted, "register_argument"):
            _check_meaning(findings, (*loc, *way), model, wanted[given])
    written = {model.argument for _, model in writes}
    for name in wanted:
        if name not in written:
            findings.add_to_key(loc, "register_argument_unwritten", name=name)


def _check_meaning(
    findings: Findings,
    loc: Loc,
    model: SourceModel,
    template: SignalTemplate | ArgumentTemplate,
) -> None:
    """Unit and states as the kind has them."""
    if template.low is not None:
        if model.states:
            findings.add_to_key((*loc, "states"), "register_states_of_number")
        elif model.bit is not None:
            findings.add(loc, "register_bit_of_number")
        _check_unit(findings, loc, model, template.unit)
        return
    words = tuple(word for word, _ in template.states) or FLAGS
    _check_words(findings, (*loc, "states"), model, words)
    if not model.states and not (model.bit is not None and words == FLAGS):
        findings.add(loc, "register_states_missing", known=words)


def _check_unit(findings: Findings, loc: Loc, model: SourceModel, unit: str) -> None:
    """The definition's unit becomes the signal's by a scale that follows from the two."""
    if not unit:
        return
    theirs, expected = model.definition.units, factor(model.definition, unit)
    arguments = {"point": model.sunspec, "theirs": theirs, "unit": unit, "given": model.scale}
    if expected is None:
        findings.add((*loc, "sunspec"), "sunspec_unit", **arguments)
    elif not math.isclose(abs(model.scale), expected):
        findings.add((*loc, "scale"), "sunspec_scale", expected=expected, **arguments)


def _check_words(findings: Findings, loc: Loc, model: SourceModel, words: Sequence[str]) -> None:
    meanings: dict[int, str] = {}
    for word, given in model.states.items():
        findings.known((*loc, word), word, words, "register_state", of_key=True)
        for symbol in given if isinstance(given, tuple) else (given,):
            other = meanings.setdefault(model.number(symbol), word)
            if other != word:
                findings.add((*loc, word), "register_state_twice", given=symbol, other=other)
