"""An exercise in stages (`resources/exercises/*.yaml`): what was done, and what comes next.

Each stage is a scenario of its own, and may be led on a day of its own by other people; what it
hands to the next is in `carrying`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import Field

from devices.documents import (
    Document,
    DocumentError,
    FileModel,
    Problem,
    Text,
    read_document,
    validate,
)
from devices.words import Words
from procedures.drill.programme.digest import Digest
from procedures.drill.programme.words import trainee_words
from procedures.record.recent import Ending
from procedures.scenario import scenario_names, site_of
from procedures.shelf import DrillCard, drills


class StageModel(FileModel):
    """One stage: its scenario, and what to talk about before the next one."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    scenario: str
    debrief: Text | None = None


class ExerciseModel(FileModel):
    """One exercise file. whole: the scenario that leads all stages in one sitting, if any."""

    exercise: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    about: Text
    whole: str | None = None
    stages: Annotated[tuple[StageModel, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; the fields are those of its file. card: what its scenario says of itself."""

    id: str
    title: Words
    scenario: str
    debrief: Words | None
    card: DrillCard | None


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise in stages."""

    name: str
    title: Words
    about: Words
    site: str
    stages: tuple[Stage, ...]
    whole: str = ""


@dataclass(frozen=True, slots=True)
class StageDone:
    """What became of a stage. record: the newest in which it came to a good end, "" for none."""

    stage: Stage
    record: str = ""
    day: date | None = None
    people: tuple[Words, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it came to a good end once."""
        return bool(self.record)


def following(stages: Sequence[StageDone]) -> int:
    """The place of the first stage that is not done; 0 again when all are."""
    return next((place for place, one in enumerate(stages) if not one.done), 0)


# --- the files -----------------------------------------------------------------------------------


def exercise_names() -> tuple[str, ...]:
    """The exercises that ship, sorted."""
    return tuple(path.stem for path in sorted(_folder().glob("*.yaml")))


def exercise_path(name: str | Path) -> Path:
    """The file of an exercise given by name or path; raises DocumentError."""
    if Path(name).suffix in (".yaml", ".yml"):
        return Path(name)
    path = _folder() / f"{name}.yaml"
    if path.is_file():
        return path
    told = {"given": str(name), "known": list(exercise_names())}
    raise DocumentError([Problem(str(path), 1, 1, "programme.no_exercise", told)])


def load_exercise(name: str | Path) -> Exercise:
    """An exercise, checked against its scenario; raises DocumentError with every problem."""
    document = read_document(exercise_path(name))
    read = validate(document, ExerciseModel, then=_faults)
    cards = {card.given: card for card in drills()}
    return Exercise(
        name=read.exercise,
        title=read.title.words(),
        about=read.about.words(),
        site=site_of(read.stages[0].scenario) or "",
        stages=tuple(_stage(one, cards.get(one.scenario)) for one in read.stages),
        whole=read.whole or "",
    )


def _stage(read: StageModel, card: DrillCard | None) -> Stage:
    debrief = None if read.debrief is None else read.debrief.words()
    return Stage(read.id, read.title.words(), read.scenario, debrief, card)


def _faults(read: ExerciseModel, document: Document) -> Iterator[Problem]:
    """Every scenario has to ship, and all have to play at one site."""
    named: dict[tuple[str | int, ...], str] = {
        ("stages", n, "scenario"): stage.scenario for n, stage in enumerate(read.stages)
    }
    if read.whole is not None:
        named["whole",] = read.whole
    known = scenario_names()
    sites = set()
    for place, name in named.items():
        if name not in known:
            yield document.problem(place, "programme.no_scenario", given=name)
        else:
            sites.add(site_of(name))
    if len(sites) > 1:
        yield document.problem(("stages",), "programme.one_site", given=sorted(map(str, sites)))


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "exercises"


# --- how far it has come -------------------------------------------------------------------------


def progress(exercise: Exercise, digests: Iterable[Digest]) -> tuple[StageDone, ...]:
    """What became of each stage, by the newest record in which it came to a good end."""
    ended = [one for one in digests if one.ending == Ending.COMPLETED.value and not one.live]
    ended.sort(key=lambda one: one.opened.timestamp() if one.opened else 0.0, reverse=True)
    return tuple(_done(stage, ended) for stage in exercise.stages)


def _done(stage: Stage, ended: Iterable[Digest]) -> StageDone:
    for run in ended:
        if run.scenario == stage.scenario:
            day = run.opened.date() if run.opened else None
            return StageDone(stage, run.record, day, trainee_words(run))
    return StageDone(stage)
