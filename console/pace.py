"""When a fast sitting keeps real time: while a person has only seconds to act."""

from __future__ import annotations

from procedures.snapshot import Snapshot

_ANSWERS = frozenset({"judge", "read_back"})


def keeps_real_time(snapshot: Snapshot) -> bool:
    """True while a selection or an answer of the sitter's runs out by itself, or a shift changes.

    At 60 times the speed the thirty seconds of a selection would be half a second, and no button
    could be held down for one.
    """
    if snapshot.replay is not None:
        return False
    if snapshot.selection is not None and snapshot.selection.stage == "selected":
        return True
    if snapshot.handover is not None and snapshot.handover.to:
        return True
    for run in snapshot.runs:
        step = run.current
        # an order to the sitter is a step of the speaker's: `can` tells whose turn it is
        if step is not None and step.say is not None and step.can & _ANSWERS:
            return True
    return False


def pace(speed: float, snapshot: Snapshot) -> float:
    """Return how fast plant time passes when `speed` is wished; a pause stays a pause.

    It stands still where a drill that was cut off has not been looked at yet, and while its
    instructor has not begun it, lets it stand, or has ended it.
    """
    drill = snapshot.drill if snapshot.replay is None else None
    led = drill is not None and (not drill.begun or drill.ended or drill.frozen is not None)
    if snapshot.taking_up is not None or led:
        return 0.0
    return min(speed, 1.0) if keeps_real_time(snapshot) else speed
