"""The life of one alarm: when its condition counts, what holds it back, which state that gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from devices.picture import Picture
from devices.signals import Quality
from devices.site.site import AlarmRule

CHATTER_WINDOW_S = 60.0
CHATTER_TRANSITIONS = 3


class AlarmState(StrEnum):
    """The states of ISA-18.2. The first three stand in the list and want something of a person."""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"  # back to normal, not acknowledged
    SHELVED = "shelved"
    SUPPRESSED = "suppressed"  # by state, predicted by the step, or folded under a first-out
    OUT_OF_SERVICE = "out_of_service"
    NORMAL = "normal"


@dataclass(slots=True)
class Entry:
    """What is known of one alarm; plain values only, so that its JSON is itself.

    active: the condition has held its delay. shown: it stands in the list. Times in the sitting's
    seconds.
    """

    active: bool = False
    shown: bool = False
    unacknowledged: bool = False
    on_since_s: float | None = None
    off_since_s: float | None = None
    raised_s: float | None = None
    suppressed: bool = False
    released_s: float | None = None  # since when the state no longer suppresses it
    expected: bool = False
    parent: str = ""
    shelved_until_s: float | None = None
    shelved_once: bool = False
    shelved_by: str = ""
    out_of_service: bool = False
    acknowledged_by: str = ""
    comment: str = ""
    transitions_s: list[float] = field(default_factory=list)

    @property
    def held_back(self) -> str:
        """Why it is not shown: out_of_service, shelved, state, expected, folded, or ""."""
        if self.out_of_service:
            return "out_of_service"
        if self.shelved_until_s is not None:
            return "shelved"
        if self.suppressed:
            return "state"
        if self.expected:
            return "expected"
        return "folded" if self.parent else ""

    @property
    def state(self) -> AlarmState:
        """The state that a list shows."""
        if self.out_of_service:
            return AlarmState.OUT_OF_SERVICE
        if self.shelved_until_s is not None:
            return AlarmState.SHELVED
        if self.active and self.held_back:
            return AlarmState.SUPPRESSED
        if self.active:
            return AlarmState.UNACKNOWLEDGED if self.unacknowledged else AlarmState.ACKNOWLEDGED
        return AlarmState.RETURNED if self.unacknowledged else AlarmState.NORMAL

    def chatters(self, now_s: float) -> bool:
        """Whether it came or went three times within the last minute."""
        recent = [time_s for time_s in self.transitions_s if now_s - time_s <= CHATTER_WINDOW_S]
        return len(recent) >= CHATTER_TRANSITIONS

    def turned(self, now_s: float) -> None:
        """Remember that it came or went now."""
        recent = [time_s for time_s in self.transitions_s if now_s - time_s <= CHATTER_WINDOW_S]
        self.transitions_s = [*recent, now_s]


class Watch:
    """One rule with its entry, looked at only when something that it reads has changed."""

    def __init__(self, rule: AlarmRule, entry: Entry) -> None:
        self.rule = rule
        self.entry = entry
        conditions = [c for c in (rule.when, rule.off_when, rule.suppress_when) if c is not None]
        names = {name for condition in conditions for name in condition.names}
        self._names = tuple(sorted(name for name in names if not name.startswith("site.")))
        # time alone turns these
        self._always = rule.hold_overdue or any(
            "age(" in c.source or "changed(" in c.source for c in conditions
        )

    def look(self, picture: Picture, seen: int, now_s: float, hold_overdue: bool) -> None:
        """Judge the conditions again if they may have changed since revision `seen`."""
        if not self._always and not any(picture.changed_since(seen, n) for n in self._watched()):
            return
        rule, entry = self.rule, self.entry
        on = self._is_on(picture, hold_overdue)
        if rule.off_when is None:
            off = None if on is None else not on
        else:
            off = rule.off_when.evaluate(picture)
        # unknown neither raises nor clears, and a delay that it interrupts begins again
        entry.on_since_s = _since(on, entry.on_since_s, now_s)
        entry.off_since_s = _since(off, entry.off_since_s, now_s)
        hush = rule.suppress_when
        if hush is not None and hush.evaluate(picture) is True:
            entry.suppressed, entry.released_s = True, None
        elif entry.suppressed and entry.released_s is None:
            entry.released_s = now_s

    def release(self, now_s: float) -> None:
        """Let go of suppression once its state is over.

        An active alarm must then hold its on-delay anew: what is just getting well again, as the
        voltage during a black start, is not told as if it had come.
        """
        entry = self.entry
        if not entry.suppressed or entry.released_s is None:
            return
        if entry.active:
            if entry.on_since_s is None:
                return
            if now_s - max(entry.on_since_s, entry.released_s) < self.rule.delay_s:
                return
        entry.suppressed, entry.released_s = False, None

    def becomes_active(self, now_s: float) -> bool:
        """Whether the condition has now held its on-delay."""
        since_s = self.entry.on_since_s
        return (
            not self.entry.active and since_s is not None and now_s - since_s >= self.rule.delay_s
        )

    def becomes_normal(self, now_s: float) -> bool:
        """Whether the condition has now been gone for its off-delay."""
        since_s = self.entry.off_since_s
        return (
            self.entry.active and since_s is not None and now_s - since_s >= self.rule.off_delay_s
        )

    def _watched(self) -> tuple[str, ...]:
        rule = self.rule
        return (*self._names, *rule.stale_of, *rule.fed_from.values())

    def _is_on(self, picture: Picture, hold_overdue: bool) -> bool | None:
        rule = self.rule
        if rule.hold_overdue:
            return hold_overdue
        if rule.stale_of:
            return any(
                _is_stale(picture, name) and not _is_dead(picture, rule.fed_from.get(name))
                for name in rule.stale_of
            )
        return rule.when.evaluate(picture)


def _since(truth: bool | None, since_s: float | None, now_s: float) -> float | None:
    if truth is not True:
        return None
    return now_s if since_s is None else since_s


def _is_dead(picture: Picture, part: str | None) -> bool:
    """Whether what feeds a device is known to be dead: then it is silent by design."""
    return part is not None and picture.value(part) == "dead"


def _is_stale(picture: Picture, name: str) -> bool:
    reading = picture.reading(name)
    return reading is None or reading.quality in (Quality.STALE, Quality.BAD)
