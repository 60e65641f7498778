"""A command of a machine as a caretaker says it: "52Tを 切る", not the name of what it does."""

from __future__ import annotations

from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import CommandView

_VERBS = {
    "open": "open",
    "close": "close",
    "start": "start",
    "start_black": "start",
    "start_following": "start",
    "stop": "stop",
    "reset": "reset",
}


def easy_command(site: Site, command: CommandView) -> Words | None:
    """What stands on the button; None for a command that only an operator understands."""
    verb, device = _VERBS.get(command.verb), site.devices.get(command.device)
    if verb is None or device is None:
        return None
    return said(f"facility.command_{verb}", what=device.short)
