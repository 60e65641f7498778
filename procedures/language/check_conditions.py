"""The conditions of a procedure against its site: names, states, and whether they can come true."""

from __future__ import annotations

import re
from collections.abc import Collection

from devices.conditions import (
    ANYTHING,
    Condition,
    Domain,
    Kind,
    contradiction,
    kind_of_signal,
    mismatches,
    possible_truths,
)
from devices.site.site import Site
from devices.site.sitting import ALARMS, TIME
from procedures.language.checking import Examination, Place, with_near
from procedures.phase import Phase

_PHASE = "phase.name"
_SITTING = (_PHASE, "time.now_s")  # what conditions know of the sitting itself


def check_condition(found: Examination, place: Place, condition: Condition) -> None:
    """Every name exists, kinds and states fit their signals, and the whole can come true."""
    before = len(found.problems)
    _names(found, place, condition)
    if len(found.problems) == before:
        _kinds(found, place, condition)
    for atom in condition.atoms():
        states = _states(found.site, atom.subject or "")
        state = atom.equal_to
        if states and isinstance(state, str) and state not in states:
            _inside(found, place, condition, state, "procedure_no_state", known=states)
    if len(found.problems) == before:
        _truth(found, place, condition)


def _names(found: Examination, place: Place, condition: Condition) -> None:
    for name in sorted(condition.names):
        if name.startswith("site."):
            known: Collection[str] = [f"site.{limit}" for limit in found.site.limits]
        else:
            known = (*found.site.signals, *_SITTING)
        if name not in known:
            _inside(found, place, condition, name, "procedure_no_signal", known=known)


def _kinds(found: Examination, place: Place, condition: Condition) -> None:
    for one in mismatches(condition.source, lambda name: _kind(found.site, name)):
        found.wrong_inside(place, one.offset, one.key, **one.arguments)


def _kind(site: Site, name: str) -> Kind:
    if name == _PHASE:
        return Kind.WORD
    signal = site.signals.get(name)
    return kind_of_signal(signal) if signal else Kind.NUMBER  # a limit, or the time of the sitting


def _truth(found: Examination, place: Place, condition: Condition) -> None:
    if not condition.gives_truth:
        found.wrong(place, "procedure_number_only", given=condition.source)
        return
    atoms = condition.atoms()
    impossible = [atom for atom in atoms if not _possible(found.site, atom.source)]
    for atom in impossible:
        offset = max(0, condition.source.find(atom.source))
        found.wrong_inside(place, offset, "procedure_never_true", given=atom.source)
    if not impossible:
        _contradictions(found, place, condition)


def _possible(site: Site, text: str) -> bool:
    return True in possible_truths(text, lambda name: _domain(site, name))


def _contradictions(found: Examination, place: Place, condition: Condition) -> None:
    """Parts that each could be true, and cannot be together."""
    met = contradiction(condition.source, lambda name: _domain(found.site, name))
    if met is not None:
        key = "procedure_contradicts" if met.other else "procedure_never_true"
        found.wrong_inside(place, met.offset, key, given=met.given, other=met.other)


def _domain(site: Site, name: str) -> Domain:
    prefix, _, limit = name.partition(".")
    if prefix == "site":
        return Domain(site.limits[limit], site.limits[limit])
    signal = site.signals.get(name)
    if signal is None or signal.is_flag or signal.states:
        return Domain(words=frozenset(_states(site, name))) if name != "time.now_s" else ANYTHING
    return Domain(
        ANYTHING.low if signal.low is None else signal.low,
        ANYTHING.high if signal.high is None else signal.high,
        whole=name in (*ALARMS, TIME),  # counted, and to the minute
    )


def _states(site: Site, name: str) -> tuple[str, ...]:
    """The words that a signal can take; () for numbers and flags."""
    if name == _PHASE:
        return tuple(Phase)
    signal = site.signals.get(name)
    return signal.states if signal else ()


def _inside(
    found: Examination,
    place: Place,
    condition: Condition,
    given: str,
    key: str,
    *,
    known: Collection[str],
) -> None:
    """A problem with a word inside a condition."""
    match = re.search(rf"(?<![\w.]){re.escape(given)}(?![\w.])", condition.source)
    key, near = with_near(key, given, known)
    found.wrong_inside(place, match.start() if match else 0, key, given=given, near=near)
