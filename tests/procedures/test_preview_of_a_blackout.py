"""The preview of a command that puts the island out says so first."""

from __future__ import annotations

from pathlib import Path

from devices.site import load_site
from procedures.intents import Select
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode


def test_what_goes_out_stands_before_the_figures_of_what_was_still_live(tmp_path: Path) -> None:
    site = load_site("odawara")
    noon = load_scenario("odawara-pv-step", site)
    sitter = Sitter.for_role(site, "MGC")
    record = tmp_path / "s5.sqlite"
    sitting = Sitting.open(site, noon, mode=Mode.REHEARSAL, sitter=sitter, record=record)
    sitting.advance(5.0)
    sitting.accept(Select("cb52b", "open", {}, "MGC"))
    picture = sitting.snapshot()
    sitting.close()
    assert picture.selection is not None, picture.refusal
    first, second, *_ = picture.selection.preview
    assert first.truth is False
    assert "none" not in first.live.en
    assert second.live.en.endswith("Hz, then no voltage")
    assert second.live.ja.endswith("無電圧")
