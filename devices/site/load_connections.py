"""The connections in force: a site's own section, and on top of it the file of this computer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

from devices.documents import Document, DocumentError, Problem, read_document, validate
from devices.site.check_connections import clashes, file_problems, name_problems
from devices.site.connections import Connection, Connections, Line, TlsFiles, Written
from devices.site.model_connections import (
    AnyLine,
    ConnectionModel,
    ConnectionsModel,
    OverrideFile,
    OverridesModel,
    TlsModel,
)
from devices.site.site import Site

SUFFIX = ".yaml"
_SECTION = "connections"


def load_connections(site: Site, override: Path | None = None) -> Connections:
    """The connections of a site, with what the file `override` says of this computer on top.

    Raises DocumentError with everything that is wrong in that file and with the files that are
    named: maps and certificates that are missing, keys that others may read.
    """
    if override is not None:
        document = read_document(override)
        file = validate(document, OverrideFile, then=partial(_override_problems, site))
        return _merged(site.connections, document, file.connections)
    if problems := file_problems(site.connections):
        raise DocumentError(problems)
    return site.connections


def default_override(site_name: str) -> Path | None:
    """The override file of this user, None where he has none (XDG base directory specification)."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    path = Path(home) / "kairetsu" / f"{site_name}.connections{SUFFIX}"
    return path if path.exists() else None


def registers_folder() -> Path:
    """Where the register maps are that ship."""
    return Path(str(resources.files("resources"))) / "registers"


def _override_problems(site: Site, file: OverrideFile, document: Document) -> list[Problem]:
    problems = []
    if file.connections_of != site.name:
        arguments = {"given": file.connections_of, "site": site.name}
        problems.append(document.problem(("connections_of",), "connections_site", **arguments))
    lines = {*site.connections.lines, *file.connections.lines}
    problems += name_problems(document, file.connections.devices, lines, site.devices)
    merged = _merged(site.connections, document, file.connections)
    return [*problems, *clashes(merged), *file_problems(merged)]


# --- from the models of the files to plain data ---------------------------------------------------


def connections_of(document: Document, section: ConnectionsModel | None) -> Connections:
    """The section of a site file; devices on lines that do not exist are left out."""
    if section is None:
        return Connections()
    own = Connections(period_s=section.period.value, deadline_s=section.deadline.value)
    own = replace(own, lines=_lines(document, section.lines))
    return replace(own, devices=_devices(document, section.devices, own))


def _merged(own: Connections, document: Document, over: OverridesModel) -> Connections:
    """The connections of the site; entries of the override in the place of those of their names."""
    lines = {**own.lines, **_lines(document, over.lines)}
    moved = {
        name: replace(
            connection,
            line=lines[connection.line.name],
            period_s=over.period.value if over.period else connection.period_s,
            deadline_s=over.deadline.value if over.deadline else connection.deadline_s,
        )
        for name, connection in own.devices.items()
        if name not in over.devices
    }
    merged = Connections(
        lines=lines,
        period_s=over.period.value if over.period else own.period_s,
        deadline_s=over.deadline.value if over.deadline else own.deadline_s,
    )
    return replace(merged, devices={**moved, **_devices(document, over.devices, merged)})


def _lines(document: Document, models: Mapping[str, AnyLine]) -> dict[str, Line]:
    lines = {}
    for name, model in models.items():
        tls = _tls(document, model.tls) if model.tls is not None else None
        lines[name] = model.line(name, tls, _written(document, "lines", name))
    return lines


def _tls(document: Document, model: TlsModel) -> TlsFiles:
    return TlsFiles(
        ca=_beside(document, model.ca),
        certificate=_beside(document, model.certificate) if model.certificate else None,
        key=_beside(document, model.key) if model.key else None,
        server_name=model.server_name or "",
    )


def _devices(
    document: Document, models: Mapping[str, ConnectionModel], among: Connections
) -> dict[str, Connection]:
    return {
        name: Connection(
            device=name,
            line=among.lines[model.line],
            unit=model.unit,
            map=model.map,
            map_path=_map_path(document, model.map),
            period_s=model.period.value if model.period else among.period_s,
            deadline_s=model.deadline.value if model.deadline else among.deadline_s,
            shared=model.shared,
            serial_number=model.serial_number or "",
            written=_written(document, "devices", name),
        )
        for name, model in models.items()
        if model.line in among.lines
    }


def _written(document: Document, *steps: str) -> Written:
    place = (_SECTION, *steps)
    line, column = document.where_key(place)
    return Written(str(document.path), line, column, place)


def _beside(document: Document, given: str) -> Path:
    """A path as a file names it: relative to that file."""
    path = Path(given)
    with contextlib.suppress(RuntimeError):  # "~somebody" who does not exist is a name like any
        path = path.expanduser()
    return document.path.absolute().parent / path


def _map_path(document: Document, given: str) -> Path:
    """A map by its plain name among those that ship, else a path."""
    path = Path(given)
    if path.suffix or len(path.parts) > 1:
        return _beside(document, given)
    return registers_folder() / f"{given}{SUFFIX}"
