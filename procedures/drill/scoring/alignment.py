"""Two lists of steps laid beside each other: what is missing, extra, twice or out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Positions in the expected and the executed list.

    omitted: of expected ones that were never done. moved, repeated, extra: of executed ones that
    came out of order, once more, or that nobody expected. reached: how far the expected list goes
    until the last step that was done in its place.
    """

    omitted: tuple[int, ...]
    moved: tuple[int, ...]
    repeated: tuple[int, ...]
    extra: tuple[int, ...]
    reached: int

    @property
    def distance(self) -> int:
        """How many edits (leave out, put in, move) make one list of the other."""
        return len(self.omitted) + len(self.moved) + len(self.repeated) + len(self.extra)


def align(expected: Sequence[str], executed: Sequence[str]) -> Alignment:
    """The fewest edits between two lists, a move of one step counting once.

    The longest common subsequence stays; a step left in both lists was moved.
    """
    kept = _common(expected, executed)
    in_expected, in_executed = {pair[0] for pair in kept}, {pair[1] for pair in kept}
    left = [at for at in range(len(expected)) if at not in in_expected]
    missing = Counter(expected[at] for at in left)
    known = set(expected)
    moved, repeated, extra = [], [], []
    for at, key in enumerate(executed):
        if at in in_executed:
            continue
        if missing[key] > 0:
            missing[key] -= 1
            moved.append(at)
        elif key in known:
            repeated.append(at)
        else:
            extra.append(at)
    done = Counter(executed[at] for at in moved)
    omitted = []
    for at in left:
        if done[expected[at]] > 0:
            done[expected[at]] -= 1
        else:
            omitted.append(at)
    reached = max((pair[0] + 1 for pair in kept), default=0)
    return Alignment(tuple(omitted), tuple(moved), tuple(repeated), tuple(extra), reached)


def _common(expected: Sequence[str], executed: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions of a longest common subsequence; equal ends cost nothing."""
    start = 0
    shorter = min(len(expected), len(executed))
    while start < shorter and expected[start] == executed[start]:
        start += 1
    end = 0
    while end < shorter - start and expected[-1 - end] == executed[-1 - end]:
        end += 1
    pairs = [(at, at) for at in range(start)]
    pairs += _middle(expected, executed, start, end)
    tails = range(end, 0, -1)
    return pairs + [(len(expected) - at, len(executed) - at) for at in tails]


def _middle(
    expected: Sequence[str], executed: Sequence[str], start: int, end: int
) -> list[tuple[int, int]]:
    """The same for what lies between equal ends (Wagner and Fischer 1974)."""
    first, second = expected[start : len(expected) - end], executed[start : len(executed) - end]
    longest = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for row in range(len(first) - 1, -1, -1):
        below, own = longest[row + 1], longest[row]
        for column in range(len(second) - 1, -1, -1):
            if first[row] == second[column]:
                own[column] = below[column + 1] + 1
            else:
                own[column] = max(below[column], own[column + 1])
    pairs, row, column = [], 0, 0
    while row < len(first) and column < len(second):
        if first[row] == second[column]:
            pairs.append((start + row, start + column))
            row, column = row + 1, column + 1
        elif longest[row + 1][column] >= longest[row][column + 1]:
            row += 1
        else:
            column += 1
    return pairs
