"""A faulty document made to pass, only so that the rest of it can still be examined."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from devices.documents.document import Document, Mark, Place, Step
from devices.documents.findings import NOTHING, STAND_IN, Fault
from devices.documents.problems import Problem
from devices.documents.schema import into_range

# What stands in for a value of the wrong kind.
_OF_KIND: Mapping[str, object] = {
    "value_not_text": STAND_IN,
    "value_not_flag": True,
    "value_not_whole": 0,
    "value_not_number": 0.0,
    "value_not_list": [],
    "value_not_mapping": {},
    "value_not_empty": None,
    "value_missing": None,  # what is wrong with nothing says of which kind it has to be
}
# Words that may pass where a name has to look a certain way.
_NAMES = (STAND_IN, "a", "A", "P", "P-1", "O-1", "a1", "a-1", "0", "1", "00:00")
_OF_FORM = ("value_missing", "key_unknown")
_REST = frozenset({"near", "known", "roles"})  # arguments that are not what the problem is about


class Repair:
    """A copy of a document in which faulty values give way to others that pass.

    It keeps in mind what was changed: what is found there later was not written by anybody.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._data: Any = None  # the copy's data, made when there is something to mend
        self._refused = document.refused
        self._changed: set[Place] = set(document.refused)
        self._removed: set[Place] = set()
        self._lost: set[str] = set()  # names that nothing in the copy bears any more
        self._lost_numbers: set[str] = set()

    # --- what a repair explains ---------------------------------------------------------------

    def explains(self, problem: Problem) -> bool:
        """Whether a problem lies in what was changed, or misses a name that was taken away."""
        place = tuple(problem.place)
        changed = any(place[:length] in self._changed for length in range(len(place) + 1))
        return changed or not self._lost.isdisjoint(_names_of(problem))

    def explains_fault(self, fault: Fault) -> bool:
        """The same for a fault of the model, which may also come of what was done beside it."""
        problem = fault.problem
        gone = any(place[:-1] == fault.value for place in self._removed)
        # Which keys there should be depends on the word that chooses the form.
        around = problem.place[:-1] if problem.key.startswith(_OF_FORM) else None
        guessed = any(place[:-1] == around for place in self._changed - self._refused if place)
        numbers = not self._lost_numbers.isdisjoint(_names_of(problem))
        return self.explains(problem) or gone or guessed or numbers

    # --- mending ------------------------------------------------------------------------------

    def mend(self, faults: Iterable[Fault]) -> bool:
        """Give way where something is faulty; false when that leaves nothing of the file."""
        if self._data is None:
            self._data = copy.deepcopy(self.document.data)
            self.document = replace(
                self.document,
                data=self._data,
                values=dict(self.document.values),
                keys=dict(self.document.keys),
            )
        hopeless = [place for fault in faults if (place := self._mend_one(fault)) is not None]
        # From the end, so that the numbers of list entries stay true until it is their turn.
        ordered = sorted(hopeless, key=_file_order, reverse=True)
        return all(self._remove(place) for place in ordered)

    def _mend_one(self, fault: Fault) -> Place | None:
        """Mend one fault, or give the place that has to be removed."""
        problem = fault.problem
        place = self._written(problem.place)
        key = problem.key.removesuffix("_near")
        if place and isinstance(self._at(place[:-1]), str):
            return place[:-1]  # the unit or the number of a quantity on one line
        given = self._at(place)
        if key == "key_unknown" or fault.of_key:
            return self._mend_key(place, fault)
        if key == "value_missing" and given is not NOTHING:
            return None  # a misspelt key has taken the place meanwhile
        instead = fault.instead
        if instead is NOTHING:
            instead = _OF_KIND.get(key, NOTHING)
        if instead is NOTHING:
            instead = _better(key, given, problem.arguments, fault.limits)
        if instead is NOTHING or instead == given:
            return place
        self._put(place, copy.copy(instead))
        if key == "wrong_unit":
            self._changed.add(fault.value)  # the number means nothing without its unit
        return None

    def _mend_key(self, place: Place, fault: Fault) -> Place | None:
        if not place or self._at(place) is NOTHING:
            return None  # mended already
        near = fault.problem.arguments.get("near")
        candidates = [str(word) for word in near] if isinstance(near, list) else []
        if fault.problem.key == "text_pattern":
            candidates = list(_matching(str(place[-1]), str(fault.problem.arguments["pattern"])))
        parent = self._at(place[:-1])
        free = [name for name in candidates if isinstance(parent, dict) and name not in parent]
        if free:
            self._rename(place, free[0])
        elif fault.of_key:
            return place
        else:
            self._drop(place)  # nobody asked for it, nobody misses it
        return None

    # --- the copy -----------------------------------------------------------------------------

    def _written(self, place: Sequence[Step]) -> Place:
        """A place with the keys as the data has them: number keys are text there."""
        written: Place = ()
        for step in place:
            container = self._at(written)
            written = (*written, str(step) if isinstance(container, dict) else step)
        return written

    def _at(self, place: Place) -> Any:
        value: Any = self._data
        for step in place:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return NOTHING
        return value

    def _put(self, place: Place, value: object) -> None:
        given = self._at(place)
        if isinstance(given, str):
            self._lost.add(given)
        elif isinstance(given, int | float):
            self._lost_numbers.add(f"{given:g}")
        self._changed.add(place)
        if place:
            parent, step = self._at(place[:-1]), place[-1]
            if isinstance(parent, list) and step == len(parent):
                parent.append(value)
            else:
                parent[step] = value
        else:
            self._data = value
            self.document = replace(self.document, data=value)
        values = self.document.values
        values.setdefault(place, values[self.document.existing(place)])

    def _rename(self, place: Place, name: str) -> None:
        """Give an entry another key, at the same position in its mapping."""
        parent: dict[str, Any] = self._at(place[:-1])
        old, new = str(place[-1]), (*place[:-1], name)
        entries = [(name if key == old else key, value) for key, value in parent.items()]
        parent.clear()
        parent.update(entries)
        for marks in (self.document.values, self.document.keys):
            _move(marks, place, new)
        self._changed.add(new)
        self._lost.add(old)

    def _remove(self, place: Place) -> bool:
        """Take a value away, with its surroundings where that was done before to no avail."""
        while place and (place in self._removed or self._at(place) is NOTHING):
            place = place[:-1]
        if not place:
            return False
        self._lost.update(_borne_names(place, self._at(place)))
        self._drop(place)
        self._removed.add(place)
        return True

    def _drop(self, place: Place) -> None:
        parent, step = self._at(place[:-1]), place[-1]
        del parent[step]
        if isinstance(step, int):
            for marks in (self.document.values, self.document.keys):
                _close_gap(marks, place)
            self._changed = set(_closed_gap(self._changed, place).values())
            self._removed = set(_closed_gap(self._removed, place).values())


