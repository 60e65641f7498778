"""Conditions as people read them: each part in words, with the live value beside it."""

from __future__ import annotations

import re

from devices.conditions import Atom, Condition
from devices.phrases import listed
from devices.picture import Picture
from devices.signals import Quality, Signal, Value
from devices.unknown import unreported_behind
from devices.words import Words, same
from procedures.snapshot import ConditionView

_IS = re.compile(r"([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+)\s*(==|!=)\s*'([^']*)'")
_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+")
# The font that ships, BIZ UDPGothic, draws U+2264 and U+2265 the wrong way round; these are right.
AT_LEAST, AT_MOST = "\u2267", "\u2266"
_SIGNS = {" and ": ("and", "かつ"), " or ": ("or", "または"), "not ": ("not", "否定：")}


def condition_views(condition: Condition | None, picture: Picture) -> tuple[ConditionView, ...]:
    """The parts of a condition that `and` joins, each with its words, live value and truth."""
    if condition is None:
        return ()
    return tuple(_view(atom, picture) for atom in condition.atoms())


def watch_view(when: Condition, words: Words, picture: Picture) -> ConditionView:
    """A watch as it stands: `words` say what is well, `when` is what must not come true.

    The first part of `when` is what is watched, further ones say where it matters. Where it is so,
    but does not matter, `words` would speak against the live value: then the view is aside, and its
    live words say why.
    """
    alarm, parts = when.evaluate(picture), when.atoms()
    truths = [part.condition.evaluate(picture) for part in parts]
    at = next((number for number, true in enumerate(truths) if true is not True), 0)
    truth = None if alarm is None else not alarm
    named = at > 0 or isinstance(parts[at].equal_to, bool)
    live = _labelled(parts[at], picture) if named else _live(parts[at], picture)
    return ConditionView(words, live, truth, aside=truth is True and at > 0)


def _view(atom: Atom, picture: Picture) -> ConditionView:
    truth = atom.condition.evaluate(picture)
    return ConditionView(
        words=_words(atom, picture),
        live=_live(atom, picture),
        truth=truth,
        unreported=_unreported(atom, picture) if truth is None else (),
    )


def _unreported(atom: Atom, picture: Picture) -> tuple[str, ...]:
    """The points that people have to report before the condition can be judged."""
    view = picture.with_target("", {})
    unknown = (name for name in sorted(atom.names) if picture.value(name) is None)
    points = (point for name in unknown for point in unreported_behind(name, view))
    return tuple(dict.fromkeys(points))


def _live(atom: Atom, picture: Picture) -> Words:
    names = [name for name in sorted(atom.names) if name in picture.site.signals]
    return _value(names[0], picture) if len(names) == 1 else _labelled(atom, picture)


def _labelled(atom: Atom, picture: Picture) -> Words:
    """The values of every signal of `atom`, each with its name."""
    labelled = []
    for name in (name for name in sorted(atom.names) if name in picture.site.signals):
        label, value = picture.label(name), _value(name, picture)
        labelled.append(Words(f"{label.en} {value.en}", f"{label.ja} {value.ja}"))
    return listed(labelled)


def _value(name: str, picture: Picture) -> Words:
    """The value of the signal `name` with its unit; a stale one with its question and its age."""
    signal, reading = picture.site.signals[name], picture.reading(name)
    if reading is None or reading.value is None or reading.quality is not Quality.STALE:
        return picture.words_with_unit(name)
    words = signal.words(reading.value)
    unit = f" {signal.unit}" if signal.unit else ""
    age = f"{picture.now_s - reading.time_s:.0f}"
    return Words(f"{words.en}{unit} ? {age} s", f"{words.ja}{unit} ? {age}秒")


def _words(atom: Atom, picture: Picture) -> Words:
    signal = picture.site.signals.get(atom.subject or "")
    if signal is None:
        return _spelled(atom.source, picture)
    label = signal.label
    if atom.equal_to is not None:
        return _is_state(signal, atom.equal_to, wanted=True)
    low, high = (_bound(end, picture, signal) for end in (atom.low, atom.high))
    unit = f" {signal.unit}" if signal.unit else ""
    if low and high:
        return Words(f"{label.en} {low} to {high}{unit}", f"{label.ja} {low}〜{high}{unit}")
    strict = "=" not in atom.source
    if low:
        sign = ">" if strict else AT_LEAST
        return Words(f"{label.en} {sign} {low}{unit}", f"{label.ja} {sign} {low}{unit}")
    if high:
        sign = "<" if strict else AT_MOST
        return Words(f"{label.en} {sign} {high}{unit}", f"{label.ja} {sign} {high}{unit}")
    return _spelled(atom.source, picture)


def _is_state(signal: Signal, value: Value, *, wanted: bool) -> Words:
    """ "BESS state: running", or anything but that."""
    label, state = signal.label, signal.words(value)
    if wanted:
        return Words(f"{label.en}: {state.en}", f"{label.ja}：{state.ja}")
    return Words(f"{label.en}: not {state.en}", f"{label.ja}：{state.ja}以外")


def _bound(end: Condition | None, picture: Picture, signal: Signal) -> str:
    if end is None:
        return ""
    number = end.number(picture)
    if number is None:
        return end.source
    if signal.is_time:
        return signal.words(number).en
    # as many decimals as the limit itself has, never fewer than it needs
    return f"{number:g}" if number == int(number) else f"{number:.{max(signal.decimals, 1)}f}"


def _spelled(source: str, picture: Picture) -> Words:
    """The condition as it is written, with names as people say them."""

    def named(language: str) -> str:
        def state(match: re.Match[str]) -> str:
            signal = picture.site.signals.get(match[1])
            if signal is None:
                return match[0]
            words = _is_state(signal, match[3], wanted=match[2] == "==")
            return words.in_language(language)

        def label(match: re.Match[str]) -> str:
            name = match[0]
            if name.startswith("site."):
                value = picture.words(name)
                return name if value is None else value.in_language(language)
            return picture.label(name).in_language(language)

        text = _NAME.sub(label, _IS.sub(state, source))
        for sign, words in _SIGNS.items():
            word = words[1] if language == "ja" else words[0]
            text = text.replace(sign, f" {word} " if sign.startswith(" ") else f"{word} ")
        return text.replace(">=", AT_LEAST).replace("<=", AT_MOST).replace("==", "=")

    english, japanese = named("en"), named("ja")
    return same(english) if english == japanese else Words(english, japanese)
