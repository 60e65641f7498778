"""What a caretaker sees at the real thing, in the words that stand on it, and why it is not right.

A breaker says 切 or 入, a switch 商用, 切 or 外部, whoever reads them. Where the equipment is only
simulated nobody can see a car or a lamp: there the screen names the button to press.
"""

from __future__ import annotations

from devices.phrases import said
from devices.signals import Value
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import CurrentStep, EnterView, Snapshot

_NOTHING = Words("", "")
# What is written on breakers and switches in Japan, whoever reads it.
_SIGNS = {
    "open": Words("切", "切(きり)"),
    "closed": Words("入", "入(いり)"),
    "off": Words("切", "切(きり)"),
    "external": Words("外部", "外部(がいぶ)"),
    "utility": Words("商用", "商用(しょうよう)"),
}
_SEEN_STATES = (*_SIGNS, "none", "vehicle", "generator", "tripped")
# Yes and no say nothing of a lamp that shall go out: the buttons name what is to be seen.
_FLAGS = {"lamp": "lamp", "external_live": "lamp", "present": "car"}
_WAYS = {"open": "down", "closed": "up", "off": "move", "external": "move", "utility": "move"}


def sight(enter: EnterView) -> Words:
    """What is seen, where the sitter stands at simulated equipment; else the question."""
    seen = enter.seen
    if seen is None:
        return said("facility.what_do_you_see")
    if isinstance(seen, bool):
        words = flag_words(enter, value=seen)
        if is_lamp(enter.signal):
            return said("facility.you_see", seen=words)
        return said("facility.press_this", answer=words)
    if isinstance(seen, str) and not _can_be_read(seen):
        return said("facility.press_this", answer=_answer_words(enter, seen))
    if isinstance(seen, str):
        return said("facility.you_see", seen=_answer_words(enter, seen))
    return said("facility.you_read", seen=f"{seen:g} {enter.unit}".rstrip())


def _can_be_read(state: str) -> bool:
    """Whether it stands on the thing itself, or its lever shows it."""
    return state in _SIGNS or state == "tripped"


def _answer_words(enter: EnterView, value: Value) -> Words:
    """What stands on the button that answers `value`."""
    if isinstance(value, bool):
        return flag_words(enter, value=value)
    state = str(value)
    known = dict(zip(enter.states, enter.state_words, strict=False))
    words = state_words(state, known.get(state, Words(state, state)))
    easy = words.easy_ja or words.ja
    return Words(words.en, easy, easy)


def flag_words(enter: EnterView, *, value: bool) -> Words:
    """What stands on the button for `value`: of a lamp whether it is lit, else yes or no."""
    kind = _FLAGS.get(enter.signal.rpartition(".")[2])
    if kind is None:
        return said("facility.yes" if value else "facility.no")
    return said(f"facility.{kind}_{'on' if value else 'off'}")


def is_lamp(signal: str) -> bool:
    """Whether the point is a lamp that somebody looks at."""
    return _FLAGS.get(signal.rpartition(".")[2]) == "lamp"


def state_words(state: str, words: Words) -> Words:
    """How a state is written on the real thing, with its reading."""
    if state not in _SEEN_STATES:
        return words
    told = said(f"facility.state_{state}")
    sign = f" ({words.ja})" if state in _SIGNS else ""  # what stands on the real thing
    return Words(f"{told.en}{sign}", words.ja, told.ja)


def seen_when_done(site: Site, subject: str, state: Value | None) -> Words:
    """How one sees that `subject` has reached `state`, in plain words; nothing where none knows."""
    device = site.devices.get(subject)
    kind = "" if device is None else device.kind
    if kind == "emergency_socket":
        return _NOTHING
    if state in _SIGNS and kind != "pcs_outlet":
        return said(f"facility.reached_{state}", sign=_SIGNS[str(state)])
    if kind == "pcs_outlet" and state == "on":
        return said("facility.reached_lamp")
    if kind == "v2h" and state == "stand_alone":
        return said("facility.reached_feeding")
    return _NOTHING


def why_not(snapshot: Snapshot, step: CurrentStep) -> Words | None:
    """What was answered, what it shall be, and how to get there; None where that is not known."""
    enter, wanted = step.enter, step.reaches
    if enter is None or wanted is None or not _answers(enter, wanted):
        return None
    reading = snapshot.values.get(enter.signal)
    answered = None if reading is None else reading.value
    if answered is None or not _answers(enter, answered) or answered == wanted:
        return None
    if answered == "tripped":
        return said("facility.wrong_tripped_up" if wanted == "closed" else "facility.wrong_tripped")
    way = _WAYS.get(str(wanted), "other")
    words = {"seen": _answer_words(enter, answered), "wanted": _answer_words(enter, wanted)}
    return said(f"facility.wrong_{way}", **words)


def _answers(enter: EnterView, value: Value) -> bool:
    """Whether `value` stands on one of the buttons."""
    return isinstance(value, bool) if enter.is_flag else value in enter.states
