"""What the kinds of events are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def kind_words(like: str) -> str:
    """A kind of event in the language spoken now."""
    words = {
        "step": QCoreApplication.translate("ReplayKinds", "steps"),
        "alarm": QCoreApplication.translate("ReplayKinds", "alarms"),
        "happening": QCoreApplication.translate("ReplayKinds", "happenings"),
        "command": QCoreApplication.translate("ReplayKinds", "commands"),
        "talk": QCoreApplication.translate("ReplayKinds", "talk"),
        "phase": QCoreApplication.translate("ReplayKinds", "phases"),
        "note": QCoreApplication.translate("ReplayKinds", "notes"),
        "branch": QCoreApplication.translate("ReplayKinds", "goings back"),
    }
    return words.get(like, like)
