"""Which procedures stand on paper, and whether the paper still says what the file says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from procedures.language import find_procedure
from procedures.record import records_folder


def printed_file() -> Path:
    """Where the list of printed procedures is kept, beside the records of this user."""
    return records_folder().parent / "printed.json"


def note_printed(files: Iterable[Path], day: date) -> None:
    """Write down that these procedures were printed as they stand now; raises OSError."""
    known = _read() | {file.stem: [_digest(file), day.isoformat()] for file in files}
    path = printed_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    fresh.replace(path)  # a power cut leaves the old list or the new one


def not_on_paper(names: Iterable[str], beside: Path | None = None) -> tuple[str, ...]:
    """Those of `names` that nobody has printed, or that have changed since."""
    known = _read()
    return tuple(
        name
        for name in names
        if known.get(name, ["", ""])[0] != _digest(find_procedure(name, beside))
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read() -> dict[str, list[str]]:
    """What was noted; a file that somebody has broken counts as none."""
    try:
        read = json.loads(printed_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        str(name): [str(part) for part in entry]
        for name, entry in read.items()
        if isinstance(entry, list) and entry
    }
