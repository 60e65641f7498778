"""The list of records at a glance: how each ended, and what keeps one from being read."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.site import Site, load_site
from procedures.people import Sitter
from procedures.record.recent import Ending, glance, recent_records
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode


@dataclass(frozen=True)
class Shelf:
    """A folder with one record of each kind, and a sitting that is at work."""

    folder: Path
    at_work: Sitting


def opened(site: Site, path: Path) -> Sitting:
    scenario = load_scenario("toride-togashira-elementary-blackout", site)
    sitter = Sitter.for_role(site, "FM")
    return Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=path)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("records")
    site = load_site("toride-togashira-elementary")
    at_work = opened(site, folder / "at-work.sqlite")
    at_work.advance(5.0)
    for end in ("", "-wal"):  # what is left when the computer dies: nothing is closed in order
        shutil.copy(folder / f"at-work.sqlite{end}", folder / f"cut-off.sqlite{end}")
    left = opened(site, folder / "left.sqlite")
    left.advance(10.0)
    left.close()
    broken = (folder / "left.sqlite").read_bytes()
    (folder / "broken.sqlite").write_bytes(b"x" * 40 + broken[40:])
    (folder / "empty.sqlite").touch()
    (folder / "note.txt").write_text("not a record")
    return Shelf(folder, at_work)


@pytest.fixture(scope="module", autouse=True)
def closed(shelf: Shelf) -> object:
    yield
    shelf.at_work.close()


def test_each_record_says_how_it_ended(shelf: Shelf) -> None:
    endings = {one.path.stem: one.ending for one in recent_records(shelf.folder)}
    assert endings == {
        "at-work": Ending.OPEN,
        "cut-off": Ending.CUT_OFF,
        "left": Ending.LEFT,
        "broken": Ending.DAMAGED,
        "empty": Ending.EMPTY,
    }


def test_it_tells_site_scenario_kind_and_length(shelf: Shelf) -> None:
    found = glance(shelf.folder / "left.sqlite")
    assert found is not None
    assert (found.site, found.mode) == ("toride-togashira-elementary", "rehearsal")
    assert found.scenario == "toride-togashira-elementary-blackout"
    assert found.length_s == pytest.approx(10.0, abs=1.0)
    assert found.opened is not None
    assert not found.live


def test_a_damaged_one_says_why_and_hides_no_other(shelf: Shelf) -> None:
    found = glance(shelf.folder / "broken.sqlite")
    assert found is not None
    assert found.error is not None
    assert found.error.key == "record_unreadable"
    assert not found.readable


def test_looking_changes_nothing_and_the_sitting_at_work_goes_on(shelf: Shelf) -> None:
    before = {path: path.read_bytes() for path in shelf.folder.glob("*.sqlite")}
    assert len(list(recent_records(shelf.folder))) == len(before)
    unchanged = [path for path, content in before.items() if path.read_bytes() == content]
    assert len(unchanged) == len(before)
    shelf.at_work.advance(8.0)
    found = glance(shelf.folder / "at-work.sqlite")
    assert found is not None
    assert found.ending is Ending.OPEN


def test_the_one_that_changed_last_comes_first_and_no_folder_has_none(shelf: Shelf) -> None:
    found = list(recent_records(shelf.folder))
    assert [one.changed for one in found] == sorted((o.changed for o in found), reverse=True)
    assert list(recent_records(shelf.folder / "nowhere")) == []
