"""The steps of a run beside those of the expert's: when each was done, in the order of his."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.events import EventKind
from devices.words import Words, same
from procedures.record import Record


@dataclass(frozen=True, slots=True)
class PacedStep:
    """One step. expert_s, done_s: plant time when the expert, and when the trainee had done it.

    None where he never did, or has not yet.
    """

    key: str
    title: Words
    expert_s: float | None
    done_s: float | None


def paced_steps(path: Path) -> tuple[PacedStep, ...]:
    """Read the record of a drill, also while it is being written; raises RecordError.

    Steps that are done again and again are paired in their order. () without a reference.
    """
    with Record(path) as record:
        drill = record.header.get("drill")
        branch = record.newest_branch()
        if not isinstance(drill, dict) or branch is None:
            return ()
        done = [
            (f"{one.event.data.get('procedure')}/{one.event.subject}", one.event.time_s)
            for one in record.entries(branch)
            if one.event.kind is EventKind.STEP_DONE
        ]
    reference = drill.get("reference")
    if not isinstance(reference, Mapping):
        return ()
    return tuple(_paired(_expert(reference), done, _titles(drill)))


def _expert(reference: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(str(one["key"]), float(one["done_s"])) for one in reference.get("steps") or ()]


def _titles(drill: Mapping[str, Any]) -> Mapping[str, Words]:
    lines = drill.get("steps") or ()
    return {str(one["key"]): Words(one["title"]["en"], one["title"]["ja"]) for one in lines}


def _paired(
    expert: list[tuple[str, float]], done: list[tuple[str, float]], titles: Mapping[str, Words]
) -> Iterator[PacedStep]:
    """Every step of the expert with the trainee's, then what the trainee did besides."""
    left = list(done)
    for key, expert_s in expert:
        mine = next((one for one in left if one[0] == key), None)
        if mine is not None:
            left.remove(mine)
        yield PacedStep(key, _title(key, titles), expert_s, None if mine is None else mine[1])
    for key, done_s in left:
        yield PacedStep(key, _title(key, titles), None, done_s)


def _title(key: str, titles: Mapping[str, Words]) -> Words:
    number = key.rpartition("/")[2]
    title = titles.get(key)
    return same(number) if title is None else Words(f"{number} {title.en}", f"{number} {title.ja}")
