"""Check files of any kind: a site with the maps of its devices, a procedure against its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from devices.documents import DocumentError, Problem, read_document
from devices.site import Site, load_site
from devices.site.load_connections import load_connections
from devices.site.meters import notes
from devices.sunspec import load_any_map
from devices.wiring import load_maps
from procedures.language import Procedure, check, load_procedure
from procedures.scenario import load_scenario

FOLDERS = ("sites", "registers", "procedures", "scenarios")
KINDS = ("scenario", "procedure", "site", "map", "sunspec_map", "connections_of")


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
    """Return every site, register map, procedure and scenario file that ships."""
    root = Path(str(resources.files("resources")))
    return tuple(path for folder in FOLDERS for path in sorted((root / folder).glob("*.yaml")))


def check_files(paths: Sequence[Path]) -> tuple[FileReport, ...]:
    """Check every file; one that cannot be read does not hide what is wrong in the others."""
    return tuple(_check_file(path) for path in paths)


def _check_file(path: Path) -> FileReport:
    try:
        document = read_document(path)
        data = document.data if isinstance(document.data, dict) else {}
        match next((key for key in KINDS if key in data), None):
            case "site":
                return _check_site(path)
            case "procedure":
                return _check_procedure(path)
            case "scenario":
                load_scenario(path, _site_of(data, "site"))
                return FileReport(path, ())
            case "map" | "sunspec_map":
                load_any_map(path)
                return FileReport(path, ())
            case "connections_of":
                site = _site_of(data, "connections_of")
                load_maps(site, load_connections(site, path))
                return FileReport(path, ())
        first = next(iter(data), document.data)
        return FileReport(
            path, (*document.problems, document.problem((), "cli_file_unknown", given=first))
        )
    except DocumentError as error:
        return FileReport(path, error.problems)


def _check_site(path: Path) -> FileReport:
    site = load_site(path)
    load_maps(site, load_connections(site))
    return FileReport(path, (), unconfirmed=len(site.unconfirmed()), notes=notes(site.measured))


def _check_procedure(path: Path) -> FileReport:
    procedure = load_procedure(path, then=_against_its_site)
    warnings = check(procedure, load_site(procedure.site)).warnings
    return FileReport(path, (), warnings)


def _against_its_site(procedure: Procedure) -> Sequence[Problem]:
    try:
        return check(procedure, load_site(procedure.site)).problems
    except DocumentError as error:  # of the site: a problem of the procedure all the same
        return error.problems


def _site_of(data: dict[str, object], key: str) -> Site:
    return load_site(str(data.get(key, "")))
