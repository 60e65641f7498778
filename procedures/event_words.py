"""Events in words, one line each, as the log of a window shows them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from devices import messages
from devices.events import Event, EventKind
from devices.kinds.battery_inverter import TRIP_CAUSES
from devices.phrases import listed, said
from devices.site.site import Site
from devices.words import Words, same
from procedures.drill_words import DRILL_KINDS, drill_words
from procedures.phase import phase_title

_log = logging.getLogger(__name__)

_CAUSES = dict(TRIP_CAUSES)
_Wording = Callable[[Event, Site], Words]


def event_words(event: Event, site: Site) -> Words:
    """One event as a sentence in both languages; one without its data is named as it stands."""
    try:
        return _WORDINGS.get(event.kind, _plain)(event, site)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        _log.warning("an event without words: %s %s (%r)", event.kind.value, event.subject, error)
        return same(f"{event.kind.value} {event.subject}".strip())


def _plain(event: Event, site: Site) -> Words:
    return said(f"event.{event.kind.value}", subject=event.subject, who=_who(event, site))


def _own_words(event: Event) -> Words:
    return Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))


def _phase(event: Event, site: Site) -> Words:
    what = str(event.data.get("what", "declared"))
    wanted = phase_title(str(event.data.get("wanted", "")))
    return said(f"event.phase_{what}", phase=phase_title(event.subject), wanted=wanted)


def _live(event: Event, site: Site) -> Words:
    """What only a live sitting tells: arming, the computer's clock, the lines to devices."""
    words, device = _own_words(event), _device_title(event, site)
    key = f"event.{event.kind.value}"
    return said(key, who=_who(event, site), words=words, why=words, device=device)


def _branched(event: Event, site: Site) -> Words:
    before_s = event.data.get("from_s")
    back_s = before_s - event.time_s if isinstance(before_s, int | float) else 0.0
    reason = str(event.data.get("reason", "")) or "–"
    branch, left = (event.data.get(key, "–") for key in ("branch", "left"))
    return said(
        "event.sitting.branched", back=_span(back_s), reason=reason, branch=branch, left=left
    )


def _span(seconds: float) -> str:
    """A length of time as 4:10, or 1:04:10 from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _resumed(event: Event, site: Site) -> Words:
    if "gap_s" in event.data:
        gap_s = event.data["gap_s"]
        gap = _span(gap_s if isinstance(gap_s, int | float) else 0.0)
        return said("event.sitting.resumed_live", gap=gap)
    return said("event.sitting.resumed", count=event.data.get("differences", 0))


def _note(event: Event, site: Site) -> Words:
    what = str(event.data.get("what", "note"))
    key = f"event.note_{what}"
    words = _own_words(event)
    if key not in messages.keys("en"):
        return words
    return said(key, words=words, subject=event.subject)


def _device_title(event: Event, site: Site) -> Words:
    device = site.devices.get(event.subject)
    return device.title if device else same(event.subject)


def _plant(event: Event, site: Site) -> Words:
    what = str(event.data.get("what", ""))
    key = f"event.plant_{what}"
    title = _device_title(event, site)
    if "input" in event.data:
        happened = said("event.plant_no_number", input=event.data["input"])
    else:
        happened = said(key) if key in messages.keys("en") else same(what.replace("_", " "))
    cause = event.data.get("cause")
    if cause:
        words = _CAUSES.get(str(cause), same(str(cause)))
        return said("event.plant_cause", device=title, what=happened, cause=words)
    return said("event.plant", device=title, what=happened)


def _field(event: Event, site: Site) -> Words:
    owners = event.data.get("owners")
    if isinstance(owners, list):  # somebody wanted to take off what others had hung
        named = listed(_person(str(one), site) for one in owners)
        device, who = _device_title(event, site), _who(event, site)
        return said("event.field_unlock_refused", device=device, who=who, owner=named)
    what = str(event.data.get("what", "")).replace("_", " ")
    return said("event.field", device=_device_title(event, site), what=what, who=_who(event, site))


def _who(event: Event, site: Site) -> Words:
    return _person(event.who, site)


def _person(who: str, site: Site) -> Words:
    """A person's name, the title of a role, or the bare id of somebody unknown."""
    role = site.roles.get(who)
    known = (person.name for person in site.persons if person.id == who)
    return next(known, role.title if role else same(who))


def _happening(event: Event, site: Site) -> Words:
    if "en" in event.data:
        return _own_words(event)
    what = str(event.data.get("what", ""))
    keys = (f"event.happening_{what}", f"fault.{what}")
    key = next((one for one in keys if one in messages.keys("en")), "")
    happened = said(key) if key else same(what.replace("_", " "))
    return said("event.happening", device=_device_title(event, site), what=happened)


