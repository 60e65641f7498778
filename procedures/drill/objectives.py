"""The objectives that drills are built on: `resources/objectives.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import Field

from devices.documents import FileModel, Text, read_document, validate
from devices.words import Words


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective. target: what has to be reached, measurably; capability: what it trains."""

    id: str
    title: Words
    target: Words
    capability: Words


class ObjectiveModel(FileModel):
    """One objective in the file."""

    title: Text
    target: Text
    capability: Text


class ObjectivesModel(FileModel):
    """The file of objectives."""

    objectives: Annotated[Mapping[str, ObjectiveModel], Field(min_length=1)]


@cache
def objectives() -> Mapping[str, Objective]:
    """Every objective that ships, by its id, in the order of the file."""
    return load_objectives(Path(str(resources.files("resources"))) / "objectives.yaml")


def load_objectives(path: Path) -> Mapping[str, Objective]:
    """Every objective of a file, by its id; raises DocumentError with all that is wrong."""
    read = validate(read_document(path), ObjectivesModel)
    return {
        id: Objective(id, one.title.words(), one.target.words(), one.capability.words())
        for id, one in read.objectives.items()
    }
