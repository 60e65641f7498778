"""What a step is about, for a screen that draws it: the device, and the state to reach."""

from __future__ import annotations

from devices.signals import Value
from procedures.language.steps import Check, Confirm, Do, Enter, Step


def subject_of(step: Step) -> str:
    """The device that whoever does `step` stands before, "" where there is none."""
    match step.action:
        case Do(device=device):
            return device
        case Enter(signal=signal):
            return signal.split(".", 1)[0]
        case Confirm(acts=(first, *_)):
            return first.device
        case Check(conditions=(first, *_)):
            names = sorted(name for name in first.names if not name.startswith("site."))
            return names[0].split(".", 1)[0] if names else ""
        case _:
            return ""


def reached_state(step: Step) -> Value | None:
    """The state that `expect` wants of the subject of `step`; None where it wants no single one."""
    if step.expect is None:
        return None
    subject = subject_of(step)
    for atom in step.expect.atoms():
        about = (atom.subject or "").split(".", 1)[0]
        if about == subject and atom.equal_to is not None:
            return atom.equal_to
    return None
