"""Readings for words that carry none of their own: 停電 becomes 停電(ていでん).

From the glossary and from `resources/readings.csv`. A word of that list that goes on in kana (切る)
is read so only before them, and gives the reading of its kanji alone. What is not known whole is
left as it stands: a wrong reading is worse than none. An empty reading says that a word is known
and has none of its own (the minutes of 5分 and of 10分 are read in two ways).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from console.models.glossary import readings as glossary_readings

_RUN = re.compile(r"[\u3005-\u3007\u3400-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")
_LONGEST_TAIL = 4
_ONE_OR_TWO = re.compile(r"(?<![0-9])[12]人$")  # ひとり, ふたり: read with their number
# A word of people: にん behind a number and in けが人, and two numbers of their own.
_PEOPLE = (
    (re.compile(r"(けが|[3-9０-９]|[0-9]{2})人(?![(\u3400-\u9fff])"), r"\1人(にん)"),
    (re.compile(r"一人(?![(\u3400-\u9fff])"), "一人(ひとり)"),
    (re.compile(r"二人(?![(\u3400-\u9fff])"), "二人(ふたり)"),
)


@lru_cache(maxsize=512)
def with_readings(text: str) -> str:
    """`text` with a reading in brackets behind every word of kanji that is known."""

    def read(match: re.Match[str]) -> str:
        after = text[match.end() : match.end() + _LONGEST_TAIL]
        if after.startswith("(") or _ONE_OR_TWO.search(text[: match.end()]):
            return match[0]
        return _read(match[0], after)

    for word, marked in _PEOPLE:
        text = word.sub(marked, text)
    return _RUN.sub(read, text)


def _read(run: str, after: str) -> str:
    """The kanji `run`, which stands before `after`, with the readings of its words."""
    words, stems = _known()
    for length in range(len(run), 0, -1):  # the end of the run may be the stem of a verb
        head, stem = run[: len(run) - length], run[len(run) - length :]
        reading = next((r for tail, r in stems.get(stem, ()) if after.startswith(tail)), "")
        before = _parted(head, words) if head else ""
        if reading and before is not None:
            return f"{before}{stem}({reading})"
    whole = _parted(run, words)
    return run if whole is None else whole


def _parted(run: str, words: Mapping[str, str]) -> str | None:
    """`run` as words that are known, the longest first; None where something is left over."""
    if not run:
        return ""
    for length in range(len(run), 0, -1):
        reading = words.get(run[:length])
        if reading is not None:
            rest = _parted(run[length:], words)
            if rest is not None:
                marked = f"({reading})" if reading else ""
                return f"{run[:length]}{marked}{rest}"
    return None


@cache
def _known() -> tuple[Mapping[str, str], Mapping[str, tuple[tuple[str, str], ...]]]:
    """Words of kanji with their readings, and stems with what follows them and their readings."""
    words = {
        word: reading
        for word, reading in glossary_readings().items()
        if _RUN.fullmatch(word) and _KANA.fullmatch(reading)
    }
    stems: dict[str, tuple[tuple[str, str], ...]] = {}
    file = resources.files("resources").joinpath("readings.csv")
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        match = _RUN.match(row["word"])
        assert match is not None, "the list holds words that begin with kanji"
        tail = row["word"][match.end() :]
        if tail:
            stems[match[0]] = (*stems.get(match[0], ()), (tail, row["reading"]))
        else:
            words[row["word"]] = row["reading"]
    return words, stems
