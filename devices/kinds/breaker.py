"""A circuit breaker with remote control; lock and tag are hung at it by people."""

from __future__ import annotations

from devices.kinds.kind import POSITION, Kind, VerbTemplate, flag, state
from devices.words import Words

OPERATOR = ("MGC",)


def switching(
    open_title: tuple[str, str], close_title: tuple[str, str]
) -> tuple[VerbTemplate, ...]:
    """The verbs `open` and `close` of a device whose `position` we can change."""
    return (
        VerbTemplate("open", Words(*open_title), OPERATOR, done_when="{device}.position == 'open'"),
        VerbTemplate(
            "close", Words(*close_title), OPERATOR, done_when="{device}.position == 'closed'"
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
    verbs=switching(
        ("Open {number} {name}", "{number} {name}を開放します"),
        ("Close {number} {name}", "{number} {name}を投入します"),
    ),
    safe=(("open", ()),),
)
