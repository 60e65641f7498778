"""How often whom to train: `resources/programmes/usual.yaml`, or one's own beside the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from devices.documents import Document, FileModel, Problem, Text, read_document, validate
from devices.words import Words
from procedures.record import records_folder


class RuleModel(FileModel):
    """So many drills within so many months for everybody with one of these roles.

    kind: simulator, or field for a sitting on real devices. dark: only night drills count.
    least_min: shorter ones do not count, in plant time.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    roles: Annotated[tuple[str, ...], Field(min_length=1)]
    title: Text
    times: Annotated[int, Field(ge=1, le=100)]
    months: Annotated[int, Field(ge=1, le=120)]
    kind: Literal["simulator", "field"] = "simulator"
    dark: bool = False
    least_min: Annotated[float, Field(ge=0)] = 0.0
    origin: Literal["S", "F", "K", "P"]


class ProgrammeModel(FileModel):
    """One programme. again_after_months: a step that nobody did for so long is due again."""

    programme: str
    title: Text
    again_after_months: Annotated[int, Field(ge=1, le=120)]
    rules: tuple[RuleModel, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the programme; the fields are those of its file."""

    id: str
    roles: tuple[str, ...]
    title: Words
    times: int
    months: int
    field: bool = False
    dark: bool = False
    least_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The programme of a year."""

    title: Words
    again_after_months: int
    rules: tuple[Rule, ...]

    def of(self, role: str) -> tuple[Rule, ...]:
        """The rules for everybody with this role."""
        return tuple(rule for rule in self.rules if role in rule.roles)


def rules_path() -> Path:
    """One's own file beside the folder of the records, else the one that ships."""
    own = records_folder().parent / "programme.yaml"
    shipped = Path(str(resources.files("resources"))) / "programmes" / "usual.yaml"
    return own if own.is_file() else shipped


def load_rules(path: Path | None = None) -> Rules:
    """The programme in force; raises DocumentError."""
    read = validate(read_document(path or rules_path()), ProgrammeModel, then=_faults)
    return Rules(read.title.words(), read.again_after_months, tuple(map(_rule, read.rules)))


def _faults(read: ProgrammeModel, document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, rule in enumerate(read.rules):
        if rule.id in seen:
            yield document.problem(("rules", number, "id"), "programme.twice", given=rule.id)
        seen.add(rule.id)


def _rule(read: RuleModel) -> Rule:
    return Rule(
        id=read.id,
        roles=read.roles,
        title=read.title.words(),
        times=read.times,
        months=read.months,
        field=read.kind == "field",
        dark=read.dark,
        least_s=read.least_min * 60.0,
    )
