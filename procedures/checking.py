"""Check files of any kind: a site with the maps of its devices, a procedure against its site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from devices.documents import Document, DocumentError, Problem, read_document
from devices.signals import Value
from devices.simulated import FieldRefused, SimulatedPlant
from devices.site import Site, load_site, site_warnings
from devices.site.load_connections import load_connections
from devices.site.meters import notes
from devices.sunspec import load_any_map
from devices.wiring import load_maps
from procedures.drill.objectives import load_objectives
from procedures.drill.programme.exercise import load_exercise
from procedures.drill.programme.rules import load_rules
from procedures.language import Findings, Procedure, check, load_procedure, procedure_names
from procedures.rehearsal.explore.closed import read_known
from procedures.scenario import Scenario, load_scenario

FOLDERS = ("sites", "registers", "procedures", "scenarios", "hazards", "exercises", "programmes")
KINDS = (
    "exercise",
    "programme",
    "scenario",
    "procedure",
    "site",
    "map",
    "sunspec_map",
    "connections_of",
    "hazards_of",
    "objectives",
)
# what the equipment says where the arguments of an act are wrong, whatever state it is in
_ARGUMENTS = frozenset({"plant.field.no_number", "plant.field.no_such_place"})

# those that stand for themselves: reading them says everything that is wrong
_READERS: Mapping[str | None, Callable[[Path], object]] = {
    "exercise": load_exercise,
    "programme": load_rules,
    "map": load_any_map,
    "sunspec_map": load_any_map,
    "hazards_of": read_known,
    "objectives": load_objectives,
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file; unconfirmed counts the numbers that a site must confirm.

    notes: what was read from the files of its meters.
    """

    path: Path
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    unconfirmed: int = 0
    notes: tuple[Problem, ...] = ()


def shipped_files() -> tuple[Path, ...]:
    """Return every file that ships of those that `kairetsu check` knows."""
    root = Path(str(resources.files("resources")))
    inside = (path for folder in FOLDERS for path in sorted((root / folder).glob("*.yaml")))
    return (*inside, root / "objectives.yaml")


def check_files(paths: Sequence[Path]) -> tuple[FileReport, ...]:
    """Check every file; one that cannot be read does not hide what is wrong in the others."""
    sites = _Sites()
    return tuple(_check_file(path, sites) for path in paths)


def _check_file(path: Path, sites: _Sites) -> FileReport:
    try:
        document = read_document(path)
        data = document.data if isinstance(document.data, dict) else {}
        kind = next((key for key in KINDS if key in data), None)
        if kind in _READERS:
            _READERS[kind](path)
            return FileReport(path, ())
        match kind:
            case "site":
                return _check_site(path)
            case "procedure":
                return _check_procedure(path, sites)
            case "scenario":
                return _check_scenario(path, document, sites.of(str(data.get("site", "")), path))
            case "connections_of":
                site = sites.of(str(data.get("connections_of", "")), path).site
                load_maps(site, load_connections(site, path))
                return FileReport(path, ())
        first = next(iter(data), str(document.data).split(maxsplit=1)[0])
        return FileReport(
            path, (*document.problems, document.problem((), "cli_file_unknown", given=first))
        )
    except DocumentError as error:
        return FileReport(path, error.problems)


def _check_site(path: Path) -> FileReport:
    site = load_site(path)
    load_maps(site, load_connections(site))
    return FileReport(
        path,
        (),
        warnings=site_warnings(path),
        unconfirmed=len(site.unconfirmed()),
        notes=notes(site.measured),
    )


def _check_scenario(path: Path, document: Document, field: _Field) -> FileReport:
    scenario = load_scenario(path, field.site)
    return FileReport(path, tuple(_impossible(scenario, document, field)))


def _impossible(scenario: Scenario, document: Document, field: _Field) -> Iterator[Problem]:
    """What the scenario lets happen that cannot be, or lacks a number."""
    for place, device, act, arguments in _acts(scenario):
        if not field.knows(device, act):
            yield document.problem((*place, "act"), "procedure_no_act", given=f"{device}.{act}")
            continue
        lacks = field.lacks(device, act, arguments)
        if lacks is not None:
            at = (*place, "with" if arguments else "act")
            yield document.problem(at, lacks.key, **lacks.arguments)


_Happens = tuple[tuple[str | int, ...], str, str, Mapping[str, Value]]


def _acts(scenario: Scenario) -> Iterator[_Happens]:
    """Everything that the scenario lets happen, with where it stands."""
    for number, one in enumerate(scenario.happenings):
        yield ("happenings", number), one.device, one.act, one.arguments
    for number, inject in enumerate(scenario.guide.injects if scenario.guide else ()):
        for at, act in enumerate(inject.acts):
            yield ("injects", number, "acts", at), act.device, act.act, act.arguments


def _check_procedure(path: Path, sites: _Sites) -> FileReport:
    warnings: list[Problem] = []

    def against_its_sites(procedure: Procedure) -> Sequence[Problem]:
        problems: list[Problem] = []
        for number, name in enumerate(procedure.sites):
            found = _against(procedure, name, path, sites)
            warnings.extend(found.warnings)
            problems += found.problems
            if found.problems and len(procedure.sites) > 1 and procedure.document is not None:
                count = len(found.problems)
                place = ("site", number)
                at = procedure.document.problem(place, "procedure_at_site", site=name, count=count)
                problems.append(at)
        return _each_once(problems)

    load_procedure(path, then=against_its_sites)
    return FileReport(path, (), _each_once(warnings))


def _against(procedure: Procedure, name: str, path: Path, sites: _Sites) -> Findings:
    try:
        field = sites.of(name, path)
    except DocumentError as error:  # of the site: a problem of the procedure all the same
        return Findings(error.problems, ())
    return check(procedure, field.site, procedure_names(path.parent), can_act=field.knows)


def _each_once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What several sites have in common is told once."""
    seen: list[Problem] = []
    for problem in problems:
        if problem not in seen:
            seen.append(problem)
    return tuple(seen)


class _Field:
    """What can be done at the equipment of a site; the plant is built when somebody asks."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def knows(self, device: str, act: str) -> bool:
        """Whether people can do `act` at `device`, or it can happen there."""
        return self._plant.field.knows(device, act)

    def lacks(self, device: str, act: str, arguments: Mapping[str, Value]) -> FieldRefused | None:
        """What is wrong with the arguments of an act; whether it can be done now is not asked."""
        try:
            self._plant.fork().field.act(device, act, "", **arguments)
        except FieldRefused as refused:
            return refused if refused.key in _ARGUMENTS else None
        return None

    @cached_property
    def _plant(self) -> SimulatedPlant:
        return SimulatedPlant(self.site)


class _Sites:
    """The sites that files are for: each is read once, however many files there are."""

    def __init__(self) -> None:
        self._read: dict[str | Path, _Field] = {}

    def of(self, name: str, path: Path) -> _Field:
        """The site that a file is for: one beside the file before one that ships."""
        own = path.parent / f"{name}.yaml"
        place = own if name and own != path and own.is_file() else name
        if place not in self._read:
            self._read[place] = _Field(load_site(place))
        return self._read[place]
