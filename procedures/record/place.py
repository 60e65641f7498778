"""Where records go when nobody names a file."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path


def records_folder() -> Path:
    """Return the folder of the user's records (XDG base directory specification)."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "kairetsu" / "records"


def new_record(site: str, opened: datetime) -> Path:
    """Return a free path for a record of `site` opened at wall time `opened`."""
    stem = f"{opened:%Y-%m-%d-%H%M%S}-{site}"
    path = records_folder() / f"{stem}.sqlite"
    number = 2
    while path.exists():
        path = records_folder() / f"{stem}-{number}.sqlite"
        number += 1
    return path
