"""What a moment was made with: one of other files, or of another program, is not gone back to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from devices.documents import DocumentError
from devices.events import Json
from devices.phrases import said
from devices.site import site_path
from devices.words import Words
from procedures.language import find_procedure, procedure_names
from procedures.scenario import scenario_path

MOMENT_VERSION = 1  # grows when an older moment cannot be understood any more


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sitting was opened on: the names of what ships, or paths."""

    site: str
    scenario: str

    def facts(self) -> dict[str, Json]:
        """What a record says of it: how to find them again, and what they were."""
        given: dict[str, Json] = {
            "site": _lasting(self.site),
            "scenario": _lasting(self.scenario),
        }
        return {"sources": given, "made_with": self.made_with()}

    def made_with(self) -> dict[str, Json]:
        """The program, and a digest of each file that the future of a sitting depends on."""
        scenario = _found(scenario_path, self.scenario)
        beside = scenario[0].parent if scenario else None  # where procedures of one's own are
        names = procedure_names(beside)
        return {
            "program": metadata.version("kairetsu"),
            "moment": MOMENT_VERSION,
            "site": _digest(_found(site_path, self.site)),
            "scenario": _digest(scenario),
            "procedures": _digest([find_procedure(name, beside) for name in names]),
        }

    def differences(self, made_with: Mapping[str, Json]) -> tuple[Words, ...]:
        """Everything that is not what it was when `made_with` was written."""
        now = self.made_with()
        return tuple(
            said(f"resume.other_{name}", then=str(made_with.get(name, "?")), now=str(value))
            for name, value in now.items()
            if made_with.get(name) != value
        )


def _lasting(given: str) -> str:
    """A path that holds wherever the next command is given; a name stays a name."""
    return str(Path(given).absolute()) if Path(given).suffix else given


def _found(find: Callable[[str], Path], given: str) -> tuple[Path, ...]:
    try:
        return (find(given),)
    except DocumentError:
        return ()


def _digest(paths: Sequence[Path]) -> str:
    """SHA-256 (hex) over the files; "" without any."""
    hasher = hashlib.sha256()
    for path in paths:
        hasher.update(path.read_bytes())
    return hasher.hexdigest() if paths else ""
