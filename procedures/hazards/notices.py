"""Where people are told to unplug their heaters, as the hazards file of a site says."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from devices.documents import DocumentError, read_document


def known_path(site: str, beside: Path | None = None) -> Path:
    """Where the hazards file of a site is, whether or not it is there."""
    own = beside / "hazards" / f"{site}.yaml" if beside is not None else None
    if own is not None and own.is_file():
        return own
    return Path(str(resources.files("resources"))) / "hazards" / f"{site}.yaml"


def notices_of(site: str, beside: Path | None = None) -> frozenset[str]:
    """The steps of these notices, "procedure/step"; none where there is no such file."""
    path = known_path(site, beside)
    if not path.is_file():
        return frozenset()
    try:
        data = read_document(path).data
    except DocumentError:  # what is wrong with it is told by `kairetsu check`
        return frozenset()
    found = data.get("notices") if isinstance(data, dict) else None
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()
