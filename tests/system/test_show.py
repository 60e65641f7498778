"""The drill that the manual shows: led and gone through by hand, to its end and its report."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCREENS = HERE / "two_screens.json"
PICTURES = 10


@pytest.mark.long
def test_the_show_goes_to_its_end_on_two_screens(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    run = subprocess.run(
        [sys.executable, str(HERE / "show.py"), str(tmp_path), "ja"],
        env={**environment, "QT_QPA_PLATFORM": f"offscreen:configfile={SCREENS}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(list(tmp_path.glob("*.png"))) == PICTURES
    assert (tmp_path / "report-ja.pdf").read_bytes().startswith(b"%PDF")
