"""What happens in a drill, in words; and what of it a trainee's log may tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.events import Event, EventKind
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words, same

# what a trainee may read of the drill itself; of the rest he learns what comes of it
_TOLD = frozenset({"begun", "ended", "frozen", "disaster", "thawed", "stepped"})
_SECRET = frozenset(
    {EventKind.INJECT, EventKind.TASK, EventKind.MARK, EventKind.HAZARD, EventKind.HAPPENING}
)


def is_secret(event: Event) -> bool:
    """Whether a trainee must not read of it while the drill goes on."""
    if event.kind is EventKind.DRILL:
        return event.data.get("what") not in _TOLD
    return event.kind in _SECRET


def drill_words(event: Event, site: Site) -> Words:
    """An event of a drill as a sentence; raises LookupError for one of no known form."""
    return _WORDINGS[event.kind](event, site)


def _own(event: Event) -> Words:
    return Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))


def _person(who: str, site: Site) -> Words:
    role = site.roles.get(who)
    known = (person.name for person in site.persons if person.id == who)
    return next(known, role.title if role else same(who or "–"))


def _drill(event: Event, site: Site) -> Words:
    data, what = event.data, str(event.data.get("what", ""))
    note, minutes = str(data.get("note") or ""), data.get("minutes")
    if what == "kept" and note:
        what = "kept_note"
    if what == "keep_every" and minutes is None:
        what = "keep_no_more"
    words = said(
        f"event.drill_{what}",
        who=_person(event.who, site),
        words=_own(event),
        role=_person(str(data.get("role", "")), site),
        minutes=minutes,
        seconds=data.get("seconds", ""),
        note=note,
        reason=data.get("reason", ""),
    )
    reason = str(data.get("reason") or "")
    if not reason or what == "override":
        return words
    return said("event.drill_reason", words=words, reason=reason)


def _inject(event: Event, site: Site) -> Words:
    what = str(event.data.get("what", "sent"))
    return said(f"event.inject_{what}", words=_own(event))


def _message(event: Event, site: Site) -> Words:
    by = _person(str(event.data.get("by", "")), site)
    return said("event.message", by=by, words=_own(event))


def _answer(event: Event, site: Site) -> Words:
    text = str(event.data.get("text") or "")
    words = _own(event) if "en" in event.data else same(text or str(event.data.get("answer", "")))
    return said("event.answer", who=_person(event.who, site), words=words)


def _task(event: Event, site: Site) -> Words:
    return said(f"event.task_{event.data.get('what', 'open')}", words=_own_or_name(event))


def _hint(event: Event, site: Site) -> Words:
    key = "event.hint_asked" if event.data.get("asked") else "event.hint_given"
    return said(key, words=_own_or_name(event))


def _own_or_name(event: Event) -> Words:
    """What it says of itself; the name of its subject where it says nothing."""
    return _own(event) if "en" in event.data else same(event.subject)


def _mark(event: Event, site: Site) -> Words:
    who, text = _person(event.who, site), str(event.data.get("text", ""))
    if not text:
        return said("event.mark_alone", who=who)
    return said("event.mark", who=who, words=same(text))


def _hazard(event: Event, site: Site) -> Words:
    key = "event.hazard_near" if event.data.get("near") else "event.hazard"
    return said(key, words=_own(event))


def _hot_wash(event: Event, site: Site) -> Words:
    return said("event.hot_wash", who=_person(event.who, site))


_WORDINGS: Mapping[EventKind, Callable[[Event, Site], Words]] = {
    EventKind.DRILL: _drill,
    EventKind.INJECT: _inject,
    EventKind.MESSAGE: _message,
    EventKind.ANSWER: _answer,
    EventKind.TASK: _task,
    EventKind.HINT: _hint,
    EventKind.MARK: _mark,
    EventKind.HAZARD: _hazard,
    EventKind.HOT_WASH: _hot_wash,
}
DRILL_KINDS = frozenset(_WORDINGS)
