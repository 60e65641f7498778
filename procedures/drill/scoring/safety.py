"""Safety: hazards that came, nearly came, and the safety steps that were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from devices.events import EventKind
from devices.phrases import said
from procedures.drill.guide import Group
from procedures.drill.scoring.case import Case
from procedures.drill.scoring.facts import NOTHING, words_of
from procedures.drill.scoring.given import number
from procedures.drill.scoring.ledger import MAJOR, MINOR, price
from procedures.drill.scoring.sheet import Danger, Loss
from procedures.record import Entry

# Where what a drill counts differs from what may come of it by itself.
_COUNTS_AS: Mapping[str, str] = {"wrong_switch": "critical", "no_read_back": "serious"}
# What the guide lets somebody else do; what comes of it is counted where it comes.
_BY_SLIP = frozenset({"wrong_switch", "wrong_device", "no_read_back"})


def dangers(case: Case) -> tuple[Danger, ...]:
    """Every hazard that came, and every near miss, in their order."""
    return _dangers(case, case.of(EventKind.HAZARD))


def left_behind(case: Case) -> tuple[Danger, ...]:
    """What would have counted on the ways that were left by going back; here it costs nothing."""
    ways: dict[int, list[Entry]] = {}
    for entry in case.left:
        if entry.event.kind is EventKind.HAZARD:
            ways.setdefault(entry.branch, []).append(entry)
    return tuple(one for way in ways.values() for one in _dangers(case, way) if one.counted)


def _dangers(case: Case, entries: Iterable[Entry]) -> tuple[Danger, ...]:
    """What befell the expert, too, is free as often as it did."""
    usual, found = Counter(case.facts.brought("hazards")), []
    for entry in entries:
        came = entry.event.data.get("near") is not True
        found.append(_danger(case, entry, usual=came and usual[entry.event.subject] > 0))
        usual[entry.event.subject] -= came
    return tuple(found)


def _danger(case: Case, entry: Entry, *, usual: bool) -> Danger:
    event = entry.event
    near = event.data.get("near") is True
    severity = _COUNTS_AS.get(event.subject, str(event.data.get("severity", "serious")))
    planned = event.data.get("planned") is True and event.subject in _BY_SLIP
    brought = not near and (usual or event.data.get("led") is True)
    return Danger(
        hazard=event.subject,
        severity=severity,
        words=words_of(event.data),
        event_number=entry.number,
        time_s=event.time_s,
        who=event.who,
        stopped=_stopped(event.data) if near else None,
        critical=severity == "critical" and not near and not planned and not brought,
        counted=not planned and not brought and (not near or _is_tried(case, entry)),
    )


def _is_tried(case: Case, entry: Entry) -> bool:
    """Whether a near miss costs: somebody had tried it. Who noticed it in time did well."""
    tried = entry.event.data.get("stopped") in ("interlock", "hold")
    return tried and case.is_own(entry.event)


def _stopped(data: Mapping[str, Any]) -> Any:
    words = words_of(data.get("stop"))
    return words if words != NOTHING else said(f"explore.barrier_{data.get('stopped', 'nothing')}")


def safety_losses(case: Case, of: float, found: Sequence[Danger]) -> Iterator[Loss]:
    """A critical fail takes all, a serious hazard is a major fault, a near miss a minor one."""
    group = Group.SAFETY
    for one in found:
        if not one.counted:
            continue
        if one.stopped is not None:
            worth, key = price(MINOR, group, of), "score.near"
        elif one.critical:
            worth, key = of, "score.critical"
        elif one.severity == "serious":
            worth, key = price(MAJOR, group, of), "score.major"
        else:
            worth, key = price(MINOR, group, of), "score.minor"
        words = said(key, hazard=one.words, stopped=one.stopped or NOTHING)
        yield Loss(group, worth, words, one.event_number, one.time_s)
    yield from _skipped(case, of)


def _skipped(case: Case, of: float) -> Iterator[Loss]:
    """A safety step that was left out costs what its file says, at most a major fault."""
    for entry in case.of(EventKind.STEP_SKIPPED):
        score = entry.event.data.get("score") or _score_of(case, entry)
        if not isinstance(score, Mapping) or score.get("key") != Group.SAFETY.value:
            continue
        weight = number(score.get("weight"))
        points = MINOR if weight is None else min(max(weight, 0.0), MAJOR)
        key = f"{entry.event.data.get('procedure')}/{entry.event.subject}"
        words = said("score.safety_skipped", step=case.facts.step_title(key))
        worth = price(points, Group.SAFETY, of)
        yield Loss(Group.SAFETY, worth, words, entry.number, entry.event.time_s)


def _score_of(case: Case, skipped: Entry) -> object:
    """What the step said of its score when it began."""
    for entry in reversed(case.of(EventKind.STEP_STARTED)):
        same = entry.event.subject == skipped.event.subject
        if same and entry.number < skipped.number:
            return entry.event.data.get("score")
    return None
