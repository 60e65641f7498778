"""The expert goes through a scenario, and his run becomes its reference."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from devices.events import Json
from devices.site import load_site
from procedures.drill.reference import SEED, find_reference, reference_of, shipped_folder
from procedures.drill.scoring import score
from procedures.record import summarise
from procedures.rehearsal import rehearse
from procedures.scenario import (
    Scenario,
    load_scenario,
    scenario_names,
    scenario_path,
    site_of,
    with_skill,
)
from procedures.sitting import Sitting
from procedures.snapshot import Mode
from procedures.sources import Sources

EXPERT_SKILL = 1.0
_COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Expertise:
    """What the expert did. path: where his run is kept; outcome: of his sitting."""

    path: Path
    outcome: str
    trace: dict[str, Json]
    total: float

    @property
    def completed(self) -> bool:
        """Whether he came to the end: only then it is a reference."""
        return self.outcome == _COMPLETED


def guided(given: str) -> Scenario:
    """The scenario with this name, number or path. Raises DocumentError."""
    path = scenario_path(given)
    return load_scenario(path, load_site(site_of(str(path)) or ""))


def guided_names() -> Iterator[str]:
    """The names of all drills that ship. Raises DocumentError."""
    for name in scenario_names():
        if guided(name).guide is not None:
            yield name


def is_fresh(scenario: Scenario) -> bool:
    """Whether there is a reference that was made of the files as they are."""
    found = find_reference(scenario)
    return found is not None and found.get("made_with") == _made_with(scenario)


def go_through(scenario: Scenario) -> Expertise:
    """Let the expert go through `scenario`, everybody else an expert, too. Equal each time."""
    site = load_site(site_of(str(scenario_path(_given(scenario)))) or "")
    with tempfile.TemporaryDirectory(prefix="kairetsu-reference-") as folder:
        record = Path(folder) / "expert.sqlite"
        sitting = Sitting.open(
            site,
            with_skill(scenario, EXPERT_SKILL),
            mode=Mode.REHEARSAL,
            sitter=None,
            record=record,
            seed=SEED,
        )
        rehearse(sitting)
        trace = reference_of(record) | {"made_with": _made_with(scenario)}
        return Expertise(path_of(scenario), summarise(record).outcome, trace, score(record).total)


def keep(done: Expertise) -> None:
    """Write the run down. Raises OSError."""
    done.path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(done.trace, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    done.path.write_text(text.replace('},{"began_s"', '},\n{"began_s"') + "\n", encoding="utf-8")


def path_of(scenario: Scenario) -> Path:
    """Where the reference of a scenario is written."""
    if is_shipped(scenario) or scenario.folder is None:
        return shipped_folder() / f"{scenario.name}.json"
    return scenario.folder / f"{scenario.name}.reference.json"


def is_shipped(scenario: Scenario) -> bool:
    """Whether it is one of the scenarios that ship, and no file of somebody's own."""
    known = scenario.name in scenario_names()
    return known and scenario.folder == scenario_path(scenario.name).parent


def _given(scenario: Scenario) -> str:
    if is_shipped(scenario) or scenario.folder is None:
        return scenario.name
    return str(scenario.folder / f"{scenario.name}.yaml")


def _made_with(scenario: Scenario) -> dict[str, Json]:
    """Digests of the files that it depends on, without the version of the program."""
    made = Sources(scenario.site, _given(scenario)).made_with()
    return {name: made[name] for name in ("site", "scenario", "procedures")}
