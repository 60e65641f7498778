"""Which command of the trainee an instructor may let pass, and what stands against it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.signals import Value
from devices.site.site import Site
from devices.words import Words
from procedures.drill.instructor_view import InstructorView
from procedures.snapshot import CommandView, CurrentStep, Refusal, Snapshot

_REFUSED_FOR_S = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command that the trainee wants. how: selected, refused or offered."""

    how: str
    device: str
    verb: str
    arguments: Mapping[str, Value]
    words: Words
    against: tuple[Words, ...]


def step_of(snapshot: Snapshot) -> CurrentStep | None:
    """The step that waits for the trainee, else the one at work."""
    steps = [run.current for run in snapshot.runs if run.current is not None]
    found = [step for step in steps if step.mine] or steps
    return found[-1] if found else None


def wanted_by_trainee(site: Site, snapshot: Snapshot, view: InstructorView) -> Wanted | None:
    """What he has selected, else what was refused to him just now, else what his step offers."""
    if view.selection is not None:
        return _of_view("selected", view.selection)
    step = step_of(snapshot)
    offered = step.command if step is not None and step.mine else None
    refused = _refused(site, snapshot.refusal, snapshot.time_s, offered)
    if refused is not None:
        return refused
    if offered is not None and offered.stage == "offered":
        return _of_view("offered", offered)
    return None


def _of_view(how: str, command: CommandView) -> Wanted:
    against = tuple(lock.words for lock in command.interlocks if lock.truth is not True)
    return Wanted(how, command.device, command.verb, command.arguments, command.button, against)


def _refused(
    site: Site, refusal: Refusal | None, now_s: float, offered: CommandView | None
) -> Wanted | None:
    """A refusal tells no values: a command that has some can be taken from the step only."""
    if refusal is None or now_s - refusal.time_s > _REFUSED_FOR_S:
        return None
    device, _, verb = refusal.target.partition(".")
    known = site.devices.get(device)
    if known is None or verb not in known.verbs:
        return None
    arguments: Mapping[str, Value] = {}
    if offered is not None and (offered.device, offered.verb) == (device, verb):
        arguments = offered.arguments
    elif known.verbs[verb].arguments:
        return None
    return Wanted("refused", device, verb, arguments, refusal.title, refusal.reasons)
