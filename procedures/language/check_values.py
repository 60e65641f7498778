"""Commands and values of a procedure against its site: verbs, roles, arguments, bounds, texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from devices.signals import Signal, Value
from devices.words import Words
from procedures.language.checking import Examination, Place, with_near
from procedures.language.steps import Do, FieldAct

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
Bounds = tuple[float | None, float | None, tuple[str, ...]]


def check_command(found: Examination, place: Place, with_place: Place, do: Do, role: str) -> None:
    """The verb exists, the role may use it, and its arguments are complete and within bounds."""
    site = found.site
    if not found.among(place, "device", do.device, site.devices):
        return
    verbs = site.devices[do.device].verbs
    if not found.among(place, "verb", do.target, [f"{do.device}.{verb}" for verb in verbs]):
        return
    verb = verbs[do.verb]
    if role not in verb.roles:
        found.wrong(place, "procedure_verb_role", given=role, target=do.target, roles=verb.roles)
    for name in verb.arguments.keys() - do.arguments.keys():
        found.wrong(place, "procedure_argument_missing", target=do.target, name=name)
    for name, value in do.arguments.items():
        if found.among((*with_place, name), "argument", name, verb.arguments):
            argument = verb.arguments[name]
            bounds = (argument.low, argument.high, argument.states)
            _inside(found, (*with_place, name), name, value, bounds)


def check_acts(found: Examination, place: Place, acts: Iterable[FieldAct]) -> None:
    """What people do at the equipment can be done there."""
    for number, act in enumerate(acts):
        if found.can_act is not None and not found.can_act(act.device, act.act):
            found.wrong((*place, number), "procedure_no_act", given=act.target)


def check_entered(found: Examination, place: Place, name: str, value: Value | None = None) -> None:
    """A point that people enter exists, is not measured, and can have that value."""
    site = found.site
    manual = [one for one, signal in site.signals.items() if signal.manual]
    if name in site.signals and name not in manual:
        found.wrong(place, "procedure_measured", given=name)
    elif found.among(place, "signal", name, manual) and value is not None:
        _fits(found, place, site.signals[name], value)


def _fits(found: Examination, place: Place, signal: Signal, value: Value) -> None:
    if signal.is_flag != isinstance(value, bool):
        found.wrong(place, "procedure_not_flag", name=signal.name, given=value)
    elif not signal.is_flag:
        _inside(found, place, signal.name, value, (signal.low, signal.high, signal.states))


def _inside(found: Examination, place: Place, name: str, value: Value, bounds: Bounds) -> None:
    low, high, states = bounds
    if states:
        found.among(place, "state", str(value), states)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        found.wrong(place, "procedure_not_number", name=name, given=value)
    elif (low is not None and value < low) or (high is not None and value > high):
        found.wrong(place, "procedure_outside", name=name, given=value, low=low, high=high)


def check_texts(found: Examination, place: Place, texts: Mapping[str, Words | None]) -> None:
    """Something fills every placeholder."""
    for key, words in texts.items():
        if words is None:
            continue
        for language, text in (("en", words.en), ("ja", words.ja), ("easy_ja", words.easy_ja)):
            for name in _PLACEHOLDER.findall(text):
                if not _is_placeholder(found, name):
                    known = [*found.site.signals, "now"]
                    message, near = with_near("procedure_no_placeholder", name, known)
                    found.wrong((*place, key, language), message, given=name, near=near)


def _is_placeholder(found: Examination, name: str) -> bool:
    site = found.site
    device, _, last = name.partition(".")
    titled = device in site.devices and last in ("name", "number")
    limit = device == "site" and last in site.limits
    return name == "now" or name in site.signals or titled or limit
