"""Communication: orders in three parts, how soon they are repeated, and words that are not said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from devices.events import EventKind, Json
from devices.phrases import said
from devices.words import Words
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.ledger import price
from procedures.drill.scoring.sheet import Loss, OrderTalk
from procedures.record import Entry

FEW = 5  # so many orders cost two points each; of more each is its share of the ten [P]
WRONG_TAKEN, SLOW, WRONG_WORD = 3.0, 0.5, 1.0  # points of the usual ten [P]
REPEAT_S = 15.0  # later it has to be said once more [P]
# 切って, 止めて and 接地を「とる」 are no words of switching; 投入, 開放, 付ける, 外す are.
WRONG_WORDS = re.compile(r"切って|止めて|接地を「?(?:とる|とって|取る|取って|とれ|取れ)")


@dataclass(slots=True)
class _Order:
    """One order with what followed."""

    entry: Entry
    repeats: list[Entry] = field(default_factory=list)
    confirmed: Entry | None = None


@dataclass(frozen=True, slots=True)
class Talked:
    """Everything that was said. wrong_taken: confirmed although it was repeated wrongly."""

    orders: tuple[OrderTalk, ...]
    slow: tuple[Entry, ...]
    wrong_taken: tuple[Entry, ...]
    wrong_words: tuple[tuple[Entry, str], ...]
    corrected: int


def talked(case: Case) -> Talked:
    """Follow the talk of those who are judged: the trainee's, or everybody's."""
    orders: list[_Order] = []
    for entry in case.of(EventKind.TALK):
        if entry.event.subject == "order":
            orders.append(_Order(entry))
        elif orders:
            _follow(_order_of(orders, entry), entry)
    mine = [order for order in orders if _is_judged(case, order)]
    slow = [s for order in mine for s in _slow(case, order)]
    taken = [one.confirmed for one in mine if one.confirmed is not None and _wrongly(case, one)]
    return Talked(
        orders=tuple(_told(case, order) for order in mine if _is_over(case, order)),
        slow=tuple(slow),
        wrong_taken=tuple(taken),
        wrong_words=tuple(_wrong_words(case)),
        corrected=sum(1 for order in mine if _corrected(order)),
    )


def _order_of(orders: Sequence[_Order], entry: Entry) -> _Order:
    """The newest order of the same step of the same run."""
    place = _place(entry)
    return next((one for one in reversed(orders) if _place(one.entry) == place), orders[-1])


def _place(entry: Entry) -> tuple[Json, Json]:
    data = entry.event.data
    return data.get("run"), data.get("step")


def _follow(order: _Order, entry: Entry) -> None:
    if entry.event.subject == "read_back":
        order.repeats.append(entry)
    elif entry.event.subject == "confirm":
        order.confirmed = entry


def _is_judged(case: Case, order: _Order) -> bool:
    data = order.entry.event.data
    own = {str(data.get("speaker")), str(data.get("listener"))} & set(case.sitter_roles)
    return not case.sitter or bool(own) or case.is_own(order.entry.event)


def _is_over(case: Case, order: _Order) -> bool:
    """Whether it is known what came of it: not the one that is being talked about."""
    talk = case.of(EventKind.TALK)
    return order.confirmed is not None or case.ended or _place(talk[-1]) != _place(order.entry)


def _is_full(order: _Order) -> bool:
    return order.confirmed is not None and order.confirmed.event.data.get("right") is not False


def _told(case: Case, order: _Order) -> OrderTalk:
    event = order.entry.event
    first = order.repeats[0].event.time_s if order.repeats else None
    return OrderTalk(
        step=str(event.data.get("step", "")),
        speaker=str(event.data.get("speaker", "")),
        listener=str(event.data.get("listener", "")),
        words=_words(order.entry),
        full=_is_full(order),
        repeat_s=None if first is None else first - event.time_s,
        event_number=order.entry.number,
        time_s=event.time_s,
    )


def _slow(case: Case, order: _Order) -> Iterator[Entry]:
    for repeat in order.repeats[:1]:
        late = repeat.event.time_s - order.entry.event.time_s > REPEAT_S
        if late and case.is_own(repeat.event):
            yield repeat


def _wrongly(case: Case, order: _Order) -> bool:
    """Confirmed by one who is judged, although the last repeat was not right."""
    if order.confirmed is None or not order.repeats or not _is_full(order):
        return False
    wrong = order.repeats[-1].event.data.get("right") is False
    return wrong and case.is_own(order.confirmed.event)


def _corrected(order: _Order) -> bool:
    """A wrong repeat was noticed: a right one came before it was confirmed."""
    rights = [repeat.event.data.get("right") for repeat in order.repeats]
    return len(rights) > 1 and False in rights[:-1] and rights[-1] is not False


def _wrong_words(case: Case) -> Iterator[tuple[Entry, str]]:
    """In what was said in words of one's own: a form of words that ships is nobody's choice."""
    for entry in case.of(EventKind.ANSWER):
        if case.is_own(entry.event) and not entry.event.data.get("answer"):
            for found in WRONG_WORDS.findall(str(entry.event.data.get("text", ""))):
                yield entry, found
    for entry in case.of(EventKind.TALK):
        if case.sitter and entry.event.who == case.sitter and entry.event.subject == "read_back":
            for found in WRONG_WORDS.findall(str(entry.event.data.get("ja", ""))):
                yield entry, found


def _words(entry: Entry) -> Words:
    data = entry.event.data
    return Words(str(data.get("en", "")), str(data.get("ja", "")))


def rate(found: Talked) -> float | None:
    """The share of orders in three parts; None without any."""
    return sum(one.full for one in found.orders) / len(found.orders) if found.orders else None


def three_part(case: Case, found: Talked) -> float | None:
    """The share of orders in three parts without those that no expert got through either."""
    missed = len(_not_full(case, found))
    return 1.0 - missed / len(found.orders) if found.orders else None


def _not_full(case: Case, found: Talked) -> list[OrderTalk]:
    """Orders not in three parts; one that the expert did not get through is the scenario's."""
    free = Counter(case.facts.brought("not_full"))
    kept = []
    for one in found.orders:
        if not one.full and free[one.step] > 0:
            free[one.step] -= 1
        elif not one.full:
            kept.append(one)
    return kept


def talk_losses(case: Case, of: float, found: Talked) -> Iterator[Loss]:
    """What the talk itself costs; what an evaluator marks comes with the actions."""
    group = Group.COMMUNICATION
    each = of / max(len(found.orders), FEW) if found.orders else 0.0
    for one in _not_full(case, found):
        words = said("score.talk_not_full", step=one.step, words=one.words)
        yield Loss(group, each, words, one.event_number, one.time_s)
    for entries, points, key in (
        (found.wrong_taken, WRONG_TAKEN, "score.talk_wrong_taken"),
        (found.slow, SLOW, "score.talk_slow"),
    ):
        for entry in entries:
            words = said(key, step=str(entry.event.data.get("step", "")))
            cost = price(points, group, of)
            yield Loss(group, cost, words, entry.number, entry.event.time_s)
    for entry, word in found.wrong_words:
        words = said("score.talk_wrong_word", word=word)
        cost = price(WRONG_WORD, group, of)
        yield Loss(group, cost, words, entry.number, entry.event.time_s)
