"""The alarms of a record against what a person can take in (EEMUA 191, ISA-18.2; hmi rules)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from devices.alarms import AlarmFigures
from devices.alarms.figures import Tally
from devices.events import Event, EventKind
from devices.phrases import listed, said
from devices.site import Site
from devices.words import Words, same
from procedures.drill.report.rows import AlarmFigure, AlarmSource, Evidence
from procedures.record import Entry

_LOOK_S = 10.0  # how often a flood is looked at while nothing comes
_CHATTER, _CHATTER_S = 3, 60.0
_DAY_S = 86_400.0


@dataclass(slots=True)
class _Source:
    """What is known of one alarm."""

    first: Evidence
    priority: int
    times: int = 0
    held_back: int = 0
    raised_s: float | None = None
    active_s: float | None = None
    waits: list[float] = field(default_factory=list)
    turns: deque[float] = field(default_factory=deque)
    chattered: bool = False
    stood: bool = False

    def turned(self, now_s: float) -> None:
        """It came or went."""
        self.turns.append(now_s)
        while now_s - self.turns[0] > _CHATTER_S:
            self.turns.popleft()
        self.chattered = self.chattered or len(self.turns) >= _CHATTER


def alarms_of(
    entries: Sequence[Entry], ends_s: float, site: Site
) -> tuple[tuple[AlarmFigure, ...], tuple[AlarmSource, ...]]:
    """The figures with their targets, and every alarm that came, the most frequent first."""
    tally, sources = Tally(), {}
    held_back = 0
    priorities = {rule.id: rule.priority for rule in site.alarms}
    at_s = 0.0
    for entry in entries:
        event = entry.event
        if not event.kind.value.startswith("alarm.") or event.kind is EventKind.ALARM_FLOOD:
            continue
        at_s = _advance(tally, at_s, event.time_s)
        if event.subject not in sources:
            given = event.data.get("priority", priorities.get(event.subject, 3))
            priority = int(given) if isinstance(given, int | float) else 3
            sources[event.subject] = _Source(Evidence(entry.number, event.time_s), priority)
        held_back += _follow(sources[event.subject], event, tally)
    _advance(tally, at_s, ends_s)
    for one in sources.values():
        one.stood = one.stood or (one.active_s is not None and ends_s - one.active_s > _DAY_S)
    chattering = tuple(id for id, one in sources.items() if one.chattered)
    standing = tuple(id for id, one in sources.items() if one.stood)
    titles = {rule.id: rule.title for rule in site.alarms}
    figures = tuple(_figures(tally.figures(chattering, standing), held_back, titles))
    return figures, tuple(_listed(sources, titles))


def _advance(tally: Tally, from_s: float, to_s: float) -> float:
    """Let time pass in steps, so that the end of a flood is met."""
    now_s = from_s
    while now_s + _LOOK_S < to_s:
        now_s += _LOOK_S
        tally.advance(now_s)
    tally.advance(to_s)
    return to_s


def _follow(source: _Source, event: Event, tally: Tally) -> int:
    """Follow one event of an alarm; 1 where it was held back from the operator."""
    now_s = event.time_s
    match event.kind:
        case EventKind.ALARM_RAISED:
            source.times += 1
            source.raised_s, source.active_s = now_s, now_s
            source.turned(now_s)
            tally.count_raw(now_s)
            tally.count_shown(event.subject, source.priority, now_s)
        case EventKind.ALARM_SUPPRESSED if event.data.get("why") != "out_of_service":
            source.held_back += 1
            source.turned(now_s)
            tally.count_raw(now_s)
            return 1
        case EventKind.ALARM_CLEARED:
            long = source.active_s is not None and now_s - source.active_s > _DAY_S
            source.stood, source.active_s = source.stood or long, None
            source.turned(now_s)
        case EventKind.ALARM_ACKNOWLEDGED if source.raised_s is not None:
            source.waits.append(now_s - source.raised_s)
            source.raised_s = None
        case _:
            pass
    return 0


def _listed(sources: dict[str, _Source], titles: dict[str, Words]) -> Iterator[AlarmSource]:
    for id, one in sorted(sources.items(), key=lambda item: (-item[1].times, item[1].priority)):
        wait_s = sum(one.waits) / len(one.waits) if one.waits else None
        title = titles.get(id, same(id))
        yield AlarmSource(id, title, one.priority, one.times, one.held_back, one.first, wait_s)


def _figures(
    figures: AlarmFigures, held_back: int, titles: dict[str, Words]
) -> Iterator[AlarmFigure]:
    def figure(name: str, value: str | Words, met: bool | None) -> AlarmFigure:
        words = same(value) if isinstance(value, str) else value
        target = said(f"report.alarm_{name}_target")
        return AlarmFigure(said(f"report.alarm_{name}"), words, target, met)

    def named(ids: tuple[str, ...]) -> Words:
        if not ids:
            return same("0")
        names = listed(titles.get(id, same(id)) for id in ids)
        return said("report.alarm_named", count=len(ids), names=names)

    average = figures.average_per_10_min
    yield figure("total", str(figures.total), None)
    yield figure("held_back", str(held_back), None)
    yield figure("average", f"{average:.1f}", average <= 1.0)
    yield figure("peak_min", str(figures.peak_per_min), figures.peak_per_min <= 2)
    yield figure("peak_10_min", str(figures.peak_per_10_min), figures.peak_per_10_min <= 10)
    yield figure("peak_hour", str(figures.peak_per_hour), figures.peak_per_hour <= 15)
    yield figure("flood", f"{100 * figures.flood_share:.1f} %", figures.flood_share < 0.01)
    yield figure("chattering", named(figures.chattering), not figures.chattering)
    yield figure("standing", named(figures.standing), len(figures.standing) < 5)
    yield figure("priorities", " / ".join(map(str, figures.by_priority)), None)
