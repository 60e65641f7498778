"""A command in words with the values that it carries: two that differ must not read the same."""

from __future__ import annotations

from collections.abc import Mapping

from devices.phrases import listed
from devices.signals import Value
from devices.site.site import Argument, Verb
from devices.words import Words, same


def command_words(verb: Verb, given: Mapping[str, Value]) -> Words:
    """Object and verb, and the values with their units; each with its name where there are more."""
    told = [
        _told(value, verb.arguments.get(name), named=len(given) > 1)
        for name, value in given.items()
    ]
    if not told:
        return verb.title
    values = listed(told)
    return Words(f"{verb.title.en}: {values.en}", f"{verb.title.ja}：{values.ja}")


def _told(value: Value, argument: Argument | None, *, named: bool) -> Words:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    words = same(f"{value:g}" if number else str(value))
    if argument is None:
        return words
    if value in argument.states and argument.state_words:
        words = argument.state_words[argument.states.index(str(value))]
    unit = f" {argument.unit}" if argument.unit else ""
    en, ja = (f"{argument.label.en} ", f"{argument.label.ja} ") if named else ("", "")
    return Words(f"{en}{words.en}{unit}", f"{ja}{words.ja}{unit}")
