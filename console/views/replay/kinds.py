"""What the kinds of events are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def kind_words(like: str) -> str:
    """A kind of event in the language spoken now."""
    tr = QCoreApplication.translate
    words = {
        "step": tr("ReplayKinds", "steps"),
        "alarm": tr("ReplayKinds", "alarms"),
        "happening": tr("ReplayKinds", "happenings"),
        "command": tr("ReplayKinds", "commands"),
        "talk": tr("ReplayKinds", "talk"),
        "phase": tr("ReplayKinds", "phases"),
        "note": tr("ReplayKinds", "notes"),
        "branch": tr("ReplayKinds", "goings back"),
    }
    return words.get(like, like)
