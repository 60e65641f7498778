"""What people work by hand at a board: an order by word, the handle, and the report of it."""

from __future__ import annotations

from devices.kinds.kind import ORDER_ANSWER_S, Order, States, VerbTemplate, words
from devices.words import Words

ASKS = ("MGC",)
CARETAKER = "FM"
ENGINEER = "CHIEF"

# A tripped lever stands in the middle: it is pushed fully off before it goes on.
LEVER: States = words(
    open=("open", "切"), closed=("closed", "入"), tripped=("tripped", "トリップ（中間）")
)


def by_hand(
    act: str,
    title: tuple[str, str],
    *,
    says: tuple[str, str],
    answers: tuple[str, str],
    reports: tuple[str, ...],
    done_when: str,
    to: str = CARETAKER,
) -> VerbTemplate:
    """An order to somebody at the equipment, who does `act` there and reports what he sees."""
    return VerbTemplate(
        f"order_{act}",
        Words(*title),
        roles=ASKS,
        done_when=done_when,
        answer_within_s=ORDER_ANSWER_S,
        order=Order(to, Words(*says), None, act, Words(*answers), reports),
    )


def lever(to: str = CARETAKER) -> tuple[VerbTemplate, ...]:
    """The orders `order_open` and `order_close` of a breaker that is worked by its lever."""
    answers = (
        "{name}: {{device}.position}, {now}.",
        "「{name}、『{{device}.position}』です。{now}」",
    )
    return (
        by_hand(
            "open",
            ("Have it switched off: {name}", "{name}を切るよう依頼します"),
            says=("Switch off: {name}.", "「{name}、切」"),
            answers=answers,
            reports=("position",),
            done_when="{device}.position == 'open'",
            to=to,
        ),
        by_hand(
            "close",
            ("Have it switched on: {name}", "{name}を入れるよう依頼します"),
            says=("Switch on: {name}.", "「{name}、入」"),
            answers=answers,
            reports=("position",),
            done_when="{device}.position == 'closed'",
            to=to,
        ),
    )