def _command(event: Event, site: Site) -> Words:
    device, verb = site.devices.get(event.subject), str(event.data.get("verb", ""))
    known = device is not None and verb in device.verbs
    title = device.verbs[verb].title if device is not None and known else same(verb)
    reasons = event.data.get("reasons")
    why = _reasons(reasons) if isinstance(reasons, list) else Words("", "")
    handed_over = event.kind is EventKind.COMMAND_CANCELLED and event.data.get("why") == "said"
    key = "event.command.said" if handed_over else f"event.{event.kind.value}"
    return said(key, title=title, who=_who(event, site), why=why)


def _reasons(reasons: Sequence[object]) -> Words:
    return listed(
        Words(str(reason.get("en", "")), str(reason.get("ja", "")))
        for reason in reasons
        if isinstance(reason, Mapping)
    )


def _entry(event: Event, site: Site) -> Words:
    signal, value = site.signals.get(event.subject), event.data.get("value")
    if signal is None or not isinstance(value, bool | int | float | str):
        return _plain(event, site)
    words = signal.words(float(value) if type(value) is int else value)
    by = str(event.data.get("entered_by", ""))
    key = "event.entry_for" if by else "event.entry"
    return said(
        key,
        label=signal.label,
        value=words,
        unit=signal.unit,
        who=_who(event, site),
        by=_person(by, site),
    )


def _alarm(event: Event, site: Site) -> Words:
    if event.kind is EventKind.ALARM_FLOOD:
        return _own_words(event)
    titles = {rule.id: rule.title for rule in site.alarms}
    title, under = (
        titles.get(str(id), same(str(id))) for id in (event.subject, event.data.get("of"))
    )
    what, why = event.kind.value, event.data.get("why")
    if why == "out_of_service":
        back = event.kind is EventKind.ALARM_UNSHELVED
        what = "alarm.back_in_service" if back else "alarm.out_of_service"
    elif why == "folded":
        what = "alarm.folded"
    words = said(f"event.{what}", title=title, who=_who(event, site), under=under)
    given = str(event.data.get("reason") or event.data.get("comment") or "")
    return Words(f"{words.en} ({given})", f"{words.ja}（{given}）") if given else words


def _run(event: Event, site: Site) -> Words:
    state = said(f"run.state_{event.data.get('state', 'running')}")
    run = str(event.data.get("chain") or event.subject)
    words = said("event.run.state", run=run, state=state)
    if "en" not in event.data:
        return words
    why = _own_words(event)
    return Words(f"{words.en}: {why.en}", f"{words.ja}：{why.ja}")


def _step(event: Event, site: Site) -> Words:
    why = _own_words(event) if "en" in event.data else same(str(event.data.get("reason", "")))
    return said(f"event.{event.kind.value}", id=event.subject, who=_who(event, site), why=why)


def _hold(event: Event, site: Site) -> Words:
    role = str(event.data.get("role", ""))
    kind = event.kind.value
    return said(
        f"event.{kind}", id=event.subject, who=_who(event, site), role=role, why=_own_words(event)
    )


def _talk(event: Event, site: Site) -> Words:
    speaker, listener = event.data.get("speaker", ""), event.data.get("listener", "")
    return said("event.talk", speaker=speaker, listener=listener, words=_own_words(event))


_WORDINGS: Mapping[EventKind, _Wording] = {
    EventKind.PHASE: _phase,
    EventKind.NOTE: _note,
    EventKind.SITTING_BRANCHED: _branched,
    EventKind.SITTING_RESUMED: _resumed,
    EventKind.SITTING_ARMED: _live,
    EventKind.SITTING_DISARMED: _live,
    EventKind.CLOCK: _live,
    EventKind.LINK: _live,
    EventKind.PLANT: _plant,
    EventKind.FIELD: _field,
    EventKind.HAPPENING: _happening,
    EventKind.ENTRY: _entry,
    EventKind.RUN_STATE: _run,
    EventKind.TALK: _talk,
    **dict.fromkeys(DRILL_KINDS, drill_words),
    **{kind: _command for kind in EventKind if kind.value.startswith("command.")},
    **{kind: _alarm for kind in EventKind if kind.value.startswith("alarm.")},
    **{kind: _step for kind in EventKind if kind.value.startswith("step.")},
    **{kind: _hold for kind in EventKind if kind.value.startswith("hold.")},
}
