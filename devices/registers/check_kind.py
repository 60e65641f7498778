"""A register map against its kind: names, units and states are those of the kind and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devices.documents import Findings
from devices.kinds import KINDS, Kind
from devices.kinds.kind import ArgumentTemplate, SignalTemplate
from devices.registers.file import CodedModel, RegisterFile, WriteModel

Loc = tuple[str | int, ...]

FLAGS = ("true", "false")


def check_kind(findings: Findings, file: RegisterFile) -> None:
    """Find every signal, unit, state, verb and argument that the kind does not have."""
    if findings.known(("kind",), file.kind, KINDS, "register_kind"):
        _check_points(findings, file, KINDS[file.kind])
        _check_commands(findings, file, KINDS[file.kind])


def _check_points(findings: Findings, file: RegisterFile, kind: Kind) -> None:
    wired = {one.suffix: one for one in kind.wire_signals}
    others = {one.suffix: one for one in kind.signals if one.suffix not in wired}
    for name, model in file.points.items():
        loc: Loc = ("points", name)
        if name in others:
            key = "register_signal_derived" if others[name].derived else "register_signal_manual"
            findings.add_to_key(loc, key, given=name)
        elif findings.known(loc, name, wired, "register_signal", of_key=True):
            _check_meaning(findings, loc, model, wired[name], file)


def _check_commands(findings: Findings, file: RegisterFile, kind: Kind) -> None:
    verbs = {verb.name: verb for verb in kind.wire_verbs}
    by_people = {verb.name for verb in kind.verbs if verb.manual}
    for name, models in file.commands.items():
        loc: Loc = ("commands", name)
        if not models:
            findings.add(loc, "list_too_short", least=1)
        if name in by_people:
            findings.add_to_key(loc, "register_verb_manual", given=name)
        elif findings.known(loc, name, verbs, "register_verb", of_key=True):
            wanted = {argument.name: argument for argument in verbs[name].arguments}
            _check_arguments(findings, loc, models, wanted, file)


def _check_arguments(
    findings: Findings,
    loc: Loc,
    models: Sequence[WriteModel],
    wanted: Mapping[str, ArgumentTemplate],
    file: RegisterFile,
) -> None:
    for number, model in enumerate(models):
        given = model.argument
        if given is None:
            continue
        place = (*loc, number, "argument")
        if findings.known(place, given, wanted, "register_argument"):
            _check_meaning(findings, (*loc, number), model, wanted[given], file)
    written = {model.argument for model in models}
    for name in wanted:
        if name not in written:
            findings.add_to_key(loc, "register_argument_unwritten", name=name)


def _check_meaning(
    findings: Findings,
    loc: Loc,
    model: CodedModel,
    template: SignalTemplate | ArgumentTemplate,
    file: RegisterFile,
) -> None:
    """Unit and states as the kind has them."""
    if model.unit != template.unit:
        place = (*loc, "unit") if model.unit else loc
        given = model.unit or "–"
        findings.add(place, "wrong_unit", expected=template.unit or "–", given=given)
    if template.low is not None:
        if model.states:
            findings.add_to_key((*loc, "states"), "register_states_of_number")
        elif model.bit is not None or _is_bit(model, file):
            findings.add(loc, "register_bit_of_number")
        return
    words = tuple(word for word, _ in template.states) or FLAGS
    _check_words(findings, (*loc, "states"), model, words)
    single = model.bit is not None or _is_bit(model, file)
    if not model.states and not (single and words == FLAGS):
        findings.add(loc, "register_states_missing", known=words)


def _check_words(findings: Findings, loc: Loc, model: CodedModel, words: Sequence[str]) -> None:
    meanings: dict[int, str] = {}
    for word, given in model.states.items():
        findings.known((*loc, word), word, words, "register_state", of_key=True)
        for number in (given,) if isinstance(given, int) else given:
            if number in meanings:
                other = meanings[number]
                findings.add((*loc, word), "register_state_twice", given=number, other=other)
            meanings[number] = word


def _is_bit(model: CodedModel, file: RegisterFile) -> bool:
    if isinstance(model, WriteModel):
        return model.table is not None and model.table.of_bits
    return (model.table or file.defaults.table).of_bits
