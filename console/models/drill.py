"""What a trainee's window makes of a drill: announcements, hints, who leads.

Nothing of it knows more than `procedures.drill.views.DrillView` tells.
"""

from __future__ import annotations

from dataclasses import dataclass

from procedures.drill.views import DrillView, FrozenView, HintView, MessageView
from procedures.snapshot import Snapshot

HINTS, PREVIEW, GUIDANCE, GLOSSARY = "hints", "preview", "guidance", "glossary"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said of the drill above everything else.

    what: frozen, ended, begun or message; key: what it is understood by, "" where it stays.
    """

    what: str
    key: str = ""
    message: MessageView | None = None
    frozen: FrozenView | None = None


def allows(snapshot: Snapshot | None, help: str) -> bool:
    """Whether the trainee may use a help of `drill.guide.ALL_HELP`; outside a drill he may."""
    return snapshot is None or snapshot.drill is None or help in snapshot.drill.help


def alone(snapshot: Snapshot) -> bool:
    """Whether nobody but the sitter leads the drill: he begins, stops and ends it himself."""
    drill = snapshot.drill
    return drill is not None and drill.instructor in ("", snapshot.sitter)


def waits_to_begin(snapshot: Snapshot) -> bool:
    """Whether 訓練開始 has not been said yet; what is past waits for nobody."""
    drill = snapshot.drill
    return drill is not None and not drill.begun and not drill.ended and snapshot.replay is None


def real_event(snapshot: Snapshot | None) -> FrozenView | None:
    """The freeze after the code word 実災害; None where nobody has said it."""
    drill = None if snapshot is None or snapshot.replay is not None else snapshot.drill
    frozen = None if drill is None else drill.frozen
    return frozen if frozen is not None and frozen.disaster else None


def hint_to_ask(drill: DrillView) -> HintView | None:
    """The hint that is there for what is asked of the trainee longest; None where there is none."""
    free = [hint for hint in drill.hints if hint.words is None]
    return min(free, key=lambda hint: hint.time_s) if free else None


def given_hints(drill: DrillView) -> tuple[HintView, ...]:
    """The hints that were given, newest first."""
    given = [hint for hint in drill.hints if hint.words is not None]
    return tuple(sorted(given, key=lambda hint: -hint.time_s))


def can_reply(message: MessageView) -> bool:
    """Whether somebody can be told something: he called or wrote, and was not answered yet."""
    told = message.channel in ("phone", "text", "picture")
    return message.open or (told and message.answered is None)


def newest_first(drill: DrillView) -> tuple[MessageView, ...]:
    """The messages, the last one first."""
    return tuple(reversed(drill.messages))


def as_listed(drill: DrillView) -> tuple[MessageView | HintView, ...]:
    """All that the trainee was told, in the order of the list.

    A hint that helps now comes first: the next call would hide it. Then the last message and those
    that wait for an answer, then the rest; each part has the newest first.
    """
    last = drill.messages[-1:]

    def part(one: MessageView | HintView) -> int:
        if isinstance(one, HintView):
            return 0 if one.open else 2
        return 1 if one.open or one in last else 2

    told: list[MessageView | HintView] = [*given_hints(drill), *drill.messages]
    return tuple(sorted(told, key=lambda one: (part(one), -one.time_s)))


def announced(snapshot: Snapshot, understood: frozenset[str]) -> Announcement | None:
    """What is to be announced now: the gravest that nobody has understood. None for nothing.

    understood: keys of announcements; a record that is shown again announces nothing.
    """
    drill = snapshot.drill
    if drill is None or snapshot.replay is not None:
        return None
    if drill.frozen is not None and not drill.ended:
        return Announcement("frozen", frozen=drill.frozen)
    said = [Announcement("ended", "ended")] if drill.ended else []
    if drill.begun and not drill.ended:
        said += [Announcement("message", one.id, one) for one in newest_first(drill)]
        said.append(Announcement("begun", "begun"))
    return next((one for one in said if one.key not in understood), None)
