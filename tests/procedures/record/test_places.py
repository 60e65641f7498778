"""Where a record can be kept, and that no two sittings come to write to one file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from procedures.record import Journal, Record, RecordError, new_record, verify_record
from tests.procedures.record.written import HEADER, note

OPENED = datetime(2026, 11, 22, 8, 40).astimezone()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def test_sittings_of_one_second_get_names_of_their_own(home: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _: new_record("odawara", OPENED), range(40)))
    assert len(set(paths)) == 40
    for path in paths[:3]:
        Journal.create(path, HEADER).close()
        assert verify_record(path).whole


CREATE = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from procedures.record import Journal, RecordError
from tests.procedures.record.written import HEADER, note
try:
    journal = Journal.create(Path(sys.argv[1]), HEADER)
    journal.append([note(1.0, "mine")])
    print("mine", flush=True)
    sys.stdin.readline()
    journal.close()
except RecordError as error:
    print(error.key, flush=True)
"""


def test_of_processes_that_want_one_name_one_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    command = [sys.executable, "-c", CREATE, str(path)]
    writers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [writer.stdout.readline().strip() for writer in writers if writer.stdout]
    for writer in writers:
        writer.communicate("\n")
    assert sorted(said) == ["mine", *["record_exists"] * 3]
    with Record(path) as record:
        assert len(record.events()) == 1


def test_a_file_system_without_a_write_ahead_log_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Path(f"{path}-shm").mkdir()  # SQLite can then not share its memory, as on a network folder
    with pytest.raises(RecordError) as caught:
        Journal.create(path, HEADER)
    assert caught.value.key == "record_no_wal"
    assert not path.exists()


def test_a_record_that_could_not_begin_leaves_no_file(home: Path) -> None:
    path = new_record("odawara", OPENED)
    Path(f"{path}-shm").mkdir()
    with pytest.raises(RecordError):
        Journal.create(path, HEADER)
    assert not path.exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can enter: those of pytest are the user's own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("closed", [True, False])
def test_a_record_in_a_folder_without_write_permission_is_read(
    tmp_path: Path, open_folder: Path, closed: bool
) -> None:
    path = tmp_path / "a.sqlite"
    journal = Journal.create(path, HEADER)
    journal.append([note(1.0, "one")])
    if closed:
        journal.close()
    for written in (path, Path(f"{path}-wal")):
        if written.exists():
            copy = open_folder / written.name
            copy.write_bytes(written.read_bytes())
            copy.chmod(0o444)
    journal.close()
    open_folder.chmod(0o555)
    before = {file.name: file.read_bytes() for file in open_folder.iterdir()}
    assert _events_seen_by_a_guest(open_folder / path.name) == 1
    assert {file.name: file.read_bytes() for file in open_folder.iterdir()} == before


def _events_seen_by_a_guest(path: Path) -> int:
    """What a person without any rights finds: root may write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            os.write(writing, str(verify_record(path).events).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as told:
        return int(told.read() or -1)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    with pytest.raises(RecordError) as caught:
        Journal.create(tmp_path / "in-the-way" / "a.sqlite", HEADER)
    assert caught.value.key == "record_not_writable"
