"""One drill that somebody sat through, for all tests of replay; nothing may write to its record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from procedures.replay import Recorded, read_recorded
from tests.procedures.replay.sat import Shown, sit_through


@pytest.fixture(scope="session")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    shown = sit_through(tmp_path_factory.mktemp("replayed"), 240.0)
    before = shown.path.read_bytes()
    yield shown
    assert shown.path.read_bytes() == before
    assert [file.name for file in shown.path.parent.glob("*.sqlite*")] == [shown.path.name]


@pytest.fixture(scope="session")
def recorded(drill: Shown) -> Recorded:
    return read_recorded(drill.path)
