"""One drill that somebody sat through, for the window and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.procedures.replay.sat import sit_through

ENDS_S = 120.0


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sit_through(tmp_path_factory.mktemp("shown"), ENDS_S).path
