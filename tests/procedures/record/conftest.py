"""The record of `written`, whole and tampered with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.procedures.record.written import write_record


@pytest.fixture(scope="session")
def whole_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_record(tmp_path_factory.mktemp("whole") / "whole.sqlite")


Tamper = Callable[..., Path]


@pytest.fixture
def tampered(tmp_path: Path, whole_record: Path) -> Tamper:
    """The whole record after some statements of somebody else."""

    def tamper(*statements: str) -> Path:
        path = tmp_path / "tampered.sqlite"
        path.write_bytes(whole_record.read_bytes())
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(";".join(statements))
            connection.commit()
        return path

    return tamper
