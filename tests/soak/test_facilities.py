"""Every shipped scenario of every facility, at the usual pace of people: `make soak` runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.site import load_site
from procedures.record import Record
from procedures.rehearsal import rehearse
from procedures.scenario import load_scenario, scenario_names
from procedures.sitting import Sitting
from procedures.snapshot import Mode

OTHERS = ("outage", "quiet-day", "seamless-transition")
SITES = (
    *(f"toride-{name}" for name in ("togashira-elementary", "green-sports-centre", "city-hall")),
    *(f"toride-{name}" for name in ("second-junior-high", "wellness-plaza")),
    *("kobe-shelter", "nishinoomote"),
)
DRILLS = [
    (site, name)
    for site in SITES
    for name in scenario_names()
    if name.startswith(f"{site}-") and not name.endswith(OTHERS)
]


@pytest.mark.parametrize(("site", "name"), DRILLS, ids=[name for _, name in DRILLS])
def test_a_drill_of_a_facility_completes(tmp_path: Path, site: str, name: str) -> None:
    known = load_site(site)
    path = tmp_path / "record.sqlite"
    sitting = Sitting.open(
        known, load_scenario(name, known), mode=Mode.REHEARSAL, sitter=None, record=path, seed=3
    )
    rehearse(sitting)
    assert sitting.snapshot().outcome == "completed"
    with Record(path) as record:
        assert not any(event.data.get("what") == "back_feed" for event in record.events())
