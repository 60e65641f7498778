"""The digests of a folder of records, kept in a file so that hundreds are there in a moment.

The file is a convenience: a record that has changed is read anew, and a file that is damaged, of
another version or that cannot be written costs time and nothing else.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from procedures.drill.programme.digest import Digest, digest_from_json, digest_json
from procedures.drill.programme.reading import digest_of
from procedures.record.recent import SUFFIX, Ending, glance

_VERSION = 1  # grows when a digest tells something else
_log = logging.getLogger(__name__)


def cache_path(folder: Path) -> Path:
    """Where the digests of `folder` are kept (XDG base directory specification)."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return Path(cache) / "kairetsu" / f"programme-{name}.json"


def digests(folder: Path, *, without: Path | None = None) -> Iterator[Digest]:
    """Yield the digest of every record of a folder, the one that changed last first.

    without: the record that this process writes itself; it must not be looked into.
    """
    kept = _Kept.read(cache_path(folder))
    there = _records(folder, without)
    try:
        for path, stamp in there:
            digest = kept.take(path.name, stamp)
            if digest is None:
                digest = _read(path)
                if digest is None:
                    continue
                kept.keep(path.name, stamp, digest)
            yield digest
    finally:  # also when nobody wants the rest
        kept.write({path.name for path, _ in there})


def _records(folder: Path, without: Path | None) -> list[tuple[Path, str]]:
    """The records with a stamp that changes with them, newest first; none for no folder."""
    found = []
    own = None if without is None else without.absolute()
    try:
        for entry in os.scandir(folder):
            path = Path(entry.path)
            if entry.name.endswith(SUFFIX) and entry.is_file() and path.absolute() != own:
                found.append((entry.stat().st_mtime, path, _stamp(path)))
    except OSError as error:
        _log.info("no records in %s: %s", folder, error)
    return [(path, stamp) for _, path, stamp in sorted(found, reverse=True)]


def _stamp(path: Path) -> str:
    """Size and time of the record and of what is not folded into it yet."""
    facts = []
    for file in (path, Path(f"{path}-wal")):
        try:
            status = file.stat()
        except OSError:
            continue
        facts.append(f"{status.st_size}-{status.st_mtime_ns}")
    return "+".join(facts)


def _read(path: Path) -> Digest | None:
    """None for what has gone meanwhile, or was claimed and never written."""
    recent = glance(path)
    return None if recent is None or recent.ending is Ending.EMPTY else digest_of(recent)


@dataclass(slots=True)
class _Kept:
    """What is kept, by the name of the record: its stamp, and the digest as JSON."""

    path: Path
    found: Mapping[str, Any] = field(default_factory=dict)
    now: dict[str, list[Any]] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def read(cls, path: Path) -> _Kept:
        """What the file tells; nothing of one that is damaged or of another program."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["made_with"] == _made_with() and isinstance(data["records"], dict):
                return cls(path, data["records"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            _log.info("the programme is read anew: %s", error)
        return cls(path, changed=True)

    def take(self, name: str, stamp: str) -> Digest | None:
        """The digest of a record that has not changed."""
        try:
            kept_stamp, data = self.found[name]
            if kept_stamp != stamp:
                return None
            digest = digest_from_json(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        self.now[name] = [stamp, data]
        return digest

    def keep(self, name: str, stamp: str, digest: Digest) -> None:
        """Keep the digest of a record; of one that is being written it is old at once."""
        if digest.ending != Ending.OPEN.value:
            self.now[name] = [stamp, digest_json(digest)]
            self.changed = True

    def write(self, there: Set[str]) -> None:
        """Put the file in the place of the old one as a whole; what has gone is left out."""
        if not self.changed and self.found.keys() <= there:
            return
        rest = {name: row for name, row in self.found.items() if name in there}
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            told = {"made_with": _made_with(), "records": rest | self.now}
            part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            part.replace(self.path)
        except OSError as error:
            _log.info("the programme is not kept: %s", error)


def _made_with() -> str:
    return f"{_VERSION} {metadata.version('kairetsu')}"
