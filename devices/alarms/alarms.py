"""All alarms of a site. What they do follows from the readings and the time alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from devices.alarms.figures import AlarmFigures, Tally
from devices.alarms.first_out import FirstOuts
from devices.alarms.lifecycle import AlarmState, Entry, Watch
from devices.alarms.rows import Alarm, AlarmAnswer, Done, NotDone
from devices.events import Emit, Event, EventKind, Json
from devices.phrases import said
from devices.picture import Picture
from devices.site.site import AlarmRule, Site
from devices.words import Words

SHELVE_MAX_MIN = 30.0
STANDING_S = 24 * 3600.0
_NOTHING = Words("", "")


class Alarms:
    """Raise, clear, fold, suppress and count the alarms of `site`; events go to `emit`."""

    def __init__(self, site: Site, emit: Emit) -> None:
        self._emit = emit
        self._watches = {rule.id: Watch(rule, Entry()) for rule in site.alarms}
        self._first_outs = FirstOuts(self._watches.values(), self._folded)
        self._tally = Tally()
        self._picture: Picture | None = None
        self._seen = -1
        self._now_s = 0.0

    # --- the plant -------------------------------------------------------------------------------

    def update(
        self,
        picture: Picture,
        now_s: float,
        expected: frozenset[str] = frozenset(),
        hold_overdue: bool = False,
    ) -> None:
        """Look at the picture. expected: ids that the step at work has predicted."""
        if picture is not self._picture:
            self._picture, self._seen = picture, -2  # limits are from before the first revision
        self._now_s = now_s
        came: list[Watch] = []
        went: list[Watch] = []
        for watch in self._watches.values():
            entry = watch.entry
            watch.look(picture, self._seen, now_s, hold_overdue)
            watch.release(now_s)
            if watch.becomes_active(now_s):
                came.append(watch)
            elif watch.becomes_normal(now_s):
                went.append(watch)
            if entry.shelved_until_s is not None and now_s >= entry.shelved_until_s:
                self._unshelve(watch, "")
        self._seen = picture.revision
        for watch in went:
            self._clear(watch)
        self._show_or_hide()
        came.sort(key=lambda watch: (watch.entry.on_since_s or 0.0, watch.rule.priority))
        for watch in came:
            self._raise(watch, watch.rule.id in expected)
        if self._tally.advance(now_s):
            self._tell_flood()

    def _raise(self, watch: Watch, expected: bool) -> None:
        rule, entry = watch.rule, watch.entry
        entry.active, entry.raised_s, entry.expected = True, self._now_s, expected
        entry.acknowledged_by = entry.comment = ""
        entry.unacknowledged = False
        entry.turned(self._now_s)
        self._tally.count_raw(self._now_s)
        if not entry.held_back:
            self._first_outs.join(watch)
        if entry.held_back:
            self._tell(EventKind.ALARM_SUPPRESSED, rule.id, why=entry.held_back, of=entry.parent)
        else:
            self._show(watch)

    def _clear(self, watch: Watch) -> None:
        entry = watch.entry
        latched = watch.rule.latches and entry.shown
        entry.active = entry.shown = entry.expected = False
        entry.parent = ""
        entry.unacknowledged = entry.unacknowledged or latched
        entry.turned(self._now_s)
        self._tell(EventKind.ALARM_CLEARED, watch.rule.id)
        if entry.shelved_once:
            self._unshelve(watch, "")

    def _show(self, watch: Watch) -> None:
        rule, entry = watch.rule, watch.entry
        entry.shown = entry.unacknowledged = True
        self._tally.count_shown(rule.id, rule.priority, self._now_s)
        value = self._value(rule)
        self._tell(
            EventKind.ALARM_RAISED, rule.id, priority=rule.priority, en=value.en, ja=value.ja
        )

    def _show_or_hide(self) -> None:
        """Let the list follow what suppression, shelving and first-outs say now."""
        for watch in self._watches.values():
            entry = watch.entry
            if entry.active and entry.shown and entry.held_back:
                entry.shown = entry.unacknowledged = False
                why = entry.held_back
                self._tell(EventKind.ALARM_SUPPRESSED, watch.rule.id, why=why, of="")
        self._first_outs.promote()
        for watch in self._watches.values():
            entry = watch.entry
            if entry.active and not entry.shown and not entry.held_back:
                self._first_outs.join(watch)
                if not entry.parent:
                    self._show(watch)

    # --- people ----------------------------------------------------------------------------------

    def acknowledge(self, alarm: str, who: str, comment: str = "") -> AlarmAnswer:
        """Acknowledge one alarm, or with "" every one in the list that waits for it."""
        waiting = [w for w in self._watches.values() if w.entry.unacknowledged]
        chosen = [w for w in waiting if alarm in ("", w.rule.id)]
        if not chosen:
            return NotDone(said("alarm.none_waiting" if not alarm else "alarm.not_waiting"))
        for watch in chosen:
            watch.entry.unacknowledged = False
            watch.entry.acknowledged_by, watch.entry.comment = who, comment
            self._tell(EventKind.ALARM_ACKNOWLEDGED, watch.rule.id, who, comment=comment)
        return Done(tuple(watch.rule.id for watch in chosen))

    def shelve(
        self, alarm: str, minutes: float, who: str, reason: str, once: bool = False
    ) -> AlarmAnswer:
        """Put an alarm aside for at most 30 minutes, with a reason; never one of priority 1.

        once: it comes off the shelf as soon as it has gone, if that is earlier.
        """
        watch = self._watches.get(alarm)
        if watch is None:
            return NotDone(said("alarm.unknown", alarm=alarm))
        against = _against_shelving(watch, minutes, reason, once)
        if against is not None:
            return NotDone(against)
        entry = watch.entry
        entry.shelved_until_s = self._now_s + minutes * 60.0
        entry.shelved_once, entry.shelved_by, entry.comment = once, who, reason
        entry.shown = entry.unacknowledged = False
        self._tell(EventKind.ALARM_SHELVED, alarm, who, minutes=minutes, once=once, reason=reason)
        self._show_or_hide()
        return Done((alarm,))

    def unshelve(self, alarm: str, who: str) -> AlarmAnswer:
        """Take an alarm from the shelf before its time."""
        watch = self._watches.get(alarm)
        if watch is None or watch.entry.shelved_until_s is None:
            return NotDone(said("alarm.not_shelved"))
        self._unshelve(watch, who)
        self._show_or_hide()
        return Done((alarm,))

    def set_out_of_service(self, alarm: str, out: bool, who: str, reason: str) -> AlarmAnswer:
        """Take an alarm out of service for maintenance, or back, with a reason."""
        watch = self._watches.get(alarm)
        if watch is None:
            return NotDone(said("alarm.unknown", alarm=alarm))
        if watch.entry.out_of_service == out:
            return NotDone(said("alarm.already_out" if out else "alarm.not_out"))
        if not reason.strip():
            return NotDone(said("alarm.needs_reason"))
        watch.entry.out_of_service, watch.entry.comment = out, reason
        if out:
            watch.entry.shown = watch.entry.unacknowledged = False
        kind = EventKind.ALARM_SUPPRESSED if out else EventKind.ALARM_UNSHELVED
        self._tell(kind, alarm, who, why="out_of_service", reason=reason)
        self._show_or_hide()
        return Done((alarm,))

    def _unshelve(self, watch: Watch, who: str) -> None:
        watch.entry.shelved_until_s, watch.entry.shelved_once = None, False
        self._tell(EventKind.ALARM_UNSHELVED, watch.rule.id, who)

    # --- looking ---------------------------------------------------------------------------------

    def rows(self) -> tuple[Alarm, ...]:
        """Every alarm that is not normal: the list first, by priority and newest first."""
        rows = [
            self._row(watch)
            for watch in self._watches.values()
            if watch.entry.state is not AlarmState.NORMAL
        ]
        rows.sort(key=lambda row: (not row.listed, row.rule.priority, -row.time_s))
        return tuple(rows)

    def standing(self) -> tuple[int, int, int]:
        """How many alarms are active and in service, of priority 1, 2 and 3.

        An alarm that is shelved, expected or folded under another one stands nevertheless.
        """
        priorities = [
            watch.rule.priority
            for watch in self._watches.values()
            if watch.entry.active and not watch.entry.out_of_service
        ]
        return priorities.count(1), priorities.count(2), priorities.count(3)

    def figures(self) -> AlarmFigures:
        """How the alarms up to now compare with what a person can take in."""
        return self._tally.figures(
            chattering=self._ids(lambda entry: entry.chatters(self._now_s)),
            standing=self._ids(
                lambda entry: (
                    entry.active
                    and entry.raised_s is not None
                    and self._now_s - entry.raised_s > STANDING_S
                )
            ),
        )

    def _ids(self, wanted: Callable[[Entry], bool]) -> tuple[str, ...]:
        return tuple(name for name, watch in self._watches.items() if wanted(watch.entry))

    def _row(self, watch: Watch) -> Alarm:
        rule, entry = watch.rule, watch.entry
        return Alarm(
            rule=rule,
            state=entry.state,
            active=entry.active,
            time_s=0.0 if entry.raised_s is None else entry.raised_s,
            value=self._value(rule),
            folded=sum(other.entry.parent == rule.id for other in self._watches.values()),
            parent=entry.parent,
            held_back=entry.held_back if entry.active else "",
            chattering=entry.chatters(self._now_s),
            acknowledged_by=entry.acknowledged_by,
            comment=entry.comment,
            shelved_until_s=entry.shelved_until_s,
        )

    def _value(self, rule: AlarmRule) -> Words:
        if self._picture is None or rule.value not in self._picture.site.signals:
            return _NOTHING
        return self._picture.words_with_unit(rule.value)

    # --- state -----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Everything as JSON; alarms that never stirred are left out."""
        blank = Entry()
        entries: dict[str, Json] = {
            name: asdict(watch.entry)
            for name, watch in self._watches.items()
            if watch.entry != blank
        }
        return {"now_s": self._now_s, "entries": entries, "tally": self._tally.export_state()}

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        entries = state["entries"]
        for name, watch in self._watches.items():
            watch.entry = Entry(**entries[name]) if name in entries else Entry()
        self._tally.import_state(state["tally"])
        self._now_s = state["now_s"]
        self._picture = None

    def _folded(self, watch: Watch, under: str) -> None:
        self._tell(EventKind.ALARM_SUPPRESSED, watch.rule.id, why="folded", of=under)

    def _tell_flood(self) -> None:
        key = "alarm.flood" if self._tally.flood else "alarm.flood_over"
        words = said(key, count=self._tally.shown)
        began = self._tally.flood
        self._tell(EventKind.ALARM_FLOOD, "", began=began, en=words.en, ja=words.ja)

    def _tell(self, kind: EventKind, alarm: str, who: str = "", **data: Json) -> None:
        self._emit(Event(self._now_s, kind, alarm, who, data))


def _against_shelving(watch: Watch, minutes: float, reason: str, once: bool) -> Words | None:
    """Why this alarm may not be put aside so; None when it may."""
    entry = watch.entry
    if watch.rule.priority == 1:
        return said("alarm.shelve_priority", title=watch.rule.title)
    if entry.out_of_service:
        return said("alarm.already_out")
    if entry.shelved_until_s is not None:
        return said("alarm.already_shelved")
    if once and not entry.active:
        return said("alarm.shelve_once")
    if not 0.0 < minutes <= SHELVE_MAX_MIN:
        return said("alarm.shelve_time", minutes=SHELVE_MAX_MIN)
    return None if reason.strip() else said("alarm.needs_reason")
