"""A circuit breaker with remote control; lock and tag are hung at it by people."""

from __future__ import annotations

from devices.kinds.kind import POSITION, Kind, VerbTemplate, flag, state
from devices.words import Words

OPERATOR = ("MGC",)


def switching(also: tuple[str, str] = ("", "")) -> tuple[VerbTemplate, VerbTemplate]:
    """The verbs `open` and `close`; `also` is said after the title of closing."""
    return (
        VerbTemplate(
            "open",
            Words("Open {number} {name}", "{number} {name}を開放します"),
            OPERATOR,
            done_when="{device}.position == 'open'",
        ),
        VerbTemplate(
            "close",
            Words("Close {number} {name}" + also[0], "{number} {name}を投入します" + also[1]),
            OPERATOR,
            done_when="{device}.position == 'closed'",
        ),
    )


KIND = Kind(
    "breaker",
    Words("Circuit breaker", "遮断器"),
    signals=(
        state("position", ("{number} position", "{number} 開閉状態"), POSITION),
        flag("locked", ("{number} locked", "{number} 施錠"), manual=True),
        flag("tagged", ("{number} tagged", "{number} 投入禁止札"), manual=True),
    ),
    verbs=switching(),
    safe=(("open", ()),),
)
