"""A user's own folders, so that commands leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C",
    }


@pytest.fixture
def accepted(environment: dict[str, str]) -> None:
    command = [
        str(Path(sys.executable).with_name("kairetsu")),
        "accept",
        "odawara",
        "--all",
        "--person",
        "mori",
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)