def _better(
    key: str, given: Any, arguments: Mapping[str, object], limits: Mapping[str, float]
) -> object:
    """What would have passed instead of `given`, as far as the problem itself tells; or NOTHING."""
    candidates: Iterator[Any] = iter(())
    match key:
        case "value_out_of_range" if isinstance(given, int | float) and limits:
            candidates = iter((into_range(given, **limits),))
        case "value_not_known":
            words = arguments.get("near") or arguments.get("known")
            candidates = iter(words if isinstance(words, list) else ())
        case "text_too_short":
            candidates = iter((str(given) + STAND_IN * int(str(arguments["least"])),))
        case "text_too_long" | "list_too_long":
            candidates = iter((given[: int(str(arguments["most"]))],))
        case "list_too_short" if given:
            candidates = iter((given + given[-1:] * int(str(arguments["least"])),))
        case "text_pattern":
            candidates = _matching(str(given), str(arguments["pattern"]))
        case _:
            pass
    return next(candidates, NOTHING)


def _matching(given: str, pattern: str) -> Iterator[str]:
    """Words that match a pattern, those first that are like `given`."""
    folded = given.casefold()
    like = [re.sub("[^a-z0-9]+", joint, folded).strip(joint) for joint in "-_"]
    for word in (*like, *(word.upper() for word in like), *_NAMES):
        if re.search(pattern, word):
            yield word


def _names_of(problem: Problem) -> set[str]:
    """The names and numbers that a problem is about, of dotted names every part too."""
    names: set[str] = set()
    for argument, value in problem.arguments.items():
        if argument not in _REST:
            words = value if isinstance(value, list | tuple) else [value]
            for word in map(str, words):
                names.update((word, *word.split("."), *word.split(" ")[:1]))
    return names


def _borne_names(place: Place, value: object) -> Iterator[str]:
    """The names by which other parts of a file may refer to a value or to parts of it."""
    if isinstance(place[-1], str):
        yield place[-1]
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "id" and isinstance(item, str):
                yield item
            elif isinstance(item, Mapping | list):
                yield from _borne_names((*place, key), item)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _borne_names((*place, number), item)


def _file_order(place: Place) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in place]


def _move(marks: dict[Place, Mark], old: Place, new: Place) -> None:
    for place in [place for place in marks if place[: len(old)] == old]:
        marks[(*new, *place[len(old) :])] = marks.pop(place)


def _closed_gap(places: Iterable[Place], gone: Place) -> dict[Place, Place]:
    """Every place outside `gone`, a list entry, with where it is when the list has closed up."""
    depth, number = len(gone) - 1, int(gone[-1])
    moved: dict[Place, Place] = {}
    for place in places:
        step = place[depth] if len(place) > depth and place[:depth] == gone[:depth] else None
        if not isinstance(step, int) or step < number:
            moved[place] = place
        elif step > number:
            moved[place] = (*gone[:depth], step - 1, *place[depth + 1 :])
    return moved


def _close_gap(marks: dict[Place, Mark], gone: Place) -> None:
    kept = {new: marks[old] for old, new in _closed_gap(marks, gone).items()}
    marks.clear()
    marks.update(kept)
